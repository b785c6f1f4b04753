"""What a row of the table of permissions holds, and the short spelling that rows are written in.

A resource is an ARN in which ``{partition}``, ``{region}`` and ``{account}`` are the machine's, and
``{Name}`` is what the task's parameter holds: ``{Name=default}`` where it may be left out,
``{A.B}`` for a member of an object or of each object in a list, ``{A.~}`` for the names of its
members, ``{Name|reading}`` where its text has to be read first. A parameter that already holds an
ARN stands for the whole resource.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

ALL: Final = "*"
"""The resource of an action that knows no narrower one."""

SYNC: Final = "sync"
RULE_ACTIONS: Final = ("events:PutTargets", "events:PutRule", "events:DescribeRule")
"""What making an EventBridge rule in the role's name takes."""

Condition = Mapping[str, Mapping[str, str]]
_UNCONDITIONAL: Final[Condition] = {}


class Grant(NamedTuple):
    """Actions that a task needs on some resources.

    ``wait`` is the pattern that the task must have, empty where any does. ``when`` is the parameter
    without which nothing is needed. ``unseen`` says why a wildcard in ``resources`` can never be
    narrowed by what a definition says.
    """

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    wait: str = ""
    when: str = ""
    unseen: str = ""
    condition: Condition = _UNCONDITIONAL


def grant(
    actions: str,
    *resources: str,
    wait: str = "",
    when: str = "",
    unseen: str = "",
    condition: Condition = _UNCONDITIONAL,
) -> Grant:
    """A row, from its actions separated by spaces."""
    return Grant(tuple(actions.split()), resources, wait, when, unseen, condition)


def arn(service: str, resource: str) -> str:
    """The resource of a service in the machine's account and region."""
    return f"arn:{{partition}}:{service}:{{region}}:{{account}}:{resource}"


def bucket(resource: str) -> str:
    """A bucket or object: neither account nor region is part of its ARN."""
    return f"arn:{{partition}}:s3:::{resource}"


def role(name: str) -> str:
    """A role of the machine's account."""
    return f"arn:{{partition}}:iam::{{account}}:role/{name}"


def pass_role(parameter: str, service: str, *, when: str = "") -> Grant:
    """Handing the role that a parameter names to the service that does the work."""
    condition = {"StringEquals": {"iam:PassedToService": service}} if service else _UNCONDITIONAL
    return grant("iam:PassRole", role(f"{{{parameter}}}"), when=when, condition=condition)


def rule(name: str) -> Grant:
    """The EventBridge rule by which Step Functions hears that a job has ended."""
    return Grant(RULE_ACTIONS, (arn("events", f"rule/{name}"),), SYNC)


def service_linked_role(service: str, name: str) -> Grant:
    """Making the role that a service gives itself when it is first used in an account."""
    return grant(
        "iam:CreateServiceLinkedRole",
        role(f"aws-service-role/{service}/{name}"),
        condition={"StringLike": {"iam:AWSServiceName": service}},
    )
