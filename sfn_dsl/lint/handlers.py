"""The retriers and catchers of a definition (ASL reference, sections 6.1 and 6.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sfn_dsl.definition.states import StatePlace
from sfn_dsl.lint.calls import states
from sfn_dsl.lint.engine import Subject

KINDS: Final[Mapping[str, str]] = {"Retry": "retrier", "Catch": "catcher"}
"""The fields that hold handlers, and what one of them is called."""


class Handler(NamedTuple):
    """A retrier or catcher, with what it says and how far back in its list it stands.

    ``names`` are the error names with their pointers; whatever else stands among them is left out.
    """

    pointer: str
    field: str
    value: dict[str, Any]
    names: tuple[tuple[str, str], ...]
    is_last: bool

    @property
    def kind(self) -> str:
        """What the handler is called."""
        return KINDS[self.field]


def handler_lists(subject: Subject) -> Sequence[tuple[dict[str, Any], list[Handler]]]:
    """Every list of retriers or catchers, each with the state that has it."""
    return subject.once(_handler_lists)


def _handler_lists(subject: Subject) -> Iterator[tuple[dict[str, Any], list[Handler]]]:
    for place in states(subject):
        for field in KINDS:
            if isinstance(place.state.get(field), list):
                yield place.state, list(_handlers(place, field))


def _handlers(place: StatePlace, field: str) -> Iterator[Handler]:
    handlers = place.state[field]
    for index, value in enumerate(handlers):
        if isinstance(value, dict):
            pointer = f"{place.pointer}/{field}/{index}"
            is_last = index == len(handlers) - 1
            yield Handler(pointer, field, value, tuple(_names(pointer, value)), is_last)


def _names(pointer: str, handler: dict[str, Any]) -> Iterator[tuple[str, str]]:
    listed = handler.get("ErrorEquals")
    for index, name in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(name, str):
            yield name, f"{pointer}/ErrorEquals/{index}"
