"""What is deployed: `Workflow` with its settings, and the `workflow` decorator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, AuthoringTypeError
from sfn_dsl.expressions.templates import Object
from sfn_dsl.model.machine import StateMachine
from sfn_dsl.model.target import Target as Target
from sfn_dsl.model.target import is_account as is_account
from sfn_dsl.model.target import is_region as is_region
from sfn_dsl.model.target import partition_of as partition_of
from sfn_dsl.origin import Origin, here, of_frame


@attrs.frozen
class Logging:
    """What executions write to CloudWatch Logs; ``log_group`` is an ARN that ends in ``:*``."""

    level: Literal["ALL", "ERROR", "FATAL", "OFF"]
    log_group: str | Unset = attrs.field(default=UNSET, kw_only=True)
    include_execution_data: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen
class Encryption:
    """The customer managed key that the definition and the executions' data are encrypted with.

    ``data_key_reuse_seconds`` is how long Step Functions may use one data key, 60 to 900 seconds.
    """

    kms_key: str
    data_key_reuse_seconds: int = attrs.field(default=300, kw_only=True)


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


@attrs.frozen
class Workflow:
    """A machine with what AWS needs beside it: a name, a role, and settings.

    ``role`` is a name, which a deploy looks up, or an ARN. ``tags`` left out are left alone on
    AWS. Whether AWS allows the name is checked by a deploy.
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
        if self.type not in ("STANDARD", "EXPRESS"):
            raise AuthoringError(f"{self.type!r} is no type; write 'STANDARD' or 'EXPRESS'")
        for field, kind, example in _SETTINGS:
            value = getattr(self, field)
            if value is not UNSET and not isinstance(value, kind):
                raise AuthoringTypeError(f"write {field}={example}, not {value!r}")


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
