"""The options that several commands share, and the values that commands get from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

import attrs
import click

from sfn_dsl.cli.substitutions import Substitutions, substitution_options
from sfn_dsl.cli.verbosity import quiet_option, verbose_option
from sfn_dsl.errors import AuthoringError, SfnError
from sfn_dsl.expressions.placeholders import PLACEHOLDER_ACCOUNT
from sfn_dsl.model.target import Target, is_account, is_region, partition_of

# Each command imports only what its options need, when they are used.
if TYPE_CHECKING:
    from sfn_dsl.aws.api import Api, MachineType
    from sfn_dsl.configuration.targets import Environment

Form = Literal["text", "json"]
Command = TypeVar("Command", bound=Callable[..., Any])


# The names of the parameters by which commands take their sources.
_SOURCES: Final = ("source", "sources", "a", "b")


def form_option(json: str) -> Callable[[Command], Command]:
    """Add --format, which the command gets as ``form``; `json` says what its JSON is."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help=f"Output format. The JSON is {json}",
    )


def output_option(command: Command) -> Command:
    """Add -o/--output, for `sfn_dsl.cli.output.write_result`."""
    return click.option(
        *("-o", "--output"),
        metavar="FILE",
        help="Write to FILE instead of standard output. On failure, FILE stays as it was.",
    )(command)


def jobs_option(command: Command) -> Command:
    """Add --jobs."""
    from sfn_dsl.deployment.batch import JOBS, MOST_JOBS

    return click.option(
        "--jobs",
        metavar="N",
        type=click.IntRange(1, MOST_JOBS),
        default=JOBS,
        show_default=True,
        help="Number of workflows to process in parallel.",
    )(command)


def checked_account(_: click.Context, __: click.Parameter, account: str | None) -> str | None:
    """The account ID that an option gives. Raises BadParameter if it is not one."""
    if account is not None and not is_account(account):
        raise click.BadParameter(f"'{account}' is not an account ID; write its 12 digits")
    return account


def checked_region(_: click.Context, __: click.Parameter, region: str | None) -> str | None:
    """The region that an option gives. Raises BadParameter if it is not one."""
    if region is not None and not is_region(region):
        raise click.BadParameter(f"'{region}' is not a region; write one such as 'eu-west-1'")
    return region


