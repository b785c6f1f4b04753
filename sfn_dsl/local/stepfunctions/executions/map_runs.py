"""DescribeMapRun, ListMapRuns and UpdateMapRun (AWS Step Functions API Reference)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, Operation
from sfn_dsl.local.stepfunctions.executions.checks import check_arn, find_execution
from sfn_dsl.local.stepfunctions.machines.arns import resource_not_found
from sfn_dsl.local.stepfunctions.paging import page
from sfn_dsl.local.stepfunctions.running.executor import Executor
from sfn_dsl.local.stepfunctions.running.map_runs import KIND

_LISTED: Final = ("executionArn", "mapRunArn", "stateMachineArn", "startDate", "stopDate")
_LIMITS: Final = {
    "maxConcurrency": "concurrency",
    "toleratedFailureCount": "count",
    "toleratedFailurePercentage": "percentage",
}


class MapRuns:
    """The operations on Map Runs."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._database = executor.store.database

    def operations(self) -> Mapping[str, Operation]:
        """The operations by AWS's names."""
        return {
            "DescribeMapRun": self.describe_map_run,
            "ListMapRuns": self.list_map_runs,
            "UpdateMapRun": self.update_map_run,
        }

    def describe_map_run(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Tell how far a Map Run has come."""
        known = self._found(request["mapRunArn"])
        return {name: value for name, value in known.items() if name != "stateMachineArn"}

    def list_map_runs(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """List the Map Runs of an execution, the newest first."""
        execution = find_execution(self._executor.store, request["executionArn"])
        prefix = execution.machine.replace(":stateMachine:", ":mapRun:", 1)
        found = [
            (arn, run)
            for arn, run in self._database.find(KIND, f"{prefix}/")
            if run["executionArn"] == execution.arn
        ]
        found.sort(key=lambda each: -each[1]["startDate"])
        shown, more = page("ListMapRuns", caller, request, found)
        listed = [{name: run[name] for name in _LISTED if name in run} for run in shown]
        return {"mapRuns": listed, **more}

    def update_map_run(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Change the limits of a Map Run that runs."""
        known = self._found(request["mapRunArn"])
        changes = {ours: request[name] for name, ours in _LIMITS.items() if name in request}
        parent = self._executor.store.find(known["executionArn"])
        live = self._executor.running(parent.number) if parent else None
        what = {"is": "mapRun", "arn": known["mapRunArn"], **changes}
        if known["status"] != "RUNNING" or live is None or not live.tell(what):
            raise ApiError(
                "ValidationException", f"The Map Run is not running: '{known['mapRunArn']}'"
            )
        return {}

    def _found(self, arn: str) -> dict[str, Any]:
        known = self._database.get(KIND, check_arn(arn, KIND))
        if known is None:
            raise resource_not_found(arn)
        return known
