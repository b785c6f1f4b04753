"""Releases over real HTTP that break at any one call: the next run does what is left."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from sfn_dsl.aws.api import Api
from sfn_dsl.deployment.release.manage import rolled_back
from sfn_dsl.errors import DeploymentError

from ..local_endpoint import local_endpoint as local_endpoint
from ..proxy import ALL_FAULTS, FAULTS, WRITES, Broken, Fault, Proxy, at
from .release_backend import MOVE, Account, arn_of, without_repeats
from .release_backend import account as account
from .release_backend import aws as aws
from .release_backend import impatient as impatient
from .release_flows import FLOWS, LIVE, ReleaseFlow

pytestmark = pytest.mark.slow


def at_every_call() -> list[Any]:
    """Every broken call that changes something; other faults, and at looks all, take turns.

    With SFN_DSL_ALL_FAULTS every fault is tried at every call, which takes some minutes.
    """
    return [
        pytest.param(flow, number, fault, id=f"{flow.name}-{number}-{operation}-{name}")
        for flow in FLOWS
        for number, operation in enumerate(flow.calls)
        for turn, (name, fault) in enumerate(FAULTS.items())
        if ALL_FAULTS
        or (operation in WRITES and isinstance(fault, Broken))
        or (number + turn) % (3 if operation in WRITES else len(FAULTS)) == 0
    ]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_a_release_makes_these_calls_and_no_others(
    aws: Proxy, account: Account, impatient: Api, flow: ReleaseFlow
) -> None:
    name = account.prepare(flow.made, flow.aliases)
    aws.clear()
    moves = account.noting_moves(name, aws)
    flow.deploy(name, impatient)
    assert aws.calls == list(flow.calls)
    assert account.held(name) == flow.after
    assert tuple(moves) == flow.moves
    assert flow.deploy(name, impatient).action == "unchanged"


@pytest.mark.parametrize(("flow", "number", "fault"), at_every_call())
def test_after_any_fault_at_any_call_the_next_run_releases_what_is_left_and_nothing_twice(
    aws: Proxy, account: Account, impatient: Api, flow: ReleaseFlow, number: int, fault: Fault
) -> None:
    name = account.prepare(flow.made, flow.aliases)
    aws.clear()
    moves = account.noting_moves(name, aws)

    aws.before = at(number, fault)
    with suppress(DeploymentError):
        flow.deploy(name, impatient)

    aws.before = at(-1, fault)
    flow.deploy(name, impatient)
    assert account.held(name) == flow.after
    assert without_repeats(moves) == flow.moves
    again = [MOVE] * (len(moves) - len(flow.moves))
    assert sorted(aws.writes) == sorted([*flow.writes, *again])


ROLLBACK = ("DescribeStateMachine", LIVE, "ListStateMachineVersions", MOVE)


@pytest.mark.parametrize("fault", list(FAULTS.values()), ids=list(FAULTS))
@pytest.mark.parametrize(("number", "operation"), list(enumerate(ROLLBACK)))
def test_after_any_fault_at_any_call_of_a_rollback_what_it_says_rolls_back_by_one(
    aws: Proxy, account: Account, impatient: Api, number: int, operation: str, fault: Fault
) -> None:
    name = account.prepare((3, 4, 5), {"live": {3: 100}})
    account.record(name, "3, 1")  # version 2 was rolled back
    aws.clear()
    moves = account.noting_moves(name, aws)
    aws.before = at(number, fault)
    with pytest.raises(DeploymentError) as caught:
        rolled_back(impatient, arn_of(name), "live")
    assert tuple(aws.calls) == ROLLBACK[: number + 1]
    assert ("give --to 1," in caught.value.message) == (operation == MOVE)
    rolled_back(impatient, arn_of(name), "live", 1 if operation == MOVE else None)
    assert without_repeats(moves) == ({1: 100},)
    assert len(moves) == 1
