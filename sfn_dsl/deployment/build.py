"""From a workflow as its author wrote it to the state machine that it should be on AWS."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from sfn_dsl._unset import Unset
from sfn_dsl.aws.account import place_of
from sfn_dsl.aws.api import Api, MachineType
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.desired import Desired, MakeDesired
from sfn_dsl.deployment.options import Release
from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.model.settings import TYPE, configuration, from_author
from sfn_dsl.model.target import Target
from sfn_dsl.model.workflow import Workflow
from sfn_dsl.origin import Position
from sfn_dsl.workflow_values import SdkWorkflow, WorkflowValue, build, require_value


@attrs.frozen
class NamedDefinition:
    """A definition, and the name and the role to deploy it with.

    It says nothing of tags and the other settings, so those that are deployed are left alone; so is
    the type where nothing says it, and a new machine is then a standard one.
    """

    definition: Definition
    name: str
    role: str
    type: MachineType | None = None

    def desired(self) -> Desired:
        """The machine that it should be; its template may say the type too."""
        said = self.type or self.definition.machine_type
        unmanaged = {setting.name for setting in configuration()}
        return Desired(
            self.name,
            attrs.evolve(self.definition, machine_type=said),
            self.role,
            said or TYPE.default,
            position=Position(self.definition.source.name, 1, 1),
            unmanaged=frozenset(unmanaged if said else unmanaged | {TYPE.name}),
        )


Buildable: TypeAlias = "WorkflowValue | NamedDefinition"
"""What can be built for a target, and then deployed there."""


def maker(
    workflow: Buildable,
    target: Target | None = None,
    release: Release | None = None,
    *,
    name: str | None = None,
    role: str | None = None,
) -> MakeDesired:
    """A function that builds a workflow for a place, with a target's name, role and parameters.

    ``name`` and ``role`` are for what has none itself, and otherwise go before its own. Everything
    that is deployed, planned or compared becomes a `Desired` here and nowhere else. Raises
    AuthoringTypeError for what cannot be deployed.
    """
    if not isinstance(workflow, NamedDefinition):
        require_value(workflow)
    if release is not None and not isinstance(release, Release):
        raise AuthoringTypeError(f"{release!r} is not a Release; write release=Release(...)")

    def make(account: str, region: str, partition: str) -> Desired:
        place = attrs.evolve(
            target or Target(), account=account, region=region, partition=partition
        )
        desired = _desired(workflow, place, name, role)
        return attrs.evolve(
            desired, name=name or desired.name, role=role or desired.role, release=release
        )

    return make


def _desired(workflow: Buildable, place: Target, name: str | None, role: str | None) -> Desired:
    if isinstance(workflow, NamedDefinition):
        return workflow.desired()
    built = build(workflow, place)
    if built.workflow is not None:
        return desired_of(built.workflow, built.definition)
    if built.sdk_workflow is not None:
        return _desired_of_sdk(built.sdk_workflow, built.definition, role or place.role)
    role = role or place.role
    if not name or not role:
        raise AuthoringTypeError(
            "a definition or a state machine has no name and no role of its own; write name='...' "
            "and role='...', or deploy a Workflow(...), which has both"
        )
    return NamedDefinition(built.definition, name, role).desired()


def _desired_of_sdk(workflow: SdkWorkflow, definition: Definition, role: str) -> Desired:
    """The machine of an SDK workflow, which has a name, a role and tags, and no other settings."""
    from sfn_dsl.interop.stepfunctions_sdk import workflow_facts

    facts = workflow_facts(workflow)
    named = NamedDefinition(definition, facts.name, facts.role or role)
    return attrs.evolve(named.desired(), tags=facts.tags or None)


def build_for_target(
    make_desired: MakeDesired, api: Api, account: str | None
) -> tuple[str, Desired]:
    """A machine built for the account and region that calls go to, and the ARN it will have.

    The account is that of the credentials unless given.
    """
    place = place_of(api, account)
    desired = make_desired(place.account, place.region, place.partition)
    return place.arn("states", f"stateMachine:{desired.name}"), desired


def desired_of(workflow: Workflow, definition: Definition) -> Desired:
    """The machine that a workflow should be, with its definition as compiled for the target."""
    return Desired(
        name=workflow.name,
        definition=definition,
        role=workflow.role,
        type=workflow.type,
        settings=from_author(workflow),
        tags=None if isinstance(workflow.tags, Unset) else workflow.tags,
        position=workflow.origin.position,
    )
