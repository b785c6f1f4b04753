"""Carrying out the steps of a release: publishing, pointing an alias at a version, pruning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import attrs

from sfn_dsl.aws.api import Alias, Api, RefusalError
from sfn_dsl.counting import counted
from sfn_dsl.deployment.attempt import Attempt
from sfn_dsl.deployment.differences import differences
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.deployment.options import Release
from sfn_dsl.deployment.release.history import moved
from sfn_dsl.deployment.release.spec import (
    INITIAL_REVISION,
    MoveAlias,
    Prune,
    Publish,
    Released,
    ReleaseStep,
)
from sfn_dsl.deployment.release.traffic_shift import TrafficShift


def released(api: Api, arn: str, release: Release) -> Released:
    """The versions and aliases of a machine, as far as they matter to the release."""
    versions = tuple(
        sorted((version.number for version in api.list_state_machine_versions(arn)), reverse=True)
    )
    newest = api.describe_state_machine(f"{arn}:{versions[0]}") if versions else None
    return Released(versions, newest, _aliases(api, arn, release))


def all_aliases(api: Api, arn: str) -> tuple[Alias, ...]:
    """All aliases of a machine; AWS lists only their names."""
    found = (api.describe_state_machine_alias(arn, n) for n in api.list_state_machine_aliases(arn))
    return tuple(alias for alias in found if alias is not None)


def carry_out(attempt: Attempt, step: ReleaseStep) -> ReleaseStep:
    """Carry out one step of a release, and return it with its result.

    Raises what AWS refuses, and DeploymentError for a shift that was rolled back.
    """
    match step:
        case Publish():
            return attrs.evolve(step, number=attempt.persist(lambda: _publish(attempt, step)))
        case MoveAlias():
            _move(attempt, step)
        case Prune():
            deleted = prune(attempt.api, attempt.arn, step.versions, attempt.persist)
            attempt.on_progress(f"deleted {counted(len(deleted), 'version')}")
    return step


def prune(
    api: Api,
    arn: str,
    versions: Sequence[int],
    persist: Callable[[Callable[[], bool]], bool],
) -> list[int]:
    """Delete versions and return which; one that an alias points at meanwhile stays.

    `persist` makes a call again where another change is in progress.
    """
    return [number for number in versions if persist(partial(_is_deleted, api, arn, number))]


def _is_deleted(api: Api, arn: str, number: int) -> bool:
    """Delete a version, and tell whether it is gone: False where an alias points at it."""
    try:
        api.delete_state_machine_version(arn, number)
    except RefusalError as refusal:
        if reason(refusal) is Reason.CONFLICT and "referenced" in refusal.said:
            return False
        raise
    return True


def _publish(attempt: Attempt, step: Publish) -> int:
    """Publish the machine if it still is the one that was deployed."""
    machine = attempt.api.describe_state_machine(attempt.arn)
    if machine is None or differences(attempt.desired, machine):
        said = "the machine is not the one that was deployed"
        raise RefusalError("PublishStateMachineVersion", "ConflictException", said)
    return attempt.api.publish_state_machine_version(
        attempt.arn, revision=machine.revision or INITIAL_REVISION, description=step.description
    )


def _move(attempt: Attempt, step: MoveAlias) -> None:
    api, new, stable = attempt.api, step.new, step.stable
    if new is None:
        raise AssertionError("an alias is pointed at a version that has a number")
    if stable is None:
        made = moved(step.alias, new)
        attempt.persist(
            lambda: api.create_state_machine_alias(
                attempt.arn, made.name, made.routes, description=made.description
            )
        )
    else:
        release = attempt.desired.release or Release()
        TrafficShift(attempt, release, step.alias, stable, new).carry_out(step.weights)


def _aliases(api: Api, arn: str, release: Release) -> tuple[Alias, ...]:
    if release.keep is not None:
        return all_aliases(api, arn)
    if release.alias is None:
        return ()
    alias = api.describe_state_machine_alias(arn, release.alias)
    return () if alias is None else (alias,)
