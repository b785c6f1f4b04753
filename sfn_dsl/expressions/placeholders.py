"""Placeholders, ``${Name}``, which a deployment tool replaces before Step Functions sees them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake, refuse

PLACEHOLDER: Final = re.compile(r"\$\{[^{}]*\}")
"""One placeholder in a text; it may hold colons of its own: ``${AWS::Partition}``.

It holds no brace, so that a text of openings alone is not scanned to its end from each of them.
"""


_TO_FILL: Final = re.compile(r"\$\{(\s*+!?[A-Za-z_][^{}]*)\}")
"""A placeholder of a deployment tool; ``${1}`` and ``${#list}`` are none.

Terraform allows white space around the name. ``${!Name}`` is CloudFormation's escape, which stays
as it stands where nothing reads it as such.
"""
_PLAIN_NAME: Final = re.compile(r"[A-Za-z_][\w.]*")
_JSONATA: Final = "{%"

PLACEHOLDER_ACCOUNT: Final = "YOUR_ACCOUNT"
"""Stands for the account id in a definition made for review; no deploy accepts it."""


_MOST_FILLED_IN: Final = 2**20

# What can stand outside quotes, as the reader of JSON has it.
_UNQUOTED: Final = re.compile(r'\$\{[A-Za-z_][^{}"\\\x00-\x1f]*\}')
_SEVERAL: Final = re.compile(rf"(?:{PLACEHOLDER.pattern})+")


@attrs.frozen(repr=False)
class Placeholder:
    """Text in the place of a number, a boolean or a list until a deployment tool replaces it.

    Made by `placeholder`.

    Args:
        text: The placeholder, ``${Name}``.
        quoted: Whether it stands in quotes.

    Raises:
        AuthoringError: The text is anything but a placeholder.
        AuthoringTypeError: It is not a string.
    """

    text: str
    quoted: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse any other text: outside quotes, it would be members and values of its own."""
        if not isinstance(self.text, str):
            raise AuthoringTypeError(
                f"a placeholder is text such as '${{Name}}', not {self.text!r}"
            )
        if not (is_all_placeholders(self.text) if self.quoted else _UNQUOTED.fullmatch(self.text)):
            raise AuthoringError(
                f"{self.text!r} is not a placeholder and nothing else; write one like '${{Name}}'",
                code=Mistake.MALFORMED_EXPRESSION,
            )

    def __repr__(self) -> str:
        return f"placeholder({self.text!r}{', quoted=True' if self.quoted else ''})"


def placeholder(text: str, *, quoted: bool = False) -> Placeholder:
    """A placeholder for a field that takes a number: ``timeout_seconds=placeholder("${Limit}")``.

    A field that takes a string needs none: the string ``"${Topic}"`` is enough.

    Args:
        text: The placeholder, ``${Name}``.
        quoted: True writes it as a string, for tools that replace the quotes too. If omitted, it
            stands outside quotes, so that a number may be filled in.

    Raises:
        AuthoringError: The text is anything but a placeholder.
        AuthoringTypeError: It is not a string.

    Example::

        pause = Wait("Pause", seconds=placeholder("${Seconds}"), end=True)
    """
    return Placeholder(text, quoted)


def placeholder_text(value: Placeholder) -> str:
    """A placeholder as a document holds it."""
    return value.text if value.quoted else Unquoted(value.text)


def is_placeholder(value: object) -> bool:
    """Return whether a value is text with a placeholder in it."""
    return isinstance(value, str) and "${" in value


def is_whole_placeholder(value: object) -> bool:
    """Return whether a value is one placeholder and nothing else."""
    return isinstance(value, str) and PLACEHOLDER.fullmatch(value) is not None


def is_all_placeholders(value: object) -> bool:
    """Return whether a value is one or more placeholders and nothing else."""
    return isinstance(value, str) and _SEVERAL.fullmatch(value) is not None


class Unquoted(str):
    """A placeholder that stands outside quotes, so that a number may be filled in."""

    __slots__ = ()


class UnquotedInYaml(str):
    """A placeholder that is a whole unquoted scalar of YAML.

    What it becomes may be text as well as a number, so in JSON it stands in quotes.
    """

    __slots__ = ()


def names_in(text: str) -> Iterator[str]:
    """The names of the placeholders in a text."""
    found = ((each[1], each[1].strip()) for each in _TO_FILL.finditer(text))
    return (name for written, name in found if _is_name(written, name, text))


class Room:
    """How much more text may be filled in: a few lines can ask for more than memory holds.

    A definition has at most 1 MB, so what more is filled in makes none.
    """

    def __init__(self) -> None:
        self._left = _MOST_FILLED_IN

    def take(self, characters: int) -> None:
        """Take room for characters. Raises SourceError (SFN801) where there is none left."""
        self._left -= characters
        if self._left < 0:
            refuse(
                "SFN801",
                "the values of placeholders, filled in, make more text than a definition may have "
                "(1 MB); give shorter values",
                None,
            )


def with_values(text: str, values: Mapping[str, str], room: Room | None = None) -> str:
    """A text with its placeholders filled in once: what is filled in is not looked at again.

    Raises SourceError before more is filled in than there is ``room`` for, by default 1 MB.
    """
    room = room or Room()

    def value(found: re.Match[str]) -> str:
        name = found[1].strip()
        if name not in values or not _is_name(found[1], name, text):
            return found[0]
        room.take(len(values[name]))
        return values[name]

    return _TO_FILL.sub(value, text)


def _is_name(written: str, name: str, text: str) -> bool:
    """Tell a name from an expression: ``${ key: value }`` groups in JSONata."""
    if written[:1] == name[:1] or not text.startswith(_JSONATA):
        return True
    return _PLAIN_NAME.fullmatch(name) is not None


def placeholders_in(value: Any) -> list[str]:
    """The names of the placeholders in a JSON value, members' names included, each once."""
    found: dict[str, None] = {}
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            if "${" in one:
                found |= dict.fromkeys(names_in(one))
        elif isinstance(one, Mapping):
            pending += (*one.values(), *one)
        elif isinstance(one, list):
            pending += one
    return sorted(found)


def filled_in(value: Any, values: Mapping[str, str], room: Room | None = None) -> Any:
    """A JSON value with the placeholders in its strings filled in as text, and once.

    A name that would then be that of another member stays as it is, so that no member is lost. How
    a definition is filled in to be deployed says `sfn_dsl.definition.filling`. Raises SourceError
    before more is filled in than there is ``room`` for, by default 1 MB.
    """
    if not values:
        return value
    room = room or Room()
    if isinstance(value, dict):
        return _members(value, values, room)
    if isinstance(value, list):
        return [filled_in(element, values, room) for element in value]
    return with_values(value, values, room) if isinstance(value, str) and "${" in value else value


def _members(value: Mapping[str, Any], values: Mapping[str, str], room: Room) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, member in value.items():
        known = with_values(name, values, room)
        is_own = known == name or (known not in value and known not in made)
        made[known if is_own else name] = filled_in(member, values, room)
    return made


def as_plain_text(value: Any) -> Any:
    """A JSON value with placeholders outside quotes as strings of Python's own type."""
    if isinstance(value, dict):
        return {name: as_plain_text(member) for name, member in value.items()}
    if isinstance(value, list):
        return [as_plain_text(element) for element in value]
    return str(value) if isinstance(value, (Unquoted, UnquotedInYaml)) else value


def substitution_text(value: Any) -> str | None:
    """The text that CloudFormation fills in for a value of a template, None for no literal."""
    if isinstance(value, str):
        return value
    return json.dumps(value) if isinstance(value, (bool, int, float)) else None
