"""The machine whose role is reviewed, from a workflow, a definition, or one that is deployed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from sfn_dsl.arns import read_arn
from sfn_dsl.aws.api import Api, Machine
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.build import desired_of
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.differences import deployed_definition
from sfn_dsl.deployment.roles.lookup import role_arn
from sfn_dsl.errors import DeploymentError
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.iam.requirements import model as iam
from sfn_dsl.iam.requirements.workflow import with_settings, with_settings_of
from sfn_dsl.model.target import Target
from sfn_dsl.model.workflow import Workflow

Build = Callable[[Target], tuple[Definition, Workflow | None]]
"""Loads a source for a target; it is not loaded before it is known whose account that is."""


@attrs.frozen
class Subject:
    """A definition and the ARN of its machine, whose name is ``*`` where it has none yet.

    ``machine`` is what else its permissions depend on.
    """

    arn: str
    definition: Definition
    machine: iam.Machine

    def with_name(self, name: str) -> Subject:
        """The same machine by a name that its source does not say."""
        start = self.arn.rpartition(":")[0]
        machine = attrs.evolve(self.machine, name=name)
        return attrs.evolve(self, arn=f"{start}:{name}", machine=machine)

    def with_resources(self, resources: Mapping[str, tuple[str, ...]]) -> Subject:
        """The same machine, with what is known of resources that its definition leaves open."""
        return attrs.evolve(self, machine=attrs.evolve(self.machine, resources=resources))


@attrs.frozen
class Reviewable:
    """A machine and the ARN of its role."""

    subject: Subject
    role: str


def from_source(api: Api, build: Build, role: str | None, target: Target) -> Reviewable:
    """The machine of a source, and the role it names unless another one is given.

    Raises DeploymentError where there is none, and where IAM does not know it.
    """
    definition, workflow = build(target)
    role = role or (workflow.role if workflow else _told(definition, "role") or target.role)
    if not role:
        raise DeploymentError(
            f"'{definition.source.name}' is a definition without a role; name one with --role, or "
            "its documents with --policy and --trust"
        )
    machine = subject_of_source(definition, workflow, target)
    return Reviewable(machine, role_arn(api, role, target.account))


def from_arn(api: Api, arn: str, role: str | None) -> Reviewable:
    """A deployed machine, and its role unless another one is given."""
    machine = api.describe_state_machine(arn)
    if machine is None:
        raise DeploymentError(
            f"the state machine '{arn}' does not exist; check the ARN and the account"
        )
    account = read_arn(arn).account
    subject = deployed_subject(machine)
    return Reviewable(subject, role_arn(api, role or machine.role, account))


def _told(definition: Definition, name: str) -> str:
    """A setting that a definition came with, "" where it is not known yet."""
    value = str(definition.settings.get(name, ""))
    return "" if is_placeholder(value) else value


def deployed_subject(machine: Machine) -> Subject:
    """The machine that is deployed."""
    return _subject(machine.arn, deployed_definition(machine), machine)


def subject_of_source(definition: Definition, workflow: Workflow | None, target: Target) -> Subject:
    """The machine that a source describes, in the target's account and region."""
    if workflow is None:
        arn = target.arn("states", f"stateMachine:{_told(definition, 'name') or '*'}")
        return Subject(arn, definition, with_settings_of(_machine(arn), definition))
    arn = target.arn("states", f"stateMachine:{workflow.name}")
    return subject_of(desired_of(workflow, definition), arn)


def subject_of(desired: Desired, arn: str) -> Subject:
    """The machine that is to be deployed."""
    return _subject(arn, desired.definition, desired)


def _subject(arn: str, definition: Definition, machine: Desired | Machine) -> Subject:
    return Subject(arn, definition, with_settings(_machine(arn), machine.settings))


def _machine(arn: str) -> iam.Machine:
    place = read_arn(arn)
    return iam.Machine(
        account=place.account,
        region=place.region,
        partition=place.partition,
        name="" if place.machine_name in (None, "*") else place.machine_name,
    )
