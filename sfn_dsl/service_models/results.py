"""What a task's result looks like, by the model of the service that it calls."""

from __future__ import annotations

from typing import Final, NamedTuple

from sfn_dsl.arns import AWS_SDK
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.service_models.models import Members, ServiceModel, Shape, find_service, load

_NOTHING: Final[Shape] = {"type": "structure", "members": {}}
# What optimized integrations give as JSON, whatever it is in the service's model.
_READ_AS_JSON: Final = {
    "lambda:invoke": frozenset(("Payload",)),
    "bedrock:invokeModel": frozenset(("Body",)),
    "states:startExecution.sync:2": frozenset(("Input", "Output")),
}
# A task that waits gives what describes the finished work, where that is a whole answer.
_WHEN_DONE: Final = {
    "states:startExecution.sync": "stepfunctions:DescribeExecution",
    "states:startExecution.sync:2": "stepfunctions:DescribeExecution",
}


class ResultModel(NamedTuple):
    """The structure that a call gives, and how its members are spelled.

    ``as_the_service``: as the service spells them, with a capital, which only optimized
    integrations do. ``any_json`` are members of the structure that hold any JSON.
    """

    model: ServiceModel
    shape: Shape
    as_the_service: bool
    any_json: frozenset[str] = frozenset()

    def members(self, shape: Shape) -> Members:
        """The members of a structure by their names in a result."""
        return self.model.members(shape, as_the_service=self.as_the_service)

    def element(self, shape: Shape) -> Shape:
        """The shape of a list's elements, or of a map's values."""
        inner = shape["member"] if shape["type"] == "list" else shape["value"]
        found: Shape = self.model.shapes[inner["shape"]]
        return found


def result_model(action: str, suffix: str = "") -> ResultModel | None:
    """The model of what a task gives, None where no model knows it.

    ``action`` is what follows in a resource, ``sns:publish`` or ``aws-sdk:s3:getObject``, and
    ``suffix`` its pattern, ``.sync``, ``.sync:2`` or ``.waitForTaskToken``.
    """
    if suffix == ".waitForTaskToken":
        return None  # whoever has the token decides
    if action.startswith(AWS_SDK):
        service, _, name = action.removeprefix(AWS_SDK).partition(":")
        model = find_service(service)
        operation = model.operation_of(name) if model else None
        return _of(model, operation, as_the_service=False)
    full = action + suffix
    row = ACTIONS.get(action)
    described = _WHEN_DONE.get(full) if suffix else (row.operation if row else "")
    folder, _, operation = (described or "").partition(":")
    return _of(load(folder) if folder else None, operation, as_the_service=True, name=full)


def _of(
    model: ServiceModel | None, operation: str | None, *, as_the_service: bool, name: str = ""
) -> ResultModel | None:
    if model is None or operation is None or operation not in model.operations:
        return None
    shape = model.output_of(operation) or _NOTHING
    return ResultModel(model, shape, as_the_service, _READ_AS_JSON.get(name, frozenset()))
