"""What has to be done so that a machine on AWS is as its workflow says: steps, as values.

`plan` compares and does nothing. The steps of a plan may be carried out in order and cut off
anywhere: a plan made after that holds what is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from sfn_dsl._notebook_display import NotebookDisplay
from sfn_dsl.aws.api import Machine
from sfn_dsl.comparison import Changes, diff
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.differences import (
    Difference,
    changed_parts,
    deployed_definition,
    differences,
)
from sfn_dsl.deployment.release.spec import (
    INITIAL_REVISION,
    MoveAlias,
    Prune,
    Publish,
    Released,
    ReleaseStep,
    release_steps,
    version_name,
)
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.errors import RefusedPlanError
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.model.settings import MAX_TAGS, own_tags


@attrs.frozen
class Actual:
    """What is deployed.

    ``tags`` may be left empty where the workflow says nothing of tags, and ``released`` where
    nothing is to be released.
    """

    machine: Machine
    tags: Mapping[str, str] = attrs.field(factory=dict)
    released: Released = attrs.field(factory=Released)


@attrs.frozen
class Delete:
    """Delete the machine and wait until it is gone.

    Its versions, its aliases and the history of its executions are deleted with it.
    """


@attrs.frozen
class Create:
    """Create the machine, with its tags."""


@attrs.frozen
class Update:
    """Replace parts of the machine, all in one call, so that no half of it can happen.

    Attributes:
        differences: What is replaced.
    """

    differences: tuple[Difference, ...]

    def __repr__(self) -> str:
        return f"Update({', '.join(difference.part for difference in self.differences)})"

    @property
    def parts(self) -> dict[str, Any]:
        """The new parts of the machine, by their names."""
        return {difference.part: difference.new for difference in self.differences}


@attrs.frozen
class Tag:
    """Add tags, or change their values.

    Attributes:
        tags: The values, by key.
    """

    tags: Mapping[str, str]


@attrs.frozen
class Untag:
    """Remove tags.

    Attributes:
        keys: The keys.
    """

    keys: tuple[str, ...]


MachineStep = Delete | Create | Update | Tag | Untag
Step = MachineStep | ReleaseStep


@attrs.frozen
class Plan(NotebookDisplay):
    """The steps from what is deployed to what should be; false when there is nothing to do.

    Attributes:
        arn: The ARN of the state machine.
        desired: What should be deployed, in AWS's terms; its role is an ARN.
        actual: What is deployed, None when there is no such machine.
        steps: The steps, in order.
        changes: The semantic changes of the definition, None for a machine to be created.
        findings: Warnings that do not keep the plan from being carried out.
    """

    arn: str
    desired: Desired
    actual: Actual | None
    steps: tuple[Step, ...]
    changes: Changes | None = None
    findings: tuple[Diagnostic, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.steps)

    def __repr__(self) -> str:
        return f"Plan({self.desired.name!r}: {self.summary})"

    @property
    def summary(self) -> str:
        """One line that names the steps, such as ``update definition, role; tag 'team'``."""
        return "; ".join(self.in_words) or "nothing to do"

    @property
    def in_words(self) -> tuple[str, ...]:
        """The steps in words, in order."""
        return tuple(step_in_words(step, self.desired) for step in self.steps)

    @property
    def deletes(self) -> bool:
        """Return whether a machine is deleted, to be created again."""
        return any(isinstance(step, Delete) for step in self.steps)

    def changes_more_than(self, earlier: Plan) -> bool:
        """Return whether anything is to be changed that the earlier plan did not find as it is now.

        A plan made from an outdated description never does, so this is somebody else's change.

        Args:
            earlier: The plan to compare with.
        """
        known = earlier._single_changes
        return any(change not in known for change in self._single_changes)

    @property
    def _single_changes(self) -> list[object]:
        """Each single thing to change, with what it is now: a part, a tag, the machine."""
        tags = self.actual.tags if self.actual else {}
        found: list[object] = []
        for step in self.steps:
            if isinstance(step, Create):
                found.append(step)
            elif isinstance(step, Update):
                found += step.differences
            elif isinstance(step, Tag):
                found += [(key, tags.get(key), value) for key, value in step.tags.items()]
            elif isinstance(step, Untag):
                found += [(key, tags.get(key), None) for key in step.keys]
        return found


def plan(arn: str, desired: Desired, actual: Actual | None, *, replace: bool = False) -> Plan:
    """The steps that turn `actual` into `desired`, whose role must be an ARN.

    AWS does not change a machine's type: with `replace` a machine of another type is deleted and
    created again, without it that raises RefusedPlanError.
    """
    if actual is None:
        return Plan(arn, desired, None, (Create(), *_release_steps(desired, None)))
    if actual.machine.type != desired.type and "type" not in desired.unmanaged:
        anew = (Delete(), Create(), *_release_steps(desired, None))
        replacing = Plan(arn, desired, actual, anew)
        if replace:
            return replacing
        raise RefusedPlanError(
            f"state machine {desired.name!r} is of type {actual.machine.type}, and AWS cannot "
            f"change the type of a machine; write type={actual.machine.type!r} or another name, "
            "or replace the machine (--replace, in Python DeployOptions(replace=True)), which "
            "loses its history, versions and aliases",
            replacing,
        )
    changes = diff(deployed_definition(actual.machine), desired.definition)
    found = changed_parts(desired, actual.machine, changes)
    update = (Update(found),) if found else ()
    release = _release_steps(desired, actual, changes=bool(update))
    first = release[:1] if _makes_room(release) else ()
    steps = (*first, *update, *_tag_steps(desired, actual), *release[len(first) :])
    return Plan(arn, desired, actual, steps, changes)


def _makes_room(release: tuple[ReleaseStep, ...]) -> bool:
    """Tell whether a release begins by pruning, without which AWS would publish no version."""
    return len(release) > 1 and isinstance(release[0], Prune)


def _release_steps(
    desired: Desired, actual: Actual | None, *, changes: bool = True
) -> tuple[ReleaseStep, ...]:
    """The steps to a release, after the machine was created, updated or left as it is."""
    if desired.release is None:
        return ()
    released = actual.released if actual else Released()
    newest = released.newest
    is_published = newest is not None and (
        (actual is not None and not changes and _revision(newest) == _revision(actual.machine))
        or not differences(desired, newest)
    )
    return release_steps(desired.release, released, publishes=not is_published)


def _revision(machine: Machine) -> str:
    return machine.revision or INITIAL_REVISION


def step_in_words(step: Step, desired: Desired) -> str:
    """A step as a clause that says what to do: ``publish a version``."""
    match step:
        case Delete():
            return f"delete state machine {desired.name!r}"
        case Create():
            return f"create state machine {desired.name!r}"
        case Update():
            return "update " + ", ".join(difference.part for difference in step.differences)
        case Tag():
            return "tag " + ", ".join(map(repr, step.tags))
        case Untag():
            return "untag " + ", ".join(map(repr, step.keys))
        case Publish():
            return "publish a version"
        case MoveAlias():
            return f"point alias {step.name!r} at {version_name(step.new)}"
        case Prune():
            return "delete versions " + ", ".join(map(str, step.versions))


def _tag_steps(desired: Desired, actual: Actual) -> tuple[Step, ...]:
    """Tags to add and to remove; none when the workflow says nothing of tags.

    New ones come first, as they may be what allows the deployer to go on, unless old and new
    together are more than a machine may have.
    """
    if desired.tags is None:
        return ()
    deployed = own_tags(actual.tags)
    new = {key: value for key, value in desired.tags.items() if actual.tags.get(key) != value}
    surplus = tuple(
        key for key in deployed if key not in desired.tags and not _is_kept(key, desired)
    )
    steps: list[Step] = []
    if new:
        steps.append(Tag(new))
    if surplus:
        steps.append(Untag(surplus))
    return tuple(reversed(steps) if len(deployed | new) > MAX_TAGS else steps)


def _is_kept(key: str, desired: Desired) -> bool:
    """Tell whether a tag may be one whose value, or whose name, is not known."""
    return any(kept == key or is_placeholder(kept) for kept in desired.kept_tags)
