"""All operations on state machines, and what starts executions of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from sfn_dsl.local.stepfunctions.calling import Caller, Operation
from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.machines.aliases import Aliases
from sfn_dsl.local.stepfunctions.machines.arns import does_not_exist, read_machine_arn
from sfn_dsl.local.stepfunctions.machines.changes import Changes
from sfn_dsl.local.stepfunctions.machines.lookup import Lookup
from sfn_dsl.local.stepfunctions.machines.references import variable_references
from sfn_dsl.local.stepfunctions.machines.roles import Roles
from sfn_dsl.local.stepfunctions.machines.settings import LogGroups
from sfn_dsl.local.stepfunctions.machines.store import Machine, Store, Version
from sfn_dsl.local.stepfunctions.machines.tags import Tags
from sfn_dsl.local.stepfunctions.machines.versions import Versions
from sfn_dsl.local.stepfunctions.paging import page
from sfn_dsl.local.stepfunctions.started import MachineAtStart


class Machines:
    """The state machines of the local AWS (see `FindsMachines`).

    ``roles`` and ``log_groups`` are those of the local IAM and CloudWatch Logs. ``tags`` keeps the
    tags of activities too.
    """

    def __init__(self, database: Database, *, roles: Roles, log_groups: LogGroups) -> None:
        self.tags = Tags(database)
        self._store = Store(database)
        self._lookup = Lookup(self._store, self.tags)
        self._versions = Versions(self._lookup)
        self._aliases = Aliases(self._lookup)
        self._changes = Changes(self._lookup, self._versions, roles=roles, log_groups=log_groups)

    @property
    def is_running(self) -> Callable[[str], bool]:
        """Says of a machine's ARN whether executions of it are running; they delay its deletion."""
        return self._lookup.is_running

    @is_running.setter
    def is_running(self, said: Callable[[str], bool]) -> None:
        self._lookup.is_running = said

    def at_start(self, caller: Caller, arn: str) -> MachineAtStart:
        """The machine that a StartExecution with this ARN starts, an alias's by its weights.

        Raises ApiError: InvalidArn, StateMachineDoesNotExist, StateMachineDeleting.
        """
        return self._lookup.at_start(caller, arn)

    def operations(self) -> Mapping[str, Operation]:
        """By AWS's names."""
        return {
            "DescribeStateMachine": self.describe_state_machine,
            "ListStateMachines": self.list_state_machines,
            **self._changes.operations(),
            **self._versions.operations(),
            **self._aliases.operations(),
            **self.tags.operations(),
        }

    def describe_state_machine(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """A machine or a version of one; AWS takes no alias here."""
        arn = read_machine_arn(request["stateMachineArn"])
        with self._store.database.transaction():
            machine = self._lookup.machine(arn.machine)
            if machine is None or arn.alias is not None:
                raise does_not_exist(arn.text)
            found = self._lookup.version(arn) if arn.is_qualified else machine
            is_hidden = request.get("includedData") == "METADATA_ONLY"
            definition = "{}" if is_hidden else self._store.definition(found.arn)
        return {
            "stateMachineArn": found.arn,
            "name": machine.name,
            "status": machine.status,
            "definition": definition,
            "roleArn": found.role,
            "type": machine.type,
            "creationDate": found.created,
            **found.settings,
            **_optional(found),
            **_references(definition),
        }

    def list_state_machines(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """All machines of the region, by their names."""
        arns = [(arn, arn) for arn in self._store.machines(caller.arn("stateMachine", ""))]
        found, more = page("ListStateMachines", caller, request, arns)
        machines = map(self._lookup.machine, found)
        return {"stateMachines": [_listed(each) for each in machines if each is not None], **more}


def _optional(found: Machine | Version) -> dict[str, str]:
    """The revision and a version's description, which are left out where there are none."""
    description = found.description if isinstance(found, Version) else None
    told = {"revisionId": found.revision, "description": description}
    return cast("dict[str, str]", {name: each for name, each in told.items() if each is not None})


def _references(definition: str) -> dict[str, Any]:
    found = variable_references(definition)
    return {"variableReferences": found} if found else {}


def _listed(machine: Machine) -> dict[str, Any]:
    return {
        "stateMachineArn": machine.arn,
        "name": machine.name,
        "type": machine.type,
        "creationDate": machine.created,
    }
