"""A file of answers, and messages that say where in it something is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.counting import listed
from sfn_dsl.definition.definition import Definition, Source, Unlocated, type_names
from sfn_dsl.definition.pointers import within
from sfn_dsl.definition.reading import read_json
from sfn_dsl.errors import SourceError
from sfn_dsl.spelling import nearest

_NOT_AN_OBJECT: Final = "SFN105"
_ANY: Final[Mapping[str, str]] = {}


@attrs.frozen
class Part:
    """A part of a document: its value, and where it stands."""

    value: Any
    pointer: str
    source: Source

    def at(self, *steps: str | int) -> Part:
        """A part inside this one."""
        value = self.value
        for step in steps:
            value = value[step]
        return Part(value, within(self.pointer, *steps), self.source)

    def members(self) -> dict[str, Part]:
        """The members of an object, in order."""
        return {name: self.at(name) for name in self.value}

    def wrong(self, message: str) -> AnswerError:
        """The error for a mistake here."""
        position = self.source.locate(self.pointer)
        return AnswerError(f"{position or self.source.name}: {message}")

    def object(self, what: str, example: str) -> dict[str, Part]:
        """The members of this part, which has to be an object that is not empty."""
        if not isinstance(self.value, dict):
            raise self.wrong(f"{what} is an object, not {self.kind}; write {example}")
        if not self.value:
            raise self.wrong(f"{what} is empty; write {example}")
        return self.members()

    def check_members(self, known: Iterable[str], what: str) -> None:
        """Refuse members that are not known."""
        known = tuple(known)
        for name, part in self.members().items():
            if name not in known:
                raise part.wrong(f"{what} has no '{name}'; write {one_of(name, known)}")

    @property
    def kind(self) -> str:
        """What the value is, for a message."""
        return type_names.get(type(self.value), "something else")

    @property
    def text(self) -> str:
        """The value, which has to be text."""
        if not isinstance(self.value, str):
            raise self.wrong(f"this is {self.kind}; write text in its place")
        return self.value


def one_of(name: str, known: Iterable[str]) -> str:
    """What to write for a name that is not known: the one that was meant, or all of them."""
    known = tuple(known)
    near = nearest(name, known)
    if near:
        return f"'{near}'"
    return f"one of {listed(known)}" if len(known) > 1 else listed(known) or "nothing in its place"


def read_document(file: str | Path, what: str, example: str) -> Part:
    """The object in a file of JSON or YAML. Raises AnswerError with the place of a mistake.

    ``what`` is what the file is called, and ``example`` what stands in one.
    """
    try:
        read = read_definition(file)
    except SourceError as error:
        first = error.diagnostics[0]
        place = first.position or str(file)
        if first.code == _NOT_AN_OBJECT:
            raise AnswerError(f"{place}: {what} is an object; write {example}") from error
        raise AnswerError(f"{place}: {first.message}") from error
    return Part(read.document, "", read.source)


def read_definition(file: str | Path) -> Definition:
    """The object in a file of JSON or YAML, with its places.

    Raises AnswerError where there is no such file, and SourceError for what is not an object.
    """
    path = Path(file)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AnswerError(f"{path}: cannot be read: {str(error.strerror).lower()}") from error
    if path.suffix.lower() == ".json":
        return read_json(data, str(path))
    # Text that is JSON is read as JSON there too, whatever its name, without the library.
    from sfn_dsl.definition.yaml.reading import read_yaml

    return read_yaml(data, str(path))


def as_document(value: Mapping[str, Any], what: str) -> Part:
    """A document that was made in Python."""
    return Part(value, "", Unlocated(what))
