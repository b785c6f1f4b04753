"""JSON values as Python literals: whatever a string holds, it stays inside its quotes."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from typing import Any

from sfn_dsl.importer.layout import Dict, List, Node, Text

_LONGEST_NAME = 40
_ESCAPED_SINGLE = re.compile(r"\\(')")


def quoted(text: str) -> str:
    """A string literal, in double quotes unless single ones need fewer escapes.

    What does not print, bidirectional controls and lone surrogates among it, is escaped.
    """
    # Python writes double quotes only around text that has single ones and no double ones.
    body = repr(text + '"')[1:-2]
    plain = _ESCAPED_SINGLE.sub(r"\1", body)
    if text.count('"') > text.count("'"):
        return "'" + plain.replace("'", "\\'") + "'"
    return '"' + plain.replace('"', '\\"') + '"'


def literal(value: Any) -> Node:
    """Plain JSON as a Python display."""
    if isinstance(value, dict):
        return Dict([(quoted(key), literal(member)) for key, member in value.items()])
    if isinstance(value, list):
        return List([literal(element) for element in value])
    return Text(quoted(value) if isinstance(value, str) else repr(value))


def _words(text: str) -> list[str]:
    """The words of a text in letters and digits, as many as make a name of bearable length."""
    words: list[str] = []
    for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", text):
        if words and len("_".join(words)) + len(word) >= _LONGEST_NAME:
            break
        words.append(word[:_LONGEST_NAME])
    return words


class Names:
    """The names given in one file, each once and none that Python or the file's imports have."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._foreign = frozenset(taken)
        self._given: set[str] = set()

    def variable(self, text: str) -> str:
        """A new name in snake_case that tells of a text, such as a state's name."""
        return self._new("_".join(_words(text)).lower(), "state")

    def constant(self, text: str) -> str:
        """A new name in capitals that tells of a text."""
        return self._new("_".join(_words(text)).upper(), "VALUE")

    def _new(self, wanted: str, fallback: str) -> str:
        if not wanted or wanted[0].isdigit():
            wanted = f"{fallback}_{wanted}".rstrip("_")
        if self._is_foreign(wanted):
            wanted = f"{wanted}_{fallback}"
        name, number = wanted, 2
        while name in self._given or self._is_foreign(name):
            name, number = f"{wanted}_{number}", number + 1
        self._given.add(name)
        return name

    def _is_foreign(self, name: str) -> bool:
        return keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in self._foreign
