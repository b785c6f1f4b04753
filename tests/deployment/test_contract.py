"""What a deployment promises of any machine, over real HTTP: nothing without need, all with it."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfn_dsl import StateMachine, canonical_text, compile_machine
from sfn_dsl.aws.api import Api
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.plan import Create, Tag, Untag, Update

from ..laws.machines import machines
from .backend import ARN, BEFORE, ROLE, Backend, deployed
from .proxy import Proxy

# The fixtures hold no state of an example: each takes a machine of its own or begins anew.
over_http = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def kinds(done: Any) -> list[type]:
    return [type(step) for step in done.steps]


def desired_of(machine: StateMachine) -> Desired:
    return attrs.evolve(BEFORE, definition=compile_machine(machine))


@pytest.mark.slow
@given(machines(), st.sampled_from([None, 1, 7]), st.booleans())
@over_http
def test_an_equal_definition_in_whatever_formatting_is_nothing_to_do(
    backend: Backend,
    impatient: Api,
    machine: StateMachine,
    indent: int | None,
    sorts: bool,
) -> None:
    backend.furnish()
    desired = desired_of(machine)
    deployed(desired, impatient)
    assert deployed(desired, impatient).action == "unchanged"
    assert deployed(desired_of(machine), impatient).action == "unchanged"
    by_others = json.dumps(desired.definition.document, indent=indent, sort_keys=sorts)
    backend.states.update_state_machine(stateMachineArn=ARN, definition=by_others)
    assert deployed(desired, impatient).action == "unchanged"
    assert backend.states.describe_state_machine(stateMachineArn=ARN)["definition"] == by_others


@pytest.mark.slow
@given(machines())
@over_http
def test_another_comment_is_one_update_of_the_definition_alone(
    aws: Proxy, backend: Backend, impatient: Api, machine: StateMachine
) -> None:
    backend.furnish()
    deployed(desired_of(machine), impatient)
    changed = desired_of(attrs.evolve(machine, comment=f"{machine.comment}, and more"))
    aws.clear()
    done = deployed(changed, impatient)
    (update,) = done.steps
    assert isinstance(update, Update)
    assert list(update.parts) == ["definition"]
    assert aws.writes == ["UpdateStateMachine"]
    held = backend.states.describe_state_machine(stateMachineArn=ARN)["definition"]
    assert held == canonical_text(changed.definition.document)


def test_a_machine_that_others_delete_is_made_again(backend: Backend, impatient: Api) -> None:
    deployed(BEFORE, impatient)
    backend.states.delete_state_machine(stateMachineArn=ARN)
    assert kinds(deployed(BEFORE, impatient)) == [Create]


def test_a_machine_that_others_delete_after_the_look_at_it_is_made_again(
    aws: Proxy, backend: Backend, impatient: Api
) -> None:
    """moto takes the update of a machine that is not there for an error, as AWS does."""
    deployed(BEFORE, impatient)

    def delete(_: int, operation: str) -> None:
        if operation == "UpdateStateMachine":
            aws.before = lambda *_: None
            backend.states.delete_state_machine(stateMachineArn=ARN)

    aws.before = delete
    done = deployed(attrs.evolve(BEFORE, settings={"tracing": {"enabled": True}}), impatient)
    assert (done.action, kinds(done)) == ("created", [Create])


def test_a_machine_that_others_delete_and_make_again_after_the_look_at_it_is_updated(
    aws: Proxy, backend: Backend, impatient: Api
) -> None:
    deployed(BEFORE, impatient)
    looks: list[str] = []

    def replace(_: int, operation: str) -> None:
        if operation == "DescribeStateMachine":
            looks.append(operation)
            if len(looks) == 2:
                backend.states.create_state_machine(name="nightly", definition="{}", roleArn=ROLE)
        elif operation == "UpdateStateMachine" and len(looks) == 1:
            backend.states.delete_state_machine(stateMachineArn=ARN)

    aws.before = replace
    changed = attrs.evolve(BEFORE, settings={"tracing": {"enabled": True}})
    done = deployed(changed, impatient)
    assert done.action == "updated"  # moto remembers the tags of the one before
    assert deployed(changed, impatient).action == "unchanged"


def test_a_machine_that_others_delete_after_its_update_is_made_again_and_that_is_reported(
    aws: Proxy, backend: Backend, impatient: Api
) -> None:
    deployed(BEFORE, impatient)

    def delete(_: int, operation: str) -> None:
        if operation == "UpdateStateMachine":
            backend.states.delete_state_machine(stateMachineArn=ARN)

    aws.after = delete
    told: list[str] = []
    changed = attrs.evolve(BEFORE, settings={"tracing": {"enabled": True}})
    done = deployed(changed, impatient, on_progress=told.append)
    assert kinds(done) == [Update, Create]
    assert told == ["somebody else changed the machine meanwhile; planning again"]
    assert deployed(changed, impatient).action == "unchanged"


@pytest.mark.parametrize(
    ("by_others", "steps"),
    [
        ({"definition": json.dumps({"StartAt": "A", "States": {}})}, [Update]),
        ({"definition": "no JSON"}, [Update]),
        ({"roleArn": ROLE.replace("Nightly", "Theirs")}, [Update]),
        ({"tracingConfiguration": {"enabled": True}}, [Update]),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else "",
)
def test_each_part_that_others_change_is_brought_back(
    backend: Backend, impatient: Api, by_others: dict[str, Any], steps: list[type]
) -> None:
    deployed(BEFORE, impatient)
    mine = backend.held()
    backend.states.update_state_machine(stateMachineArn=ARN, **by_others)
    assert kinds(deployed(BEFORE, impatient)) == steps
    assert backend.held() == mine


@pytest.mark.parametrize(
    ("theirs", "removed", "steps"),
    [
        ([{"key": "theirs", "value": "1"}], [], [Untag]),
        ([{"key": "old", "value": "9"}], [], [Tag]),
        ([], ["old"], [Tag]),
        ([{"key": "theirs", "value": "1"}], ["old"], [Tag, Untag]),
    ],
)
def test_tags_that_others_change_are_restored_and_left_alone_if_the_workflow_has_none(
    backend: Backend,
    impatient: Api,
    theirs: list[Any],
    removed: list[str],
    steps: list[type],
) -> None:
    deployed(BEFORE, impatient)
    backend.states.tag_resource(resourceArn=ARN, tags=theirs)
    backend.states.untag_resource(resourceArn=ARN, tagKeys=removed)
    held = backend.held()
    assert deployed(attrs.evolve(BEFORE, tags=None), impatient).action == "unchanged"
    assert backend.held() == held
    assert kinds(deployed(BEFORE, impatient)) == steps
    assert held is not None
    assert backend.held() == attrs.evolve(held, tags=BEFORE.tags)


def test_a_definition_that_holds_anything_json_can_hold_comes_back_as_it_was(
    backend: Backend, impatient: Api
) -> None:
    odd = {"é": "\u2028 \U0001f600 \ud800 \x00", "n": [1.0, 1e300, -0.0, 12345678901234567890]}
    document = {"StartAt": "Done", "States": {"Done": {"Type": "Pass", "Result": odd, "End": True}}}
    desired = attrs.evolve(BEFORE, definition=Definition(document))
    deployed(desired, impatient)
    assert deployed(desired, impatient).action == "unchanged"
