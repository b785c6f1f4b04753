"""Calls kept within the rates that AWS grants."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.aws.rate_limit import RATES, Pace, Rate
from sfn_dsl.aws.retry import Timing

from ..deployment.model_of_aws import FakeTime


def test_a_burst_is_not_held_back_and_what_follows_goes_at_the_rate() -> None:
    clock = FakeTime()
    pace = Pace(clock.timing)
    for _ in range(100):
        pace.keep("CreateStateMachine")
    assert clock.slept == []
    for _ in range(3):
        pace.keep("CreateStateMachine")
    assert clock.slept == [1.0, 1.0, 1.0]


def test_operations_have_buckets_of_their_own_and_unknown_ones_none() -> None:
    clock = FakeTime()
    pace = Pace(clock.timing, {"A": Rate(1, 2), "B": Rate(1, 2)})
    for operation in ("A", "B", "C", "C", "C"):
        pace.keep(operation)
    assert clock.slept == []
    pace.keep("A")
    assert clock.slept == [0.5]


def test_a_bucket_fills_again_but_not_beyond_its_burst() -> None:
    clock = FakeTime()
    pace = Pace(clock.timing, {"A": Rate(2, 1)})
    pace.keep("A")
    clock.seconds += 3600
    for _ in range(3):
        pace.keep("A")
    assert clock.slept == [1.0]


@given(
    burst=st.integers(1, 5),
    a_second=st.sampled_from([0.5, 1.0, 4.0]),
    pauses=st.lists(st.sampled_from([0.0, 0.125, 1.0, 8.0]), max_size=40),
)
def test_no_span_of_time_has_more_calls_than_the_bucket_allows(
    burst: int, a_second: float, pauses: list[float]
) -> None:
    clock = FakeTime()
    pace = Pace(clock.timing, {"A": Rate(burst, a_second)})
    made = []
    for pause in pauses:
        clock.seconds += pause
        pace.keep("A")
        made.append(clock.seconds)
    for i, start in enumerate(made):
        for j in range(i, len(made)):
            assert j - i + 1 <= burst + (made[j] - start) * a_second + 1e-6


def test_threads_share_a_bucket() -> None:
    lock, slept = Lock(), []

    def sleep(seconds: float) -> None:
        with lock:
            slept.append(seconds)

    pace = Pace(Timing(sleep=sleep, now=lambda: 0.0), {"A": Rate(10, 1)})
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(pace.keep, ["A"] * 25))
    assert sorted(slept) == [float(second) for second in range(1, 16)]


def test_the_rates_are_those_that_aws_documents() -> None:
    assert RATES["DescribeStateMachine"] == Rate(200, 20)
    assert RATES["TagResource"] == Rate(200, 1)
    assert RATES["UpdateStateMachine"] == Rate(100, 1)
