"""What a rule is given and gives back: the definition under examination, and findings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar

from sfn_dsl._lazy import lazy_property
from sfn_dsl.advice import Advice, advice_for
from sfn_dsl.definition import Definition
from sfn_dsl.definition.objects import DEPTH, objects
from sfn_dsl.definition.scopes import Scope, Transition, scopes, transitions
from sfn_dsl.definition.states import language_of
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.expressions import Place, Stating, stating
from sfn_dsl.spelling import nearest


class Finding(NamedTuple):
    """What a rule reports about the part of the definition that a JSON pointer names.

    ``is_accepted`` says of an error of a rule that AWS has too that AWS does not report this one:
    it accepts the definition, and the execution fails.
    """

    pointer: str
    message: str
    severity: Severity = Severity.ERROR
    is_accepted: bool = False


class Rule(Protocol):
    """A module of `sfn_dsl.lint.rules`: a docstring with why, Bad and Good, a code and a check."""

    CODE: str

    def check(self, subject: Subject, /) -> Iterator[Finding]:
        """Everything the rule finds."""


_T = TypeVar("_T")

_MOST_GUESSES = 100
_MOST_COMPARED = 100_000
# A document that contains itself is a RecursionError in any case.
_COMPACT = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, check_circular=False)
_TARGET = attrgetter("target")
_TERMINAL = ("Succeed", "Fail")


def ends(state: dict[str, Any]) -> bool:
    """Return whether a state is terminal."""
    return bool(state.get("End")) or state.get("Type") in _TERMINAL


class Subject:
    """A definition under examination; what several rules need of it is worked out once."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self._reached: dict[str, set[str] | None] = {}
        self._guesses = 0
        self._compared = 0
        self._found: dict[Any, tuple[Any, ...]] = {}

    def once(self, find: Callable[[Subject], Iterable[_T]]) -> Sequence[_T]:
        """What a function finds in this definition, worked out when first needed."""
        if find not in self._found:
            self._found[find] = tuple(find(self))
        return self._found[find]

    @lazy_property
    def advice(self) -> Advice:
        """How messages spell what to write: in the language that the author wrote."""
        return advice_for(self.definition.source)

    @lazy_property
    def text(self) -> str:
        """The compact JSON of the definition, empty if it is not a JSON document.

        It shows at once what a definition does not contain.
        """
        try:
            return _COMPACT.encode(self.definition.document)
        except (RecursionError, TypeError, ValueError):
            return ""

    @property
    def is_too_deep(self) -> bool:
        """Whether objects and arrays are nested more than ``DEPTH`` levels deep."""
        # Most definitions have too few of them for that.
        text = self.text
        if text and text.count("{") + text.count("[") <= DEPTH:
            return False
        return objects(self.definition.document, DEPTH) is None

    def may_contain(self, part: str) -> bool:
        """Return whether a text occurs in the definition, as far as its compact JSON shows."""
        return part in self.text or not self.text

    @lazy_property
    def scopes(self) -> tuple[Scope, ...]:
        """Every block of States, outer ones first."""
        return tuple(scopes(self.definition.document))

    @lazy_property
    def names(self) -> set[str]:
        """The types of all states, and the names of their fields."""
        found: set[str] = set()
        for scope in self.scopes:
            for state in scope.states.values():
                found.update(state)
                kind = state.get("Type")
                if isinstance(kind, str):
                    found.add(kind)
        return found

    @lazy_property
    def transitions(self) -> dict[str, dict[str, list[Transition]]]:
        """The transitions out of each state, by the scope's pointer and the state's name."""
        return {
            scope.pointer: {
                name: transitions(scope.pointers[name], state)
                for name, state in scope.states.items()
            }
            for scope in self.scopes
        }

    @lazy_property
    def unknown_targets(self) -> dict[str, list[Transition]]:
        """The transitions to states that their scope does not have, by the scope's pointer."""
        return {
            scope.pointer: [
                way
                for ways in self.transitions[scope.pointer].values()
                for way in ways
                if way.target not in scope.states
            ]
            for scope in self.scopes
        }

    @lazy_property
    def terminal(self) -> dict[str, set[str]]:
        """The names of the terminal states of each scope, by the scope's pointer."""
        return {
            scope.pointer: {name for name, state in scope.states.items() if ends(state)}
            for scope in self.scopes
        }

    @property
    def has_end(self) -> bool:
        """Whether a terminal state exists anywhere, which is what AWS looks for."""
        return any(self.terminal.values())

    @lazy_property
    def stating(self) -> list[Stating]:
        """Every state with expressions in it, and where they are."""
        return stating(self.scopes, language_of(self.definition.document))

    @lazy_property
    def places(self) -> list[Place]:
        """Every expression."""
        return [place for each in self.stating for place in each.places]

    def reached(self, scope: Scope) -> set[str] | None:
        """The names of the states of a scope that are reachable from its start.

        A misspelt target counts as the state it most likely means. None if a target means no known
        state, or a state has no transition where it needs one, since any state may then be the
        next one: one mistake is to be reported once.
        """
        if scope.pointer not in self._reached:
            self._reached[scope.pointer] = self._walked(scope)
        return self._reached[scope.pointer]

    def _walked(self, scope: Scope) -> set[str] | None:
        ways, terminal = self.transitions[scope.pointer], self.terminal[scope.pointer]
        found: set[str] = set()
        start = scope.machine.get("StartAt")
        pending: list[str | None] = [start if isinstance(start, str) else self.meant(scope, start)]
        while pending:
            name = pending.pop()
            if name not in ways:
                name = None if name is None else self.meant(scope, name)
                if name is None:
                    return None
            if name not in found:
                found.add(name)
                if onward := ways[name]:
                    pending += map(_TARGET, onward)
                elif name not in terminal:
                    return None
        return found

    def meant(self, scope: Scope, target: object) -> str | None:
        """The state of a scope that a misspelt target most likely means.

        The search compares all names, so in a definition full of unknown targets it is made only
        for the first of them.
        """
        if self._guesses >= _MOST_GUESSES or self._compared >= _MOST_COMPARED:
            return None
        self._guesses += 1
        self._compared += len(scope.states)
        return nearest(str(target), scope.states)
