"""Creating, updating and deleting state machines."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

import attrs

from sfn_dsl.definition import MachineType
from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, Operation
from sfn_dsl.local.stepfunctions.machines.arns import (
    check_name,
    check_role_arn,
    does_not_exist,
    read_machine_arn,
)
from sfn_dsl.local.stepfunctions.machines.lookup import Lookup, deleting, now
from sfn_dsl.local.stepfunctions.machines.roles import Roles, check_role
from sfn_dsl.local.stepfunctions.machines.settings import LogGroups, defaults, read_settings
from sfn_dsl.local.stepfunctions.machines.store import DELETING, Machine
from sfn_dsl.local.stepfunctions.machines.tags import check_tags
from sfn_dsl.local.stepfunctions.machines.verdicts import check_definition
from sfn_dsl.local.stepfunctions.machines.versions import Versions

MAX_MACHINES: Final = 100_000


class Changes:
    """The operations that change machines."""

    def __init__(
        self, lookup: Lookup, versions: Versions, *, roles: Roles, log_groups: LogGroups
    ) -> None:
        self._lookup = lookup
        self._store = lookup.store
        self._versions = versions
        self._roles = roles
        self._log_groups = log_groups

    def operations(self) -> Mapping[str, Operation]:
        """By AWS's names."""
        return {
            "CreateStateMachine": self.create_state_machine,
            "UpdateStateMachine": self.update_state_machine,
            "DeleteStateMachine": self.delete_state_machine,
        }

    def create_state_machine(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Create a machine, or find that it is there: another role or other tags are ignored."""
        check_name(request["name"])
        check_role_arn(request["roleArn"])
        _check_version_description(request)
        arn = caller.arn("stateMachine", request["name"])
        check_tags(arn, request.get("tags") or ())
        found = self._lookup.machine(arn)
        if found is None:
            # Roles and log groups are asked for over HTTP, which no transaction waits for.
            settings = read_settings(caller, request, self._log_groups)
            check_definition(request["definition"], request.get("type") or "STANDARD")
            check_role(self._roles, caller, request["roleArn"], arn)
        else:
            settings = read_settings(caller, request, _AnyLogGroup())
        made = _new(arn, request, settings)
        with self._store.database.transaction():
            found = self._lookup.machine(arn)
            if found is not None:
                return self._again(found, made, request)
            if self._store.number_of_machines(caller.arn("stateMachine", "")) >= MAX_MACHINES:
                raise ApiError(
                    "StateMachineLimitExceeded",
                    f"The maximum number of state machines has been reached: {MAX_MACHINES}",
                )
            self._store.put_machine(made, request["definition"])
            self._lookup.tags.create(arn, request.get("tags") or ())
            return self._created(made, request)

    def _again(self, found: Machine, made: Machine, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer where there is a machine of that name."""
        if found.status == DELETING:
            raise deleting(found.arn)
        definition = self._store.definition(found.arn)
        same = (
            definition == request["definition"],
            found.type == made.type,
            found.settings == made.settings,
            found.published == made.published,
        )
        if not all(same):
            raise ApiError(
                "StateMachineAlreadyExists", f"State Machine Already Exists: '{found.arn}'"
            )
        return self._created(found, request)

    def _created(self, machine: Machine, request: Mapping[str, Any]) -> dict[str, Any]:
        answer = {"stateMachineArn": machine.arn, "creationDate": machine.created}
        if request.get("publish"):
            version = self._versions.publish(machine, request.get("versionDescription"))
            answer["stateMachineVersionArn"] = version.arn
        return answer

    def update_state_machine(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Change what is given; only a real change is a new revision."""
        arn = read_machine_arn(request["stateMachineArn"])
        settings = read_settings(caller, request, self._log_groups)
        definition, role = request.get("definition"), request.get("roleArn")
        if definition is None and role is None and not settings:
            raise ApiError(
                "MissingRequiredParameter",
                "Either the definition, the role ARN, the LoggingConfiguration, or the "
                "TracingConfiguration must be specified",
            )
        _check_version_description(request)
        if arn.is_qualified:
            raise does_not_exist(arn.text)
        machine = self._lookup.active(arn.machine)
        if definition is not None:
            check_definition(definition, machine.type)
        if role is not None:
            check_role(self._roles, caller, role, machine.arn)
        no_room: ApiError | None = None
        with self._store.database.transaction():
            changed = self._changed(definition, role, settings, self._lookup.active(arn.machine))
            answer = _updated(changed)
            if request.get("publish"):
                try:
                    version = self._versions.publish(changed, request.get("versionDescription"))
                except ApiError as error:
                    no_room = error
                else:
                    answer["stateMachineVersionArn"] = version.arn
        if no_room is not None:
            # Where there is no room for another version, the update has taken effect nevertheless.
            raise no_room
        return answer

    def _changed(
        self,
        definition: str | None,
        role: str | None,
        settings: Mapping[str, Any],
        machine: Machine,
    ) -> Machine:
        changed = attrs.evolve(
            machine, role=role or machine.role, settings={**machine.settings, **settings}
        )
        is_other = definition not in (None, self._store.definition(machine.arn))
        if is_other or changed != machine:
            changed = attrs.evolve(changed, revision=str(uuid.uuid4()))
        changed = attrs.evolve(changed, updated=now())
        self._store.put_machine(changed, definition if is_other else None)
        return changed

    def delete_state_machine(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Delete a machine, which is gone as soon as no execution of it is running."""
        arn = read_machine_arn(request["stateMachineArn"])
        if not arn.is_qualified:
            with self._store.database.transaction():
                found = self._store.machine(arn.machine)
                if found is not None:
                    self._store.put_machine(attrs.evolve(found, status=DELETING))
            self._lookup.machine(arn.machine)
        return {}


class _AnyLogGroup:
    """Takes any log group: of a machine that is there, only what it has is compared."""

    def has_log_group(self, caller: Caller, name: str) -> bool:
        return True


def _new(arn: str, request: Mapping[str, Any], settings: Mapping[str, Any]) -> Machine:
    kind: MachineType = request.get("type") or "STANDARD"
    moment = now()
    return Machine(
        arn=arn,
        name=request["name"],
        type=kind,
        role=request["roleArn"],
        settings={**defaults(), **settings},
        created=moment,
        updated=moment,
        published=(bool(request.get("publish")), request.get("versionDescription")),
    )


def _check_version_description(request: Mapping[str, Any]) -> None:
    if request.get("versionDescription") is not None and not request.get("publish"):
        raise ApiError(
            "ValidationException", "Version description can only be set when publish is true"
        )


def _updated(machine: Machine) -> dict[str, Any]:
    revision = {} if machine.revision is None else {"revisionId": machine.revision}
    return {"updateDate": machine.updated, **revision}
