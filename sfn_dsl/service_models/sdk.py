"""Calls of any service by the AWS SDK: does the service exist, has it the action, what is handed?

Integrations reference, section "AWS SDK".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sfn_dsl.service_models.checking import Call, call_objections
from sfn_dsl.service_models.models import NAMES, ServiceModel, find_service, service_names
from sfn_dsl.spelling import nearest

_PLACEHOLDER: Final = "${"
_SHORTEST_THAT_TELLS: Final = 5


def sdk_objections(
    service: str, action: str, parameters: Mapping[str, Any] | None
) -> Iterator[str]:
    """All objections to a call; ``parameters`` are None where they are not known.

    A service without a model is let pass, unless its name is a slip for one that has.
    """
    if _PLACEHOLDER in service + action:
        return
    model = find_service(service)
    if model is None:
        yield from _service_objections(service)
        return
    operation = model.operation_of(action)
    objection = action_objection(service, action, model)
    if objection is not None:
        yield objection
    elif operation is not None and parameters is not None:
        yield from call_objections(Call(model, f"{service}:{action}"), operation, parameters)


def _service_objections(service: str) -> Iterator[str]:
    folded = service.casefold().replace("-", "").replace(" ", "")
    meant = NAMES.get(service.casefold()) or (folded if find_service(folded) else None)
    if meant is None and len(service) >= _SHORTEST_THAT_TELLS:
        near = nearest(folded, service_names())
        meant = near if near and _is_slip(folded, near) else None
    if meant:
        yield f"there is no service '{service}' to call by aws-sdk; write '{meant}'"


def action_objection(service: str, action: str, model: ServiceModel) -> str | None:
    """Why no task can call an action of a service, None where one can."""
    if model.operation_of(action) is not None:
        # Loaded only for calls by the SDK: the table also holds their permissions.
        from sfn_dsl.language.services.aws_sdk import UNSUPPORTED

        if f"{service}:{action}" not in UNSUPPORTED:
            return None
        instead = "write a task that invokes a function which calls it"
        return f"Step Functions cannot call '{service}:{action}'; {instead}"
    near = nearest(action, model.actions())
    instead = f"write '{near}'" if near else "write one that it has, or install a newer botocore"
    return f"the service '{service}' has no action '{action}'; {instead}"


def _is_slip(name: str, known: str) -> bool:
    """Tell whether one letter more, less, other or swapped makes one name of the other.

    Services that were retired are no longer known, and some are called much like living ones.
    """
    short, long = sorted((name, known), key=len)
    same = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    left, right = short[same:], long[same:]
    if len(short) < len(long):
        return left == right[1:] and right[0].isalpha()
    return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
