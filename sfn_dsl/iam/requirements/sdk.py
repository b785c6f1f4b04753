"""AWS SDK integrations: the IAM actions that a call needs, and on which resources.

The names of the parameters say which resources they name; roles in them are passed to the service,
however deeply nested. (Service integrations reference, section "AWS SDK".)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Final

import attrs

from sfn_dsl.iam.requirements.actions import (
    IamAction,
    NamedResource,
    ResourceType,
    find_action,
    resource_named,
)
from sfn_dsl.iam.requirements.members import (
    Member,
    data_in_s3,
    has_tags,
    hidden_keys,
    holds_role,
    is_required,
    may_have_tags,
    members_of,
    named_keys,
    passed_roles,
)
from sfn_dsl.iam.requirements.payload import Payload
from sfn_dsl.language.aws_sdk.actions import BY_VERB, PREFIXES, RENAMED
from sfn_dsl.language.aws_sdk.dependent.table import dependents_of, noted_of
from sfn_dsl.language.aws_sdk.dependent_actions import dependent_actions
from sfn_dsl.language.aws_sdk.keys import key_actions
from sfn_dsl.language.aws_sdk.operations import OPERATIONS
from sfn_dsl.language.aws_sdk.resources import ONLY_WHEN
from sfn_dsl.language.integrations import Action
from sfn_dsl.language.permissions import ALL, IF_ASKED, Grant, arn
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.service_models import ServiceModel, action_problem, find_service
from sfn_dsl.service_models.models import NAMES, action_name, folder_of, load, parameter_name

_PASS: Final = "iam:PassRole"  # noqa: S105 - an action, not a password
_HOLE: Final = re.compile(r"\{([A-Z][\w.@]*)")
_VARIABLE: Final = re.compile(r"\$?\{\w+\}")
_READ_ONLY: Final = ("Describe", "Get", "List", "Tag", "Untag", "Add", "Delete", "Remove")
_TAGGING: Final = ("TagResource", "AddTagsToResource", "AddTags", "CreateTags", "TagQueue")
_TAGS: Final = "the tags are of what the call makes, whose ARN is not known before"
_WITH_PATH: Final = "WithPath}"
_OF_S3: Final = ("s3", "s3control", "s3outposts", "s3tables", "s3vectors")


class UnknownActionError(Exception):
    """A call whose permissions cannot be determined; the message is the reason."""


@attrs.frozen
class SdkCall:
    """A call: its payload, and the members of it that the operation defines."""

    service: str
    action: str
    operation: str
    model: ServiceModel
    payload: Payload
    members: tuple[Member, ...]

    @property
    def name(self) -> str:
        """The call as a resource has it: ``s3:getObject``."""
        return f"{self.service}:{self.action}"

    @property
    def possible(self) -> tuple[str, ...]:
        """The names of all parameters that the operation takes."""
        input_shape = self.model.input_of(self.operation) or {}
        return tuple(map(parameter_name, input_shape.get("members", {})))


def read_call(service: str, action: str, payload: Payload) -> SdkCall:
    """The call of an AWS SDK integration. Raises UnknownActionError if there is no such call."""
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
    return _call(service, action, operation, model, payload)


def _call(
    service: str, action: str, operation: str, model: ServiceModel, payload: Payload
) -> SdkCall:
    members = members_of(model, f"{service}:{action}", operation, payload)
    derived = dict(payload.derived)
    for each in members:
        if each.static:
            derived[each.path] = (*derived.get(each.path, ()), *each.static)
    required = partial(is_required, model, operation)
    payload = attrs.evolve(payload, derived=derived, is_required=required)
    return SdkCall(service, action, operation, model, payload, members)


def grants_of(call: SdkCall) -> tuple[Grant, ...]:
    """The grants that a call needs, like those of optimized integrations.

    Raises UnknownActionError if they are not known; they are never guessed.
    """
    more = (each for row in dependents_of(call.name) for each in row.grants)
    own = (*_own_grants(call), *more)
    return (*own, *roles_and_keys(call, own))


def roles_and_keys(call: SdkCall, own: Iterable[Grant]) -> Iterator[Grant]:
    """The grants for the roles and the keys in a payload, but for those in the call's own rows."""
    own = tuple(own)
    granted = [hole[1] for text in _role_texts(own) for hole in _HOLE.finditer(text)]
    yield from passed_roles(call.model, call.name, call.members, call.payload, granted)
    used = {one for each in own for one in each.actions}
    for each in named_keys(call.members, call.payload, call.name):
        actions = [one for one in key_actions(call.name, each.last) if one not in used]
        if actions:
            resource = arn("kms", f"key/{{{each.path}|key}}")
            yield Grant(tuple(actions), (resource,), when=each.path)


