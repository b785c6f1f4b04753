"""Does the role that a machine is given suffice: asked of IAM, and of `sfn_dsl.iam`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import attrs

from sfn_dsl.arns import read_arn
from sfn_dsl.aws.api import Api, RefusalError
from sfn_dsl.aws.retry import Tell
from sfn_dsl.deployment.execute import Run
from sfn_dsl.deployment.roles.read import held_role
from sfn_dsl.deployment.roles.simulate import simulated
from sfn_dsl.deployment.roles.subject import Subject, subject_of
from sfn_dsl.diagnostics import Diagnostic, Severity, has_errors
from sfn_dsl.errors import DeploymentError, InsufficientRoleError
from sfn_dsl.iam.evaluation.calls import Identity, required_access
from sfn_dsl.iam.evaluation.evaluate import AccessRequest, EvaluationResult
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Machine, Requirements
from sfn_dsl.iam.review.findings import findings
from sfn_dsl.iam.review.review import Review, RoleDocuments, review

ReadRole = Callable[[Api, str], RoleDocuments]
"""Reads a role and its policies, by its ARN."""


def requirements_of(subject: Subject) -> Requirements:
    """What the machine asks of its role."""
    arn = read_arn(subject.arn)
    machine = Machine(
        account=arn.account,
        region=arn.region,
        partition=arn.partition,
        name="" if arn.machine_name in (None, "*") else arn.machine_name,
        logging=subject.logging,
        tracing=subject.tracing,
        kms_key=subject.kms_key,
    )
    return derive(subject.definition, machine)


def reviewed(
    api: Api,
    subject: Subject,
    role: str,
    *,
    now: datetime,
    simulate: bool = False,
    is_final: bool = False,
    tell: Tell = lambda _: None,
    read: ReadRole = held_role,
) -> Review:
    """The review of a role, by its ARN, as IAM holds it now.

    `is_final` says that the machine is deployed as it stands, with what it still has to be filled.

    With `simulate` IAM's own simulator is asked too, and its answers are taken where it has some;
    where it may not be asked `tell` is told so. Raises DeploymentError when the role is not there
    or cannot be read.
    """
    held = read(api, role)
    requirements = requirements_of(subject)
    identity = Identity(subject.arn, role, now)
    calls = [one.request for one in required_access(requirements, identity)]
    answers = _simulated(api, role, calls, tell) if simulate else ()
    return review(requirements, held, identity, subject.definition, answers, is_final=is_final)


def role_findings(
    run: Run, *, allow_missing: bool, read: ReadRole = held_role
) -> tuple[Diagnostic, ...]:
    """What a deployment has to say of the role it hands to Step Functions.

    Raises InsufficientRoleError for what is surely missing, unless that is allowed. Where IAM does
    not let the role be read that is told, and nothing found: deploying takes no such permission.
    """
    subject = subject_of(run.desired, run.arn)
    now = datetime.fromtimestamp(run.timing.now(), UTC)
    try:
        found = reviewed(run.api, subject, run.desired.role, now=now, is_final=True, read=read)
    except DeploymentError as error:
        run.tell(f"the role is not reviewed: {error.message}")
        return ()
    told = [one for one in findings(found, subject.definition) if one.severity is not Severity.INFO]
    if has_errors(told) and not allow_missing:
        raise InsufficientRoleError(told)
    return tuple(attrs.evolve(one, severity=Severity.WARNING) for one in told)


def _simulated(
    api: Api, role: str, calls: Sequence[AccessRequest], tell: Tell
) -> Sequence[EvaluationResult | None]:
    try:
        return simulated(api, role, calls)
    except DeploymentError as error:
        why = error.code if isinstance(error, RefusalError) and error.code else "no answer"
        tell(f"IAM's simulator cannot be asked ({why}); the role's documents decide")
        return ()
