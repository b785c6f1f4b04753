"""An abstract interpretation of a definition: what is known wherever a state is entered.

Each scope is worked through until nothing changes, outer scopes first, since the input of an inner
scope is known only then. A state whose input keeps changing is treated as unknown, which bounds the
work whatever the loops. (ASL reference, section 2.)
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from sfn_dsl.advice import Advice
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.definition.scopes import Scope, Transition
from sfn_dsl.definition.states import language_of
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.dataflow.transfer import (
    transfer_jsonata,
    transfer_jsonpath,
    transfer_variables,
)
from sfn_dsl.lint.dataflow.visits import ANY_FLOW, Flow, Transfer, Visit, meet
from sfn_dsl.lint.subject import Subject

_MOST_ROUNDS: Final = 6


@attrs.define(eq=False)
class Entered:
    """A state reachable from its scope's start: what is known on entry, and what it passes on."""

    scope: Scope
    name: str
    pointer: str
    language: QueryLanguage
    flow: Flow
    transfer: Transfer

    @property
    def state(self) -> dict[str, Any]:
        """What the state says."""
        return self.scope.states[self.name]


def entered(subject: Subject) -> Sequence[Entered]:
    """Every state that can be entered, with what is known there; worked out once."""
    return subject.once(_analysed)


def _analysed(subject: Subject) -> Iterator[Entered]:
    """Every state that is entered; scopes with unknown targets are skipped."""
    default = language_of(subject.definition.document)
    is_all_jsonata = default is QueryLanguage.JSONATA and "QueryLanguage" not in subject.names
    of_jsonata = transfer_variables if is_all_jsonata else transfer_jsonata
    transfers = {QueryLanguage.JSONPATH: transfer_jsonpath, QueryLanguage.JSONATA: of_jsonata}
    inward: dict[str, Flow] = {"": Flow()}
    for scope in subject.scopes:
        given = inward.get(scope.pointer)
        if given is None or not _is_whole(subject, scope):
            continue
        ways = subject.transitions[scope.pointer]
        for entry in _Scope(scope, ways, default, transfers).run(given):
            if entry.transfer.inner:
                inward |= entry.transfer.inner
            yield entry


def _is_whole(subject: Subject, scope: Scope) -> bool:
    """Return whether every transition has a target that exists; else any may go anywhere."""
    start = scope.machine.get("StartAt")
    is_known = isinstance(start, str) and start in scope.states
    return is_known and not subject.unknown_targets[scope.pointer]


class _Scope:
    """The work on one scope: what came in on each transition, and how often a state was redone."""

    def __init__(
        self,
        scope: Scope,
        ways: Mapping[str, list[Transition]],
        default: QueryLanguage,
        transfers: Mapping[QueryLanguage, Callable[[Visit], Transfer]],
    ) -> None:
        self._scope = scope
        self._ways = ways
        self._default = default
        self._transfers = transfers
        self._given: dict[str, dict[str, Flow]] = {}
        self._entered: dict[str, Entered] = {}
        self._rounds: dict[str, int] = {}

    def run(self, given: Flow) -> list[Entered]:
        """Every state entered when the scope's start receives this."""
        start = str(self._scope.machine["StartAt"])
        order = self._order(start)
        self._given[start] = {f"{self._scope.pointer}/StartAt": given}
        pending, queued = [(0, start)], {start}
        while pending:
            _, name = heapq.heappop(pending)
            queued.discard(name)
            flow = self._entry(name)
            if flow is None:
                continue
            for target in self._leave(name, flow):
                if target not in queued:
                    queued.add(target)
                    heapq.heappush(pending, (order[target], target))
        return [self._entered[name] for name in order if name in self._entered]

    def _entry(self, name: str) -> Flow | None:
        """What came in on each transition, joined; None if that is not new."""
        before = self._entered.get(name)
        if before is None:
            return self._met(name)
        if before.flow is ANY_FLOW:
            return None
        self._rounds[name] = self._rounds.get(name, 1) + 1
        flow = ANY_FLOW if self._rounds[name] > _MOST_ROUNDS else self._met(name)
        return None if flow == before.flow else flow

    def _met(self, name: str) -> Flow:
        given = self._given[name]
        if len(given) == 1:
            return next(iter(given.values()))
        (first, flow), *others = given.items()
        for route, other in others:
            flow = meet(flow, other, first, route)
        return flow

    def _leave(self, name: str, flow: Flow) -> list[str]:
        """Pass on what is known along each transition; the targets for which that is new."""
        scope, ways, language = self._scope, self._ways[name], self._default
        state, pointer = scope.states[name], scope.pointers[name]
        if "QueryLanguage" in state:
            language = language_of(state, language)
        found = self._transfers[language](Visit(pointer, state, ways, flow))
        self._entered[name] = Entered(scope, name, pointer, language, flow, found)
        exits, news = found.exits, []
        for way in ways:
            given = self._given.setdefault(way.target, {})
            onward = exits.get(way.pointer)
            if onward is not None and given.get(way.pointer) != onward:
                given[way.pointer] = onward
                news.append(way.target)
        return news

    def _order(self, start: str) -> dict[str, int]:
        """The reachable states, each before its targets as far as the loops allow."""
        seen = {start}
        finished: list[str] = []
        pending = [(start, iter(self._ways[start]))]
        while pending:
            name, ways = pending[-1]
            way = next(ways, None)
            if way is None:
                finished.append(name)
                pending.pop()
            elif way.target not in seen:
                seen.add(way.target)
                pending.append((way.target, iter(self._ways[way.target])))
        return {name: rank for rank, name in enumerate(reversed(finished))}


def route_in_words(pointer: str, advice: Advice) -> str:
    """A transition by the state it leaves and its field: "'A', by its 'Default'"."""
    parts = tokens(pointer)
    if parts[-1:] == ("StartAt",):
        return "the start"
    # The last States on the way down holds the state that the transition leaves.
    for at in range(len(parts) - 3, -1, -1):
        if parts[at] == "States":
            index = parts[at + 3] if len(parts) > at + 4 else ""
            return f"'{parts[at + 1]}', by its {advice.item(parts[at + 2], index)}"
    return pointer
