"""Where a workflow is deployed: account, region, partition, and the project's settings for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar, overload

import attrs

from sfn_dsl.arns import PLACEHOLDER_ACCOUNT
from sfn_dsl.errors import AuthoringError, AuthoringTypeError
from sfn_dsl.expressions.objects import Object

_Kind = TypeVar("_Kind")
_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}


def is_account(text: str) -> bool:
    """Tell whether a text can be an account id, which has twelve digits."""
    return re.fullmatch(r"\d{12}", text, re.ASCII) is not None


def is_region(text: str) -> bool:
    """Tell whether a text has the form of a region's name."""
    return re.fullmatch(r"[a-z]{2,4}(?:-[a-z]+)+-\d+", text) is not None


def partition_of(region: str) -> str:
    """The partition of a region, by the prefixes that AWS's regions outside ``aws`` have."""
    for prefix, partition in _PARTITIONS.items():
        if region.startswith(prefix):
            return partition
    return "aws"


def _parameters(value: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        raise AuthoringTypeError(f"a target's parameters are values by their names, not {value!r}")
    return Object(value)


@attrs.frozen
class Target:
    """Where a workflow is to live. Without AWS at hand, the placeholder account in us-east-1.

    ``name`` is what the project calls the target, "" for one that no project names. ``role`` is
    the role that the project runs workflows with there. ``parameters`` are what the project hands
    to workflows, to ask for with `parameter`.
    """

    account: str = PLACEHOLDER_ACCOUNT
    region: str = "us-east-1"
    partition: str = "aws"
    name: str = attrs.field(default="", kw_only=True)
    role: str = attrs.field(default="", kw_only=True)
    parameters: Mapping[str, Any] = attrs.field(
        factory=Object, kw_only=True, converter=_parameters, hash=False
    )

    @overload
    def parameter(self, name: str) -> str: ...
    @overload
    def parameter(self, name: str, kind: type[_Kind]) -> _Kind: ...
    def parameter(self, name: str, kind: type[Any] = str) -> Any:
        """The value that the target gives a parameter: a string, or one of another kind.

        ``target.parameter("hours", int)`` is an int. Raises AuthoringError for a parameter that the
        target does not have, AuthoringTypeError for one of another kind.
        """
        called = f"target {self.name!r}" if self.name else "a target without a name"
        if name not in self.parameters:
            table = f"[tool.sfn_dsl.targets.{self.name or 'NAME'}.parameters]"
            choose = "" if self.name else ", and choose that target with --target NAME"
            raise AuthoringError(
                f"{called} has no parameter {name!r}; write {name} = ... in {table}{choose}"
            )
        value = self.parameters[name]
        if type(value) is kind or (kind is float and type(value) is int):
            return value
        raise AuthoringTypeError(
            f"parameter {name!r} of {called} is {value!r}, not of type {kind.__name__}; write a "
            f"value of that type, or ask for target.parameter({name!r}, {type(value).__name__})"
        )

    def arn(self, service: str, resource: str) -> str:
        """The ARN of a resource in this account and region.

        ``target.arn("sns", "topic")`` is ``arn:aws:sns:us-east-1:YOUR_ACCOUNT:topic``.
        """
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"
