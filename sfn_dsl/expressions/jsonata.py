"""JSONata expressions, by their text (ASL reference, sections 1.5 and 9)."""

from __future__ import annotations

from typing import Final, TypeGuard

import attrs

from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.expressions.undecided import Undecided

_OPENING: Final = "{%"
_CLOSING: Final = "%}"


@attrs.frozen
class Jsonata(Undecided):
    """A JSONata expression; ``text`` is what the definition holds, ``{%`` and ``%}`` included."""

    text: str


def jsonata(expression: str) -> Jsonata:
    """A JSONata expression as a value: ``jsonata("$states.input.n")`` writes ``"{% ... %}"``.

    Text that already stands between ``{%`` and ``%}`` is kept to the letter. Raises
    AuthoringTypeError for anything but a string.
    """
    if not isinstance(expression, str):
        raise AuthoringTypeError(f"a JSONata expression is a string, not {expression!r}")
    if is_jsonata(expression):
        return Jsonata(expression)
    return Jsonata(f"{_OPENING} {expression} {_CLOSING}")


def is_jsonata(value: object) -> TypeGuard[str]:
    """Tell whether a value of a definition is a JSONata expression, ``{% ... %}``."""
    return isinstance(value, str) and value.startswith(_OPENING) and value.endswith(_CLOSING)
