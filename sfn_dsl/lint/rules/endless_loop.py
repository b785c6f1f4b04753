"""A loop has a way out.

If states transition only to each other, an execution that enters them runs until it fails, is
stopped, or has filled its history with 25,000 events, although the machine can end elsewhere. (ASL
reference, section 11.2, row 9, and section 11.4.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "B", "Choices": [
        {"Variable": "$.done", "BooleanEquals": true, "Next": "D"}]},
      "B": {"Type": "Wait", "Seconds": 60, "Next": "C"},
      "C": {"Type": "Pass", "Next": "B"},
      "D": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "B", "Choices": [
        {"Variable": "$.done", "BooleanEquals": true, "Next": "D"}]},
      "B": {"Type": "Wait", "Seconds": 60, "Next": "C"},
      "C": {"Type": "Pass", "Next": "A"},
      "D": {"Type": "Succeed"}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.counting import counted
from sfn_dsl.definition.scopes import Scope
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.loops import is_forward, loops, reached, reversed_graph, subgraph
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN206"


def check(subject: Subject) -> Iterator[Finding]:
    """Every loop without a way out, in a scope that can end."""
    for scope in subject.scopes:
        entered = subject.reached(scope)
        if not entered or is_forward(subject, scope):
            continue
        leaving = [name for name in entered if _leaves(subject, scope, name)]
        graph = subgraph(subject, scope, entered)
        # If no state ends the scope, that is one mistake, which another rule reports.
        stuck = entered - reached(reversed_graph(graph), leaving, set()) if leaving else set()
        for loop in loops(subgraph(subject, scope, stuck)):
            if all(target in loop for name in loop for target in graph[name]):
                yield _finding(subject, scope, [name for name in scope.states if name in loop])


def _leaves(subject: Subject, scope: Scope, name: str) -> bool:
    if name in subject.terminal[scope.pointer]:
        return True
    ways = subject.transitions[scope.pointer][name]
    return any(way.target not in scope.states for way in ways)


def _finding(subject: Subject, scope: Scope, loop: list[str]) -> Finding:
    if len(loop) > 1:
        others = counted(len(loop) - 1, "other state")
        what = f"state '{loop[0]}' and {others} transition only to each other"
    else:
        what = f"state '{loop[0]}' transitions only to itself"
    return Finding(
        scope.state_pointer(loop[0]),
        f"{what}, so an execution never leaves this loop; add a Choice with a way out, or write "
        f"{subject.advice.setting('End', True)} where it is done",
        Severity.WARNING,
    )
