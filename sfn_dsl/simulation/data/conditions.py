"""The rules of Choice states in JSONPath (ASL reference, section 5.1).

A value of another type than the operator's makes a comparison false. A path that finds nothing
fails the state, unless it is asked whether something is there.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from sfn_dsl.errors import AuthoringError
from sfn_dsl.language.comparisons import (
    BOOLEAN_OPERATORS,
    OPERATORS,
    TYPE_TESTS,
    Operator,
    Relation,
    ValueKind,
)
from sfn_dsl.simulation.data.java import utf16
from sfn_dsl.simulation.data.json_text import Json
from sfn_dsl.simulation.data.paths import PathMissing, Read, compile_path, compile_reader
from sfn_dsl.simulation.failures import StateFault
from sfn_dsl.simulation.roots import Roots
from sfn_dsl.simulation.timestamps import Instant, instant

Decide: TypeAlias = Callable[[Json, Roots], bool]
Test: TypeAlias = Callable[[Json], bool]
Compare: TypeAlias = Callable[[Any, Any], bool]

_EXACT: Final = 2**53
_WILDCARD: Final = re.compile(r"\\([\\*])|(\*)|([^\\*]+|\\)", re.DOTALL)


def compile_rule(rule: Mapping[str, Any]) -> Decide:
    """The test of a rule, or of a rule inside And, Or and Not, compiled.

    The function raises StateFault. Raises AuthoringError for a rule without a test.
    """
    for name in rule:
        if name in BOOLEAN_OPERATORS:
            return _junction(name, rule[name])
        if name in TYPE_TESTS:
            return _type_test(name, rule["Variable"], rule[name])
        if name in OPERATORS:
            return _comparison(OPERATORS[name], rule["Variable"], rule[name])
    raise AuthoringError("a rule has no comparison operator of the States Language")


def _junction(name: str, parts: Any) -> Decide:
    if name == "Not":
        negated = compile_rule(parts)
        return lambda data, roots: not negated(data, roots)
    return _until(name == "Or", tuple(map(compile_rule, parts)))


def _until(wanted: bool, decisions: tuple[Decide, ...]) -> Decide:
    """And, Or: the first decision that is as wanted ends it, and the rest are not asked."""

    def decide(data: Json, roots: Roots) -> bool:
        # all() and any() take twice as long.
        for decision in decisions:
            if decision(data, roots) is wanted:
                return wanted
        return not wanted

    return decide


def _type_test(name: str, variable: str, expected: bool) -> Decide:
    if name == "IsPresent":
        return _presence(compile_path(variable).read, expected)
    test, read = _TYPE_TESTS[name], _reader(variable)
    return lambda data, roots: test(read(data, roots)) is expected


def _presence(read: Read, expected: bool) -> Decide:
    def decide(data: Json, roots: Roots) -> bool:
        try:
            read(data, roots)
        except StateFault:
            return not expected
        return expected

    return decide


def _reader(path: str) -> Read:
    """Reads what a rule needs, with the text of a Choice state where there is nothing."""

    def fault(missing: PathMissing) -> StateFault:
        return StateFault(
            f"Invalid path '{missing.path}': The choice state's condition path references an "
            "invalid value."
        )

    return compile_reader(path, fault)


def _comparison(compared: Operator, variable: str, operand: Any) -> Decide:
    read = _reader(variable)
    if compared.relation is Relation.MATCHES:
        pattern = _pattern(operand)
        return lambda data, roots: _matches(pattern, read(data, roots))
    typed, compare = _TYPED[compared.kind], _COMPARE[compared.relation]
    if compared.kind is ValueKind.STRING and compared.relation is not Relation.EQUALS:
        compare = _in_java_order(compare)
    if compared.operand_is_path:
        return _comparison_of_two(read, _reader(operand), typed, compare)
    right = typed(operand)
    if right is None:
        return _never(read)
    if compared.name == "StringEquals":
        return lambda data, roots: bool(read(data, roots) == right)

    def decide(data: Json, roots: Roots) -> bool:
        left = typed(read(data, roots))
        return left is not None and compare(left, right)

    return decide


def _comparison_of_two(
    read: Read, read_operand: Read, typed: Callable[[Json], Any], compare: Compare
) -> Decide:
    def decide(data: Json, roots: Roots) -> bool:
        left, right = typed(read(data, roots)), typed(read_operand(data, roots))
        return left is not None and right is not None and compare(left, right)

    return decide


def _never(read: Read) -> Decide:
    def decide(data: Json, roots: Roots) -> bool:
        read(data, roots)
        return False

    return decide


def _pattern(text: str) -> re.Pattern[str]:
    pieces = []
    for part in _WILDCARD.finditer(text):
        escaped, star, plain = part.groups()
        pieces.append(".*" if star else re.escape(escaped or plain))
    return re.compile("".join(pieces), re.DOTALL)


def _matches(pattern: re.Pattern[str], value: Json) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _in_java_order(compare: Compare) -> Compare:
    """Compares strings as Java does, whose order is that of `utf16`."""

    def compare_texts(left: str, right: str) -> bool:
        if left.isascii() or right.isascii():
            return compare(left, right)
        return compare(utf16(left), utf16(right))

    return compare_texts


def _text(value: Json) -> str | None:
    return value if type(value) is str else None


def _number(value: Json) -> float | None:
    """A number as the double that AWS compares."""
    if type(value) is float:
        return value
    if type(value) is not int:
        return None
    if -_EXACT <= value <= _EXACT:
        return value
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _boolean(value: Json) -> bool | None:
    return value if type(value) is bool else None


def _instant(value: Json) -> Instant | None:
    return instant(value)


_TYPE_TESTS: Final[Mapping[str, Test]] = {
    "IsNull": lambda value: value is None,
    "IsNumeric": lambda value: type(value) in (int, float),
    "IsString": lambda value: type(value) is str,
    "IsBoolean": lambda value: type(value) is bool,
    "IsTimestamp": lambda value: instant(value) is not None,
}

_TYPED: Final[Mapping[ValueKind, Callable[[Json], Any]]] = {
    ValueKind.STRING: _text,
    ValueKind.NUMBER: _number,
    ValueKind.BOOLEAN: _boolean,
    ValueKind.TIMESTAMP: _instant,
}

_COMPARE: Final[Mapping[Relation, Compare]] = {
    Relation.EQUALS: operator.eq,
    Relation.LESS_THAN: operator.lt,
    Relation.GREATER_THAN: operator.gt,
    Relation.LESS_THAN_EQUALS: operator.le,
    Relation.GREATER_THAN_EQUALS: operator.ge,
}
