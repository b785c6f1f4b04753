"""The abstract interpretation of a definition: what is known wherever a state is entered.

Each scope is worked through until nothing changes, outer scopes first, since what an inner one is
given is known only then. A state that keeps changing is taken for unknown, which bounds the work
whatever the cycles. (ASL reference, section 2.)
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from typing import Any, Final

import attrs

from sfn_dsl.definition.scopes import Scope, Transition
from sfn_dsl.definition.states import language_of
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.dataflow.crossings import Crossing, Passage
from sfn_dsl.lint.dataflow.flow import ANY_FLOW, Flow, meet
from sfn_dsl.lint.dataflow.jsonata_passages import pass_jsonata
from sfn_dsl.lint.dataflow.passages import pass_jsonpath

_MOST_VISITS: Final = 6

Ways = Mapping[str, Mapping[str, list[Transition]]]


@attrs.frozen
class Entered:
    """A state that its scope's start leads to: what is known on entry, and what becomes of it."""

    scope: Scope
    name: str
    pointer: str
    language: QueryLanguage
    flow: Flow
    passage: Passage

    @property
    def state(self) -> dict[str, Any]:
        """What the state says."""
        return self.scope.states[self.name]


def analyse(document: Any, scopes: tuple[Scope, ...], ways: Ways) -> tuple[Entered, ...]:
    """Every state that is entered; scopes with unknown targets are passed over."""
    default = language_of(document)
    inward: dict[str, Flow] = {"": Flow()}
    found: list[Entered] = []
    for scope in scopes:
        given = inward.get(scope.pointer)
        if given is None or not _is_whole(scope, ways[scope.pointer]):
            continue
        for entered in _Scope(scope, ways[scope.pointer], default).run(given):
            inward |= entered.passage.inner
            found.append(entered)
    return tuple(found)


def _is_whole(scope: Scope, ways: Mapping[str, list[Transition]]) -> bool:
    """Tell whether each transition leads to a state that is there; else any may lead anywhere."""
    start = scope.machine.get("StartAt")
    return (
        isinstance(start, str)
        and start in scope.states
        and all(way.target in scope.states for found in ways.values() for way in found)
    )


class _Scope:
    """The work on one scope: what came in on each transition, and how often a state was passed."""

    def __init__(
        self, scope: Scope, ways: Mapping[str, list[Transition]], default: QueryLanguage
    ) -> None:
        self._scope = scope
        self._ways = ways
        self._default = default
        self._given: dict[str, dict[str, Flow]] = {}
        self._entries: dict[str, Flow] = {}
        self._passages: dict[str, Passage] = {}
        self._visits: dict[str, int] = {}

    def run(self, given: Flow) -> list[Entered]:
        """Every state entered when the scope's start is given this."""
        start = str(self._scope.machine["StartAt"])
        order = self._order(start)
        self._given[start] = {f"{self._scope.pointer}/StartAt": given}
        pending, queued = [(0, start)], {start}
        while pending:
            _, name = heapq.heappop(pending)
            queued.discard(name)
            if not self._enter(name):
                continue
            for target in self._leave(name):
                if target not in queued:
                    queued.add(target)
                    heapq.heappush(pending, (order[target], target))
        return [self._entered(name) for name in order if name in self._entries]

    def _entered(self, name: str) -> Entered:
        pointer = self._scope.state_pointer(name)
        language = language_of(self._scope.states[name], self._default)
        flow = self._entries[name]
        return Entered(self._scope, name, pointer, language, flow, self._passed(name))

    def _passed(self, name: str) -> Passage:
        """What becomes of what is known on entry, worked out again only when that has changed."""
        if name not in self._passages:
            self._passages[name] = self._cross(name)
        return self._passages[name]

    def _cross(self, name: str) -> Passage:
        state = self._scope.states[name]
        pointer = self._scope.state_pointer(name)
        crossing = Crossing(pointer, state, self._ways[name], self._entries[name])
        if language_of(state, self._default) is QueryLanguage.JSONATA:
            return pass_jsonata(crossing)
        return pass_jsonpath(crossing)

    def _enter(self, name: str) -> bool:
        """Bring together what came in on each way; tell whether that is news."""
        known = self._entries.get(name)
        if known is ANY_FLOW:
            return False
        self._visits[name] = self._visits.get(name, 0) + 1
        flow = ANY_FLOW if self._visits[name] > _MOST_VISITS else self._met(name)
        if known is not None and flow == known:
            return False
        self._entries[name] = flow
        self._passages.pop(name, None)
        return True

    def _met(self, name: str) -> Flow:
        (first, flow), *others = self._given[name].items()
        for route, other in others:
            flow = meet(flow, other, first, route)
        return flow

    def _leave(self, name: str) -> list[str]:
        """Hand on what is known on each way out; the targets for which that is news."""
        exits, news = self._passed(name).exits, []
        for way in self._ways[name]:
            given = self._given.setdefault(way.target, {})
            flow = exits.get(way.pointer)
            if flow is not None and given.get(way.pointer) != flow:
                given[way.pointer] = flow
                news.append(way.target)
        return news

    def _order(self, start: str) -> dict[str, int]:
        """The states that the start leads to, each before those it leads to where that is so."""
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
