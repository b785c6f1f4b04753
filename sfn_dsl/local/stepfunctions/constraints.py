"""What a request must hold before its operation sees it, by botocore's model of Step Functions.

AWS refuses what is missing, too long, too short, out of range or not in an enumeration with a
ValidationException that lists everything, and a value of another type with a
SerializationException.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from sfn_dsl.local.stepfunctions.calling import ApiError
from sfn_dsl.service_models import ServiceModel, load

Shape = Mapping[str, Any]

# AWS answers an empty definition itself: "Definition must be a valid JSON object".
_CHECKED_BY_THE_SERVICE: Final = ("Definition",)

# How AWS names a value that stands where another type is expected.
_GIVEN: Final[Mapping[type, str]] = {
    bool: "{}_VALUE",
    int: "NUMBER_VALUE",
    float: "DECIMAL_VALUE",
    str: "STRING_VALUE",
}
_EXPECTED: Final[Mapping[str, tuple[tuple[type, ...], str]]] = {
    "string": ((str,), "a String"),
    "boolean": ((bool,), "a Boolean"),
    "integer": ((int,), "an Integer"),
    "long": ((int,), "a Long"),
    "float": ((int, float), "a Float"),
    "timestamp": ((int, float), "a Date"),
}


def check_request(operation: str, request: Mapping[str, Any]) -> None:
    """Check the members of a request.

    Raises ApiError: SerializationException, ValidationException. Members that the operation does
    not have are ignored, as AWS does.
    """
    model = _model()
    shape = model.input_of(operation)
    if shape is None:
        return
    _check_types(model, shape, request)
    faults = list(_faults(model, shape, request, ""))
    if faults:
        kind = "error" if len(faults) == 1 else "errors"
        raise ApiError(
            "ValidationException",
            f"{len(faults)} validation {kind} detected: {'; '.join(faults)}",
        )


@cache
def _model() -> ServiceModel:
    model = load("stepfunctions")
    if model is None:
        raise RuntimeError("the installed botocore has no model of Step Functions")
    return model


def _check_types(model: ServiceModel, shape: Shape, value: Any) -> None:
    if value is None:
        return
    kind = shape["type"]
    if kind == "structure":
        if not isinstance(value, dict):
            raise _unreadable(value, kind)
        for name, member in shape["members"].items():
            _check_types(model, model.shapes[member["shape"]], value.get(name))
    elif kind == "list":
        if not isinstance(value, list):
            raise _unreadable(value, kind)
        for each in value:
            _check_types(model, model.shapes[shape["member"]["shape"]], each)
    elif kind in _EXPECTED:
        types, _ = _EXPECTED[kind]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise _unreadable(value, kind)


def _unreadable(value: Any, kind: str) -> ApiError:
    if isinstance(value, dict):
        said = "Start of structure or map found where not expected."
    elif isinstance(value, list):
        said = "Start of list found where not expected"
    elif kind in _EXPECTED:
        given = _GIVEN[type(value)].format(str(value).upper())
        said = f"{given} can not be converted to {_EXPECTED[kind][1]}"
    else:
        said = "Unexpected field type"
    return ApiError("SerializationException", said)


def _faults(model: ServiceModel, shape: Shape, value: Any, path: str) -> Iterator[str]:
    if shape["type"] == "structure":
        required = shape.get("required", ())
        for name, member in shape["members"].items():
            place = f"{path}.{name}" if path else name
            if value.get(name) is not None:
                yield from _faults(model, model.shapes[member["shape"]], value[name], place)
            # The client makes one up; whoever sends none has none.
            elif name in required and not member.get("idempotencyToken"):
                yield _missing(place)
        return
    for constraint in _broken(model, shape, value):
        yield f"{_said(model, shape, value, path)} failed to satisfy constraint: {constraint}"
    if shape["type"] == "list":
        inner = model.shapes[shape["member"]["shape"]]
        for number, each in enumerate(value, 1):
            place = f"{path}.{number}.member"
            if each is None:
                yield _missing(place)
            else:
                yield from _faults(model, inner, each, place)


def _missing(place: str) -> str:
    return f"Value null at '{place}' failed to satisfy constraint: Member must not be null"


def _said(model: ServiceModel, shape: Shape, value: Any, path: str) -> str:
    """A value as AWS shows it: not at all where it may be a secret."""
    if shape.get("sensitive"):
        return f"Value at '{path}'"
    return f"Value '{_in_java(model, shape, value)}' at '{path}'"


def _in_java(model: ServiceModel, shape: Shape, value: Any, name: str = "") -> str:
    """A value as the services, which are written in Java, print it."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, list):
        inner = shape["member"]["shape"]
        parts = [_in_java(model, model.shapes[inner], each, inner) for each in value]
        return f"[{', '.join(parts)}]"
    if isinstance(value, dict):
        members = [
            f"{member}={_in_java(model, model.shapes[each['shape']], value.get(member))}"
            for member, each in shape["members"].items()
        ]
        return f"{name}({', '.join(members)})"
    return str(value)


def _broken(model: ServiceModel, shape: Shape, value: Any) -> Iterator[str]:
    """The constraints of a shape that a value does not satisfy, as AWS words them."""
    is_sized = shape["type"] in ("string", "list")
    what, size = ("length", len(value)) if is_sized else ("value", value)
    is_checked_later = any(shape is model.shapes[name] for name in _CHECKED_BY_THE_SERVICE)
    if "min" in shape and size < shape["min"] and not is_checked_later:
        yield f"Member must have {what} greater than or equal to {shape['min']}"
    if "max" in shape and size > shape["max"]:
        yield f"Member must have {what} less than or equal to {shape['max']}"
    if "enum" in shape and value not in shape["enum"]:
        yield f"Member must satisfy enum value set: [{', '.join(shape['enum'])}]"
    if "pattern" in shape and not _pattern(shape["pattern"]).fullmatch(value):
        yield f"Member must satisfy regular expression pattern: {shape['pattern']}"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A pattern of Java's."""
    return re.compile(text.replace(r"\p{ASCII}", r"[\x00-\x7f]"))
