"""Reading a definition from YAML text, and finding the places of its parts there.

Only what JSON can say is read. Unquoted words are what YAML 1.1 and 1.2 agree on, else the text as
written (`sfn_dsl.definition.yaml.scalars`). Text that is JSON is read as JSON, whatever its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from sfn_dsl.definition.definition import Definition, type_names
from sfn_dsl.definition.json_text import JsonText
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.definition.reading import REPEATED, decoded, read_json
from sfn_dsl.definition.yaml.composer import Node, Placed, composed
from sfn_dsl.errors import SourceError, refuse
from sfn_dsl.expressions.placeholders import UnquotedInYaml, is_whole_placeholder
from sfn_dsl.origin import Position

_NOT_JSON: Final = "SFN103"
# A definition has at most this many characters, so nothing that repeats more can become one.
_MOST_REPEATED: Final = 2**20

# Tag and anchor in any order, before what they are of.
_PROPERTIES: Final = r"(?:[!&]\S*\s+)*"
_BLOCK_HEADER: Final = r"\|[-+0-9]*[ \t]*(?:#[^\r\n]*)?\r?\n"
_LONGEST_INDEX: Final = 9


def read_yaml(
    data: bytes | str,
    name: str = "<definition>",
    *,
    functions: Mapping[str, str] | None = None,
) -> Definition:
    """The definition that YAML text holds; ``name`` is what messages call the text.

    ``functions`` is for templates: the tags they have, each with the name of the member that it is
    short for; in one, the last of several members of a name counts (`YamlText.repeated`). Raises
    SourceError, with the place, for bytes that are not UTF-8 (SFN102), text that
    is not one YAML document with JSON's types (SFN103), a member given twice in one object
    (SFN104), a value that is not an object (SFN105), and for nesting or aliases beyond what can be
    read (SFN801).
    """
    text = decoded(data, name) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    return _as_json(text, name, is_template=functions is not None) or _as_yaml(
        text, name, functions
    )


def _as_json(text: str, name: str, *, is_template: bool) -> Definition | None:
    """The definition when the text is JSON, which is faster to read and not always YAML."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        return read_json(text, name)
    except SourceError as error:
        code = error.diagnostics[0].code
        if code == _NOT_JSON or (is_template and code == REPEATED):
            return None
        raise
    except ValueError:
        # A number with more digits than Python reads; as YAML it is refused with its place.
        return None


def _as_yaml(text: str, name: str, functions: Mapping[str, str] | None) -> Definition:
    source = YamlText(text, name, functions)
    try:
        document = _Document(len(text), is_definition=functions is None).value(source.root)
    except _RepetitionError:
        refuse(
            "SFN801",
            "the aliases in this text expand beyond the maximum size of a definition; write fewer "
            "of them",
            Position(name, 1, 1),
        )
    if not isinstance(document, dict):
        refuse(
            "SFN105",
            f"a definition is an object, and this is {type_names[type(document)]}; write "
            "'StartAt: ...' and 'States: ...'",
            source.locate(""),
        )
    return Definition(document, source)


class _RepetitionError(Exception):
    """Aliases of aliases, which few lines can make into more than any memory holds."""


class _Document:
    """The JSON value of nodes; what aliases repeat is made again each time, within bounds."""

    def __init__(self, written: int, *, is_definition: bool) -> None:
        self._is_definition = is_definition
        # Each node that is written takes a character at least, one of them for a null before ':'.
        self._left = 2 * written + _MOST_REPEATED

    def value(self, node: Node) -> Any:
        if isinstance(node.value, list):
            self._spend(1)
            return [*map(self.value, [element for _, element in node.value])]
        if isinstance(node.value, dict):
            self._spend(1 + sum(map(len, node.value)))
            members = map(self.value, [member for _, member in node.value.values()])
            return dict(zip(node.value, members, strict=True))
        self._spend(1 + len(node.text))
        # A template is parsed before anything is filled in, and what is filled in is then text.
        if self._is_definition and not node.style and is_whole_placeholder(node.value):
            return UnquotedInYaml(node.value)
        return node.value

    def _spend(self, characters: int) -> None:
        self._left -= characters
        if self._left < 0:
            raise _RepetitionError


class YamlText:
    """YAML text that can tell where its parts are; the source of a definition read from it."""

    def __init__(self, text: str, name: str, functions: Mapping[str, str] | None) -> None:
        self.text = text
        self.name = name
        self._functions = functions
        self._characters = JsonText(text, name)
        self.root = composed(self._characters, functions)

    # The nodes of a deep document are too many levels for pickle; reading them again is not.
    def __reduce__(self) -> tuple[type[YamlText], tuple[object, ...]]:
        return YamlText, (self.text, self.name, self._functions)

    def locate(self, pointer: str) -> Position | None:
        """The place of a member's key or of an element, or of the nearest part around it."""
        return self.at(self._nearest(pointer)[0])

    def repeated(self, pointer: str) -> dict[int, str]:
        """The names that objects in a part have more than once, by where the last one stands."""
        found: dict[int, str] = {}
        pending = [self._nearest(pointer)[1]]
        seen: set[int] = set()
        while pending:
            node = pending.pop()
            if node.is_scalar or id(node) in seen:  # an alias repeats a node as it is
                continue
            seen.add(id(node))
            found |= {place: name for name, place in node.repeated.items()}
            inside = node.value.values() if isinstance(node.value, dict) else node.value
            pending += [one for _, one in inside]
        return dict(sorted(found.items()))

    def repeated_names(self, pointer: str) -> Mapping[str, int]:
        """The names that one object has more than once, each with where the last one stands."""
        return self._nearest(pointer)[1].repeated

    def at(self, offset: int) -> Position:
        """The place of the character at an offset."""
        return self._characters.at(offset)

    def within(self, pointer: str, index: int) -> Position | None:
        """The place of one character of a string, None when it does not stand there as it is.

        It does in a literal block (``|``), and on one line without escapes.
        """
        _, node = self._nearest(pointer)
        if not node.is_scalar:
            return None
        found = re.compile(_PROPERTIES).match(self.text, node.start)
        start = found.end() if found else node.start
        if node.style == "|":
            return self._within_block(node.text, start, index)
        start += node.style in ("'", '"')
        return self.at(start + index) if self.text.startswith(node.text, start) else None

    def _within_block(self, text: str, start: int, index: int) -> Position | None:
        header = re.compile(_BLOCK_HEADER).match(self.text, start)
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
        place, node = self.root.start, self.root
        for token in tokens(pointer):
            found = _child(node, token)
            if found is None:
                break
            place, node = found
        return place, node


def _child(node: Node, token: str) -> Placed | None:
    if isinstance(node.value, dict):
        return node.value.get(token)
    if isinstance(node.value, list) and token.isdecimal() and len(token) <= _LONGEST_INDEX:
        return node.value[int(token)] if int(token) < len(node.value) else None
    return None
