"""When two values of a definition mean the same.

A value is compared by its type, worked out from the table of fields. What has no special type is
plain JSON (payload templates, literal results, paths, text, and fields that the language does not
have), where everything counts except the order of members.

`known_same` and `same_json` are fast, mostly in C, and come first: True is final, False may
still turn out to be a difference in notation. `fingerprint` finds values with one meaning among
many without comparing each pair: equal meaning gives equal numbers, looking through defaults, the
order in ErrorEquals and legacy names. Values with different meanings may collide, so values paired
by fingerprint are compared in full afterwards. The numbers are never stored, since Python hashes
strings differently in each process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any, Final

import attrs

from sfn_dsl.language import fields
from sfn_dsl.language.defaults import DEFAULTS
from sfn_dsl.language.fields import Field, Kind

# Anything deeper is left to the full comparison.
_FINGERPRINT_DEPTH: Final = 24

_NewNames = Mapping[str, str] | None
"""The new name of each renamed state; None to ignore which state a reference names."""


@attrs.frozen(eq=False)
class ValueType:
    """What a value in a definition consists of.

    ``members`` has the types of the members that are not plain, ``element`` the type of an array's
    elements. ``has_state_names`` is True if names of the enclosing scope's states occur inside:
    renaming a state then changes the text of the value but not its meaning. ``holder`` is its name
    in the table of defaults; for a state, that is the value of its ``Type``.
    """

    name: str
    members: Mapping[str, ValueType] = attrs.field(factory=dict, repr=False)
    element: ValueType | None = attrs.field(default=None, repr=False)
    has_state_names: bool = False
    holder: str | None = None


PLAIN: Final = ValueType("plain")
TARGET: Final = ValueType("target", has_state_names=True)
# A set: the order of the names is irrelevant (ASL reference, section 6.2).
ERRORS: Final = ValueType("errors")

_state_members: dict[str, ValueType] = {}
STATE: Final = ValueType("state", _state_members, has_state_names=True)
STATES: Final = ValueType("states", element=STATE, has_state_names=True)


def _type_of(field: Field) -> ValueType:
    match field.kind:
        case Kind.TARGET:
            return TARGET
        case Kind.ERROR_NAMES:
            return ERRORS
        case Kind.RETRIERS:
            return _array(field.name, _object("Retrier", field.fields))
        case Kind.CATCHERS:
            return _array(field.name, _object("Catcher", field.fields))
        case Kind.RULES:
            return _array(field.name, _object("Rule", field.fields))
        case Kind.MACHINES:
            return _array(field.name, _BRANCH)
        case Kind.MACHINE:
            return _PROCESSOR
        case Kind.OBJECT:
            return _object(field.name, field.fields)
        case _:
            return PLAIN


def _array(name: str, element: ValueType) -> ValueType:
    return ValueType(name, element=element, has_state_names=element.has_state_names)


def _object(name: str, of: Iterable[Field]) -> ValueType:
    members = _special(of)
    return ValueType(
        name, members, has_state_names=any(m.has_state_names for m in members.values()), holder=name
    )


def _special(of: Iterable[Field]) -> dict[str, ValueType]:
    types = {field.name: _type_of(field) for field in of}
    return {name: value_type for name, value_type in types.items() if value_type is not PLAIN}


_MACHINE_MEMBERS: Final = {**_special(fields.MACHINE), "States": STATES}
MACHINE: Final = ValueType("machine", _MACHINE_MEMBERS, holder="Machine")
_BRANCH: Final = ValueType("branch", _MACHINE_MEMBERS, holder="Branch")
_PROCESSOR: Final = ValueType("processor", _MACHINE_MEMBERS, holder="ItemProcessor")

# Each is a scope of its own: names of outer states have no meaning inside.
MACHINES: Final = frozenset({MACHINE, _BRANCH, _PROCESSOR})

for _fields in fields.STATES.values():
    _state_members.update(_special(_fields))

# The older spelling of a Map state's members (ASL reference, section 7.1).
LEGACY_MAP_MEMBERS: Final = {"Iterator": "ItemProcessor", "Parameters": "ItemSelector"}


@attrs.frozen(slots=False)  # cached properties need a dict
class RenamedStates:
    """The states of a scope that have another name in the new definition.

    ``forward`` maps old names to new ones, ``backward`` new names to old ones; states with an
    unchanged name are in neither. With ``ignores_targets`` any name equals any other, to compare
    what states do regardless of where they go next.
    """

    forward: Mapping[str, str] = attrs.field(factory=dict)
    backward: Mapping[str, str] = attrs.field(factory=dict)
    ignores_targets: bool = False

    @cached_property
    def old_meanings(self) -> Mapping[str, str]:
        """What the names in references of the old definition stand for, for a fingerprint.

        The new name of a renamed state names no state there, and is not to look like that state.
        """
        unknown = {name: f"\0{name}" for name in self.backward if name not in self.forward}
        return {**unknown, **self.forward}

    @property
    def affect_references(self) -> bool:
        """Return whether two references with different names may mean the same state."""
        return self.ignores_targets or bool(self.forward)

    def same_target(self, old: str, new: str) -> bool:
        """Return whether two references name the same state.

        Checked in both directions: if a state was renamed and a reference in the new definition
        still has the old name, that reference names no state there.
        """
        return self.ignores_targets or (
            self.forward.get(old, old) == new and self.backward.get(new, new) == old
        )


NOTHING_RENAMED: Final = RenamedStates()
ANY_TARGET: Final = RenamedStates(ignores_targets=True)


def known_same(value_type: ValueType, old: Any, new: Any, renamed: RenamedStates) -> bool:
    """Return whether two values are known to mean the same, allowing for renamed states."""
    if not (value_type.has_state_names and renamed.affect_references):
        return same_json(old, new)
    if value_type is TARGET:
        both_names = isinstance(old, str) and isinstance(new, str)
        return renamed.same_target(old, new) if both_names else same_json(old, new)
    if isinstance(old, dict) and isinstance(new, dict):
        of_member = value_type.members.get
        return old.keys() == new.keys() and all(
            known_same(of_member(key, PLAIN), value, new[key], renamed)
            for key, value in old.items()
        )
    if isinstance(old, list) and isinstance(new, list):
        element = value_type.element or PLAIN
        return len(old) == len(new) and all(
            known_same(element, one, other, renamed) for one, other in zip(old, new, strict=True)
        )
    return same_json(old, new)


def same_json(old: Any, new: Any) -> bool:
    """Return whether two JSON values are known to be equal: ``2 == 2.0``, ``true != 1``."""
    try:
        equal = bool(old == new)
    except RecursionError:
        return False
    kind = type(old)
    if not equal:  # NaN is not equal to itself, but two NaN are no change
        return kind is float is type(new) and bool(old != old and new != new)
    if kind is dict or kind is list:
        return old is new or _same_booleans(old, new)
    return bool not in (kind, type(new)) or kind is type(new)


def _same_booleans(old: Any, new: Any) -> bool:
    """Return whether two containers that are equal to Python have the same booleans."""
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


def fingerprint(
    value_type: ValueType, value: Any, renames: _NewNames, depth: int = _FINGERPRINT_DEPTH
) -> int:
    """A number for what a value means; state names are first replaced as `renames` says."""
    if value_type is TARGET:
        named = isinstance(value, str)
        return 0 if renames is None else hash(renames.get(value, value) if named else None)
    if isinstance(value, dict):
        return _of_object(value_type, value, renames, depth - 1) if depth else 1
    if isinstance(value, list):
        element = value_type.element or PLAIN
        each = [fingerprint(element, one, renames, depth - 1) for one in value] if depth else []
        return hash(frozenset(each) if value_type is ERRORS else tuple(each))
    return hash(value)


def _of_object(value_type: ValueType, value: dict[str, Any], renames: _NewNames, depth: int) -> int:
    usual = _usual(value_type)
    legacy = LEGACY_MAP_MEMBERS if value_type is STATE and value.get("Type") == "Map" else {}
    # A nested scope has names of its own, which have not been matched yet.
    inner: _NewNames = renames if value_type.has_state_names else {}
    of_member = value_type.members.get
    parts = []
    for key, member in value.items():
        if key in usual and usual[key] == member:
            continue
        name = legacy.get(key, key)
        parts.append((name, fingerprint(of_member(name, PLAIN), member, inner, depth)))
    return hash(frozenset(parts))


@cache
def _usual(value_type: ValueType) -> Mapping[str, Any]:
    holder = "State" if value_type is STATE else value_type.holder
    return {default.member: default.value for default in DEFAULTS.get(holder or "", ())}
