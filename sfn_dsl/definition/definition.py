"""The waist of the hourglass: an ASL document, and where each part of it came from."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, Protocol

import attrs

from sfn_dsl._notebook_display import NotebookDisplay
from sfn_dsl.counting import counted
from sfn_dsl.definition.pointers import child, parent, tokens
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.expressions.placeholders import Unquoted
from sfn_dsl.origin import Origin, Position

type_names: Mapping[type, str] = {
    dict: "an object",
    list: "an array",
    str: "a string",
    Unquoted: "a placeholder",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    type(None): "null",
}


MachineType = Literal["STANDARD", "EXPRESS"]


class Source(Protocol):
    """Knows where in the author's source each part of a document was written."""

    @property
    def name(self) -> str:
        """What the author calls the source: a file's path, ``-``, an ARN."""

    def locate(self, pointer: str) -> Position | None:
        """The place of the part that `pointer` names, or of the nearest part around it."""


@attrs.frozen
class Unlocated:
    """The source of a document that was made in memory: it has a name and no places."""

    name: str = "<definition>"

    def locate(self, pointer: str) -> Position | None:
        """None: where the parts came from is not known."""
        return None


@attrs.frozen
class Authored:
    """The source of a definition that Python built: the author's lines, by JSON pointer."""

    machine: Origin
    origins: Mapping[str, Origin]

    @property
    def name(self) -> str:
        """The file that the machine was written in."""
        position = self.machine.position
        return position.file if position else "<python>"

    def locate(self, pointer: str) -> Position | None:
        """The line of the part named, or of the nearest part around it that has a line."""
        while True:
            origin = self.origins.get(pointer)
            if origin is not None or not pointer:
                return origin.position if origin else None
            pointer = parent(pointer)


@attrs.frozen
class FilledIn:
    """The source of a definition in which names were filled in.

    ``renamed`` are the names as they were written, by the pointers that they have now.
    """

    written: Source
    renamed: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name of the source that it was written in."""
        return self.written.name

    def locate(self, pointer: str) -> Position | None:
        """The place of a part, under the names that were written."""
        now = before = ""
        for token in tokens(pointer):
            now = child(now, token)
            before = child(before, self.renamed.get(now, token))
        return self.written.locate(before)


def as_written(source: Source) -> Source:
    """The source that an author wrote, of a definition that was filled in."""
    while isinstance(source, FilledIn):
        source = source.written
    return source


@attrs.frozen
class SettingPlaces:
    """Where a template writes the settings, by their names; ``pointers`` are in its document."""

    source: Source
    pointers: Mapping[str, str]

    def of(self, name: str) -> Position | None:
        """The place of a setting, None for one that the template does not have."""
        pointer = self.pointers.get(name)
        return None if pointer is None else self.source.locate(pointer)


@attrs.frozen
class TemplateFacts:
    """What the template around a definition says of its placeholders and its settings.

    ``texts`` are what placeholders stand for, in which the template's own placeholders may be left;
    ``types`` the types of its resources by logical ID. ``unread`` are the settings that are not
    known until the template is deployed. ``parameters`` are those of the template, each with its
    default, None where it has none that is text. ``places`` are those of the settings. ``roles``
    are the roles in its instance profiles, by the logical ID of the profile; ``versioned`` is what
    its versions and aliases of state machines are of, another version or the machine, by theirs.
    ``findings`` are about the template, and not about the definition in it.
    """

    texts: Mapping[str, str] = attrs.field(factory=dict)
    types: Mapping[str, str] = attrs.field(factory=dict)
    unread: tuple[str, ...] = ()
    parameters: Mapping[str, str | None] = attrs.field(factory=dict)
    places: SettingPlaces | None = None
    roles: Mapping[str, str] = attrs.field(factory=dict)
    versioned: Mapping[str, str] = attrs.field(factory=dict)
    findings: tuple[Diagnostic, ...] = ()


@attrs.frozen(repr=False)
class Definition(NotebookDisplay):
    """A state machine as Step Functions takes it: a document, and where its parts were written.

    The document is not checked when a definition is made; ``validate`` does that. Two definitions
    are equal when their documents are, whatever their sources and types. (ASL reference, section
    1.1.)

    Args:
        document: The plain JSON value: dicts, lists, strings, numbers, booleans and None. Treat it
            as read-only.
        source: What knows the author's line of each part. If omitted, no line is known.
        machine_type: ``"STANDARD"`` or ``"EXPRESS"``, None where the source does not say it.
        settings: The name, the role and the configurations that a template sets beside the
            definition, in AWS's form and with their placeholders.
        template: What else the template around the definition says, None where there is none.
    """

    document: dict[str, Any]
    source: Source = attrs.field(factory=Unlocated, eq=False)
    machine_type: MachineType | None = attrs.field(default=None, eq=False)
    settings: Mapping[str, Any] = attrs.field(factory=dict, eq=False)
    template: TemplateFacts | None = attrs.field(default=None, eq=False)

    def __repr__(self) -> str:
        # Reading and compiling a definition do without it.
        from sfn_dsl.definition.scopes import scopes

        states = counted(sum(len(scope.states) for scope in scopes(self.document)), "state")
        kind = f", {self.machine_type}" if self.machine_type else ""
        return f"<Definition of {states} from {self.source.name!r}{kind}>"


def require_definition(value: object) -> Definition:
    """A definition as it is. Raises AuthoringTypeError for anything else."""
    if isinstance(value, Definition):
        return value
    if isinstance(value, dict):
        raise AuthoringTypeError(
            "a Definition is required, not a dict; write Definition(document), or read_json(text), "
            "which keeps the places"
        )
    raise AuthoringTypeError(
        f"a Definition is required, not a value of type {type(value).__name__}; write "
        "read_json(text) or compile_machine(machine)"
    )


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the garbage collector from scanning, again and again, a document that only grows."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
