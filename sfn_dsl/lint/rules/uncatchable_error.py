"""Retriers and catchers name errors that they can handle.

``States.Runtime`` ends the execution even if Retry and Catch name it, and
``States.NoChoiceMatched`` is raised by Choice states, never by a task. Such errors must be
prevented instead: test a path that may find nothing with ``IsPresent`` first. (ASL reference,
section 6.4.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "Catch": [{"ErrorEquals": ["States.Runtime"], "Next": "B"}]},
      "B": {"Type": "Fail"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}]},
      "B": {"Type": "Fail"}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.error_names import TERMINAL, States
from sfn_dsl.lint.states import handler_lists
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN504"


def check(subject: Subject) -> Iterator[Finding]:
    """Every name of an error that a handler never receives."""
    for place, handlers in handler_lists(subject):
        for handler in handlers:
            for name, pointer in handler.names:
                if reason := _reason(name, place.state):
                    yield Finding(
                        pointer,
                        f"no {handler.kind} ever receives '{name}': {reason}; remove the name, and "
                        "prevent the error by a Choice before this state",
                        Severity.WARNING,
                    )


def _reason(name: str, state: dict[str, Any]) -> str | None:
    if name in TERMINAL:
        return "it ends the execution, and Retry and Catch do not apply"
    # A Map or Parallel state may hold the Choice that raises it.
    if name == States.NO_CHOICE_MATCHED and state.get("Type") == "Task":
        return "only a Choice state raises it"
    return None
