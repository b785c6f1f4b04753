"""Whether the conditions of a statement are met by a request, as far as its context is known.

A context key has known values, is known to be absent, or is unknown. A known value may contain
``*`` for a part that is not known, such as the name of a machine that is not named yet.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from ipaddress import ip_address, ip_network
from typing import Final

import attrs

from sfn_dsl.iam.evaluation.coverage import ALL, NONE, Match, either, every, partly
from sfn_dsl.iam.evaluation.documents import Statement, StatementCondition
from sfn_dsl.iam.evaluation.patterns import (
    arn_pattern_by_fields,
    compare_patterns,
    literal_pattern,
    value_pattern,
    wildcard_pattern,
)

_ANY: Final = "foranyvalue:"
_EACH: Final = "forallvalues:"
_IF_EXISTS: Final = "ifexists"
_PATTERNED: Final = frozenset(
    {"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"}
)
_NEGATED: Final = {
    "stringnotequals": "stringequals",
    "stringnotequalsignorecase": "stringequalsignorecase",
    "stringnotlike": "stringlike",
    "arnnotequals": "arnlike",
    "arnnotlike": "arnlike",
    "numericnotequals": "numericequals",
    "datenotequals": "dateequals",
    "notipaddress": "ipaddress",
}
_ORDERS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "equals": lambda value, bound: value == bound,
    "lessthan": lambda value, bound: value < bound,
    "lessthanequals": lambda value, bound: value <= bound,
    "greaterthan": lambda value, bound: value > bound,
    "greaterthanequals": lambda value, bound: value >= bound,
}


@attrs.frozen(slots=False)
class RequestContext:
    """What is known of a request: the values of context keys, and the keys that are absent."""

    known: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    absent: frozenset[str] = frozenset()

    def values(self, key: str) -> tuple[str, ...] | None:
        """The values of a key; an empty tuple if it is absent, None if it is unknown."""
        lowered = key.lower()
        if lowered in self._lowered:
            return self._lowered[lowered]
        return () if lowered in self._absent else None

    @cached_property
    def variables(self) -> Mapping[str, str]:
        """The values of policy variables: those of keys with one fully known value."""
        single = {key: values for key, values in self._lowered.items() if len(values) == 1}
        return {key: value for key, (value,) in single.items() if "*" not in value}

    @cached_property
    def _lowered(self) -> Mapping[str, tuple[str, ...]]:
        return {key.lower(): values for key, values in self.known.items()}

    @cached_property
    def _absent(self) -> frozenset[str]:
        return frozenset(key.lower() for key in self.absent)


def conditions_hold(statement: Statement, context: RequestContext) -> Match:
    """For how many of the requests all conditions of a statement are met."""
    variables = context.variables if statement.has_variables else None
    return every(_holds(condition, context, variables) for condition in statement.conditions)


_Variables = Mapping[str, str] | None


def _holds(condition: StatementCondition, context: RequestContext, variables: _Variables) -> Match:
    operator = condition.operator.lower()
    quantifier = next((each for each in (_ANY, _EACH) if operator.startswith(each)), "")
    bare = operator.removeprefix(quantifier).removesuffix(_IF_EXISTS)
    values = context.values(condition.key)
    if not _is_known(bare):
        return partly(f"the condition operator '{condition.operator}' is not supported")
    if values is None:
        return partly(f"its condition is on '{condition.key}', whose value is not known")
    if bare == "null":
        return _known(("true" if not values else "false") in map(str.lower, condition.values))
    negated = bare in _NEGATED
    if not values:
        lenient = operator.endswith(_IF_EXISTS) or quantifier == _EACH
        return _known(lenient or (negated and quantifier != _ANY))
    test = _test(_NEGATED.get(bare, bare), variables)
    tests = [either(test(value, bound) for bound in condition.values) for value in values]
    matches = [~match for match in tests] if negated else tests
    return every(matches) if quantifier == _EACH else either(matches)


_Test = Callable[[str, str], Match]


def _is_known(operator: str) -> bool:
    patterned = operator in _PATTERNED or operator in _NEGATED or operator == "null"
    return patterned or operator in _TESTS or _order(operator) is not None


def _test(operator: str, variables: _Variables) -> _Test:
    """How an operator compares a value of the request with one of the condition."""
    if operator in ("stringequals", "stringlike"):
        return lambda value, bound: _like(value, bound, operator == "stringlike", variables)
    if operator == "stringequalsignorecase":
        return lambda value, bound: _like(value.lower(), bound.lower(), False, variables)
    if operator in ("arnequals", "arnlike"):
        return lambda value, bound: compare_patterns(
            arn_pattern_by_fields(value), arn_pattern_by_fields(bound, variables)
        )
    return lambda value, bound: _definite(operator, value, bound)


def _like(value: str, bound: str, is_wild: bool, variables: _Variables) -> Match:
    if variables is not None:
        pattern = value_pattern(bound, variables, is_wild=is_wild)
    else:
        pattern = wildcard_pattern(bound) if is_wild else literal_pattern(bound)
    return compare_patterns(wildcard_pattern(value), pattern)


def _definite(operator: str, value: str, bound: str) -> Match:
    """A comparison that needs a fully known value."""
    if "*" in value:
        return partly(f"only part of '{value}' is known")
    order = _order(operator)
    if order is None:
        return _known(_TESTS[operator](value, bound))
    parse = _number if operator.startswith("numeric") else _seconds
    number, limit = parse(value), parse(bound)
    return _known(number is not None and limit is not None and order(number, limit))


def _order(operator: str) -> Callable[[float, float], bool] | None:
    for kind in ("numeric", "date"):
        if operator.startswith(kind):
            return _ORDERS.get(operator.removeprefix(kind))
    return None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _seconds(text: str) -> float | None:
    """A date in the W3C profile of ISO 8601, or seconds since the epoch, as seconds."""
    try:
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return _number(text)


def _is_within(address: str, network: str) -> bool:
    try:
        return ip_address(address) in ip_network(network, strict=False)
    except ValueError:
        return False


_TESTS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "bool": lambda value, bound: value.lower() == bound.lower(),
    "binaryequals": str.__eq__,
    "ipaddress": _is_within,
}


def _known(holds: bool) -> Match:
    return ALL if holds else NONE
