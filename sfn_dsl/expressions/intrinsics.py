"""Calls of intrinsic functions, as values and as text (ASL reference, section 4)."""

from __future__ import annotations

import json
import re
from typing import Final, TypeAlias

import attrs

from sfn_dsl.counting import counted
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.undecided import Undecided
from sfn_dsl.language.intrinsics import FUNCTIONS
from sfn_dsl.language.intrinsics import Argument as Kind

Argument: TypeAlias = "str | int | float | bool | Path | Intrinsic | None"

# A brace behind a backslash is how a Format template says a brace, so that pair stays as it is.
_RESERVED: Final = re.compile(r"('|\\(?![{}]))")
_LITERALS: Final = {
    Kind.STRING: (str,),
    Kind.NUMBER: (int, float),
    Kind.BOOLEAN: (bool,),
    Kind.COMPUTED: (),
    Kind.ANY: (str, int, float, bool, type(None)),
}


@attrs.frozen
class Intrinsic(Undecided):
    """One call: the function's full name (``States.Format``) and its arguments.

    ``spelling`` is the text of a call that was read and is spelt otherwise than this package
    would, with other blanks for instance; what was written stays as it was.

    Raises AuthoringError for a function that does not exist, for too few or too many arguments,
    and for a literal of the wrong kind.
    """

    function: str
    arguments: tuple[Argument, ...]
    spelling: str | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check(self)


def intrinsic_text(call: Intrinsic) -> str:
    """A call as a definition holds it: ``States.Format('{} of {}', $.done, $.all)``."""
    if call.spelling is not None:
        return call.spelling
    return f"{call.function}({', '.join(map(_argument_text, call.arguments))})"


def _argument_text(argument: Argument) -> str:
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
    kinds = function.arguments + (function.rest or Kind.ANY,) * given
    for argument, kind in zip(call.arguments, kinds, strict=False):
        if not isinstance(argument, (Path, Intrinsic)) and not _fits(argument, kind):
            raise AuthoringError(f"'{call.function}' takes {kind.value} where {argument!r} stands")


def _fits(argument: object, kind: Kind) -> bool:
    if isinstance(argument, bool):
        return kind in (Kind.BOOLEAN, Kind.ANY)
    return isinstance(argument, _LITERALS[kind])


def _count(fewest: int, most: int | None) -> str:
    if most is None:
        return f"at least {fewest} arguments"
    if fewest == most:
        return counted(fewest, "argument")
    return f"{fewest} to {most} arguments"
