"""Whether two values are surely the same, decided mostly in C.

Comparing by meaning asks this first everywhere and looks closer only where the answer is no:
``False`` may turn out to be a difference in writing, ``True`` is the last word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from sfn_dsl.comparison.shapes import PLAIN, TARGET, Shape


@attrs.frozen
class Names:
    """Which states of a scope go by another name in the new definition.

    States called the same in both are not listed. With ``any`` every name stands for every other,
    for comparing what states do without where they lead.
    """

    forward: Mapping[str, str] = attrs.field(factory=dict)
    backward: Mapping[str, str] = attrs.field(factory=dict)
    any: bool = False

    @property
    def matter(self) -> bool:
        """Tell whether two references may be written differently and mean the same."""
        return self.any or bool(self.forward)

    def same(self, old: str, new: str) -> bool:
        """Tell whether two references lead to the same state.

        Asked in both directions: a name that was renamed away and is still written in the new
        definition leads nowhere there, though it reads the same.
        """
        return self.any or (
            self.forward.get(old, old) == new and self.backward.get(new, new) == old
        )


NO_NAMES: Final = Names()
ANY_NAMES: Final = Names(any=True)


def settled(shape: Shape, old: Any, new: Any, names: Names) -> bool:
    """Tell whether two values of a shape are surely the same, renamed references included."""
    if not (shape.open and names.matter):
        return same(old, new)
    if shape is TARGET:
        both_names = isinstance(old, str) and isinstance(new, str)
        return names.same(old, new) if both_names else same(old, new)
    if isinstance(old, dict) and isinstance(new, dict):
        of_member = shape.members.get
        return old.keys() == new.keys() and all(
            settled(of_member(key, PLAIN), value, new[key], names) for key, value in old.items()
        )
    if isinstance(old, list) and isinstance(new, list):
        element = shape.element or PLAIN
        return len(old) == len(new) and all(
            settled(element, one, other, names) for one, other in zip(old, new, strict=True)
        )
    return same(old, new)


def same(old: Any, new: Any) -> bool:
    """Tell whether two JSON values are surely equal: ``2`` is ``2.0``, ``true`` is not ``1``."""
    try:
        equal = bool(old == new)
    except RecursionError:
        return False
    kind = type(old)
    if not equal:  # NaN differs from itself, but not by anything an author did
        return kind is float is type(new) and bool(old != old and new != new)
    if kind is dict or kind is list:
        return old is new or _same_booleans(old, new)
    return bool not in (kind, type(new)) or kind is type(new)


def _same_booleans(old: Any, new: Any) -> bool:
    """Tell whether two containers that Python calls equal have booleans in the same places."""
    pending = [old, new]
    pop, push = pending.pop, pending.append
    while pending:
        other, one = pop(), pop()
        for key, value in one.items() if type(one) is dict else enumerate(one):
            kind = type(value)
            if kind is str:
                continue
            if kind is dict or kind is list:
                push(value)
                push(other[key])
            elif kind is not type(other[key]) and bool in (kind, type(other[key])):
                return False
    return True
