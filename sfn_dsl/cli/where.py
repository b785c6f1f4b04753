"""Where a command's workflows live, as its options say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import attrs

from sfn_dsl.aws.accounts import place_of
from sfn_dsl.aws.api import Api
from sfn_dsl.aws.connecting import connected
from sfn_dsl.cli.options import Command, place_options, sources_of
from sfn_dsl.cli.projects import environment_of, require_alone
from sfn_dsl.configuration.targets import Environment
from sfn_dsl.model.workflow import Target


@attrs.frozen
class Where:
    """An account and a region, each by boto3's conventions unless given, or a project's target."""

    account: str | None = None
    region: str | None = None
    environment: Environment | None = None

    @property
    def role(self) -> str:
        """The role that the target has for bare definitions, "" where there is none."""
        return self.environment.target.role if self.environment else ""

    def connected(self) -> tuple[Api, Target]:
        """The calls to AWS, and the place that they go to."""
        api = connected(self.environment, region=self.region)
        if self.environment is not None:
            return api, self.environment.target
        return api, place_of(api, self.account)


def where_of(
    target: str | None, sources: Sequence[str], account: str | None, region: str | None
) -> Where:
    """What --target, --account and --region say together, in the project of the sources.

    Raises UsageError for a target beside what it says already, otherwise as `environment_of`.
    """
    require_alone(target, account=account, region=region)
    environment = None if target is None else environment_of(target, sources)
    return Where(account, region, environment)


def where_options(command: Command) -> Callable[..., Any]:
    """Give a command --account, --region and --target, and hand it the `Where` of its SOURCEs."""

    @place_options
    @wraps(command)
    def with_where(
        *, account: str | None, region: str | None, target: str | None, **options: Any
    ) -> Any:
        return command(where=where_of(target, sources_of(options), account, region), **options)

    return with_where
