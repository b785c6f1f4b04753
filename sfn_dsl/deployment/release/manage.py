"""The versions of a machine: listing them, rolling an alias back, pruning old ones."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from sfn_dsl.aws.api import Alias, Api, RefusalError, Route
from sfn_dsl.aws.retry import CONFLICT_SECONDS, REAL_TIME, Answer, Timing, persisting
from sfn_dsl.deployment.errors.messages import explained_alone
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.deployment.release.execute import all_aliases, prune
from sfn_dsl.deployment.release.history import before, is_recorded, moved, serving
from sfn_dsl.deployment.release.spec import prunable
from sfn_dsl.errors import DeploymentError


@attrs.frozen
class ListedVersion:
    """A version with the aliases that point at it.

    ``created`` is in seconds since the epoch; ``aliases`` are names with the weight that each
    gives to the version.
    """

    number: int
    created: float
    description: str | None
    aliases: tuple[tuple[str, int], ...]


@attrs.frozen
class Move:
    """An alias that was rolled back.

    Attributes:
        alias: The name of the alias.
        old: What it pointed at before: versions with their weights.
        new: The number of the version that it points at now.
        is_guess: Whether nothing was recorded of what it pointed at before, so that the one older
            version was taken.
    """

    alias: str
    old: tuple[Route, ...]
    new: int
    is_guess: bool = attrs.field(default=False, repr=False)


def listed(api: Api, arn: str) -> list[ListedVersion]:
    """The versions of a machine, the newest first."""

    def list_them() -> list[ListedVersion]:
        _require_machine(api, arn)
        aliases = all_aliases(api, arn)
        found = []
        for version in api.list_state_machine_versions(arn):
            described = api.describe_state_machine(f"{arn}:{version.number}")
            pointing = tuple(
                (alias.name, route.weight)
                for alias in aliases
                for route in alias.routes
                if route.version == version.number
            )
            description = described.description if described else None
            found.append(ListedVersion(version.number, version.created, description, pointing))
        return sorted(found, key=lambda each: each.number, reverse=True)

    return _explaining(list_them, arn)


def pruned(api: Api, arn: str, keep: int, *, timing: Timing = REAL_TIME) -> list[int]:
    """Delete all but the `keep` newest versions, and return which were deleted.

    One that an alias points at, or that a rollback would take it to, stays, however old.
    """

    def prune_them() -> list[int]:
        _require_machine(api, arn)
        aliases = all_aliases(api, arn)
        numbers = [version.number for version in api.list_state_machine_versions(arn)]
        surplus = prunable(numbers, aliases, keep)
        return prune(api, arn, surplus, lambda call: persisting(call, _patience, timing))

    return _explaining(prune_them, arn)


def rolled_back(
    api: Api, arn: str, alias: str, to: int | None = None, *, timing: Timing = REAL_TIME
) -> Move:
    """Point an alias at the version before, or at the version `to`, for all executions at once.

    The version before is the one that a shift in progress began from, which is undone; otherwise
    the one that the alias pointed at before, as its description records it. Where nothing is
    recorded it is the one older version that exists; of several, any may have been rolled back, so
    that raises DeploymentError. The machine itself stays as it is.
    """

    def roll_back() -> Move:
        _require_machine(api, arn)
        found = api.describe_state_machine_alias(arn, alias)
        if found is None:
            names = ", ".join(map(repr, api.list_state_machine_aliases(arn)))
            advice = f"give one of these: {names}" if names else "deploy with --alias to create one"
            raise DeploymentError(f"there is no alias {alias!r} of {arn!r}; {advice}")
        numbers = [version.number for version in api.list_state_machine_versions(arn)]
        new = _before(found, numbers) if to is None else _among(to, numbers)
        is_guess = to is None and len(found.routes) == 1 and not is_recorded(found)
        move = Move(alias, found.routes, new, is_guess)
        if found.routes != (Route(new),):
            _point_at(api, arn, moved(found, new), timing)
        return move

    return _explaining(roll_back, arn)


def _point_at(api: Api, arn: str, alias: Alias, timing: Timing) -> None:
    """Point the alias at the version that was chosen.

    Where no answer came, a run that chooses again may go back by one version more.
    """
    try:
        persisting(
            lambda: api.update_state_machine_alias(
                arn, alias.name, alias.routes, description=alias.description
            ),
            _patience,
            timing,
        )
    except RefusalError:
        raise
    except DeploymentError as error:
        raise DeploymentError(
            f"{error}; then give --to {serving(alias)}, as the alias {alias.name!r} may point "
            "there by now",
            code=error.code,
        ) from error


def _before(alias: Alias, numbers: list[int]) -> int:
    now = serving(alias)
    if len(alias.routes) > 1:
        return now
    previous = before(alias, numbers)
    if not previous:
        known = f" that {alias.name!r} pointed at" if is_recorded(alias) else ""
        raise DeploymentError(
            f"there is no version before version {now}{known}; give another one with --to NUMBER"
        )
    if len(previous) > 1 and not is_recorded(alias):
        raise DeploymentError(
            f"the description of the alias {alias.name!r} has no record of what it pointed at "
            f"before version {now}, and an older version may be one that was rolled back; give the "
            f"version with --to NUMBER, one of these: {', '.join(map(str, previous))}"
        )
    return previous[0]


def _among(number: int, numbers: list[int]) -> int:
    if number not in numbers:
        known = ", ".join(map(str, sorted(numbers, reverse=True)))
        advice = f"give one of these: {known}" if known else "deploy with --publish to create one"
        raise DeploymentError(f"there is no version {number}; {advice}")
    return number


def _patience(refusal: RefusalError) -> float:
    return CONFLICT_SECONDS if reason(refusal) is Reason.CONFLICT else 0.0


def _require_machine(api: Api, arn: str) -> None:
    if api.describe_state_machine(arn) is None:
        raise DeploymentError(
            f"the state machine {arn!r} does not exist; deploy it with --publish first"
        )


def _explaining(call: Callable[[], Answer], arn: str) -> Answer:
    try:
        return call()
    except RefusalError as refusal:
        raise explained_alone(refusal, arn) from refusal
