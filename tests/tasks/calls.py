"""A call of every function of the table, with arguments that its service takes."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sfn_dsl import Task
from sfn_dsl.language.fields import snake_case
from sfn_dsl.language.services import MODULES, Action, Parameter
from sfn_dsl.service_models import ServiceModel, load
from sfn_dsl.service_models.models import Shape, parameter_name


def function_of(row: Action) -> Any:
    module = import_module(f"sfn_dsl.tasks.{MODULES[row.service]}")
    return getattr(module, snake_case(row.name))


def call(row: Action, **more: Any) -> Task:
    """Call a function with one value for each parameter, but one only of each exclusive group."""
    left_out = {name for group in row.one_of for name in group[1:]}
    given = {p.argument: value_of(row, p) for p in row.parameters if p.name not in left_out}
    task = function_of(row)("The task", **given, **more)
    assert isinstance(task, Task)
    return task


def value_of(row: Action, parameter: Parameter) -> Any:
    if parameter.choices:
        return parameter.choices[0]
    model = model_of(row)
    shape = shape_of(row, parameter)
    return "text" if model is None or shape is None else least(model, shape)


def model_of(row: Action) -> ServiceModel | None:
    folder, _, operation = row.operation.partition(":")
    model = load(folder) if folder else None
    return model if model and operation in model.operations else None


def shape_of(row: Action, parameter: Parameter) -> str | None:
    """The shape of a parameter, None where the service has no parameter of that name."""
    if parameter.name in row.shapes:
        return row.shapes[parameter.name]
    model = model_of(row)
    taken = model.input_of(row.operation.partition(":")[2]) if model else None
    for member, reference in (taken or {"members": {}})["members"].items():
        if parameter.name in (parameter_name(member), member[0].upper() + member[1:]):
            return str(reference["shape"])
    return None


def least(model: ServiceModel, name: str) -> Any:
    """The smallest value of a shape, of an object one with the members it needs."""
    shape: Shape = model.shapes[name]
    if shape["type"] == "structure":
        return {
            parameter_name(member): least(model, shape["members"][member]["shape"])
            for member in shape.get("required", ())
        }
    if shape["type"] == "list":
        return [least(model, shape["member"]["shape"])]
    if shape["type"] == "map":
        return {"key": least(model, shape["value"]["shape"])}
    return SCALARS.get(shape["type"], "text")


SCALARS = {"boolean": True, **dict.fromkeys(("integer", "long", "float", "double"), 1)}


def has_objects(model: ServiceModel, name: str, above: tuple[str, ...] = ()) -> bool:
    """Tell whether a shape is or holds objects whose members are known."""
    shape: Shape = model.shapes[name]
    if name in above or shape.get("document"):
        return False
    if shape["type"] == "structure":
        return bool(shape["members"])
    inner = shape.get("member") or shape.get("value")
    return bool(inner) and has_objects(model, inner["shape"], (*above, name))
