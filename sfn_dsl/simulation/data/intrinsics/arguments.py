"""What the functions are given, and how they refuse it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import attrs

from sfn_dsl.simulation.data.json_text import Json
from sfn_dsl.simulation.roots import Roots


@attrs.frozen
class Value:
    """Where an argument comes from; ``is_json`` tells that it stays JSON, also when it is text."""

    read: Callable[[Json, Roots], Json]
    is_json: bool = False


Function: TypeAlias = Callable[[Sequence[Json], Roots, Sequence[Value]], Json]


class RejectedError(Exception):
    """A function refuses its arguments; ``reason`` is AWS's text, "" for the usual one."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason

    def in_function(self, name: str) -> RejectedError:
        """The refusal by a function: one without a text of its own gets the usual one."""
        return self if self.reason else RejectedError(f"Invalid arguments in {name}")


def several(arguments: Sequence[Json], fewest: int, most: int | None = None) -> Sequence[Json]:
    """The arguments, if there are as many as the function takes. Raises RejectedError."""
    if not fewest <= len(arguments) <= (fewest if most is None else most):
        raise RejectedError
    return arguments


def array(value: Json) -> list[Json]:
    """An argument that is an array. Raises RejectedError for any other."""
    if not isinstance(value, list):
        raise RejectedError
    return value


def text(value: Json) -> str:
    """An argument that is a string. Raises RejectedError for any other."""
    if not isinstance(value, str):
        raise RejectedError
    return value


def number(value: Json) -> int | float:
    """An argument that is a number. Raises RejectedError for any other."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise RejectedError
    return value


def units(value: str) -> int:
    """How many characters a text has to Java, which counts those beyond U+FFFF twice."""
    return len(value) + sum(character > "\uffff" for character in value)
