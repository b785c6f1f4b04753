"""Fields that read a number or a time from a path, with AWS's texts (section 6.6).

Each function takes the path and the name of its field, and gives one that reads. It raises
StateFault.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from sfn_dsl.simulation.data.instants import instant
from sfn_dsl.simulation.data.json_text import Json, compact
from sfn_dsl.simulation.data.paths import CompiledPath, PathMissing, compile_path
from sfn_dsl.simulation.failures import StateFault
from sfn_dsl.simulation.roots import Roots

ReadInt: TypeAlias = Callable[[Json, Roots], int]
ReadNumber: TypeAlias = Callable[[Json, Roots], float]
ReadText: TypeAlias = Callable[[Json, Roots], str]

_LONGEST: Final = 99_999_999
_ALL: Final = 100


def compile_seconds(text: str, field: str = "SecondsPath") -> ReadInt:
    """The seconds that a Wait state waits: a whole number that is not negative."""
    path = compile_path(text)

    def read(data: Json, roots: Roots) -> int:
        value = _waiting_value(path, field, data, roots)
        if type(value) is not int:
            raise _refused(path, field, "cannot be parsed as a long value", value)
        if value < 0:
            raise _refused(path, field, "references a negative value", value)
        return value

    return read


def compile_timestamp(text: str, field: str = "TimestampPath") -> ReadText:
    """The text of the time that a Wait state waits for."""
    path = compile_path(text)

    def read(data: Json, roots: Roots) -> str:
        value = _waiting_value(path, field, data, roots)
        if not isinstance(value, str) or instant(value) is None:
            problem = "does not reference a valid ISO-8601 extended offset date-time format string"
            raise _refused(path, field, problem, value)
        return value

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
        if type(value) not in (int, float):
            raise StateFault(_refers(path, field, value, "float"))
        if not 0 <= value <= _ALL:
            raise StateFault(f"{name} must be between 0 and {_ALL}.")
        number: float = value
        return number

    return read


def _integer(path: CompiledPath, field: str, data: Json, roots: Roots) -> int:
    value = path.read(data, roots)
    if type(value) is not int:
        raise StateFault(_refers(path, field, value, "integer"))
    return value


def _refers(path: CompiledPath, field: str, value: Json, kind: str) -> str:
    return (
        f'The {field} field refers to value "{_shown(value)}" which is not a valid {kind}: '
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
    return StateFault(f"The {field} parameter {problem}: {path.text} == {_shown(value)}")


def _shown(value: Json) -> str:
    return value if isinstance(value, str) else compact(value)
