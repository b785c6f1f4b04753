"""Does a machine's role suffice: reviewed by its policies, and by IAM's own simulator.

The simulator also knows what an organization forbids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import attrs

from sfn_dsl.arns import read_arn
from sfn_dsl.aws.api import Api, RefusalError, Simulated
from sfn_dsl.aws.retry import OnProgress
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.roles.lookup import ReadRole, role_documents
from sfn_dsl.deployment.roles.subject import Subject, deployed_subject, subject_of
from sfn_dsl.diagnostics import Diagnostic, Severity, has_errors
from sfn_dsl.errors import DeploymentError, InsufficientRoleError
from sfn_dsl.iam.evaluation.calls import Identity, required_access
from sfn_dsl.iam.evaluation.evaluate import (
    SOURCES,
    AccessRequest,
    Decision,
    EvaluationResult,
    PolicySource,
)
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Requirements
from sfn_dsl.iam.review.findings import findings
from sfn_dsl.iam.review.review import Review, review

_MOST_ACTIONS: Final = 100


def requirements_of(subject: Subject) -> Requirements:
    """The permissions that the machine requires of its role."""
    return derive(subject.definition, subject.machine)


def reviewed(
    api: Api,
    subject: Subject,
    role: str,
    *,
    now: datetime,
    simulate: bool = False,
    is_new: bool = False,
    is_final: bool = False,
    on_progress: OnProgress = lambda _: None,
    read: ReadRole = role_documents,
) -> Review:
    """The review of a role, by its ARN, with the policies that IAM has for it now.

    `is_new` says that another definition may be deployed, whose executions need what they need.
    `is_final` says that the machine is deployed as it stands, with placeholders left in it.

    With `simulate` IAM's policy simulator is used too, and its results where it has some; if it
    may not be used, `on_progress` is called with that. Raises DeploymentError when the
    role does not exist or cannot be read.
    """
    documents = read(api, role)
    requirements = requirements_of(subject)
    deployed = _deployed(api, subject, on_progress) if is_new else None
    identity = Identity(subject.arn, role, now)
    calls = [one.request for one in required_access(requirements, identity)]
    answers = _simulated_if_possible(api, role, calls, on_progress) if simulate else ()
    return review(
        requirements,
        documents,
        identity,
        subject.definition,
        answers,
        deployed=deployed,
        is_final=is_final,
    )


def _deployed(api: Api, subject: Subject, on_progress: OnProgress) -> Requirements | None:
    """What the deployed machine requires; None if there is none, or it may not be read."""
    if read_arn(subject.arn).machine_name in (None, "*"):
        return None
    try:
        machine = api.describe_state_machine(subject.arn)
    except DeploymentError as error:
        on_progress(f"what running executions still need is not known: {error.message}")
        return None
    if machine is None:
        return None
    return requirements_of(deployed_subject(machine).with_resources(subject.machine.resources))


def role_findings(
    api: Api,
    arn: str,
    desired: Desired,
    *,
    now: float,
    allow_missing: bool,
    resources: Mapping[str, tuple[str, ...]] | None = None,
    read: ReadRole = role_documents,
    on_progress: OnProgress = lambda _: None,
) -> tuple[Diagnostic, ...]:
    """What a deployment reports of the role that it passes to Step Functions.

    `now` is in seconds since the epoch. Raises InsufficientRoleError for permissions that are known
    to be missing, unless that is allowed. Where IAM does not let the role be read that is reported
    as progress, and nothing found: deploying needs no such permission.
    """
    subject = subject_of(desired, arn).with_resources(resources or {})
    moment = datetime.fromtimestamp(now, UTC)
    try:
        found = reviewed(api, subject, desired.role, now=moment, is_final=True, read=read)
    except DeploymentError as error:
        on_progress(f"the role is not reviewed: {error.message}")
        return ()
    problems = [
        one if one.pointer else attrs.evolve(one, position=desired.position)
        for one in findings(found, subject.definition)
        if one.severity is not Severity.INFO
    ]
    if has_errors(problems) and not allow_missing:
        raise InsufficientRoleError(problems)
    return tuple(attrs.evolve(one, severity=Severity.WARNING) for one in problems)


def _simulated_if_possible(
    api: Api, role: str, calls: Sequence[AccessRequest], on_progress: OnProgress
) -> Sequence[EvaluationResult | None]:
    try:
        return simulated(api, role, calls)
    except DeploymentError as error:
        why = error.code if isinstance(error, RefusalError) and error.code else "no answer"
        on_progress(f"IAM's policy simulator cannot be used ({why}); the role's policies decide")
        return ()


def simulated(api: Api, role: str, calls: Sequence[AccessRequest]) -> list[EvaluationResult | None]:
    """IAM's answer to each call, None where it has none.

    It has none for calls with wildcards, which its simulator takes literally, and no certain one
    where a policy depends on what is not known. Raises DeploymentError when it may not be used.
    """
    groups: dict[tuple[str, str], dict[str, list[int]]] = {}
    for place, call in enumerate(calls):
        if not _has_wildcards(call):
            group = groups.setdefault((call.resource, repr(_context(call))), {})
            group.setdefault(call.action.lower(), []).append(place)
    answers: list[EvaluationResult | None] = [None] * len(calls)
    for (resource, _), places in groups.items():
        for verdict in _verdicts(api, role, resource, calls, places):
            for place in places.get(verdict.action.lower(), ()):
                answers[place] = _answer(verdict)
    return answers


def _verdicts(
    api: Api,
    role: str,
    resource: str,
    calls: Sequence[AccessRequest],
    places: Mapping[str, list[int]],
) -> list[Simulated]:
    distinct = [calls[first] for first, *_ in places.values()]
    found: list[Simulated] = []
    for start in range(0, len(distinct), _MOST_ACTIONS):
        actions = [call.action for call in distinct[start : start + _MOST_ACTIONS]]
        found += api.simulate_principal_policy(
            role, actions=actions, resource=resource, context=_context(distinct[0])
        )
    return found


def _has_wildcards(call: AccessRequest) -> bool:
    return any(sign in text for text in (call.action, call.resource) for sign in "*?")


def _context(call: AccessRequest) -> dict[str, str]:
    known = call.context.known.items()
    return {key: values[0] for key, values in known if len(values) == 1 and "*" not in values[0]}


def _answer(verdict: Simulated) -> EvaluationResult | None:
    if verdict.missing:
        return None
    if verdict.decision == "allowed":
        return EvaluationResult(Decision.ALLOWED)
    if verdict.decision == "explicitDeny":
        by = " and ".join(f"policy '{policy}'" for policy in verdict.policies) or "a policy"
        why = f"{by} denies it, according to IAM's policy simulator"
        return EvaluationResult(Decision.DENIED, why)
    if verdict.by_organization is False:
        why = "a policy of the organization does not allow it, according to IAM's policy simulator"
        return EvaluationResult(Decision.DENIED, why)
    source: PolicySource = "permission boundary" if verdict.by_boundary is False else "policy"
    why = f"no statement of its {SOURCES[source]} allows it, according to IAM's policy simulator"
    return EvaluationResult(Decision.MISSING, why, (source,))
