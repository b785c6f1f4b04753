"""The options that say what is released when a machine is deployed, and how it is checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from sfn_dsl.cli.options import Command
from sfn_dsl.deployment.options import Release, Shift

_SHIFT = re.compile(r"(?P<percent>\d{1,2})(?:/(?P<time>\d{1,6})(?P<unit>[smh]))?", re.ASCII)
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_DEFAULT_SECONDS = 300

_RELEASE_OPTIONS = (
    click.option(
        "--publish", is_flag=True, help="Publish a version, unless the newest one holds the same."
    ),
    click.option(
        "--description",
        metavar="TEXT",
        help="What the version is called; the git revision of the source unless given.",
    ),
    click.option("--alias", metavar="NAME", help="Publish, and lead this alias to the version."),
    click.option(
        "--canary",
        metavar="PERCENT[/TIME]",
        callback=lambda _, __, text: _shift(text, linear=False),
        help="Lead so much to the new version first, and all after a time (10/5m).",
    ),
    click.option(
        "--linear",
        metavar="PERCENT[/TIME]",
        callback=lambda _, __, text: _shift(text, linear=True),
        help="Lead so much more to the new version each time (10/5m).",
    ),
    click.option(
        "--alarm",
        "alarms",
        metavar="NAME",
        multiple=True,
        help="Lead the alias back when this CloudWatch alarm goes off.",
    ),
    click.option(
        "--max-failures",
        metavar="PERCENT",
        type=click.FloatRange(0, 100),
        help="Lead the alias back when more of the new version's executions fail; 5 unless given.",
    ),
    click.option(
        "--keep",
        metavar="N",
        type=click.IntRange(min=1),
        help="Delete all but the N newest versions; those an alias leads to stay.",
    ),
)


def release_options(command: Command) -> Callable[..., Any]:
    """Give a command the options of a release, and hand it the `Release` they make, or None."""

    @wraps(command)
    def with_release(**options: Any) -> Any:
        said = {name: options.pop(name) for name in _NAMES}
        return command(release=_release(**said), **options)

    made: Callable[..., Any] = with_release
    for option in reversed(_RELEASE_OPTIONS):
        made = option(made)
    return made


_NAMES = ("publish", "description", "alias", "canary", "linear", "alarms", "max_failures", "keep")


def _release(
    *,
    publish: bool,
    description: str | None,
    alias: str | None,
    canary: Shift | None,
    linear: Shift | None,
    alarms: tuple[str, ...],
    max_failures: float | None,
    keep: int | None,
) -> Release | None:
    if canary and linear:
        raise click.UsageError("--canary and --linear are two ways of the same; give one of them")
    shift = canary or linear
    if shift and not alias:
        raise click.UsageError("--canary and --linear shift an alias; give one with --alias NAME")
    if (alarms or max_failures is not None) and not shift:
        raise click.UsageError(
            "--alarm and --max-failures watch a shift; give one with --canary 10 or --linear 10/5m"
        )
    if not (publish or alias):
        if description is not None or keep is not None:
            raise click.UsageError(
                "--description and --keep are for versions; give --publish too, or prune with "
                "'sfn versions SOURCE --prune --keep N'"
            )
        return None
    return Release(
        description,
        alias=alias,
        shift=shift,
        alarms=alarms,
        max_failures=max_failures,
        keep=keep,
    )


def _shift(text: str | None, *, linear: bool) -> Shift | None:
    if text is None:
        return None
    found = _SHIFT.fullmatch(text)
    percent = int(found["percent"]) if found else 0
    if found is None or not percent:
        raise click.BadParameter(f"'{text}' is no shift; write percent and time, as in '10/5m'")
    seconds = int(found["time"]) * _SECONDS[found["unit"]] if found["time"] else _DEFAULT_SECONDS
    return Shift(percent, seconds, linear)
