"""How similar two values are, from 0 to 1: a changed value or a replaced one.

Values are compared as bags of leaves: scalars, each with the path of names to it. Paths have no
array indices and no names of nested states, so that an inserted rule or a renamed nested state does
not make everything around it look new. Transitions are ignored.

Two values are as similar to each other whichever comes first, to the last bit: sums are exact.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from math import fsum
from typing import Any

from sfn_dsl.comparison.equality import same_json

Leaf = tuple[str, Any]
Leaves = Counter[Leaf]

# With less likeness than this, an element was replaced, not changed.
KIN = 0.3
_MOST_LEAVES = 4_000
# Equal leaves count as one above; this bounds the time where there are many of them.
_MOST_PARTS = 8_000
# Anything deeper is ignored: nested scopes and arrays would each visit it again.
_MOST_LEVELS = 24
_LONGEST_PATH = 400
_ROLE = frozenset({"Next", "Default", "StartAt", "End"})
# Members that identify something: a function, a topic, a table, an error.
_IDENTITY = re.compile(r"/[^/]*(?:Name|Arn|Url|Uri|Endpoint|Bucket|Id|Resource|Error)(?:\.\$)?$")
_IDENTITY_WEIGHT = 3.0
# Nearly the same in most states of a machine, so weak evidence.
_BOILERPLATE = re.compile(r"^/(?:Retry|Catch)/")
_PLUMBING = re.compile(r"^/(?:InputPath|OutputPath|ResultPath|Comment|QueryLanguage)$")
_SERVICE = "arn:aws:states:::"


class Likeness:
    """How similar the elements of two arrays are, each of which is taken apart once."""

    def __init__(self) -> None:
        # By identity, which holds while the arrays do.
        self._known: dict[int, Leaves] = {}

    def __call__(self, old: Any, new: Any) -> float:
        """The likeness of two elements, from 0 to 1."""
        return likeness(old, new, self._leaves)

    def _leaves(self, value: Any) -> Leaves:
        if id(value) not in self._known:
            self._known[id(value)] = leaves(value)
        return self._known[id(value)]


def likeness(old: Any, new: Any, leaves_of: Callable[[Any], Leaves] | None = None) -> float:
    """How similar two values are; a scalar may change to any other, less likely to an object."""
    leaves_of = leaves_of or leaves
    if isinstance(old, dict) and isinstance(new, dict):
        share = share_of_members(old, new)
        if share >= 0.5:  # good enough, and comparing leaves is slow
            return share
        least = KIN if old.keys() == new.keys() else 0.0
        return max(least, likeness_of_leaves(leaves_of(old), leaves_of(new)))
    if isinstance(old, list) and isinstance(new, list):
        return likeness_of_leaves(leaves_of(old), leaves_of(new))
    containers = (dict, list)
    return KIN if isinstance(old, containers) or isinstance(new, containers) else 1.0


def share_of_members(old: dict[str, Any], new: dict[str, Any]) -> float:
    """The share of two objects' members that are equal, transitions apart."""
    both = old.keys() & new.keys() - _ROLE
    total = max(len(old.keys() - _ROLE), len(new.keys() - _ROLE))
    return sum(same_json(old[key], new[key]) for key in both) / total if total else 1.0


def likeness_of_leaves(old: Leaves, new: Leaves) -> float:
    """The weight of the common leaves as a share of all leaves.

    If both values identify something, and not the same thing, the result is halved.
    """
    total = (_weight_of_all(old) + _weight_of_all(new)) / 2
    if not total:
        return 1.0
    share = min(1.0, _in_common(old, new) / total)
    old_identity, new_identity = _identity(old), _identity(new)
    another = old_identity and new_identity and not _in_common(old_identity, new_identity)
    return share / 2 if another else share


def _in_common(old: Leaves, new: Leaves) -> float:
    return _weight_of_all(old & new) + _near(old - new, new - old)


def _identity(of: Leaves) -> Leaves:
    return Counter(
        {leaf: times for leaf, times in of.items() if _weight(*leaf) == _IDENTITY_WEIGHT}
    )


def leaves(value: Any) -> Leaves:
    """The leaves of a value with their counts; for a very large value, only the first ones."""
    found: Leaves = Counter()
    pending = [("", 0, value)]
    parts = 1
    while pending and len(found) < _MOST_LEAVES:
        path, level, part = pending.pop()
        if level > _MOST_LEVELS or len(path) > _LONGEST_PATH:
            continue
        if isinstance(part, (dict, list)):
            members = _members(path, part, level + 1)
            before = len(pending)
            pending.extend(islice(members, _MOST_PARTS - parts))
            parts += len(pending) - before
        else:
            # To Python, True is 1; precise enough for likeness.
            found[path, part] += 1
    return found


def _members(
    path: str, value: dict[str, Any] | list[Any], level: int
) -> Iterator[tuple[str, int, Any]]:
    if isinstance(value, list):
        below = f"{path}/*"
        yield from ((below, level, element) for element in value)
        return
    masked = path.endswith("/States")
    for key, member in value.items():
        if not (key in _ROLE and isinstance(member, (str, bool))) and (path or key != "Type"):
            yield f"{path}/*" if masked else f"{path}/{key}", level, member


def _near(old: Leaves, new: Leaves) -> float:
    """The similarity of leaves with the same path and different values."""
    waiting: dict[str, deque[Any]] = defaultdict(deque)
    for path, value in old.elements():
        waiting[path].append(value)
    return fsum(
        _likeness_of_leaf(path, waiting[path].popleft(), value)
        for path, value in new.elements()
        if waiting.get(path)
    )


def _likeness_of_leaf(path: str, old: Any, new: Any) -> float:
    weight = (_weight(path, old) + _weight(path, new)) / 2
    return weight * _likeness_of_scalars(old, new)


def _likeness_of_scalars(old: Any, new: Any) -> float:
    if isinstance(old, str) and isinstance(new, str):
        return _likeness_of_texts(old, new)
    return 0.6 if isinstance(old, (int, float)) and isinstance(new, (int, float)) else 0.0


def _likeness_of_texts(old: str, new: str) -> float:
    """The share of two strings that is a common prefix or suffix; 0 if it is less than half."""
    if old.startswith("arn:") and new.startswith("arn:"):
        old, new = old.rpartition(":")[2], new.rpartition(":")[2]
    longest, shortest = max(len(old), len(new)), min(len(old), len(new))
    front = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    rest = shortest - front
    back = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    share = (front + back) / longest if longest else 1.0
    return share if share >= 0.5 else 0.0


def _weight_of_all(of: Leaves) -> float:
    return fsum(_weight(path, value) * times for (path, value), times in of.items())


def _weight(path: str, value: Any) -> float:
    if path.endswith("Resource") and isinstance(value, str) and value.startswith(_SERVICE):
        return 1.0  # a service integration: its parameters identify what is called
    return _weight_of_path(path)


@cache
def _weight_of_path(path: str) -> float:
    if _BOILERPLATE.match(path):
        return 0.1
    if _PLUMBING.match(path):
        return 0.5
    return _IDENTITY_WEIGHT if _IDENTITY.search(path) else 1.0
