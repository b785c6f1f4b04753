"""The IAM statements that a deployment turns out to need, as JSON text to put into a policy."""

from __future__ import annotations

import json
from typing import Any

from sfn_dsl.arns import read_arn
from sfn_dsl.language.permissions import LOGGING, RULE_ACTIONS

_SERVICE = "states.amazonaws.com"


def allow(*actions: str, resource: str, **more: Any) -> str:
    """The statement that allows actions on a resource."""
    action = list(actions) if len(actions) > 1 else actions[0]
    return json.dumps({"Effect": "Allow", "Action": action, "Resource": resource, **more})


def trust() -> str:
    """What a role's trust policy must say so that Step Functions may assume the role."""
    principal = {"Service": _SERVICE}
    return json.dumps({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})


def pass_role(role: str) -> str:
    """What lets a deployer hand a role to Step Functions."""
    condition = {"StringEquals": {"iam:PassedToService": _SERVICE}}
    return allow("iam:PassRole", resource=role, Condition=condition)


def deliver_logs() -> str:
    """What a role needs to log; these actions know no resources."""
    return allow(*LOGGING.actions, resource="*")


def managed_rules(machine: str) -> str:
    """What a role needs for tasks with ``.sync`` in the machine of this ARN.

    Step Functions hears of the end of such a job by an EventBridge rule, one for each service,
    which it makes in the role's name.
    """
    place = read_arn(machine)
    rules = f"arn:{place.partition}:events:{place.region}:{place.account}:"
    rules += "rule/StepFunctionsGetEvent*"
    return allow(*RULE_ACTIONS, resource=rules)
