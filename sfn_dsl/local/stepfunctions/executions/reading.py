"""What is told of executions: DescribeExecution, ListExecutions, GetExecutionHistory and others.

AWS Step Functions API Reference.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, Operation
from sfn_dsl.local.stepfunctions.executions.checks import check_arn, find_execution
from sfn_dsl.local.stepfunctions.executions.starting import NOT_OF_TYPE
from sfn_dsl.local.stepfunctions.machines.arns import resource_not_found
from sfn_dsl.local.stepfunctions.machines.references import variable_references
from sfn_dsl.local.stepfunctions.paging import Pages
from sfn_dsl.local.stepfunctions.running.map_runs import KIND as MAP_RUN
from sfn_dsl.local.stepfunctions.running.store import Record, Store
from sfn_dsl.local.stepfunctions.started import FindsMachines

REDRIVABLE_FOR: Final = 14 * 24 * 3600.0
MOST_EVENTS: Final = 24_999
_FIRST: Final = 2**62
_DATA: Final = ("input", "output", "inputDetails", "outputDetails")


class Reading:
    """Tells of executions."""

    def __init__(self, store: Store, machines: FindsMachines) -> None:
        self._store = store
        self._machines = machines

    def operations(self) -> Mapping[str, Operation]:
        """The operations by AWS's names."""
        return {
            "DescribeExecution": self.describe_execution,
            "DescribeStateMachineForExecution": self.describe_state_machine,
            "GetExecutionHistory": self.get_execution_history,
            "ListExecutions": self.list_executions,
        }

    def describe_execution(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Tell all of an execution but its history."""
        record = find_execution(self._store, request["executionArn"])
        details = record.details
        has_data = request.get("includedData") != "METADATA_ONLY"
        included = {"included": has_data}
        said: dict[str, Any] = {**_item(record), "inputDetails": included}
        if record.status == "SUCCEEDED":
            said["outputDetails"] = included
        shown = ("input", "output", "error", "cause") if has_data else ()
        said |= {name: details[name] for name in shown if name in details}
        if "trace" in details:
            said["traceHeader"] = details["trace"]
        said["redriveCount"] = record.redriven
        reason = self.why_not_redrivable(record)
        said["redriveStatus"] = "NOT_REDRIVABLE" if reason else "REDRIVABLE"
        if record.map_run is not None and not reason:
            said["redriveStatus"] = "REDRIVABLE_BY_MAP_RUN"
        if reason:
            said["redriveStatusReason"] = reason
        return said

    def why_not_redrivable(self, record: Record) -> str | None:
        """AWS's reason why an execution cannot be redriven, None where it can."""
        if not record.is_over or record.status == "SUCCEEDED":
            return f"Execution is {record.status} and cannot be redriven"
        if (record.stopped or 0.0) + REDRIVABLE_FOR < time.time():
            return "Execution redrivable period exceeded"
        [*last] = self._store.events(record.arn, after=_FIRST, limit=1, is_reverse=True)
        if last and last[0]["id"] >= MOST_EVENTS:
            return "Execution history event limit exceeded"
        return None

    def describe_state_machine(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Tell of the state machine as it was when an execution began."""
        record = find_execution(self._store, request["executionArn"])
        details = record.details
        definition = self._store.definition(details["definition"])
        said: dict[str, Any] = {
            "stateMachineArn": record.machine,
            "name": record.machine.rsplit(":", 1)[1].partition("/")[0],
            "definition": definition,
            "roleArn": details["role"],
            "updateDate": details.get("updated", record.started),
            **details.get("configuration", {}),
        }
        references = variable_references(definition)
        if references:
            said["variableReferences"] = references
        if "revision" in details:
            said["revisionId"] = details["revision"]
        if record.map_run is not None:
            said["mapRunArn"] = record.map_run
            said["label"] = record.machine.rpartition("/")[2]
        return said

    def get_execution_history(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Tell the events of an execution, in pages."""
        record = find_execution(self._store, request["executionArn"])
        pages = Pages("GetExecutionHistory", caller, request)
        is_reverse = bool(request.get("reverseOrder"))
        after = pages.after if pages.after is not None else _FIRST if is_reverse else 0
        events = self._store.events(
            record.arn, after=after, limit=pages.size + 1, is_reverse=is_reverse
        )
        page: dict[str, Any] = {"events": events[: pages.size]}
        if len(events) > pages.size:
            page["nextToken"] = pages.token(events[pages.size - 1]["id"])
        if request.get("includeExecutionData") is False:
            page["events"] = [_without_data(event) for event in page["events"]]
        return page

    def list_executions(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """List executions of a machine, a version, an alias, or a Map run; the newest first."""
        pages = Pages("ListExecutions", caller, request)
        condition, parameters = self._condition(caller, request)
        status = request.get("statusFilter")
        if status is not None:
            condition, parameters = f"{condition} AND status = ?", (*parameters, status)
        redriven = request.get("redriveFilter")
        if redriven is not None:
            condition += " AND redriven > 0" if redriven == "REDRIVEN" else " AND redriven = 0"
        if pages.after is not None:
            condition, parameters = f"{condition} AND number < ?", (*parameters, pages.after)
        found = self._store.select(condition, parameters, limit=pages.size + 1)
        shown = found[: pages.size]
        page: dict[str, Any] = {"executions": [_listed(record) for record in shown]}
        if len(found) > pages.size:
            page["nextToken"] = pages.token(shown[-1].number)
        return page

    def _condition(self, caller: Caller, request: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
        arn, map_run = request.get("stateMachineArn"), request.get("mapRunArn")
        if (arn is None) == (map_run is None):
            raise ApiError(
                "ValidationException",
                "Must provide either a StateMachine ARN or a MapRun ARN, and not both",
            )
        if map_run is not None:
            if self._store.database.get(MAP_RUN, check_arn(map_run, MAP_RUN)) is None:
                raise resource_not_found(map_run)
            return "map_run = ?", (map_run,)
        machine = self._machines.at_start(caller, str(arn))
        if machine.type == "EXPRESS":
            raise ApiError("StateMachineTypeNotSupported", NOT_OF_TYPE)
        column = {machine.version: "version", machine.alias: "alias"}.get(arn, "machine")
        return f"{column} = ?", (arn,)


def _listed(record: Record) -> dict[str, Any]:
    """What a list tells of an execution."""
    items = record.details.get("itemCount")
    return _item(record) | ({} if items is None else {"itemCount": items})


def _item(record: Record) -> dict[str, Any]:
    """What lists and descriptions tell of an execution."""
    said = {
        "executionArn": record.arn,
        "stateMachineArn": record.machine,
        "name": record.name,
        "status": record.status,
        "startDate": record.started,
        "stopDate": record.stopped,
        "stateMachineVersionArn": record.version,
        "stateMachineAliasArn": record.alias,
        "mapRunArn": record.map_run,
        "redriveCount": record.redriven,
        "redriveDate": record.details.get("redriveDate"),
    }
    return {name: value for name, value in said.items() if value is not None}


def _without_data(event: Mapping[str, Any]) -> dict[str, Any]:
    """An event without inputs and outputs; parameters stay (measured on AWS)."""
    return {
        name: {key: part for key, part in value.items() if key not in _DATA}
        if isinstance(value, dict)
        else value
        for name, value in event.items()
    }
