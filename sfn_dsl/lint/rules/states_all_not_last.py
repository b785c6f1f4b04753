"""``States.ALL`` stands in the last retrier and in the last catcher.

Handlers are asked in the order written, and ``States.ALL`` takes every error, so nothing behind it
would ever be asked. AWS rejects such a list. (ASL reference, section 6.2 and section 11.2, row 36.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"},
                      {"ErrorEquals": ["Broken"], "Next": "B"}]},
      "B": {"Type": "Fail"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}},
            "Catch": [{"ErrorEquals": ["Broken"], "Next": "B"},
                      {"ErrorEquals": ["States.ALL"], "Next": "B"}]},
      "B": {"Type": "Fail"}}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sfn_dsl.definition.scopes import Scope
from sfn_dsl.language.error_names import States
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN501"

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
    for scope in subject.scopes:
        for name, state in scope.states.items():
            for field in KINDS:
                if isinstance(state.get(field), list):
                    yield state, list(_handlers(scope, name, field))


def check(subject: Subject) -> Iterator[Finding]:
    """Every handler for all errors that has another one behind it."""
    for _, handlers in handler_lists(subject):
        for handler in handlers:
            if not handler.is_last and States.ALL in dict(handler.names):
                yield Finding(
                    f"{handler.pointer}/ErrorEquals",
                    f"'States.ALL' takes every error, so no {handler.kind} behind it is ever "
                    f"asked; move this {handler.kind} to the end of '{handler.field}'",
                )


def _handlers(scope: Scope, name: str, field: str) -> Iterator[Handler]:
    handlers = scope.states[name][field]
    for index, value in enumerate(handlers):
        if isinstance(value, dict):
            pointer = f"{scope.state_pointer(name)}/{field}/{index}"
            is_last = index == len(handlers) - 1
            yield Handler(pointer, field, value, tuple(_names(pointer, value)), is_last)


def _names(pointer: str, handler: dict[str, Any]) -> Iterator[tuple[str, str]]:
    listed = handler.get("ErrorEquals")
    for index, name in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(name, str):
            yield name, f"{pointer}/ErrorEquals/{index}"
