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
from sfn_dsl.errors import DeploymentError

INITIAL_REVISION: Final = "INITIAL"
"""What AWS calls the revision of a machine that was never updated."""

MAX_DESCRIPTION: Final = 256

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
    """Publish the machine as it is by then; ``number`` is the version's once it is published."""

    description: str | None
    number: int | None = None


@attrs.frozen
class MoveAlias:
    """Create an alias, or point it at another version by growing weights.

    ``old`` is what it points at now, nothing for an alias to be created; ``new`` is None for the
    version that is published before.
    """

    name: str
    old: tuple[Route, ...]
    new: int | None
    weights: tuple[int, ...] = (100,)

    @property
    def begins(self) -> bool:
        """Return whether this begins a shift: by several weights, and none is reached yet."""
        return len(self.weights) > 1 and all(route.version != self.new for route in self.old)

    @property
    def stable(self) -> int | None:
        """The version that serves until all executions go to the new one: the oldest."""
        return min((route.version for route in self.old if route.version != self.new), default=None)


@attrs.frozen
class Prune:
    """Delete versions."""

    versions: tuple[int, ...]


ReleaseStep = Publish | MoveAlias | Prune


def release_steps(
    release: Release, released: Released, *, publishes: bool
) -> tuple[ReleaseStep, ...]:
    """The steps to a release; `publishes` means that no version has the content to be deployed."""
    new = None if publishes else released.versions[0]
    steps: list[ReleaseStep] = [Publish(release.description)] if publishes else []
    if release.alias is not None:
        steps += _alias_steps(release.alias, release.shift, released, new)
    if release.keep is not None:
        others = [alias for alias in released.aliases if alias.name != release.alias]
        kept = release.keep - publishes
        surplus = tuple(n for n in prunable(released.versions, others, kept) if n != new)
        steps += [Prune(surplus)] if surplus else []
    return tuple(steps)


def prunable(versions: Iterable[int], aliases: Iterable[Alias], keep: int) -> tuple[int, ...]:
    """The versions beyond the `keep` newest that no alias points at, the newest first."""
    used = {route.version for alias in aliases for route in alias.routes}
    newest_first = sorted(versions, reverse=True)
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
    old = next((alias.routes for alias in released.aliases if alias.name == name), ())
    if new is not None and old == (Route(new),):
        return []
    if not old or shift is None:
        return [MoveAlias(name, old, new)]
    reached = next((route.weight for route in old if route.version == new), 0)
    return [MoveAlias(name, old, new, tuple(w for w in shift.weights if w >= reached))]
