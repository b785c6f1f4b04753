"""Comparing two definitions by walking them side by side.

The walk keeps its own stack, so that deep nesting needs no recursion, and only descends where
values are not known to be the same. Values that do not have the form that the language requires are
compared as plain JSON: validation reports what is wrong with them.

Which query language applies, which states are renamed and what an omitted member means all depend
on the surroundings of a value, so a pair of values carries them along.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from sfn_dsl._unset import UNSET
from sfn_dsl.comparison.alignment import ElementTests, align
from sfn_dsl.comparison.change import Added, Change, Changed, Moved, Removed, Renamed
from sfn_dsl.comparison.changes import Changes
from sfn_dsl.comparison.equality import (
    ERRORS,
    LEGACY_MAP_MEMBERS,
    MACHINE,
    MACHINES,
    NOTHING_RENAMED,
    PLAIN,
    STATE,
    STATES,
    RenamedStates,
    ValueType,
    fingerprint,
    known_same,
    same_json,
)
from sfn_dsl.comparison.likeness import Likeness
from sfn_dsl.comparison.matching import match
from sfn_dsl.definition import Definition, require_definition
from sfn_dsl.definition.pointers import child
from sfn_dsl.language.defaults import Inherited, defaults_of

Languages = tuple[str | None, str | None]
"""The query languages of the old and the new side; None if not known."""


@attrs.frozen
class Pair:
    """The values in one place of two definitions, with what is needed to compare them.

    ``top`` has the query language of each state machine, ``languages`` that of the states that the
    values belong to, ``renamed`` the renamed states of the scope that they are in.
    """

    value_type: ValueType
    old: Any
    new: Any
    old_pointer: str
    new_pointer: str
    top: Languages
    languages: Languages
    renamed: RenamedStates = NOTHING_RENAMED

    def inner(
        self, value_type: ValueType, keys: tuple[str | int, str | int], values: tuple[Any, Any]
    ) -> Pair:
        """The pair for one member or element of these two values."""
        return Pair(
            value_type,
            *values,
            child(self.old_pointer, keys[0]),
            child(self.new_pointer, keys[1]),
            self.top,
            self.languages,
            self.renamed,
        )

    def in_scope(self, languages: Languages, renamed: RenamedStates) -> Pair:
        """This pair with the languages and renamed states that apply inside it."""
        return Pair(
            self.value_type,
            self.old,
            self.new,
            self.old_pointer,
            self.new_pointer,
            self.top,
            languages,
            renamed,
        )


_Steps = list[Pair | Change]
"""Changes that were found, and pairs that are still to be compared."""


def language_of(holder: Any, otherwise: str | None) -> str | None:
    """The query language that an object specifies; None if it is not a string."""
    if not isinstance(holder, dict) or "QueryLanguage" not in holder:
        return otherwise
    language = holder["QueryLanguage"]
    return language if isinstance(language, str) else None


def legacy_twins(pair: Pair) -> dict[str, str]:
    """The members of a Map state that have their legacy name on one side only."""
    old, new = pair.old, pair.new
    if not old.get("Type") == new.get("Type") == "Map":
        return {}
    both_ways = [way for item in LEGACY_MAP_MEMBERS.items() for way in (item, item[::-1])]
    return {
        one: other
        for one, other in both_ways
        if one in old and other in new and one not in new and other not in old
        # In JSONata, ItemSelector has no legacy name.
        if "Parameters" not in (one, other) or pair.languages == ("JSONPath", "JSONPath")
    }


def default_of(pair: Pair, member: str) -> Any:
    """The default of a member that one side omits, if both sides have the same default."""
    old = _default_on_side(pair, 0, member)
    new = _default_on_side(pair, 1, member)
    return old if old is not UNSET and new is not UNSET and same_json(old, new) else UNSET


def _default_on_side(pair: Pair, side: int, member: str) -> Any:
    owner = (pair.old, pair.new)[side]
    holder = owner.get("Type") if pair.value_type is STATE else pair.value_type.holder
    if not isinstance(holder, str):
        return UNSET
    default = defaults_of(holder, pair.languages[side]).get(member)
    if default is None or any(
        name in owner and not same_json(owner[name], default.value) for name in default.unless
    ):
        return UNSET
    return pair.top[side] if default.value is Inherited.TOP_LANGUAGE else default.value


def diff(old: Definition, new: Definition) -> Changes:
    """The semantic differences between two definitions, in the order of the documents.

    Differences in notation are ignored: the order of members and of the names in ``ErrorEquals``,
    ``2`` and ``2.0``, an explicit or an omitted default, the legacy names of a Map's members. The
    order of ``Choices``, ``Retry`` and ``Catch`` counts, since the first match wins (ASL reference,
    sections 2.6 and 6.2).

    Args:
        old: The old definition; it need not be valid.
        new: The new definition; it need not be valid.

    Returns:
        The changes; false if there is no semantic difference.

    Raises:
        AuthoringTypeError: One of them is not a Definition.
    """
    old, new = require_definition(old), require_definition(new)
    top = (language_of(old.document, "JSONPath"), language_of(new.document, "JSONPath"))
    pair = Pair(MACHINE, old.document, new.document, "", "", top, top)
    return Changes(tuple(_walk(pair)), old=old, new=new)


def _walk(pair: Pair) -> Iterator[Change]:
    if known_same(pair.value_type, pair.old, pair.new, pair.renamed):
        return
    pending: _Steps = [pair]
    while pending:
        item = pending.pop()
        if isinstance(item, Pair):
            pending.extend(reversed(_look_inside(item)))
        else:
            yield item


def _look_inside(pair: Pair) -> _Steps:
    """The changes at this level and the pairs still to be compared, in document order."""
    old, new = pair.old, pair.new
    if isinstance(old, dict) and isinstance(new, dict):
        if pair.value_type in MACHINES:
            return _machines(pair)
        if pair.value_type is STATES:
            return _states(pair)
        return _state(pair) if pair.value_type is STATE else _members(pair, {})
    if isinstance(old, list) and isinstance(new, list):
        if pair.value_type is ERRORS and all(isinstance(name, str) for name in old + new):
            return _errors(pair)
        return _elements(pair)
    if known_same(pair.value_type, old, new, pair.renamed):
        return []
    return [Changed(pair.old_pointer, pair.new_pointer, old, new)]


def _machines(pair: Pair) -> _Steps:
    renamed = NOTHING_RENAMED
    old_states, new_states = pair.old.get("States"), pair.new.get("States")
    if isinstance(old_states, dict) and isinstance(new_states, dict):
        starts = (pair.old.get("StartAt"), pair.new.get("StartAt"))
        renamed = match(old_states, new_states, starts)
    return _members(pair.in_scope(pair.top, renamed), {})


def _states(pair: Pair) -> _Steps:
    found: _Steps = []
    forward, backward = pair.renamed.forward, pair.renamed.backward
    for name, state in pair.old.items():
        new_name = forward.get(name, name)
        if new_name not in pair.new:
            place = child(pair.old_pointer, name)
            found.append(Removed(place, state, pair.new_pointer))
            continue
        if new_name != name:
            found.append(Renamed(child(pair.old_pointer, name), child(pair.new_pointer, new_name)))
        if not known_same(STATE, state, pair.new[new_name], pair.renamed):
            found.append(pair.inner(STATE, (name, new_name), (state, pair.new[new_name])))
    for name, state in pair.new.items():
        if name not in pair.old and name not in backward:
            found.append(Added(child(pair.new_pointer, name), state, pair.old_pointer))
    return found


def _state(pair: Pair) -> _Steps:
    languages = (language_of(pair.old, pair.top[0]), language_of(pair.new, pair.top[1]))
    pair = pair.in_scope(languages, pair.renamed)
    twins = legacy_twins(pair)
    found = _members(pair, twins)
    for old_name, new_name in twins.items():
        if old_name in LEGACY_MAP_MEMBERS.values():
            processor, legacy = pair.old[old_name], new_name
        else:
            processor, legacy = pair.new[new_name], old_name
        if legacy == "Iterator" and _is_distributed(processor):
            places = child(pair.old_pointer, old_name), child(pair.new_pointer, new_name)
            found.insert(0, Renamed(*places))
    return found


def _is_distributed(processor: Any) -> bool:
    config = processor.get("ProcessorConfig") if isinstance(processor, dict) else None
    return isinstance(config, dict) and not same_json(config.get("Mode", "INLINE"), "INLINE")


def _members(pair: Pair, twins: dict[str, str]) -> _Steps:
    """Compare two objects by member; `twins` maps old names of members to their new names."""
    found: _Steps = []
    old, new = pair.old, pair.new
    of_member = pair.value_type.members.get
    for key, value in old.items():
        value_type, new_key = of_member(key, PLAIN), twins.get(key, key)
        if new_key in new:
            if not known_same(value_type, value, new[new_key], pair.renamed):
                found.append(pair.inner(value_type, (key, new_key), (value, new[new_key])))
            continue
        default = default_of(pair, key)
        if not _is_default(default, value_type, value, pair):
            place = child(pair.old_pointer, key)
            found.append(Removed(place, value, pair.new_pointer, _scalar(default)))
    known = set(twins.values())
    for key, value in new.items():
        if key not in old and key not in known:
            default = default_of(pair, key)
            if not _is_default(default, of_member(key, PLAIN), value, pair):
                place = child(pair.new_pointer, key)
                found.append(Added(place, value, pair.old_pointer, _scalar(default)))
    return found


def _is_default(default: Any, value_type: ValueType, value: Any, pair: Pair) -> bool:
    """Return whether a value that only one side specifies means the same as the default."""
    if default is UNSET:
        return False
    written = attrs.evolve(pair, value_type=value_type, old=default, new=value)
    return next(_walk(written), None) is None


def _scalar(default: Any) -> Any:
    return UNSET if isinstance(default, (dict, list)) else default


def _errors(pair: Pair) -> _Steps:
    gone, come = set(pair.old) - set(pair.new), set(pair.new) - set(pair.old)
    removed: _Steps = [
        Removed(child(pair.old_pointer, index), name, pair.new_pointer)
        for index, name in enumerate(pair.old)
        if name in gone
    ]
    return removed + [
        Added(child(pair.new_pointer, index), name, pair.old_pointer)
        for index, name in enumerate(pair.new)
        if name in come
    ]


def _elements(pair: Pair) -> _Steps:
    found: _Steps = []
    value_type = pair.value_type.element or PLAIN
    renamed = pair.renamed
    by = ElementTests(
        known_same=lambda one, other: known_same(value_type, one, other, renamed),
        old_fingerprint=lambda one: fingerprint(value_type, one, renamed.old_meanings),
        new_fingerprint=lambda one: fingerprint(value_type, one, {}),
        likeness=Likeness(),
    )
    for row in align(pair.old, pair.new, by):
        if row.old is None and row.new is not None:
            place = child(pair.new_pointer, row.new)
            found.append(Added(place, pair.new[row.new], pair.old_pointer))
        elif row.new is None and row.old is not None:
            place = child(pair.old_pointer, row.old)
            found.append(Removed(place, pair.old[row.old], pair.new_pointer))
        elif row.old is not None and row.new is not None:
            inner = pair.inner(
                value_type, (row.old, row.new), (pair.old[row.old], pair.new[row.new])
            )
            if row.moved:
                found.append(Moved(inner.old_pointer, inner.new_pointer, inner.new))
            if not known_same(value_type, inner.old, inner.new, renamed):
                found.append(inner)
    return found
