"""Which Choice rules hold of given data, worked out as plainly as section 5.1 says it."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

ABSENT: Final = object()
TIMESTAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
RELATIONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "Equals": operator.eq,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}


class MissingError(Exception):
    """A test of what is not there, which fails the execution."""


def holds(rule: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    """Tell whether a rule holds where ``data`` gives the value of each variable."""
    if "And" in rule:
        return all(holds(part, data) for part in rule["And"])
    if "Or" in rule:
        return any(holds(part, data) for part in rule["Or"])
    if "Not" in rule:
        return not holds(rule["Not"], data)
    (name,) = rule.keys() - {"Variable", "Next"}
    value = data[rule["Variable"]]
    if name == "IsPresent":
        return (value is not ABSENT) is rule[name]
    if value is ABSENT:
        raise MissingError
    if name.startswith("Is"):
        return isinstance_of(name.removeprefix("Is"), value) is rule[name]
    if name == "StringMatches":
        pattern = ".*".join(map(re.escape, rule[name].split("*")))
        return isinstance(value, str) and bool(re.fullmatch(pattern, value, re.DOTALL))
    return compares(name, value, rule[name])


def isinstance_of(kind: str, value: Any) -> bool:
    """Tell whether a value is of the kind that an operator is named after."""
    if kind == "Timestamp":
        return isinstance(value, str) and bool(TIMESTAMP.fullmatch(value))
    if kind == "Null":
        return value is None
    if kind == "Numeric":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, {"String": str, "Boolean": bool}[kind])


def compares(name: str, value: Any, operand: Any) -> bool:
    """Tell whether two values are of the operator's kind and stand in its relation."""
    found = re.fullmatch("(String|Numeric|Boolean|Timestamp)(.+)", name)
    assert found
    kind, relation = found[1], RELATIONS[found[2]]
    if not (isinstance_of(kind, value) and isinstance_of(kind, operand)):
        return False
    if kind == "Timestamp":
        value, operand = datetime.fromisoformat(value), datetime.fromisoformat(operand)
    return relation(value, operand)


def taken(rules: list[dict[str, Any]], data: Mapping[str, Any]) -> int | None:
    """The rule that is taken, None where none is."""
    try:
        return next((at for at, rule in enumerate(rules) if holds(rule, data)), None)
    except MissingError:
        return None
