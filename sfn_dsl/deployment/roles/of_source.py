"""The machine of a source and the role that it is to run with, as `sfn role` reviews them."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from sfn_dsl.arns import read_arn
from sfn_dsl.aws.api import Api
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.build import desired_of
from sfn_dsl.deployment.roles.lookup import role_arn
from sfn_dsl.deployment.roles.subject import Subject, held_subject, subject_of
from sfn_dsl.errors import DeploymentError
from sfn_dsl.model.workflow import Target, Workflow

Build = Callable[[Target], tuple[Definition, Workflow | None]]
"""Loads a source for a target; it is not loaded before it is known whose account that is."""


@attrs.frozen
class Given:
    """A machine and the ARN of its role."""

    subject: Subject
    role: str


def given(api: Api, build: Build, role: str | None, target: Target) -> Given:
    """The machine of a source, and the role it names unless another one is given.

    Raises DeploymentError where there is none, and where IAM does not know it.
    """
    definition, workflow = build(target)
    role = role or (workflow.role if workflow else target.role)
    if not role:
        raise DeploymentError(
            f"'{definition.source.name}' is a definition without a role; name one with --role, or "
            "its documents with --policy and --trust"
        )
    return Given(subject(definition, workflow, target), role_arn(api, role, target.account))


def given_by_arn(api: Api, arn: str, role: str | None) -> Given:
    """A machine that AWS holds, and its role unless another one is given."""
    machine = api.describe_state_machine(arn)
    if machine is None:
        raise DeploymentError(f"there is no state machine '{arn}'; check the ARN and the account")
    account = read_arn(arn).account
    return Given(held_subject(machine), role_arn(api, role or machine.role, account))


def subject(definition: Definition, workflow: Workflow | None, target: Target) -> Subject:
    """The machine that a source describes, in the target's account and region."""
    if workflow is None:
        return Subject(arn=target.arn("states", "stateMachine:*"), definition=definition)
    arn = target.arn("states", f"stateMachine:{workflow.name}")
    return subject_of(desired_of(workflow, target), arn)
