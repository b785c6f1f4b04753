"""From a workflow as its author wrote it to the state machine that it should be on AWS."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import attrs

from sfn_dsl._unset import Unset
from sfn_dsl.aws.account import place_of
from sfn_dsl.aws.api import Api, MachineType
from sfn_dsl.definition import Definition
from sfn_dsl.definition.definition import TemplateFacts
from sfn_dsl.definition.filling import fill_in
from sfn_dsl.deployment.desired import Desired, MakeDesired
from sfn_dsl.deployment.options import Release
from sfn_dsl.deployment.template import NO_VALUES, Values, pseudo_parameters, told, values_of
from sfn_dsl.errors import (
    AuthoringTypeError,
    DeploymentError,
    InvalidDefinitionError,
    SourceError,
)
from sfn_dsl.expressions.placeholders import filled_in, placeholders_in
from sfn_dsl.model.settings import ROLE, TAGS, TYPE, configuration, from_author
from sfn_dsl.model.target import Target
from sfn_dsl.model.workflow import Workflow
from sfn_dsl.origin import Position
from sfn_dsl.workflow_values import Built, SdkWorkflow, WorkflowValue, build, require_value


@attrs.frozen
class NamedDefinition:
    """A definition, and the name and the role to deploy it with, "" for those of its template.

    What neither says of tags and the other settings is left as it is deployed; so is the type where
    nothing says it, and a new machine is then a standard one. ``default_role`` is for a template
    whose role is known only when it is deployed.
    """

    definition: Definition
    name: str = ""
    role: str = ""
    type: MachineType | None = None
    default_role: str = ""

    def desired(self, values: Values = NO_VALUES) -> Desired:
        """The machine that it should be, with values for the placeholders of its template."""
        found = told(self.definition, values)
        said = self.type or found.type or self.definition.machine_type
        unmanaged = {setting.name for setting in configuration()} - found.settings.keys()
        known = found.role if not placeholders_in(found.role) else ""
        place = Position(self.definition.source.name, 1, 1)
        return Desired(
            self._name(found.name, values),
            attrs.evolve(self.definition, machine_type=said),
            values.filled(self.role) or known or self.default_role or found.role,
            said or TYPE.default,
            settings={one.name: found.settings.get(one.name) for one in configuration()},
            tags=found.settings.get(TAGS.name),
            position=self.definition.source.locate("") or place,
            unmanaged=frozenset(unmanaged if said else unmanaged | {TYPE.name}),
            kept_tags=found.kept_tags,
            places=self._places(known),
            unknown=found.unknown,
        )

    def _name(self, own: str, values: Values) -> str:
        name = values.filled(self.name) or own
        unknown = [each for each in placeholders_in(name) if each not in values.literal]
        if unknown:
            raise DeploymentError(
                f"the name {name!r} in '{self.definition.source.name}' holds the placeholder "
                f"'${{{unknown[0]}}}'; give another --name, or --substitute '{unknown[0]}=...'"
            )
        return name

    def _places(self, role: str) -> dict[str, Position]:
        """The places of the settings that are the template's own."""
        places = self.definition.template.places if self.definition.template else None
        other = {"name": self.name, ROLE.name: self.role or not role, TYPE.name: self.type}
        found = {name: places.of(name) for name in places.pointers} if places else {}
        return {name: place for name, place in found.items() if place and not other.get(name)}


@attrs.frozen
class NamedSource:
    """An author's value without a name and a role of its own, and those to deploy it with.

    ``build`` builds it for a target: a state machine, an object of the SDK, or a function, of which
    only what it returns shows whether it has a name itself.
    """

    build: Callable[[Target], Built]
    name: str = ""
    role: str = ""
    type: MachineType | None = None
    default_role: str = ""

    def with_own(self, built: Built) -> None:
        """Raise DeploymentError where a workflow that was built has what was given for it."""
        given = [f"--{name}" for name in ("name", "role", "type") if getattr(self, name)]
        if given:
            raise DeploymentError(
                f"'{built.definition.source.name}' has a name and a role of its own; leave out "
                f"{' and '.join(given)}"
            )

    def named(self, definition: Definition) -> NamedDefinition:
        """The definition with both. Raises DeploymentError where one of them is missing."""
        known = {"name": self.name, "role": self.role or self.default_role}
        if missing := [name for name, value in known.items() if not value]:
            raise DeploymentError(without(definition.source.name, "definition", missing))
        return NamedDefinition(definition, self.name, self.role, self.type, self.default_role)


def without(source: str, kind: str, missing: Sequence[str]) -> str:
    """What is said of a source without a name or a role."""
    return (
        f"'{source}' is a {kind} without a {' and a '.join(missing)}; give "
        f"{' and '.join(f'--{one}' for one in missing)}, or deploy a Python file with a "
        "Workflow(...), which has both"
    )


Buildable: TypeAlias = "WorkflowValue | NamedDefinition | NamedSource"
"""What can be built for a target, and then deployed there."""


