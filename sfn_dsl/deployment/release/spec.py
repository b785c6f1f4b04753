"""What is to be released, and the steps to it: a version, an alias that leads there, old ones gone.

Like all planning this compares values and does nothing. The newest version is compared with what is
wanted, so that nothing is published twice, not even where the service would let it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from sfn_dsl.aws.api import Machine, MachineType
from sfn_dsl.aws.versions import Alias, Route
from sfn_dsl.errors import DeploymentError

INITIAL_REVISION = "INITIAL"
"""What AWS calls the revision of a machine that was never updated."""

MAX_DESCRIPTION = 256
FAILURES_ALLOWED = 5.0

_ALIAS_NAME = re.compile(r"(?=.*[A-Za-z_.-])[\w.-]{1,80}", re.ASCII)


@attrs.frozen
class Shift:
    """How an alias goes over to another version while both serve.

    ``percent`` of the executions go to the new version for so many ``seconds``; then all of them,
    or, when ``linear``, as many more each time.
    """

    percent: int
    seconds: float = 300.0
    linear: bool = False

    @property
    def weights(self) -> tuple[int, ...]:
        """The new version's weights, one after the other; the last is 100."""
        if not self.linear:
            return (self.percent, 100)
        return (*range(self.percent, 100, self.percent), 100)


@attrs.frozen
class Release:
    """What is to be released when a machine is deployed: a version, and what leads to it.

    The new version goes by ``description``. ``alias`` is made or led to it, at once or by
    ``shift``; that is taken back when one of ``alarms`` goes off, or when more than
    ``max_failures`` percent of the new version's executions fail (5 where neither is given). Of
    the versions that no alias leads to, only the newest are kept, so that there are ``keep`` in
    all; None keeps them all.
    """

    description: str | None = None
    alias: str | None = attrs.field(default=None, kw_only=True)
    shift: Shift | None = attrs.field(default=None, kw_only=True)
    alarms: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    max_failures: float | None = attrs.field(default=None, kw_only=True)
    keep: int | None = attrs.field(default=None, kw_only=True)

    @property
    def failures_allowed(self) -> float | None:
        """The percentage of failing executions that is borne, None where alarms alone decide."""
        if self.max_failures is None and not self.alarms:
            return FAILURES_ALLOWED
        return self.max_failures


@attrs.frozen
class Released:
    """What AWS holds of versions and aliases.

    ``versions`` are numbers, the newest first; ``newest`` is what the first of them holds.
    ``aliases`` are those that the release has to do with: its own, or all where old versions are
    to go.
    """

    versions: tuple[int, ...] = ()
    newest: Machine | None = None
    aliases: tuple[Alias, ...] = ()


@attrs.frozen
class Publish:
    """Make a version of the machine as it is by then; ``number`` is its own once it is made."""

    description: str | None
    number: int | None = None


@attrs.frozen
class MoveAlias:
    """Make an alias, or lead it to another version by growing weights.

    ``old`` is where it leads now, nothing for one to be made; ``new`` is None for the version that
    is published before.
    """

    name: str
    old: tuple[Route, ...]
    new: int | None
    weights: tuple[int, ...] = (100,)

    @property
    def begins(self) -> bool:
        """Tell whether this begins a shift: by several weights, and none is reached yet."""
        return len(self.weights) > 1 and all(route.version != self.new for route in self.old)

    @property
    def stable(self) -> int | None:
        """The version that is in service until all goes to the new one: the oldest."""
        return min((route.version for route in self.old if route.version != self.new), default=None)


@attrs.frozen
class Prune:
    """Take versions away."""

    versions: tuple[int, ...]


ReleaseStep = Publish | MoveAlias | Prune


def release_steps(release: Release, held: Released, *, publishes: bool) -> tuple[ReleaseStep, ...]:
    """The steps to a release; `publishes` tells that no version has the content that is wanted."""
    new = None if publishes else held.versions[0]
    steps: list[ReleaseStep] = [Publish(release.description)] if publishes else []
    if release.alias is not None:
        steps += _alias_steps(release.alias, release.shift, held, new)
    if release.keep is not None:
        others = [alias for alias in held.aliases if alias.name != release.alias]
        kept = release.keep - publishes
        surplus = tuple(n for n in superfluous(held.versions, others, kept) if n != new)
        steps += [Prune(surplus)] if surplus else []
    return tuple(steps)


def superfluous(versions: Iterable[int], aliases: Iterable[Alias], keep: int) -> tuple[int, ...]:
    """The versions beyond the `keep` newest that no alias leads to, the newest first."""
    used = {route.version for alias in aliases for route in alias.routes}
    newest_first = sorted(versions, reverse=True)
    return tuple(number for number in newest_first[max(keep, 0) :] if number not in used)


def require_possible(release: Release | None, machine_type: MachineType) -> None:
    """Raise DeploymentError for a release that AWS would not take, or that could not be watched."""
    fault = next(_faults(release, machine_type), None) if release else None
    if fault:
        raise DeploymentError(fault)


def _faults(release: Release, machine_type: MachineType) -> Iterator[str]:
    if release.alias is not None and not _ALIAS_NAME.fullmatch(release.alias):
        message = "write up to 80 letters, digits and '_.-', not digits alone"
        yield f"{release.alias!r} cannot be the name of an alias; {message}"
    length = len(release.description or "")
    if length > MAX_DESCRIPTION:
        yield f"the description has {length} characters; write at most {MAX_DESCRIPTION}"
    if release.shift is not None and not 1 <= release.shift.percent <= 99:
        yield f"a shift of {release.shift.percent} percent is none; write 1 to 99"
    if release.keep is not None and release.keep < 1:
        yield f"{release.keep} versions cannot be kept; write 1 or more"
    if release.shift is not None and release.alias is None:
        yield "a shift needs an alias that leads to both versions; give one with --alias NAME"
    if release.shift and machine_type == "EXPRESS" and release.failures_allowed is not None:
        message = "give a CloudWatch alarm with --alarm NAME, and no share of failures"
        yield f"AWS does not list the executions of an EXPRESS machine; {message}"


def _alias_steps(
    name: str, shift: Shift | None, held: Released, new: int | None
) -> list[ReleaseStep]:
    """How to lead an alias to a version, going on from where an earlier shift was cut off."""
    old = next((alias.routes for alias in held.aliases if alias.name == name), ())
    if new is not None and old == (Route(new),):
        return []
    if not old or shift is None:
        return [MoveAlias(name, old, new)]
    reached = next((route.weight for route in old if route.version == new), 0)
    return [MoveAlias(name, old, new, tuple(w for w in shift.weights if w >= reached))]
