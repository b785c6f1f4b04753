"""The waist of the hourglass: an ASL document, and where each part of it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol

import attrs

from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.origin import Position

type_names: Mapping[type, str] = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    type(None): "null",
}


MachineType = Literal["STANDARD", "EXPRESS"]


class Source(Protocol):
    """Knows the place in the author's source that each part of a document came from."""

    @property
    def name(self) -> str:
        """What the author calls the source: a file's path, ``-``, an ARN."""

    def locate(self, pointer: str) -> Position | None:
        """The place of the part that `pointer` names, or of the nearest part that holds it."""


@attrs.frozen
class Unlocated:
    """The source of a document that was made in memory: it has a name and no places."""

    name: str = "<definition>"

    def locate(self, pointer: str) -> Position | None:
        """None: nothing is known of where the parts came from."""
        return None


@attrs.frozen
class Definition:
    """A state machine as Step Functions takes it.

    ``document`` is the plain JSON value: dicts, lists, strings, numbers, booleans and None. It is
    not checked on construction; everything that reads it allows for odd input. Treat it as
    read-only. ``machine_type`` is the type of the state machine where the source says it, which a
    bare document does not. Two definitions are equal when their documents are, whatever machine
    they are for and wherever they came from.
    """

    document: dict[str, Any]
    source: Source = attrs.field(factory=Unlocated, eq=False)
    machine_type: MachineType | None = attrs.field(default=None, eq=False)


def require_definition(value: object) -> Definition:
    """A definition as it is. Raises AuthoringTypeError for anything else."""
    if isinstance(value, Definition):
        return value
    if isinstance(value, dict):
        raise AuthoringTypeError(
            "a definition is needed, and this is a dict; write Definition(document), or "
            "read_json(text), which keeps the places"
        )
    raise AuthoringTypeError(
        f"a definition is needed, and this is of type {type(value).__name__}; write "
        "read_json(text) or compile_machine(machine)"
    )
