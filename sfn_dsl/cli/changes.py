"""How `sfn plan` and `sfn deploy` change state machines: the options, and the value they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

import attrs
import click

from sfn_dsl.aws.api import Api
from sfn_dsl.cli.git import revision_of
from sfn_dsl.cli.options import Command, known_resources, sources_of
from sfn_dsl.deployment.batch import Built, OncePerKey
from sfn_dsl.deployment.desired import MakeDesired
from sfn_dsl.deployment.options import DeployOptions, Release, Shift
from sfn_dsl.deployment.roles.lookup import role_documents
from sfn_dsl.iam.review.review import RoleDocuments
from sfn_dsl.loading import file_of

_SHIFT: Final = re.compile(r"(?P<percent>\d{1,2})(?:/(?P<time>\d{1,6})(?P<unit>[smh]))?", re.ASCII)
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600}
_DEFAULT_SECONDS: Final = 300


@attrs.frozen
class Change:
    """How state machines are changed; the same for all workflows of a command."""

    replace: bool = False
    adopt: bool = False
    validate_on_aws: bool = True
    allow_missing_permissions: bool = False
    release: Release | None = None
    resources: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, eq=False)
    _roles: OncePerKey[RoleDocuments] = attrs.field(factory=OncePerKey, init=False, eq=False)

    @property
    def options(self) -> DeployOptions:
        """The options of each deployment; what is released depends on the source."""
        return DeployOptions(
            replace=self.replace,
            adopt=self.adopt,
            validate_on_aws=self.validate_on_aws,
            allow_missing_permissions=self.allow_missing_permissions,
            resources=self.resources,
        )

    def read_role(self, api: Api, arn: str) -> RoleDocuments:
        """The documents of a role; a role that several workflows share is read once."""
        return self._roles.get(arn, lambda: role_documents(api, arn))

    def make(self, one: Built) -> MakeDesired:
        """A workflow that was built, with its release."""
        desired = attrs.evolve(one.desired, release=self.release_of(one.source))
        return attrs.evolve(one, desired=desired).make

    def release_of(self, source: str) -> Release | None:
        """The release of a source, described by its git revision unless --description is given."""
        if self.release is None or self.release.description is not None:
            return self.release
        return attrs.evolve(self.release, description=revision_of(file_of(source)))


def change_options(command: Command) -> Callable[..., Any]:
    """Add the options of a change and of a release, and pass the command their `Change`."""

    @click.option(
        "--no-aws-validation",
        "validate_on_aws",
        is_flag=True,
        flag_value=False,
        default=True,
        help="Skip AWS's own validation of the definition.",
    )
    @click.option(
        "--replace",
        is_flag=True,
        help="If the type has changed, delete the state machine, with its execution history, and "
        "create it again.",
    )
    @click.option(
        "--adopt",
        is_flag=True,
        help="Change the state machine even if it belongs to a CloudFormation stack.",
    )
    @click.option(
        "--allow-missing-permissions",
        is_flag=True,
        help="Continue even if the role is known to lack permissions (see `sfn role`).",
    )
    @release_options
    @wraps(command)
    def with_change(
        *,
        replace: bool,
        adopt: bool,
        validate_on_aws: bool,
        allow_missing_permissions: bool,
        release: Release | None,
        **options: Any,
    ) -> Any:
        change = Change(
            replace=replace,
            adopt=adopt,
            validate_on_aws=validate_on_aws,
            allow_missing_permissions=allow_missing_permissions,
            release=release,
            resources=known_resources(sources_of(options)).known,
        )
        return command(change=change, **options)

    return with_change


def release_options(command: Command) -> Callable[..., Any]:
    """Add the options of a release, and pass the command the `Release` they make, or None."""

    @wraps(command)
    def with_release(**options: Any) -> Any:
        given = {name: options.pop(name) for name in _RELEASE_OPTIONS}
        return command(release=_release(**given), **options)

    made: Callable[..., Any] = with_release
    for option in reversed(_RELEASE_OPTIONS.values()):
        made = option(made)
    return made


# By the name of the parameter that each becomes.
_RELEASE_OPTIONS: Final = {
    "publish": click.option(
        "--publish", is_flag=True, help="Publish a version, unless the newest one is identical."
    ),
    "description": click.option(
        "--description",
        metavar="TEXT",
        help="Description of the version. Defaults to the git revision of SOURCE.",
    ),
    "alias": click.option(
        "--alias", metavar="NAME", help="Publish a version and point this alias at it."
    ),
    "canary": click.option(
        "--canary",
        metavar="PERCENT[/TIME]",
        callback=lambda _, __, text: _shift(text, linear=False),
        help="Send PERCENT of executions to the new version first, all of them after TIME (5m if "
        "omitted), as in 10/5m.",
    ),
    "linear": click.option(
        "--linear",
        metavar="PERCENT[/TIME]",
        callback=lambda _, __, text: _shift(text, linear=True),
        help="Send PERCENT more of the executions to the new version every TIME, as in 10/5m.",
    ),
    "alarms": click.option(
        "--alarm",
        "alarms",
        metavar="NAME",
        multiple=True,
        help="Roll the alias back if this CloudWatch alarm goes off. Can be given several times.",
    ),
    "max_failures": click.option(
        "--max-failures",
        metavar="PERCENT",
        type=click.FloatRange(0, 100),
        help="Roll the alias back if more than PERCENT of the new version's executions fail. "
        "Defaults to 5 if no --alarm is given.",
    ),
    "keep": click.option(
        "--keep",
        metavar="N",
        type=click.IntRange(min=1),
        help="Delete all but the N newest versions. Versions that an alias points at are kept.",
    ),
}


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
        raise click.UsageError("--canary and --linear cannot be combined; give one of them")
    shift = canary or linear
    if shift and not alias:
        raise click.UsageError(
            "--canary and --linear shift the executions of an alias; name it with --alias NAME"
        )
    if (alarms or max_failures is not None) and not shift:
        raise click.UsageError(
            "--alarm and --max-failures need a shift to watch; add --canary 10 or --linear 10/5m"
        )
    if not (publish or alias):
        if description is not None or keep is not None:
            raise click.UsageError(
                "--description and --keep need a version to publish; add --publish, or delete old "
                "versions with 'sfn versions SOURCE --prune --keep N'"
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
        raise click.BadParameter(
            f"'{text}' is not a valid shift; write percent and time, as in '10/5m'"
        )
    seconds = int(found["time"]) * _SECONDS[found["unit"]] if found["time"] else _DEFAULT_SECONDS
    return Shift(percent, seconds, linear)
