"""RedriveExecution (AWS Step Functions API Reference)."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, Operation
from sfn_dsl.local.stepfunctions.executions.checks import find_execution
from sfn_dsl.local.stepfunctions.executions.reading import Reading
from sfn_dsl.local.stepfunctions.running.executor import Executor


class Redriving:
    """Lets executions go on that have ended without success."""

    def __init__(self, executor: Executor, reading: Reading) -> None:
        self._executor = executor
        self._reading = reading
        self._lock = threading.Lock()

    def operations(self) -> Mapping[str, Operation]:
        """The operations by AWS's names."""
        return {"RedriveExecution": self.redrive_execution}

    def redrive_execution(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Let an execution go on from the states that had not succeeded.

        Raises ApiError: ExecutionDoesNotExist, ExecutionNotRedrivable, ExecutionLimitExceeded.
        """
        token = request.get("clientToken")
        with self._lock:
            record = find_execution(self._executor.store, request["executionArn"])
            details = record.details
            if token is not None and details.get("redriveToken") == token:
                return {"redriveDate": details["redriveDate"]}
            reason = self._reading.why_not_redrivable(record)
            if record.map_run is not None:
                reason = "Execution was started by a Map Run, which its parent redrives"
            if reason is not None:
                raise ApiError("ExecutionNotRedrivable", reason)
            again = self._executor.redrive(record, token)
        return {"redriveDate": again.details["redriveDate"]}
