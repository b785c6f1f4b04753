"""A loop can be left.

Where states lead only to each other, an execution that enters them runs until it fails, is
stopped, or has filled its history with 25,000 events, although the machine has an end elsewhere.
(ASL reference, section 11.2, row 9, and section 11.4.)

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

from sfn_dsl.definition.scopes import Scope
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.engine import Finding, Subject, ends
from sfn_dsl.lint.loops import loops, reached, turned_round, ways_on

CODE = "SFN206"


def check(subject: Subject) -> Iterator[Finding]:
    """Every loop without a way out, in a scope that has an end."""
    for scope in subject.scopes:
        entered = subject.reached(scope)
        if not entered:
            continue
        leaving = [name for name in entered if _leaves(subject, scope, name)]
        graph = ways_on(subject, scope, entered)
        # Where no state ends the scope, all of it is one mistake, and another rule tells it.
        stuck = entered - reached(turned_round(graph), leaving, set()) if leaving else set()
        for loop in loops(ways_on(subject, scope, stuck)):
            if all(target in loop for name in loop for target in graph[name]):
                yield _finding(scope, [name for name in scope.states if name in loop])


def _leaves(subject: Subject, scope: Scope, name: str) -> bool:
    ways = subject.transitions[scope.pointer][name]
    return ends(scope.states[name]) or any(way.target not in scope.states for way in ways)


def _finding(scope: Scope, loop: list[str]) -> Finding:
    others = f" and the {len(loop) - 1} it leads to lead" if len(loop) > 1 else " leads"
    back = "each other" if len(loop) > 1 else "itself"
    return Finding(
        scope.state_pointer(loop[0]),
        f"state '{loop[0]}'{others} only to {back}, so an execution never leaves them; add a "
        "Choice with a way out, or write 'End' where it is done",
        Severity.WARNING,
    )
