"""What is wrong with a text that is not JSON, in the words of the Java library Jackson.

Only a text that could not be read comes here. The reader stops at the first mistake, as Jackson
does, and says where: an unexpected character where it stands, anything else where reading had come
to.
"""

from __future__ import annotations

import re
from typing import Final, NoReturn

_VALUES: Final = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
_SOURCE: Final = (
    "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); "
    "line: {}, column: {}]"
)
_NOT_STANDARD: Final = "Non-standard token '{}': enable `JsonReadFeature.{}` to allow"
_NON_NUMBERS: Final = "ALLOW_NON_NUMERIC_NUMBERS"
_PLUS: Final = (
    "JSON spec does not allow numbers to have plus signs: enable "
    "`JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow"
)
_COMMENT: Final = (
    "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not "
    "enabled for parser)"
)
_BLANKS: Final = re.compile(r"[ \t\r\n]*")
_DIGITS: Final = re.compile(r"[0-9]*")
_LONGEST_TOKEN: Final = 256
_TOO_DEEP: Final = (
    "Document nesting depth (1001) exceeds the maximum allowed (1000, from "
    "`StreamReadConstraints.getMaxNestingDepth()`)"
)
_CONTROL_CHARACTERS: Final = (*range(0x20), *range(0x7F, 0xA0))
_LAST_OF_LATIN_1: Final = 0xFF


class Mistake(Exception):  # noqa: N818  # what a text has, and no error of this program
    """The first mistake of a text; ``str`` of it is Jackson's text with the place."""


def find_mistake(text: str) -> str | None:
    """Jackson's text for the first mistake in the first value of a text, None without one."""
    try:
        _Reading(text).root()
    except Mistake as mistake:
        return str(mistake)
    except RecursionError:
        return _TOO_DEEP
    return None


