"""Evaluates what `jsonata-python` parses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from sfn_dsl.expressions.jsonata import parse
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.roots import Roots

UNDEFINED: Final = object()


class JsonataError(Exception):
    """An expression fails: JSONata's code, None for a limit, and its message."""

    def __init__(self, code: str | None, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


def compile_text(text: str) -> Callable[[StatesRoot, Roots], Any]:
    """The expression as a function; it gives UNDEFINED for nothing and raises JsonataError."""
    import jsonata
    from jsonata.jexception import JException
    from jsonata.utils import Utils

    parsed = parse(text)
    if parsed.tree is None:
        message = parsed.refusal or "Stack overflow error"

        def refuse(states: StatesRoot, roots: Roots) -> Any:
            raise JsonataError("S0201", message)

        return refuse
    names = set(re.findall(r"\$(\w+)", text))
    engine = jsonata.Jsonata("1 ")
    tree = parsed.tree

    def run(states: StatesRoot, roots: Roots) -> Any:
        frame = engine.create_frame(jsonata.Jsonata.static_frame)
        frame.set_runtime_bounds(1000, 100)
        for name in names:
            if name in roots.variables:
                value = roots.variables[name]
                frame.bind(name, Utils.NULL_VALUE if value is None else value)
        if "states" in names:
            frame.bind("states", states.members(roots))
        try:
            value = engine.eval(tree, None, frame)
        except JException as error:
            raise JsonataError(error.error, str(error)) from None
        if value is None:
            return UNDEFINED
        return Utils.convert_nulls(value)

    return run
