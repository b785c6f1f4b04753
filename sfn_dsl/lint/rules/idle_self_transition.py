"""A state that transitions to itself changes something first.

A Choice that transitions to itself tests the same data again and takes the same rule, until the
history is full. Any other state whose Next is itself repeats its work until that fails. (ASL
reference, section 11.4.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "A", "Choices": [
        {"Variable": "$.done", "BooleanEquals": true, "Next": "B"}]},
      "B": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "C", "Choices": [
        {"Variable": "$.done", "BooleanEquals": true, "Next": "B"}]},
      "B": {"Type": "Succeed"}, "C": {"Type": "Fail"}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.definition.pointers import parent
from sfn_dsl.definition.scopes import Transition
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN207"

_CHANGES: Final = frozenset(("InputPath", "OutputPath", "Output", "Assign"))
# What differs at each visit, even with the same data.
_UNSTEADY: Final = ("$$", "$states.context", "$random", "$uuid", "$now", "$millis", "$eval", "${")


def check(subject: Subject) -> Iterator[Finding]:
    """Every transition of a state to itself that changes nothing."""
    for scope in subject.scopes:
        for name, ways in subject.transitions[scope.pointer].items():
            # A state without another transition is a loop without a way out, reported as such.
            if len(ways) < 2:
                continue
            own = [way for way in ways if way.target == name]
            if own and len(own) < len(ways):
                yield from _idle(name, scope.states[name], own)


def _idle(name: str, state: dict[str, Any], own: list[Transition]) -> Iterator[Finding]:
    if state.get("Type") == "Choice":
        if _is_steady(state):
            message = (
                f"'{name}' transitions to itself and finds the same data again; transition to a "
                "state that changes the data, or to a Wait state"
            )
            yield from (Finding(way.pointer, message, Severity.WARNING) for way in own)
    elif state.get("Next") == name:
        pointer = next(way.pointer for way in own if not parent(way.pointer).endswith("Catch"))
        message = f"'{name}' starts again when done, until it fails; transition to another state"
        yield Finding(pointer, message, Severity.WARNING)


def _is_steady(state: dict[str, Any]) -> bool:
    """Return whether a Choice that is entered with its own output takes the same rule again."""
    rules = state.get("Choices")
    if not isinstance(rules, list) or not _CHANGES.isdisjoint(state):
        return False
    if any(isinstance(rule, dict) and not _CHANGES.isdisjoint(rule) for rule in rules):
        return False
    return not any(sign in text for text in _texts(rules) for sign in _UNSTEADY)


def _texts(value: Any) -> Iterator[str]:
    pending = [value]
    while pending:
        part = pending.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict):
            pending.extend(part.values())
        elif isinstance(part, list):
            pending.extend(part)