def _role_texts(own: Iterable[Grant]) -> Iterator[str]:
    """Where rows name roles: resources of PassRole, or conditions, which some services go by."""
    for each in own:
        yield from each.resources if _PASS in each.actions else ()
        for keys in each.condition.values():
            yield from keys.values()


def optimized_call(row: Action, payload: Payload) -> SdkCall | None:
    """The call behind an optimized integration that takes the operation's own parameters."""
    folder, _, operation = row.operation.partition(":")
    model = load(folder) if folder and not row.wrapper else None
    if model is None or operation not in model.operations:
        return None
    service = NAMES.get(folder, folder.replace("-", ""))
    return _call(service, action_name(operation), operation, model, payload)


def _own_grants(call: SdkCall) -> tuple[Grant, ...]:
    optimized = _optimized().get(f"{folder_of(call.service)}:{call.operation}")
    if optimized is not None:
        return optimized
    if call.name in OPERATIONS:
        return OPERATIONS[call.name]
    if call.service in BY_VERB:
        return (_by_verb(call),)
    found = _find_action(call)
    own = tuple(_grants_by_type(found, call))
    return (*own, *_tagging(found, own, call))


def notes_of(call: SdkCall, granted: Iterable[str]) -> Iterator[str]:
    """What a call may need in addition to the actions granted, by what is generally known."""
    granted = set(granted)
    rows = dependents_of(call.name)
    considered = {one for row in rows for each in row.grants for one in each.actions}
    for action in sorted(granted):
        others = [one for one in dependent_actions(action) if one not in granted | considered]
        if _PASS in others and _has_role_member(call):
            others.remove(_PASS)
        if others:
            yield (
                f"'{action}' may also need {', '.join(others)}, depending on the call; the service "
                "authorization reference lists them, so add those that this call needs"
            )
    yield from notes_of_rows(call)
    yield from notes_of_keys(call)
    in_s3 = data_in_s3(call.members)
    if in_s3 and not rows and _PASS not in granted and call.service not in _OF_S3:
        yield (
            f"'{in_s3}' names data in S3; if the service reads or writes it with this role's "
            "rights, add s3:GetObject or s3:PutObject on it"
        )


def notes_of_rows(call: SdkCall) -> Iterator[str]:
    """What a call may need besides, by the table."""
    for row in noted_of(call.name):
        is_without = row.when.startswith("-")
        has = call.payload.has(row.when.removeprefix("-"))
        if has is not is_without:
            yield row.reason


def notes_of_keys(call: SdkCall) -> Iterator[str]:
    """What a call may need on the keys that it names, where that is not known."""
    for each in named_keys(call.members, call.payload, call.name):
        if call.service != "kms" and not key_actions(call.name, each.last):
            yield (
                f"'{each.name}' names a key of KMS; if the service uses it with this role's "
                "rights, add the actions that it needs on the key, such as kms:GenerateDataKey, "
                "kms:Decrypt or kms:CreateGrant"
            )
    for each, actions in hidden_keys(call.model, call.members, call.name):
        if call.service != "kms":
            yield (
                f"'{each.name}' is computed at run time, and may name a key of KMS; then add "
                f"{' and '.join(actions) or 'the actions that it needs'} on the key"
            )


