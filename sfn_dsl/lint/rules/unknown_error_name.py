"""An error name that begins with ``States.`` is one of the States Language.

Names are matched exactly, so a misspelt one silently matches nothing. (ASL reference, section 6.3.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "Catch": [{"ErrorEquals": ["States.TimeOut"], "Next": "B"}]},
      "B": {"Type": "Fail"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "B"}]},
      "B": {"Type": "Fail"}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sfn_dsl.diagnostics import Severity
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.language.error_names import States
from sfn_dsl.lint.states import handler_lists
from sfn_dsl.lint.subject import Finding, Subject
from sfn_dsl.spelling import nearest

CODE = "SFN505"

_PREFIX: Final = "States."
# Observed on AWS, though no documentation lists it.
_UNDOCUMENTED = "States.ReferencePathConflict"
_HTTP_STATUS = r"States\.Http\.StatusCode\.\d{3}"
_KNOWN: Final = {
    *(value for name, value in vars(States).items() if name.isupper()),
    _UNDOCUMENTED,
}
_FOLDED: Final = {name.casefold() for name in _KNOWN}


def check(subject: Subject) -> Iterator[Finding]:
    """Every reserved name in an ErrorEquals that the language does not define."""
    instead: dict[str, str] = {}
    raised = set(_raised(subject))
    for _, handlers in handler_lists(subject):
        for handler in handlers:
            for name, pointer in handler.names:
                if _is_misspelt(name) and name not in raised:
                    # Looked up once, however often the name occurs.
                    instead[name] = instead.get(name) or _instead(name)
                    yield Finding(
                        pointer,
                        f"'{name}' is not an error that Step Functions raises; {instead[name]}",
                        Severity.WARNING,
                    )


def _raised(subject: Subject) -> Iterator[str]:
    """The errors of the definition's own Fail states, which another rule checks."""
    for scope in subject.scopes:
        for state in scope.states.values():
            if isinstance(state.get("Error"), str):
                yield state["Error"]


def _is_misspelt(name: str) -> bool:
    if is_placeholder(name) or name in _KNOWN or re.fullmatch(_HTTP_STATUS, name):
        return False
    return name.startswith(_PREFIX) or name.strip().casefold() in _FOLDED


def _instead(name: str) -> str:
    # The common prefix would make any two of them similar.
    near = nearest(name.strip()[len(_PREFIX) :], [known[len(_PREFIX) :] for known in _KNOWN])
    return (
        f"did you mean '{_PREFIX}{near}'?"
        if near
        else "write a name that does not begin with 'States.'"
    )
