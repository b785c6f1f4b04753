"""One number for what a value means, to find equal values among many without comparing each two.

Equal by meaning gives equal numbers, so defaults, order inside ErrorEquals and legacy names are
looked through. Unequal values may collide; what is paired by its fingerprint is compared after
that in full. Python hashes strings differently in each process, so the numbers are never kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sfn_dsl.comparison.shapes import ERRORS, LEGACY_MAP_MEMBERS, PLAIN, STATE, TARGET, Shape
from sfn_dsl.language.defaults import DEFAULTS

# What lies deeper is left to the comparison in full.
_DEPTH = 24

# None: where a reference leads does not count.
Renames = Mapping[str, str] | None


def fingerprint(shape: Shape, value: Any, renames: Renames, depth: int = _DEPTH) -> int:
    """The fingerprint of a value of a shape; names of states are first read through `renames`."""
    if shape is TARGET:
        named = isinstance(value, str)
        return 0 if renames is None else hash(renames.get(value, value) if named else None)
    if isinstance(value, dict):
        return _of_object(shape, value, renames, depth - 1) if depth else 1
    if isinstance(value, list):
        element = shape.element or PLAIN
        each = [fingerprint(element, one, renames, depth - 1) for one in value] if depth else []
        return hash(frozenset(each) if shape is ERRORS else tuple(each))
    return hash(value)


def _of_object(shape: Shape, value: dict[str, Any], renames: Renames, depth: int) -> int:
    usual = _usual(shape)
    legacy = LEGACY_MAP_MEMBERS if shape is STATE and value.get("Type") == "Map" else {}
    # A machine inside has names of its own, and they have not been matched yet.
    inner: Renames = renames if shape.open else {}
    of_member = shape.members.get
    parts = []
    for key, member in value.items():
        if key in usual and usual[key] == member:
            continue
        name = legacy.get(key, key)
        parts.append((name, fingerprint(of_member(name, PLAIN), member, inner, depth)))
    return hash(frozenset(parts))


@cache
def _usual(shape: Shape) -> Mapping[str, Any]:
    holder = "State" if shape is STATE else shape.holder
    return {default.member: default.value for default in DEFAULTS.get(holder or "", ())}
