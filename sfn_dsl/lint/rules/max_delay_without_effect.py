"""A retrier's ``MaxDelaySeconds`` is greater than its ``IntervalSeconds``, and the delay grows.

The first retry waits IntervalSeconds (1 by default), each later one BackoffRate times as long, and
none longer than MaxDelaySeconds. A limit that does not exceed the first delay overrides it, and a
limit on a delay that does not grow is never reached. (ASL reference, section 6.1.)

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

from sfn_dsl.advice import Advice
from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.defaults import defaults_of
from sfn_dsl.lint.states import handler_lists
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN507"


def check(subject: Subject) -> Iterator[Finding]:
    """Every MaxDelaySeconds that has no effect, or overrides the first delay."""
    for _, handlers in handler_lists(subject):
        for handler in handlers:
            if handler.field == "Retry" and (message := _message(subject.advice, handler.value)):
                yield Finding(f"{handler.pointer}/MaxDelaySeconds", message, Severity.WARNING)


def _message(advice: Advice, retrier: dict[str, Any]) -> str | None:
    most, first, rate = (
        _number(retrier, field) for field in ("MaxDelaySeconds", "IntervalSeconds", "BackoffRate")
    )
    if most is None or first is None:
        return None
    limit = advice.field("MaxDelaySeconds")
    if most <= first:
        return (
            f"{limit} is {most}, and the first delay, {advice.field('IntervalSeconds')}, is "
            f"already {first}; write more than {first}, or remove {limit}"
        )
    if rate == 1:
        return (
            f"{advice.field('BackoffRate')} is 1, so no delay ever reaches {limit}; write a larger "
            f"rate, or remove {limit}"
        )
    return None


def _number(retrier: dict[str, Any], field: str) -> float | None:
    default = defaults_of("Retrier", None).get(field)
    value = retrier.get(field, default.value if default else None)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None
