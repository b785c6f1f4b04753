"""The workflows of `sfn local --for`: what they need is made, and they are deployed if asked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from sfn_dsl.cli.output import note
from sfn_dsl.cli.sources import Found, Overrides, gathered
from sfn_dsl.deployment.batch import Failed
from sfn_dsl.deployment.build import maker
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.expressions.placeholders import placeholders_in
from sfn_dsl.iam.requirements.workflow import machine_at, with_settings
from sfn_dsl.loading import definition_in, file_of
from sfn_dsl.local import ACCOUNT
from sfn_dsl.local.resources.making import Made, Source, make_resources
from sfn_dsl.local.resources.stand_ins import stand_ins
from sfn_dsl.model.settings import LOGGING
from sfn_dsl.model.target import Target

if TYPE_CHECKING:
    from sfn_dsl.local import LocalAWS

_UNNAMED_ROLE: Final = "of sfn local"
"""The role of a workflow that has none; one is made for it."""


def workflows_for(
    sources: Sequence[str], region: str, substitutions: Mapping[str, str]
) -> list[tuple[Found, Desired]]:
    """The workflows of the sources, built for the local account.

    Raises SfnError where one cannot be read or built.
    """
    found: list[tuple[Found, Desired]] = []
    for source in sources:
        for one in gathered([source], _overrides(source, substitutions)):
            if isinstance(one, Failed):
                raise one.error
            found.append(_built(one, Target(ACCOUNT, region)))
    return found


def _built(one: Found, target: Target) -> tuple[Found, Desired]:
    """A workflow for the target; what its placeholders leave open gets names here, and is told."""

    def build(found: Found) -> Desired:
        make = maker(found.workflow, substitutions=found.substitutions)
        return make(target.account, target.region, target.partition)

    desired = build(one)
    values = stand_ins(desired.definition.document, target)
    if not values:
        return one, desired
    for name, value in values.items():
        note(f"note: ${{{name}}} is {value} here; --substitute '{name}=...' gives another")
    named = attrs.evolve(one, substitutions={**one.substitutions, **values})
    return named, build(named)


def _overrides(source: str, substitutions: Mapping[str, str]) -> Overrides:
    """A bare definition is named as its file is, and a workflow without a role gets one."""
    name = None
    if not file_of(source).endswith(".py") and not Path(source).is_dir():
        told = definition_in(source, substitutions).settings
        name = None if told.get("name") else Path(file_of(source)).name.partition(".")[0]
    return Overrides(name=name, default_role=_UNNAMED_ROLE, substitutions=substitutions)


def make_for(
    aws: LocalAWS, workflows: Sequence[tuple[Found, Desired]], functions: Path | None
) -> Made:
    """Make what the workflows need, and say what was made."""
    made = make_resources(
        aws.client, [_source(desired, aws.region) for _, desired in workflows], functions=functions
    )
    for line in made.lines:
        note(f"  {line}")
    for unmade in made.notes:
        note(f"note: {unmade}")
    return made


def _source(desired: Desired, region: str) -> Source:
    target = Target(ACCOUNT, region)
    is_known = desired.role != _UNNAMED_ROLE and not placeholders_in(desired.role)
    machine = machine_at(target, definition=desired.definition, name=desired.name)
    return Source(
        definition=desired.definition,
        machine=with_settings(machine, desired.settings),
        role=desired.role if is_known else "",
        logging=desired.settings.get(LOGGING.name) or {},
    )


def deploy_all(
    aws: LocalAWS, workflows: Sequence[tuple[Found, Desired]], roles: Sequence[str]
) -> None:
    """Deploy the workflows with the roles that were made. Raises what `deploy` raises."""
    from sfn_dsl.deployment.api import deploy

    for (found, _), role in zip(workflows, roles, strict=True):
        done = deploy(
            found.workflow,
            role=role,
            substitutions=found.substitutions,
            session=aws.session(),
        )
        note(f"{done.action} {done.arn}")
