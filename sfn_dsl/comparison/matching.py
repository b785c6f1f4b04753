"""Which states of a scope were renamed.

States with the same name correspond. Others correspond if they do the same and are reached in the
same way; where the flow changed, content alone decides, and where many states do the same, the flow
decides. States that are too different were removed and added.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import attrs

from sfn_dsl.comparison.equality import (
    ANY_TARGET,
    NOTHING_RENAMED,
    STATE,
    RenamedStates,
    fingerprint,
    known_same,
)
from sfn_dsl.comparison.likeness import Leaf, Leaves, leaves, likeness_of_leaves
from sfn_dsl.definition.scopes import transitions

# The likeness that two states need: in the same place of the flow; anywhere; as a near copy.
_IN_PLACE: Final = 0.6
_ANYWHERE: Final = 0.75
_NEARLY_SAME: Final = 0.9
# Added to the likeness of two states in the same place if they have the same transitions.
_SAME_EXITS: Final = 0.2

# A leaf that more states than this have does not help to identify one.
_COMMON: Final = 16
_CANDIDATES: Final = 5
_FEW: Final = 20

# Two states that differ only in these are versions of one state.
_AROUND_THE_WORK: Final = frozenset(
    {"Comment", "Retry", "Catch", "TimeoutSeconds", "HeartbeatSeconds", "Next", "Default", "End"}
)

State = dict[str, Any]
Accept = Callable[[str, str], bool]


def match(old: Mapping[str, Any], new: Mapping[str, Any], starts: tuple[Any, Any]) -> RenamedStates:
    """The states of a scope that were renamed; `starts` has the values of both ``StartAt``."""
    if old.keys() == new.keys():
        return NOTHING_RENAMED
    left = {n: s for n, s in old.items() if n not in new and isinstance(s, dict)}
    right = {n: s for n, s in new.items() if n not in old and isinstance(s, dict)}
    if not left or not right:
        return NOTHING_RENAMED
    # From the side that sorts first, so that comparing in reverse makes the same choices.
    if list(right) < list(left):
        backward = _matched(new, old, right, left, (starts[1], starts[0]))
        return RenamedStates({a: b for b, a in backward.items()}, backward)
    forward = _matched(old, new, left, right, starts)
    return RenamedStates(forward, {b: a for a, b in forward.items()})


def _matched(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    left: dict[str, State],
    right: dict[str, State],
    starts: tuple[Any, Any],
) -> dict[str, str]:
    matching = _Matching(old, new, left, right)
    matching.run(starts)
    return matching.found


@attrs.define(slots=False)
class _Matching:
    """The search within one scope; `left` and `right` have the states that are not paired yet."""

    old: Mapping[str, Any]
    new: Mapping[str, Any]
    left: dict[str, State]
    right: dict[str, State]
    found: dict[str, str] = attrs.field(factory=dict)

    def run(self, starts: tuple[Any, Any]) -> None:
        """Pair states, the most certain matches first."""
        self._follow(starts, self._does_the_same)
        if self.left and self.right:
            self._follow(starts, self._does_the_same_work)
            self._pair_by_fingerprint(unique=True)
            self._follow(starts, self._does_the_same)
            self._pair_by_fingerprint(unique=False)
        if self.left and self.right:
            self._pair_by_likeness(_NEARLY_SAME)
            self._follow(starts, self._is_alike_in_place)
            self._pair_by_likeness(_ANYWHERE)

    def _pair(self, a: str, b: str) -> None:
        self.found[a] = b
        del self.left[a], self.right[b]

    def _follow(self, starts: tuple[Any, Any], accept: Accept) -> None:
        """Walk both flows side by side from every pair, along corresponding transitions."""
        pending = [starts] if all(isinstance(start, str) for start in starts) else []
        pending += [pair for a, b in self._pairs() for pair in self._common_exits(a, b)]
        while pending:
            a, b = pending.pop()
            if a in self.left and b in self.right and accept(a, b):
                self._pair(a, b)
                pending.extend(self._common_exits(a, b))

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield from ((name, name) for name in self.old if name in self.new)
        yield from list(self.found.items())

    def _common_exits(self, a: str, b: str) -> list[tuple[str, str]]:
        """The targets of corresponding transitions of two states, if they are not paired yet."""
        old, new = self.old[a], self.new[b]
        if not (isinstance(old, dict) and isinstance(new, dict)):
            return []
        exits = [(old[m], new[m]) for m in ("Next", "Default") if m in old and m in new]
        for member in ("Choices", "Catch"):
            if member in old and member in new:
                exits += _same_handlers(member, old[member], new[member])
        return [
            (one, other)
            for one, other in exits
            if isinstance(one, str)
            and isinstance(other, str)
            and one in self.left
            and other in self.right
        ]

    def _does_the_same(self, a: str, b: str) -> bool:
        return known_same(STATE, self.left[a], self.right[b], ANY_TARGET)

    def _does_the_same_work(self, a: str, b: str) -> bool:
        old = {key: member for key, member in self.left[a].items() if key not in _AROUND_THE_WORK}
        new = {key: member for key, member in self.right[b].items() if key not in _AROUND_THE_WORK}
        return len(old) > 1 and known_same(STATE, old, new, ANY_TARGET)

    def _is_alike_in_place(self, a: str, b: str) -> bool:
        likeness = self._likeness(a, b)
        return likeness > 0 and likeness + _SAME_EXITS * self._share_of_exits(a, b) >= _IN_PLACE

    def _share_of_exits(self, a: str, b: str) -> float:
        """The share of transitions that two states have in common, as far as targets are paired."""
        old = {self.found.get(way.target, way.target) for way in transitions("", self.old[a])}
        new = {way.target for way in transitions("", self.new[b])}
        return len(old & new) / len(old | new) if old or new else 0.0

    def _pair_by_fingerprint(self, *, unique: bool) -> None:
        """Pair states that do the same: unique pairs only, or all, in document order."""
        new_by_print = _grouped(self.right)
        for key, olds in _grouped(self.left).items():
            news = new_by_print.get(key, [])
            if not unique or len(olds) == len(news) == 1:
                for a, b in zip(olds, news, strict=False):
                    self._pair(a, b)

    def _pair_by_likeness(self, least: float) -> None:
        candidates = [
            (degree, a, b)
            for a, b in self._candidates()
            if (degree := self._likeness(a, b)) >= least
        ]
        for _, a, b in sorted(candidates, key=lambda found: -found[0]):
            if a in self.left and b in self.right:
                self._pair(a, b)

    def _candidates(self) -> Iterator[tuple[str, str]]:
        """Pairs worth comparing: all of few states, else those that share rare leaves."""
        if len(self.left) <= _FEW and len(self.right) <= _FEW:
            yield from ((a, b) for a in self.left for b in self.right)
            return
        holders: dict[Leaf, list[str]] = defaultdict(list)
        for b in self.right:
            for leaf in self._leaves_of(self.new, b):
                holders[leaf].append(b)
        for a in self.left:
            rare = (holders.get(leaf, ()) for leaf in self._leaves_of(self.old, a))
            votes = Counter(b for names in rare if len(names) <= _COMMON for b in names)
            yield from ((a, b) for b, _ in votes.most_common(_CANDIDATES))

    def _likeness(self, a: str, b: str) -> float:
        if self.old[a].get("Type") != self.new[b].get("Type"):
            return 0.0
        return likeness_of_leaves(self._leaves_of(self.old, a), self._leaves_of(self.new, b))

    def _leaves_of(self, side: Mapping[str, Any], name: str) -> Leaves:
        key = (side is self.old, name)
        if key not in self._known_leaves:
            self._known_leaves[key] = leaves(side[name])
        return self._known_leaves[key]

    @cached_property
    def _known_leaves(self) -> dict[tuple[bool, str], Leaves]:
        return {}


def _grouped(states: Mapping[str, State]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = defaultdict(list)
    for name, state in states.items():
        groups[fingerprint(STATE, state, None)].append(name)
    return groups


def _same_handlers(member: str, old: Any, new: Any) -> Iterable[tuple[Any, Any]]:
    """The targets of corresponding rules or catchers of two states, as pairs."""
    if not (isinstance(old, list) and isinstance(new, list)):
        return ()
    if len(old) == len(new):
        pairs = list(zip(old, new, strict=True))
    else:
        element = STATE.members[member].element
        assert element is not None  # noqa: S101 - rules and catchers are in arrays
        waiting = {fingerprint(element, one, None): one for one in reversed(new)}
        prints = ((one, fingerprint(element, one, None)) for one in old)
        pairs = [(one, waiting[key]) for one, key in prints if key in waiting]
    return (
        (one["Next"], other["Next"])
        for one, other in pairs
        if isinstance(one, dict) and isinstance(other, dict) and "Next" in one and "Next" in other
    )
