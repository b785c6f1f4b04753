"""Reading a definition from YAML, of which only what JSON can say is taken.

Unquoted words are what YAML 1.1 and 1.2 agree on, else the text as written
(`sfn_dsl.definition.yaml_scalars`). A file that is JSON is read as JSON, whatever its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sfn_dsl.definition.definition import Definition, type_names
from sfn_dsl.definition.reading import decoded, read_json
from sfn_dsl.definition.yaml_nodes import yaml_root
from sfn_dsl.definition.yaml_positions import ArrayNode, Node, ScalarNode, YamlText
from sfn_dsl.errors import SourceError, refuse
from sfn_dsl.origin import Position

_NOT_JSON: Final = "SFN103"
# A definition has at most this many characters, so nothing that repeats more can become one.
_MOST_REPEATED: Final = 2**20


def read_yaml(
    data: bytes | str,
    name: str = "<definition>",
    *,
    functions: Mapping[str, str] | None = None,
) -> Definition:
    """The definition that YAML text holds; ``name`` is what messages call the text.

    ``functions`` is for templates: the tags they have, each with the name of the member that it is
    short for. Raises SourceError, with the place, for bytes that are not UTF-8 (SFN102), text that
    is not one YAML document with JSON's types (SFN103), a member given twice in one object
    (SFN104), a value that is no object (SFN105), and for nesting too deep or aliases too many to
    be read (SFN801).
    """
    text = decoded(data, name) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    return _as_json(text, name) or _as_yaml(text, name, functions)


def _as_json(text: str, name: str) -> Definition | None:
    """The definition when the text is JSON, which is faster to read and not always YAML."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        return read_json(text, name)
    except SourceError as error:
        if error.diagnostics[0].code == _NOT_JSON:
            return None
        raise
    except ValueError:
        # A number with more digits than Python reads; as YAML it is refused with its place.
        return None


def _as_yaml(text: str, name: str, functions: Mapping[str, str] | None) -> Definition:
    root = yaml_root(text, name, functions)
    source = YamlText(text, name, root)
    try:
        document = _Document(len(text)).value(root)
    except _RepetitionError:
        refuse(
            "SFN801",
            "the aliases of this text repeat more than a definition may hold; write less of it "
            "with '*'",
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
    """The JSON value of nodes; what aliases repeat is made anew each time, within bounds."""

    def __init__(self, written: int) -> None:
        # Each node that is written takes a character at least, one of them for a null before ':'.
        self._left = 2 * written + _MOST_REPEATED

    def value(self, node: Node) -> Any:
        if isinstance(node, ScalarNode):
            self._spend(1 + len(node.text))
            return node.value
        if isinstance(node, ArrayNode):
            self._spend(1)
            return [*map(self.value, [element for _, element in node.elements])]
        self._spend(1 + sum(map(len, node.members)))
        members = map(self.value, [member for _, member in node.members.values()])
        return dict(zip(node.members, members, strict=True))

    def _spend(self, characters: int) -> None:
        self._left -= characters
        if self._left < 0:
            raise _RepetitionError
