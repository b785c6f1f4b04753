"""YAML as nodes that know where they were written, and places in it by JSON pointer.

The ``depth`` of a node is how many objects and arrays are nested in it, itself counted.
"""

from __future__ import annotations

import re
from typing import Any, Final

import attrs

from sfn_dsl.definition.pointers import tokens
from sfn_dsl.definition.reading import JsonText
from sfn_dsl.origin import Position

# Tag and anchor in any order, before what they are of.
_PROPERTIES: Final = re.compile(r"(?:[!&]\S*\s+)*")
_BLOCK_HEADER: Final = re.compile(r"\|[-+0-9]*[ \t]*(?:#[^\r\n]*)?\r?\n")
_LONGEST_INDEX: Final = 9


@attrs.define(eq=False)
class ScalarNode:
    """A scalar: its text, what that is in JSON, and the character it starts at.

    ``style`` is how it was written: ``"`` and ``'`` quoted, ``|`` and ``>`` in a block, else plain.
    """

    start: int
    text: str
    value: Any
    style: str
    depth: int = 0


@attrs.define(eq=False)
class ArrayNode:
    """An array: the place of each element, and the element."""

    start: int
    elements: list[Placed]
    depth: int


@attrs.define(eq=False)
class ObjectNode:
    """An object: the place of each key, and the member; a merged one keeps its own place."""

    start: int
    members: dict[str, Placed]
    depth: int


Node = ScalarNode | ArrayNode | ObjectNode
Placed = tuple[int, Node]


class YamlText:
    """YAML text that can tell where its parts are; the source of a definition read from it."""

    def __init__(self, text: str, name: str, root: Node) -> None:
        self.text = text
        self.name = name
        self._root = root
        self._characters = JsonText(text, name)

    def locate(self, pointer: str) -> Position | None:
        """The place of a member's key or of an element, or of the nearest part around it."""
        return self.at(self._nearest(pointer)[0])

    def at(self, offset: int) -> Position:
        """The place of the character at an offset."""
        return self._characters.at(offset)

    def within(self, pointer: str, index: int) -> Position | None:
        """The place of one character of a string, None when it does not stand there as it is.

        It does in a literal block (``|``), and on one line without escapes.
        """
        _, node = self._nearest(pointer)
        if not isinstance(node, ScalarNode):
            return None
        found = _PROPERTIES.match(self.text, node.start)
        start = found.end() if found else node.start
        if node.style == "|":
            return self._within_block(node.text, start, index)
        start += node.style in ("'", '"')
        return self.at(start + index) if self.text.startswith(node.text, start) else None

    def _within_block(self, text: str, start: int, index: int) -> Position | None:
        header = _BLOCK_HEADER.match(self.text, start)
        if header is None:
            return None
        begin = text.rfind("\n", 0, index) + 1
        line = text[begin:].partition("\n")[0]
        place = header.end()
        for _ in range(text.count("\n", 0, index)):
            place = self.text.find("\n", place) + 1
        indent = self.text[place:].partition("\n")[0].rstrip("\r").removesuffix(line)
        return None if indent.strip(" ") else self.at(place + len(indent) + index - begin)

    def _nearest(self, pointer: str) -> Placed:
        place, node = self._root.start, self._root
        for token in tokens(pointer):
            found = _child(node, token)
            if found is None:
                break
            place, node = found
        return place, node


def _child(node: Node, token: str) -> Placed | None:
    if isinstance(node, ObjectNode):
        return node.members.get(token)
    if isinstance(node, ArrayNode) and token.isdecimal() and len(token) <= _LONGEST_INDEX:
        return node.elements[int(token)] if int(token) < len(node.elements) else None
    return None
