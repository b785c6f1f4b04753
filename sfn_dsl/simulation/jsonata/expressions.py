"""One JSONata expression as a function of ``$states`` and the roots of the execution."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.simulation.jsonata.engine import UNDEFINED, JsonataError, compile_text
from sfn_dsl.simulation.jsonata.faults import Faults
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.roots import Roots

Evaluation = Callable[[StatesRoot, Roots], Any]
"""Gives a JSON value. Raises QueryFault."""


def compile_expression(text: str, location: str) -> Evaluation:
    """The function of the text between ``{%`` and ``%}`` in the field at a location.

    It raises QueryFault where the expression fails, finds nothing, or gives no JSON value (ASL
    reference, section 9.5). Values that it gives are shared with the input: they are not to be
    changed.
    """
    run = compile_text(text)
    faults = Faults(text, location)

    def evaluate(states: StatesRoot, roots: Roots) -> Any:
        try:
            value = run(states, roots)
        except JsonataError as error:
            raise faults.failed(error.code, error.message) from None
        if value is UNDEFINED:
            raise faults.undefined()
        return value

    return evaluate
