"""How a command changes machines, as its options say."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import attrs
import click

from sfn_dsl.aws.api import Api
from sfn_dsl.cli.git import revision_of
from sfn_dsl.cli.options import Command
from sfn_dsl.cli.releasing import release_options
from sfn_dsl.deployment.batch import Built, OncePerKey
from sfn_dsl.deployment.desired import MakeDesired
from sfn_dsl.deployment.options import DeployOptions, Release
from sfn_dsl.deployment.roles.lookup import role_documents
from sfn_dsl.iam.review.review import HeldRole
from sfn_dsl.loading import file_of


@attrs.frozen
class Change:
    """How machines are changed; the same for each of many."""

    replace: bool = False
    ask_aws: bool = True
    allow_missing_permissions: bool = False
    release: Release | None = None
    _roles: OncePerKey[HeldRole] = attrs.field(factory=OncePerKey, init=False, eq=False)

    @property
    def options(self) -> DeployOptions:
        """The options of each deployment; what is released depends on the source."""
        return DeployOptions(
            replace=self.replace,
            validate_on_aws=self.ask_aws,
            allow_missing_permissions=self.allow_missing_permissions,
        )

    def options_for(self, source: str) -> DeployOptions:
        """The options of the deployment of a source."""
        return attrs.evolve(self.options, release=self.release_of(source))

    def read_role(self, api: Api, arn: str) -> HeldRole:
        """A role of the run, which is read once, however many machines have it."""
        return self._roles.get(arn, lambda: role_documents(api, arn))

    def make(self, one: Built) -> MakeDesired:
        """What was built, with what is to be released of it."""
        desired = attrs.evolve(one.desired, release=self.release_of(one.source))
        return attrs.evolve(one, desired=desired).make

    def release_of(self, source: str) -> Release | None:
        """What is to be released of a source, whose git revision describes it unless told."""
        if self.release is None or self.release.description is not None:
            return self.release
        return attrs.evolve(self.release, description=revision_of(file_of(source)))


def change_options(command: Command) -> Callable[..., Any]:
    """Give a command the options of a change and of a release, and hand it their `Change`."""

    @click.option(
        "--no-aws-validation",
        "ask_aws",
        is_flag=True,
        flag_value=False,
        default=True,
        help="Do without AWS's own validation of the definition.",
    )
    @click.option(
        "--replace",
        is_flag=True,
        help="Delete a machine of another type and make it anew, without its history.",
    )
    @click.option(
        "--allow-missing-permissions",
        is_flag=True,
        help="Go on where the role surely lacks what the definition needs, as `sfn role` tells.",
    )
    @release_options
    @wraps(command)
    def with_change(
        *,
        replace: bool,
        ask_aws: bool,
        allow_missing_permissions: bool,
        release: Release | None,
        **options: Any,
    ) -> Any:
        change = Change(replace, ask_aws, allow_missing_permissions, release)
        return command(change=change, **options)

    return with_change
