"""Carrying out the steps of a release: publishing, leading an alias to a version, pruning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import attrs

from sfn_dsl.aws.api import Api, RefusalError
from sfn_dsl.aws.versions import Alias, Route
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.deployment.release.spec import (
    INITIAL_REVISION,
    MoveAlias,
    Prune,
    Publish,
    Release,
    Released,
    ReleaseStep,
)
from sfn_dsl.deployment.release.traffic_shift import Shifting
from sfn_dsl.deployment.settings import differences

if TYPE_CHECKING:
    from sfn_dsl.deployment.execute import Run


def released(api: Api, arn: str, release: Release) -> Released:
    """What AWS holds of versions and aliases, as far as the release has to do with it."""
    versions = tuple(
        sorted((version.number for version in api.list_state_machine_versions(arn)), reverse=True)
    )
    newest = api.describe_state_machine(f"{arn}:{versions[0]}") if versions else None
    return Released(versions, newest, _aliases(api, arn, release))


def all_aliases(api: Api, arn: str) -> tuple[Alias, ...]:
    """All aliases of a machine; AWS lists only their names."""
    told = (api.describe_state_machine_alias(arn, n) for n in api.list_state_machine_aliases(arn))
    return tuple(alias for alias in told if alias is not None)


def carry_out(run: Run, step: ReleaseStep) -> ReleaseStep:
    """Carry out one step of a release, and return it with what came of it.

    Raises what AWS refuses, and what a watched shift finds.
    """
    match step:
        case Publish():
            return attrs.evolve(step, number=run.persist(lambda: _publish(run, step)))
        case MoveAlias():
            _move(run, step)
        case Prune():
            prune(run.api, run.arn, step.versions, run.persist)
    return step


def prune(
    api: Api,
    arn: str,
    versions: Sequence[int],
    persist: Callable[[Callable[[], bool]], bool],
) -> list[int]:
    """Take versions away and return which; one that an alias leads to meanwhile stays.

    `persist` makes a call again where another change is under way.
    """
    return [number for number in versions if persist(partial(_is_deleted, api, arn, number))]


def _is_deleted(api: Api, arn: str, number: int) -> bool:
    """Take a version away, and tell whether it is gone: False where an alias leads to it."""
    try:
        api.delete_state_machine_version(arn, number)
    except RefusalError as refusal:
        if reason(refusal) is Reason.CONFLICT and "referenced" in refusal.said:
            return False
        raise
    return True


def _publish(run: Run, step: Publish) -> int:
    """Publish the machine if it is the one that was deployed, and by then still is."""
    machine = run.api.describe_state_machine(run.arn)
    if machine is None or differences(run.desired, machine):
        said = "the machine is not the one that was deployed"
        raise RefusalError("PublishStateMachineVersion", "ConflictException", said)
    return run.api.publish_state_machine_version(
        run.arn, revision=machine.revision or INITIAL_REVISION, description=step.description
    )


def _move(run: Run, step: MoveAlias) -> None:
    new, stable = step.new, step.stable
    if new is None:
        raise AssertionError("an alias is led to a version that has a number")
    if stable is None:
        run.persist(lambda: run.api.create_state_machine_alias(run.arn, step.name, [Route(new)]))
    else:
        release = run.desired.release or Release()
        Shifting(run, release, step.name, stable, new).carry_out(step.weights)


def _aliases(api: Api, arn: str, release: Release) -> tuple[Alias, ...]:
    if release.keep is not None:
        return all_aliases(api, arn)
    if release.alias is None:
        return ()
    alias = api.describe_state_machine_alias(arn, release.alias)
    return () if alias is None else (alias,)