def _has_role_member(call: SdkCall) -> bool:
    """Return whether the operation has a parameter for a role, which this call then omits."""
    shape = call.model.input_of(call.operation)
    return shape is not None and holds_role(call.model, call.name, shape)


def _tagging(action: IamAction, own: Iterable[Grant], call: SdkCall) -> Iterator[Grant]:
    """The grant to tag what a call makes."""
    may_have = may_have_tags(call.members)
    if call.operation.startswith(_READ_ONLY) or not (may_have or has_tags(call.members)):
        return
    field = f"'{call.payload.field}' of state '{call.payload.state}'"
    unseen = f"{field} is computed at run time, and may hold tags" if may_have else _TAGS
    only = IF_ASKED if may_have else ""
    prefix = action.name.partition(":")[0]
    noun = re.sub(r"^[A-Z][a-z]+", "", call.operation)
    tagging = next(
        filter(None, (find_action(prefix, name) for name in (*_TAGGING, f"Tag{noun}"))), None
    )
    if tagging is None or tagging.name == action.name:
        return
    resources = tuple(dict.fromkeys(one for each in own for one in each.resources if one != ALL))
    if prefix == "ec2":
        condition = {"StringEquals": {"ec2:CreateAction": call.operation}}
        every = "arn:{partition}:ec2:{region}:*:*/*"
        yield Grant((tagging.name,), (every,), unseen=unseen, condition=condition, only=only)
    elif resources or tagging.types:
        kinds = (":".join([*each.arn.split(":")[:5], "*"]) for each in tagging.types)
        made = resources or tuple(dict.fromkeys(kinds))
        yield Grant((tagging.name,), made, unseen=unseen, only=only)


@cache
def _optimized() -> dict[str, tuple[Grant, ...]]:
    """The grants of optimized integrations that take the operation's own parameters."""
    return {
        row.operation: tuple(grant for grant in row.permissions if not grant.wait)
        for row in ACTIONS.values()
        if row.operation and not row.wrapper
    }


def _by_verb(call: SdkCall) -> Grant:
    request = call.model.operations[call.operation].get("http", {})
    members = (call.model.input_of(call.operation) or {}).get("members", {})
    named = {
        each["locationName"]: parameter_name(name)
        for name, each in members.items()
        if each.get("location") == "uri" and call.payload.surely_has(parameter_name(name))
    }
    uri = str(request.get("requestUri", "/*")).partition("?")[0]

    def filled(hole: re.Match[str]) -> str:
        name = named.get(hole[1].rstrip("+"))
        return f"{{{name}}}" if name else "*"

    path = re.sub(r"\{([^}]*)\}", filled, uri)
    resource = f"arn:{{partition}}:apigateway:{{region}}::{path}"
    unseen = "a path is granted for all ids in it" if "*" in path else ""
    return Grant((f"apigateway:{request.get('method', 'GET')}",), (resource,), unseen=unseen)


def _find_action(call: SdkCall) -> IamAction:
    prefix = PREFIXES.get(call.service, call.model.signing_name)
    name = RENAMED.get(call.name, call.operation)
    other, is_other, rest = name.partition(":")
    found = find_action(other, rest) if is_other else find_action(prefix, name)
    if found is None:
        raise UnknownActionError(
            f"IAM has no action '{prefix}:{call.operation}', and it is not known which other "
            f"action '{call.name}' needs; look it up in the service authorization reference"
        )
    return found


