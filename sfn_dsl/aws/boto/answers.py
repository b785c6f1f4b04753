"""Whether an answer has the form that AWS's own model gives it; one that has not is not believed.

A login page, a proxy or a half-written emulator may answer with status 200 in AWS's place. botocore
takes any body for an answer, and whatever stands in it for a value; a call whose answer has nothing
to read would then count as done.
"""

from __future__ import annotations

import json
from typing import Any, Final

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from botocore.parsers import ResponseParserError

UNREADABLE: Final = (
    AttributeError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    RuntimeError,
)
"""What reading an answer of another form raises, in botocore and here."""

_REFUSED_FROM: Final = 300
_NUMBERS: Final = ("float", "double")


def require_sound_answers(client: Any) -> None:
    """Have a client raise ResponseParserError for an answer that is not one of its service's.

    Answers in XML are left to botocore, for which each value there is a text that it has to parse.
    """
    model = client.meta.service_model
    if not str(model.metadata.get("protocol", "")).startswith("json"):
        return

    def require_sound(event_name: str, response_dict: Any = None, **_: object) -> None:
        if response_dict is None or response_dict["status_code"] >= _REFUSED_FROM:
            return
        shape = model.operation_model(event_name.rpartition(".")[2]).output_shape
        if not _is_sound_body(response_dict["body"], shape):
            raise ResponseParserError("the answer is not one of AWS's")

    name = model.service_id.hyphenize()
    client.meta.events.register(
        f"response-received.{name}", require_sound, unique_id=f"sfn-dsl-sound-{name}"
    )


def _is_sound_body(body: bytes, shape: Shape | None) -> bool:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(answer, dict) and (shape is None or _is_sound(answer, shape))


def _is_sound(value: Any, shape: Shape) -> bool:
    """Tell whether a JSON value is of a shape; null counts as missing, as it does to botocore."""
    if isinstance(shape, StructureShape):
        return isinstance(value, dict) and all(
            value.get(_name(name, member)) is None or _is_sound(value[_name(name, member)], member)
            for name, member in shape.members.items()
        )
    if isinstance(shape, ListShape):
        return (
            isinstance(value, list)
            and _is_within(len(value), shape)
            and all(_is_sound(each, shape.member) for each in value)
        )
    if isinstance(shape, MapShape):
        return isinstance(value, dict) and all(
            _is_sound(each, shape.value) for each in value.values()
        )
    return _is_sound_scalar(value, shape.type_name) and _is_known(value, shape)


def _is_known(value: Any, shape: Shape) -> bool:
    """Tell whether a scalar is one of the values, or of a size, that AWS says it may have."""
    if isinstance(shape, StringShape):
        choices = shape.enum
        return _is_within(len(value), shape) and (not choices or value in choices)
    return not isinstance(value, (int, float)) or _is_within(value, shape)


def _is_within(size: float, shape: Shape) -> bool:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    return (least is None or size >= least) and (most is None or size <= most)


def _is_sound_scalar(value: Any, kind: str) -> bool:
    if kind == "boolean" or isinstance(value, bool):
        return kind == "boolean" and isinstance(value, bool)
    if kind in ("integer", "long"):
        return isinstance(value, int)
    if kind in _NUMBERS:
        return isinstance(value, (int, float))
    if kind == "timestamp":
        return isinstance(value, (int, float, str))  # botocore has read it
    return isinstance(value, str)


def _name(name: str, member: Shape) -> str:
    serialized: str = member.serialization.get("name", name)
    return serialized
