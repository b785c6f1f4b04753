"""The tasks of a definition, and what each of them calls.

A resource says which service does the work, which of its actions, and what the task waits for.
(ASL reference, sections 8.1 and 8.2.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.scopes import handlers
from sfn_dsl.definition.states import StatePlace, states_of
from sfn_dsl.language import fields as table
from sfn_dsl.language.fields import Kind, QueryLanguage
from sfn_dsl.lint.engine import Subject

CALLBACK: Final = ".waitForTaskToken"

HTTP_ACTIONS: Final = ("http:invoke", "apigateway:invoke")
"""The actions that send a request with headers."""

_TEXT_OF_ANOTHER_TOOL = re.compile(r"[A-Z0-9_]+|_\w*|.*[<>{}\[\]%#@].*", re.DOTALL)

_TEXTUAL: Final = (str, dict, list)
_CATCHER: Final = "Catch"
_INNER: Final = {
    "Map": (
        ("ItemReader", "Parameters"),
        ("ItemReader", "Arguments"),
        ("ResultWriter", "Parameters"),
        ("ResultWriter", "Arguments"),
        ("ItemBatcher", "BatchInput"),
    ),
    "Task": (("Credentials", "RoleArn"),),
}


@lru_cache(maxsize=256)
def is_filled_in_later(text: str) -> bool:
    """Tell whether a text is what some tool puts in place of an ARN until it is known."""
    return "${" in text or _TEXT_OF_ANOTHER_TOOL.fullmatch(text) is not None


def states(subject: Subject) -> Sequence[StatePlace]:
    """Every state of the definition."""
    return subject.once(_states)


def _states(subject: Subject) -> Iterator[StatePlace]:
    return states_of(subject.definition.document, subject.scopes)


def tasks(subject: Subject) -> Sequence[StatePlace]:
    """Every Task state of the definition."""
    return subject.once(_tasks)


def _tasks(subject: Subject) -> Iterator[StatePlace]:
    return (place for place in states(subject) if place.state.get("Type") == "Task")


def strings(pointer: str, value: Any) -> Iterator[tuple[str, str, str]]:
    """Every text inside a value: its pointer, the name of the member that it is, and the text.

    The name is empty for elements of arrays.
    """
    pending = [(pointer, "", value)]
    while pending:
        pointer, name, value = pending.pop()
        if isinstance(value, str):
            yield pointer, name, value
        elif isinstance(value, dict):
            parts = [
                (child(pointer, key), key, part)
                for key, part in value.items()
                if isinstance(part, _TEXTUAL)
            ]
            pending.extend(reversed(parts))
        elif isinstance(value, list):
            elements = [
                (child(pointer, index), "", part)
                for index, part in enumerate(value)
                if isinstance(part, _TEXTUAL)
            ]
            pending.extend(reversed(elements))


def templates(place: StatePlace) -> Iterator[tuple[str, Any]]:
    """Every part of a state in which its query language may work something out, with its pointer.

    The parts that the other language has are for the schema to speak of.
    """
    kind = str(place.state.get("Type"))
    for name in _template_fields(kind, place.language):
        if name in place.state:
            yield place.at(name), place.state[name]
    for field, member in _INNER.get(kind, ()):
        part = place.state.get(field)
        if isinstance(part, dict) and member in part:
            yield place.at(field, member), part[member]
    yield from _of_handlers(place)


@lru_cache(maxsize=64)
def _template_fields(kind: str, language: QueryLanguage) -> tuple[str, ...]:
    """The fields of a type of state, or of a catcher, that hold a template."""
    rows = table.CATCHER if kind == _CATCHER else table.STATES.get(kind, ())
    return tuple(
        row.name for row in rows if row.kind is Kind.TEMPLATE and row.only in (None, language)
    )


def _of_handlers(place: StatePlace) -> Iterator[tuple[str, Any]]:
    for pointer, handler in handlers(place.pointer, place.state):
        for name in _template_fields(_CATCHER, place.language):
            if name in handler:
                yield child(pointer, name), handler[name]


def headers(task: StatePlace) -> dict[str, object]:
    """The headers that a task writes out, empty for tasks that send no request."""
    given = task.state.get(task.payload_field)
    is_request = task.call and task.call.action in HTTP_ACTIONS
    found = given.get("Headers") if is_request and isinstance(given, dict) else None
    return found if isinstance(found, dict) else {}
