"""Which elements of two arrays correspond, where order matters.

Equal elements are found by fingerprint. The longest run of them in the same order stays in place
and the others have moved; between two that stay, the remaining elements of both sides are paired in
order if they are similar. Each step takes roughly linear time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any

import attrs

from sfn_dsl.comparison.likeness import KIN

_ALIKE_ENOUGH = 0.8
_WINDOW = 8


@attrs.frozen
class Row:
    """The indices of corresponding elements in the old and the new array; None for a missing one.

    ``moved`` is True if its position changed among the elements that both arrays have.
    """

    old: int | None
    new: int | None
    moved: bool = False


@attrs.frozen
class ElementTests:
    """How elements are compared: known to be the same, same fingerprint, likeness from 0 to 1."""

    known_same: Callable[[Any, Any], bool]
    old_fingerprint: Callable[[Any], Hashable]
    new_fingerprint: Callable[[Any], Hashable]
    likeness: Callable[[Any, Any], float]


def align(old: Sequence[Any], new: Sequence[Any], by: ElementTests) -> list[Row]:
    """The elements that differ or may differ; those known to be unchanged have no row."""
    start = 0
    shortest = min(len(old), len(new))
    while start < shortest and by.known_same(old[start], new[start]):
        start += 1
    old_end, new_end = len(old), len(new)
    while start < min(old_end, new_end) and by.known_same(old[old_end - 1], new[new_end - 1]):
        old_end, new_end = old_end - 1, new_end - 1
    equal = _equal(old, new, range(start, old_end), range(start, new_end), by)
    kept = _longest_run(equal, old, new)
    rows = [Row(i, j, moved=(i, j) not in kept) for i, j in equal]
    matched_old, matched_new = {i for i, _ in equal}, {j for _, j in equal}
    for old_gap, new_gap in _gaps(sorted(kept), start, old_end, new_end):
        left = [i for i in old_gap if i not in matched_old]
        right = [j for j in new_gap if j not in matched_new]
        rows += _pair_in_order(old, new, left, right, by)
    return sorted(rows, key=lambda row: row.new if row.new is not None else row.old or 0)


def _equal(
    old: Sequence[Any], new: Sequence[Any], old_range: range, new_range: range, by: ElementTests
) -> list[tuple[int, int]]:
    """Pairs of equal elements; if several in one array are equal, they are paired in order."""
    if not old_range or not new_range or len(old_range) == len(new_range) == 1:
        return []
    places: dict[Hashable, list[int]] = defaultdict(list)
    for j in reversed(new_range):
        places[by.new_fingerprint(new[j])].append(j)
    found = ((i, places.get(by.old_fingerprint(old[i]))) for i in old_range)
    return [(i, candidates.pop()) for i, candidates in found if candidates]


def _longest_run(
    pairs: Sequence[tuple[int, int]], old: Sequence[Any], new: Sequence[Any]
) -> set[tuple[int, int]]:
    """The largest set of pairs that are in the same order in both arrays.

    Often there are several: if two elements swapped places, either one may have moved. The search
    runs in whichever of the two directions sorts first, so that comparing in reverse makes the same
    choice.
    """
    if not pairs:
        return set()
    flipped = sorted((j, i) for i, j in pairs)
    forth, back = _order(pairs), _order(flipped)
    if forth == back:
        forth_reads = (_reading(old[i]) for i, _ in pairs)
        back_reads = (_reading(new[j]) for j, _ in flipped)
        is_back = _sorts_first(back_reads, forth_reads)
    else:
        is_back = back < forth
    if is_back:
        return {(i, j) for j, i in _longest_increasing(flipped)}
    return set(_longest_increasing(pairs))


def _sorts_first(one: Iterable[str], other: Iterable[str]) -> bool:
    """Return whether the first texts sort before the others, of which there are as many."""
    differing = ((a, b) for a, b in zip(one, other, strict=False) if a != b)
    return next((a < b for a, b in differing), False)


def _reading(value: Any) -> str:
    try:
        return repr(value)
    except RecursionError:
        return ""


def _order(pairs: Sequence[tuple[int, int]]) -> list[int]:
    rank = {second: position for position, second in enumerate(sorted(s for _, s in pairs))}
    return [rank[second] for _, second in pairs]


def _longest_increasing(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The longest subsequence with increasing second numbers, last first (patience sorting)."""
    tops: list[int] = []
    top_places: list[int] = []
    before: list[int | None] = []
    for place, (_, second) in enumerate(pairs):
        pile = bisect_left(tops, second)
        before.append(top_places[pile - 1] if pile else None)
        tops[pile : pile + 1] = [second]
        top_places[pile : pile + 1] = [place]
    current = top_places[-1] if top_places else None
    while current is not None:
        yield pairs[current]
        current = before[current]


def _gaps(
    kept: Sequence[tuple[int, int]], start: int, old_end: int, new_end: int
) -> Iterator[tuple[range, range]]:
    i, j = start, start
    for old_kept, new_kept in (*kept, (old_end, new_end)):
        yield range(i, old_kept), range(j, new_kept)
        i, j = old_kept + 1, new_kept + 1


def _pair_in_order(
    old: Sequence[Any], new: Sequence[Any], left: list[int], right: list[int], by: ElementTests
) -> list[Row]:
    """Pair similar elements without crossing; the others were removed or added."""
    pairs = list(zip(left, right, strict=False))
    if len(left) != len(right) or not all(_are_kin(old[i], new[j], by) for i, j in pairs):
        pairs = _nearest_either_way(old, new, left, right, by)
    gone, come = set(left) - {i for i, _ in pairs}, set(right) - {j for _, j in pairs}
    rows = [Row(i, j) for i, j in pairs]
    return rows + [Row(i, None) for i in gone] + [Row(None, j) for j in come]


def _are_kin(one: Any, other: Any, by: ElementTests) -> bool:
    # Small elements that differ only in explicit defaults look dissimilar but are equal.
    return by.likeness(one, other) >= KIN or by.old_fingerprint(one) == by.new_fingerprint(other)


def _nearest_either_way(
    old: Sequence[Any], new: Sequence[Any], left: list[int], right: list[int], by: ElementTests
) -> list[tuple[int, int]]:
    """Pair from the side that sorts first, so that comparing in reverse makes the same choice."""
    lefts, rights = (_reading(old[i]) for i in left), (_reading(new[j]) for j in right)
    is_back = len(right) < len(left)
    if len(left) == len(right):
        is_back = _sorts_first(rights, lefts)
    if is_back:
        return [(i, j) for j, i in _nearest(new, old, right, left, by)]
    return _nearest(old, new, left, right, by)


def _nearest(
    old: Sequence[Any], new: Sequence[Any], left: list[int], right: list[int], by: ElementTests
) -> list[tuple[int, int]]:
    """Pair each element with the most similar of the next few on the other side."""
    pairs: list[tuple[int, int]] = []
    a, b = 0, 0
    while a < len(left) and b < len(right):
        best, skip_old, skip_new = by.likeness(old[left[a]], new[right[b]]), 0, 0
        for ahead in range(1, _WINDOW + 1):
            if best >= _ALIKE_ENOUGH:
                break
            for da, db in ((0, ahead), (ahead, 0)):
                if a + da < len(left) and b + db < len(right):
                    degree = by.likeness(old[left[a + da]], new[right[b + db]])
                    if degree > best:
                        best, skip_old, skip_new = degree, da, db
        if best >= KIN:
            pairs.append((left[a + skip_old], right[b + skip_new]))
        else:
            skip_old = skip_new = 0
        a, b = a + skip_old + 1, b + skip_new + 1
    return pairs
