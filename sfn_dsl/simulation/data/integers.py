"""Fields that read a number or a time from a path, with AWS's texts (section 6.6).

Each function takes the path and the name of its field, and gives one that reads. It raises
StateFault. AWS reads the number from the value's text: the string "5" is as good as 5, and 5.0 is
no whole number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from sfn_dsl.simulation.data.java import INTS, LONGS
from sfn_dsl.simulation.data.json_text import Json
from sfn_dsl.simulation.data.path_steps import shown_value
from sfn_dsl.simulation.data.paths import CompiledPath, PathMissing, compile_path
from sfn_dsl.simulation.failures import StateFault
from sfn_dsl.simulation.roots import Roots
from sfn_dsl.simulation.timestamps import instant

ReadInt: TypeAlias = Callable[[Json, Roots], int]
ReadNumber: TypeAlias = Callable[[Json, Roots], float]

_WHOLE: Final = re.compile(r"[-+]?\d{1,30}", re.ASCII)
_FLOAT: Final = re.compile(r"\s*+[-+]?(?:\d++\.?\d*+|\.\d++)(?:[eE][-+]?\d++)?\s*+", re.ASCII)
_LONGEST: Final = 99_999_999
_ALL: Final = 100


def compile_seconds(text: str, field: str = "SecondsPath") -> ReadInt:
    """The seconds that a Wait state waits: a whole number that is not negative."""
    path = compile_path(text)

    def read(data: Json, roots: Roots) -> int:
        value = _waiting_value(path, field, data, roots)
        seconds = _whole(value, LONGS)
        if seconds is None:
            raise _refused(path, field, "cannot be parsed as a long value", value)
        if seconds < 0:
            raise _refused(path, field, "references a negative value", value)
        return seconds

    return read


def compile_timestamp(text: str, field: str = "TimestampPath") -> ReadInt:
    """The time that a Wait state waits for, in whole seconds since 1970."""
    path = compile_path(text)

    def read(data: Json, roots: Roots) -> int:
        value = _waiting_value(path, field, data, roots)
        found = instant(value)
        if found is None:
            problem = "does not reference a valid ISO-8601 extended offset date-time format string"
            raise _refused(path, field, problem, value)
        return found[0]

    return read


def compile_timeout(text: str, field: str) -> ReadInt:
    """TimeoutSecondsPath and HeartbeatSecondsPath: whole seconds, 1 to 99999999."""
    path, name = compile_path(text), field.removesuffix("Path")

    def read(data: Json, roots: Roots) -> int:
        value = _integer(path, field, data, roots)
        if not 0 < value <= _LONGEST:
            raise StateFault(f"{name} must be between 1 and {_LONGEST} but was: {value}")
        return value

    return read


def compile_count(text: str, field: str) -> ReadInt:
    """MaxConcurrencyPath and ToleratedFailureCountPath: a whole number that is not negative."""
    path, name = compile_path(text), field.removesuffix("Path")

    def read(data: Json, roots: Roots) -> int:
        value = _integer(path, field, data, roots)
        if value < 0:
            raise StateFault(f"{name} cannot be negative.")
        return value

    return read


def compile_integer(text: str, field: str) -> ReadInt:
    """MaxItemsPath and its kind: any whole number; what is wrong with it, its reader says."""
    path = compile_path(text)
    return lambda data, roots: _integer(path, field, data, roots)


def compile_percentage(text: str, field: str = "ToleratedFailurePercentagePath") -> ReadNumber:
    """ToleratedFailurePercentagePath: a number from 0 to 100."""
    path, name = compile_path(text), field.removesuffix("Path")

    def read(data: Json, roots: Roots) -> float:
        value = path.read(data, roots)
        if isinstance(value, bool) or _FLOAT.fullmatch(shown_value(value)) is None:
            raise StateFault(_refers(path, field, value, "float"))
        number = float(value)
        if not 0 <= number <= _ALL:
            raise StateFault(f"{name} must be between 0 and {_ALL}.")
        return number

    return read


def _integer(path: CompiledPath, field: str, data: Json, roots: Roots) -> int:
    value = path.read(data, roots)
    number = _whole(value, INTS)
    if number is None:
        raise StateFault(_refers(path, field, value, "integer"))
    return number


def _whole(value: Json, fitting: range) -> int | None:
    """The whole number that a value's text is, None where it is not one, or does not fit."""
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        value = int(value)
    return value if type(value) is int and value in fitting else None


def _refers(path: CompiledPath, field: str, value: Json, kind: str) -> str:
    return (
        f'The {field} field refers to value "{shown_value(value)}" which is not a valid {kind}: '
        f"{path.text}"
    )


def _waiting_value(path: CompiledPath, field: str, data: Json, roots: Roots) -> Json:
    try:
        return path.read(data, roots)
    except PathMissing:
        raise StateFault(
            f"The {field} parameter does not reference an input value: {path.text}"
        ) from None


def _refused(path: CompiledPath, field: str, problem: str, value: Json) -> StateFault:
    return StateFault(f"The {field} parameter {problem}: {path.text} == {shown_value(value)}")
