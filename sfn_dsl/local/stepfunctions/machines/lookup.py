"""Finding what an ARN names, for operations on machines and for executions that are started."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final

import attrs

from sfn_dsl.local.stepfunctions.calling import ApiError, Caller
from sfn_dsl.local.stepfunctions.machines.arns import MachineArn, does_not_exist, read_machine_arn
from sfn_dsl.local.stepfunctions.machines.store import DELETING, Alias, Machine, Store, Version
from sfn_dsl.local.stepfunctions.machines.tags import Tags
from sfn_dsl.local.stepfunctions.started import MachineAtStart

_DIGITS: Final = 3


def now() -> float:
    """The time in seconds since 1970, as exact as AWS has it in its answers."""
    return round(time.time(), _DIGITS)


@attrs.define
class Lookup:
    """Finds machines, versions and aliases.

    ``is_running`` says of a machine's ARN whether executions of it are running: a machine that is
    being deleted is there until they have ended.
    """

    store: Store
    tags: Tags
    is_running: Callable[[str], bool] = lambda _: False
    choose: Callable[[], float] = random.random

    def machine(self, arn: str) -> Machine | None:
        """A machine by its ARN without a qualifier; one being deleted may be gone by now."""
        found = self.store.machine(arn)
        if found is None or found.status != DELETING or self.is_running(arn):
            return found
        with self.store.database.transaction():
            self.store.delete_machine(arn)
            self.tags.forget(arn)
        return None

    def active(self, arn: str) -> Machine:
        """A machine that may be changed and started.

        Raises ApiError: StateMachineDoesNotExist, StateMachineDeleting.
        """
        found = self.machine(arn)
        if found is None:
            raise does_not_exist(arn)
        if found.status == DELETING:
            raise deleting(arn)
        return found

    def version(self, arn: MachineArn) -> Version:
        """The version that an ARN names. Raises ApiError: StateMachineDoesNotExist."""
        found = None if arn.version is None else self.store.version(arn.machine, arn.version)
        if found is None:
            raise does_not_exist(arn.text)
        return found

    def at_start(self, caller: Caller, arn: str) -> MachineAtStart:
        """The machine that a StartExecution with this ARN starts (see `FindsMachines`)."""
        named = read_machine_arn(arn)
        with self.store.database.transaction():
            machine = self.machine(named.machine)
            if machine is None:
                raise does_not_exist(arn)
            if machine.status == DELETING:
                raise deleting(named.machine)
            if not named.is_qualified:
                return self._at_start(machine, machine)
            if named.alias is None:
                return self._at_start(machine, self.version(named))
            alias = self.store.alias(named.text)
            if alias is None:
                raise does_not_exist(arn)
            version = self.version(read_machine_arn(self._routed(alias)))
            return self._at_start(machine, version, alias.arn)

    def _routed(self, alias: Alias) -> str:
        """A version by the weights of an alias."""
        left = self.choose() * 100
        for arn, weight in alias.routes:
            left -= weight
            if left < 0:
                return arn
        return alias.routes[-1][0]

    def _at_start(
        self, machine: Machine, found: Machine | Version, alias: str | None = None
    ) -> MachineAtStart:
        return MachineAtStart(
            machine=machine.arn,
            name=machine.name,
            type=machine.type,
            definition=self.store.definition(found.arn),
            role=found.role,
            version=found.arn if isinstance(found, Version) else None,
            alias=alias,
            revision=found.revision,
            updated=found.created if isinstance(found, Version) else found.updated,
            configuration=found.settings,
        )


def deleting(arn: str) -> ApiError:
    """The refusal of a machine that is being deleted."""
    return ApiError("StateMachineDeleting", f"State Machine is being deleted: '{arn}'")
