"""Calls of intrinsic functions read from text (ASL reference, section 4.1)."""

from __future__ import annotations

import json
import re
from typing import Final, NoReturn

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.intrinsics import Argument, Intrinsic, intrinsic_text
from sfn_dsl.expressions.paths import Path, path_end

_BLANK: Final = re.compile(r"[ \t\r\n]*")
_OPENING: Final = re.compile(r"(States\.\w+)[ \t\r\n]*\(")
_STRING: Final = re.compile(r"'((?:[^'\\]|\\['{}\\])*)'")
_STRING_SO_FAR: Final = re.compile(r"'(?:[^'\\]|\\['{}\\])*")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORDS: Final = re.compile(r"true|false|null")
_QUOTE: Final = re.compile(r"\\(['\\])")


def parse_intrinsic(text: str) -> Intrinsic:
    """The call that a text holds; `intrinsic_text` gives the same text back, to the letter.

    Raises AuthoringError for text that is no call, and for a call that `Intrinsic` refuses.
    """
    try:
        call, end = _call(text, _skip(text, 0))
        if _skip(text, end) != len(text):
            _refuse(text, end)
        if intrinsic_text(call) != text:
            return Intrinsic(call.function, call.arguments, spelling=text)
    except RecursionError:
        raise AuthoringError(
            f'the calls of intrinsic functions in "{text[:20]}..." are nested too deeply to be '
            "read; nest at most 10 of them"
        ) from None
    return call


def _call(text: str, at: int) -> tuple[Intrinsic, int]:
    opening = _OPENING.match(text, at)
    if opening is None:
        _refuse(text, at)
    arguments: list[Argument] = []
    at = _skip(text, opening.end())
    while text[at : at + 1] != ")":
        argument, at = _argument(text, at)
        arguments.append(argument)
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
            if text[at : at + 1] == ")":
                _refuse(text, at)
        elif text[at : at + 1] != ")":
            _refuse(text, at)
    return Intrinsic(opening[1], tuple(arguments)), at + 1


def _argument(text: str, at: int) -> tuple[Argument, int]:
    if found := _STRING.match(text, at):
        return _QUOTE.sub(r"\1", found[1]), found.end()
    if found := _STRING_SO_FAR.match(text, at):
        # What stops a string is an escape that there is not; or else its quote is missing.
        _refuse(text, found.end() if found.end() < len(text) else at)
    if found := _NUMBER.match(text, at) or _WORDS.match(text, at):
        literal: float | bool | None = json.loads(found[0])
        return literal, found.end()
    if text[at : at + 1] == "$":
        end, _ = path_end(text, at)
        return Path(text[at:end]), end
    return _call(text, at)


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _refuse(text: str, at: int) -> NoReturn:
    rest = text[at : at + 20]
    raise AuthoringError(
        f"\"{text}\" is not a call of an intrinsic function: '{rest}' cannot be read at character "
        f"{at + 1}; write one such as \"States.Format('{{}}', $.name)\", with \\' for a quote"
    )
