"""The steps of a release, as values: publish a version, point an alias at it, prune old versions.

Like all planning this compares values and does nothing. The newest version is compared with what
should be deployed, so that nothing is published twice, not even where the service would allow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from sfn_dsl.aws.api import Alias, Machine, MachineType, Route
from sfn_dsl.deployment.options import Release, Shift
from sfn_dsl.deployment.release.history import moved, needed, serving
from sfn_dsl.errors import DeploymentError

INITIAL_REVISION: Final = "INITIAL"
"""What AWS calls the revision of a machine that was never updated."""

MAX_DESCRIPTION: Final = 256
MOST_VERSIONS: Final = 1000
"""How many versions AWS keeps of a machine."""

_ALIAS_NAME = re.compile(r"(?=.*[A-Za-z_.-])[\w.-]{1,80}", re.ASCII)


@attrs.frozen
class Released:
    """The versions and aliases that there are.

    ``versions`` are numbers, the newest first; ``newest`` is the machine as the first of them has
    it. ``aliases`` are those that matter to the release: its own, or all where old versions are to
    be pruned.
    """

    versions: tuple[int, ...] = ()
    newest: Machine | None = None
    aliases: tuple[Alias, ...] = ()


@attrs.frozen
class Publish:
    """Publish the machine as a version, as it is by then.

    Attributes:
        description: The description of the version, None for none.
        number: The number of the version once it is published, None before.
    """

    description: str | None
    number: int | None = None


@attrs.frozen
class MoveAlias:
    """Create an alias, or point it at another version by growing weights.

    Attributes:
        name: The name of the alias.
        old: What it points at now, empty for an alias to be created.
        new: The number of the version it is pointed at, None for the one that is published before.
        weights: The percentages of executions that go to the new version, one after the other.
        description: The description of the alias now.
    """

    name: str
    old: tuple[Route, ...]
    new: int | None
    weights: tuple[int, ...] = (100,)
    description: str = attrs.field(default="", kw_only=True, eq=False, repr=False)

    @property
    def begins(self) -> bool:
        """Return whether this begins a shift: by several weights, and none is reached yet."""
        return len(self.weights) > 1 and all(route.version != self.new for route in self.old)

    @property
    def stable(self) -> int | None:
        """The version that serves until all executions go to the new one."""
        others = tuple(route for route in self.old if route.version != self.new)
        return serving(attrs.evolve(self.alias, routes=others)) if others else None

    @property
    def alias(self) -> Alias:
        """The alias as it is now, without routes where it is to be created."""
        return Alias(self.name, self.old, self.description)


@attrs.frozen
class Prune:
    """Delete versions.

    Attributes:
        versions: Their numbers.
    """

    versions: tuple[int, ...]


ReleaseStep = Publish | MoveAlias | Prune


def release_steps(
    release: Release, released: Released, *, publishes: bool
) -> tuple[ReleaseStep, ...]:
    """The steps to a release; `publishes` means that no version has the content to be deployed.

    Old versions are pruned last, but first where AWS would keep no further one: it refuses to
    publish only after the update has taken effect. Raises DeploymentError where nothing can be
    pruned either.
    """
    new = None if publishes else released.versions[0]
    steps: list[ReleaseStep] = [Publish(release.description)] if publishes else []
    if release.alias is not None:
        steps += _alias_steps(release.alias, release.shift, released, new)
    is_full = publishes and len(released.versions) >= MOST_VERSIONS
    surplus = _surplus(release, released, new)
    if not is_full:
        return (*steps, *_pruning(surplus))
    first = tuple(number for number in surplus if not _is_needed(number, released))
    if len(released.versions) - len(first) >= MOST_VERSIONS:
        raise DeploymentError(
            f"the state machine has {len(released.versions):,} versions, and AWS keeps no more, so "
            "nothing is done; delete old ones with 'sfn versions SOURCE --prune --keep N', or add "
            "--keep N"
        )
    rest = tuple(number for number in surplus if number not in first)
    return (*_pruning(first), *steps, *_pruning(rest))


def _pruning(versions: tuple[int, ...]) -> list[ReleaseStep]:
    return [Prune(versions)] if versions else []


def _is_needed(number: int, released: Released) -> bool:
    """Tell whether an alias needs a version as it is now, before a release that may fail."""
    return any(number in needed(alias, released.versions) for alias in released.aliases)


def _surplus(release: Release, released: Released, new: int | None) -> tuple[int, ...]:
    """The versions to prune once the release is done; `new` is None for one to be published."""
    if release.keep is None:
        return ()
    number = new or max(released.versions, default=0) + 1
    aliases = [
        moved(alias, number) if alias.name == release.alias else alias for alias in released.aliases
    ]
    surplus = prunable(released.versions, aliases, release.keep - (new is None))
    return tuple(version for version in surplus if version != new)


def prunable(versions: Iterable[int], aliases: Iterable[Alias], keep: int) -> tuple[int, ...]:
    """The versions beyond the `keep` newest that no alias needs, the newest first.

    An alias needs those that it points at, and the one that a rollback takes it to.
    """
    newest_first = sorted(versions, reverse=True)
    used = {number for alias in aliases for number in needed(alias, newest_first)}
    return tuple(number for number in newest_first[max(keep, 0) :] if number not in used)


def require_possible(release: Release | None, machine_type: MachineType) -> None:
    """Raise DeploymentError for a release that AWS would refuse, or that could not be watched."""
    fault = next(_faults(release, machine_type), None) if release else None
    if fault:
        raise DeploymentError(fault)


def version_name(number: int | None) -> str:
    """How a version is called before and after it has a number."""
    return "the new version" if number is None else f"version {number}"


def _faults(release: Release, machine_type: MachineType) -> Iterator[str]:
    if release.alias is not None and not _ALIAS_NAME.fullmatch(release.alias):
        message = "write up to 80 letters, digits and '_.-', not digits alone"
        yield f"{release.alias!r} cannot be the name of an alias; {message}"
    length = len(release.description or "")
    if length > MAX_DESCRIPTION:
        yield f"the description has {length} characters; write at most {MAX_DESCRIPTION}"
    if release.shift is not None and not 1 <= release.shift.percent <= 99:
        yield f"a shift cannot send {release.shift.percent} percent; write 1 to 99"
    if release.keep is not None and release.keep < 1:
        yield f"{release.keep} versions cannot be kept; write 1 or more"
    if release.shift is not None and release.alias is None:
        yield "a shift needs an alias that points at both versions; give one with --alias NAME"
    if release.shift and machine_type == "EXPRESS" and release.failures_allowed is not None:
        message = "give a CloudWatch alarm with --alarm NAME, and no --max-failures"
        yield f"AWS does not list the executions of an EXPRESS machine; {message}"


def _alias_steps(
    name: str, shift: Shift | None, released: Released, new: int | None
) -> list[ReleaseStep]:
    """How to point an alias at a version, continuing from where an earlier shift was cut off."""
    alias = next((alias for alias in released.aliases if alias.name == name), Alias(name, ()))
    old, move = alias.routes, MoveAlias(name, alias.routes, new, description=alias.description)
    if new is not None and old == (Route(new),):
        return []
    if not old or shift is None:
        return [move]
    reached = next((route.weight for route in old if route.version == new), 0)
    return [attrs.evolve(move, weights=tuple(w for w in shift.weights if w >= reached))]
