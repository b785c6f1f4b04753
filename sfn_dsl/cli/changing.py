"""How a command changes machines, as its options say."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import attrs
import click

from sfn_dsl.cli.git import revision_of
from sfn_dsl.cli.options import Command
from sfn_dsl.cli.releasing import release_options
from sfn_dsl.deployment.batch import Built, OncePerKey
from sfn_dsl.deployment.deploy import MakeDesired
from sfn_dsl.deployment.execute import Run
from sfn_dsl.deployment.options import Terms
from sfn_dsl.deployment.release.spec import Release
from sfn_dsl.deployment.roles.read import held_role
from sfn_dsl.deployment.roles.review import role_findings
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.iam.review.review import RoleDocuments
from sfn_dsl.loading import file_of


@attrs.frozen
class Change:
    """How machines are changed; the same for each of many."""

    replace: bool = False
    ask_aws: bool = True
    allow_missing_permissions: bool = False
    release: Release | None = None
    _roles: OncePerKey[RoleDocuments] = attrs.field(factory=OncePerKey, init=False, eq=False)

    @property
    def terms(self) -> Terms:
        """The terms of each deployment; each role is read once, however many machines have it."""
        return Terms(self.replace, self.ask_aws, self._review)

    def make(self, one: Built) -> MakeDesired:
        """What was built, with what is to be released of it."""
        desired = attrs.evolve(one.desired, release=self.release_of(one.source))
        return attrs.evolve(one, desired=desired).make

    def release_of(self, source: str) -> Release | None:
        """What is to be released of a source, whose git revision describes it unless told."""
        if self.release is None or self.release.description is not None:
            return self.release
        return attrs.evolve(self.release, description=revision_of(file_of(source)))

    def _review(self, run: Run) -> tuple[Diagnostic, ...]:
        return role_findings(
            run,
            allow_missing=self.allow_missing_permissions,
            read=lambda api, arn: self._roles.get(arn, lambda: held_role(api, arn)),
        )


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
