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

from sfn_dsl.iam.requirements.payload import VALUES, Payload, StaticValue
from sfn_dsl.language.aws_sdk.keys import key_actions
from sfn_dsl.language.aws_sdk.roles import Attributes, attributes_of, is_also_role, why_not_passed
from sfn_dsl.language.permissions import IF_ASKED, Grant, grant, pass_profile, role
from sfn_dsl.service_models import ServiceModel
from sfn_dsl.service_models.models import Shape, parameter_name

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
_DEEPEST: Final = 6


@attrs.frozen
class Member:
    """A member of a payload: its path, and its name as the payload has it.

    ``is_dynamic`` is True for an object or a list that is only known at run time, ``is_open`` for a
    value of which only then is known what it is. ``static`` are the values of a member that another
    one names, which its path does not lead to.
    """

    path: str
    name: str
    shape: Shape
    is_dynamic: bool = False
    is_open: bool = False
    static: tuple[StaticValue, ...] = ()

    @property
    def last(self) -> str:
        """The last step of the path."""
        return self.path.rpartition(".")[2]


def members_of(
    model: ServiceModel, call: str, operation: str, payload: Payload
) -> tuple[Member, ...]:
    """The members of a payload, outer ones first, that the operation's input has."""
    shape = model.input_of(operation)
    if shape is None:
        return ()
    if payload.is_dynamic:
        return (Member("", payload.field, shape, is_dynamic=True),)
    return tuple(_Reading(model, payload, attributes_of(call)).within(shape, payload.content, ""))


@attrs.frozen
class _Reading:
    """Reading the members of one payload; ``attributes`` are those named by text."""

    model: ServiceModel
    payload: Payload
    attributes: tuple[Attributes, ...]

    def within(self, shape: Shape, value: Any, path: str) -> Iterator[Member]:
        """The members in a part of the payload."""
        if shape["type"] == "list" and isinstance(value, list):
            for element in value:
                yield from self.within(_element(self.model, shape), element, path)
        elif shape["type"] == "map" and isinstance(value, dict):
            for each in value.values():
                yield from self.within(self._shape(shape["value"]), each, f"{path}{VALUES}.")
        elif shape["type"] == "structure" and isinstance(value, dict):
            yield from self._structure(shape, value, path)

    def _structure(self, shape: Shape, value: dict[str, Any], path: str) -> Iterator[Member]:
        spellings = _spellings(self.model, shape)
        for written, held in value.items():
            name = self.payload.plain(written)
            if name not in spellings:
                continue
            member = self._shape(shape["members"][spellings[name]])
            is_dynamic = member["type"] in _NESTED and isinstance(held, str)
            yield Member(f"{path}{name}", written, member, is_dynamic)
            yield from self.within(member, held, f"{path}{name}.")
            for row in self.attributes:
                if row.name != name:
                    continue
                if not row.value and isinstance(held, dict):
                    yield from self._map(row, member, held, f"{path}{name}.")
                elif row.value in spellings:
                    of_value = self._shape(shape["members"][spellings[row.value]])
                    yield from self._pair(row, of_value, value, path)

    def _map(
        self, row: Attributes, shape: Shape, value: dict[str, Any], path: str
    ) -> Iterator[Member]:
        """The members in a map, by their names in it."""
        for written in value:
            name = self.payload.plain(written)
            if name == (row.only or name):
                yield Member(f"{path}{name}", written, self._shape(shape["value"]))

    def _pair(
        self, row: Attributes, shape: Shape, value: dict[str, Any], path: str
    ) -> Iterator[Member]:
        """The member that a pair of a name and a value is."""
        values = self.payload.within(value, row.value)
        names = [text for each in self.payload.within(value, row.name) for text in each.texts]
        for name in names if any(each.texts for each in values) else ():
            is_open = "*" in name or "${" in name
            member = f"{path}{row.value if is_open else name}"
            yield Member(member, values[0].name, shape, is_open=is_open, static=values)

    def _shape(self, reference: Shape) -> Shape:
        found: Shape = self.model.shapes[reference["shape"]]
        return found


