"""Versions of state machines: numbered, and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, Operation
from sfn_dsl.local.stepfunctions.machines.arns import (
    MachineArn,
    does_not_exist,
    invalid_arn,
    read_machine_arn,
)
from sfn_dsl.local.stepfunctions.machines.lookup import Lookup, now
from sfn_dsl.local.stepfunctions.machines.store import INITIAL, Machine, Version
from sfn_dsl.local.stepfunctions.paging import page

MAX_VERSIONS: Final = 1000


class Versions:
    """The operations on versions."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._store = lookup.store

    def operations(self) -> Mapping[str, Operation]:
        """By AWS's names."""
        return {
            "PublishStateMachineVersion": self.publish_state_machine_version,
            "ListStateMachineVersions": self.list_state_machine_versions,
            "DeleteStateMachineVersion": self.delete_state_machine_version,
        }

    def publish_state_machine_version(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Publish the current revision, once: again it is the same version."""
        arn = read_machine_arn(request["stateMachineArn"])
        if arn.is_qualified:
            raise does_not_exist(arn.text)
        with self._store.database.transaction():
            machine = self._lookup.active(arn.machine)
            current = machine.revision or INITIAL
            asked = request.get("revisionId")
            if asked is not None and asked != current:
                raise ApiError(
                    "ConflictException",
                    f"Failed to publish the State Machine version for revision {asked}. The "
                    f"current State Machine revision is {current}.",
                    status=409,
                )
            version = self.publish(machine, request.get("description"))
        return {"stateMachineVersionArn": version.arn, "creationDate": version.created}

    def publish(self, machine: Machine, description: str | None) -> Version:
        """The version of a machine as it is now, a new one unless it is published already.

        Its number is one that no version had before. Raises ApiError: ServiceQuotaExceededException
        for more than 1,000 versions.
        """
        versions = self._store.versions(machine.arn)
        for version in versions:
            if version.revision == machine.revision:
                return version
        if len(versions) >= MAX_VERSIONS:
            raise quota_exceeded(machine.arn, f"versions is {MAX_VERSIONS}")
        version = Version(
            machine=machine.arn,
            number=machine.latest + 1,
            role=machine.role,
            settings=machine.settings,
            created=now(),
            revision=machine.revision,
            description=description,
        )
        self._store.put_version(version, self._store.definition(machine.arn))
        self._store.put_machine(attrs.evolve(machine, latest=version.number))
        return version

    def list_state_machine_versions(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The versions of a machine, the newest first."""
        arn = read_machine_arn(request["stateMachineArn"])
        if arn.is_qualified or self._lookup.machine(arn.machine) is None:
            raise invalid_arn(arn.text)
        items = [
            (each.arn, {"stateMachineVersionArn": each.arn, "creationDate": each.created})
            for each in self._store.versions(arn.machine)
        ]
        found, more = page("ListStateMachineVersions", caller, request, items)
        return {"stateMachineVersions": found, **more}

    def delete_state_machine_version(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Delete a version that no alias points at; one that is gone already may be deleted."""
        arn = read_machine_arn(request["stateMachineVersionArn"])
        if arn.version is None:
            raise invalid_arn(arn.text)
        with self._store.database.transaction():
            self._check_not_referenced(arn)
            self._store.delete_version(arn.text)
        return {}

    def _check_not_referenced(self, version: MachineArn) -> None:
        names = [
            alias.name
            for alias in self._store.aliases(version.machine)
            if version.text in dict(alias.routes)
        ]
        if names:
            raise ApiError(
                "ConflictException",
                "Version to be deleted must not be referenced by an alias. Current list of aliases "
                f"referencing this version: [{', '.join(sorted(names))}]",
                status=409,
            )


def quota_exceeded(arn: str, quota: str) -> ApiError:
    """The refusal of more versions or aliases than a machine may have."""
    return ApiError(
        "ServiceQuotaExceededException",
        f"The maximum number of {quota}, and has been reached for '{arn}'",
        status=402,
    )
