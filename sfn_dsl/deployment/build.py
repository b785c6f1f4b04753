"""From a workflow as its author wrote it to the state machine that it should be on AWS."""

from __future__ import annotations

import attrs

from sfn_dsl._unset import Unset
from sfn_dsl.aws.account import place_of
from sfn_dsl.aws.api import Api, MachineType
from sfn_dsl.compiler import compile_workflow
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.desired import Desired, MakeDesired
from sfn_dsl.deployment.options import Release
from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.model.settings import TYPE, configuration, from_author
from sfn_dsl.model.target import Target
from sfn_dsl.model.workflow import Workflow, WorkflowBuilder
from sfn_dsl.origin import Position


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


Buildable = Workflow | WorkflowBuilder | NamedDefinition
"""What can be built for a target, and then deployed there."""


def maker(
    workflow: Buildable,
    target: Target | None = None,
    release: Release | None = None,
) -> MakeDesired:
    """A function that builds a workflow for a place, with a target's name, role and parameters.

    Everything that is deployed, planned or compared becomes a `Desired` here and nowhere else.
    Raises AuthoringTypeError for what cannot be deployed.
    """
    if not isinstance(workflow, (Workflow, WorkflowBuilder, NamedDefinition)):
        raise AuthoringTypeError(
            f"{workflow!r} cannot be deployed; write a Workflow(...), or a function marked with "
            "@workflow"
        )
    if release is not None and not isinstance(release, Release):
        raise AuthoringTypeError(f"{release!r} is not a Release; write release=Release(...)")

    def make(account: str, region: str, partition: str) -> Desired:
        if isinstance(workflow, NamedDefinition):
            return attrs.evolve(workflow.desired(), release=release)
        place = attrs.evolve(
            target or Target(), account=account, region=region, partition=partition
        )
        built = workflow if isinstance(workflow, Workflow) else workflow(place)
        return attrs.evolve(desired_of(built, place), release=release)

    return make


def build_for_target(
    make_desired: MakeDesired, api: Api, account: str | None
) -> tuple[str, Desired]:
    """A machine built for the account and region that calls go to, and the ARN it will have.

    The account is that of the credentials unless given.
    """
    place = place_of(api, account)
    desired = make_desired(place.account, place.region, place.partition)
    return place.arn("states", f"stateMachine:{desired.name}"), desired


def desired_of(workflow: Workflow, target: Target) -> Desired:
    """The machine that a workflow should be, once it was built for a target."""
    return Desired(
        name=workflow.name,
        definition=compile_workflow(workflow, partition=target.partition),
        role=workflow.role,
        type=workflow.type,
        settings=from_author(workflow),
        tags=None if isinstance(workflow.tags, Unset) else workflow.tags,
        position=workflow.origin.position,
    )
