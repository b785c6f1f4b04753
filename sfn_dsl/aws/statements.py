"""The IAM statements that a deployment turns out to need, as JSON text to put into a policy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_SERVICE = "states.amazonaws.com"
_LOG_ACTIONS = (
    *("logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery"),
    *("logs:DeleteLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy"),
    *("logs:DescribeResourcePolicies", "logs:DescribeLogGroups"),
)
_RULE_ACTIONS = ("events:PutTargets", "events:PutRule", "events:DescribeRule")


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
    return allow(*_LOG_ACTIONS, resource="*")


def managed_rules(machine: str) -> str:
    """What a role needs for tasks with ``.sync`` in the machine of this ARN.

    Step Functions hears of the end of such a job by an EventBridge rule, one for each service,
    which it makes in the role's name.
    """
    _, partition, _, region, account, *_ = machine.split(":")
    rules = f"arn:{partition}:events:{region}:{account}:rule/StepFunctionsGetEvent*"
    return allow(*_RULE_ACTIONS, resource=rules)


def is_trusted(document: Mapping[str, Any], region: str) -> bool:
    """Tell whether a trust policy names Step Functions; its conditions are not looked at."""
    statements = document.get("Statement", ())
    if isinstance(statements, Mapping):
        statements = (statements,)
    return any(_lets_assume(statement, region) for statement in statements)


def _lets_assume(statement: Mapping[str, Any], region: str) -> bool:
    principal = statement.get("Principal")
    services = principal.get("Service", ()) if isinstance(principal, Mapping) else principal or ()
    return (
        statement.get("Effect") == "Allow"
        and bool({"sts:AssumeRole", "sts:*", "*"} & set(_listed(statement.get("Action", ()))))
        and any(
            service in (_SERVICE, "*") or service.startswith(f"states.{region}.")
            for service in _listed(services)
        )
    )


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
