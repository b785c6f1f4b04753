"""JSON values with expressions inside, as functions (ASL reference, sections 1.5 and 2.5)."""

from __future__ import annotations

from typing import Any

from sfn_dsl.expressions.jsonata import is_jsonata
from sfn_dsl.simulation.jsonata.expressions import Evaluation, compile_expression
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.roots import Roots


def compile_jsonata(value: Any, location: str) -> Evaluation:
    """The function of a value that may be or hold ``{% ... %}``: Arguments, Output, ItemSelector.

    Members and elements are evaluated in order, and named ``/key`` and ``[i]`` after the location.
    """
    return _compiled(value, location) or _constant(value)


def compile_assign(value: dict[str, Any], location: str = "Assign") -> Evaluation:
    """The function of an Assign field: the new values by the variables' names.

    All expressions read the values at the entry of the state; one that fails assigns nothing.
    """
    return compile_jsonata(value, location)


def _constant(value: Any) -> Evaluation:
    def constant(states: StatesRoot, roots: Roots) -> Any:
        return value

    return constant


def _compiled(value: Any, location: str) -> Evaluation | None:
    """The function of a value; None for one without expressions, which is itself its result."""
    if is_jsonata(value):
        return compile_expression(value[2:-2], location)
    if isinstance(value, dict):
        return _object(value, location)
    if isinstance(value, list):
        return _array(value, location)
    return None


def _object(value: dict[str, Any], location: str) -> Evaluation | None:
    compiled = [(key, _compiled(each, f"{location}/{key}")) for key, each in value.items()]
    parts = [(key, part) for key, part in compiled if part is not None]
    if not parts:
        return None
    if len(parts) == len(value):

        def make(states: StatesRoot, roots: Roots) -> Any:
            return {key: part(states, roots) for key, part in parts}

        return make

    def fill(states: StatesRoot, roots: Roots) -> Any:
        made = value.copy()
        for key, part in parts:
            made[key] = part(states, roots)
        return made

    return fill


def _array(value: list[Any], location: str) -> Evaluation | None:
    compiled = [_compiled(each, f"{location}[{index}]") for index, each in enumerate(value)]
    parts = [(index, part) for index, part in enumerate(compiled) if part is not None]
    if not parts:
        return None

    def fill(states: StatesRoot, roots: Roots) -> Any:
        made = value.copy()
        for index, part in parts:
            made[index] = part(states, roots)
        return made

    return fill
