"""The text that intrinsic functions in a template give, as far as it is known before deployment.

A value that is known only when the template is deployed becomes a placeholder ``${Name}``, as in
Fn::Sub and DefinitionSubstitutions. Functions without such a placeholder are refused.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

import attrs

from sfn_dsl.definition.definition import Definition, Source
from sfn_dsl.definition.json_text import JsonText
from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.reading import read_json
from sfn_dsl.definition.yaml.reading import YamlText
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.errors import SourceError, refuse
from sfn_dsl.expressions.placeholders import substitution_text
from sfn_dsl.origin import Position

UNKNOWN_YET: Final = "SFN121"

_FUNCTION_PREFIX: Final = "Fn::"
# Fn::Sub turns ``${!Name}`` into the literal text ``${Name}``.
_ESCAPED: Final = "${!"


@attrs.frozen
class Piece:
    """A part of a text: the string of the template that it is in, and where it starts in it.

    A placeholder that is not in a string has the pointer of its function.
    """

    text: str
    pointer: str
    start: int = 0


def filled(value: Any, pointer: str, template: Source) -> Any:
    """A value of a template with its functions replaced by placeholders."""
    if is_call(value):
        return "".join(piece.text for piece in pieces(value, pointer, template))
    if isinstance(value, dict):
        return {
            name: filled(member, child(pointer, name), template) for name, member in value.items()
        }
    if isinstance(value, list):
        return [
            filled(element, child(pointer, index), template) for index, element in enumerate(value)
        ]
    return value


def pieces(value: Any, pointer: str, template: Source) -> list[Piece]:
    """The text that a string or a function of a template gives, in pieces with positions.

    Raises SourceError (SFN121) for a function whose result is not known before deployment, and for
    one with arguments that CloudFormation does not accept.
    """
    if isinstance(value, str):
        return [Piece(value, pointer)]
    if isinstance(value, (int, float)):
        return [Piece(json.dumps(value), pointer)]
    if not is_call(value):
        refuse(
            UNKNOWN_YET,
            "this must be text; write a string, Fn::Sub or Fn::Join",
            template.locate(pointer),
        )
    name = next(name for name in value if name == "Ref" or name.startswith(_FUNCTION_PREFIX))
    if name not in _FUNCTIONS:
        refuse(
            UNKNOWN_YET,
            f"the value of '{name}' is not known until the template is deployed; define it in "
            "DefinitionSubstitutions, and write '${TheName}' here",
            template.locate(pointer),
        )
    write, example = _FUNCTIONS[name]
    written = write(value[name], pointer, template)
    if written is None:
        refuse(
            UNKNOWN_YET,
            f"these are not valid arguments of '{name}'; write {example}",
            template.locate(pointer),
        )
    return written


def definition_of_text(parts: list[Piece], template: Source) -> Definition:
    """The definition in a JSON text of a template, with positions in the template."""
    source = TemplateText(parts, template)
    try:
        found = read_json(source.text, source.name)
    except SourceError as error:
        raise SourceError([*map(source.moved, error.diagnostics)]) from None
    source.inside = found.source
    return Definition(found.document, source)


class TemplateText:
    """Text made of pieces of a template, as the source of the definition in it."""

    def __init__(self, parts: list[Piece], template: Source) -> None:
        self.text = "".join(piece.text for piece in parts)
        self.name = template.name
        self._pieces = parts
        self._starts = [0, *accumulate(len(piece.text) for piece in parts)][:-1]
        self._template = template
        self.inside: Source = JsonText(self.text, self.name)

    def locate(self, pointer: str) -> Position | None:
        """The position of the character in the template, or of its string if that has escapes."""
        inside = self.inside.locate(pointer)
        return self._outside(self._offset(inside)) if inside else None

    def moved(self, finding: Diagnostic) -> Diagnostic:
        """A finding in the text, with its position in the template."""
        if finding.position is None:
            return finding
        offset = self._offset(finding.position)
        finding = attrs.evolve(finding, position=self._outside(offset))
        if not self.text.startswith("${", offset):
            return finding
        placeholder = self.text[offset:].partition("}")[0] + "}"
        return attrs.evolve(
            finding,
            message=f"'{placeholder}' is outside quotes, so this is not JSON until it is filled "
            "in; write its value here",
        )

    def _offset(self, inside: Position) -> int:
        return self._lines[inside.line - 1] + inside.column - 1

    @cached_property
    def _lines(self) -> list[int]:
        """The offset at which each line starts."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def _outside(self, offset: int) -> Position | None:
        index = bisect_right(self._starts, offset) - 1
        piece, offset = self._pieces[index], offset - self._starts[index]
        exact = (
            self._template.within(piece.pointer, piece.start + offset)
            if isinstance(self._template, YamlText)
            else None
        )
        return exact or self._template.locate(piece.pointer)


