"""Walking two definitions side by side.

The walk keeps its own stack, so nesting costs no recursion, and goes only where values are not
surely the same. What it meets that is not of the shape the language wants, it compares as plain
JSON: to say what is wrong with it is the schema's part.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from sfn_dsl._unset import UNSET
from sfn_dsl.comparison.alignment import Likeness, align
from sfn_dsl.comparison.change import Added, Change, Changed, Moved, Removed, Renamed
from sfn_dsl.comparison.changes import Changes
from sfn_dsl.comparison.equality import NO_NAMES, same, settled
from sfn_dsl.comparison.fingerprints import fingerprint
from sfn_dsl.comparison.likeness import likeness
from sfn_dsl.comparison.matching import match
from sfn_dsl.comparison.pairs import Pair, default_of, language_of, legacy_twins
from sfn_dsl.comparison.shapes import (
    ERRORS,
    LEGACY_MAP_MEMBERS,
    MACHINE,
    MACHINES,
    PLAIN,
    STATE,
    STATES,
    Shape,
)
from sfn_dsl.definition import Definition, require_definition
from sfn_dsl.definition.pointers import child

Found = list[Pair | Change]


def diff(old: Definition, new: Definition) -> Changes:
    """The differences in meaning between two definitions, in the order of the documents.

    Differences in writing are none: the order of members and of the names in ``ErrorEquals``, ``2``
    and ``2.0``, a default written out or left out, legacy names. Raises AuthoringTypeError for what
    is no Definition, and nothing on odd input.
    """
    old, new = require_definition(old), require_definition(new)
    top = (language_of(old.document, "JSONPath"), language_of(new.document, "JSONPath"))
    return Changes(tuple(_walk(Pair(MACHINE, old.document, new.document, "", "", top, top))))


def _walk(pair: Pair) -> Iterator[Change]:
    if settled(pair.shape, pair.old, pair.new, pair.names):
        return
    pending: Found = [pair]
    while pending:
        item = pending.pop()
        if isinstance(item, Pair):
            pending.extend(reversed(_look_inside(item)))
        else:
            yield item


def _look_inside(pair: Pair) -> Found:
    """The changes right here, and the pairs that remain to be looked into, in order."""
    old, new = pair.old, pair.new
    if isinstance(old, dict) and isinstance(new, dict):
        if pair.shape in MACHINES:
            return _machines(pair)
        if pair.shape is STATES:
            return _states(pair)
        return _state(pair) if pair.shape is STATE else _members(pair, {})
    if isinstance(old, list) and isinstance(new, list):
        if pair.shape is ERRORS and all(isinstance(name, str) for name in old + new):
            return _errors(pair)
        return _elements(pair)
    if settled(pair.shape, old, new, pair.names):
        return []
    return [Changed(pair.old_pointer, pair.new_pointer, old, new)]


def _machines(pair: Pair) -> Found:
    names = NO_NAMES
    old_states, new_states = pair.old.get("States"), pair.new.get("States")
    if isinstance(old_states, dict) and isinstance(new_states, dict):
        starts = (pair.old.get("StartAt"), pair.new.get("StartAt"))
        names = match(old_states, new_states, starts)
    return _members(pair.speaking(pair.top, names), {})


def _states(pair: Pair) -> Found:
    found: Found = []
    forward, backward = pair.names.forward, pair.names.backward
    for name, state in pair.old.items():
        new_name = forward.get(name, name)
        if new_name not in pair.new:
            place = child(pair.old_pointer, name)
            found.append(Removed(place, state, pair.new_pointer))
            continue
        if new_name != name:
            found.append(Renamed(child(pair.old_pointer, name), child(pair.new_pointer, new_name)))
        if not settled(STATE, state, pair.new[new_name], pair.names):
            found.append(pair.inner(STATE, (name, new_name), (state, pair.new[new_name])))
    for name, state in pair.new.items():
        if name not in pair.old and name not in backward:
            found.append(Added(child(pair.new_pointer, name), state, pair.old_pointer))
    return found


def _state(pair: Pair) -> Found:
    languages = (language_of(pair.old, pair.top[0]), language_of(pair.new, pair.top[1]))
    pair = pair.speaking(languages, pair.names)
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
    return isinstance(config, dict) and not same(config.get("Mode", "INLINE"), "INLINE")


def _members(pair: Pair, twins: dict[str, str]) -> Found:
    """Two objects, member by member; `twins` maps members that have another name in the new one."""
    found: Found = []
    old, new = pair.old, pair.new
    of_member = pair.shape.members.get
    for key, value in old.items():
        shape, new_key = of_member(key, PLAIN), twins.get(key, key)
        if new_key in new:
            if not settled(shape, value, new[new_key], pair.names):
                found.append(pair.inner(shape, (key, new_key), (value, new[new_key])))
            continue
        default = default_of(pair, key)
        if not _is(default, shape, value, pair):
            place = child(pair.old_pointer, key)
            found.append(Removed(place, value, pair.new_pointer, _scalar(default)))
    known = set(twins.values())
    for key, value in new.items():
        if key not in old and key not in known:
            default = default_of(pair, key)
            if not _is(default, of_member(key, PLAIN), value, pair):
                place = child(pair.new_pointer, key)
                found.append(Added(place, value, pair.old_pointer, _scalar(default)))
    return found


def _is(default: Any, shape: Shape, value: Any, pair: Pair) -> bool:
    """Tell whether a value that one side writes says no more than the default does."""
    if default is UNSET:
        return False
    written = attrs.evolve(pair, shape=shape, old=default, new=value)
    return next(_walk(written), None) is None


def _scalar(default: Any) -> Any:
    return UNSET if isinstance(default, (dict, list)) else default


def _errors(pair: Pair) -> Found:
    gone, come = set(pair.old) - set(pair.new), set(pair.new) - set(pair.old)
    removed: Found = [
        Removed(child(pair.old_pointer, index), name, pair.new_pointer)
        for index, name in enumerate(pair.old)
        if name in gone
    ]
    return removed + [
        Added(child(pair.new_pointer, index), name, pair.old_pointer)
        for index, name in enumerate(pair.new)
        if name in come
    ]


def _elements(pair: Pair) -> Found:
    found: Found = []
    shape = pair.shape.element or PLAIN
    names = pair.names
    by = Likeness(
        same=lambda one, other: settled(shape, one, other, names),
        old_print=lambda one: fingerprint(shape, one, names.forward),
        new_print=lambda one: fingerprint(shape, one, {}),
        degree=likeness,
    )
    for row in align(pair.old, pair.new, by):
        if row.old is None and row.new is not None:
            place = child(pair.new_pointer, row.new)
            found.append(Added(place, pair.new[row.new], pair.old_pointer))
        elif row.new is None and row.old is not None:
            place = child(pair.old_pointer, row.old)
            found.append(Removed(place, pair.old[row.old], pair.new_pointer))
        elif row.old is not None and row.new is not None:
            inner = pair.inner(shape, (row.old, row.new), (pair.old[row.old], pair.new[row.new]))
            if row.moved:
                found.append(Moved(inner.old_pointer, inner.new_pointer, inner.new))
            if not settled(shape, inner.old, inner.new, names):
                found.append(inner)
    return found
