"""The names under which a task may be answered, from the most special to the most general.

    "BackupTables"                                         the name of its state
    "arn:aws:lambda:eu-west-1:123456789012:function:pay:1" the function, activity or state machine
    "pay:1", "pay"                                         that it calls, by ARN or name
    "sqs:sendMessage.waitForTaskToken", "sqs:sendMessage"  the resource, with or without its suffix
    "sqs:*", "aws-sdk:s3:*", "aws-sdk:*"                   all calls of a service, or of the AWS SDK
    "*"                                                    every task

A resource may also be written as its ARN, in any partition.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sfn_dsl.arns import AWS_SDK, read_arn, read_integration
from sfn_dsl.language.services import MODULES
from sfn_dsl.simulation.effects import TaskCall

EVERYTHING: Final = "*"
FUNCTION: Final = "function"
ACTIVITY: Final = "activity"
MACHINE: Final = "stateMachine"

_SUFFIX: Final = re.compile(r"\.(sync(:2)?|waitForTaskToken)$")
_STARTS: Final = ("startExecution", "startSyncExecution")
_TARGET: Final = re.compile(r"(?:(.*?):)?(function|activity|stateMachine):(.+)")
_NAME: Final = re.compile(r"[A-Za-z0-9-_]+(:(\$LATEST|[A-Za-z0-9-_]+))?")


def names_of(call: TaskCall) -> tuple[str, ...]:
    """Every key that a call is answered under, the most special first."""
    return call.state, *_targets(call), *resource_names(call.resource), EVERYTHING


def answers_under(key: str, call: TaskCall) -> bool:
    """Return whether a key names a call."""
    return normal(key) in names_of(call)


@lru_cache(maxsize=1024)
def normal(key: str) -> str:
    """A key as `names_of` has it: the ARN of a service integration by what follows its prefix."""
    integration = read_integration(key)
    return f"{integration.action}{integration.suffix}" if integration else key


@lru_cache(maxsize=1024)
def resource_names(resource: str) -> tuple[str, ...]:
    """The keys for what a Resource says by itself, the most special first."""
    integration = read_integration(resource)
    if integration is None:
        kind = "lambda" if read_arn(resource).is_function else ""
        return (resource, *target_names(resource), *([f"{kind}:*"] if kind else []))
    action = integration.action
    service = action.rpartition(":")[0]
    names = [f"{action}{integration.suffix}", action, f"{service}:*"]
    if action.startswith(AWS_SDK):
        names.append(f"{AWS_SDK}*")
    return tuple(dict.fromkeys(names))


def target_parameter(action: str) -> tuple[str, str] | None:
    """The parameter of an action that names what it calls, and of what kind that is.

    ``action`` is what follows in a resource, without its suffix.
    """
    service, _, operation = action.removeprefix(AWS_SDK).rpartition(":")
    if service == "lambda" and operation.startswith("invoke"):
        return "FunctionName", FUNCTION
    if service in ("states", "sfn") and operation in _STARTS:
        return "StateMachineArn", MACHINE
    return None


@lru_cache(maxsize=1024)
def target_names(text: str, qualifier: str | None = None) -> tuple[str, ...]:
    """The keys for a function, an activity or a state machine by its ARN, part of it, or its name.

    A version or an alias is part of the most special ones.
    """
    _, kind, rest = _parted(text)
    name, _, own = rest.partition(":")
    bare = text.removesuffix(f":{own}") if own else text
    qualifier = qualifier or own
    names = [f"{bare}:{qualifier}", f"{name}:{qualifier}"] if qualifier else []
    if kind == ACTIVITY:
        names.append(f"{ACTIVITY}:{name}")
    return tuple(dict.fromkeys((*names, bare, name)))


def target_name(text: str) -> tuple[str, str]:
    """The name and the qualifier of a function or a state machine, by its ARN or part of it."""
    name, _, qualifier = _parted(text)[2].partition(":")
    return name, qualifier


def is_possible_target(key: str) -> bool:
    """Return whether a key may name a function, an activity or a state machine."""
    if key.partition(":")[0] in MODULES and ":" in key:
        return False  # it is an action of a service
    return bool(_NAME.fullmatch(key)) or bool(_parted(key)[1])


def _targets(call: TaskCall) -> tuple[str, ...]:
    action = _SUFFIX.sub("", f"{call.service}:{call.action}")
    named = target_parameter(action)
    if named is None or not isinstance(call.parameters, dict):
        return ()
    text = call.parameters.get(named[0])
    qualifier = call.parameters.get("Qualifier")
    if not isinstance(text, str):
        return ()
    return target_names(text, qualifier if isinstance(qualifier, str) else None)


def _parted(text: str) -> tuple[str, str, str]:
    """What goes before a target's kind, the kind, and the name with its qualifier."""
    found = _TARGET.fullmatch(text)
    return (found[1] or "", found[2], found[3]) if found else ("", "", text)


def named_targets(payload: object, action: str) -> tuple[list[str], bool]:
    """The text in a payload that names what a task calls, and whether only a run can tell."""
    named = target_parameter(action)
    if named is None:
        return [], False
    if not isinstance(payload, dict):
        return [], payload is not None  # an expression for all of them
    text = payload.get(named[0])
    is_open = f"{named[0]}.$" in payload or (
        isinstance(text, str) and ("{%" in text or "${" in text)
    )
    return ([text] if isinstance(text, str) else []), is_open
