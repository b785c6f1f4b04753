"""What a machine refuses, at the author's line, and what ``>>`` does."""

from __future__ import annotations

from collections.abc import Callable
from inspect import currentframe
from typing import Any

import attrs
import pytest

from sfn_dsl import (
    Catch,
    Choice,
    Fail,
    Map,
    Parallel,
    Pass,
    Retry,
    StateMachine,
    Succeed,
    Task,
    Wait,
    When,
    path,
)
from sfn_dsl.errors import AuthoringError, AuthoringTypeError
from sfn_dsl.model.state import Chain, ClosedChain

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"


def line() -> int:
    frame = currentframe()
    assert frame is not None
    assert frame.f_back is not None
    return frame.f_back.f_lineno


def refusal(build: Callable[[], object]) -> AuthoringError:
    with pytest.raises(AuthoringError) as raised:
        build()
    return raised.value


def line_of(error: AuthoringError) -> int:
    assert error.position is not None
    assert error.position.file == __file__
    return error.position.line


def test_a_forgotten_wire_is_an_error_at_the_states_line() -> None:
    forgotten, at = Pass("A"), line()
    error = refusal(lambda: StateMachine([forgotten, Succeed("B")]))
    assert "state 'A' has neither 'next' nor 'end'" in error.message
    assert line_of(error) == at


def test_a_second_next_is_an_error_at_the_states_line() -> None:
    both = refusal(lambda: Pass("A", next="B", end=True))
    assert "both next='B' and end=True" in both.message
    ended, at = Pass("A", end=True), line()
    chained = refusal(lambda: ended >> Succeed("B"))
    assert "has end=True and is followed by 'B'" in chained.message
    assert line_of(chained) == at
    led = refusal(lambda: Pass("A", next="C") >> Succeed("B"))
    assert "has next='C' and is followed by 'B'" in led.message


def test_two_states_of_one_name_are_an_error_that_names_both_lines() -> None:
    first, at_first = Succeed("A"), line()
    second, at_second = Succeed("A"), line()
    error = refusal(lambda: StateMachine([first, second]))
    assert "two states are named 'A'" in error.message
    assert f"{__file__}:{at_first}:" in error.message
    assert line_of(error) == at_second


def test_a_state_in_two_chains_is_an_error_that_says_how_to_refer_to_it_again() -> None:
    first, again, last = Pass("A"), Pass("B"), Succeed("C")
    at = line() - 1
    back = refusal(lambda: StateMachine([first >> last, again >> first]))
    joined = refusal(lambda: StateMachine([first >> last, again >> last]))
    for error, name in ((back, "A"), (joined, "C")):
        assert error.message == (
            f"state '{name}' is in the machine twice; list it once, and refer to it by its "
            f"name the second time, as with next='{name}' in 'B'"
        )
        assert line_of(error) == at
    listed = refusal(lambda: StateMachine([last, last]))
    assert listed.message.endswith("refer to it by its name the second time")


def test_a_name_stands_once_in_the_whole_machine() -> None:
    inner = StateMachine([Succeed("A")])
    outer = Parallel("P", branches=[inner, StateMachine([Succeed("P")])], end=True)
    assert "two states are named 'P'" in refusal(lambda: StateMachine([outer])).message


@pytest.mark.parametrize(
    "build",
    [
        lambda: Pass("A", next="Cleanup"),
        lambda: Task("A", resource=ARN, end=True, catch=[Catch("E", "Cleanup")]),
        lambda: Choice("A", [When(path("$.n") > 1, "Cleanup")]),
        lambda: Choice("A", [When(path("$.n") > 1, "CleanUp")], default="Cleanup"),
    ],
    ids=["next", "catch", "rule", "default"],
)
def test_a_target_that_is_nowhere_is_an_error_with_the_nearest_name(
    build: Callable[[], Pass],
) -> None:
    state = build()
    error = refusal(lambda: StateMachine([state, Succeed("CleanUp")]))
    assert "goes to 'Cleanup', which is not a state of the same machine" in error.message
    assert "did you mean 'CleanUp'?" in error.message
    assert line_of(error) == state.origin.positions[0].line


