"""The comparison operators of Choice rules: kind of value, relation, and literal or path operand.

ASL reference, section 5.1: 39 operators, of which ``StringMatches`` alone has no path variant and
the six ``Is...`` tests take a boolean.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final, NamedTuple


class ValueKind(enum.Enum):
    """The kinds of value that a relation can compare."""

    STRING = "String"
    NUMBER = "Numeric"
    BOOLEAN = "Boolean"
    TIMESTAMP = "Timestamp"


class Relation(enum.Enum):
    """How two values are compared."""

    EQUALS = "Equals"
    LESS_THAN = "LessThan"
    GREATER_THAN = "GreaterThan"
    LESS_THAN_EQUALS = "LessThanEquals"
    GREATER_THAN_EQUALS = "GreaterThanEquals"
    MATCHES = "Matches"


class Operator(NamedTuple):
    """One comparison operator: ``NumericLessThanPath`` is a number, less than, a path operand."""

    name: str
    kind: ValueKind
    relation: Relation
    operand_is_path: bool


_ORDERED: Final = tuple(relation for relation in Relation if relation is not Relation.MATCHES)
_RELATIONS: Final[Mapping[ValueKind, tuple[Relation, ...]]] = {
    ValueKind.STRING: (*_ORDERED, Relation.MATCHES),
    ValueKind.NUMBER: _ORDERED,
    ValueKind.BOOLEAN: (Relation.EQUALS,),
    ValueKind.TIMESTAMP: _ORDERED,
}


def _operators() -> dict[str, Operator]:
    found = {}
    for kind, relations in _RELATIONS.items():
        for relation in relations:
            name = kind.value + relation.value
            found[name] = Operator(name, kind, relation, operand_is_path=False)
            if relation is not Relation.MATCHES:
                found[f"{name}Path"] = Operator(f"{name}Path", kind, relation, operand_is_path=True)
    return found


OPERATORS: Final[Mapping[str, Operator]] = _operators()

TYPE_TESTS: Final = ("IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp")

BOOLEAN_OPERATORS: Final = ("And", "Or", "Not")
