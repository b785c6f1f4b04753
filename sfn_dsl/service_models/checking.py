"""What a service would object to in the parameters of a call.

Parameters may be written as in a definition (``Name.$`` with a path) or as in a frozen template.
A value that is worked out only while the execution runs is never objected to, nor is a scalar:
Step Functions makes text of objects and numbers of text where the service wants them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from sfn_dsl.service_models.models import ServiceModel, Shape
from sfn_dsl.service_models.naming import parameter_name
from sfn_dsl.spelling import nearest

_PLACEHOLDER: Final = "${"
_LISTED: Final = 6
_SHOWN: Final = {"structure": "an object", "map": "an object", "list": "an array"}
_WRITTEN: Final = {"an object": "{...}", "an array": "[...]"}
_NOTHING: Final[Shape] = {"type": "structure", "members": {}}


class Call(NamedTuple):
    """What is called: the service's model, and its name in messages (``ecs:runTask``).

    The optimized integrations take some members as the service spells them (``BOOL``), the calls
    by ``aws-sdk`` only as Java does (``Bool``).
    """

    model: ServiceModel
    name: str
    optimized: bool = False

    def spellings(self, shape: Shape) -> Mapping[str, str]:
        """The member of a structure that each name stands for."""
        return self.model.spellings(shape, as_the_service=self.optimized)


def call_objections(call: Call, operation: str, parameters: Mapping[str, Any]) -> Iterator[str]:
    """All objections to the parameters of one of the service's operations."""
    shape = call.model.input_of(operation) or _NOTHING
    return _objections(call, shape, parameters, "")


def member_objections(
    call: Call, operation: str, name: str, value: Any, shape: str = ""
) -> Iterator[str]:
    """The objections to what one parameter holds, ``shape`` where the operation has no such one."""
    taken = call.model.input_of(operation) or _NOTHING
    member = call.spellings(taken).get(name)
    shape = shape or (taken["members"][member]["shape"] if member else "")
    return _objections(call, call.model.shapes[shape], value, name) if shape else iter(())


# What is yet to be looked at: a value, the shape it should have, and where it stands.
_Part = tuple[Shape, Any, str]


def _objections(call: Call, shape: Shape, value: Any, place: str) -> Iterator[str]:
    """Hold a value and all that is in it to a shape; a list of pending work bounds the stack."""
    pending: deque[_Part] = deque([(shape, value, place)])
    while pending:
        shape, value, place = pending.popleft()
        kind = _SHOWN.get(shape["type"])
        if kind is None or shape.get("document") or not isinstance(value, (Mapping, list, tuple)):
            continue
        given = "an object" if isinstance(value, Mapping) else "an array"
        if given != kind:
            yield f"'{call.name}' takes {kind} as '{place}', not {given}; write {_WRITTEN[kind]}"
        elif shape["type"] == "structure":
            yield from _name_objections(call, shape, value, place)
            pending.extend(_members(call, shape, value, place))
        else:
            inner = call.model.shapes[(shape.get("value") or shape["member"])["shape"]]
            pending.extend((inner, element, at) for at, element in _elements(value, place))


def _name_objections(call: Call, shape: Shape, value: Any, place: str) -> Iterator[str]:
    names = call.spellings(shape)
    given = [key.removesuffix(".$") for key in value]
    if any(_PLACEHOLDER in name for name in given):
        return
    prefix = f"{place}." if place else ""
    for name in given:
        if name not in names:
            yield unknown(call.name, prefix, name, names)
    present = {names.get(name) for name in given}
    for member in shape.get("required", ()):
        if member not in present and not shape["members"][member].get("idempotencyToken"):
            name = prefix + parameter_name(member)
            yield f"'{call.name}' needs '{name}', which is not given; write '{name}'"


def _members(call: Call, shape: Shape, value: Any, place: str) -> Iterator[_Part]:
    names = call.spellings(shape)
    prefix = f"{place}." if place else ""
    for name in value:
        if name not in names:
            continue
        inner = call.model.shapes[shape["members"][names[name]]["shape"]]
        yield inner, value[name], prefix + name


def _elements(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from ((f"{place}.{key}", member) for key, member in value.items())
    else:
        yield from ((f"{place}[{index}]", element) for index, element in enumerate(value))


def unknown(call: str, place: str, name: str, names: Mapping[str, object]) -> str:
    """The objection to a name that is not there, with the one that was most likely meant."""
    near = nearest(name, names)
    listed = " or ".join(f"'{known}'" for known in sorted(names))
    if near:
        instead = f"write '{near}'"
    elif 0 < len(names) <= _LISTED:
        instead = f"write {listed}, or leave it out"
    else:
        instead = "leave it out"
    return f"'{call}' knows no '{place}{name}'; {instead}"
