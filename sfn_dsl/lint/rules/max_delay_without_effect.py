"""A retrier's ``MaxDelaySeconds`` is above its ``IntervalSeconds``, and the delay grows towards it.

The first retry waits for IntervalSeconds (1 by default), each one after it BackoffRate times as
long, and never longer than MaxDelaySeconds. A limit that is not above the first delay overrules
it, and one on a delay that does not grow is never reached. (ASL reference, section 6.1.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 10, "MaxDelaySeconds": 5}]}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 10, "MaxDelaySeconds": 60}]}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.defaults import defaults_of
from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.lint.handlers import handler_lists

CODE = "SFN507"


def check(subject: Subject) -> Iterator[Finding]:
    """Every limit of a delay that is no limit."""
    for _, handlers in handler_lists(subject):
        for handler in handlers:
            if handler.field == "Retry" and (message := _message(handler.value)):
                yield Finding(f"{handler.pointer}/MaxDelaySeconds", message, Severity.WARNING)


def _message(retrier: dict[str, Any]) -> str | None:
    most, first, rate = (
        _number(retrier, field) for field in ("MaxDelaySeconds", "IntervalSeconds", "BackoffRate")
    )
    if most is None or first is None:
        return None
    if most <= first:
        return (
            f"'MaxDelaySeconds' is {most}, and the first delay, 'IntervalSeconds', is already "
            f"{first}; write more than {first}, or remove 'MaxDelaySeconds'"
        )
    if rate == 1:
        return (
            "'BackoffRate' is 1, so no delay ever reaches 'MaxDelaySeconds'; write a larger rate, "
            "or remove 'MaxDelaySeconds'"
        )
    return None


def _number(retrier: dict[str, Any], field: str) -> float | None:
    default = defaults_of("Retrier", None).get(field)
    value = retrier.get(field, default.value if default else None)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None
