"""Calls of intrinsic functions, as values and as text (ASL reference, section 4)."""

from __future__ import annotations

import json
import re
from typing import Final

import attrs

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.paths import Path
from sfn_dsl.language.intrinsics import FUNCTIONS, Argument

# A brace behind a backslash is how a Format template says a brace, so that pair stays as it is.
_RESERVED: Final = re.compile(r"('|\\(?![{}]))")
_LITERALS: Final = {
    Argument.STRING: (str,),
    Argument.NUMBER: (int, float),
    Argument.BOOLEAN: (bool,),
    Argument.COMPUTED: (),
    Argument.ANY: (str, int, float, bool, type(None)),
}


@attrs.frozen
class Intrinsic:
    """One call: the function's full name (``States.Format``) and its arguments.

    Raises AuthoringError for a function that does not exist, for too few or too many arguments,
    and for a literal of the wrong kind.
    """

    function: str
    arguments: tuple[str | int | float | bool | Path | Intrinsic | None, ...]

    def __attrs_post_init__(self) -> None:
        _check(self)


def intrinsic_text(call: Intrinsic) -> str:
    """A call as a definition holds it: ``States.Format('{} of {}', $.done, $.all)``."""
    return f"{call.function}({', '.join(map(_argument_text, call.arguments))})"


def _argument_text(argument: str | float | bool | Path | Intrinsic | None) -> str:
    if isinstance(argument, Intrinsic):
        return intrinsic_text(argument)
    if isinstance(argument, Path):
        return argument.text
    if isinstance(argument, str):
        return "'" + _RESERVED.sub(r"\\\1", argument) + "'"
    return json.dumps(argument)


def _check(call: Intrinsic) -> None:
    function = FUNCTIONS.get(call.function)
    if function is None:
        raise AuthoringError(f"there is no intrinsic function '{call.function}'")
    given = len(call.arguments)
    if given < function.fewest or (function.most is not None and given > function.most):
        raise AuthoringError(
            f"'{call.function}' takes {_count(function.fewest, function.most)}, not {given}"
        )
    kinds = function.arguments + (function.rest or Argument.ANY,) * given
    for argument, kind in zip(call.arguments, kinds, strict=False):
        if not isinstance(argument, (Path, Intrinsic)) and not _fits(argument, kind):
            raise AuthoringError(f"'{call.function}' takes {kind.value} where {argument!r} stands")


def _fits(argument: object, kind: Argument) -> bool:
    if isinstance(argument, bool):
        return kind in (Argument.BOOLEAN, Argument.ANY)
    return isinstance(argument, _LITERALS[kind])


def _count(fewest: int, most: int | None) -> str:
    if most is None:
        return f"at least {fewest} arguments"
    if fewest == most:
        return f"{fewest} argument{'' if fewest == 1 else 's'}"
    return f"{fewest} to {most} arguments"
