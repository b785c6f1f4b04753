"""Conditions as JSONPath states write them, and read from there: Variable, And, Or, Not.

ASL reference, section 5.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfn_dsl._unset import UNSET
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.conditions import And, Comparison, Condition, Not, Operand, Or
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import (
    Placeholder,
    Unquoted,
    UnquotedInYaml,
    placeholder_text,
)
from sfn_dsl.language.comparisons import BOOLEAN_OPERATORS, OPERATORS, TYPE_TESTS, ValueKind


def rule_test(condition: Condition) -> dict[str, Any]:
    """The members of a Choice rule that test a condition."""
    members = _test(condition)
    if condition.comment is not UNSET:
        members["Comment"] = condition.comment
    return members


def _test(condition: Condition) -> dict[str, Any]:
    match condition:
        case Comparison(operand=operand):
            return {"Variable": condition.variable.text, condition.operator: _value(operand)}
        case And():
            return {"And": [rule_test(part) for part in condition.conditions]}
        case Or():
            return {"Or": [rule_test(part) for part in condition.conditions]}
        case Not():
            return {"Not": rule_test(condition.condition)}
    raise NotImplementedError(f"no Choice rule for a {type(condition).__name__}")


def _value(operand: Operand) -> str | int | float | bool:
    if isinstance(operand, Placeholder):
        return placeholder_text(operand)
    return operand.text if isinstance(operand, Path) else operand


def parse_rule_test(rule: Mapping[str, Any]) -> Condition:
    """The condition that the members of a Choice rule test; `rule_test` gives them back.

    Raises AuthoringError for members that are no test, or more than one.
    """
    if not isinstance(rule, Mapping):
        raise AuthoringError("a rule is an object")
    comment = rule.get("Comment", UNSET)
    name = _operator(rule)
    value = rule[name]
    match name:
        case "And":
            return And(_several(name, value), comment=comment)
        case "Or":
            return Or(_several(name, value), comment=comment)
        case "Not":
            return Not(parse_rule_test(value), comment=comment)
    is_path = name in OPERATORS and OPERATORS[name].operand_is_path
    operand = Path(value) if is_path else value
    if isinstance(value, Unquoted) or (isinstance(value, UnquotedInYaml) and _takes_no_text(name)):
        operand = Placeholder(str(value))
    if operand is None or isinstance(operand, (dict, list)):
        raise AuthoringError(f"'{name}' compares with a string, a number or a boolean")
    return Comparison(Path(rule["Variable"]), name, operand, comment=comment)


def _takes_no_text(name: str) -> bool:
    """Return whether what YAML has without quotes is no text here."""
    kinds = (ValueKind.NUMBER, ValueKind.BOOLEAN)
    return name in TYPE_TESTS or (OPERATORS[name].kind in kinds and not name.endswith("Path"))


def _operator(rule: Mapping[str, Any]) -> str:
    """The one operator of a rule, which has nothing beside it but what the operator needs."""
    found = [name for name in rule if name not in ("Variable", "Comment")]
    known = (*BOOLEAN_OPERATORS, *OPERATORS, *TYPE_TESTS)
    if not any(name in known for name in found):
        raise AuthoringError("a rule has no comparison operator of the States Language")
    if len(found) > 1:
        raise AuthoringError(f"a rule has one test, and this one has {' and '.join(found)}")
    (name,) = found
    if (name in BOOLEAN_OPERATORS) is ("Variable" in rule):
        needs = "no 'Variable'" if name in BOOLEAN_OPERATORS else "a 'Variable'"
        raise AuthoringError(f"a rule with '{name}' has {needs}")
    return name


def _several(name: str, value: Any) -> tuple[Condition, ...]:
    if not isinstance(value, list) or not value:
        raise AuthoringError(f"'{name}' joins a list of one or more rules")
    return tuple(map(parse_rule_test, value))