def maker(
    workflow: Buildable,
    target: Target | None = None,
    release: Release | None = None,
    *,
    name: str | None = None,
    role: str | None = None,
    substitutions: Mapping[str, str] | None = None,
) -> MakeDesired:
    """A function that builds a workflow for a place, with a target's name, role and parameters.

    ``name`` and ``role`` are for what has none itself, and otherwise go before its own.
    ``substitutions`` are the values of placeholders, beside the place's own. Everything
    that is deployed, planned or compared becomes a `Desired` here and nowhere else. Raises
    AuthoringTypeError for what cannot be deployed.
    """
    if not isinstance(workflow, (NamedDefinition, NamedSource)):
        require_value(workflow)
    if release is not None and not isinstance(release, Release):
        raise AuthoringTypeError(f"{release!r} is not a Release; write release=Release(...)")

    def make(account: str, region: str, partition: str) -> Desired:
        place = attrs.evolve(
            target or Target(), account=account, region=region, partition=partition
        )
        values = values_of(substitutions, place)
        desired = _desired(workflow, place, name, role, values)
        return attrs.evolve(
            desired,
            definition=_filled(desired.definition, values),
            name=values.filled(name or "") or desired.name,
            role=values.filled(role or "") or desired.role,
            release=release,
            literal=values.literal,
            placeholders=_names(desired, [name, role, *(substitutions or {}).values()], workflow),
        )

    return make


def _names(desired: Desired, given: list[object], workflow: Buildable) -> frozenset[str]:
    """The names that a value can be given for: those of placeholders, and of parameters."""
    definition = desired.definition
    template = definition.template or TemplateFacts()
    named = workflow if isinstance(workflow, (NamedDefinition, NamedSource)) else None
    own = [named.name, named.role] if named else []
    settings = [desired.name, desired.role, dict(definition.settings), dict(template.texts)]
    return frozenset(
        (*placeholders_in([definition.document, *settings, *own, *given]), *template.parameters)
    )


def _filled(definition: Definition, values: Values) -> Definition:
    """The same definition, unless there is something to fill in."""
    if not placeholders_in(definition.document):
        return definition
    try:
        return fill_in(definition, values.of_definition(definition))
    except SourceError as error:
        raise InvalidDefinitionError(error.diagnostics) from error


def _desired(
    workflow: Buildable,
    place: Target,
    name: str | None,
    role: str | None,
    values: Values,
) -> Desired:
    if isinstance(workflow, NamedDefinition):
        return workflow.desired(values)
    built = workflow.build(place) if isinstance(workflow, NamedSource) else build(workflow, place)
    if isinstance(workflow, NamedSource):
        if built.workflow is None and built.sdk_workflow is None:
            return workflow.named(built.definition).desired(values)
        workflow.with_own(built)
    if built.workflow is not None:
        return desired_of(built.workflow, built.definition)
    if built.sdk_workflow is not None:
        return _desired_of_sdk(built.sdk_workflow, built.definition, role or place.role)
    told = built.definition.settings
    if not (name or told.get("name")) or not (role or place.role or told.get("role")):
        raise AuthoringTypeError(
            "a definition or a state machine has no name and no role of its own; write name='...' "
            "and role='...', or deploy a Workflow(...), which has both"
        )
    named = NamedDefinition(built.definition, name or "", role or "", default_role=place.role)
    return named.desired(values)


def _desired_of_sdk(workflow: SdkWorkflow, definition: Definition, role: str) -> Desired:
    """The machine of an SDK workflow, which has a name, a role and tags, and no other settings."""
    from sfn_dsl.interop.stepfunctions_sdk import workflow_facts

    facts = workflow_facts(workflow)
    named = NamedDefinition(definition, facts.name, facts.role or role)
    return attrs.evolve(named.desired(), tags=facts.tags or None)


def desired_offline(built: Built, target: Target) -> Desired | None:
    """What is known of a machine without AWS, None for a bare definition.

    A name or a role that a template does not say, or not yet, stands as one that is fine.
    """
    if built.workflow is not None:
        return desired_of(built.workflow, built.definition)
    if built.sdk_workflow is not None:
        return _desired_of_sdk(built.sdk_workflow, built.definition, target.role)
    told = filled_in(dict(built.definition.settings), pseudo_parameters(target))
    if TAGS.name in told:
        tags = told[TAGS.name].items()
        told[TAGS.name] = {key: value for key, value in tags if not placeholders_in([key, value])}
    known = {name: value for name, value in told.items() if not placeholders_in(value)}
    if not known:
        return None
    definition = attrs.evolve(built.definition, settings=known)
    missing = {"name", "role"} - known.keys()
    given = dict.fromkeys(missing, "unnamed")
    found = NamedDefinition(definition, given.get("name", ""), given.get("role", "")).desired()
    return attrs.evolve(found, role=known.get("role", "unnamed"))


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
