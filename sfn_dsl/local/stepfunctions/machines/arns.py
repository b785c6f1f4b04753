"""The ARNs and names that requests about state machines hold, and how AWS refuses others."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sfn_dsl.arns import is_role_arn, read_arn
from sfn_dsl.local.stepfunctions.calling import ApiError

# What no name of Step Functions may hold (CreateStateMachine, parameter "name").
_FORBIDDEN: Final = re.compile(
    '[\\s<>{}\\[\\]?*"#%\\\\^|~`$&,;:/\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]'
)
_MACHINE: Final = "stateMachine"


class MachineArn(NamedTuple):
    """The ARN of a state machine, or of a version or an alias of it."""

    machine: str
    name: str
    version: int | None = None
    alias: str | None = None

    @property
    def is_qualified(self) -> bool:
        """Return whether it names a version or an alias."""
        return self.version is not None or self.alias is not None

    @property
    def text(self) -> str:
        """The whole ARN."""
        qualifier = self.alias if self.version is None else self.version
        return self.machine if qualifier is None else f"{self.machine}:{qualifier}"


def check_name(name: str) -> None:
    """Check the name of a state machine or an activity. Raises ApiError: InvalidName."""
    if _FORBIDDEN.search(name):
        raise ApiError("InvalidName", f"Invalid Name: '{name}'")


def read_machine_arn(text: str) -> MachineArn:
    """The parts of the ARN of a state machine. Raises ApiError: InvalidArn."""
    kind, rest = states_resource(text)
    if kind != _MACHINE:
        raise not_in_context(kind)
    name, _, qualifier = rest.partition(":")
    if not name or ":" in qualifier or (rest.endswith(":")):
        raise invalid_arn(text)
    machine = text[: len(text) - len(rest) + len(name)]
    if not qualifier:
        return MachineArn(machine, name)
    if qualifier.isascii() and qualifier.isdigit():
        return MachineArn(machine, name, version=int(qualifier))
    return MachineArn(machine, name, alias=qualifier)


def states_resource(text: str) -> tuple[str, str]:
    """The type of a resource of Step Functions by its ARN, and the rest. Raises InvalidArn."""
    if not text.startswith("arn:"):
        raise ApiError("InvalidArn", f"Invalid Arn: 'Invalid ARN prefix: {text}'")
    arn = read_arn(text)
    if arn.service != "states" or not arn.region or not arn.account:
        raise invalid_arn(text)
    kind, _, rest = arn.resource.partition(":")
    if not rest:
        raise invalid_arn(text)
    return kind, rest


def check_role_arn(role: str) -> None:
    """Check that a text is a role's ARN. Raises ApiError: InvalidArn."""
    if not is_role_arn(role):
        raise ApiError("InvalidArn", f"Invalid Role Arn: '{role}'")


def invalid_arn(text: str) -> ApiError:
    """The refusal of a text that is no ARN."""
    return ApiError("InvalidArn", f"Invalid Arn: '{text}'")


def not_in_context(kind: str) -> ApiError:
    """The refusal of the ARN of something else."""
    return ApiError("InvalidArn", f"Invalid Arn: 'Resource type not valid in this context: {kind}'")


def resource_not_found(arn: str) -> ApiError:
    """The refusal of a Map Run, or of something to tag, that there is not."""
    details = {"resourceName": arn}
    return ApiError("ResourceNotFound", f"Resource not found: '{arn}'", details=details)


def does_not_exist(arn: str) -> ApiError:
    """The refusal of a state machine, version or alias that there is not."""
    return ApiError("StateMachineDoesNotExist", f"State Machine Does Not Exist: '{arn}'")
