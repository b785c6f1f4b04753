"""How much two values are alike, from 0 to 1: what tells a change from a replacement.

Values are seen as bags of leaves, a leaf being a scalar and the names that lead to it. Indices and
the names of nested states are left out, so neither an inserted rule nor a renamed state inside
makes everything around it look new; where a state leads is left out altogether.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from sfn_dsl.comparison.equality import same

Leaf = tuple[str, Any]
Leaves = Counter[Leaf]

# The least likeness at which one element may still have become another.
KIN = 0.3
_MOST_LEAVES = 4_000
# What lies deeper is left out: with many scopes inside each other it would be seen from each.
_LONGEST_PATH = 400
_ROLE = frozenset({"Next", "Default", "StartAt", "End"})
# What says which thing is meant: a function, a topic, a table, an error.
_IDENTITY = re.compile(r"/[^/]*(?:Name|Arn|Url|Uri|Endpoint|Bucket|Id|Resource|Error)(?:\.\$)?$")
_IDENTITY_WEIGHT = 3.0
# The same in most states of a machine, so it says little about this one.
_BOILERPLATE = re.compile(r"^/(?:Retry|Catch)/")
_PLUMBING = re.compile(r"^/(?:InputPath|OutputPath|ResultPath|Comment|QueryLanguage)$")
_SERVICE = "arn:aws:states:::"


def likeness(old: Any, new: Any) -> float:
    """How much two values are alike; a scalar may have become any other, less likely an object."""
    if isinstance(old, dict) and isinstance(new, dict):
        share = share_of_members(old, new)
        if share >= 0.5:  # sure enough, and leaves take their time
            return share
        least = KIN if old.keys() == new.keys() else 0.0
        return max(least, likeness_of_leaves(leaves(old), leaves(new)))
    if isinstance(old, list) and isinstance(new, list):
        return likeness_of_leaves(leaves(old), leaves(new))
    containers = (dict, list)
    return KIN if isinstance(old, containers) or isinstance(new, containers) else 1.0


def share_of_members(old: dict[str, Any], new: dict[str, Any]) -> float:
    """The share of two objects' members that are equal, apart from those that say where to go."""
    both = old.keys() & new.keys() - _ROLE
    total = max(len(old.keys() - _ROLE), len(new.keys() - _ROLE))
    return sum(same(old[key], new[key]) for key in both) / total if total else 1.0


def likeness_of_leaves(old: Leaves, new: Leaves) -> float:
    """The weight of what two values have in common, as a share of what each has.

    When both say which thing they mean, and not the same one, all else counts for half.
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
    """The leaves of a value, with how often each occurs; of a very large one the first of them."""
    found: Leaves = Counter()
    pending = [("", value)]
    while pending and len(found) < _MOST_LEAVES:
        path, part = pending.pop()
        if len(path) > _LONGEST_PATH:
            continue
        if isinstance(part, dict):
            pending.extend(_members(path, part))
        elif isinstance(part, list):
            pending.extend((f"{path}/*", element) for element in part)
        else:
            # Python takes true for 1; for likeness that is near enough.
            found[path, part] += 1
    return found


def _members(path: str, value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    masked = path.endswith("/States")
    for key, member in value.items():
        if not (key in _ROLE and isinstance(member, (str, bool))) and (path or key != "Type"):
            yield f"{path}/*" if masked else f"{path}/{key}", member


def _near(old: Leaves, new: Leaves) -> float:
    """What leaves in the same place with different values still have in common."""
    waiting: dict[str, list[Any]] = defaultdict(list)
    for path, value in old.elements():
        waiting[path].append(value)
    total = 0.0
    for path, value in new.elements():
        if waiting.get(path):
            total += _weight(path, value) * _likeness_of_scalars(waiting[path].pop(0), value)
    return total


def _likeness_of_scalars(old: Any, new: Any) -> float:
    if isinstance(old, str) and isinstance(new, str):
        return _likeness_of_texts(old, new)
    return 0.6 if isinstance(old, (int, float)) and isinstance(new, (int, float)) else 0.0


def _likeness_of_texts(old: str, new: str) -> float:
    """The share of the beginning and the end that two texts have in common, from one half on."""
    if old.startswith("arn:") and new.startswith("arn:"):
        old, new = old.rpartition(":")[2], new.rpartition(":")[2]
    longest, shortest = max(len(old), len(new)), min(len(old), len(new))
    front = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    rest = shortest - front
    back = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    share = (front + back) / longest if longest else 1.0
    return share if share >= 0.5 else 0.0


def _weight_of_all(of: Leaves) -> float:
    return sum(_weight(path, value) * times for (path, value), times in of.items())


def _weight(path: str, value: Any) -> float:
    if path.endswith("Resource") and isinstance(value, str) and value.startswith(_SERVICE):
        return 1.0  # a service integration: the parameters say what is called
    return _weight_of_path(path)


@cache
def _weight_of_path(path: str) -> float:
    if _BOILERPLATE.match(path):
        return 0.1
    if _PLUMBING.match(path):
        return 0.5
    return _IDENTITY_WEIGHT if _IDENTITY.search(path) else 1.0
