"""Two values that stand in the same place of two definitions, and what holds there.

Which query language is spoken, which states are renamed and what a left-out member means all come
from around a value, so they travel with it.
"""

from __future__ import annotations

from typing import Any

import attrs

from sfn_dsl._unset import UNSET
from sfn_dsl.comparison.equality import NO_NAMES, Names, same
from sfn_dsl.comparison.shapes import LEGACY_MAP_MEMBERS, STATE, Shape
from sfn_dsl.definition.pointers import child
from sfn_dsl.language.defaults import Inherited, defaults_of

# The query language on the old and on the new side; None for one that is not known.
Languages = tuple[str | None, str | None]


@attrs.frozen
class Pair:
    """Two values that stand in the same place, with what must be known to compare them.

    ``top`` is the query language of each whole machine, ``languages`` that of the states the
    values belong to, ``names`` what is renamed in the scope they stand in.
    """

    shape: Shape
    old: Any
    new: Any
    old_pointer: str
    new_pointer: str
    top: Languages
    languages: Languages
    names: Names = NO_NAMES

    def inner(
        self, shape: Shape, keys: tuple[str | int, str | int], values: tuple[Any, Any]
    ) -> Pair:
        """The pair of two members or elements of this one's values."""
        return Pair(
            shape,
            *values,
            child(self.old_pointer, keys[0]),
            child(self.new_pointer, keys[1]),
            self.top,
            self.languages,
            self.names,
        )

    def speaking(self, languages: Languages, names: Names) -> Pair:
        """This pair with other languages and names, for what it holds."""
        return Pair(
            self.shape,
            self.old,
            self.new,
            self.old_pointer,
            self.new_pointer,
            self.top,
            languages,
            names,
        )


def language_of(holder: Any, otherwise: str | None) -> str | None:
    """The query language an object names, None for what cannot be one."""
    if not isinstance(holder, dict) or "QueryLanguage" not in holder:
        return otherwise
    language = holder["QueryLanguage"]
    return language if isinstance(language, str) else None


def legacy_twins(pair: Pair) -> dict[str, str]:
    """The members of a Map state that are spelled in the older way on one side only."""
    old, new = pair.old, pair.new
    if not old.get("Type") == new.get("Type") == "Map":
        return {}
    both_ways = [way for item in LEGACY_MAP_MEMBERS.items() for way in (item, item[::-1])]
    return {
        one: other
        for one, other in both_ways
        if one in old and other in new and one not in new and other not in old
        # In JSONata there is no legacy name of ItemSelector.
        if "Parameters" not in (one, other) or pair.languages == ("JSONPath", "JSONPath")
    }


def default_of(pair: Pair, member: str) -> Any:
    """The default of a member that one side leaves out, if it is the same on both sides."""
    old = _default_on_side(pair, 0, member)
    new = _default_on_side(pair, 1, member)
    return old if old is not UNSET and new is not UNSET and same(old, new) else UNSET


def _default_on_side(pair: Pair, side: int, member: str) -> Any:
    owner = (pair.old, pair.new)[side]
    holder = owner.get("Type") if pair.shape is STATE else pair.shape.holder
    if not isinstance(holder, str):
        return UNSET
    default = defaults_of(holder, pair.languages[side]).get(member)
    if default is None or any(
        name in owner and not same(owner[name], default.value) for name in default.unless
    ):
        return UNSET
    return pair.top[side] if default.value is Inherited.TOP_LANGUAGE else default.value
