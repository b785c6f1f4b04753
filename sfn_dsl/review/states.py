"""All that a review tells of one state."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

import attrs

from sfn_dsl.comparison import Changes, as_text
from sfn_dsl.comparison.change import Removed, state_of
from sfn_dsl.counting import counted
from sfn_dsl.definition import Definition, canonical_text
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.definition.scopes import NESTING, innermost_state, place
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.graph import Mark, Node
from sfn_dsl.graph.words import edge_text
from sfn_dsl.iam.requirements.model import Permission
from sfn_dsl.origin import Position
from sfn_dsl.review.facts import ReviewFacts
from sfn_dsl.review.listing import Excerpt, Listing
from sfn_dsl.review.retries import RetrierTold, timetable

OLD: Final = "-"
"""What the pointers of states begin with that only the reference has."""

_LONGEST: Final = 20_000


@attrs.frozen(eq=False, kw_only=True)
class StateTold:
    """One state, or a name that no state has.

    ``route`` are the names of what is around it. ``text`` is its JSON, with the states inside of it
    left out. ``ways`` are its transitions: what stands at each, and the pointer of the state that
    it leads to, "" for the end. ``change`` is its mark among the changes, ``changes`` what is not
    the same in it, as lines.
    """

    node: Node
    route: tuple[str, ...]
    text: str
    position: Position | None = None
    excerpt: Excerpt | None = None
    ways: tuple[tuple[str, str], ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    retriers: tuple[RetrierTold, ...] = ()
    permissions: tuple[Permission, ...] = ()
    change: Mark | None = None
    changes: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """What links to it: its pointer, as an address has it."""
        return anchor(self.node.pointer)

    @property
    def is_removed(self) -> bool:
        """Return whether only the reference has it."""
        return self.node.pointer.startswith(OLD)


def anchor(pointer: str) -> str:
    """The name that links to a state have."""
    # A lone surrogate, which JSON can hold, has no form in an address.
    return quote(pointer.encode("utf-8", "backslashreplace"), safe="/")


def states_told(facts: ReviewFacts) -> list[StateTold]:
    """All states, in the order written, and after them those that only the reference has."""
    return list(_Telling(facts).states())


class _Telling:
    def __init__(self, facts: ReviewFacts) -> None:
        self._facts = facts
        self._listing = Listing()
        self._findings: dict[str, list[Diagnostic]] = defaultdict(list)
        for finding in facts.findings:
            self._findings[innermost_state(finding.pointer)].append(finding)
        self._permissions: dict[str, list[Permission]] = defaultdict(list)
        for permission in facts.requirements.permissions:
            for pointer in dict.fromkeys(map(innermost_state, permission.pointers)):
                self._permissions[pointer].append(permission)
        self._ways: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for edge in facts.graph.edges():
            self._ways[edge.source].append((edge_text(edge) or edge.kind, edge.target))
        self._changes = dict(_changes_by_state(facts))

    def states(self) -> Iterator[StateTold]:
        yield from (self._told(node) for node in self._facts.graph.nodes())
        comparison = self._facts.comparison
        if comparison is not None:
            for node in comparison.graph.nodes():
                if node.pointer.startswith(OLD):
                    yield self._removed(node, comparison.old)

    def _told(self, node: Node) -> StateTold:
        pointer, facts = node.pointer, self._facts
        state = at(facts.definition.document, pointer)
        position = facts.definition.source.locate(pointer) if node.is_defined else None
        return StateTold(
            node=node,
            route=place(pointer).route[:-1],
            text=own_text(state) if node.is_defined else "",
            position=position,
            excerpt=self._listing.around(position),
            ways=tuple(self._ways[pointer]),
            findings=tuple(self._findings[pointer]),
            retriers=timetable(state) if isinstance(state, dict) else (),
            permissions=tuple(self._permissions[pointer]),
            change=facts.comparison.overlay.mark(pointer) if facts.comparison else None,
            changes=self._changes.get(pointer, ()),
        )

    def _removed(self, node: Node, old: Definition) -> StateTold:
        pointer = node.pointer.removeprefix(OLD)
        return StateTold(
            node=node,
            route=place(pointer).route[:-1],
            text=own_text(at(old.document, pointer)) if node.is_defined else "",
            change=Mark("removed", "removed"),
        )


def _changes_by_state(facts: ReviewFacts) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The changes inside of each state that both definitions have, as lines."""
    found: dict[str, list[Any]] = defaultdict(list)
    for change in facts.comparison.changes if facts.comparison else ():
        if not (isinstance(change, Removed) and place(change.old_pointer).is_state):
            found[state_of(change)].append(change)
    for pointer, changes in found.items():
        if pointer:
            lines = as_text(Changes(tuple(changes))).splitlines()
            yield pointer, tuple(line.removeprefix("  ") for line in lines[3:])


def at(document: Any, pointer: str) -> Any:
    """What a pointer names in a document, None where it names nothing."""
    for token in tokens(pointer):
        if isinstance(document, dict):
            document = document.get(token)
        elif isinstance(document, list) and token.isdecimal() and int(token) < len(document):
            document = document[int(token)]
        else:
            return None
    return document


def own_text(state: Any) -> str:
    """The JSON of a state without the states inside of it, of a very long one the beginning."""
    if isinstance(state, dict):
        state = {name: _without_states(name, value) for name, value in state.items()}
    text = json_text(state)
    left = len(text) - _LONGEST
    return text if left <= 0 else f"{text[:_LONGEST]}… ({left} more characters)"


def json_text(value: Any) -> str:
    """A value as JSON over several lines, odd numbers included."""
    try:
        return canonical_text(value).rstrip("\n")
    except (TypeError, ValueError):
        return json.dumps(value, ensure_ascii=False, indent=2, default=repr)


def _without_states(field: str, value: Any) -> Any:
    if field not in NESTING:
        return value
    if isinstance(value, list):
        return [_without_states(field, each) for each in value]
    states = value.get("States") if isinstance(value, Mapping) else None
    if not isinstance(states, dict):
        return value
    return {**value, "States": f"… {counted(len(states), 'state')}"}
