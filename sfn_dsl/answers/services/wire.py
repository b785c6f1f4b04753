"""Parameters as an API takes them, and its responses as Step Functions gives them.

The optimized integrations spell names as the service does, with a capital; the AWS SDK spells them
as in Java. Any JSON becomes text where a service wants text, and text becomes a number or a boolean
where it wants one. (Service parameters reference, section 5.)
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Final

from sfn_dsl.answers.json_values import compact_json
from sfn_dsl.answers.services.operations import ATTRIBUTE, Operation
from sfn_dsl.service_models.models import Shape

_WHOLE: Final = ("integer", "long")
_FRACTIONS: Final = ("float", "double")
_BOOLEANS: Final = {"true": True, "false": False}


def to_request(operation: Operation, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What a client's method takes for the parameters of a task."""
    shape = operation.model.input_of(operation.name)
    found: dict[str, Any] = _request(operation, shape, parameters) if shape else {}
    return found


def to_output(operation: Operation, response: Mapping[str, Any]) -> dict[str, Any]:
    """A task's output for what a client's method returned, without what is about the request."""
    shape = operation.model.output_of(operation.name)
    found: dict[str, Any] = _output(operation, shape, response) if shape else {}
    return found


def _request(operation: Operation, shape: Shape, value: Any) -> Any:
    kind = shape["type"]
    if value is None:
        return None
    if kind == "structure":
        return _structure(operation, shape, value)
    if kind == "list" and isinstance(value, list):
        inner = operation.model.shapes[shape["member"]["shape"]]
        return [_request(operation, inner, element) for element in value]
    if kind == "map" and isinstance(value, Mapping):
        inner = operation.model.shapes[shape["value"]["shape"]]
        return {name: _request(operation, inner, member) for name, member in value.items()}
    return _scalar(kind, value)


def _structure(operation: Operation, shape: Shape, value: Any) -> Any:
    if isinstance(value, str) and shape["members"].keys() >= ATTRIBUTE:
        return {"S": value}
    if not isinstance(value, Mapping) or shape.get("document"):
        return value
    names = operation.model.spellings(shape, as_the_service=not operation.is_sdk)
    found = {}
    for name, part in value.items():
        member = names.get(name)
        if part is None:
            continue  # to the AWS SDK for Java, a member that is null is not set
        if member is None:
            found[name] = part  # the client says what it thinks of it
        else:
            inner = operation.model.shapes[shape["members"][member]["shape"]]
            found[member] = _request(operation, inner, part)
    return found


def _scalar(kind: str, value: Any) -> Any:
    if kind == "blob":
        return (value if isinstance(value, str) else compact_json(value)).encode()
    if kind == "string" and not isinstance(value, str):
        return compact_json(value)
    if not isinstance(value, str):
        return value
    if kind == "boolean":
        return _BOOLEANS.get(value.casefold(), value)
    try:
        if kind in _WHOLE:
            return int(value)
        if kind in _FRACTIONS:
            return float(value)
    except ValueError:
        return value
    return value


def _output(operation: Operation, shape: Shape, value: Any) -> Any:
    kind = shape["type"]
    if kind == "structure" and isinstance(value, Mapping) and not shape.get("document"):
        members = shape["members"]
        return {
            operation.named(member): _output(
                operation, operation.model.shapes[members[member]["shape"]], part
            )
            for member, part in value.items()
            if member in members
        }
    if kind == "list" and isinstance(value, list):
        inner = operation.model.shapes[shape["member"]["shape"]]
        return [_output(operation, inner, element) for element in value]
    if kind == "map" and isinstance(value, Mapping):
        inner = operation.model.shapes[shape["value"]["shape"]]
        return {str(name): _output(operation, inner, member) for name, member in value.items()}
    return _plain(operation, value)


def _plain(operation: Operation, value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=datetime.UTC)
        if not operation.is_sdk:
            return round(moment.timestamp() * 1000)
        text = moment.astimezone(datetime.UTC).isoformat(timespec="auto")
        return text.replace("+00:00", "Z")
    if hasattr(value, "read"):
        value = value.read()
    if isinstance(value, (bytes, bytearray)):
        return value.decode("utf-8", "replace")
    return value
