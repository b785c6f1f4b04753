"""Runs the rules over a definition."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Protocol, TypeVar

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import Scope, Transition, scopes, transitions
from sfn_dsl.definition.states import language_of
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.lint.places import Place, places
from sfn_dsl.spelling import nearest


@attrs.frozen
class Finding:
    """What a rule has to say about the part of the definition that a JSON pointer names."""

    pointer: str
    message: str
    severity: Severity = Severity.ERROR


class Rule(Protocol):
    """A module of `sfn_dsl.lint.rules`: a docstring with why, Bad and Good, a code and a check."""

    CODE: str

    def check(self, subject: Subject, /) -> Iterator[Finding]:
        """Everything the rule finds."""


_T = TypeVar("_T")

_MOST_GUESSES = 100
_MOST_COMPARED = 100_000
_TERMINAL = ("Succeed", "Fail")


def ends(state: dict[str, Any]) -> bool:
    """Tell whether a state ends its machine."""
    return bool(state.get("End")) or state.get("Type") in _TERMINAL


class Subject:
    """A definition under examination, with what several rules ask of it worked out once."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self._reached: dict[str, set[str] | None] = {}
        self._guesses = 0
        self._compared = 0
        self._found: dict[Any, tuple[Any, ...]] = {}

    def once(self, find: Callable[[Subject], Iterable[_T]]) -> Sequence[_T]:
        """What a function finds in this definition, worked out when it is first asked for."""
        if find not in self._found:
            self._found[find] = tuple(find(self))
        return self._found[find]

    @cached_property
    def text(self) -> str:
        """The most compact text of the definition, empty for what is no JSON document.

        A rule for something rare can look in it before it looks at every state.
        """
        document = self.definition.document
        try:
            return json.dumps(document, separators=(",", ":"), ensure_ascii=False)
        except (RecursionError, TypeError, ValueError):
            return ""

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """Every block of States, outer ones first."""
        return tuple(scopes(self.definition.document))

    @cached_property
    def transitions(self) -> dict[str, dict[str, list[Transition]]]:
        """The ways out of each state, by the scope's pointer and the state's name."""
        return {
            scope.pointer: {
                name: transitions(scope.state_pointer(name), state)
                for name, state in scope.states.items()
            }
            for scope in self.scopes
        }

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every expression."""
        return tuple(places(self.scopes, language_of(self.definition.document)))

    def reached(self, scope: Scope) -> set[str] | None:
        """The names of the states of a scope that its start leads to, directly or not.

        A misspelt target counts as the state it most likely means. None where one means no known
        state, or where a state forgets to lead on, since any state may then be the next one: one
        mistake is to be found once.
        """
        if scope.pointer not in self._reached:
            self._reached[scope.pointer] = self._walked(scope)
        return self._reached[scope.pointer]

    def _walked(self, scope: Scope) -> set[str] | None:
        ways = self.transitions[scope.pointer]
        found: set[str] = set()
        pending = [scope.machine.get("StartAt")]
        while pending:
            target = pending.pop()
            is_known = isinstance(target, str) and target in ways
            name = str(target) if is_known else self.meant(scope, target)
            if name is None:
                return None
            if name not in found:
                found.add(name)
                pending.extend(way.target for way in ways[name])
                if not ways[name] and not ends(scope.states[name]):
                    return None
        return found

    def meant(self, scope: Scope, target: object) -> str | None:
        """The state of a scope that a misspelt target most likely means.

        Looking for it costs a walk over all names, so a definition full of unknown targets is told
        for the first of them only.
        """
        if self._guesses >= _MOST_GUESSES or self._compared >= _MOST_COMPARED:
            return None
        self._guesses += 1
        self._compared += len(scope.states)
        return nearest(str(target), scope.states)


def lint(definition: Definition, *, strict: bool = False) -> list[Diagnostic]:
    """What the rules find in a definition; odd input raises nothing.

    Advice, which no machine fails without, is given only with ``strict``.
    """
    # The rules import what is above; loading them here keeps that from going round in a circle.
    from sfn_dsl.lint.rules import RULES

    subject = Subject(definition)
    return [
        Diagnostic(
            rule.CODE,
            finding.severity,
            finding.message,
            finding.pointer,
            definition.source.locate(finding.pointer),
        )
        for rule in RULES
        for finding in rule.check(subject)
        if strict or finding.severity is not Severity.INFO
    ]
