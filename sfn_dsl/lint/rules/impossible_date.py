"""A timestamp is a date that exists.

The format of timestamps allows February 30th, for which there is no instant to wait for or to
compare with. (ASL reference, section 1.4 and section 11.2, row 23.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Wait", "Timestamp": "2030-02-30T00:00:00Z", "End": true}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Wait", "Timestamp": "2030-02-28T00:00:00Z", "End": true}}}
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.expressions.timestamps import is_timestamp
from sfn_dsl.language.comparisons import OPERATORS, ValueKind
from sfn_dsl.lint.choice_rules import all_rules
from sfn_dsl.lint.states import states
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN209"

_COMPARISONS: Final = frozenset(
    name
    for name, operator in OPERATORS.items()
    if operator.kind is ValueKind.TIMESTAMP and not operator.operand_is_path
)
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def check(subject: Subject) -> Iterator[Finding]:
    """Every literal timestamp of a Wait or a Choice rule that is not a valid date."""
    for pointer, text in _timestamps(subject):
        if is_timestamp(text) and not _is_date(text):
            yield Finding(pointer, f"'{text[:10]}' is not a valid date; write a day that exists")


def _timestamps(subject: Subject) -> Iterator[tuple[str, Any]]:
    for place in states(subject):
        if place.state.get("Type") == "Wait":
            yield place.at("Timestamp"), place.state.get("Timestamp")
    for pointer, rule in all_rules(subject):
        yield from ((f"{pointer}/{name}", rule[name]) for name in _COMPARISONS.intersection(rule))


def _is_date(text: str) -> bool:
    year, month, day = (int(part) for part in text[:10].split("-"))
    days = 28 if month == 2 and not isleap(year) else _DAYS[month - 1]
    return day <= days