def test_a_branch_cannot_lead_out_of_itself() -> None:
    inside = Pass("Inside", next="Outside")
    error = refusal(lambda: Parallel("P", branches=[StateMachine([inside])], next="Outside"))
    assert "'Outside', which is not a state of the same machine" in error.message


def test_the_start_is_the_first_state_unless_said_otherwise() -> None:
    a, b = Pass("A", next="B"), Succeed("B")
    assert StateMachine([a, b]).start == "A"
    assert StateMachine([b, a], start_at=a).start == "A"
    assert "starts at 'C'" in refusal(lambda: StateMachine([a, b], start_at="C")).message


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: StateMachine([]), "needs at least one state"),
        (lambda: StateMachine([Choice("A", [])]), "Choice 'A' has no rules"),
        (lambda: Parallel("A", branches=[], end=True), "Parallel 'A' has no branches"),
        (lambda: Map("A", end=True), "Map 'A' needs exactly one machine"),
        (lambda: Wait("A", end=True), "Wait 'A' needs one of 'seconds' and 'timestamp'"),
        (lambda: Wait("A", seconds=1, timestamp="2030-01-01T00:00:00Z", end=True), "one of them"),
        (lambda: Pass("", end=True), "has 0 characters"),
        (lambda: Pass("x" * 81, end=True), "has 81 characters"),
        (lambda: Pass("A", result_path="$.a[*]", end=True), "can select several places"),
        (lambda: Pass("A", result_path="$$.a", end=True), "is outside the state's input"),
        (lambda: Pass("A", input_path="a.b", end=True), "'a.b' is not a path"),
        (
            lambda: StateMachine([Succeed("A")], query_language="jsonata"),
            "not a valid query language",
        ),
    ],
)
def test_what_the_language_cannot_say_is_refused(build: Callable[[], object], message: str) -> None:
    error = refusal(build)
    assert message in error.message
    assert error.position is not None
    assert error.position.file == __file__


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Retry(3), "write error_equals="),
        (lambda: Catch([], "A"), "names no errors"),
        (lambda: Task("A", resource="", end=True), "'resource' is an ARN"),
        (
            lambda: Task("A", resource=ARN, retry=[Catch("E", "A")], end=True),
            r"write retry=\[Retry",
        ),
        (lambda: Task("A", resource=ARN, timeout_seconds="5", end=True), "not an integer"),
        (lambda: Task("A", resource=ARN, parameters={"x": {1, 2}}, end=True), "'parameters.x' is"),
        (lambda: Task("A", resource=ARN, parameters={"x": float("nan")}, end=True), "cannot hold"),
        (lambda: Task("A", resource=ARN, parameters=path("$.x"), end=True), "input_path=path"),
        (lambda: Task("A", resource=ARN, parameters=[path("$.x")], end=True), "intrinsics.array"),
        (lambda: Pass("A", result={"x": path("$.x")}, end=True), "taken literally"),
        (lambda: Pass("A", end=False), "end is True or left out"),
        (lambda: Pass("A", next=3), "3 is not a valid target"),
        (lambda: When("yes", "A"), "not a condition"),
        (lambda: StateMachine(["A"]), "a list of states and chains"),
        (lambda: Succeed("A") >> Succeed("B"), "'B' cannot follow the Succeed state 'A'"),
        (lambda: Pass("A") >> Succeed("B") >> Fail("C"), "'C' cannot follow the Succeed state"),
        (lambda: Pass("A") >> "B", "'B' cannot follow a state"),
    ],
)
def test_a_value_of_the_wrong_type_is_a_type_error_with_what_to_write(
    build: Callable[[], object], message: str
) -> None:
    with pytest.raises(TypeError, match=message.replace("(", r"\(")) as raised:
        build()
    assert isinstance(raised.value, AuthoringTypeError)


def test_all_wrong_arguments_of_a_state_are_reported_at_once() -> None:
    odd: Any = {"comment": 3, "seconds": "soon", "end": "yes", "input_path": 1.5}
    with pytest.raises(AuthoringError) as caught:
        Wait("A", **odd)
    told = [caught.value.message, *(other.message for other in caught.value.others)]
    assert len(told) == len(odd)
    assert told[0] == "'comment' is 3, which is not a plain string"
    assert "'seconds' is 'soon'" in " ".join(told)
    assert all(other.position for other in caught.value.others)


