"""AWS SDK integrations: the IAM actions that a call needs, and on which resources.

The names of the parameters say which resources they name; roles in them are passed to the service,
however deeply nested. (Service integrations reference, section "AWS SDK".)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

import attrs

from sfn_dsl.iam.requirements.actions import (
    IamAction,
    NamedResource,
    ResourceType,
    find_action,
    resource_named,
)
from sfn_dsl.iam.requirements.payload import Payload
from sfn_dsl.language.permissions import ALL, Grant
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.language.services.aws_sdk import (
    BY_VERB,
    OPERATIONS,
    PREFIXES,
    RENAMED,
)
from sfn_dsl.service_models import ServiceModel, action_problem, find_service
from sfn_dsl.service_models.models import Shape, folder_of, parameter_name

_ROLE: Final = re.compile(r"(?:[A-Z]\w*)?Role(?:Arn|ARN)?")


class UnknownActionError(Exception):
    """A call whose permissions cannot be determined; the message is the reason."""


def grants_of(service: str, action: str, payload: Payload) -> tuple[Grant, ...]:
    """The grants that a call needs, like those of optimized integrations.

    Raises UnknownActionError if they are not known; they are never guessed.
    """
    model = find_service(service)
    if model is None:
        raise UnknownActionError(
            f"there is no model of the service '{service}'; check its name, or install a newer "
            "botocore"
        )
    operation = model.operation_of(action)
    problem = action_problem(service, action, model)
    if operation is None or problem is not None:
        raise UnknownActionError(problem.message if problem else None)
    call = f"{service}:{action}"
    optimized = _optimized().get(f"{folder_of(service)}:{operation}")
    if optimized is not None:
        return optimized
    if call in OPERATIONS:
        return OPERATIONS[call]
    if service in BY_VERB:
        return (_by_verb(model, operation),)
    found = _find_action(service, call, operation, model)
    return (
        *_grants_by_type(
            found, _SdkCall(operation, payload, _possible_parameters(model, operation))
        ),
        *passed_roles(model, operation, payload),
    )


@cache
def _optimized() -> dict[str, tuple[Grant, ...]]:
    """The grants of optimized integrations that take the operation's own parameters."""
    return {
        row.operation: tuple(grant for grant in row.permissions if not grant.wait)
        for row in ACTIONS.values()
        if row.operation and not row.wrapper
    }


def _by_verb(model: ServiceModel, operation: str) -> Grant:
    request = model.operations[operation].get("http", {})
    path = re.sub(r"\{[^}]*\}", "*", str(request.get("requestUri", "/*")).partition("?")[0])
    resource = f"arn:{{partition}}:apigateway:{{region}}::{path}"
    unseen = "a path is granted for all ids in it" if "*" in path else ""
    return Grant((f"apigateway:{request.get('method', 'GET')}",), (resource,), unseen=unseen)


def _find_action(service: str, call: str, operation: str, model: ServiceModel) -> IamAction:
    prefix = PREFIXES.get(service, model.signing_name)
    found = find_action(prefix, RENAMED.get(call, operation))
    if found is None:
        raise UnknownActionError(
            f"IAM has no action '{prefix}:{operation}', and it is not known which other action "
            f"'{call}' needs; look it up in the service authorization reference"
        )
    return found


@attrs.frozen
class _SdkCall:
    """A call: its payload, and the names of all parameters that the operation takes."""

    operation: str
    payload: Payload
    possible: tuple[str, ...]


def _possible_parameters(model: ServiceModel, operation: str) -> tuple[str, ...]:
    input_shape = model.input_of(operation) or {}
    return tuple(map(parameter_name, input_shape.get("members", {})))


def _grants_by_type(action: IamAction, call: _SdkCall) -> Iterator[Grant]:
    """One grant for each type of resource that the call works on."""
    if not action.types:
        yield Grant((action.name,), (ALL,))
        return
    types = [(each, _named(action, each, call, call.payload.names())) for each in action.types]
    is_found = any(_is_found(each, by) for each, by in types)
    for each, by in types:
        if by.is_whole:
            yield Grant((action.name,), (by.template,))
        elif _is_found(each, by) or not is_found or _is_needed(action, each, call):
            yield _widened(action, each, by, call.payload)


def _named(
    action: IamAction, each: ResourceType, call: _SdkCall, given: Iterable[str]
) -> NamedResource:
    return resource_named(action.name.partition(":")[0], each, call.operation, given)


def _is_found(each: ResourceType, by: NamedResource) -> bool:
    return by.is_whole or (by.is_partly and each.is_required)


def _is_needed(action: IamAction, each: ResourceType, call: _SdkCall) -> bool:
    """Return whether the call works on the type but has no parameter to name a resource."""
    return each.is_required and not _named(action, each, call, call.possible).is_whole


def _widened(action: IamAction, each: ResourceType, by: NamedResource, payload: Payload) -> Grant:
    reason = f"state '{payload.state}' does not say which {each.name} it works on"
    if by.is_partly:
        reason = f"state '{payload.state}' only says in part which {each.name} it works on"
    return Grant((action.name,), (by.template,), unseen=reason)


def passed_roles(model: ServiceModel, operation: str, payload: Payload) -> Iterator[Grant]:
    """The grants to pass the roles in a payload, to any service."""
    input_shape = model.input_of(operation)
    paths = _role_paths(model, input_shape, payload.content, payload) if input_shape else ()
    for path in dict.fromkeys(paths):
        yield Grant(("iam:PassRole",), (f"arn:{{partition}}:iam::{{account}}:role/{{{path}}}",))


def _role_paths(model: ServiceModel, shape: Shape, value: Any, payload: Payload) -> Iterator[str]:
    """The paths of roles in a payload: members that the service defines, not free-form data."""
    if shape["type"] == "list" and isinstance(value, list):
        for element in value:
            yield from _role_paths(model, model.shapes[shape["member"]["shape"]], element, payload)
    elif shape["type"] == "structure" and isinstance(value, dict):
        spellings = model.spellings(shape, as_the_service=True)
        for written in value:
            name = payload.plain(written)
            if name not in spellings:
                continue
            member = model.shapes[shape["members"][spellings[name]]["shape"]]
            if member["type"] == "string":
                yield from (name,) if _ROLE.fullmatch(name) else ()
            else:
                inner = _role_paths(model, member, value[written], payload)
                yield from (f"{name}.{path}" for path in inner)
