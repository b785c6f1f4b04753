"""In which order the states of a scope are written, and which of them make chains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

from sfn_dsl.definition.scopes import transitions

_GOES_ON = frozenset({"Task", "Pass", "Wait", "Parallel", "Map"})

State = dict[str, Any]


def chains(states: list[tuple[str, State]]) -> list[tuple[str, ...]]:
    """The states of a scope in its order, those together that each lead to the one after it."""
    found: list[list[str]] = []
    before: State | None = None
    for name, state in states:
        if before is not None and _leads_to(before, name):
            found[-1].append(name)
        else:
            found.append([name])
        before = state
    return [tuple(chain) for chain in found]


def reading_order(states: Mapping[str, State], led: Set[str]) -> Iterator[str]:
    """The states in an order in which targets are written before what leads to them.

    Only in a circle somebody has to come first; and a state that leads to the next one of its
    chain, one of ``led``, does not need its variable.
    """
    done: set[str] = set()
    begun: set[str] = set()
    for first in states:
        pending = [first]
        while pending:
            name = pending[-1]
            if name in done:
                pending.pop()
            elif name in begun:
                done.add(pending.pop())
                yield name
            else:
                begun.add(name)
                wanted = _targets(states[name], name in led)
                pending += [t for t in reversed(wanted) if t in states and t not in begun]


def _leads_to(state: State, name: str) -> bool:
    return state.get("Type") in _GOES_ON and state.get("Next") == name and "End" not in state


def _targets(state: State, is_led: bool) -> list[str]:
    return [
        transition.target
        for transition in transitions("", state)
        if not (is_led and transition.pointer == "/Next")
    ]
