"""A timestamp names a day that there is.

The form of a timestamp lets the 30th of February pass, and there is no instant to wait for or to
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
from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.lint.rules.contradicting_comparisons import rules_within

CODE = "SFN209"

_COMPARISONS: Final = frozenset(
    name
    for name, operator in OPERATORS.items()
    if operator.kind is ValueKind.TIMESTAMP and not operator.operand_is_path
)
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def check(subject: Subject) -> Iterator[Finding]:
    """Every literal timestamp of a Wait or a Choice rule that is no date."""
    for scope in subject.scopes:
        for name, state in scope.states.items():
            for pointer, text in _timestamps(scope.state_pointer(name), state):
                if is_timestamp(text) and not _is_date(text):
                    yield Finding(
                        pointer, f"there is no day '{text[:10]}'; write one that the calendar has"
                    )


def _timestamps(pointer: str, state: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if state.get("Type") == "Wait":
        yield f"{pointer}/Timestamp", state.get("Timestamp")
    rules = state.get("Choices")
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        for where, part in rules_within(f"{pointer}/Choices/{index}", rule):
            yield from ((f"{where}/{name}", part[name]) for name in _COMPARISONS.intersection(part))


def _is_date(text: str) -> bool:
    year, month, day = (int(part) for part in text[:10].split("-"))
    days = 28 if month == 2 and not isleap(year) else _DAYS[month - 1]
    return day <= days
