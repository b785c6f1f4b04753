"""What a machine asks of its role for what is set beside its definition: logs, traces, its key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sfn_dsl.iam.arns import is_arn, tail
from sfn_dsl.iam.machine import NO_NAME, Machine
from sfn_dsl.iam.requirements.model import Permission
from sfn_dsl.language.permissions import (
    KEY_ACTIONS,
    KEY_CONTEXT,
    LOG_KEY_CONTEXT,
    LOGGING,
    TRACING,
)


def of_settings(machine: Machine, labels: Iterable[str] = ()) -> Iterator[Permission]:
    """What the machine needs as a whole; ``labels`` are those of its distributed Maps."""
    wanted = ((LOGGING, machine.logging), (TRACING, machine.tracing))
    for row, is_wanted in wanted:
        for action in row.actions if is_wanted else ():
            yield Permission(action, row.resources)
    if machine.kms_key:
        yield from _of_key(machine, labels)


def _of_key(machine: Machine, labels: Iterable[str]) -> Iterator[Permission]:
    key, widened = _key(machine)
    name = machine.filled("arn:{partition}:states:{region}:{account}:stateMachine:")
    name += machine.name or "*"
    why = widened or ("" if machine.name else NO_NAME)
    for context in (name, *(f"{name}/{label}" for label in dict.fromkeys(labels))):
        operator = "StringLike" if "*" in context else "StringEquals"
        for action in KEY_ACTIONS:
            condition = {operator: {KEY_CONTEXT: context}}
            yield Permission(action, (key,), (), why, condition)
    if machine.logging:
        logs = machine.filled("arn:{partition}:logs:{region}:{account}:*")
        condition = {"StringLike": {LOG_KEY_CONTEXT: logs}}
        yield Permission(KEY_ACTIONS[1], (key,), (), widened, condition)


def _key(machine: Machine) -> tuple[str, str]:
    """The key's ARN, and why it is wider than one key."""
    key = machine.kms_key
    if "alias/" in key:
        reason = f"the alias '{key}' does not say which key it is of; write the key's ARN"
        return machine.filled("arn:{partition}:kms:{region}:{account}:key/*"), reason
    if is_arn(key):
        return key, ""
    return machine.filled(f"arn:{{partition}}:kms:{{region}}:{{account}}:key/{tail(key)}"), ""
