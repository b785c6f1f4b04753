"""The tasks of a definition, and what each of them calls.

A resource says which service does the work, which of its actions, and what the task waits for.
(ASL reference, sections 8.1 and 8.2.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import attrs

from sfn_dsl.definition.pointers import child
from sfn_dsl.language import fields as table
from sfn_dsl.language.fields import Field, Kind, QueryLanguage
from sfn_dsl.lint.engine import Subject

CALLBACK: Final = ".waitForTaskToken"

HTTP_ACTIONS: Final = ("http:invoke", "apigateway:invoke")
"""The actions that send a request with headers."""

# A placeholder may hold colons of its own: ${AWS::Partition}.
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}")
_SERVICE = re.compile(r"arn:([^:]*):states:[^:]*:[^:]*:((?:aws-sdk:)?[^:.]+:[^:.]+)(\..*)?")
_NOT_ACTIONS = ("activity:", "stateMachine:", "execution:", "express:")
_TEXT_OF_ANOTHER_TOOL = re.compile(r"[A-Z0-9_]+|_+\w*|.*[<>{}\[\]%#@].*", re.DOTALL)

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


@attrs.frozen
class Resource:
    """A service integration: ``arn:aws:states:::sns:publish.waitForTaskToken`` in its parts."""

    partition: str
    action: str
    suffix: str = ""


@attrs.frozen
class StatePlace:
    """A state, where it stands, and the query language that it is written in."""

    name: str
    pointer: str
    state: dict[str, Any]
    language: QueryLanguage

    def at(self, *fields: str | int) -> str:
        """The pointer of a part of the state."""
        pointer = self.pointer
        for field in fields:
            pointer = child(pointer, field)
        return pointer

    @property
    def payload(self) -> str:
        """The field that holds what a task hands over."""
        return "Arguments" if self.language is QueryLanguage.JSONATA else "Parameters"

    @property
    def is_payload_misplaced(self) -> bool:
        """Tell whether what is handed over stands in the other language's field.

        That is for the schema to say, and what the task lacks for it is the same mistake.
        """
        return self.payload not in self.state and bool(
            {"Arguments", "Parameters"} & set(self.state)
        )

    @property
    def resource(self) -> str:
        """What a task calls, empty where that is no text."""
        text = self.state.get("Resource")
        return text if isinstance(text, str) else ""

    @property
    def call(self) -> Resource | None:
        """The service integration that a task calls; None for functions and what is not known."""
        return read_resource(self.resource)


@lru_cache(maxsize=256)
def read_resource(text: str) -> Resource | None:
    """The parts of a service integration's ARN; None where it is none, or not known in full."""
    found = _SERVICE.fullmatch(_PLACEHOLDER.sub("${}", text))
    if found is None or found[2].startswith(_NOT_ACTIONS):
        return None
    if "${}" in found[2] + (found[3] or ""):
        return None
    return Resource(found[1], found[2], found[3] or "")


@lru_cache(maxsize=256)
def is_filled_in_later(text: str) -> bool:
    """Tell whether a text is what some tool puts in place of an ARN until it is known."""
    return "${" in text or _TEXT_OF_ANOTHER_TOOL.fullmatch(text) is not None


def states(subject: Subject) -> Sequence[StatePlace]:
    """Every state of the definition."""
    return subject.once(_states)


def _states(subject: Subject) -> Iterator[StatePlace]:
    document = subject.definition.document
    own = document.get("QueryLanguage") if isinstance(document, dict) else None
    default = QueryLanguage.JSONATA if own == "JSONata" else QueryLanguage.JSONPATH
    for scope in subject.scopes:
        for name, state in scope.states.items():
            own = state.get("QueryLanguage")
            language = QueryLanguage(own) if own in ("JSONPath", "JSONata") else default
            yield StatePlace(name, scope.state_pointer(name), state, language)


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
            parts = [(child(pointer, key), key, part) for key, part in value.items()]
            pending.extend(reversed(parts))
        elif isinstance(value, list):
            elements = [(child(pointer, index), "", part) for index, part in enumerate(value)]
            pending.extend(reversed(elements))


def templates(place: StatePlace) -> Iterator[tuple[str, Any]]:
    """Every part of a state in which its query language may work something out, with its pointer.

    The parts that the other language has are for the schema to speak of.
    """
    kind = str(place.state.get("Type"))
    for row in table.STATES.get(kind, ()):
        if row.name in place.state and _is_template(row, place.language):
            yield place.at(row.name), place.state[row.name]
    for field, member in _INNER.get(kind, ()):
        part = place.state.get(field)
        if isinstance(part, dict) and member in part:
            yield place.at(field, member), part[member]
    yield from _of_handlers(place)


def _is_template(row: Field, language: QueryLanguage) -> bool:
    return row.kind is Kind.TEMPLATE and row.only in (None, language)


def _of_handlers(place: StatePlace) -> Iterator[tuple[str, Any]]:
    for field in ("Catch", "Choices"):
        handlers = place.state.get(field)
        for index, handler in enumerate(handlers if isinstance(handlers, list) else ()):
            for row in table.CATCHER if isinstance(handler, dict) else ():
                if row.name in handler and _is_template(row, place.language):
                    yield place.at(field, index, row.name), handler[row.name]


def headers(task: StatePlace) -> dict[str, object]:
    """The headers that a task writes out, empty for tasks that send no request."""
    given = task.state.get(task.payload)
    is_request = task.call and task.call.action in HTTP_ACTIONS
    found = given.get("Headers") if is_request and isinstance(given, dict) else None
    return found if isinstance(found, dict) else {}
