"""What to change when AWS refuses a deployment. What nothing here knows stays as AWS says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sfn_dsl.aws.api import RefusalError
from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.scopes import scopes
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.errors import statements
from sfn_dsl.deployment.errors.definition import verdicts
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.deployment.preflight import MAX_TAGS, log_groups
from sfn_dsl.errors import DeploymentError, InvalidDefinitionError, SfnError

_EXPLANATIONS: Mapping[Reason, str] = {
    Reason.NOT_ASSUMABLE: (
        "Step Functions may not assume the role '{role}' for '{arn}'; add to the role's trust "
        "policy, or let the condition there hold for that machine: {trust}"
    ),
    Reason.NOT_PASSABLE: (
        "these credentials may not pass the role '{role}' to Step Functions; add to {policy}: "
        "{pass_role}"
    ),
    Reason.OTHER_ACCOUNT: (
        "the role '{role}' is of another account than the state machine '{arn}'; write a role of "
        "the same account, by its name alone"
    ),
    Reason.MANAGED_RULE: (
        "the role '{role}' may not make the EventBridge rule that tasks with '.sync' wait for "
        "({waiting}); add to the role's policy: {managed_rules}"
    ),
    Reason.LOG_ACCESS: (
        "the role '{role}' may not deliver logs to {groups}; add to the role's policy: "
        "{deliver_logs}"
    ),
    Reason.LOG_POLICY_FULL: (
        "CloudWatch Logs has no room left in its resource policy to allow deliveries to {groups}; "
        "write a log group whose name starts with '/aws/vendedlogs/states/', which needs no room"
    ),
    Reason.LOG_GROUP_MISSING: (
        "{groups} does not exist; create it in the machine's region, or write the ARN of one that "
        "does, with ':*' at its end"
    ),
    Reason.LOGGING: (
        "AWS does not accept logging to {groups}: {said} Write exactly one log group, by its ARN "
        "with ':*' at its end"
    ),
    Reason.DELETING: (
        "an old state machine '{name}' is still being deleted, which AWS does once its executions "
        "have ended; stop them or wait, and run this again"
    ),
    Reason.CONFLICT: (
        "somebody else is changing the state machine '{name}' right now; run this again when they "
        "are done"
    ),
    Reason.TAGS: (
        f"the state machine '{{name}}' would have more than {MAX_TAGS} tags; write fewer, counting "
        "those that it has already"
    ),
    Reason.KEY: (
        "Step Functions cannot use {key}: {said} Unless the key's own policy allows it, add to "
        "the policy of whoever deploys, and of the role: {use_key}"
    ),
    Reason.KEY_STATE: (
        "Step Functions cannot use {key} in the state it is in: {said} Enable it, cancel its "
        "deletion, or write another key"
    ),
    Reason.KEY_SETTING: (
        "AWS does not accept the encryption with {key}: {said} Write the ARN of a symmetric key in "
        "the region of the state machine"
    ),
    Reason.KEY_BUSY: "AWS KMS has too many requests for {key}; run this again in a while",
    Reason.TYPE: (
        "this region does not have state machines of type {type}: {said} Write another type, or "
        "deploy to another region"
    ),
    Reason.NAME: (
        "AWS does not accept the name '{name}': {said} Write letters, digits, '-' and '_' only"
    ),
    Reason.ARN: (
        "AWS does not accept an ARN: {said} Check the role '{role}' and the account in '{arn}'"
    ),
    Reason.TRACING: "AWS does not accept the tracing: {said} Write tracing=False, or leave it out",
    Reason.SIZE: (
        "the state machine '{name}' is larger than one request to AWS may be, 1 MB with "
        "everything in it; move a part into a machine of its own and start that from a Task"
    ),
    Reason.FORBIDDEN: (
        "these credentials are denied {action} by {policy}, which no other policy can allow; have "
        "the denial lifted there for '{resource}', or use other credentials"
    ),
    Reason.DENIED: "these credentials may not do {action}; add to {policy}: {permission}",
    Reason.LIMIT: (
        "the account is at a limit: {said} Delete what is not needed any more, or ask AWS for a "
        "higher quota"
    ),
}

_DENIED = re.compile(r"not authorized to perform: ([\w:*]+)(?: on resource: (\S+))?")
_POLICY = re.compile(r"because no ([\w -]+?) allows|with an explicit deny in an? ([\w -]+)")
_DEPLOYERS = "the policy of whoever deploys"
_USE_KEY = ("kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey")


def explained(refusal: RefusalError, arn: str, desired: Desired) -> SfnError:
    """The error to raise in place of a refusal that has to do with the machine `arn`.

    An InvalidDefinitionError with a finding for each fault that AWS names in the definition;
    otherwise a DeploymentError that says what to change.
    """
    why = reason(refusal)
    if why is Reason.DEFINITION:
        return InvalidDefinitionError(verdicts(refusal.said, desired.definition))
    if why not in _EXPLANATIONS:
        return refusal
    facts = _facts(refusal, arn, desired)
    return DeploymentError(_EXPLANATIONS[why].format(**facts), code=refusal.code)


def explained_alone(refusal: RefusalError, arn: str) -> DeploymentError:
    """The error for a refusal of a call about the machine `arn` that deploys nothing."""
    why = reason(refusal)
    if why not in (Reason.DENIED, Reason.FORBIDDEN):
        return refusal
    action, resource = _denied(refusal, arn)
    message = _EXPLANATIONS[why].format(
        action=action,
        resource=resource,
        policy=_policy(refusal.said),
        permission=statements.allow(action, resource=resource),
    )
    return DeploymentError(message, code=refusal.code)


def _denied(refusal: RefusalError, arn: str) -> tuple[str, str]:
    """The action that was denied, and on what."""
    denied = _DENIED.search(refusal.said)
    action = denied[1] if denied else f"states:{refusal.operation}"
    return action, (denied and denied[2]) or arn


def _facts(refusal: RefusalError, arn: str, desired: Desired) -> dict[str, str]:
    """What an explanation may speak of."""
    action, resource = _denied(refusal, arn)
    groups = log_groups(desired.logging or {})
    key = resource if ":kms:" in resource else (desired.encryption or {}).get("kmsKeyId")
    return {
        "name": desired.name,
        "arn": arn,
        "role": desired.role,
        "said": refusal.said.rstrip(".") + ".",
        "waiting": ", ".join(_waiting_states(desired.definition)) or "none is known",
        "groups": "the log group " + ", ".join(map(repr, groups)) if groups else "no log group",
        "type": desired.type,
        "key": f"the key {key!r}" if key else "the key of the state machine",
        "use_key": statements.allow(*_USE_KEY, resource=key or "*"),
        "action": action,
        "resource": resource,
        "policy": _policy(refusal.said),
        "permission": statements.allow(action, resource=resource),
        "trust": statements.trust(),
        "pass_role": statements.pass_role(desired.role),
        "deliver_logs": statements.deliver_logs(),
        "managed_rules": statements.managed_rules(arn),
    }


def _policy(said: str) -> str:
    """The policy in which the permission is missing, or is denied, as far as AWS tells."""
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
