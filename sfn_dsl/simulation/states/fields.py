"""Fields that are a literal, a path or an expression, each made one function that reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from sfn_dsl.simulation.data.templates import compile_template
from sfn_dsl.simulation.fiber import Fiber
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.jsonata.templates import compile_jsonata
from sfn_dsl.simulation.roots import Roots

Reading: TypeAlias = Callable[[Fiber, Any], Any]
"""Reads a field for the effective input of its state; None where the field is not there."""


def compile_part(
    field: Mapping[str, Any], member: str, location: str, *, is_jsonata: bool
) -> Reading:
    """A member that is a payload template, or a value that holds expressions."""
    if member not in field:
        return nothing
    if is_jsonata:
        evaluate = compile_jsonata(field[member], location)
        return lambda fiber, data: evaluate(StatesRoot(data), fiber)
    template = compile_template(field[member])
    return lambda fiber, data: template(data, fiber)


def compile_number(
    field: Mapping[str, Any],
    member: str,
    by_path: Callable[[str, str], Callable[[Any, Roots], float]],
    by_expression: Callable[[str], Callable[[StatesRoot, Roots], float]],
    *,
    is_jsonata: bool,
) -> Reading:
    """A number: as it is, by a path in the member whose name ends in Path, or by an expression.

    ``by_path`` takes a path and the name of its field.
    """
    path = f"{member}Path"
    if path in field:
        read = by_path(field[path], path)
        return lambda fiber, data: read(data, fiber)
    if member not in field:
        return nothing
    literal = field[member]
    if is_jsonata and isinstance(literal, str):
        evaluate = by_expression(literal)
        return lambda fiber, data: evaluate(StatesRoot(data), fiber)
    return lambda *_: literal


def nothing(*_: Any) -> None:
    """Read a field that is not there."""
