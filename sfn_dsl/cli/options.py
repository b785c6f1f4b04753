"""Options that several commands take in the same way."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal, TypeVar

import click

from sfn_dsl.arns import PLACEHOLDER_ACCOUNT
from sfn_dsl.cli.projects import environment_of, require_alone
from sfn_dsl.model.target import Target, is_account, is_region, partition_of

Form = Literal["text", "json"]
Command = TypeVar("Command", bound=Callable[..., Any])

# What each command calls the sources it is given.
_SOURCES = ("source", "sources", "a", "b")


def checked_account(_: click.Context, __: click.Parameter, account: str | None) -> str | None:
    """An account id as an option gives it."""
    if account is not None and not is_account(account):
        raise click.BadParameter(f"'{account}' is not an account id; write its 12 digits")
    return account


def checked_region(_: click.Context, __: click.Parameter, region: str | None) -> str | None:
    """A region as an option gives it."""
    if region is not None and not is_region(region):
        raise click.BadParameter(f"'{region}' is not a region; write one such as 'eu-west-1'")
    return region


_target_option = click.option(
    "--target",
    metavar="NAME",
    help="A target of the project: [tool.sfn_dsl.targets.NAME] in its pyproject.toml.",
)


def form_option(json: str) -> Callable[[Command], Command]:
    """Gives a command --format, with what JSON there is; it comes as ``form``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        help=f"Lines for people, or JSON: {json}",
    )


def account_options(
    *, account: str = "that of the credentials", region: str = "by boto3's conventions"
) -> Callable[[Command], Command]:
    """Gives a command --account and --region; the help says what they are unless given."""

    def with_options(command: Command) -> Command:
        command = click.option(
            "--account",
            metavar="ID",
            callback=checked_account,
            help=f"The account id; {account} unless given.",
        )(command)
        return click.option(
            "--region",
            metavar="REGION",
            callback=checked_region,
            help=f"The region; {region} unless given.",
        )(command)

    return with_options


def place_options(command: Command) -> Command:
    """Give a command --account and --region, and --target in place of both."""
    return _target_option(account_options()(command))


def target_options(command: Command) -> Callable[..., Any]:
    """Give a command --account, --region, --partition and --target, and hand it their `Target`."""

    @account_options(account=PLACEHOLDER_ACCOUNT, region="us-east-1")
    @click.option("--partition", metavar="NAME", help="The partition; the region's unless given.")
    @_target_option
    @wraps(command)
    def with_target(
        *,
        account: str | None,
        region: str | None,
        partition: str | None,
        target: str | None,
        **options: Any,
    ) -> Any:
        if sources_of(options).count("-") > 1:
            raise click.UsageError("standard input can be read only once; give one source as -")
        require_alone(target, account=account, region=region, partition=partition)
        if target is not None:
            chosen = environment_of(target, sources_of(options)).target
        else:
            chosen = target_of(account, region, partition)
        return command(target=chosen, **options)

    return with_target


def sources_of(options: dict[str, Any]) -> list[str]:
    """The sources among what a command is given."""
    given = (options[name] for name in _SOURCES if name in options)
    return [one for some in given for one in ([some] if isinstance(some, str) else some)]


def target_of(account: str | None, region: str | None, partition: str | None = None) -> Target:
    """The target that options make, with placeholders and defaults for those left out."""
    default = Target()
    region = region or default.region
    return Target(account or default.account, region, partition or partition_of(region))
