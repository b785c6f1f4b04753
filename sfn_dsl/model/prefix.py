"""The same machine under other names, so that it can stand twice in one workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from sfn_dsl._unset import UNSET
from sfn_dsl.model.handlers import Catch, When
from sfn_dsl.model.state import State

if TYPE_CHECKING:
    from sfn_dsl.model.machine import StateMachine

_TARGETS = ("next", "default")
_HANDLERS = ("catch", "choices")
_MACHINES = ("item_processor", "iterator")


def prefixed_machine(machine: StateMachine, prefix: str) -> StateMachine:
    """The machine with every state, and every target of it, named with a prefix."""
    start = machine.start_at
    return attrs.evolve(
        machine,
        states=tuple(_state(state, prefix) for state in machine.states),
        start_at=start if start is UNSET else prefix + start,
    )


def _state(state: State, prefix: str) -> State:
    changes: dict[str, Any] = {"name": prefix + state.name}
    for field in _set_fields(state, _TARGETS):
        changes[field] = prefix + getattr(state, field)
    for field in _set_fields(state, _HANDLERS):
        changes[field] = tuple(_handler(handler, prefix) for handler in getattr(state, field))
    for field in _set_fields(state, _MACHINES):
        changes[field] = prefixed_machine(getattr(state, field), prefix)
    for field in _set_fields(state, ("branches",)):
        changes[field] = tuple(prefixed_machine(each, prefix) for each in getattr(state, field))
    return attrs.evolve(state, **changes)


def _set_fields(state: State, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if getattr(state, name, UNSET) is not UNSET]


def _handler(handler: Catch | When, prefix: str) -> Catch | When:
    return attrs.evolve(handler, next=prefix + handler.next)
