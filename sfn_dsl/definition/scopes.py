"""The scopes of a definition: each block of ``States``, and the transitions in it.

A block of ``States`` is closed: its transitions lead to states of the same block only (ASL
reference, section 1.1). Everything here walks with a stack of its own, so nesting costs no
recursion, and passes over what is not of the expected shape: that is for the schema to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import attrs

from sfn_dsl.definition.pointers import child, pointer_of, tokens

NESTING: Final = frozenset(("Branches", "ItemProcessor", "Iterator"))
"""The fields that hold machines."""


class Scope(NamedTuple):
    """One block of ``States`` and the machine object that holds it.

    ``pointer`` names the machine object; ``states`` holds only the members that are objects, and
    ``pointers`` their pointers. ``owner`` is the pointer of the Parallel or Map state the machine
    belongs to, None at the top.
    """

    pointer: str
    machine: dict[str, Any]
    states: dict[str, dict[str, Any]]
    pointers: dict[str, str]
    owner: str | None = None

    def state_pointer(self, name: str) -> str:
        """The pointer of one of the states."""
        return self.pointers.get(name) or child(f"{self.pointer}/States", name)


# There is one for each transition, and a tuple with names takes half as long again to make.
@attrs.define(eq=False)
class Transition:
    """One transition of a state: the pointer of the target's name, and that name.

    ``field`` is the field of the state that it stands in, ``nth`` its place in a list there.
    """

    pointer: str
    target: str
    field: str
    nth: int | None = None


def scopes(document: Any) -> Iterator[Scope]:
    """Every scope of a document, an outer one before those inside it, in the order written."""
    pending: list[tuple[str, Any, str | None]] = [("", document, None)]
    while pending:
        pointer, machine, owner = pending.pop()
        scope = _scope(pointer, machine, owner)
        if scope is None:
            continue
        yield scope
        inner = [
            (nested_pointer, nested, scope.pointers[name])
            for name, state in scope.states.items()
            if not NESTING.isdisjoint(state)
            for nested_pointer, nested in nested_machines(scope.pointers[name], state)
        ]
        pending.extend(reversed(inner))


def nested_machines(pointer: str, state: dict[str, Any]) -> list[tuple[str, Any]]:
    """The machines inside one state, as (pointer, machine object): branches and the processor."""
    found: list[tuple[str, Any]] = []
    if "Branches" in state and isinstance(state["Branches"], list):
        found += [
            (f"{pointer}/Branches/{index}", branch)
            for index, branch in enumerate(state["Branches"])
        ]
    for field in ("ItemProcessor", "Iterator"):
        if field in state:
            found.append((f"{pointer}/{field}", state[field]))
    return found


def processor_config(machine: Any) -> dict[str, Any]:
    """What a Map's processor says of how it runs, empty where it says nothing."""
    config = machine.get("ProcessorConfig") if isinstance(machine, dict) else None
    return config if isinstance(config, dict) else {}


_HANDLERS: Final = ("Choices", "Catch")


def transitions(pointer: str, state: dict[str, Any]) -> list[Transition]:
    """Every way out of a state, in the order written: Next, Default, Choice rules, catchers."""
    found: list[Transition] = []
    if "Next" in state and isinstance(target := state["Next"], str):
        found.append(Transition(f"{pointer}/Next", target, "Next"))
    if "Default" in state and isinstance(target := state["Default"], str):
        found.append(Transition(f"{pointer}/Default", target, "Default"))
    for field in _HANDLERS:
        if field in state and isinstance(listed := state[field], list):
            for index, handler in enumerate(listed):
                target = handler.get("Next") if isinstance(handler, dict) else None
                if isinstance(target, str):
                    at = f"{pointer}/{field}/{index}/Next"
                    found.append(Transition(at, target, field, index))
    return found


def handlers(pointer: str, state: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The Choice rules and the catchers of a state, each with its pointer."""
    for field in _HANDLERS:
        if field in state and isinstance(listed := state[field], list):
            for index, handler in enumerate(listed):
                if isinstance(handler, dict):
                    yield f"{pointer}/{field}/{index}", handler


def assigning(pointer: str, state: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What may assign variables, each with its pointer: the state, its rules and its catchers."""
    yield pointer, state
    yield from handlers(pointer, state)


def _scope(pointer: str, machine: Any, owner: str | None) -> Scope | None:
    if not isinstance(machine, dict) or not isinstance(machine.get("States"), dict):
        return None
    around = f"{pointer}/States"
    states: dict[str, dict[str, Any]] = {}
    pointers: dict[str, str] = {}
    for name, state in machine["States"].items():
        if isinstance(state, dict):
            states[name] = state
            pointers[name] = child(around, name)
    return Scope(pointer, machine, states, pointers, owner)


class Place(NamedTuple):
    """A place in a definition, by the states around it.

    ``route`` holds the names of those states from the outermost to the innermost and, between two
    of them, the way into the nested machine. ``inside`` holds the tokens from the innermost on.
    """

    route: tuple[str, ...]
    inside: tuple[str, ...]

    @property
    def state(self) -> str:
        """The name of the innermost state, "" outside of all."""
        return self.route[-1] if self.route else ""

    @property
    def is_state(self) -> bool:
        """Return whether this is a state itself, not a part of one and not outside of all."""
        return bool(self.route) and not self.inside


def place(pointer: str) -> Place:
    """The place that a pointer names.

    The pointer is read from its beginning, because a member inside a state may be called
    ``States`` too.
    """
    rest = tokens(pointer)
    route: list[str] = []
    at, read = 0, 0
    while rest[at : at + 1] == ("States",) and at + 1 < len(rest):
        route += [*_way_in(rest[read:at]), rest[at + 1]]
        at = read = at + 2
        at += _machine_tokens(rest[at : at + 1])
    return Place(tuple(route), rest[read:])


def innermost_state(pointer: str) -> str:
    """The pointer of the innermost state that a pointer leads into, "" for none."""
    where, every = place(pointer), tokens(pointer)
    return pointer_of(every[: len(every) - len(where.inside)]) if where.route else ""


def _machine_tokens(member: Sequence[str]) -> int:
    """How many tokens there are between a state and a machine inside it, by the first of them."""
    if member == ("Branches",):
        return 2
    return 1 if member in (("ItemProcessor",), ("Iterator",)) else 0


def _way_in(way: Sequence[str]) -> list[str]:
    if not way:
        return []
    return [f"branch {way[1]}"] if way[0] == "Branches" else ["each item"]
