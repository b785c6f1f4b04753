"""Options that several commands take in the same way."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from sfn_dsl.model.workflow import Target

_Command = TypeVar("_Command", bound=Callable[..., Any])

_REGION = r"[a-z]{2,4}(?:-[a-z]+)+-\d+"
_ACCOUNT = r"\d{12}"
_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}


def checked_account(_: click.Context, __: click.Parameter, account: str | None) -> str | None:
    """An account id as an option gives it."""
    if account is not None and not re.fullmatch(_ACCOUNT, account):
        raise click.BadParameter(f"'{account}' is not an account id; write its 12 digits")
    return account


def checked_region(_: click.Context, __: click.Parameter, region: str | None) -> str | None:
    """A region as an option gives it."""
    if region is not None and not re.fullmatch(_REGION, region):
        raise click.BadParameter(f"'{region}' is not a region; write one such as 'eu-west-1'")
    return region


def target_options(command: _Command) -> Callable[..., Any]:
    """Give a command --account, --region and --partition, and hand it the `Target` they make."""

    @click.option(
        "--account",
        metavar="ID",
        callback=checked_account,
        help="The account id; YOUR_ACCOUNT unless given.",
    )
    @click.option(
        "--region",
        metavar="REGION",
        callback=checked_region,
        help="The region; us-east-1 unless given.",
    )
    @click.option("--partition", metavar="NAME", help="The partition; the region's unless given.")
    @wraps(command)
    def with_target(
        *, account: str | None, region: str | None, partition: str | None, **options: Any
    ) -> Any:
        return command(target=target_of(account, region, partition), **options)

    return with_target


def target_of(account: str | None, region: str | None, partition: str | None = None) -> Target:
    """The target that options make, with placeholders and defaults for those left out."""
    default = Target()
    region = region or default.region
    return Target(account or default.account, region, partition or _partition(region))


def _partition(region: str) -> str:
    """The partition of a region, by the prefixes that AWS's regions outside ``aws`` have."""
    for prefix, partition in _PARTITIONS.items():
        if region.startswith(prefix):
            return partition
    return Target().partition