def is_call(value: Any) -> bool:
    """Return whether a value of a template is the call of a function."""
    return isinstance(value, dict) and (
        (len(value) == 1 and "Ref" in value)
        or any(name.startswith(_FUNCTION_PREFIX) for name in value)
    )


def _named(argument: Any, pointer: str, _: Source) -> list[Piece] | None:
    return [Piece(f"${{{argument}}}", pointer)] if isinstance(argument, str) else None


def _attribute(argument: Any, pointer: str, template: Source) -> list[Piece] | None:
    parts = argument if isinstance(argument, list) else [argument]
    if not all(isinstance(part, str) for part in parts):
        return None
    name = ".".join(parts)
    return _named(name, pointer, template) if "." in name else None


def _substituted(argument: Any, pointer: str, _: Source) -> list[Piece] | None:
    pointer = child(pointer, "Fn::Sub")
    if isinstance(argument, list) and len(argument) == 2 and isinstance(argument[1], dict):
        argument, pointer = argument[0], child(pointer, 0)
    if not isinstance(argument, str):
        return None
    parts, start = [], 0
    while (found := argument.find(_ESCAPED, start)) >= 0:
        parts.append(Piece(f"{argument[start:found]}${{", pointer, start))
        start = found + len(_ESCAPED)
    return [*parts, Piece(argument[start:], pointer, start)]


def _joined(argument: Any, pointer: str, template: Source) -> list[Piece] | None:
    if not isinstance(argument, list) or len(argument) != 2:
        return None
    delimiter, values = argument
    if not isinstance(delimiter, str) or not isinstance(values, list):
        return None
    pointer = child(pointer, "Fn::Join")
    between = Piece(delimiter, child(pointer, 0))
    parts: list[Piece] = []
    for index, value in enumerate(values):
        parts += [between] if index and delimiter else []
        parts += pieces(value, child(child(pointer, 1), index), template)
    if sum(len(part.text) for part in parts) > _LONGEST:
        refuse(
            "SFN801",
            "this joins more text than a definition may have (1 MB); write less",
            template.locate(pointer),
        )
    return parts


# A delimiter repeats with each element, so that a few lines could fill any memory.
_LONGEST: Final = 2**20

_Function = Callable[[Any, str, Source], list[Piece] | None]

# What gives the text of each function, or None for invalid arguments; and an example.
_FUNCTIONS: Final[dict[str, tuple[_Function, str]]] = {
    "Ref": (_named, '{"Ref": "Table"}'),
    "Fn::GetAtt": (_attribute, '{"Fn::GetAtt": ["Function", "Arn"]}'),
    "Fn::Sub": (_substituted, '{"Fn::Sub": "text with ${Name}"}'),
    "Fn::Join": (_joined, '{"Fn::Join": ["", ["text", {"Ref": "Table"}]]}'),
    "Fn::ImportValue": (_named, '{"Fn::ImportValue": "name-of-the-export"}'),
}


def texts_in(value: Any, pointer: str, template: Source) -> Iterator[tuple[str, str]]:
    """The members of an object that are known as text, in which placeholders may be left."""
    for name, each in value.items() if isinstance(value, dict) else ():
        try:
            text = substitution_text(filled(each, child(pointer, name), template))
        except SourceError:
            continue
        if text is not None:
            yield name, text


def known_text(value: Any, pointer: str, template: Source) -> str:
    """A value as text, in which placeholders may be left; "" where it is not known as text."""
    return next((text for _, text in texts_in({"": value}, pointer, template)), "")
