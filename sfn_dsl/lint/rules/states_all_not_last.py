"""``States.ALL`` is in the last retrier or catcher of its list.

Handlers are tried in order, and ``States.ALL`` matches every error, so nothing after it would ever
be tried. AWS rejects such a list. (ASL reference, section 6.2 and section 11.2, row 36.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"},
                      {"ErrorEquals": ["Broken"], "Next": "B"}]},
      "B": {"Type": "Fail"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "Catch": [{"ErrorEquals": ["Broken"], "Next": "B"},
                      {"ErrorEquals": ["States.ALL"], "Next": "B"}]},
      "B": {"Type": "Fail"}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.language.error_names import States
from sfn_dsl.lint.states import handler_lists
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN501"


def check(subject: Subject) -> Iterator[Finding]:
    """Every handler for all errors that is followed by another one."""
    for _, handlers in handler_lists(subject):
        for handler in handlers:
            # Beside other names it is a mistake of the schema.
            if not handler.is_last and [name for name, _ in handler.names] == [States.ALL]:
                yield Finding(
                    handler.names[0][1],
                    f"'States.ALL' matches every error, so no {handler.kind} after this one is "
                    f"ever tried; move this {handler.kind} to the end of "
                    f"{subject.advice.field(handler.field)}",
                )
