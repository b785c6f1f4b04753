"""``States.ALL`` stands in the last retrier and in the last catcher.

Handlers are asked in the order written, and ``States.ALL`` takes every error, so nothing behind it
would ever be asked. AWS rejects such a list. (ASL reference, section 6.2 and section 11.2, row 36.)

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
from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.lint.handlers import handler_lists

CODE = "SFN501"


def check(subject: Subject) -> Iterator[Finding]:
    """Every handler for all errors that has another one behind it."""
    for _, handlers in handler_lists(subject):
        for handler in handlers:
            if not handler.is_last and States.ALL in dict(handler.names):
                yield Finding(
                    f"{handler.pointer}/ErrorEquals",
                    f"'States.ALL' takes every error, so no {handler.kind} behind it is ever "
                    f"asked; move this {handler.kind} to the end of '{handler.field}'",
                )