def _completed_target(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """The targets that begin as what was typed, for the completion of a shell.

    They are those of the current folder's project: click does not tell which sources were typed.
    """
    from sfn_dsl.configuration.targets import target_names

    try:
        names = target_names(Path.cwd())
    except (SfnError, OSError):
        return []  # the command itself says what is wrong with the file
    return [name for name in names if name.startswith(incomplete)]


_target_option = click.option(
    "--target",
    metavar="NAME",
    shell_complete=_completed_target,
    help="Target of the project: [tool.sfn_dsl.targets.NAME] in its pyproject.toml.",
)


def _account_options(*, account: str, region: str) -> Callable[[Command], Command]:
    """Add --account and --region; the help says what they default to."""

    def with_options(command: Command) -> Command:
        command = click.option(
            "--account",
            metavar="ID",
            callback=checked_account,
            help=f"AWS account ID. Defaults to {account}.",
        )(command)
        return click.option(
            "--region",
            metavar="REGION",
            callback=checked_region,
            help=f"AWS region. Defaults to {region}.",
        )(command)

    return with_options


def place_options(command: Command) -> Command:
    """Add --account, --region and --target to a command that talks to AWS."""
    options = _account_options(
        account="the account of the credentials", region="the region that boto3 is configured for"
    )
    return _target_option(options(command))


def set_option(command: Command) -> Callable[..., Any]:
    """Add --set, and pass the command the `Resources`.

    They come with those of the project that the source belongs to.
    """

    @click.option(
        "--set",
        "given",
        metavar="RESOURCE=ARN",
        multiple=True,
        help="ARN of a resource that the definition leaves open, named as the policy's notes do. "
        "Can be given several times.",
    )
    @wraps(command)
    def with_resources(*, given: tuple[str, ...], **options: Any) -> Any:
        return command(resources=known_resources(sources_of(options), given), **options)

    return with_resources


@attrs.frozen
class Resources:
    """The ARNs that are known of resources which definitions leave open.

    ``given`` are those that an option gave, which must be left open.
    """

    known: Mapping[str, tuple[str, ...]]
    given: tuple[str, ...] = ()


def known_resources(sources: Sequence[str], given: Sequence[str] = ()) -> Resources:
    """What options and the projects of the sources say of resources; an option goes first."""
    from sfn_dsl.cli.sources import project_folder
    from sfn_dsl.configuration.resources import load_resources
    from sfn_dsl.model.resources import read_narrowing, require_single

    found: dict[str, tuple[str, ...]] = {}
    for folder in dict.fromkeys(map(project_folder, sources)):
        found |= load_resources(folder)
    own: dict[str, tuple[str, ...]] = {}
    for text in given:
        resource, arn = read_narrowing(text)
        own[resource] = (*own.get(resource, ()), arn)
        require_single(resource, own[resource])
    return Resources(
        {**own, **{name: found[name] for name in found if name not in own}}, tuple(own)
    )


def target_options(command: Command) -> Callable[..., Any]:
    """Add --account, --region, --partition and --target, and pass the command their `Target`."""

    @_account_options(account=PLACEHOLDER_ACCOUNT, region="us-east-1")
    @click.option(
        "--partition", metavar="NAME", help="AWS partition. Defaults to that of the region."
    )
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
        _require_alone(target, account=account, region=region, partition=partition)
        if target is not None:
            from sfn_dsl.cli.sources import environment_of

            chosen = environment_of(target, sources_of(options)).target
        else:
            chosen = target_of(account, region, partition)
        return command(target=chosen, **options)

    return with_target


def target_of(account: str | None, region: str | None, partition: str | None = None) -> Target:
    """The target that options make, with placeholders and defaults for those not given."""
    default = Target()
    region = region or default.region
    try:
        return Target(account or default.account, region, partition or partition_of(region))
    except AuthoringError as error:
        raise click.UsageError(error.message) from error


def sources_of(options: dict[str, Any]) -> list[str]:
    """The sources among the parameters of a command."""
    given = (options[name] for name in _SOURCES if name in options)
    return [one for some in given for one in ([some] if isinstance(some, str) else some)]


def _require_alone(target: str | None, **options: Any) -> None:
    """Raise UsageError for a target together with options for what the target already sets."""
    given = [f"--{name}" for name, value in options.items() if value is not None]
    if target is not None and given:
        raise click.UsageError(
            f"--target {target} already sets {' and '.join(given)}; give one or the other"
        )


@attrs.frozen
class Where:
    """The account and region that a command works in.

    Each is that of boto3's configuration if it is not given, or both are those of a target of the
    project.
    """

    account: str | None = None
    region: str | None = None
    environment: Environment | None = None

    @property
    def role(self) -> str:
        """The role that the target has for bare definitions, "" for none."""
        return self.environment.target.role if self.environment else ""

    def connected(self) -> tuple[Api, Target]:
        """The AWS API, and the account and region that calls go to."""
        from sfn_dsl.aws.account import place_of
        from sfn_dsl.deployment.connect import connected

        api = connected(self.environment, region=self.region)
        if self.environment is not None:
            return api, self.environment.target
        return api, place_of(api, self.account)


def where_of(
    target: str | None, sources: Sequence[str], account: str | None, region: str | None
) -> Where:
    """Where --target, --account and --region point to, in the project of the sources.

    Raises UsageError for a target together with the others, and what `environment_of` raises.
    """
    _require_alone(target, account=account, region=region)
    from sfn_dsl.cli.sources import environment_of

    environment = None if target is None else environment_of(target, sources)
    return Where(account, region, environment)


def where_options(command: Command) -> Callable[..., Any]:
    """Add --account, --region and --target, and pass the command the `Where` of its sources."""

    @place_options
    @wraps(command)
    def with_where(
        *, account: str | None, region: str | None, target: str | None, **options: Any
    ) -> Any:
        return command(where=where_of(target, sources_of(options), account, region), **options)

    return with_where


def source_options(command: Command) -> Callable[..., Any]:
    """Add the options of `where_options`, and --name, --role and --type for bare definitions.

    The command gets a `Where` and the `Overrides`.
    """

    @place_options
    @click.option(
        "--name",
        metavar="NAME",
        help="Name of the state machine, if SOURCE is a JSON or YAML definition or a template.",
    )
    @click.option(
        "--role",
        metavar="ROLE",
        help="Its role, as name or ARN. Defaults to the role of the target.",
    )
    @click.option(
        "--type",
        "machine_type",
        type=click.Choice(["STANDARD", "EXPRESS"]),
        help="Its type. Defaults to that of the deployed state machine, or STANDARD.",
    )
    @substitution_options
    @verbose_option
    @quiet_option
    @wraps(command)
    def with_sources(
        *,
        account: str | None,
        region: str | None,
        target: str | None,
        name: str | None,
        role: str | None,
        machine_type: MachineType | None,
        substitutions: Substitutions,
        **options: Any,
    ) -> Any:
        from sfn_dsl.cli.sources import Overrides

        where = where_of(target, sources_of(options), account, region)
        overrides = Overrides(
            name, role, machine_type, where.role, substitutions.values, substitutions.given
        )
        return command(where=where, overrides=overrides, **options)

    return with_sources
