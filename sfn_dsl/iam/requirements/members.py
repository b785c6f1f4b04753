"""The members of a call's payload that the service defines, and what they mean for the caller.

Roles and instance profiles are passed to the service, tags need an action of their own, and keys of
encryption and data in S3 may be used with the caller's rights. Free-form data, whose names are the
author's, is left alone. An object that is computed at run time may hold any member of its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from sfn_dsl.iam.requirements.payload import VALUES, Payload
from sfn_dsl.language.aws_sdk.keys import key_actions
from sfn_dsl.language.permissions import Grant, grant, pass_profile, role
from sfn_dsl.service_models import ServiceModel
from sfn_dsl.service_models.models import Shape

_ROLE: Final = re.compile(
    r"(?:[A-Z]\w*)?Role(?:s|Arn|ARN|Arns|ARNs|ArnForLogging|ARNUpdate|NameArn|Override)?"
    r"|IamRoleFor\w+Arn|\w*(?:CallerArn|PermissionArn|SecretIamArn)|SnsRoleName"
    r"|(?:Authorizer)?Credentials(?:Arn)?"
)
# A pattern of the API that only the ARN of a role fits, whatever the member is called.
_PATTERN_OF_ROLE: Final = re.compile(r":iam::[^|]*:role")
_KEY: Final = re.compile(
    r"(?i)(?!.*(?:context|region|role|policy|access$))"
    r"(?:\w*kms\w*(?:key|arn)\w*|\w*encryptionkey(?:arn|id|identifier|override)?"
    r"|customermanagedkeyidentifier|keymanagementservicearn)"
)
_KEY_OF_AWS: Final = re.compile(r"(?:.*:)?alias/aws/.*")
_PROFILE: Final = re.compile(r"(?:[A-Z]\w*)?InstanceProfile(?:Name|Arn|ARN)?")
_OF_PROFILE: Final = re.compile(r"(?:.*\.)?\w*InstanceProfile\.(?:Name|Arn)")
_TAGS: Final = re.compile(r"Tag(?:s|List|Set|Specifications?|sList)")
_NESTED: Final = ("structure", "list", "map")


@attrs.frozen
class Member:
    """A member of a payload: its path, and its name as the payload has it.

    ``is_dynamic`` is True for an object or a list that is only known at run time.
    """

    path: str
    name: str
    shape: Shape
    is_dynamic: bool = False

    @property
    def last(self) -> str:
        """The last step of the path."""
        return self.path.rpartition(".")[2]


def members_of(model: ServiceModel, operation: str, payload: Payload) -> tuple[Member, ...]:
    """The members of a payload, outer ones first, that the operation's input has."""
    shape = model.input_of(operation)
    if shape is None:
        return ()
    if payload.is_dynamic:
        return (Member("", payload.field, shape, is_dynamic=True),)
    return tuple(_within(model, shape, payload.content, payload, ""))


def _within(
    model: ServiceModel, shape: Shape, value: Any, payload: Payload, path: str
) -> Iterator[Member]:
    if shape["type"] == "list" and isinstance(value, list):
        for element in value:
            yield from _within(model, _element(model, shape), element, payload, path)
    elif shape["type"] == "map" and isinstance(value, dict):
        for each in value.values():
            held = model.shapes[shape["value"]["shape"]]
            yield from _within(model, held, each, payload, f"{path}{VALUES}.")
    elif shape["type"] == "structure" and isinstance(value, dict):
        # Names that begin with several capitals are spelled as the service or as the SDK has them.
        spellings = {
            **model.spellings(shape, as_the_service=False),
            **model.spellings(shape, as_the_service=True),
        }
        for written in value:
            name = payload.plain(written)
            if name not in spellings:
                continue
            member = model.shapes[shape["members"][spellings[name]]["shape"]]
            is_dynamic = member["type"] in _NESTED and isinstance(value[written], str)
            yield Member(f"{path}{name}", written, member, is_dynamic)
            yield from _within(model, member, value[written], payload, f"{path}{name}.")


def _element(model: ServiceModel, shape: Shape) -> Shape:
    found: Shape = model.shapes[shape["member"]["shape"]]
    return found