def test_a_wrong_argument_that_may_not_be_left_out_hides_no_other() -> None:
    odd: Any = {"comment": 3}
    with pytest.raises(AuthoringError, match="81 characters") as caught:
        Pass("A" * 81, end=True, **odd)
    assert [other.message for other in caught.value.others] == ["3 is not a plain string"]


def test_a_choice_is_followed_by_its_rules_only() -> None:
    choice = Choice("C", [When(path("$.n") > 1, "A")])
    error = refusal(lambda: Pass("A") >> choice >> Succeed("B"))
    assert "add a rule or a default that goes there" in error.message


def test_a_member_spelt_with_dollar_is_refused_since_values_decide_the_spelling() -> None:
    error = refusal(lambda: Task("A", resource=ARN, parameters={"x.$": "$.y"}, end=True))
    assert "write 'x' with path(...)" in error.message


def test_a_misspelt_attribute_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="paramters"):
        Task("A", resource=ARN, paramters={}, end=True)  # type: ignore[call-arg]  # the mistake


def test_chaining_changes_no_state() -> None:
    a, b, c = Pass("A"), Pass("B"), Succeed("C")
    ab, ac = a >> b, a >> c
    assert a == Pass("A")
    assert [state.name for state in ab] == ["A", "B"]
    assert [state.name for state in ac] == ["A", "C"]


def test_chains_join_and_tell_their_end() -> None:
    a, b, c, d = Pass("A"), Pass("B"), Pass("C"), Succeed("D")
    open_chain = (a >> b) >> c
    assert isinstance(open_chain, Chain)
    assert open_chain == a >> (b >> c)
    assert hash(open_chain) == hash(a >> (b >> c))
    closed = open_chain >> d
    assert isinstance(closed, ClosedChain)
    assert StateMachine([closed]) == StateMachine(
        [Pass("A", next="B"), Pass("B", next="C"), Pass("C", next="D"), Succeed("D")]
    )


def test_a_chain_of_any_length_is_built_compared_and_shown() -> None:
    def long() -> Chain:
        chain = Pass("S0") >> Pass("S1")
        for n in range(2, 20_000):
            chain = chain >> Pass(f"S{n}")
        return chain

    assert long() == long()
    assert len(repr(long())) > 20_000


def test_a_chain_can_be_a_target() -> None:
    cleanup = Pass("Clean") >> Succeed("Done")
    task = Task("A", resource=ARN, end=True, catch=[Catch("E", cleanup)])
    assert StateMachine([task, cleanup]).states[0] == task


def test_one_state_in_two_machines_leaks_nothing() -> None:
    shared = Pass("Shared")
    first = StateMachine([shared >> Succeed("One")])
    second = StateMachine([shared >> Succeed("Two")])
    assert [state.name for state in first.states] == ["Shared", "One"]
    assert [state.name for state in second.states] == ["Shared", "Two"]
    assert first.states[0] != second.states[0]


def test_a_workflow_is_a_value() -> None:
    tables = ["a", "b"]
    task = Task("A", resource=ARN, parameters={"tables": tables}, end=True)
    tables.append("c")
    assert task == Task("A", resource=ARN, parameters={"tables": ["a", "b"]}, end=True)
    assert hash(task) == hash(attrs.evolve(task))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        task.comment = "changed"  # type: ignore[misc]  # the mistake in question
    with pytest.raises(TypeError, match="a workflow cannot be changed"):
        task.parameters["tables"] = []


def test_states_show_what_was_written() -> None:
    assert repr(Pass("A", comment="x", end=True)) == "Pass('A', comment='x', end=True)"


def test_two_uses_of_one_function_are_distinguished() -> None:
    def notice(name: str) -> Succeed:
        return Succeed(name)

    first, at = notice("A"), line()
    second = notice("A")
    assert [place.line for place in first.origin.positions][1] == at
    assert [place.line for place in second.origin.positions][1] == at + 1


def test_positions_have_columns() -> None:
    a, b = Succeed("A"), Succeed("B")
    columns = [state.origin.positions[0].column for state in (a, b)]
    assert columns == [12, 26]