def _grants_by_type(action: IamAction, call: SdkCall) -> Iterator[Grant]:
    """One grant for each type of resource that the call works on.

    Where all types are optional and the call names none, the action works on ``*``. (IAM user guide
    and service authorization reference: only required types must be allowed.)
    """
    prefix = action.name.partition(":")[0]
    types = [(each, _named(action, each, call, call.payload.names())) for each in action.types]
    is_named = any(by.is_whole or by.is_partly for _, by in types)
    if not is_named and not any(each.is_required for each in action.types):
        field = f"'{call.payload.field}' of state '{call.payload.state}'"
        is_hidden = call.payload.is_dynamic and bool(action.types)
        why = f"{field} is computed at run time, and may name what it works on" if is_hidden else ""
        yield Grant((action.name,), (ALL,), unseen=why)
        return
    is_found = any(_is_found(each, by) for each, by in types)
    for each, by in types:
        when = ONLY_WHEN.get(f"{prefix}:{each.name}", "")
        if by.is_whole:
            yield Grant((action.name,), _with_paths(by.template, each, call), when=when)
        elif (
            _is_found(each, by)
            or not is_found
            or call.payload.is_dynamic
            or _is_needed(action, each, call)
        ):
            yield _widened(action, each, by, call.payload)


def _named(
    action: IamAction, each: ResourceType, call: SdkCall, given: Iterable[str]
) -> NamedResource:
    prefix = action.name.partition(":")[0]
    found = resource_named(prefix, each, call.operation, given)
    by_value = "" if found.is_whole else _named_by_value(each, call)
    if by_value:
        start = each.arn.partition("${")[0]
        return NamedResource(f"{start}{{{by_value}}}", is_whole=True)
    return found


def _with_paths(template: str, each: ResourceType, call: SdkCall) -> tuple[str, ...]:
    """The resources of a type of IAM whose ARNs have a path before the name.

    Only what a call makes has the path that the call gives. To rename or to move something takes
    the permission on what it is and on what it becomes. (IAM user guide, "IAM identifiers"; IAM API
    reference, UpdateUser.)
    """
    start, _, name = template.rpartition("/")
    if not each.arn.endswith(_WITH_PATH) or not name.startswith("{") or "Arn" in name:
        return (template,)
    given = tuple(call.payload.names())
    if "Path" in call.possible:
        return (f"{start}/{'{Path|iam_path}' if 'Path' in given else ''}{name}",)
    found = f"{start}/{name[:-1]}|iam_name}}"
    new = next((one for one in given if re.fullmatch(r"New\w*Name", one)), name[1:-1])
    if "NewPath" in given:
        return found, f"{start}/{{NewPath|iam_path}}{{{new}}}"
    return (found,) if new == name[1:-1] else (found, f"{start}/{{{new}|iam_name}}")


def _named_by_value(each: ResourceType, call: SdkCall) -> str:
    """The parameter that holds an ARN of this type, whatever its name; "" if none does."""
    pattern = "[^:]*".join(map(re.escape, _VARIABLE.split(each.arn)))
    nested = (one.path for one in call.members if one.shape["type"] == "string")
    for name in dict.fromkeys((*call.payload.names(), *nested)):
        texts = [text for static in call.payload.find(name) for text in static.texts]
        if texts and all(re.fullmatch(pattern, text) for text in texts):
            return name
    return ""


def _is_found(each: ResourceType, by: NamedResource) -> bool:
    return by.is_whole or (by.is_partly and each.is_required)


def _is_needed(action: IamAction, each: ResourceType, call: SdkCall) -> bool:
    """Return whether the call works on the type but has no parameter to name a resource."""
    return each.is_required and not _named(action, each, call, call.possible).is_whole


def _widened(action: IamAction, each: ResourceType, by: NamedResource, payload: Payload) -> Grant:
    reason = f"state '{payload.state}' does not say which {each.name} it works on"
    if payload.is_dynamic:
        reason = f"'{payload.field}' of state '{payload.state}' is computed at run time"
    elif by.is_partly:
        reason = f"state '{payload.state}' only says in part which {each.name} it works on"
    # Services do not say whether they authorize a call on what it has no parameter to name.
    is_unnamed = not (payload.is_dynamic or by.is_partly)
    only = f"if the service authorizes it on the {each.name} too" if is_unnamed else ""
    return Grant((action.name,), (by.template,), unseen=reason, only=only)
