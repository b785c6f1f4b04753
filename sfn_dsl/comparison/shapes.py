"""What stands where in a definition, as far as comparing by meaning must know it.

Worked out from the table of fields. Everything that is of no special shape is plain JSON, in which
all counts except the order of members: payload templates, literal results, paths, texts, and also
whatever the language does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from sfn_dsl.language import fields
from sfn_dsl.language.fields import Field, Kind


@attrs.frozen(eq=False)
class Shape:
    """How one kind of value in a definition is made up.

    ``members`` holds the shapes of those members that are not plain, ``element`` the shape of an
    array's elements. ``open`` says that names of the enclosing scope's states occur inside, so
    that a renamed state changes how the value is written and not what it means. ``holder`` is
    the name in the table of defaults; that of a state is its type.
    """

    name: str
    members: Mapping[str, Shape] = attrs.field(factory=dict, repr=False)
    element: Shape | None = attrs.field(default=None, repr=False)
    open: bool = False
    holder: str | None = None


PLAIN: Final = Shape("plain")
TARGET: Final = Shape("target", open=True)
# A set: which of the names stands first makes no difference (ASL reference, section 6.2).
ERRORS: Final = Shape("errors")

_state_members: dict[str, Shape] = {}
STATE: Final = Shape("state", _state_members, open=True)
STATES: Final = Shape("states", element=STATE, open=True)


def _shape(field: Field) -> Shape:
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


def _array(name: str, element: Shape) -> Shape:
    return Shape(name, element=element, open=element.open)


def _object(name: str, of: Iterable[Field]) -> Shape:
    members = _special(of)
    return Shape(name, members, open=any(m.open for m in members.values()), holder=name)


def _special(of: Iterable[Field]) -> dict[str, Shape]:
    shapes = {field.name: _shape(field) for field in of}
    return {name: shape for name, shape in shapes.items() if shape is not PLAIN}


_MACHINE_MEMBERS: Final = {**_special(fields.MACHINE), "States": STATES}
MACHINE: Final = Shape("machine", _MACHINE_MEMBERS, holder="Machine")
_BRANCH: Final = Shape("branch", _MACHINE_MEMBERS, holder="Branch")
_PROCESSOR: Final = Shape("processor", _MACHINE_MEMBERS, holder="ItemProcessor")

# Each begins a scope of its own: no name of an outer state means anything inside.
MACHINES: Final = frozenset({MACHINE, _BRANCH, _PROCESSOR})

for _fields in fields.STATES.values():
    _state_members.update(_special(_fields))

# The older spelling of a Map state's members (ASL reference, section 7.1).
LEGACY_MAP_MEMBERS: Final = {"Iterator": "ItemProcessor", "Parameters": "ItemSelector"}
