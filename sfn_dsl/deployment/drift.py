"""What differs between a workflow as it is written and the machine that is deployed.

A plan shows what a deploy would do; drift shows what somebody has changed since. Both compare by
meaning, and here nothing is looked up but the machine: a role given by name is the one of that name
in the machine's account, whatever its path, and names are unique there.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import attrs

from sfn_dsl.arns import role_name
from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import REAL_TIME, Timing
from sfn_dsl.comparison import Changes, diff
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.differences import deployed_definition
from sfn_dsl.deployment.execute import Executor
from sfn_dsl.deployment.plan import Actual, Tag, Untag, Update, plan
from sfn_dsl.model.settings import TAGS, TYPE, own_tags
from sfn_dsl.model.target import Target


@attrs.frozen
class SettingDrift:
    """A setting that is written in one way and deployed in another, in AWS's form."""

    part: str
    written: Any
    deployed: Any


@attrs.frozen
class Drift:
    """How the deployed machine differs from what is written; false when it does not.

    ``actual`` is None when there is no such machine. ``changes`` go from the definition that is
    written to the one that is deployed.
    """

    arn: str
    desired: Desired
    actual: Actual | None
    settings: tuple[SettingDrift, ...] = ()
    changes: Changes = attrs.field(factory=Changes)

    def __bool__(self) -> bool:
        return self.actual is None or bool(self.settings or self.changes)

    def __repr__(self) -> str:
        parts = [setting.part for setting in self.settings]
        parts += ["definition"] if self.changes else []
        found = "not deployed" if self.actual is None else ", ".join(parts) or "none"
        return f"Drift({self.desired.name!r}: {found})"


@attrs.frozen
class Unwritten:
    """A deployed machine that no workflow is written for."""

    arn: str
    name: str


def unwritten(api: Api, prefix: str, written: Collection[str]) -> list[Unwritten]:
    """The machines of the region whose names start with a prefix and that nobody has written.

    Raises DeploymentError when AWS does not list them.
    """
    return [
        Unwritten(machine.arn, machine.name)
        for machine in api.list_state_machines()
        if machine.name.startswith(prefix) and machine.name not in written
    ]


def drift_of(desired: Desired, api: Api, place: Target, timing: Timing = REAL_TIME) -> Drift:
    """The drift of a workflow in a place, found without changing anything or waiting.

    A machine that is being deleted counts as deleted. Raises DeploymentError when AWS cannot be
    asked.
    """
    arn = place.arn("states", f"stateMachine:{desired.name}")
    executor = Executor(api, arn, desired, timing, lambda _: None)
    return compared(arn, desired, executor.observed())


def compared(arn: str, desired: Desired, actual: Actual | None) -> Drift:
    """The drift between what is written and what is deployed."""
    if actual is None:
        return Drift(arn, desired, None)
    machine = actual.machine
    role = machine.role if _is_role(desired.role, machine.role) else desired.role
    # AWS cannot change a machine's type, so no plan would get past one that differs.
    alike = attrs.evolve(actual, machine=attrs.evolve(machine, type=desired.type))
    steps = plan(arn, attrs.evolve(desired, role=role), alike).steps
    settings = [
        SettingDrift(difference.part, difference.new, difference.old)
        for step in steps
        if isinstance(step, Update)
        for difference in step.differences
        if difference.part != "definition"
    ]
    if machine.type != desired.type and TYPE.name not in desired.unmanaged:
        settings.insert(0, SettingDrift(TYPE.name, desired.type, machine.type))
    if any(isinstance(step, (Tag, Untag)) for step in steps):
        settings.append(SettingDrift(TAGS.name, dict(desired.tags or {}), own_tags(actual.tags)))
    changes = diff(desired.definition, deployed_definition(machine))
    return Drift(arn, desired, actual, tuple(settings), changes)


def _is_role(written: str, deployed: str) -> bool:
    return not written.startswith("arn:") and role_name(deployed) == written
