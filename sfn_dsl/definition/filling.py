"""Filling in the placeholders of a definition, as deployment tools do it: as text, and once.

What is filled in outside quotes becomes the value that it is: JSON in a JSON text, in YAML what an
unquoted scalar is. A name that is filled in keeps the place where it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from sfn_dsl.definition.definition import Definition, FilledIn, Source
from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.reading import read_value, refuse_nesting
from sfn_dsl.definition.yaml.scalars import plain_value
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import SourceError
from sfn_dsl.expressions.placeholders import (
    Room,
    Unquoted,
    UnquotedInYaml,
    is_whole_placeholder,
    with_values,
)

_REPEATED: Final = "SFN104"
_NOT_JSON: Final = "SFN103"
# Digits alone, and an identifier all the same.
_ACCOUNT: Final = "${AWS::AccountId}"
# How a value of YAML begins that is more than one plain word.
_FLOW: Final = ("{", "[", '"')


def fill_in(definition: Definition, values: Mapping[str, str]) -> Definition:
    """The definition with the placeholders filled in that there are values for.

    Raises SourceError, with the place, for a name that another member of its object has too
    (SFN104), for what stands outside quotes and is not JSON (SFN103), and for nesting too deep to
    be read and values that make too much text (SFN801).
    """
    filling = _Filling(definition.source, values)
    try:
        document = filling.value(definition.document, "")
    except RecursionError:
        refuse_nesting(definition.source.locate(""))
    if filling.faults:
        raise SourceError(filling.faults)
    source = definition.source
    if filling.renamed:
        source = FilledIn(source, filling.renamed)
    return attrs.evolve(definition, document=document, source=source)


class _Filling:
    """One filling in: the names that changed, and what is wrong with the values."""

    def __init__(self, source: Source, values: Mapping[str, str]) -> None:
        self._source = source
        self._values = values
        self._room = Room()
        self.renamed: dict[str, str] = {}
        self.faults: list[Diagnostic] = []

    def value(self, value: Any, pointer: str) -> Any:
        """A part of the document, whose pointer is that with the names filled in."""
        if isinstance(value, dict):
            return self._object(value, pointer)
        if isinstance(value, list):
            return [self.value(each, child(pointer, index)) for index, each in enumerate(value)]
        if not isinstance(value, str) or "${" not in value:
            return value
        text = self._filled(value, pointer)
        if not isinstance(value, (Unquoted, UnquotedInYaml)) or text == value:
            return value if text == value else text
        return self._unquoted(value, text, pointer)

    def _filled(self, text: str, pointer: str) -> str:
        try:
            return with_values(text, self._values, self._room)
        except SourceError as error:
            place = FilledIn(self._source, self.renamed).locate(pointer)
            told = [attrs.evolve(e, pointer=pointer, position=place) for e in error.diagnostics]
            raise SourceError(told) from None

    def _object(self, value: Mapping[str, Any], pointer: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, member in value.items():
            known = self._filled(name, pointer) if "${" in name else name
            place = child(pointer, known)
            if known != name and (known in made or known in value):
                self._fault(_REPEATED, _repeated(name, known), child(pointer, name))
                continue
            if known != name:
                self.renamed[place] = name
            made[known] = self.value(member, place)
        return made

    def _unquoted(self, written: Unquoted | UnquotedInYaml, text: str, pointer: str) -> Any:
        if is_whole_placeholder(text):
            return type(written)(text)
        is_yaml = isinstance(written, UnquotedInYaml)
        if is_yaml and written == _ACCOUNT:
            return text
        try:
            return _in_yaml(text) if is_yaml else read_value(text)
        except ValueError:
            self._fault(_NOT_JSON, _not_json(written, text), pointer)
            return text

    def _fault(self, code: str, message: str, pointer: str) -> None:
        place = FilledIn(self._source, self.renamed).locate(pointer)
        self.faults.append(Diagnostic(code, Severity.ERROR, message, pointer, place))


def _in_yaml(text: str) -> Any:
    """What an unquoted scalar of YAML with this text is. Raises ValueError for no JSON value."""
    if text.startswith(_FLOW):
        return read_value(text)
    value = plain_value(text)
    if isinstance(value, float):
        read_value(repr(value))  # an infinity and NaN are numbers in YAML
    return value


def _repeated(name: str, known: str) -> str:
    return (
        f"the name {name!r} is filled in to {known!r}, which another member of the object is "
        "called too, and one of them would be lost; give it another value, or rename the other one"
    )


def _not_json(written: str, text: str) -> str:
    return (
        f"{written!r} stands outside quotes, and its value {text!r:.80} is not JSON; give a finite "
        "number, true, false or null, or write the placeholder in quotes where text is wanted"
    )
