"""AWS's texts for expressions that fail or give what a field cannot take (section 9.5)."""

from __future__ import annotations

from typing import Any

from sfn_dsl.simulation.failures import QueryFault
from sfn_dsl.simulation.sizes import json_text


class Faults:
    """Makes the faults of one expression: its text without markers, and the field it is in."""

    __slots__ = ("_opening", "location")

    def __init__(self, text: str, location: str) -> None:
        self.location = location
        self._opening = (
            f"The JSONata expression '{text.strip()}' specified for the field '{location}'"
        )

    def undefined(self) -> QueryFault:
        """The expression finds nothing."""
        return QueryFault(f"{self._opening} returned nothing (undefined).", self.location)

    def unsupported(self) -> QueryFault:
        """The expression gives a function, or something that holds one."""
        return QueryFault(f"{self._opening} returned an unsupported result type.", self.location)

    def failed(self, code: str | None, message: str) -> QueryFault:
        """The expression fails with JSONata's code and message; limits have no code."""
        told = f": {message}" if code is None else f". {code}: {message}"
        return QueryFault(f"{self._opening} threw an error during evaluation{told}", self.location)

    def internal(self, identifier: str) -> QueryFault:
        """The expression fails inside AWS's engine, which tells no more than an identifier."""
        return QueryFault(
            f"{self._opening} threw an internal error during evaluation. {identifier}",
            self.location,
        )

    def unexpected(self, expected: str, value: Any) -> QueryFault:
        """The expression gives a value of another type than its field takes."""
        return QueryFault(
            f"{self._opening} returned an unexpected result type. Expected '{expected}', "
            f"but was '{type_name(value)}' for value: {json_text(value)}",
            self.location,
        )


def type_name(value: Any) -> str:
    """The name of a JSON value's type as AWS writes it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"
