"""The members of a call's payload that the service defines, and what they mean for the caller.

Roles and instance profiles are passed to the service, tags need an action of their own, and data in
S3 may be read or written with the caller's rights. Free-form data, whose names are the author's, is
left alone. An object that is computed at run time may hold any member of its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import attrs

from sfn_dsl.iam.requirements.payload import Payload
from sfn_dsl.language.permissions import Grant, grant, pass_profile, role
from sfn_dsl.service_models import ServiceModel
from sfn_dsl.service_models.models import Shape

_ROLE: Final = re.compile(r"(?:[A-Z]\w*)?Role(?:s|Arn|ARN|Arns|ARNs)?")
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
    elif shape["type"] == "structure" and isinstance(value, dict):
        spellings = model.spellings(shape, as_the_service=True)
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
    model: ServiceModel, members: tuple[Member, ...], payload: Payload
) -> Iterator[Grant]:
    """The grants to pass the roles in a payload, to any service, and those in instance profiles.

    IAM itself is passed none, but for the role that a call adds to a profile.
    """
    if model.signing_name == "iam":
        if any(each.path == "InstanceProfileName" for each in members):
            yield grant("iam:PassRole", role("{RoleName}"), when="RoleName")
        return
    for path in dict.fromkeys(each.path for each in members if _names(_ROLE, each, model)):
        yield grant("iam:PassRole", role(f"{{{path}}}"), when=path)
    for path in dict.fromkeys(each.path for each in members if _names(_PROFILE, each, model)):
        yield pass_profile(path)
    for each in members:
        if each.is_dynamic and not _names(_ROLE, each, model) and holds_role(model, each.shape):
            reason = f"'{each.name}' of state '{payload.state}' is computed at run time, and may "
            yield grant("iam:PassRole", role("*"), unseen=f"{reason}hold a role")


def _names(kind: re.Pattern[str], member: Member, model: ServiceModel) -> bool:
    """Return whether a member is text, or a list of texts, that names a role or a profile."""
    shape = _element(model, member.shape) if member.shape["type"] == "list" else member.shape
    if shape["type"] != "string":
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


def has_tags(members: tuple[Member, ...]) -> bool:
    """Return whether a call tags what it makes."""
    return any(_TAGS.fullmatch(each.path) for each in members)


def data_in_s3(members: tuple[Member, ...]) -> str:
    """The first member that names data in S3; "" if none does."""
    return next((each.name for each in members if "S3" in each.last), "")
