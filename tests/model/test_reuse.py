"""Using states and machines more than once."""

from __future__ import annotations

import pytest

from sfn_dsl import (
    Catch,
    Choice,
    Map,
    Parallel,
    Pass,
    StateMachine,
    Succeed,
    Task,
    When,
    compile_machine,
    path,
)
from sfn_dsl.errors import AuthoringError
from sfn_dsl.model.state import ClosedChain, State

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"


def copy_machine() -> StateMachine:
    failed = Pass("Failed", end=True)
    copy = Task("Copy", resource=ARN, catch=[Catch("States.ALL", failed)])
    check = Choice("Check", [When(path("$.n") > 1, copy)], default=failed)
    each = Map("Each", item_processor=StateMachine([Succeed("Item")]))
    return StateMachine([copy >> each >> check, failed], start_at="Each")


def test_a_prefix_reaches_every_name_and_target() -> None:
    document = compile_machine(copy_machine().prefixed("Nightly ")).document
    states = document["States"]
    assert document["StartAt"] == "Nightly Each"
    assert list(states) == ["Nightly Copy", "Nightly Each", "Nightly Check", "Nightly Failed"]
    assert states["Nightly Copy"]["Catch"][0]["Next"] == "Nightly Failed"
    assert states["Nightly Check"]["Choices"][0]["Next"] == "Nightly Copy"
    assert states["Nightly Check"]["Default"] == "Nightly Failed"
    assert states["Nightly Each"]["Next"] == "Nightly Check"
    assert list(states["Nightly Each"]["ItemProcessor"]["States"]) == ["Nightly Item"]


def test_a_machine_stands_twice_under_two_prefixes() -> None:
    machine = copy_machine()
    both = Parallel("Both", branches=[machine.prefixed("A "), machine.prefixed("B ")], end=True)
    assert len(compile_machine(StateMachine([both])).document["States"]["Both"]["Branches"]) == 2
    with pytest.raises(AuthoringError, match="two states are named"):
        StateMachine([Parallel("Both", branches=[machine, machine], end=True)])


def test_a_name_that_a_prefix_makes_too_long_is_refused() -> None:
    with pytest.raises(AuthoringError, match="has 84 characters"):
        copy_machine().prefixed("x" * 80)


def test_one_machine_is_a_top_level_a_branch_and_a_processor() -> None:
    machine = StateMachine([Succeed("Done")])
    alone = compile_machine(machine).document
    branch = Parallel("P", branches=[machine], end=True)
    processor = Map("M", item_processor=machine, end=True)
    in_branch = compile_machine(StateMachine([branch])).document["States"]["P"]["Branches"][0]
    in_map = compile_machine(StateMachine([processor])).document["States"]["M"]["ItemProcessor"]
    assert alone == in_branch == in_map


def test_a_function_returns_states_for_several_places() -> None:
    def noted(name: str) -> ClosedChain:
        return Pass(f"Note {name}", result=name) >> Succeed(f"{name} done")

    left, right = noted("Left"), noted("Right")
    decide = Choice("Decide", [When(path("$.left").is_present(), left)], default=right)
    machine = StateMachine([decide, left, right])
    assert compile_machine(machine).document["States"]["Decide"]["Default"] == "Note Right"


def test_one_state_is_shared_by_several_routes() -> None:
    shared: State = Succeed("Shared")
    first = Pass("First", next=shared)
    second = Task("Second", resource=ARN, next=shared, catch=[Catch("States.ALL", shared)])
    decide = Choice("Decide", [When(path("$.n") > 1, first)], default=second)
    assert len(StateMachine([decide, first, second, shared]).states) == 4
