"""One JSONata expression as a function of ``$states`` and the roots of the execution."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.expressions.jsonata import parse
from sfn_dsl.simulation.jsonata.compiler.expression import compile_tree
from sfn_dsl.simulation.jsonata.errors import InternalError, JsonataError, UnsupportedError
from sfn_dsl.simulation.jsonata.faults import Faults
from sfn_dsl.simulation.jsonata.messages import message
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.jsonata.values import UNDEFINED
from sfn_dsl.simulation.roots import Roots, new_uuid

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
