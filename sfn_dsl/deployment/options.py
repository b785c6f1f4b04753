"""What an author can ask of a deployment: what it may do, what it checks, what it releases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.model.resources import known_arns
from sfn_dsl.sequences import ListOf, elements

FAILURES_ALLOWED: Final = 5.0


@attrs.frozen
class Shift:
    """How an alias moves to a new version while the old one still serves.

    ``percent`` of the executions, 1 to 99, go to the new version for so many ``seconds``; then all
    of them, or, when ``linear``, ``percent`` more each time.
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

    ``description`` describes the new version, in at most 256 characters. ``alias`` is created, or
    pointed at the new version, at once or by ``shift``. A shift is rolled back when one of the
    CloudWatch ``alarms`` goes off, or when more than ``max_failures`` percent of the new version's
    executions fail (5 where neither is given). ``keep`` is how many versions to keep, counting the
    new one: older ones that no alias points at are deleted. None keeps them all.
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

    ``release`` is what else to release: a version, and an alias that points at it. None
    publishes nothing and leaves aliases alone.

    ``replace`` allows to delete a machine of another type and create it again, with the loss of its
    execution history, versions and aliases. AWS cannot change the type of a machine.

    ``adopt`` allows to change a machine that belongs to a CloudFormation stack, whose template then
    no longer says what is deployed.

    ``validate_on_aws`` has AWS validate the definition first (ValidateStateMachineDefinition),
    where the credentials allow it. It knows rules that are checked nowhere else.

    ``allow_missing_permissions`` deploys even if the role is known to lack permissions that the
    definition needs; they are then warnings.

    ``resources`` are the ARNs of resources that the definition leaves open, by the name that the
    notes of ``sfn policy`` have for them, so that the role is reviewed for these alone.
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
