"""What pictures show besides the graph: findings, executions, coverage and changes."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, Final

import pytest
from hypothesis import given, settings

from sfn_dsl import simulate
from sfn_dsl.comparison import diff
from sfn_dsl.definition import Definition
from sfn_dsl.graph import Edge, Graph, Node, Overlay, as_dot, as_mermaid, as_text, graph_of
from sfn_dsl.report.change_pictures import changes_picture
from sfn_dsl.report.overlays import coverage_overlay, execution_overlay, findings_overlay
from sfn_dsl.validation import validate

from ..comparison.scopes_to_compare import two_versions

Document = dict[str, Any]

PICK: Final[Document] = {
    "StartAt": "Pick",
    "States": {
        "Pick": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "Work"}],
            "Default": "Done",
        },
        "Work": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sns:publish",
            "Parameters": {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:t", "Message": "m"},
            "Next": "Done",
            "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Broken"}],
        },
        "Broken": {"Type": "Fail", "Error": "Gone"},
        "Done": {"Type": "Succeed"},
    },
}


def marks(overlay: Overlay) -> dict[str, tuple[str, str]]:
    return {pointer: (mark.kind, mark.label) for pointer, mark in overlay.marks.items()}


def edited(document: Document, **states: Document | None) -> Document:
    """A copy with some states replaced, added, or, by None, removed."""
    result = copy.deepcopy(document)
    for name, state in states.items():
        if state is None:
            del result["States"][name]
        else:
            result["States"][name] = state
    return result


def compared(old: Document, new: Document) -> tuple[Graph, dict[str, tuple[str, str]]]:
    a, b = Definition(old), Definition(new)
    picture, overlay = changes_picture(graph_of(a), graph_of(b), diff(a, b))
    return picture, marks(overlay)


def test_states_are_marked_with_their_worst_finding() -> None:
    document = edited(PICK, Lost={"Type": "Wait", "Seconds": -1, "End": True})
    found = marks(findings_overlay(validate(Definition(document))))
    kind, label = found["/States/Lost"]
    assert (kind, label.split()[0]) == ("error", "error")
    assert "SFN203" in label
    assert "/States/Done" not in found


def test_an_execution_marks_what_it_reached_and_what_it_did_not() -> None:
    definition = Definition(PICK)
    execution = simulate(definition, {"n": 2})
    found = marks(execution_overlay(graph_of(definition), execution))
    assert found["/States/Pick"] == ("reached", "reached")
    assert found["/States/Work"] == ("missed", "not reached")
    assert found["/States/Pick/Default"] == ("reached", "")
    assert found["/States/Pick/Choices/0/Next"] == ("missed", "")
    assert found["/StartAt"] == ("reached", "")


def test_an_execution_marks_the_state_in_which_it_failed() -> None:
    from sfn_dsl.testing import fails

    definition = Definition(PICK)
    execution = simulate(definition, {"n": 1}, tasks={"Work": fails("Odd")})
    overlay = execution_overlay(graph_of(definition), execution)
    assert marks(overlay)["/States/Work"] == ("error", "failed here")
    assert overlay.title == "Execution FAILED"


def test_coverage_counts_the_executions_that_reached_a_state() -> None:
    counts = {"/States/Pick": 3, "/States/Done": 1, "/States/Pick/Default": 1}
    overlay = coverage_overlay(graph_of(Definition(PICK)), counts, 3)
    found = marks(overlay)
    assert overlay.title == "Coverage of 3 executions"
    assert found["/States/Pick"] == ("reached", "3 executions")
    assert found["/States/Work"] == ("missed", "never")
    assert found["/States/Pick/Default"] == ("reached", "")


@settings(max_examples=150)
@given(two_versions())
def test_the_picture_of_changes_holds_both_definitions(versions: tuple[Any, Any]) -> None:
    old, new = (graph_of(Definition(version)) for version in versions)
    picture, overlay = changes_picture(old, new, diff(*map(Definition, versions)))

    def count(parts: Iterable[Node | Edge], *without: str) -> int:
        marks = (overlay.mark(part.pointer) for part in parts)
        return sum(mark is None or mark.kind not in without for mark in marks)

    assert count(picture.nodes(), "added") == len(list(old.nodes()))
    assert count(picture.nodes(), "removed") == len(list(new.nodes()))
    assert count(picture.edges(), "added") == len(list(old.edges()))
    assert count(picture.edges(), "removed") == len(list(new.edges()))
    for machine in picture.machines():
        known = {node.pointer for node in machine.nodes} | {""}
        assert len(known) == len(machine.nodes) + 1
        assert {end for edge in machine.edges for end in (edge.source, edge.target)} <= known
    for draw in (as_text, as_mermaid, as_dot):
        draw(picture, overlay)


def test_nothing_is_marked_where_nothing_changed() -> None:
    assert compared(PICK, copy.deepcopy(PICK))[1] == {}


def test_a_removed_state_stays_in_the_picture_with_its_transitions() -> None:
    work = {**PICK["States"]["Work"]}
    del work["Catch"]
    picture, found = compared(PICK, edited(PICK, Work=work, Broken=None))
    assert found["-/States/Broken"] == ("removed", "removed")
    assert found["-/States/Work/Catch/0/Next"] == ("removed", "")
    assert found["/States/Work"] == ("changed", "changed: Catch")
    (edge,) = [edge for edge in picture.machine.edges if edge.kind == "catch"]
    assert (edge.source, edge.target) == ("/States/Work", "-/States/Broken")


def test_an_added_state_and_the_transitions_around_it_are_marked() -> None:
    work = {**PICK["States"]["Work"], "Next": "More"}
    more = {"Type": "Pass", "Next": "Done"}
    _, found = compared(PICK, edited(PICK, Work=work, More=more))
    assert found == {
        "/States/Work": ("changed", "changed: Next"),
        "/States/More": ("added", "added"),
        "/States/Work/Next": ("added", ""),
        "/States/More/Next": ("added", ""),
        "-/States/Work/Next": ("removed", ""),
    }


def test_a_renamed_state_is_one_state() -> None:
    document = edited(PICK, Work=None, Job=PICK["States"]["Work"])
    document["States"]["Pick"] = copy.deepcopy(PICK["States"]["Pick"])
    document["States"]["Pick"]["Choices"][0]["Next"] = "Job"
    picture, found = compared(PICK, document)
    assert found == {"/States/Job": ("changed", "changed: renamed from Work")}
    assert len(picture.machine.nodes) == len(PICK["States"])


def test_another_condition_changes_its_transition() -> None:
    pick = copy.deepcopy(PICK["States"]["Pick"])
    pick["Choices"][0]["NumericEquals"] = 2
    _, found = compared(PICK, edited(PICK, Pick=pick))
    assert found == {
        "/States/Pick": ("changed", "changed: Choices"),
        "/States/Pick/Choices/0/Next": ("changed", ""),
    }


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_removed_branch_stays_and_the_others_are_recognized(gone: int) -> None:
    branches = [
        {"StartAt": name, "States": {name: {"Type": "Wait", "Seconds": seconds, "End": True}}}
        for name, seconds in (("A", 1), ("B", 20), ("C", 300))
    ]
    fork = {"Type": "Parallel", "Branches": branches, "End": True}
    old = {"StartAt": "Fork", "States": {"Fork": fork}}
    less = {**fork, "Branches": [each for nth, each in enumerate(branches) if nth != gone]}
    picture, found = compared(old, {"StartAt": "Fork", "States": {"Fork": less}})
    name = "ABC"[gone]
    removed = [pointer for pointer, (kind, label) in found.items() if label == "removed"]
    assert removed == [f"-/States/Fork/Branches/{gone}/States/{name}"]
    assert sorted(node.name for node in picture.nodes()) == ["A", "B", "C", "Fork"]
    assert "added" not in {kind for kind, _ in found.values()}
