"""Many long edges to one state become one line that they join: a rail.

Fifty states that catch errors and go to the same one would be fifty lines side by side, which no
reader can follow, and a layout whose time grows with the cube of their number. As a rail they are
one line, which each of them joins beside its own state.

Where lines would be long all the same, as where each of fifty states leads to another one far away,
the longest are cut: the edge ends beside its state at a stub, which names the state it leads to. No
public definition known needs that; it keeps the time near-linear for any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from sfn_dsl.graph.svg.graphviz import Item, Line

# The weights of lines: a spine stays straight, and a state is close to where its edge joins a rail.
_SPINE: Final = 12
_LABELLED: Final = 3  # a condition is read beside the Choice that it is of
_JOIN: Final = 5
_RAIL: Final = 3
_SHORT: Final = 2  # the fewest steps of an edge that is worth joining
# How many steps all long lines together may have: so many, and one more for each item. The longest
# of 917 public definitions have 57, between 54 items.
_MOST_STEPS: Final = 100

_Groups = dict[tuple[int, bool, bool], list[int]]


@attrs.frozen
class Route:
    """An edge to lay out: its ends by number, whether it is a catcher's, the room of its label."""

    source: int
    target: int
    is_catch: bool = False
    is_spine: bool = False
    label: tuple[float, float] | None = None


@attrs.frozen
class Routing:
    """The lines of all edges.

    ``own`` has the line that an edge has to itself, by the number of the edge; ``shared`` the other
    lines, each with the edges that share it. ``stubs`` are the edges that end at a stub; these are
    numbered from the last item on, and after them the ``points`` that lines meet in.
    """

    lines: tuple[Line, ...]
    stubs: tuple[int, ...]
    points: int
    own: Mapping[int, int]
    shared: Mapping[int, tuple[int, ...]]


def routed(count: int, routes: Sequence[Route], start: int | None) -> Routing:
    """Lay lines for the edges between so many items, the first of which is `start`."""
    ranks = _ranks(count, routes, start)
    groups: _Groups = {}
    for number, route in enumerate(routes):
        is_upward = ranks[route.source] >= ranks[route.target]
        if abs(ranks[route.source] - ranks[route.target]) >= _SHORT:
            groups.setdefault((route.target, route.is_catch, is_upward), []).append(number)
    stubs = _cut(groups, routes, ranks)
    laying = _Laying(count, routes, ranks, stubs)
    for (target, _, is_upward), members in groups.items():
        # Of one alone, the label would stand halfway, far from where a reader looks for it.
        if len(members) > 1 or routes[members[0]].label:
            laying.rail(target, members, is_upward=is_upward)
    laying.rest()
    shared = {line: tuple(edges) for line, edges in laying.shared.items()}
    return Routing(tuple(laying.lines), stubs, laying.points, laying.own, shared)


def _cut(groups: _Groups, routes: Sequence[Route], ranks: Sequence[int]) -> tuple[int, ...]:
    """Take the edges out of the groups that are to end at stubs: first where few share much."""

    def steps(key: tuple[int, bool, bool]) -> int:
        return max(abs(ranks[routes[number].source] - ranks[key[0]]) for number in groups[key])

    lengths = {key: steps(key) for key in groups}
    total, most = sum(lengths.values()), _MOST_STEPS + len(ranks)
    found: list[int] = []
    for key in sorted(lengths, key=lambda key: lengths[key] / len(groups[key]), reverse=True):
        if total <= most:
            break
        total -= lengths[key]
        found += groups.pop(key)
    return tuple(sorted(found))


class _Laying:
    def __init__(
        self, count: int, routes: Sequence[Route], ranks: Sequence[int], stubs: Sequence[int]
    ) -> None:
        self._routes, self._ranks = routes, ranks
        self._first_point = count + len(stubs)
        self.points = 0
        self.lines = [
            Line(routes[n].source, count + at, routes[n].label) for at, n in enumerate(stubs)
        ]
        self.own = {number: line for line, number in enumerate(stubs)}
        self.shared: dict[int, list[int]] = {}

    def rail(self, target: int, members: Sequence[int], *, is_upward: bool) -> None:
        """One line to `target`, from the farthest of the edges on, which the others join."""
        by_rank: dict[int, list[int]] = {}
        for number in members:
            by_rank.setdefault(self._ranks[self._routes[number].source], []).append(number)
        before: int | None = None
        joined: list[int] = []
        for rank in sorted(by_rank, reverse=is_upward):
            point = self._first_point + self.points
            self.points += 1
            if before is not None:
                self._share(before, point, joined, is_upward=is_upward, has_arrow=False)
            for number in by_rank[rank]:
                self._join(number, point, is_upward=is_upward)
            joined = [*joined, *by_rank[rank]]
            before = point
        if before is not None:
            self._share(before, target, joined, is_upward=is_upward, has_arrow=True)

    def rest(self) -> None:
        """A line of its own for each edge that is in no rail."""
        for number, route in enumerate(self._routes):
            if number not in self.own:
                steps = self._ranks[route.target] - self._ranks[route.source]
                is_upward = steps < 0
                weight = _LABELLED if route.label else 1
                if route.is_spine and steps == 1:
                    weight = _SPINE
                self.own[number] = len(self.lines)
                ends = (route.source, route.target)
                self.lines.append(Line(*ends, route.label, weight, is_upward=is_upward))

    def _join(self, number: int, point: int, *, is_upward: bool) -> None:
        route = self._routes[number]
        self.own[number] = len(self.lines)
        self.lines.append(Line(route.source, point, route.label, _JOIN, False, is_upward))

    def _share(
        self, source: int, target: int, edges: list[int], *, is_upward: bool, has_arrow: bool
    ) -> None:
        self.shared[len(self.lines)] = edges
        self.lines.append(Line(source, target, None, _RAIL, has_arrow, is_upward))


def items_with_points(items: Sequence[Item], routing: Routing) -> list[Item]:
    """The items, stubs included, and the points of the rails after them."""
    return [*items, *(Item(1, 1, is_point=True) for _ in range(routing.points))]


def _ranks(count: int, routes: Sequence[Route], start: int | None) -> list[int]:
    """How many steps each item is from the start on the longest way, loops left out."""
    following: list[list[int]] = [[] for _ in range(count)]
    for route in routes:
        if route.source != route.target:
            following[route.source].append(route.target)
    order = _finished(following, start)
    place = {item: at for at, item in enumerate(reversed(order))}
    ranks = [0] * count
    for item in reversed(order):
        for target in following[item]:
            if place[target] > place[item]:
                ranks[target] = max(ranks[target], ranks[item] + 1)
    return ranks


def _finished(following: Sequence[Sequence[int]], start: int | None) -> list[int]:
    """The items in the order in which a depth-first search leaves them."""
    seen: set[int] = set()
    order: list[int] = []
    roots = ([] if start is None else [start]) + list(range(len(following)))
    for root in roots:
        if root in seen:
            continue
        seen.add(root)
        stack = [(root, iter(following[root]))]
        while stack:
            item, targets = stack[-1]
            for target in targets:
                if target not in seen:
                    seen.add(target)
                    stack.append((target, iter(following[target])))
                    break
            else:
                stack.pop()
                order.append(item)
    return order
