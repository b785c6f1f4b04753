"""Retriers and catchers name errors that they can meet.

``States.Runtime`` ends the execution whatever Retry and Catch say, also where they name it, and
``States.NoChoiceMatched`` is raised by Choice states, never by a task. What is to be caught must
be prevented instead: a path that may find nothing is asked for by ``IsPresent`` before. (ASL
reference, section 6.4.)

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
from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.lint.handlers import handler_lists

CODE = "SFN504"


def check(subject: Subject) -> Iterator[Finding]:
    """Every name of an error that a handler never meets."""
    for state, handlers in handler_lists(subject):
        for handler in handlers:
            for name, pointer in handler.names:
                if reason := _reason(name, state):
                    yield Finding(
                        pointer,
                        f"no {handler.kind} ever meets '{name}': {reason}; remove the name, and "
                        "prevent the error by a Choice before this state",
                        Severity.WARNING,
                    )


def _reason(name: str, state: dict[str, Any]) -> str | None:
    if name in TERMINAL:
        return "it ends the execution whatever Retry and Catch say"
    # A Map or Parallel state may hold the Choice that raises it.
    if name == States.NO_CHOICE_MATCHED and state.get("Type") == "Task":
        return "only a Choice state raises it"
    return None
