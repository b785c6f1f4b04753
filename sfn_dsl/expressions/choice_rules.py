"""Conditions as JSONPath states write them: Variable with an operator, And, Or, Not.

ASL reference, section 5.1.
"""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from sfn_dsl._unset import UNSET
from sfn_dsl.expressions.conditions import And, Comparison, Condition, Not, Or
from sfn_dsl.expressions.paths import Path


def rule_test(condition: Condition) -> dict[str, Any]:
    """The members of a Choice rule that test a condition."""
    members = _test(condition)
    if condition.comment is not UNSET:
        members["Comment"] = condition.comment
    return members


@singledispatch
def _test(condition: Condition) -> dict[str, Any]:
    raise NotImplementedError(f"no Choice rule for {condition!r}")


@_test.register
def _(condition: Comparison) -> dict[str, Any]:
    operand = condition.operand
    return {
        "Variable": condition.variable.text,
        condition.operator: operand.text if isinstance(operand, Path) else operand,
    }


@_test.register
def _(condition: And) -> dict[str, Any]:
    return {"And": [rule_test(part) for part in condition.conditions]}


@_test.register
def _(condition: Or) -> dict[str, Any]:
    return {"Or": [rule_test(part) for part in condition.conditions]}


@_test.register
def _(condition: Not) -> dict[str, Any]:
    return {"Not": rule_test(condition.condition)}
