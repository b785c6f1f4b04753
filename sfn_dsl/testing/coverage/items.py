"""What a run can reach: states, transitions, Choice rules, retriers and catchers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import Transition, scopes, transitions

Kind = Literal["states", "transitions", "rules", "retriers", "catchers"]

KINDS: Final[tuple[Kind, ...]] = ("states", "transitions", "rules", "retriers", "catchers")


class Item(NamedTuple):
    """One thing to reach: its kind, its JSON pointer, the name of its state, what people call it.

    ``owner`` is the pointer of its state, and ``within`` that of the rule or catcher whose
    transition it is, "" for other items. The Default of a Choice state is a rule and its
    transition, with one pointer.
    """

    kind: Kind
    pointer: str
    state: str
    title: str
    owner: str
    within: str = ""


def items_of(definition: Definition) -> Iterator[Item]:
    """Everything to reach in a definition, in the order in which it is written."""
    for scope in scopes(definition.document):
        for name, state in scope.states.items():
            yield from _of_state(name, scope.pointers[name], state)


def _of_state(name: str, pointer: str, state: dict[str, Any]) -> Iterator[Item]:
    yield Item("states", pointer, name, f"state '{name}'", pointer)
    ways = transitions(pointer, state)
    for way in ways:
        yield _transition(name, pointer, way)
    if state.get("End") is True:
        title = f"the end after '{name}'"
        yield Item("transitions", f"{pointer}/End", name, title, pointer)
    for index, _ in _listed(state, "Choices"):
        title = f"rule {index + 1} of '{name}'"
        yield Item("rules", f"{pointer}/Choices/{index}", name, title, pointer)
    if any(way.field == "Default" for way in ways):
        title = f"the Default of '{name}'"
        yield Item("rules", f"{pointer}/Default", name, title, pointer)
    for index, retrier in _listed(state, "Retry"):
        title = f"retrier {index + 1} of '{name}'{_errors(retrier)}"
        yield Item("retriers", f"{pointer}/Retry/{index}", name, title, pointer)
    for index, catcher in _listed(state, "Catch"):
        title = f"catcher {index + 1} of '{name}'{_errors(catcher)}"
        yield Item("catchers", f"{pointer}/Catch/{index}", name, title, pointer)


def _transition(name: str, pointer: str, way: Transition) -> Item:
    title = f"the transition from '{name}' to '{way.target}'"
    within = "" if way.field == "Next" else way.pointer.removesuffix("/Next")
    return Item("transitions", way.pointer, name, title, pointer, within)


def _listed(state: dict[str, Any], field: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects in a list of a state; what else stands there is for the schema to report."""
    listed = state.get(field)
    for index, entry in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(entry, dict):
            yield index, entry


def _errors(handler: dict[str, Any]) -> str:
    errors = handler.get("ErrorEquals")
    if not isinstance(errors, list) or not errors:
        return ""
    return f" ({', '.join(map(str, errors))})"
