"""Where a workflow is deployed: account, region, partition, and the project's values for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar, overload

import attrs

from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake
from sfn_dsl.expressions.objects import Object
from sfn_dsl.expressions.placeholders import PLACEHOLDER_ACCOUNT

_Kind = TypeVar("_Kind")

# How the names of each partition's regions begin, as in botocore's partitions.json; longest first.
_PARTITIONS: Final = {
    "us-gov-": "aws-us-gov",
    "us-iso-": "aws-iso",
    "us-isob-": "aws-iso-b",
    "us-isof-": "aws-iso-f",
    "eu-isoe-": "aws-iso-e",
    "eusc-": "aws-eusc",
    "cn-": "aws-cn",
    **{f"{area}-": "aws" for area in ("us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx")},
}


def is_account(text: str) -> bool:
    """Return whether a text can be an account id, which has twelve digits."""
    return re.fullmatch(r"\d{12}", text, re.ASCII) is not None


def is_region(text: str) -> bool:
    """Return whether a text has the form of a region's name."""
    return re.fullmatch(r"[a-z]{2,4}(?:-[a-z]+)+-\d+", text) is not None


def partition_of(region: str) -> str:
    """The partition of a region, by how its name begins; ``aws`` for a name that is not known."""
    return _known_partition(region) or "aws"


def _known_partition(region: str) -> str | None:
    return next((_PARTITIONS[start] for start in _PARTITIONS if region.startswith(start)), None)


def _parameters(value: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        raise AuthoringTypeError(f"a target's parameters are values by their names, not {value!r}")
    return Object(value)


def _is_text(_: object, attribute: attrs.Attribute[str], value: object) -> None:
    if not isinstance(value, str):
        raise AuthoringTypeError(f"a target's {attribute.name} is a string, not {value!r}")


@attrs.frozen(repr=False)
class Target:
    """Where a workflow is deployed: account, region, partition, and the project's values for it.

    Args:
        account: The account ID, of 12 digits. If omitted, the placeholder ``YOUR_ACCOUNT``, which
            no deploy accepts.
        region: The name of the region.
        partition: ``"aws"``, ``"aws-cn"`` and so on. If omitted, the partition of the region.
        name: The name of the target in the project's configuration, ``""`` for none.
        role: The name or ARN of the role that the project gives to workflows there, ``""`` for
            none.
        parameters: The project's values for workflows, which `parameter` returns.

    Raises:
        AuthoringError: The region is not part of the partition.
        AuthoringTypeError: A value is of the wrong type.

    Example::

        prod = Target("123456789012", "eu-west-1", parameters={"hours": 4})
        assert prod.arn("sns", "alerts") == "arn:aws:sns:eu-west-1:123456789012:alerts"
        assert prod.parameter("hours", int) == 4
    """

    account: str = attrs.field(default=PLACEHOLDER_ACCOUNT, validator=_is_text)
    region: str = attrs.field(default="us-east-1", validator=_is_text)
    # A decorated default would be a required argument to type checkers that know no decorators.
    partition: str = attrs.field(
        default=attrs.Factory(lambda target: partition_of(target.region), takes_self=True)
    )
    name: str = attrs.field(default="", kw_only=True)
    role: str = attrs.field(default="", kw_only=True)
    parameters: Mapping[str, Any] = attrs.field(
        factory=Object, kw_only=True, converter=_parameters, hash=False
    )

    @partition.validator
    def _fits_region(self, _: object, partition: str) -> None:
        known = _known_partition(self.region)
        if known and partition != known:
            raise AuthoringError(
                f"region '{self.region}' is in partition '{known}', not in '{partition}'; write a "
                f"region of '{partition}', or leave the partition out",
                code=Mistake.CONFLICTING_ARGUMENTS,
            )

    def __repr__(self) -> str:
        arguments = [repr(self.account), repr(self.region)]
        if self.partition != partition_of(self.region):
            arguments.append(repr(self.partition))
        named = [(name, getattr(self, name)) for name in ("name", "role", "parameters")]
        arguments += [f"{name}={value!r}" for name, value in named if value]
        return f"Target({', '.join(arguments)})"

    @overload
    def parameter(self, name: str) -> str: ...
    @overload
    def parameter(self, name: str, kind: type[_Kind]) -> _Kind: ...
    def parameter(self, name: str, kind: type[Any] = str) -> Any:
        """The value of a parameter, of the type that is asked for.

        Args:
            name: The name of the parameter in the configuration of the target.
            kind: The type that the value must have, such as int; for float an int will do too.

        Returns:
            The value.

        Raises:
            AuthoringError: The target has no such parameter.
            AuthoringTypeError: The value is of another type.
        """
        called = f"target {self.name!r}" if self.name else "a target without a name"
        if name not in self.parameters:
            table = f"[tool.sfn_dsl.targets.{self.name or 'NAME'}.parameters]"
            choose = "" if self.name else ", and choose that target with --target NAME"
            raise AuthoringError(
                f"{called} has no parameter {name!r}; write {name} = ... in {table}{choose}",
                code=Mistake.TARGET_PARAMETER,
            )
        value = self.parameters[name]
        if type(value) is kind or (kind is float and type(value) is int):
            return value
        raise AuthoringTypeError(
            f"parameter {name!r} of {called} is {value!r}, not of type {kind.__name__}; write a "
            f"value of that type, or call target.parameter({name!r}, {type(value).__name__})",
            code=Mistake.TARGET_PARAMETER,
        )

    def arn(self, service: str, resource: str) -> str:
        """The ARN of a resource in this account and region.

        Args:
            service: The service's name in ARNs, such as ``"sns"``.
            resource: What follows the account in the ARN, such as ``"function:notify"``.

        Returns:
            For ``target.arn("sns", "topic")``, ``arn:aws:sns:us-east-1:YOUR_ACCOUNT:topic``.
        """
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"
