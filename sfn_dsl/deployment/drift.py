"""What differs between a workflow as it is written and the machine that is deployed.

A plan shows what a deploy would do; drift shows what somebody has changed since. Both compare by
meaning, and here nothing is looked up but the machine: a role given by name is the one of that name
in the machine's account, whatever its path, and names are unique there.

Whoever starts executions through an alias gets the versions that it points at. So an alias that
serves another content than what is written is drift, even where the machine itself has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

import attrs

from sfn_dsl._notebook_display import NotebookDisplay
from sfn_dsl.arns import role_name
from sfn_dsl.aws.api import Alias, Api, Machine, RefusalError, Route, UnsupportedError
from sfn_dsl.aws.retry import REAL_TIME, OnProgress, Timing
from sfn_dsl.comparison import Changes, diff
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.differences import deployed_definition, differences
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.deployment.execute import Executor
from sfn_dsl.deployment.plan import Actual, Tag, Untag, Update, plan
from sfn_dsl.deployment.progress import reporting
from sfn_dsl.deployment.release.execute import all_aliases
from sfn_dsl.model.settings import TAGS, TYPE, own_tags
from sfn_dsl.model.target import Target


@attrs.frozen
class SettingDrift:
    """A setting that is written in one way and deployed in another.

    Attributes:
        part: The name of the setting, such as ``logging``.
        written: What the workflow says, in AWS's form.
        deployed: What is deployed, in AWS's form.
    """

    part: str
    written: Any
    deployed: Any


@attrs.frozen
class AliasDrift:
    """An alias that serves something else than what is written.

    Attributes:
        name: The name of the alias.
        routes: What it points at, empty where there is no such alias.
        differing: The numbers of the versions among them that are not as written.
    """

    name: str
    routes: tuple[Route, ...]
    differing: tuple[int, ...]


@attrs.frozen
class Drift(NotebookDisplay):
    """How the deployed machine differs from what is written; false when it does not.

    Attributes:
        arn: The ARN of the state machine.
        desired: What is written, in AWS's terms.
        actual: What is deployed, None when there is no such machine.
        settings: The settings that differ.
        changes: The changes from the definition that is written to the one that is deployed.
        aliases: The aliases that serve something else.
    """

    arn: str
    desired: Desired
    actual: Actual | None
    settings: tuple[SettingDrift, ...] = ()
    changes: Changes = attrs.field(factory=Changes)
    aliases: tuple[AliasDrift, ...] = ()

    def __bool__(self) -> bool:
        return self.actual is None or bool(self.settings or self.changes or self.aliases)

    def __repr__(self) -> str:
        parts = [setting.part for setting in self.settings]
        parts += ["definition"] if self.changes else []
        parts += [f"alias {alias.name!r}" for alias in self.aliases]
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


def drift_of(
    desired: Desired,
    api: Api,
    place: Target,
    timing: Timing = REAL_TIME,
    *,
    alias: str | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Drift:
    """The drift of a workflow in a place, found without changing anything or waiting.

    A machine that is being deleted counts as deleted. Of its aliases one is compared where it is
    named, and otherwise all, as far as the credentials allow it; what they do not is said to
    `on_progress`. Raises DeploymentError when AWS cannot be asked.
    """
    arn = place.arn("states", f"stateMachine:{desired.name}")
    executor = Executor(api, arn, desired, timing, reporting(on_progress))
    found = compared(arn, desired, executor.observed())
    if found.actual is None:
        return found
    return attrs.evolve(found, aliases=tuple(_aliases(executor, alias)))


def _aliases(executor: Executor, name: str | None) -> list[AliasDrift]:
    """The drift of the aliases, of none on an endpoint that does not know them."""
    try:
        return list(_differing(executor.api, executor.arn, executor.desired, name))
    except UnsupportedError:
        if name is None:
            return []
        raise
    except RefusalError as refusal:
        why = reason(refusal)
        if name is None and why is Reason.GONE:
            return []
        if name is None and why in (Reason.DENIED, Reason.FORBIDDEN):
            executor.on_progress(
                "the aliases were not compared, as these credentials may not do "
                f"states:{refusal.operation}"
            )
            return []
        raise executor.explained(refusal) from refusal


def _differing(api: Api, arn: str, desired: Desired, name: str | None) -> Iterator[AliasDrift]:
    @cache
    def is_as_written(version: int) -> bool:
        told = api.describe_state_machine(f"{arn}:{version}")
        return told is None or not differences(_with_role(desired, told), told)

    if name is None:
        aliases = all_aliases(api, arn)
    else:
        aliases = (api.describe_state_machine_alias(arn, name) or Alias(name, ()),)
    for alias in aliases:
        versions = [route.version for route in alias.routes]
        differing = tuple(version for version in versions if not is_as_written(version))
        if differing or not alias.routes:
            yield AliasDrift(alias.name, alias.routes, differing)


def compared(arn: str, desired: Desired, actual: Actual | None) -> Drift:
    """The drift between what is written and what is deployed."""
    if actual is None:
        return Drift(arn, desired, None)
    machine = actual.machine
    # AWS cannot change a machine's type, so no plan would get past one that differs.
    alike = attrs.evolve(actual, machine=attrs.evolve(machine, type=desired.type))
    steps = plan(arn, _with_role(desired, machine), alike).steps
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


def _with_role(desired: Desired, machine: Machine) -> Desired:
    """What is written, with the ARN of its role where a machine has the role of that name."""
    named = not desired.role.startswith("arn:") and role_name(machine.role) == desired.role
    return attrs.evolve(desired, role=machine.role) if named else desired