def _spellings(model: ServiceModel, shape: Shape) -> dict[str, str]:
    """The members of a structure by the names that a payload may have for them.

    Names that begin with several capitals are spelled as the service or as the SDK has them.
    """
    return {
        **model.spellings(shape, as_the_service=False),
        **model.spellings(shape, as_the_service=True),
    }


def _element(model: ServiceModel, shape: Shape) -> Shape:
    found: Shape = model.shapes[shape["member"]["shape"]]
    return found


def passed_roles(
    model: ServiceModel,
    call: str,
    members: tuple[Member, ...],
    payload: Payload,
    granted: Iterable[str] = (),
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
    for each in _first_of_each_path(one for one in members if is_role(model, call, one)):
        path = f"{each.path}.{VALUES}" if each.shape["type"] == "map" else each.path
        parser = "arn" if _takes_arns(each, model) else "iam_name"
        yield grant("iam:PassRole", role(f"{{{path}|{parser}}}"), when=path)
    for each in _first_of_each_path(one for one in members if _is_profile(model, one)):
        yield pass_profile(each.path)
    for each in members:
        if any(f"{path}.".startswith(f"{each.path}.") or not each.path for path in granted):
            continue
        is_object = each.is_dynamic and not is_role(model, call, each)
        reason = f"'{each.name}' of state '{payload.state}' is computed at run time, and may "
        if is_object and holds_role(model, call, each.shape, each.last):
            only = "" if _has_to_hold_role(model, call, each) else IF_ASKED
            yield grant("iam:PassRole", role("*"), unseen=f"{reason}hold a role", only=only)
        elif each.is_open:
            reason = f"what '{each.name}' of state '{payload.state}' is for is computed at run time"
            unseen = f"{reason}, and it may be a role"
            yield grant("iam:PassRole", role("*"), unseen=unseen, only=IF_ASKED)


def _first_of_each_path(members: Iterable[Member]) -> Iterable[Member]:
    return {each.path: each for each in members}.values()


def _text(shape: Shape, model: ServiceModel) -> Shape:
    """What a member holds: itself, or what a list or a map of it holds."""
    if shape["type"] == "list":
        return _element(model, shape)
    held: Shape = model.shapes[shape["value"]["shape"]] if shape["type"] == "map" else shape
    return held


def _takes_arns(member: Member, model: ServiceModel) -> bool:
    """Return whether the service takes nothing but the ARN of a role."""
    return _PATTERN_OF_ROLE.search(_text(member.shape, model).get("pattern", "")) is not None


def is_role(model: ServiceModel, call: str, member: Member) -> bool:
    """Return whether a member is text, or several, that names a role which the call passes.

    A word out of a list of words, such as the role of who speaks, is no role of IAM.
    """
    text = _text(member.shape, model)
    if text["type"] != "string" or text.get("enum") or why_not_passed(call, member.last):
        return False
    if member.last == "Credentials" and model.signing_name != "apigateway":
        return False
    is_called_so = _ROLE.fullmatch(member.last) is not None or is_also_role(call, member.last)
    return is_called_so or _takes_arns(member, model)


def _is_profile(model: ServiceModel, member: Member) -> bool:
    if _text(member.shape, model)["type"] != "string":
        return False
    is_called_so = _PROFILE.fullmatch(member.last) is not None
    return is_called_so or _OF_PROFILE.fullmatch(member.path) is not None


def holds_role(model: ServiceModel, call: str, shape: Shape, called: str = "") -> bool:
    """Return whether a shape has a member for a role or an instance profile, however nested.

    ``called`` is the name of the member that has the shape.
    """
    return any(
        is_role(model, call, each)
        or _is_profile(model, each)
        or _has_attributes(call, each.last, each.shape)
        for each in (Member(called, called, shape), *_inside(model, shape, called))
    )


def _has_to_hold_role(model: ServiceModel, call: str, member: Member) -> bool:
    """Return whether an object cannot do without a role: the service requires it there."""
    return any(is_role(model, call, each) for each in _required_inside(model, member.shape))


def _required_inside(model: ServiceModel, shape: Shape, depth: int = 0) -> Iterator[Member]:
    """The members that an object must have, and those that these must have."""
    for name in shape.get("required", ()) if depth < _DEEPEST else ():
        member = model.shapes[shape["members"][name]["shape"]]
        yield Member(parameter_name(name), name, member)
        yield from _required_inside(model, member, depth + 1)


def is_required(model: ServiceModel, operation: str, path: str) -> bool:
    """Return whether a member, by its path, is in every object of the input that may have it."""
    shape = model.input_of(operation)
    found = False
    for step in path.split("."):
        while shape and shape["type"] in ("list", "map"):
            held = shape["member" if shape["type"] == "list" else "value"]
            shape = model.shapes[held["shape"]]
        if shape is None or shape["type"] != "structure":
            return False
        spelled = _spellings(model, shape)
        if step not in spelled:
            return False
        found = spelled[step] in shape.get("required", ())
        shape = model.shapes[shape["members"][spelled[step]]["shape"]]
    return found


def _inside(model: ServiceModel, shape: Shape, called: str = "") -> Iterator[Member]:
    """The members that a shape may have, however deeply nested, each shape only once.

    The path of each has the name of the member around it.
    """
    pending, seen = [(called, shape)], set[int]()
    while pending:
        called, current = pending.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        for each in (current.get("member"), current.get("value")):
            pending += [(called, model.shapes[each["shape"]])] if each else []
        for name, each in current.get("members", {}).items():
            member = model.shapes[each["shape"]]
            spelled = name[:1].upper() + name[1:]
            yield Member(f"{called}.{spelled}", name, member)
            pending.append((spelled, member))


def _has_attributes(call: str, called: str, shape: Shape) -> bool:
    """Return whether a shape takes members by their names as text, of which one may be a role."""
    members = {name[:1].upper() + name[1:] for name in shape.get("members", {})}
    return any(
        row.name in members if row.value else row.name == called and shape["type"] == "map"
        for row in attributes_of(call)
        if row.has_roles
    )


def hidden_keys(
    model: ServiceModel, members: Iterable[Member], call: str
) -> Iterator[tuple[Member, tuple[str, ...]]]:
    """The objects that are computed at run time and may name a key, and what it is used for."""
    for each in members:
        inside = _inside(model, each.shape) if each.is_dynamic else ()
        keys = [one for one in inside if one.shape["type"] == "string" and _is_key(call, one)]
        if keys:
            uses = (action for one in keys for action in key_actions(call, one.last))
            yield each, tuple(dict.fromkeys(uses))


def _is_key(call: str, member: Member) -> bool:
    return bool(key_actions(call, member.last) or _KEY.fullmatch(member.last))


def named_keys(members: Iterable[Member], payload: Payload, call: str) -> Iterator[Member]:
    """The members that name a key of KMS, but for keys of AWS, which anyone in the account uses."""
    for each in members:
        if each.shape["type"] != "string" or not _is_key(call, each):
            continue
        texts = [text for static in payload.find(each.path) for text in static.texts]
        if not texts or not all(map(_KEY_OF_AWS.fullmatch, texts)):
            yield each


def has_tags(members: tuple[Member, ...]) -> bool:
    """Return whether a call tags what it makes."""
    return any(_TAGS.fullmatch(each.path) for each in members)


def may_have_tags(members: tuple[Member, ...]) -> bool:
    """Return whether a call that is computed as a whole may tag what it makes."""
    taken = [name for each in members if not each.path for name in each.shape.get("members", {})]
    return any(_TAGS.fullmatch(name[:1].upper() + name[1:]) for name in taken)


def data_in_s3(members: tuple[Member, ...]) -> str:
    """The first member that names data in S3; "" if none does."""
    return next((each.name for each in members if "S3" in each.last), "")