class _Reading:
    """A text, and how far it is read. ``opened`` are the arrays and objects around, by place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.opened: list[int] = []

    def root(self) -> None:
        self._blanks()
        start = self.at
        self._value()
        if self.text[start] in "-0123456789" and self._here() not in ("", " ", "\t", "\r", "\n"):
            self._unexpected("Expected space separating root-level values")

    def _value(self) -> None:
        character = self._here()
        if character == '"':
            self._string("string value", ": was expecting closing quote for a string value")
        elif character == "{":
            self._object()
        elif character == "[":
            self._array()
        elif character in ("-", *"0123456789"):
            self._number()
        else:
            self._word(character)

    def _object(self) -> None:
        self._open()
        separator = ""
        while self._next_part(separator, "}"):
            if self._here() != '"':
                self._unexpected("was expecting double-quote to start field name")
            self._string("name", " in field name")
            self._blanks(" within/between Object entries")
            if self._here() != ":":
                self._unexpected("was expecting a colon to separate field name and value")
            self.at += 1
            self._blanks(" within/between Object entries")
            self._value()
            separator = "Object"

    def _array(self) -> None:
        self._open()
        separator = ""
        while self._next_part(separator, "]"):
            self._value()
            separator = "Array"

    def _open(self) -> None:
        self.opened.append(self.at)
        self.at += 1

    def _next_part(self, separator: str, close: str) -> bool:
        """Go to the next member or element; False after the end of the object or array."""
        kind = "Object" if close == "}" else "Array"
        start = self._place(self.opened[-1])
        self._blanks(f": expected close marker for {kind} (start marker at {start})")
        character = self._here()
        if character == close:
            self.opened.pop()
            self.at += 1
            return False
        if character in ("]", "}"):
            self.at += 1
            self._fail(
                f"Unexpected close marker '{character}': expected '{close}' (for {kind} starting "
                f"at {start})",
                self.at - 1,
            )
        if separator:
            if character != ",":
                self._unexpected(f"was expecting comma to separate {separator} entries")
            self.at += 1
            self._blanks(f" within/between {separator} entries")
        return True

    def _string(self, named: str, unfinished: str) -> None:
        self.at += 1
        while (character := self._here()) != '"':
            if not character:
                self._fail(f"Unexpected end-of-input{unfinished}")
            if character < " ":
                self._fail(
                    f"Illegal unquoted character ({_described(character)}): has to be escaped "
                    f"using backslash to be included in {named}"
                )
            self.at += 1
            if character == "\\":
                self._escape()
        self.at += 1

    def _escape(self) -> None:
        character = self._take(" in character escape sequence")
        if character == "u":
            for _ in range(4):
                digit = self._take(" in character escape sequence")
                if digit not in "0123456789abcdefABCDEF":
                    self.at -= 1
                    self._unexpected("expected a hex-digit for character escape sequence")
        elif character not in '"\\/bfnrt':
            self._fail(f"Unrecognized character escape {_described(character)}", self.at - 1)

    def _number(self) -> None:
        if self._here() == "-":
            self.at += 1
            self._first_digit()
        if self._here() == "0":
            self.at += 1
            if self._here() and self._here() in "0123456789":
                self._fail("Invalid numeric value: Leading zeroes not allowed")
        self._digits()
        if self._here() == ".":
            self.at += 1
            self._some_digits("Decimal point not followed by a digit")
        if self._here() and self._here() in "eE":
            self.at += 1
            sign = self._take("expected a digit for number exponent")
            self.at -= sign not in "+-"
            if not self._here():
                self._fail("Unexpected end-of-inputexpected a digit for number exponent")
            self._some_digits("Exponent indicator not followed by a digit")

    def _first_digit(self) -> None:
        character = self._take("No digit following sign")
        self.at -= 1
        if character == ".":
            self._unexpected(f"expected a valid value {_VALUES}")
        if character == "I":
            self._refuse_infinity("-")
        if character not in "0123456789":
            self._unexpected_in_number(
                "expected digit (0-9) to follow minus sign, for valid numeric value"
            )

    def _some_digits(self, otherwise: str) -> None:
        start = self.at
        self._digits()
        if self.at == start:
            self._unexpected_in_number(otherwise)

    def _digits(self) -> None:
        found = _DIGITS.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _word(self, character: str) -> None:
        if not character:
            self._fail("Unexpected end-of-input")
        if character == "+":
            self.at += 1
            if self._here() == "I":
                self._refuse_infinity("+")
            self._take(" in a Number value")
            self.at -= 1
            self._fail(f"Unexpected character ('+' (code 43)) in numeric value: {_PLUS}")
        start = self.at
        while self._here() and _is_of_identifier(self._here()):
            self.at += 1
        word = self.text[start : self.at]
        if word in ("true", "false", "null"):
            return
        if word in ("NaN", "Infinity"):
            self._fail(_NOT_STANDARD.format(word, _NON_NUMBERS), self.at)
        if not word or character.isdigit():
            self.at = start
            comment = _COMMENT if character == "/" else f"expected a valid value {_VALUES}"
            self._unexpected(comment)
        if len(word) >= _LONGEST_TOKEN:
            self.at = start + _LONGEST_TOKEN
            word = f"{word[:_LONGEST_TOKEN]}..."
        self._fail(f"Unrecognized token '{word}': was expecting {_VALUES}", self.at)

    def _refuse_infinity(self, sign: str) -> NoReturn:
        for word in ("INF", "Infinity"):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                self._fail(_NOT_STANDARD.format(sign + word, _NON_NUMBERS), self.at)
        self._unexpected_in_number(
            "expected digit (0-9) to follow minus sign, for valid numeric value"
            if sign == "-"
            else _PLUS
        )

    def _here(self) -> str:
        """The character that reading has come to, "" at the end."""
        return self.text[self.at : self.at + 1]

    def _take(self, unfinished: str) -> str:
        character = self._here()
        if not character:
            self._fail(f"Unexpected end-of-input{unfinished}")
        self.at += 1
        return character

    def _blanks(self, unfinished: str = "") -> None:
        found = _BLANKS.match(self.text, self.at)
        self.at = found.end() if found else self.at
        character = self._here()
        if not character:
            self._fail(f"Unexpected end-of-input{unfinished}")
        if character < " ":
            self.at += 1
            self._fail(
                f"Illegal character ({_described(character)}): only regular white space "
                r"(\r, \n, \t) is allowed between tokens",
                self.at,
            )

    def _unexpected(self, comment: str) -> NoReturn:
        self._fail(f"Unexpected character ({_described(self._here())}): {comment}")

    def _unexpected_in_number(self, comment: str) -> NoReturn:
        # At the end of the text it is the character before that is not followed as it should be.
        self.at = min(self.at, len(self.text) - 1)
        self._fail(f"Unexpected character ({_described(self._here())}) in numeric value: {comment}")

    def _fail(self, message: str, at: int | None = None) -> NoReturn:
        raise Mistake(f"{message}\n at {self._place(self.at if at is None else at)}")

    def _place(self, at: int) -> str:
        before = self.text[:at]
        start = max(before.rfind("\n"), before.rfind("\r")) + 1
        lines = len(re.findall(r"\r\n|\r|\n", before))
        return _SOURCE.format(lines + 1, at - start + 1)


def _described(character: str) -> str:
    code = ord(character)
    if code in _CONTROL_CHARACTERS:
        return f"(CTRL-CHAR, code {code})"
    if code > _LAST_OF_LATIN_1:
        return f"'{character}' (code {code} / 0x{code:x})"
    return f"'{character}' (code {code})"


def _is_of_identifier(character: str) -> bool:
    return character.isalnum() or character in "_$"
