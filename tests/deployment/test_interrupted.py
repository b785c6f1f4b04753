"""Deployments over real HTTP that break at any one call: the next run gets there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import boto3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfn_dsl.aws.api import Api
from sfn_dsl.errors import DeploymentError

from .backend import AFTER, BEFORE, Backend, connected, deployed, held_for
from .flows import FLOWS, LOOKING, Flow, is_old_or_new, prepared
from .proxy import (
    ADVICE,
    FAULTS,
    PASSING,
    THROTTLED,
    UNREADABLE,
    WRITES,
    Broken,
    Fault,
    Proxy,
    Refused,
    always,
    at,
    is_tried,
)

WITHOUT_ANSWER = ("UpdateStateMachine", "TagResource", "UntagResource")


def at_every_call(faults: Mapping[str, Fault]) -> list[Any]:
    return [
        pytest.param(flow, number, fault, id=f"{flow.name}-{number}-{operation}-{name}")
        for flow in FLOWS
        for number, operation in enumerate(flow.calls)
        for turn, (name, fault) in enumerate(faults.items())
        if operation != ADVICE and is_tried(operation, number, turn)
    ]


@pytest.fixture(params=FLOWS, ids=lambda flow: flow.name)
def flow(request: pytest.FixtureRequest) -> Flow:
    kind: Flow = request.param
    return kind


def test_a_deployment_makes_these_calls_and_no_others(
    aws: Proxy, impatient: Api, flow: Flow
) -> None:
    prepared(flow, aws, impatient)
    deployed(flow.after, impatient)
    assert tuple(aws.calls) == flow.calls


@pytest.mark.slow
@pytest.mark.parametrize(("flow", "number", "fault"), at_every_call(FAULTS))
def test_after_any_fault_at_any_call_the_next_run_does_what_is_left_and_nothing_twice(
    aws: Proxy, impatient: Api, backend: Backend, flow: Flow, number: int, fault: Fault
) -> None:
    prepared(flow, aws, impatient)
    old = backend.held()

    aws.before = at(number, fault)
    with pytest.raises(DeploymentError) as caught:
        deployed(flow.after, impatient)
    assert "run this again" in caught.value.message
    assert "\n" not in caught.value.message
    assert is_old_or_new(backend, old, flow)

    aws.before = at(-1, fault)
    deployed(flow.after, impatient)
    assert backend.held() == held_for(flow.after)
    assert aws.writes == flow.writes
    assert deployed(flow.after, impatient).action == "unchanged"


@pytest.mark.slow
@pytest.mark.parametrize("flow", FLOWS[:2], ids=lambda flow: flow.name)
@pytest.mark.parametrize("fault", [*FAULTS.values()])
def test_without_the_advice_of_aws_a_deployment_does_the_same_and_asks_once(
    aws: Proxy, patient: Api, backend: Backend, flow: Flow, fault: Fault
) -> None:
    prepared(flow, aws, patient)
    aws.before = always(ADVICE, fault)
    deployed(flow.after, patient)
    assert tuple(aws.calls) == flow.calls
    assert backend.held() == held_for(flow.after)


@pytest.mark.slow
@pytest.mark.parametrize(("flow", "number", "fault"), at_every_call(PASSING))
def test_with_the_retries_of_botocore_one_fault_at_any_call_is_not_even_seen(
    aws: Proxy,
    patient: Api,
    backend: Backend,
    monkeypatch: pytest.MonkeyPatch,
    flow: Flow,
    number: int,
    fault: Fault,
) -> None:
    prepared(flow, aws, patient)
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)

    aws.before = at(number, fault)
    done = deployed(flow.after, patient)

    assert done.action == ("updated" if flow.before else "created")
    assert backend.held() == held_for(flow.after)
    again = [flow.calls[number]] if fault is Broken.LOST else []
    assert sorted(aws.writes) == sorted([*flow.writes, *(c for c in again if c in WRITES)])


@pytest.mark.parametrize("fault", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("operation", WITHOUT_ANSWER)
def test_what_answers_an_update_instead_of_aws_is_not_believed(
    aws: Proxy, backend: Backend, impatient: Api, operation: str, fault: Fault
) -> None:
    deployed(BEFORE, impatient)
    aws.clear()
    aws.before = always(operation, fault)
    with pytest.raises(DeploymentError, match="does not answer as AWS does"):
        deployed(AFTER, impatient)
    assert aws.calls[-1] == operation
    aws.clear()
    deployed(AFTER, impatient)
    assert backend.held() == held_for(AFTER)


@pytest.mark.parametrize(("limit", "attempts"), [(None, 10), ("3", 3)])
def test_a_call_that_stays_throttled_is_tried_ten_times_or_as_often_as_the_environment_says(
    aws: Proxy,
    session: boto3.Session,
    monkeypatch: pytest.MonkeyPatch,
    limit: str | None,
    attempts: int,
) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)
    api = connected(aws.url, session, **({"AWS_MAX_ATTEMPTS": limit} if limit else {}))
    aws.clear()
    aws.before = always("DescribeStateMachine", THROTTLED)
    with pytest.raises(DeploymentError, match="too many requests; wait a minute and run this"):
        deployed(AFTER, api)
    assert aws.calls.count("DescribeStateMachine") == attempts


CONFLICT = Refused("ConflictException", "In progress", 409)
NEW_ROLE = Refused("AccessDeniedException", "Not authorized to assume the provided role.")
UNSEEN = Refused("StateMachineDoesNotExist", "Not yet")
ANY_FAULT = st.sampled_from([None, *FAULTS.values(), CONFLICT, NEW_ROLE])


def one_after_the_other(faults: list[Fault | None]) -> Callable[[int, str], Fault | None]:
    """A fault, or none, for each call until there are none left; and looks that are out of date."""
    left = iter(faults)

    def before(_number: int, operation: str) -> Fault | None:
        fault = next(left, None)
        if fault in (CONFLICT, NEW_ROLE) and operation in LOOKING:
            return UNSEEN if operation == "DescribeStateMachine" else None
        return fault

    return before


@pytest.mark.slow
@given(st.lists(ANY_FAULT, max_size=40), st.sampled_from(FLOWS))
@settings(
    max_examples=60,
    deadline=None,
    # The fixtures hold no state of an example: each begins by emptying the endpoint.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_after_any_row_of_faults_some_next_run_gets_there(
    aws: Proxy, backend: Backend, impatient: Api, faults: list[Fault | None], flow: Flow
) -> None:
    backend.furnish()
    aws.clear()
    prepared(flow, aws, impatient)
    old = backend.held()
    aws.before = one_after_the_other(faults)
    for _ in range(len(faults) + 1):  # each run that fails takes a fault at least
        with suppress(DeploymentError):
            deployed(flow.after, impatient)
            break
        assert is_old_or_new(backend, old, flow)
    assert backend.held() == held_for(flow.after)
