"""Permissions: what a row about a role's permissions holds, and what every execution needs.

A resource is an ARN in which ``{partition}``, ``{region}``, ``{account}`` and ``{machine}``, its
name, are the state machine's; ``{home}`` is its account even if a task assumes a role of another
one. ``{Name}`` is the value of the task's parameter: ``{Name=default}`` if it may be omitted,
``{A.B}`` for a member of an object or of each object in a list, ``{A.~}`` for the names of its
members, ``{Name|parser}`` if its text has to be parsed first. A parameter that already holds an ARN
stands for the whole resource. (Service integrations reference, "How Step Functions generates IAM
policies".)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

ALL: Final = "*"
"""The resource of an action that cannot be restricted to resources."""

SYNC: Final = "sync"
RULE_ACTIONS: Final = ("events:PutTargets", "events:PutRule", "events:DescribeRule")
"""What creating an EventBridge rule on behalf of the role requires."""

NO_NAME: Final = "the machine's name is not known; give it with --name"
"""Why resources named after the machine are widened."""

IF_ASKED: Final = "if what the task computes at run time asks for it"
"""When a task needs what an object that is only known at run time may name."""

NO_ID_YET: Final = "its ID is not known before it is created"
"""Why the resource of something that a task creates stays a wildcard."""

Condition = Mapping[str, Mapping[str, str]]
_UNCONDITIONAL: Final[Condition] = {}


class Grant(NamedTuple):
    """Actions that a task needs on some resources.

    ``wait`` is the pattern that the task must have, empty if any will do. ``when`` is the parameter
    without which nothing is needed; ``Name!=text`` also excludes a value, ``Name~text`` requires a
    part of it, ``Name?=text`` is that value or no parameter at all, and ``-Name`` is a parameter
    with which nothing is needed. ``unseen`` says why a wildcard in ``resources`` can never be
    narrowed down from the definition, and ``doubt`` why it may not be needed. ``only`` says in
    which case a role needs it, as the end of a sentence, where that is not always.
    """

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    wait: str = ""
    when: str = ""
    unseen: str = ""
    condition: Condition = _UNCONDITIONAL
    doubt: str = ""
    only: str = ""


def grant(
    actions: str,
    *resources: str,
    wait: str = "",
    when: str = "",
    unseen: str = "",
    condition: Condition = _UNCONDITIONAL,
    doubt: str = "",
    only: str = "",
) -> Grant:
    """A row, from its actions separated by spaces."""
    return Grant(tuple(actions.split()), resources, wait, when, unseen, condition, doubt, only)


def arn(service: str, resource: str) -> str:
    """The resource of a service in the state machine's account and region."""
    return f"arn:{{partition}}:{service}:{{region}}:{{account}}:{resource}"


def bucket(resource: str) -> str:
    """A bucket or object: neither account nor region is part of its ARN."""
    return f"arn:{{partition}}:s3:::{resource}"


def role(name: str) -> str:
    """A role of the state machine's account."""
    return f"arn:{{partition}}:iam::{{account}}:role/{name}"


def pass_role(parameter: str, service: str, *, when: str = "") -> Grant:
    """Passing the role that a parameter names to the service that does the work."""
    condition = {"StringEquals": {"iam:PassedToService": service}} if service else _UNCONDITIONAL
    return grant("iam:PassRole", role(f"{{{parameter}}}"), when=when, condition=condition)


def pass_profile(parameter: str, service: str = "ec2.amazonaws.com") -> Grant:
    """Passing the role in the instance profile that a parameter names, by its name or its ARN."""
    parser = "profile_arn" if parameter.endswith("Arn") else "instance_profile"
    return pass_role(f"{parameter}|{parser}", service, when=parameter)


def machine_named(parameter: str) -> str:
    """The state machine that a parameter names, by whose ARN AWS authorizes any version of it."""
    return arn("states", f"stateMachine:{{{parameter}|state_machine}}")


def of_qualifier(parameter: str) -> Condition:
    """The condition that holds for the version or the alias in a parameter, if it has one."""
    return {"StringEquals": {"states:StateMachineQualifier": f"{{{parameter}|qualifier}}"}}


def rule(name: str) -> Grant:
    """The EventBridge rule that notifies Step Functions when a job has ended."""
    return Grant(RULE_ACTIONS, (arn("events", f"rule/{name}"),), SYNC)


def service_linked_role(service: str, name: str) -> Grant:
    """Creating the service-linked role of a service that is used for the first time."""
    return grant(
        "iam:CreateServiceLinkedRole",
        role(f"aws-service-role/{service}/{name}"),
        condition={"StringLike": {"iam:AWSServiceName": service}},
    )


# What an execution needs besides its tasks. Here ``{Machine}`` is the state machine's own name, and
# ``{Label}`` that of a distributed Map.
CHILD_EXECUTIONS: Final = (
    grant("states:StartExecution", arn("states", "stateMachine:{Machine}")),
    grant("states:DescribeExecution states:StopExecution", arn("states", "execution:{Machine}:*")),
    grant("states:RedriveExecution", arn("states", "execution:{Machine}/{Label}:*")),
)
LOGGING: Final = grant(
    "logs:CreateLogDelivery logs:GetLogDelivery logs:UpdateLogDelivery logs:DeleteLogDelivery"
    " logs:ListLogDeliveries logs:PutResourcePolicy logs:DescribeResourcePolicies"
    " logs:DescribeLogGroups",
    ALL,
)
TRACING: Final = grant(
    "xray:PutTraceSegments xray:PutTelemetryRecords xray:GetSamplingRules xray:GetSamplingTargets",
    ALL,
)
KEY_ACTIONS: Final = ("kms:Decrypt", "kms:GenerateDataKey")
KEY_CONTEXT: Final = "kms:EncryptionContext:aws:states:stateMachineArn"
LOG_KEY_CONTEXT: Final = "kms:EncryptionContext:SourceArn"
ASSUME_ROLE: Final = "sts:AssumeRole"
