"""What is deployed, and where: `Workflow`, `Target` and the `workflow` decorator."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from operator import attrgetter
from typing import Any, Final, Literal, TypeVar, overload

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, AuthoringTypeError
from sfn_dsl.expressions.placeholders import PLACEHOLDER_ACCOUNT
from sfn_dsl.expressions.templates import Object
from sfn_dsl.model.machine import StateMachine
from sfn_dsl.model.state import written
from sfn_dsl.origin import Origin, here, of_frame

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
    """Tell whether a text can be an account id, which has twelve digits."""
    return re.fullmatch(r"\d{12}", text, re.ASCII) is not None


def is_region(text: str) -> bool:
    """Tell whether a text has the form of a region's name."""
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


@attrs.frozen(repr=False)
class Target:
    """Where a workflow is deployed; by default the placeholder account ``YOUR_ACCOUNT``, us-east-1.

    ``account`` has 12 digits. ``partition`` follows from ``region`` unless given. ``name`` is the
    name of the target in the project's configuration, "" for none. ``role`` is the role that the
    project gives to workflows there. ``parameters`` are the project's values for workflows, which
    `parameter` returns. Raises AuthoringError for a partition that ``region`` is not part of.
    """

    account: str = PLACEHOLDER_ACCOUNT
    region: str = "us-east-1"
    partition: str = attrs.field()
    name: str = attrs.field(default="", kw_only=True)
    role: str = attrs.field(default="", kw_only=True)
    parameters: Mapping[str, Any] = attrs.field(
        factory=Object, kw_only=True, converter=_parameters, hash=False
    )

    @partition.default
    def _of_region(self) -> str:
        return partition_of(self.region)

    @partition.validator
    def _fits_region(self, _: object, partition: str) -> None:
        known = _known_partition(self.region)
        if known and partition != known:
            raise AuthoringError(
                f"region '{self.region}' is in partition '{known}', not in '{partition}'; write a "
                f"region of '{partition}', or leave the partition out"
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
        """The value of a parameter: a string, or a value of the type that ``kind`` names.

        ``target.parameter("hours", int)`` is an int. Raises AuthoringError for a parameter that the
        target does not have, AuthoringTypeError for a value of another type.
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
            f"value of that type, or call target.parameter({name!r}, {type(value).__name__})"
        )

    def arn(self, service: str, resource: str) -> str:
        """The ARN of a resource in this account and region.

        ``target.arn("sns", "topic")`` is ``arn:aws:sns:us-east-1:YOUR_ACCOUNT:topic``.
        """
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"


@attrs.frozen(repr=False)
class Logging:
    """What executions log to CloudWatch Logs; ``log_group`` is an ARN that ends in ``:*``."""

    level: Literal["ALL", "ERROR", "FATAL", "OFF"]
    log_group: str | Unset = attrs.field(default=UNSET, kw_only=True)
    include_execution_data: bool = attrs.field(default=False, kw_only=True)

    def __repr__(self) -> str:
        return written(self, "level")


@attrs.frozen(repr=False)
class Encryption:
    """The customer managed KMS key that encrypts the definition and the data of executions.

    ``kms_key`` is the key's id, alias or ARN. ``data_key_reuse_seconds`` is how long Step Functions
    reuses a data key before it asks KMS for a new one: 60 to 900 seconds.
    """

    kms_key: str
    data_key_reuse_seconds: int = attrs.field(default=300, kw_only=True)

    def __repr__(self) -> str:
        return written(self, "kms_key")


def _tags(value: Mapping[str, str] | Unset) -> Mapping[str, str] | Unset:
    if isinstance(value, Unset):
        return value
    if not isinstance(value, Mapping) or not all(
        isinstance(part, str) for pair in value.items() for part in pair
    ):
        raise AuthoringTypeError(f"tags are names and values, both strings, not {value!r}")
    return Object(value)


def _machine(value: StateMachine) -> StateMachine:
    if not isinstance(value, StateMachine):
        raise AuthoringTypeError(f"a workflow runs a StateMachine([...]), not {value!r}")
    return value


_SETTINGS = (
    ("role", str, "'RoleName', or the ARN of a role"),
    ("logging", Logging, "Logging(level, log_group=...)"),
    ("tracing", bool, "True or False"),
    ("encryption", Encryption, "Encryption(kms_key)"),
)


@attrs.frozen(repr=False)
class Workflow:
    """A state machine to deploy: its name, its definition, the role it runs with, and settings.

    ``role`` is the name or the ARN of an IAM role. ``type`` is ``"STANDARD"`` or ``"EXPRESS"``. If
    ``tags`` are omitted, existing tags are left alone. Whether AWS accepts the name is checked when
    the workflow is deployed. Raises AuthoringError for a value of the wrong type.
    """

    name: str
    machine: StateMachine = attrs.field(converter=_machine)
    role: str = attrs.field(kw_only=True)
    type: Literal["STANDARD", "EXPRESS"] = attrs.field(default="STANDARD", kw_only=True)
    logging: Logging | Unset = attrs.field(default=UNSET, kw_only=True)
    tracing: bool | Unset = attrs.field(default=UNSET, kw_only=True)
    encryption: Encryption | Unset = attrs.field(default=UNSET, kw_only=True)
    tags: Mapping[str, str] | Unset = attrs.field(default=UNSET, kw_only=True, converter=_tags)
    origin: Origin = attrs.field(factory=here, eq=False, kw_only=True)

    def __repr__(self) -> str:
        return written(self, "name", "machine")

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:
            raise AuthoringTypeError(f"a workflow's name is a string, not {self.name!r}")
        if self.type not in ("STANDARD", "EXPRESS"):
            raise AuthoringError(
                f"{self.type!r} is not a valid type; write 'STANDARD' or 'EXPRESS'"
            )
        for field, kind, example in _SETTINGS:
            value = getattr(self, field)
            if value is not UNSET and not isinstance(value, kind):
                raise AuthoringTypeError(f"write {field}={example}, not {value!r}")


@attrs.frozen(repr=False)
class WorkflowBuilder:
    """A function that builds a workflow for a target; made by the `workflow` decorator."""

    function: Callable[[Target], Workflow]

    def __repr__(self) -> str:
        return f"<workflow {self.name!r}>"

    # The function cannot be pickled by its name, which is now this builder's.
    def __reduce__(self) -> tuple[Callable[[str, str], object], tuple[str, str]]:
        return _named, (self.function.__module__, self.function.__qualname__)

    def __deepcopy__(self, _: object) -> WorkflowBuilder:
        return self

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


def _named(module: str, name: str) -> object:
    """What a module has by a qualified name."""
    return attrgetter(name)(import_module(module))


def _first_line(function: Callable[[Target], Workflow]) -> Origin | None:
    code = getattr(function, "__code__", None)
    return of_frame(code, 0) if code else None


def workflow(function: Callable[[Target], Workflow]) -> WorkflowBuilder:
    """Mark a function that builds a workflow for a `Target`, so that the tools can build it.

    The tools call it with the target that they are used for; without one, with `Target()`. Raises
    AuthoringTypeError for anything but a function.
    """
    if not callable(function) or isinstance(function, type):
        raise AuthoringTypeError(f"@workflow marks a function, not {function!r}")
    return WorkflowBuilder(function)
