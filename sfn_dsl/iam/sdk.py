"""Calls by the AWS SDK: which action of IAM one needs, and on which resources.

What the parameters are called says which resource they name. (Service integrations reference,
section "AWS SDK".)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import attrs

from sfn_dsl.iam.actions import Action, ResourceType, find_action
from sfn_dsl.iam.handing import handed_roles
from sfn_dsl.iam.naming import Named, named
from sfn_dsl.iam.payload import Payload
from sfn_dsl.language.integrations import ACTIONS
from sfn_dsl.language.permissions import ALL, GRANTS, Grant
from sfn_dsl.language.permissions.operations import (
    BY_VERB,
    OPERATIONS,
    PREFIXES,
    RENAMED,
)
from sfn_dsl.service_models import ServiceModel, action_problem, find_service
from sfn_dsl.service_models.models import folder_of, parameter_name


class UnknownActionError(Exception):
    """A call whose permissions nobody can say; the message is the reason."""


def rows_of(service: str, action: str, payload: Payload) -> tuple[Grant, ...]:
    """What a call needs, in the shape of the table's rows.

    Raises UnknownActionError where it is not known; it is never guessed.
    """
    model = find_service(service)
    if model is None:
        raise UnknownActionError(
            f"no model of the service '{service}' is at hand; check its name, or install a newer "
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
    found = _action(service, call, operation, model)
    return (
        *_rows(found, _Call(operation, payload, _full(model, operation))),
        *handed_roles(model, operation, payload),
    )


@cache
def _optimized() -> dict[str, tuple[Grant, ...]]:
    """The rows of the optimized integrations that call an operation with its own parameters."""
    return {
        row.operation: tuple(grant for grant in GRANTS[key] if not grant.wait)
        for key, row in ACTIONS.items()
        if row.operation and not row.wrapper
    }


def _by_verb(model: ServiceModel, operation: str) -> Grant:
    request = model.operations[operation].get("http", {})
    path = re.sub(r"\{[^}]*\}", "*", str(request.get("requestUri", "/*")).partition("?")[0])
    resource = f"arn:{{partition}}:apigateway:{{region}}::{path}"
    unseen = "a path is granted for every id that it holds" if "*" in path else ""
    return Grant((f"apigateway:{request.get('method', 'GET')}",), (resource,), unseen=unseen)


def _action(service: str, call: str, operation: str, model: ServiceModel) -> Action:
    prefix = PREFIXES.get(service, model.signing_name)
    found = find_action(prefix, RENAMED.get(call, operation))
    if found is None:
        raise UnknownActionError(
            f"IAM has no action '{prefix}:{operation}', and which other one '{call}' needs is not "
            "known; look it up in the documentation of the service"
        )
    return found


@attrs.frozen
class _Call:
    """A call: what it hands over, and the names of all that it could."""

    operation: str
    payload: Payload
    possible: tuple[str, ...]


def _full(model: ServiceModel, operation: str) -> tuple[str, ...]:
    taken = model.input_of(operation) or {}
    return tuple(map(parameter_name, taken.get("members", {})))


def _rows(action: Action, call: _Call) -> Iterator[Grant]:
    """One row for each type of resource that the call works on."""
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


def _named(action: Action, each: ResourceType, call: _Call, given: Iterable[str]) -> Named:
    return named(action.name.partition(":")[0], each, call.operation, given)


def _is_found(each: ResourceType, by: Named) -> bool:
    return by.is_whole or (by.is_partly and each.is_required)


def _is_needed(action: Action, each: ResourceType, call: _Call) -> bool:
    """Tell whether the call works on the type, though it could not have named a resource of it."""
    return each.is_required and not _named(action, each, call, call.possible).is_whole


def _widened(action: Action, each: ResourceType, by: Named, payload: Payload) -> Grant:
    reason = f"nothing in state '{payload.state}' says which {each.name} it works on"
    if by.is_partly:
        reason = f"state '{payload.state}' does not say all of which {each.name} it works on"
    return Grant((action.name,), (by.template,), unseen=reason)
