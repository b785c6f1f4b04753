"""One JSONata expression as a function of ``$states`` and the roots of the execution.

The texts of what fails, or gives what its field cannot take, are AWS's (section 9.5).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.expressions.jsonata import parse
from sfn_dsl.simulation.failures import QueryFault
from sfn_dsl.simulation.jsonata.compiler.expression import compile_tree
from sfn_dsl.simulation.jsonata.errors import InternalError, JsonataError, UnsupportedError
from sfn_dsl.simulation.jsonata.messages import message
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.jsonata.values import UNDEFINED
from sfn_dsl.simulation.roots import Roots, new_uuid
from sfn_dsl.simulation.sizes import json_text

Evaluation = Callable[[StatesRoot, Roots], Any]
"""Gives a JSON value. Raises QueryFault."""


def compile_expression(text: str, location: str) -> Evaluation:
    """The function of the text between ``{%`` and ``%}`` in the field at a location.

    It raises QueryFault where the expression fails, finds nothing, or gives no JSON value (ASL
    reference, section 9.5). Values that it gives are shared with the input: they are not to be
    changed.
    """
    faults = Faults(text, location)
    parsed = parse(text)
    if parsed.tree is None:
        return _refused(faults, parsed.refusal or "")
    run = compile_tree(parsed.tree)

    def evaluate(states: StatesRoot, roots: Roots) -> Any:
        try:
            value = run(states, roots)
        except JsonataError as error:
            raise faults.failed(error.code, message(error)) from None
        except UnsupportedError:
            raise faults.unsupported() from None
        except InternalError:
            raise faults.internal(new_uuid(roots.random)) from None
        if value is UNDEFINED:
            raise faults.undefined()
        return value

    return evaluate


def _refused(faults: Faults, refusal: str) -> Evaluation:
    """An expression that AWS accepts in no definition: it fails where it is evaluated."""

    def refuse(states: StatesRoot, roots: Roots) -> Any:
        raise faults.failed(None, refusal)

    return refuse


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
