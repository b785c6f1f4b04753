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
from typing import Any, NamedTuple

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
    if len(rules) < 2:
        return
    taken = _Taken()
    for index, rule in enumerate(map(_read, rules)):
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


class _Test(NamedTuple):
    """A test of a rule, or one that its And or Or combines: what is known of it."""

    text: str | None
    comparison: Comparison | None
    span: Span | None


class _Rule(NamedTuple):
    """A rule as a whole, and the tests that it combines."""

    own: _Test
    every: list[_Test]
    any: list[_Test]
    is_always_true: bool


def _read(rule: Any) -> _Rule:
    every, some = (list(map(_test, members(rule, name))) for name in ("And", "Or"))
    return _Rule(_test(rule), every, some, is_always_true(rule))


def _test(rule: Any) -> _Test:
    found = comparison(rule)
    return _Test(test_text(rule), found, span(found) if found else None)


class _Taken:
    """What the rules so far take, and which of them takes it."""

    def __init__(self) -> None:
        self._everything: int | None = None
        self._tests: dict[str, int] = {}
        self._present: dict[str, int] = {}
        self._spans: dict[tuple[Any, ...], int] = {}
        self._below: dict[tuple[Any, ...], tuple[Any, int]] = {}
        self._above: dict[tuple[Any, ...], tuple[Any, int]] = {}

    def add(self, index: int, rule: _Rule) -> None:
        """Note what a rule takes: its whole test, and each part of an Or."""
        if rule.is_always_true:
            self._everything = index
        for test in (rule.own, *rule.any):
            if test.text:
                self._tests.setdefault(test.text, index)
            if test.comparison:
                self._add_comparison(index, test.comparison, test.span)

    def _add_comparison(self, index: int, test: Comparison, found: Span | None) -> None:
        if test.operator == "IsPresent" and test.operand is True:
            self._present.setdefault(test.variable, index)
        if found is None:
            return
        key = (test.variable, test.kind)
        self._spans.setdefault((key, found), index)
        if found.low is None:
            self._below[key] = max(self._below.get(key, (found.high, index)), (found.high, index))
        if found.high is None:
            self._above[key] = min(self._above.get(key, (found.low, index)), (found.low, index))

    def by(self, rule: _Rule) -> int | None:
        """The earlier rule that takes everything that a rule matches."""
        if self._everything is not None:
            return self._everything
        own = self._one(rule.own)
        if own is not None:
            return own
        # An And is taken once one of its parts is; an Or, once all of them are.
        for test in rule.every:
            taker = self._one(test)
            if taker is not None:
                return taker
        takers = [self._one(test) for test in rule.any]
        return takers[0] if takers and None not in takers else None

    def _one(self, test: _Test) -> int | None:
        if test.text in self._tests:
            return self._tests[test.text]
        return self._comparison(test.comparison, test.span) if test.comparison else None

    def _comparison(self, test: Comparison, found: Span | None) -> int | None:
        # A comparison with what is absent fails, so a comparison that holds implies presence.
        if test.variable in self._present and test[1:] != ("IsPresent", False):
            return self._present[test.variable]
        return self._span((test.variable, test.kind), found) if found else None

    def _span(self, key: tuple[Any, ...], found: Span) -> int | None:
        if (key, found) in self._spans:
            return self._spans[key, found]
        if found.high is not None and key in self._below and found.high <= self._below[key][0]:
            return self._below[key][1]
        if found.low is not None and key in self._above and found.low >= self._above[key][0]:
            return self._above[key][1]
        return None
