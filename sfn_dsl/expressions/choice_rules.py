"""Conditions as JSONPath states write them, and read from there: Variable, And, Or, Not.

ASL reference, section 5.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfn_dsl._unset import UNSET
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.conditions import And, Comparison, Condition, Not, Or
from sfn_dsl.expressions.paths import Path
from sfn_dsl.language.comparisons import OPERATORS, TYPE_TESTS


def rule_test(condition: Condition) -> dict[str, Any]:
    """The members of a Choice rule that test a condition."""
    members = _test(condition)
    if condition.comment is not UNSET:
        members["Comment"] = condition.comment
    return members


def _test(condition: Condition) -> dict[str, Any]:
    match condition:
        case Comparison(operand=operand):
            value = operand.text if isinstance(operand, Path) else operand
            return {"Variable": condition.variable.text, condition.operator: value}
        case And():
            return {"And": [rule_test(part) for part in condition.conditions]}
        case Or():
            return {"Or": [rule_test(part) for part in condition.conditions]}
        case Not():
            return {"Not": rule_test(condition.condition)}
    raise NotImplementedError(f"no Choice rule for a {type(condition).__name__}")


def parse_rule_test(rule: Mapping[str, Any]) -> Condition:
    """The condition that the members of a Choice rule test; `rule_test` gives them back.

    Raises AuthoringError for members that are no test.
    """
    comment = rule.get("Comment", UNSET)
    for name, value in rule.items():
        if name == "And":
            return And(tuple(map(parse_rule_test, value)), comment=comment)
        if name == "Or":
            return Or(tuple(map(parse_rule_test, value)), comment=comment)
        if name == "Not":
            return Not(parse_rule_test(value), comment=comment)
        if name in OPERATORS or name in TYPE_TESTS:
            is_path = name in OPERATORS and OPERATORS[name].operand_is_path
            variable = Path(rule.get("Variable", ""))
            return Comparison(variable, name, Path(value) if is_path else value, comment=comment)
    raise AuthoringError("a rule has no comparison operator of the States Language")
