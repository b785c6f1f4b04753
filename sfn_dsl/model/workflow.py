"""What is deployed and where: `Workflow`, `Target`, and the `workflow` decorator."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar, overload

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.arns import PLACEHOLDER_ACCOUNT
from sfn_dsl.errors import AuthoringError, AuthoringTypeError
from sfn_dsl.expressions.templates import Object
from sfn_dsl.model import settings
from sfn_dsl.model.machine import StateMachine
from sfn_dsl.model.settings import Encryption as Encryption
from sfn_dsl.model.settings import Logging as Logging
from sfn_dsl.origin import Origin, here, of_frame

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


def _tags(value: Mapping[str, str] | Unset) -> Mapping[str, str] | Unset:
    if isinstance(value, Unset):
        return value
    if not isinstance(value, Mapping) or not all(
        isinstance(part, str) for pair in value.items() for part in pair
    ):
        raise AuthoringTypeError(f"write tags={{'name': 'value'}}, both strings, not {value!r}")
    return Object(value)


def _machine(value: StateMachine) -> StateMachine:
    if not isinstance(value, StateMachine):
        raise AuthoringTypeError(f"a workflow runs a StateMachine([...]), not {value!r}")
    return value


@attrs.frozen
class Workflow:
    """A machine with what AWS needs beside it: a name, a role, and settings.

    ``role`` is a name, which a deploy looks up, or an ARN. Settings that are omitted are AWS's
    defaults, and are reset to them by a deploy; if ``tags`` are omitted, existing tags are left
    alone. Whether AWS allows the name is checked by a deploy.
    """

    name: str
    machine: StateMachine = attrs.field(converter=_machine)
    role: str = attrs.field(kw_only=True)
    type: Literal["STANDARD", "EXPRESS"] = attrs.field(default="STANDARD", kw_only=True)
    logging: Logging | Unset = attrs.field(default=UNSET, kw_only=True)
    tracing: bool | Unset = attrs.field(default=UNSET, kw_only=True)
    encryption: Encryption | Unset = attrs.field(default=UNSET, kw_only=True)
    tags: Mapping[str, str] | Unset = attrs.field(default=UNSET, kw_only=True, converter=_tags)
    origin: Origin = attrs.field(factory=here, eq=False, repr=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:
            raise AuthoringTypeError(f"a workflow's name is a string, not {self.name!r}")
        for setting in settings.SETTINGS:
            setting.require(getattr(self, setting.name, UNSET))


@attrs.frozen
class WorkflowBuilder:
    """A function that builds a workflow for a target; made by the `workflow` decorator."""

    function: Callable[[Target], Workflow]

    @property
    def name(self) -> str:
        """The name of the function."""
        return getattr(self.function, "__name__", "workflow")

    def __call__(self, target: Target | None = None) -> Workflow:
        """The workflow for a target, by default the placeholder one.

        Raises AuthoringTypeError when the function returns anything but a Workflow.
        """
        target = Target() if target is None else target
        try:
            built = self.function(target)
        except TypeError as error:
            if error.__traceback__ and error.__traceback__.tb_next is None:
                raise AuthoringTypeError(
                    f"'{self.name}' cannot be called with a Target; write "
                    f"def {self.name}(target: Target) -> Workflow:",
                    _first_line(self.function),
                ) from error
            raise
        if not isinstance(built, Workflow):
            raise AuthoringTypeError(
                f"'{self.name}' returned {built!r}; end it with 'return Workflow(...)'",
                _first_line(self.function),
            )
        return built


def _first_line(function: Callable[[Target], Workflow]) -> Origin | None:
    code = getattr(function, "__code__", None)
    return of_frame(code, 0) if code else None


def workflow(function: Callable[[Target], Workflow]) -> WorkflowBuilder:
    """Mark the function that builds a workflow, for the commands and `deploy` to find."""
    if not callable(function) or isinstance(function, type):
        raise AuthoringTypeError(f"@workflow marks a function, not {function!r}")
    return WorkflowBuilder(function)
