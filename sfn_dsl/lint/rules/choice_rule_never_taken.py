"""Every Choice rule can be taken.

The first rule that matches is taken. A rule after one with the same or a weaker test, or after a
condition that is always true, is never taken. (ASL reference, sections 5.1 and 5.2.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "D", "Choices": [
        {"Variable": "$.count", "NumericGreaterThan": 0, "Next": "B"},
        {"Variable": "$.count", "NumericGreaterThan": 100, "Next": "C"}]},
      "B": {"Type": "Succeed"}, "C": {"Type": "Succeed"}, "D": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "D", "Choices": [
        {"Variable": "$.count", "NumericGreaterThan": 100, "Next": "C"},
        {"Variable": "$.count", "NumericGreaterThan": 0, "Next": "B"}]},
      "B": {"Type": "Succeed"}, "C": {"Type": "Succeed"}, "D": {"Type": "Succeed"}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sfn_dsl.advice import Advice
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.choice_rules import (
    Comparison,
    Span,
    choices,
    comparison,
    is_always_true,
    members,
    span,
    test_text,
)
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN402"


def check(subject: Subject) -> Iterator[Finding]:
    """Every rule of a Choice state for which earlier rules leave no input."""
    for place, rules in choices(subject):
        yield from _never_taken(subject.advice, f"{place.pointer}/Choices", rules)


def _never_taken(advice: Advice, pointer: str, rules: list[Any]) -> Iterator[Finding]:
    taken = _Taken()
    for index, rule in enumerate(rules):
        earlier = taken.by(rule)
        if earlier is None:
            taken.add(index, rule)
        else:
            yield Finding(
                f"{pointer}/{index}",
                "this rule is never taken, since the rule at "
                f"{advice.place(f'{pointer}/{earlier}')} matches whenever this one does; remove "
                "it, move it before that rule, or correct its test",
                Severity.WARNING,
            )


class _Taken:
    """What the rules so far take, and which of them takes it."""

    def __init__(self) -> None:
        self._everything: int | None = None
        self._tests: dict[str, int] = {}
        self._present: dict[str, int] = {}
        self._spans: dict[tuple[Any, ...], int] = {}
        self._below: dict[tuple[Any, ...], tuple[Any, int]] = {}
        self._above: dict[tuple[Any, ...], tuple[Any, int]] = {}

    def add(self, index: int, rule: Any) -> None:
        """Note what a rule takes: its whole test, and each part of an Or."""
        if is_always_true(rule):
            self._everything = index
        for part in (rule, *members(rule, "Or")):
            if text := test_text(part):
                self._tests.setdefault(text, index)
            if test := comparison(part):
                self._add_comparison(index, test)

    def _add_comparison(self, index: int, test: Comparison) -> None:
        if test.operator == "IsPresent" and test.operand is True:
            self._present.setdefault(test.variable, index)
        found, key = span(test), (test.variable, test.kind)
        if found is None:
            return
        self._spans.setdefault((key, found), index)
        if found.low is None:
            self._below[key] = max(self._below.get(key, (found.high, index)), (found.high, index))
        if found.high is None:
            self._above[key] = min(self._above.get(key, (found.low, index)), (found.low, index))

    def by(self, rule: Any) -> int | None:
        """The earlier rule that takes everything that a rule matches."""
        if self._everything is not None:
            return self._everything
        own = self._one(rule)
        if own is not None:
            return own
        # An And is taken once one of its parts is; an Or, once all of them are.
        for part in members(rule, "And"):
            taker = self._one(part)
            if taker is not None:
                return taker
        takers = [self._one(part) for part in members(rule, "Or")]
        return takers[0] if takers and None not in takers else None

    def _one(self, rule: Any) -> int | None:
        text = test_text(rule)
        if text in self._tests:
            return self._tests[text]
        test = comparison(rule)
        return self._comparison(test) if test else None

    def _comparison(self, test: Comparison) -> int | None:
        # A comparison with what is absent fails, so a comparison that holds implies presence.
        if test.variable in self._present and test[1:] != ("IsPresent", False):
            return self._present[test.variable]
        found = span(test)
        return self._span((test.variable, test.kind), found) if found else None

    def _span(self, key: tuple[Any, ...], found: Span) -> int | None:
        if (key, found) in self._spans:
            return self._spans[key, found]
        if found.high is not None and key in self._below and found.high <= self._below[key][0]:
            return self._below[key][1]
        if found.low is not None and key in self._above and found.low >= self._above[key][0]:
            return self._above[key][1]
        return None
