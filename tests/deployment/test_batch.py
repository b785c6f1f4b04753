"""Many workflows in one run, against a model of AWS in memory."""

from __future__ import annotations

import threading
from contextlib import nullcontext, suppress

import pytest

from sfn_dsl import DeploymentError, InvalidDefinitionError, Target
from sfn_dsl.aws.account import place_of, require_place
from sfn_dsl.aws.retry import REAL_TIME, Timing
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.batch import (
    Built,
    Checking,
    Done,
    Failed,
    Outcome,
    built,
    carried_out,
    refuse_duplicates,
)
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.errors import SfnError
from sfn_dsl.validation import validate

from .model_of_aws import ACCOUNT, FakeTime, ModelOfAws

SOUND = Definition({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})
BROKEN = Definition({"StartAt": "B", "States": {"A": {"Type": "Succeed"}}})


@pytest.fixture
def aws() -> ModelOfAws:
    model = ModelOfAws()
    model.role("R")
    return model


def workflow(name: str, role: str = "R", definition: Definition = SOUND) -> Built:
    return Built(f"{name}.py", Desired(name, definition, role))


def deploy(
    aws: ModelOfAws, workflows: list[Built | Failed], jobs: int = 4
) -> list[Outcome[Deployment]]:
    checking = Checking(aws, validate, ACCOUNT)

    def act(one: Built, timing: Timing) -> Deployment:
        return deploy_desired(one.make, aws, check=one.check, account=ACCOUNT, timing=timing)

    checked = (checking.checked(one) if isinstance(one, Built) else one for one in workflows)
    return list(carried_out(checked, act, jobs=jobs, timing=FakeTime().timing))


def test_one_that_fails_stops_no_other_and_the_order_is_kept(aws: ModelOfAws) -> None:
    unread = Failed("unread.py", SfnError("no luck"))
    workflows = [
        workflow("a"),
        workflow("broken", definition=BROKEN),
        workflow("roleless", role="Nobody"),
        unread,
        workflow("b"),
    ]
    outcomes = deploy(aws, workflows)
    assert [outcome.source for outcome in outcomes] == [one.source for one in workflows]
    done = [one.source for one in outcomes if isinstance(one, Done)]
    assert done == ["a.py", "b.py"]
    errors = [type(one.error) for one in outcomes if isinstance(one, Failed)]
    assert errors == [InvalidDefinitionError, DeploymentError, SfnError]
    assert sorted(machine.name for machine in aws.machines.values()) == ["a", "b"]


def test_a_role_is_looked_up_once_in_a_run(aws: ModelOfAws) -> None:
    deploy(aws, [*map(workflow, "abcdef"), workflow("x", "Nobody"), workflow("y", "Nobody")])
    assert aws.calls.count("get_role") == 2
    assert aws.calls.count("get_caller_identity") == 0


def test_a_second_run_has_nothing_to_do(aws: ModelOfAws) -> None:
    deploy(aws, [*map(workflow, "abc")])
    again = deploy(aws, [*map(workflow, "abc")])
    assert [one.result.action for one in again if isinstance(one, Done)] == ["unchanged"] * 3


def test_two_workflows_of_one_name_are_refused() -> None:
    twice = [workflow("a"), Failed("a.py", SfnError("no luck")), workflow("b")]
    refuse_duplicates(twice)
    other = Built("other.py", Desired("a", SOUND, "R"))
    with pytest.raises(
        DeploymentError, match="'a.py' and 'other.py' are both named 'a', and would"
    ):
        refuse_duplicates([*twice, other])


def test_no_more_than_the_given_number_are_at_work_at_once() -> None:
    barrier = threading.Barrier(3)
    at_work, most, lock = 0, 0, threading.Lock()

    def act(_: Built, __: Timing) -> None:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        barrier.wait(10)  # three have to be at work at once, or this breaks
        with lock:
            at_work -= 1

    outcomes = list(carried_out(map(workflow, "abcdef"), act, jobs=3))
    assert all(isinstance(outcome, Done) for outcome in outcomes)
    assert most == 3


def test_what_is_built_is_built_in_the_thread_that_calls() -> None:
    threads = []

    def make(*_: str) -> Desired:
        threads.append(threading.current_thread())
        return Desired("a", SOUND, "R")

    made = built("a.py", make, Target(ACCOUNT))
    assert isinstance(made, Built)

    def act(one: Built, _: Timing) -> Desired:
        return one.make()

    (outcome,) = carried_out([made], act)
    assert isinstance(outcome, Done)
    assert threads == [threading.current_thread()]


def test_an_interrupt_ends_what_is_waited_for() -> None:
    waits = threading.Event()
    ended: list[str] = []

    def act(one: Built, timing: Timing) -> None:
        if one.source != "a.py":
            waits.wait(10)
            return
        waits.set()
        try:
            timing.sleep(3600)
        except DeploymentError as error:
            ended.append(str(error))

    outcomes = carried_out([workflow("b"), workflow("a"), *map(workflow, "cd")], act, jobs=2)
    next(outcomes)
    with pytest.raises(KeyboardInterrupt):
        outcomes.throw(KeyboardInterrupt)
    assert ended == ["interrupted; run this again, which continues from there"]
    assert REAL_TIME.sleep.__module__ == "time"


@pytest.mark.parametrize("by", ["an interrupt", "closing"])
def test_workflows_at_work_report_their_outcome_when_all_is_stopped(by: str) -> None:
    at_work = threading.Barrier(3)

    def act(one: Built, timing: Timing) -> str:
        at_work.wait(10)
        if one.source != "a.py":
            with suppress(DeploymentError) if one.source == "c.py" else nullcontext():
                timing.sleep(3600)
        return "done"

    told: list[Outcome[str]] = []
    outcomes = carried_out(map(workflow, "abc"), act, jobs=3, on_stopped=told.append)
    assert next(outcomes) == Done("a.py", "done")
    with suppress(KeyboardInterrupt):
        outcomes.close() if by == "closing" else outcomes.throw(KeyboardInterrupt)
    failed, done = told
    assert isinstance(failed, Failed)
    assert failed.source == "b.py"
    assert str(failed.error) == "interrupted; run this again, which continues from there"
    assert done == Done("c.py", "done")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (
            Target("999999999999", name="prod"),
            (
                "target 'prod' is account '999999999999', and these credentials are of account "
                f"'{ACCOUNT}'; use a profile of account '999999999999'"
            ),
        ),
        (Target(ACCOUNT, "eu-west-1"), "the target is in region 'eu-west-1', and the client in"),
    ],
)
def test_credentials_of_another_place_are_refused(
    aws: ModelOfAws, target: Target, said: str
) -> None:
    with pytest.raises(DeploymentError) as refusal:
        require_place(aws, target)
    assert said in str(refusal.value)
    assert aws.calls == ["get_caller_identity"]


def test_credentials_of_another_partition_are_refused(aws: ModelOfAws) -> None:
    aws.region = "moon-east-1"
    with pytest.raises(DeploymentError, match="is in partition 'aws-moon', and these credentials"):
        require_place(aws, Target(ACCOUNT, "moon-east-1", "aws-moon"))
    require_place(aws, place_of(aws))
