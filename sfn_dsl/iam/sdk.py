"""Calls by the AWS SDK: which action of IAM one needs, and on which resources.

What the parameters are called says which resource they name. (Service integrations reference,
section "AWS SDK".)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

import attrs

from sfn_dsl.iam.actions import Action, ResourceType, find_action
from sfn_dsl.iam.payload import Payload
from sfn_dsl.language.integrations import ACTIONS
from sfn_dsl.language.permissions import ALL, GRANTS, Grant
from sfn_dsl.language.permissions.operations import (
    BY_VERB,
    NAMED_BY,
    ONLY_BY_ARN,
    OPERATIONS,
    PREFIXES,
    RENAMED,
)
from sfn_dsl.service_models import ServiceModel, find_service
from sfn_dsl.service_models.models import folder_of
from sfn_dsl.service_models.naming import parameter_name
from sfn_dsl.service_models.sdk import action_objection

_IDENTIFIERS: Final = ("arn", "name", "id", "identifier", "arns", "names", "ids", "")
_ENDING: Final = re.compile(r"(?i)(arn|name|identifier|id)$")
_PARAMETER: Final = re.compile(r"[A-Z]\w*")
_PLAIN: Final = re.compile(r"[^a-z0-9]")


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
    objection = action_objection(service, action, model)
    if operation is None or objection is not None:
        raise UnknownActionError(objection)
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
        *_handed_roles(payload),
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
    given = tuple(call.payload.names())
    named = {each.name: _named(action, each, call.operation, given) for each in action.types}
    found = [each for each in action.types if "${" not in named[each.name]]
    for each in action.types:
        if each in found:
            yield Grant((action.name,), (named[each.name],))
        elif not found or (each.is_required and not _is_left_out(action, each, call)):
            yield _unnamed(action, each, call.payload)


def _is_left_out(action: Action, each: ResourceType, call: _Call) -> bool:
    """Tell whether the call could have named a resource of the type, and did not."""
    return "${" not in _named(action, each, call.operation, call.possible)


def _unnamed(action: Action, each: ResourceType, payload: Payload) -> Grant:
    resource = re.sub(r"\$\{\w+\}", "*", each.arn)
    reason = f"nothing in state '{payload.state}' says which {each.name} it works on"
    return Grant((action.name,), (resource,), unseen=reason)


def _named(action: Action, each: ResourceType, operation: str, given: tuple[str, ...]) -> str:
    """The template of a type's resources; a variable that no parameter names stays in it."""
    prefix = action.name.partition(":")[0]
    if f"{prefix}:{each.name.casefold()}" in ONLY_BY_ARN:
        return each.arn
    whole = _first(given, (f"{_plain(each.name)}arn",))
    start, _, rest = each.arn.partition("${")
    if whole and rest:
        return f"{start}{{{whole}}}"
    template = each.arn
    for variable in each.variables:
        named = _naming(variable, prefix, each, operation, given)
        if named.endswith(("Arn", "Arns")):
            return f"{start}{{{named}}}"
        if named:
            template = template.replace(f"${{{variable}}}", f"{{{named}}}")
    return template


def _naming(
    variable: str, prefix: str, each: ResourceType, operation: str, given: tuple[str, ...]
) -> str:
    """The parameter that a variable is named by, with its reading; empty where there is none."""
    for named in NAMED_BY.get(prefix, {}).get(variable, ()):
        if named.partition("|")[0] in given:
            return named
    stem = _plain(_ENDING.sub("", variable))
    kind = _plain(each.name)
    stems = (stem, kind) if stem else (kind,)
    wanted = [_plain(variable), *(one + end for one in stems for end in _IDENTIFIERS)]
    words = _plain(operation)
    if (stem and stem in words) or kind in words:
        wanted += [end for end in _IDENTIFIERS if end]
    return _first(given, wanted)


def _first(given: tuple[str, ...], wanted: Iterable[str]) -> str:
    """The first of the wanted names that is given, in its own spelling."""
    names = {_plain(name): name for name in given if _PARAMETER.fullmatch(name)}
    return next((names[name] for name in wanted if name in names), "")


def _handed_roles(payload: Payload) -> Iterator[Grant]:
    """The roles that a call hands to the service; to which one its parameters do not tell."""
    for name in payload.names():
        if re.fullmatch(r"(?:[A-Z]\w*)?Role(?:Arn)?", name):
            yield Grant(("iam:PassRole",), (f"arn:{{partition}}:iam::{{account}}:role/{{{name}}}",))


def _plain(name: str) -> str:
    return _PLAIN.sub("", name.casefold())
