"""A Choice state has a transition for every input.

If no rule matches and there is no ``Default``, the execution fails, and a Choice state has no
Catch. Rules that cover every input, such as one for true and one for false, need no Default. (ASL
reference, sections 5.1 and 11.4.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Choices": [
        {"Variable": "$.kind", "StringEquals": "full", "Next": "B"}]},
      "B": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "C", "Choices": [
        {"Variable": "$.kind", "StringEquals": "full", "Next": "B"}]},
      "B": {"Type": "Succeed"}, "C": {"Type": "Fail"}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.comparisons import OPERATORS, Relation
from sfn_dsl.lint.choice_rules import choices, comparison, is_always_true, members, test_text
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN401"

# How a value can relate to the operand, and which of these relations make a comparison hold.
_HOLDS: Final[Mapping[Relation, frozenset[str]]] = {
    Relation.EQUALS: frozenset("="),
    Relation.LESS_THAN: frozenset("<"),
    Relation.GREATER_THAN: frozenset(">"),
    Relation.LESS_THAN_EQUALS: frozenset("<="),
    Relation.GREATER_THAN_EQUALS: frozenset("=>"),
    Relation.MATCHES: frozenset(),
}
_EXPRESSED: Final[Mapping[str, frozenset[Any]]] = {
    "=": frozenset("="),
    "!=": frozenset("<>"),
    "<": frozenset("<"),
    ">": frozenset(">"),
    "<=": frozenset("<="),
    ">=": frozenset("=>"),
}
_CONDITION: Final = re.compile(
    r"""\{%\s*(\$[\w$.]+)\s*(<=|>=|!=|=|<|>)\s*(true|false|-?\d+(?:\.\d+)?|"[^"]*"|'[^']*')\s*%\}"""
)
_COMPLETE: Final = (frozenset("<=>"), frozenset((True, False)))
_CALL: Final = "States.MathRandom"
_RANDOM: Final = re.compile(r"States\.MathRandom\(\s*-?\d+\s*,\s*(-?\d+)\s*(?:,[^()]*)?\)")


def check(subject: Subject) -> Iterator[Finding]:
    """Every Choice state that may have no transition to take."""
    randoms = _randoms(subject)
    for place, rules in choices(subject):
        if place.state.get("Type") != "Choice" or "Default" in place.state:
            continue
        if not _take_everything(rules) and not _take_random(rules, randoms):
            yield Finding(
                place.pointer,
                f"if no rule of '{place.name}' matches, the execution fails; add "
                f"{subject.advice.field('Default')} with the state to go to then",
                Severity.WARNING,
            )


def _take_everything(rules: list[Any]) -> bool:
    outcomes: dict[Any, set[Any]] = {}
    for rule in rules:
        if is_always_true(rule):
            return True
        for part in (rule, *members(rule, "Or")):
            for question, answers in _outcomes(part):
                outcomes.setdefault(question, set()).update(answers)
    return any(answers >= complete for answers in outcomes.values() for complete in _COMPLETE)


def _randoms(subject: Subject) -> dict[str, int]:
    """The members that hold random numbers, each with its exclusive upper bound."""
    ends: dict[str, int] = {}
    for place in subject.places if subject.may_contain(_CALL) else ():
        if found := _RANDOM.fullmatch(place.text.strip()):
            name = place.pointer.rpartition("/")[2].removesuffix(".$")
            ends[name] = max(int(found[1]), ends.get(name, int(found[1])))
    return ends


def _take_random(rules: list[Any], ends: dict[str, int]) -> bool:
    """Return whether a rule takes every number that its variable is drawn from."""
    for test in filter(None, map(comparison, rules)):
        end = ends.get(test.variable.rpartition(".")[2])
        if end is None or not isinstance(test.operand, int | float):
            continue
        most = test.operand + (test.operator == "NumericLessThanEquals")
        if test.operator in ("NumericLessThan", "NumericLessThanEquals") and most >= end:
            return True
    return False


def _outcomes(rule: Any) -> Iterator[tuple[Any, frozenset[Any]]]:
    """The questions that a rule asks, each with the answers for which it matches."""
    if not isinstance(rule, dict):
        return
    if text := test_text(rule):
        yield text, frozenset((True,))
        if text_not := test_text(rule.get("Not")) or _negated(rule.get("Condition")):
            yield text_not, frozenset((False,))
    if isinstance(condition := rule.get("Condition"), str):
        yield from _expressed(condition)
    test = comparison(rule)
    if test is None:
        return
    operator = OPERATORS.get(test.operator)
    if isinstance(test.operand, bool):
        yield (test.variable, test.operator), frozenset((test.operand,))
    elif operator and isinstance(test.operand, str | int | float):
        family = (test.variable, operator.kind, operator.operand_is_path, repr(test.operand))
        yield family, _HOLDS[operator.relation]


def _expressed(condition: str) -> Iterator[tuple[Any, frozenset[Any]]]:
    """The question of a JSONata condition that compares one value with a literal."""
    found = _CONDITION.fullmatch(condition)
    if found is None or "${" in condition:
        return
    value, relation, literal = found.groups()
    answers = _EXPRESSED[relation]
    if literal in ("true", "false") and relation in ("=", "!="):
        yield (value, "boolean"), frozenset(((literal == "true") is (relation == "="),))
    yield (value, literal), answers


def _negated(condition: Any) -> str | None:
    if not isinstance(condition, str):
        return None
    inner = condition.removeprefix("{%").removesuffix("%}").strip()
    if not inner.startswith("$not(") or not inner.endswith(")"):
        return None
    return test_text({"Condition": inner[5:-1]})
