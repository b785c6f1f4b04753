"""Aliases shifted to a new version step by step, and back, against the model of AWS."""

from __future__ import annotations

import attrs
import pytest

from sfn_dsl.aws.api import Alias, Execution, RefusalError, Route
from sfn_dsl.deployment.deploy import deploy_desired
from sfn_dsl.deployment.options import Release
from sfn_dsl.deployment.release.manage import rolled_back
from sfn_dsl.errors import DeploymentError

from ..model_of_aws import FakeTime, ModelOfAws
from .releasing import ARN, CANARY, LINEAR, deploy, nightly
from .releasing import aws as aws
from .releasing import time as time


def test_a_canary_serves_a_part_and_then_all(aws: ModelOfAws, time: FakeTime) -> None:
    seen: list[tuple[Route, ...]] = []
    aws.on_update = seen.append
    deploy(aws, time, nightly())
    told: list[str] = []
    deploy(aws, time, nightly(6, CANARY), on_progress=told.append)
    assert seen == [(Route(1, 90), Route(2, 10)), (Route(2),)]
    assert sum(time.slept) == 300
    assert told == [
        "alias 'live': 10 percent go to version 2",
        "version 2 since then: none ended",
    ]


def test_a_linear_shift_goes_by_equal_steps(aws: ModelOfAws, time: FakeTime) -> None:
    seen: list[tuple[Route, ...]] = []
    aws.on_update = seen.append
    deploy(aws, time, nightly())
    deploy(aws, time, nightly(6, LINEAR))
    assert [routes[-1].weight for routes in seen] == [25, 50, 75, 100]
    assert sum(time.slept) == 3 * 60


def test_a_first_release_has_nothing_to_shift_from(aws: ModelOfAws, time: FakeTime) -> None:
    deploy(aws, time, nightly(5, LINEAR))
    assert aws.routes(ARN) == (Route(1),)
    assert time.slept == []


def runs(aws: ModelOfAws, time: FakeTime, *statuses: str) -> None:
    """Have executions of version 2 end so, as soon as the alias points at it."""

    def start(routes: tuple[Route, ...]) -> None:
        if routes[-1].version == 2:
            aws.runs[2] = [Execution(status, time.seconds + 1) for status in statuses]

    aws.on_update = start


@pytest.mark.parametrize(
    ("statuses", "release", "message"),
    [
        (["FAILED"], CANARY, "1 of 1 executions of version 2 failed"),
        (["TIMED_OUT", *["SUCCEEDED"] * 15], CANARY, "1 of 16 executions of version 2 failed"),
        (["FAILED"] * 3 + ["SUCCEEDED"], attrs.evolve(CANARY, max_failures=70.0), "3 of 4"),
    ],
)
def test_too_many_failures_roll_the_alias_back(
    aws: ModelOfAws, time: FakeTime, statuses: list[str], release: Release, message: str
) -> None:
    deploy(aws, time, nightly())
    runs(aws, time, *statuses)
    with pytest.raises(DeploymentError, match=message) as caught:
        deploy(aws, time, nightly(6, release))
    assert "the alias 'live' points at version 1 again; correct the workflow" in str(caught.value)
    assert aws.routes(ARN) == (Route(1),)


@pytest.mark.parametrize(
    ("statuses", "release"),
    [
        (["FAILED", *["SUCCEEDED"] * 19], CANARY),
        (["ABORTED", "RUNNING", "PENDING_REDRIVE"], CANARY),
        (["FAILED"], attrs.evolve(CANARY, max_failures=100.0)),
    ],
)
def test_few_failures_are_borne(
    aws: ModelOfAws, time: FakeTime, statuses: list[str], release: Release
) -> None:
    deploy(aws, time, nightly())
    runs(aws, time, *statuses)
    deploy(aws, time, nightly(6, release))
    assert aws.routes(ARN) == (Route(2),)


def test_failures_from_before_the_shift_do_not_count(aws: ModelOfAws, time: FakeTime) -> None:
    deploy(aws, time, nightly())
    aws.runs[2] = [Execution("FAILED", time.seconds - 1)]
    deploy(aws, time, nightly(6, CANARY))
    assert aws.routes(ARN) == (Route(2),)


def test_an_alarm_that_goes_off_rolls_the_alias_back(aws: ModelOfAws, time: FakeTime) -> None:
    deploy(aws, time, nightly())
    aws.alarms = {"errors": "OK", "latency": "INSUFFICIENT_DATA"}
    aws.on_update = lambda routes: aws.alarms.update(errors="ALARM")
    watched = attrs.evolve(LINEAR, alarms=("latency", "errors"))
    with pytest.raises(DeploymentError, match="the alarm 'errors' is in state ALARM, so the alias"):
        deploy(aws, time, nightly(6, watched))
    assert aws.routes(ARN) == (Route(1),)
    assert time.slept == []
    assert "list_executions" not in aws.calls  # alarms alone decide


@pytest.mark.parametrize(
    ("states", "message"), [({}, "no CloudWatch alarm 'errors'"), ({"errors": "ALARM"}, "ALARM")]
)
def test_an_alarm_that_is_missing_or_rings_already_keeps_everything_as_it_is(
    aws: ModelOfAws, time: FakeTime, states: dict[str, str], message: str
) -> None:
    deploy(aws, time, nightly())
    aws.alarms = states
    aws.calls.clear()
    with pytest.raises(DeploymentError, match=message):
        deploy(aws, time, nightly(6, attrs.evolve(CANARY, alarms=("errors",))))
    assert aws.writes == []


