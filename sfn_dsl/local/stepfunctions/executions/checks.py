"""What operations on executions check of what they are given, with AWS's texts."""

from __future__ import annotations

from typing import Any, Final

from sfn_dsl.local.stepfunctions.calling import ApiError
from sfn_dsl.local.stepfunctions.machines.arns import not_in_context, states_resource
from sfn_dsl.local.stepfunctions.running.store import Record, Store
from sfn_dsl.simulation.data.intrinsics.json_mistakes import find_mistake
from sfn_dsl.simulation.data.strict_json import read_json_text
from sfn_dsl.simulation.sizes import byte_size

_MOST_BYTES: Final = 262_144


def check_arn(arn: str, kind: str) -> str:
    """An ARN of a kind of resource, ``execution`` or ``activity``. Raises ApiError: InvalidArn."""
    found, _ = states_resource(arn)
    if found != kind:
        raise not_in_context(found)
    return arn


def find_execution(store: Store, arn: str) -> Record:
    """The execution of an ARN. Raises ApiError: InvalidArn, ExecutionDoesNotExist."""
    record = store.find(check_arn(arn, "execution"))
    if record is None:
        raise ApiError("ExecutionDoesNotExist", f"Execution Does Not Exist: '{arn}'")
    return record


def check_json(text: str, code: str, what: str) -> Any:
    """The value of JSON text. Raises ApiError, with what Jackson says of the mistake."""
    if byte_size(text) > _MOST_BYTES:
        raise ApiError(code, f"{what}: 'size exceeds the maximum of {_MOST_BYTES} bytes'")
    try:
        return read_json_text(text)
    except ValueError as error:
        mistake = find_mistake(text) or str(error)
        raise ApiError(code, f"{what}: '{mistake}'") from None
