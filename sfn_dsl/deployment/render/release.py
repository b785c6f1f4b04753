"""The steps of a release, as text for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from sfn_dsl.aws.api import Route
from sfn_dsl.deployment.options import Release, Shift
from sfn_dsl.deployment.release.spec import MoveAlias, Publish, ReleaseStep, version_name


def release_line(step: ReleaseStep, release: Release | None) -> str:
    """A step as one line."""
    if isinstance(step, Publish):
        return (
            f"publish a version: {step.description!r}" if step.description else "publish a version"
        )
    if isinstance(step, MoveAlias):
        return _alias_line(step, release or Release())
    return "delete versions " + ", ".join(map(str, step.versions))


def release_step_as_json(step: ReleaseStep, release: Release | None) -> dict[str, Any]:
    """A step as a JSON object."""
    if isinstance(step, Publish):
        return {"step": "publish", "description": step.description}
    if isinstance(step, MoveAlias):
        old = [attrs.asdict(route) for route in step.old]
        moved = {"name": step.name, "old": old, "new": step.new, "weights": list(step.weights)}
        return {"step": "alias", **moved, "watch": _watch(step, release)}
    return {"step": "prune", "versions": list(step.versions)}


def routes_text(routes: Iterable[Route]) -> str:
    """What an alias points at: ``version 3``, or ``version 3 (90%), version 4 (10%)``."""
    listed = list(routes)
    if len(listed) == 1:
        return version_name(listed[0].version)
    return ", ".join(f"{version_name(route.version)} ({route.weight}%)" for route in listed)


def _alias_line(step: MoveAlias, release: Release) -> str:
    if not step.old:
        return f"create alias {step.name!r} for {version_name(step.new)}"
    line = f"alias {step.name!r}: {routes_text(step.old)} -> {version_name(step.new)}"
    if release.shift is None or len(step.weights) == 1:
        return line
    weights = ", ".join(f"{weight}%" for weight in step.weights)
    pauses = f"{weights}, {seconds_text(release.shift)} apart"
    return f"{line}, {pauses}; rolled back {_conditions(release)}"


def _conditions(release: Release) -> str:
    """When an alias is rolled back."""
    alarms = f"if {' or '.join(map(repr, release.alarms))} goes off" if release.alarms else ""
    allowed = release.failures_allowed
    failures = "" if allowed is None else f"if more than {allowed:g}% of the executions fail"
    return " or ".join(filter(None, (alarms, failures)))


def _watch(step: MoveAlias, release: Release | None) -> dict[str, Any] | None:
    if release is None or release.shift is None or len(step.weights) == 1:
        return None
    return {
        "seconds": release.shift.seconds,
        "alarms": list(release.alarms),
        "max_failures": release.failures_allowed,
    }


def seconds_text(shift: Shift) -> str:
    """The time between two steps of a shift."""
    minutes, seconds = divmod(round(shift.seconds), 60)
    return f"{seconds}s" if not minutes else f"{minutes}m{seconds}s" if seconds else f"{minutes}m"
