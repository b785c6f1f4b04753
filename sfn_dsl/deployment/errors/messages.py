"""What to change when AWS refuses a call, as messages, and the IAM statements that they name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sfn_dsl.arns import read_arn
from sfn_dsl.aws.api import RefusalError
from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.scopes import scopes
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.errors.definition import findings_in
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.errors import DeploymentError, InvalidDefinitionError, SfnError
from sfn_dsl.language import permissions
from sfn_dsl.model.setting_arns import log_groups
from sfn_dsl.model.settings import ENCRYPTION, LOGGING

_DENIED = re.compile(r"not authorized to perform: ([\w:*]+)(?: on resource: (\S+))?")
_POLICY = re.compile(r"because no ([\w -]+?) allows|with an explicit deny in an? ([\w -]+)")
_DEPLOYERS = "the policy of whoever deploys"
_USE_KEY = ("kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey")
_SERVICE = "states.amazonaws.com"


def explained(refusal: RefusalError, arn: str, desired: Desired) -> SfnError:
    """The error to raise in place of a refusal that has to do with the machine `arn`.

    An InvalidDefinitionError with a finding for each fault that AWS names in the definition;
    otherwise a DeploymentError that says what to change.
    """
    why = reason(refusal)
    if why is Reason.DEFINITION:
        return InvalidDefinitionError(findings_in(refusal.said, desired.definition))
    if why.explanation is None:
        return refusal
    facts = _facts(refusal, arn, desired)
    return DeploymentError(why.explanation.format(**facts), code=refusal.code)


def explained_alone(refusal: RefusalError, arn: str) -> DeploymentError:
    """The error for a refusal of a call about the machine `arn` outside of a deployment."""
    why = reason(refusal)
    if why not in (Reason.DENIED, Reason.FORBIDDEN) or why.explanation is None:
        return refusal
    action, resource = _denied(refusal, arn)
    message = why.explanation.format(
        action=action,
        resource=resource,
        policy=_policy(refusal.said),
        permission=allow_statement(action, resource=resource),
    )
    return DeploymentError(message, code=refusal.code)


def _denied(refusal: RefusalError, arn: str) -> tuple[str, str]:
    """The action that was denied, and on what."""
    denied = _DENIED.search(refusal.said)
    action = denied[1] if denied else f"states:{refusal.operation}"
    return action, (denied and denied[2]) or arn


def _facts(refusal: RefusalError, arn: str, desired: Desired) -> dict[str, str]:
    """What an explanation may name."""
    action, resource = _denied(refusal, arn)
    groups = log_groups(LOGGING.of(desired) or {})
    key = resource if ":kms:" in resource else (ENCRYPTION.of(desired) or {}).get("kmsKeyId")
    return {
        "name": desired.name,
        "arn": arn,
        "role": desired.role,
        "said": refusal.said.rstrip(".") + ".",
        "waiting": ", ".join(_waiting_states(desired.definition)) or "none found",
        "groups": "the log group " + ", ".join(map(repr, groups)) if groups else "no log group",
        "type": desired.type,
        "key": f"the key {key!r}" if key else "the key of the state machine",
        "use_key": allow_statement(*_USE_KEY, resource=key or "*"),
        "action": action,
        "resource": resource,
        "policy": _policy(refusal.said),
        "permission": allow_statement(action, resource=resource),
        "trust": trust_statement(),
        "pass_role": _pass_role(desired.role),
        "deliver_logs": _deliver_logs(),
        "managed_rules": _managed_rules(arn),
    }


def _policy(said: str) -> str:
    """The policy in which the permission is missing, or is denied, as far as AWS names it."""
    found = _POLICY.search(said)
    kind = (found[1] or found[2]).strip() if found else "identity-based policy"
    return _DEPLOYERS if kind == "identity-based policy" else f"the {kind} of whoever deploys"


def _waiting_states(definition: Definition) -> Iterator[str]:
    """The states whose task is waited for by way of an EventBridge rule, with their lines."""
    for scope in scopes(definition.document):
        for name, state in scope.states.items():
            if ".sync" in str(state.get("Resource", "")):
                place = definition.source.locate(child(scope.state_pointer(name), "Resource"))
                yield f"{name!r} at {place}" if place else repr(name)


def allow_statement(*actions: str, resource: str, **more: Any) -> str:
    """The JSON text of a policy statement that allows actions on a resource."""
    action = list(actions) if len(actions) > 1 else actions[0]
    return json.dumps({"Effect": "Allow", "Action": action, "Resource": resource, **more})


def trust_statement() -> str:
    """What a role's trust policy must say so that Step Functions may assume the role."""
    principal = {"Service": _SERVICE}
    return json.dumps({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})


def _pass_role(role: str) -> str:
    """What allows a deployer to pass a role to Step Functions."""
    condition = {"StringEquals": {"iam:PassedToService": _SERVICE}}
    return allow_statement("iam:PassRole", resource=role, Condition=condition)


def _deliver_logs() -> str:
    """What a role needs to log; these actions cannot be limited to resources."""
    return allow_statement(*permissions.LOGGING.actions, resource="*")


def _managed_rules(machine: str) -> str:
    """What a role needs for tasks with ``.sync`` in the machine of this ARN.

    Step Functions learns of the end of such a job by an EventBridge rule, one for each service,
    which it creates in the role's name.
    """
    place = read_arn(machine)
    rules = f"arn:{place.partition}:events:{place.region}:{place.account}:"
    rules += "rule/StepFunctionsGetEvent*"
    return allow_statement(*permissions.RULE_ACTIONS, resource=rules)
