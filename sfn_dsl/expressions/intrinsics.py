"""Calls of intrinsic functions, as values and as text (ASL reference, section 4).

`intrinsic_text` writes what a definition holds and `parse_intrinsic` reads it; `intrinsic_python`
writes what an author does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Final, NoReturn, TypeAlias

import attrs

from sfn_dsl.counting import counted
from sfn_dsl.errors import AuthoringError, Mistake
from sfn_dsl.expressions.paths import Path, path_end, path_python, shown
from sfn_dsl.expressions.runtime_value import RuntimeValue, refuse_comparison
from sfn_dsl.language.intrinsics import FUNCTIONS
from sfn_dsl.language.intrinsics import Argument as Kind

Argument: TypeAlias = "str | int | float | bool | Path | Intrinsic | None"

# A backslash before a brace escapes it in a Format template, so that pair stays as it is.
_RESERVED: Final = re.compile(r"('|\\(?![{}]))")

# Few workflows hold calls as text, so these are compiled when the first one is read.
_BLANK: Final = r"[ \t\r\n]*"
_OPENING: Final = r"(States\.\w+)[ \t\r\n]*\("
_STRING: Final = r"'((?:[^'\\]|\\['{}\\])*)'"
_STRING_SO_FAR: Final = r"'(?:[^'\\]|\\['{}\\])*"
_NUMBER: Final = r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_WORD: Final = r"true|false|null"
_QUOTE: Final = r"\\(['\\])"

# AWS takes 10 levels; a definition with a few more can still be read, to be told so.
_DEEPEST: Final = 50

_LITERALS: Final = {
    Kind.STRING: (str,),
    Kind.NUMBER: (int, float),
    Kind.COMPUTED: (),
    Kind.ANY: (str, int, float, bool, type(None)),
}


class ArgumentsError(AuthoringError):
    """A call of a function that exists, with too few or too many arguments, or wrong ones.

    AWS does not check them: such a call fails when the execution comes to it.
    """

    _code = Mistake.MALFORMED_EXPRESSION


class _Quoted(str):
    """A string argument that was read: ``raw`` is what stood between the quotes."""

    raw: str


@attrs.frozen(repr=False, eq=False)
class Intrinsic(RuntimeValue):
    """A call of an intrinsic function, made by the functions of `sfn_dsl.intrinsics`.

    It is a value for payload templates and for the error and cause of a `Fail` in JSONPath states.
    (ASL reference, section 4.)

    Args:
        function: The function's name, such as ``States.Format``.
        arguments: Its arguments: literals, paths and other calls.
        spelling: How the call is written, where that is not as this package writes it.
    """

    function: str
    arguments: tuple[Argument, ...]
    spelling: str | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check(self)

    def __eq__(self, other: object) -> bool:
        refuse_comparison(self, other)
        return isinstance(other, Intrinsic) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash(_values(self))

    def __repr__(self) -> str:
        return intrinsic_python(self)

    def _part(self, key: object) -> str:
        return f"intrinsics.array_get_item({self!r}, {key!r})"


@attrs.frozen(repr=False, eq=False)
class UncheckedIntrinsic(Intrinsic):
    """A call of a function that exists, whose arguments may be wrong.

    AWS takes such a call into a state machine, and fails when an execution comes to it. Raises
    AuthoringError for a function that does not exist.
    """

    def __attrs_post_init__(self) -> None:
        if self.function not in FUNCTIONS:
            raise AuthoringError(
                f"'{self.function}' is not an intrinsic function", code=Mistake.MALFORMED_EXPRESSION
            )


def _values(call: Intrinsic) -> tuple[object, ...]:
    return call.function, call.arguments, call.spelling


def intrinsic_text(call: Intrinsic) -> str:
    """A call as a definition holds it: ``States.Format('{} of {}', $.done, $.all)``."""
    if call.spelling is not None:
        return call.spelling
    return f"{call.function}({', '.join(map(_argument_text, call.arguments))})"


def intrinsic_python(call: Intrinsic, quoted: Callable[[str], str] = repr) -> str:
    """A call as an author writes it; ``quoted`` makes a string literal of a text."""
    if call.spelling is not None:
        return f"intrinsics.parse({quoted(call.spelling)})"
    arguments = (_argument_python(argument, quoted) for argument in call.arguments)
    return f"intrinsics.{python_name(call)}({', '.join(arguments)})"


def raw_text(argument: str) -> str:
    """What stands between the quotes of a string argument, with its escapes."""
    return argument.raw if isinstance(argument, _Quoted) else _argument_text(argument)[1:-1]


def python_name(call: Intrinsic) -> str:
    """The name in `sfn_dsl.intrinsics` of the function that a call calls."""
    name = call.function.removeprefix("States.")
    return re.sub("(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _argument_python(argument: Argument, quoted: Callable[[str], str]) -> str:
    if isinstance(argument, Intrinsic):
        return intrinsic_python(argument, quoted)
    if isinstance(argument, Path):
        return path_python(argument, quoted)
    return quoted(argument) if isinstance(argument, str) else repr(argument)


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
        raise AuthoringError(
            f"'{call.function}' is not an intrinsic function", code=Mistake.MALFORMED_EXPRESSION
        )
    given = len(call.arguments)
    if given < function.fewest or (function.most is not None and given > function.most):
        raise ArgumentsError(
            f"'{call.function}' takes {_count(function.fewest, function.most)}, not {given}"
        )
    kinds = function.arguments + (function.rest or Kind.ANY,) * given
    for argument, kind in zip(call.arguments, kinds, strict=False):
        if not isinstance(argument, (Path, Intrinsic)) and not _fits(argument, kind):
            raise ArgumentsError(f"'{call.function}' takes {kind.value}, not {argument!r}")


def _fits(argument: object, kind: Kind) -> bool:
    if isinstance(argument, bool):
        return kind is Kind.ANY
    return isinstance(argument, _LITERALS[kind])


def _count(fewest: int, most: int | None) -> str:
    if most is None:
        return f"at least {fewest} arguments"
    if fewest == most:
        return counted(fewest, "argument")
    return f"{fewest} to {most} arguments"


def parse_unchecked_intrinsic(text: str) -> Intrinsic:
    """The call that a text holds, whatever its arguments are.

    Raises AuthoringError for text that is not a call, and for a function that does not exist.
    """
    call, end = _call(text, _skip(text, 0), _DEEPEST, UncheckedIntrinsic)
    if _skip(text, end) != len(text):
        _refuse(text, end)
    return call


def parse_intrinsic(text: str) -> Intrinsic:
    """The call that a text holds; `intrinsic_text` gives the same text back, to the letter.

    Raises AuthoringError for text that is not a call, and for a call that `Intrinsic` refuses.
    """
    call, end = _call(text, _skip(text, 0), _DEEPEST, Intrinsic)
    if _skip(text, end) != len(text):
        _refuse(text, end)
    if intrinsic_text(call) != text:
        return Intrinsic(call.function, call.arguments, spelling=text)
    return call


def _call(text: str, at: int, levels: int, made: type[Intrinsic]) -> tuple[Intrinsic, int]:
    if not levels:
        raise AuthoringError(
            f'the calls of intrinsic functions in "{text[:20]}..." are nested too deeply to be '
            "read; nest at most 10 of them",
            code=Mistake.MALFORMED_EXPRESSION,
        )
    opening = re.compile(_OPENING).match(text, at)
    if opening is None:
        _refuse(text, at)
    arguments: list[Argument] = []
    at = _skip(text, opening.end())
    while text[at : at + 1] != ")":
        argument, at = _read_argument(text, at, levels - 1, made)
        arguments.append(argument)
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
            if text[at : at + 1] == ")":
                _refuse(text, at)
        elif text[at : at + 1] != ")":
            _refuse(text, at)
    return made(opening[1], tuple(arguments)), at + 1


def _read_argument(text: str, at: int, levels: int, made: type[Intrinsic]) -> tuple[Argument, int]:
    if found := re.compile(_STRING).match(text, at):
        text_between = _Quoted(re.sub(_QUOTE, r"\1", found[1]))
        text_between.raw = found[1]
        return text_between, found.end()
    if found := re.compile(_STRING_SO_FAR).match(text, at):
        # What stops a string is an escape that there is not; or else its quote is missing.
        _refuse(text, found.end() if found.end() < len(text) else at)
    if found := re.compile(f"{_NUMBER}|{_WORD}").match(text, at):
        return _literal(text, found[0], at), found.end()
    if text[at : at + 1] == "$":
        end, _ = path_end(text, at)
        return Path(text[at:end]), end
    return _call(text, at, levels, made)


def _literal(text: str, written: str, at: int) -> float | bool | None:
    try:
        literal: float | bool | None = json.loads(written)
    except ValueError:
        # More digits than Python reads, or digits of another script.
        _refuse(text, at)
    # A number beyond those of Python, as 1e309, is kept as infinite: AWS was measured to take it.
    return literal


def _skip(text: str, at: int) -> int:
    found = re.compile(_BLANK).match(text, at)
    return found.end() if found else at


def _refuse(text: str, at: int) -> NoReturn:
    rest = text[at : at + 20]
    raise AuthoringError(
        f"\"{shown(text)}\" is not a call of an intrinsic function: '{rest}' cannot be read at "
        f"character {at + 1}; write one such as \"States.Format('{{}}', $.name)\", with \\' for a "
        "quote",
        code=Mistake.MALFORMED_EXPRESSION,
    )