def passed_roles(
    model: ServiceModel, members: tuple[Member, ...], payload: Payload, granted: Iterable[str] = ()
) -> Iterator[Grant]:
    """The grants to pass the roles in a payload, to any service, and those in instance profiles.

    ``granted`` are the paths of roles that a row of the table grants already, with a condition on
    the service. IAM itself is passed none, but for the role that a call adds to a profile.
    """
    granted = frozenset(granted)
    if model.signing_name == "iam":
        if any(each.path == "InstanceProfileName" for each in members):
            yield grant("iam:PassRole", role("{RoleName|iam_name}"), when="RoleName")
        return
    members = tuple(each for each in members if each.path not in granted)
    for each in _first_of_each_path(members, _ROLE, model):
        path = f"{each.path}.{VALUES}" if each.shape["type"] == "map" else each.path
        parser = "" if each.last.endswith("Name") or not _takes_arns(each, model) else "|arn"
        yield grant("iam:PassRole", role(f"{{{path}{parser}}}"), when=path)
    for each in _first_of_each_path(members, _PROFILE, model):
        yield pass_profile(each.path)
    for each in members:
        if any(f"{path}.".startswith(f"{each.path}.") or not each.path for path in granted):
            continue
        if each.is_dynamic and not _names(_ROLE, each, model) and holds_role(model, each.shape):
            reason = f"'{each.name}' of state '{payload.state}' is computed at run time, and may "
            yield grant("iam:PassRole", role("*"), unseen=f"{reason}hold a role")


def _first_of_each_path(
    members: Iterable[Member], kind: re.Pattern[str], model: ServiceModel
) -> Iterable[Member]:
    found = {each.path: each for each in members if _names(kind, each, model)}
    return found.values()


def _text(member: Member, model: ServiceModel) -> Shape:
    """What a member holds: itself, or what a list or a map of it holds."""
    shape = member.shape
    if shape["type"] == "list":
        return _element(model, shape)
    held: Shape = model.shapes[shape["value"]["shape"]] if shape["type"] == "map" else shape
    return held


def _takes_arns(member: Member, model: ServiceModel) -> bool:
    """Return whether the service takes nothing but the ARN of a role."""
    return _PATTERN_OF_ROLE.search(_text(member, model).get("pattern", "")) is not None


def _names(kind: re.Pattern[str], member: Member, model: ServiceModel) -> bool:
    """Return whether a member is text, or several, that names a role or a profile."""
    if _text(member, model)["type"] != "string":
        return False
    if kind is _ROLE and member.last == "Credentials" and model.signing_name != "apigateway":
        return False
    by_parent = kind is _PROFILE and _OF_PROFILE.fullmatch(member.path) is not None
    return by_parent or kind.fullmatch(member.last) is not None


def holds_role(model: ServiceModel, shape: Shape) -> bool:
    """Return whether a shape has a member for a role, however deeply nested."""
    pending, seen = [shape], set[int]()
    while pending:
        current = pending.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        if current["type"] == "list":
            pending.append(_element(model, current))
        for name, each in current.get("members", {}).items():
            member = model.shapes[each["shape"]]
            if _names(_ROLE, Member(name[:1].upper() + name[1:], name, member), model):
                return True
            if member["type"] in _NESTED:
                pending.append(member)
    return False


def named_keys(members: Iterable[Member], payload: Payload, call: str) -> Iterator[Member]:
    """The members that name a key of KMS, but for keys of AWS, which anyone in the account uses."""
    for each in members:
        is_known = bool(key_actions(call, each.last))
        if each.shape["type"] != "string" or not (is_known or _KEY.fullmatch(each.last)):
            continue
        texts = [text for static in payload.find(each.path) for text in static.texts]
        if not texts or not all(map(_KEY_OF_AWS.fullmatch, texts)):
            yield each


def has_tags(members: tuple[Member, ...]) -> bool:
    """Return whether a call tags what it makes."""
    return any(_TAGS.fullmatch(each.path) for each in members)


def data_in_s3(members: tuple[Member, ...]) -> str:
    """The first member that names data in S3; "" if none does."""
    return next((each.name for each in members if "S3" in each.last), "")
