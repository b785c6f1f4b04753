"""Fields of JSONata states that take one type of value (ASL reference, section 1.5).

Each function takes the field's value, a literal or an expression, and its location.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sfn_dsl.expressions.jsonata import is_jsonata
from sfn_dsl.simulation.failures import QueryFault
from sfn_dsl.simulation.jsonata.expressions import (
    Evaluation,
    Faults,
    compile_expression,
    type_name,
)
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.jsonata.templates import compile_jsonata
from sfn_dsl.simulation.roots import Roots
from sfn_dsl.simulation.timestamps import instant

LONGEST: Final = 99_999_999
"""The largest number of seconds that TimeoutSeconds and HeartbeatSeconds take."""


def compile_number(
    value: Any, location: str, minimum: float | None = None, maximum: float | None = None
) -> Callable[[StatesRoot, Roots], float]:
    """A number within bounds, both included: ToleratedFailurePercentage."""
    read = _typed(value, location, "number")
    name = _name(location)

    def number(states: StatesRoot, roots: Roots) -> float:
        found: float = read(states, roots)
        _check_bounds(found, name, location, minimum, maximum)
        return found

    return number


def compile_integer(
    value: Any, location: str, minimum: int | None = 0, maximum: int | None = LONGEST
) -> Callable[[StatesRoot, Roots], int]:
    """A whole number within bounds, both included; 2.0 is one.

    Seconds, TimeoutSeconds, HeartbeatSeconds, MaxConcurrency, ToleratedFailureCount, MaxItems.
    """
    read = _typed(value, location, "number")
    name = _name(location)

    def integer(states: StatesRoot, roots: Roots) -> int:
        found = read(states, roots)
        if found != found // 1:
            raise QueryFault(f"The {name} field cannot be parsed as an integer: {found}", location)
        _check_bounds(found, name, location, minimum, maximum)
        return int(found)

    return integer


def compile_boolean(value: Any, location: str) -> Callable[[StatesRoot, Roots], bool]:
    """True or false, with no conversion: Condition (section 5.2)."""
    return _typed(value, location, "boolean")


def compile_string(value: Any, location: str) -> Callable[[StatesRoot, Roots], str]:
    """A string: Error, Cause, RoleArn of Credentials."""
    return _typed(value, location, "string")


def compile_array(
    value: Any, location: str, allow_object: bool = False
) -> Callable[[StatesRoot, Roots], Any]:
    """An array whose elements may be or hold expressions: Items.

    A distributed Map takes an object as well.
    """
    if is_jsonata(value):
        return _typed(value, location, "array", ("array", "object") if allow_object else ())
    return compile_jsonata(value, location)


def compile_timestamp(value: Any, location: str) -> Callable[[StatesRoot, Roots], int]:
    """A point in time, in whole seconds since 1970-01-01T00:00:00Z: Timestamp of a Wait state.

    Fractions are cut off (ASL reference, section 1.4); what else is read, `instant` says.
    """
    read = _typed(value, location, "string")
    name = _name(location)

    def timestamp(states: StatesRoot, roots: Roots) -> int:
        text = read(states, roots)
        found = instant(text)
        if found is None:
            raise QueryFault(
                f"The {name} field cannot be parsed as an ISO-8601 extended offset date-time "
                f"format string: {text}",
                location,
            )
        return found[0]

    return timestamp


def _typed(value: Any, location: str, expected: str, accepted: tuple[str, ...] = ()) -> Evaluation:
    if not is_jsonata(value):
        return compile_jsonata(value, location)
    text = value[2:-2]
    evaluate = compile_expression(text, location)
    faults = Faults(text, location)
    types = accepted or (expected,)

    def typed(states: StatesRoot, roots: Roots) -> Any:
        found = evaluate(states, roots)
        if type_name(found) not in types:
            raise faults.unexpected(expected, found)
        return found

    return typed


def _name(location: str) -> str:
    """The field's own name: MaxItems of ItemReader/ReaderConfig/MaxItems."""
    return location.rpartition("/")[2]


def _check_bounds(
    found: float, name: str, location: str, minimum: float | None, maximum: float | None
) -> None:
    if (minimum is None or found >= minimum) and (maximum is None or found <= maximum):
        return
    if maximum is None:
        raise QueryFault(f"{name} cannot be negative.", location)
    raise QueryFault(f"{name} must be between {minimum} and {maximum} but was: {found}", location)
