"""What an author can ask of a deployment: what it may do, what it checks, what it releases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.model.resources import known_arns
from sfn_dsl.model.sequences import ListOf, elements

FAILURES_ALLOWED: Final = 5.0


@attrs.frozen
class Shift:
    """How an alias moves to a new version while the old one still serves.

    Args:
        percent: The percentage of executions that go to the new version first, 1 to 99.
        seconds: How long each step lasts before the next one.
        linear: True adds ``percent`` at each step; False, a canary, goes to 100 percent after the
            first.

    Example::

        canary = Shift(10, seconds=300)
        assert canary.weights == (10, 100)
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


def _alarms(value: ListOf[str]) -> tuple[str, ...]:
    return elements(value, "alarms", "'alarm-name'")


@attrs.frozen
class Release:
    """What to release when a machine is deployed: a version, and the alias that points at it.

    See https://docs.aws.amazon.com/step-functions/latest/dg/concepts-cd-aliasing-versioning.html.

    Args:
        description: The description of the new version, of at most 256 characters.
        alias: The name of the alias that is created, or pointed at the new version. If omitted,
            aliases are left alone.
        shift: How the alias moves. If omitted, at once.
        alarms: The names of CloudWatch alarms, one of which rolls a shift back when it goes off.
        max_failures: The percentage of the new version's executions that may fail before a shift is
            rolled back. If omitted, 5, or only the alarms decide where there are some.
        keep: How many versions to keep, counting the new one; older ones that no alias points at
            are deleted. If omitted, all.

    Raises:
        AuthoringTypeError: ``alarms`` is not a list of names.

    Example::

        options = DeployOptions(release=Release(alias="live", shift=Shift(10, seconds=300), keep=5))
    """

    description: str | None = None
    alias: str | None = attrs.field(default=None, kw_only=True)
    shift: Shift | None = attrs.field(default=None, kw_only=True)
    alarms: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_alarms)
    max_failures: float | None = attrs.field(default=None, kw_only=True)
    keep: int | None = attrs.field(default=None, kw_only=True)

    @property
    def failures_allowed(self) -> float | None:
        """The percentage of executions that may fail, None where only alarms decide."""
        if self.max_failures is None and not self.alarms:
            return FAILURES_ALLOWED
        return self.max_failures


def _is_flag(_: object, attribute: attrs.Attribute[bool], value: object) -> None:
    if not isinstance(value, bool):
        raise AuthoringTypeError(f"write {attribute.name}=True or False, not {value!r}")


@attrs.frozen(kw_only=True)
class DeployOptions:
    """What a deployment may do, and what it checks before it changes anything.

    Args:
        release: What else to release: a version, and an alias that points at it. If omitted,
            nothing is published and aliases are left alone.
        replace: Allow to delete a machine of another type and create it again, with the loss of its
            execution history, versions and aliases. AWS cannot change the type of a machine.
        adopt: Allow to change a machine that belongs to a CloudFormation stack, whose template then
            no longer says what is deployed.
        validate_on_aws: Have AWS validate the definition first (ValidateStateMachineDefinition),
            where the credentials allow it. It knows rules that are checked nowhere else.
        allow_missing_permissions: Deploy even if the role is known to lack permissions that the
            definition needs; they are then warnings.
        resources: ARNs of resources that the definition leaves open, by the name that the notes of
            ``sfn policy`` have for them. The role is then reviewed for these alone.

    Raises:
        AuthoringTypeError: An option that is True or False has another value.
        SfnError: An entry of ``resources`` is not a resource and its ARNs.

    Example::

        options = DeployOptions(replace=True, validate_on_aws=False)
    """

    release: Release | None = None
    replace: bool = attrs.field(default=False, validator=_is_flag)
    adopt: bool = attrs.field(default=False, validator=_is_flag)
    validate_on_aws: bool = attrs.field(default=True, validator=_is_flag)
    allow_missing_permissions: bool = attrs.field(default=False, validator=_is_flag)
    resources: Mapping[str, tuple[str, ...]] = attrs.field(
        factory=dict, converter=known_arns, hash=False
    )


DEFAULT: Final = DeployOptions()