def test_alarms_that_may_not_be_seen_come_with_the_statement(
    aws: ModelOfAws, time: FakeTime
) -> None:
    deploy(aws, time, nightly())
    said = "User: x is not authorized to perform: cloudwatch:DescribeAlarms on resource: arn:a"
    aws.refusals = [RefusalError("DescribeAlarms", "AccessDenied", said)]
    with pytest.raises(DeploymentError, match=r"may not do cloudwatch:DescribeAlarms; add .*arn:a"):
        deploy(aws, time, nightly(6, attrs.evolve(CANARY, alarms=("errors",))))


def test_where_the_executions_may_not_be_seen_the_message_says_where_the_alias_is(
    aws: ModelOfAws, time: FakeTime
) -> None:
    deploy(aws, time, nightly())
    aws.refusals = [RefusalError("ListExecutions", "AccessDeniedException", "no")]
    with pytest.raises(DeploymentError, match="stays at 10 percent for version 2; run this again"):
        deploy(aws, time, nightly(6, CANARY))
    deploy(aws, time, nightly(6, CANARY))
    assert aws.routes(ARN) == (Route(2),)


def test_a_shift_that_was_cut_off_goes_on_where_it_was(aws: ModelOfAws, time: FakeTime) -> None:
    deploy(aws, time, nightly())
    deploy(aws, time, nightly(6, Release()))
    aws.aliases[ARN]["live"] = Alias("live", (Route(1, 50), Route(2, 50)))
    seen: list[tuple[Route, ...]] = []
    aws.on_update = seen.append
    deploy(aws, time, nightly(6, LINEAR))
    assert [routes[-1].weight for routes in seen] == [50, 75, 100]


@pytest.mark.parametrize("statuses", [[], ["FAILED"]])
def test_an_alias_that_somebody_else_points_elsewhere_meanwhile_stays_there(
    aws: ModelOfAws, time: FakeTime, statuses: list[str]
) -> None:
    deploy(aws, time, nightly())
    sleep = time.sleep

    def meddle(seconds: float) -> None:
        sleep(seconds)
        aws.aliases[ARN]["live"] = Alias("live", (Route(1),))
        aws.runs[2] = [Execution(status, time.seconds) for status in statuses]

    timing = attrs.evolve(time.timing, sleep=meddle)
    with pytest.raises(DeploymentError, match="else has pointed the alias 'live' elsewhere"):
        deploy_desired(lambda *_: nightly(6, LINEAR), aws, check=lambda _: [], timing=timing)
    assert aws.routes(ARN) == (Route(1),)


def test_a_shift_that_was_cut_off_is_taken_back_when_an_alarm_rings_by_now(
    aws: ModelOfAws, time: FakeTime
) -> None:
    deploy(aws, time, nightly())
    deploy(aws, time, nightly(6, Release()))
    aws.aliases[ARN]["live"] = Alias("live", (Route(1, 50), Route(2, 50)))
    aws.alarms = {"errors": "ALARM"}
    with pytest.raises(DeploymentError, match="points at version 1 again"):
        deploy(aws, time, nightly(6, attrs.evolve(LINEAR, alarms=("errors",))))
    assert aws.routes(ARN) == (Route(1),)


@pytest.mark.parametrize("operation", ["UpdateStateMachineAlias", "DescribeStateMachineAlias"])
def test_what_is_wrong_is_reported_even_where_the_alias_cannot_be_rolled_back(
    aws: ModelOfAws, time: FakeTime, operation: str
) -> None:
    deploy(aws, time, nightly())
    refusal = RefusalError(operation, "AccessDeniedException", "no")

    def fail(routes: tuple[Route, ...]) -> None:
        aws.runs[2] = [Execution("FAILED", time.seconds + 1)]
        aws.refusals = [refusal]

    aws.on_update = fail
    with pytest.raises(DeploymentError) as caught:
        deploy(aws, time, nightly(6, CANARY))
    assert str(caught.value) == (
        "1 of 1 executions of version 2 failed, and whether the alias 'live' was rolled back is "
        f"not known, as AWS refuses {operation} with AccessDeniedException: no; run 'sfn rollback "
        "SOURCE --alias live --to 1', correct the workflow and deploy it again"
    )
    aws.on_update = lambda _: None
    assert rolled_back(aws, ARN, "live", 1).old == (Route(1, 90), Route(2, 10))


def test_an_interrupted_shift_says_where_the_alias_is(aws: ModelOfAws, time: FakeTime) -> None:
    deploy(aws, time, nightly())
    told: list[str] = []
    sleep = time.sleep

    def interrupted(seconds: float) -> None:
        sleep(seconds)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deploy_desired(
            lambda *_: nightly(6, CANARY),
            aws,
            check=lambda _: [],
            timing=attrs.evolve(time.timing, sleep=interrupted),
            on_progress=told.append,
        )
    assert "stays at 10 percent for version 2; run this again, which continues" in told[-1]
    assert aws.routes(ARN) == (Route(1, 90), Route(2, 10))


def test_a_newer_version_takes_the_place_of_one_that_was_half_way(
    aws: ModelOfAws, time: FakeTime
) -> None:
    deploy(aws, time, nightly())
    deploy(aws, time, nightly(6, Release()))
    aws.aliases[ARN]["live"] = Alias("live", (Route(1, 90), Route(2, 10)))
    seen: list[tuple[Route, ...]] = []
    aws.on_update = seen.append
    deploy(aws, time, nightly(7, CANARY))
    assert seen == [(Route(1, 90), Route(3, 10)), (Route(3),)]
