"""Regular expressions as trees, for the machine that runs them and for an estimate of their cost.

What is read is what Java and JavaScript have in common, with Python's way to name groups.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import attrs


@attrs.frozen
class Characters:
    """One character that a test accepts."""

    accepts: Callable[[str], bool]


@attrs.frozen
class Position:
    """A place between characters: ``^``, ``$``, ``b`` and ``B`` for word boundaries."""

    kind: str


@attrs.frozen
class Group:
    """A group; its index is None where it does not capture."""

    body: Tree
    index: int | None


@attrs.frozen
class Reference:
    """What a group before has captured."""

    index: int


@attrs.frozen
class Look:
    """What is to follow, or to come before, without being part of the match."""

    body: Tree
    behind: bool
    negated: bool


@attrs.frozen
class Repeat:
    """A part several times; without a most it is unbounded. ``atomic``: never given back."""

    body: Tree
    least: int
    most: int | None
    lazy: bool
    atomic: bool


@attrs.frozen
class Join:
    """Parts one after the other."""

    parts: list[Tree]


@attrs.frozen
class Choice:
    """One of several alternatives, the first that leads to a match."""

    options: list[Tree]


Tree = Characters | Position | Group | Reference | Look | Repeat | Join | Choice

WORD: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_CLASSES: Final = {
    "d": frozenset("0123456789"),
    "w": WORD,
    "s": frozenset(" \t\n\r\f\v"),
}
_CONTROLS: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
_REPEAT: Final = re.compile(r"(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})([?+]?)")
_BOUNDS: Final = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_RANGE: Final = re.compile(r"-[^\]]")
_LOOK: Final = re.compile(r"\?(<?)([=!])")
_NAME: Final = re.compile(r"\?P?<\w+>")
_MOST_REPEATS: Final = 1000


class Syntax:
    """Reads one pattern. Raises ValueError for what it does not know."""

    def __init__(self, pattern: str, ignore_case: bool) -> None:
        self._pattern = pattern
        self._at = 0
        self._ignore_case = ignore_case
        self.groups = 0

    def read(self) -> Tree:
        """The whole pattern."""
        tree = self._choice()
        if self._at < len(self._pattern):
            raise ValueError(self._pattern)
        return tree

    def _choice(self) -> Tree:
        options = [self._join()]
        while self._take("|"):
            options.append(self._join())
        return options[0] if len(options) == 1 else Choice(options)

    def _join(self) -> Tree:
        parts = []
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            parts.append(self._repeated(self._atom()))
        return Join(parts)

    def _repeated(self, body: Tree) -> Tree:
        while match := _REPEAT.match(self._pattern, self._at):
            self._at = match.end()
            sign, low, comma, high, mode = match.groups()
            if sign:
                least, most = _BOUNDS[sign]
            else:
                least = int(low)
                most = least if comma is None else int(high) if high else None
            if max(least, most or 0) > _MOST_REPEATS:
                raise ValueError(self._pattern)
            body = Repeat(body, least, most, mode == "?", mode == "+")
        return body

    def _atom(self) -> Tree:
        character = self._next()
        if character == "(":
            return self._group()
        if character == "[":
            return Characters(self._class())
        if character == ".":
            return Characters(lambda each: each not in "\n\r\u2028\u2029\u0085")
        if character in "^$":
            return Position(character)
        if character == "\\":
            return self._escape()
        return self._literal(character)

    def _group(self) -> Tree:
        look = _LOOK.match(self._pattern, self._at)
        name = _NAME.match(self._pattern, self._at)
        if look is not None:
            self._at = look.end()
            return Look(self._inside(), behind=bool(look[1]), negated=look[2] == "!")
        if self._take("?>"):
            return Repeat(self._inside(), 1, 1, lazy=False, atomic=True)
        if self._take("?:"):
            return Group(self._inside(), None)
        if name is not None:
            self._at = name.end()
        elif self._take("?"):
            raise ValueError(self._pattern)
        self.groups += 1
        index = self.groups
        return Group(self._inside(), index)

    def _inside(self) -> Tree:
        """What is in a group, up to its end."""
        body = self._choice()
        if not self._take(")"):
            raise ValueError(self._pattern)
        return body

    def _escape(self) -> Tree:
        character = self._next()
        if character in "bBAz":
            return Position(character)
        if character.isdigit() and character != "0":
            return Reference(int(character))
        found = self._escaped(character)
        return Characters(found) if callable(found) else self._literal(found)

    def _escaped(self, character: str) -> str | Callable[[str], bool]:
        """A character, or the test of a class of them."""
        members = _CLASSES.get(character.lower())
        if members is not None and character.lower() == character:
            return members.__contains__
        if members is not None:
            return lambda each: each not in members
        if character in "xu":
            width = 2 if character == "x" else 4
            digits = self._pattern[self._at : self._at + width]
            self._at += width
            return chr(int(digits, 16))
        if character.isalnum() and character not in _CONTROLS:
            raise ValueError(self._pattern)
        return _CONTROLS.get(character, character)

    def _literal(self, character: str) -> Tree:
        if self._ignore_case and character.isascii():
            return Characters(frozenset(_cases(character)).__contains__)
        return Characters(character.__eq__)

    def _class(self) -> Callable[[str], bool]:
        negated = self._take("^")
        singles: set[str] = set()
        tests: list[Callable[[str], bool]] = []
        first = True
        while first or not self._pattern.startswith("]", self._at):
            first = False
            low = self._member()
            if callable(low):
                tests.append(low)
                continue
            if _RANGE.match(self._pattern, self._at):
                self._at += 1
                high = self._member()
                if callable(high) or high < low:
                    raise ValueError(self._pattern)
                singles.update(map(chr, range(ord(low), ord(high) + 1)))
            else:
                singles.add(low)
        self._at += 1
        if self._ignore_case:
            singles |= {each for one in singles if one.isascii() for each in _cases(one)}
        members = frozenset(singles)
        return lambda each: (each in members or any(test(each) for test in tests)) is not negated

    def _member(self) -> str | Callable[[str], bool]:
        character = self._next()
        if character != "\\":
            return character
        escaped = self._next()
        return "\b" if escaped == "b" else self._escaped(escaped)

    def _next(self) -> str:
        if self._at >= len(self._pattern):
            raise ValueError(self._pattern)
        self._at += 1
        return self._pattern[self._at - 1]

    def _take(self, text: str) -> bool:
        if not self._pattern.startswith(text, self._at):
            return False
        self._at += len(text)
        return True


def _cases(character: str) -> tuple[str, str]:
    return character.lower(), character.upper()


def degree(tree: Tree) -> int:
    """The power of the text's length that a search may take; 99 for what grows without a power."""
    return min(_degree(tree)[0] + 1, 99)


def _degree(tree: Tree) -> tuple[int, bool]:
    """The number of parts that vary in length in a row, and whether there is any."""
    if isinstance(tree, Join | Choice):
        parts = tree.parts if isinstance(tree, Join) else tree.options
        degrees = [_degree(part)[0] for part in parts]
        varies = isinstance(tree, Choice) or any(_degree(part)[1] for part in parts)
        return sum(degrees), varies
    if isinstance(tree, Group | Look):
        return _degree(tree.body)
    if isinstance(tree, Repeat):
        inner, varies = _degree(tree.body)
        wide = tree.most is None or tree.most > 1
        if wide and varies:
            return 99, True
        fixed = tree.most == tree.least
        return inner + (0 if fixed else 1), varies or not fixed
    return (1, True) if isinstance(tree, Reference) else (0, False)
