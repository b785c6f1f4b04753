"""Whether a mocked result may come from the service that a task calls."""

from __future__ import annotations

from typing import Any, Final

from sfn_dsl.arns import read_integration
from sfn_dsl.service_models.models import Shape
from sfn_dsl.service_models.results import ResultModel, result_model
from sfn_dsl.simulation.test_state.refusals import RefusedError, invalid

_NUMBERS: Final = ("integer", "long", "float", "double")
_TEXTS: Final = ("string", "blob", "timestamp")

# What a shape takes: the types of JSON, and how AWS names them. True is not a number.
_TAKES: Final[dict[str, tuple[tuple[type, ...], str]]] = {
    "structure": ((dict,), "an object"),
    "map": ((dict,), "an object"),
    "list": ((list,), "an array"),
    "boolean": ((bool,), "a boolean"),
    **dict.fromkeys(_NUMBERS, ((int, float), "a number")),
    **dict.fromkeys(_TEXTS, ((str,), "a string")),
}


def check_task_result(resource: str, result: Any, *, is_strict: bool) -> None:
    """Check a mocked result against the model of the call's output.

    ``is_strict``: what the model requires must be there. Members that the model does not know are
    accepted, as are results of what has no model: functions, activities, HTTP endpoints. Raises
    RefusedError.
    """
    call = read_integration(resource)
    found = result_model(call.action, call.suffix) if call else None
    if found is None:
        return
    if not isinstance(result, dict):
        raise invalid("Mocked result must be a JSON object.")
    _Check(found, is_strict).structure(found.shape, result, found.any_json)


class _Check:
    """One check of a result."""

    def __init__(self, found: ResultModel, is_strict: bool) -> None:
        self._found = found
        self._is_strict = is_strict

    def structure(
        self, shape: Shape, value: dict[str, Any], any_json: frozenset[str] = frozenset()
    ) -> None:
        members = self._found.members(shape)
        if self._is_strict:
            for name in sorted(members.required):
                if value.get(name) is None:
                    raise _refused(f"Required field '{name}' is missing")
        for name, each in value.items():
            if name in members.shapes and name not in any_json and each is not None:
                self.value(members.shapes[name], name, each)

    def value(self, shape: Shape, name: str, value: Any) -> None:
        kind = shape["type"]
        if shape.get("document") or kind not in _TAKES:
            return
        types, called = _TAKES[kind]
        if not _is_of(value, types):
            raise _refused(f"Field '{name}' must be {called}")
        _check_bounds(shape, name, value)
        if kind == "structure":
            self.structure(shape, value)
        elif kind == "list":
            for each in value:
                self.value(self._found.element(shape), name, each)
        elif kind == "map":
            for key, each in value.items():
                self.value(self._found.element(shape), key, each)


def _is_of(value: Any, types: tuple[type, ...]) -> bool:
    return isinstance(value, types) and (not isinstance(value, bool) or bool in types)


def _check_bounds(shape: Shape, name: str, value: Any) -> None:
    if "enum" in shape and value not in shape["enum"]:
        raise _refused(f"Field '{name}' is not an expected value")
    is_sized = isinstance(value, str | list | dict)
    measure = "length" if is_sized else "value"
    size = len(value) if is_sized else value
    if "min" in shape and size < shape["min"]:
        raise _refused(f"Field '{name}' is smaller than the minimum {measure}")
    if "max" in shape and size > shape["max"]:
        raise _refused(f"Field '{name}' is larger than the maximum {measure}")


def _refused(text: str) -> RefusedError:
    return invalid(f"Mock result schema validation error: {text}")
