"""StartExecution, StartSyncExecution, StopExecution (AWS Step Functions API Reference)."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Mapping
from typing import Any, Final

import attrs

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.arns import read_arn
from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, Operation
from sfn_dsl.local.stepfunctions.executions.checks import check_json, find_execution
from sfn_dsl.local.stepfunctions.machines.arns import check_name
from sfn_dsl.local.stepfunctions.running.executor import Executor
from sfn_dsl.local.stepfunctions.running.live import Live
from sfn_dsl.local.stepfunctions.running.store import Record
from sfn_dsl.local.stepfunctions.started import FindsMachines, MachineAtStart

_NAME_IS_KEPT: Final = 90 * 24 * 3600.0
_SEED_BITS: Final = 62
_BILLED: Final = 100
_MEMORY: Final = 64
NOT_OF_TYPE: Final = "This operation is not supported by this type of state machine"


@attrs.frozen
class Start:
    """What a request asks to be started."""

    arn: str
    name: str
    data: str
    trace: str | None = None
    parent: Mapping[str, Any] | None = None
    is_awaited: bool = False
    started: float | None = None


class Starting:
    """Starts and stops executions."""

    def __init__(self, machines: FindsMachines, executor: Executor) -> None:
        self._machines = machines
        self._executor = executor
        self._store = executor.store

    def operations(self) -> Mapping[str, Operation]:
        """The operations by AWS's names."""
        return {
            "StartExecution": self.start_execution,
            "StartSyncExecution": self.start_sync_execution,
            "StopExecution": self.stop_execution,
        }

    def start_execution(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Start an execution."""
        record = self._started(caller, _asked(request))
        return {"executionArn": record.arn, "startDate": record.started}

    def start_child(
        self,
        machine: str,
        name: str,
        data: str,
        *,
        parent: Mapping[str, Any],
        started: float,
        is_awaited: bool,
    ) -> Record:
        """See `StartsChildren`."""
        arn = read_arn(machine)
        caller = Caller(arn.region, arn.account, arn.partition or "aws")
        start = Start(
            machine, name, data, parent=parent, is_awaited=is_awaited, started=round(started, 3)
        )
        return self._started(caller, start)

    def start_sync_execution(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Start an Express execution, and answer with what became of it."""
        start = _asked(request)
        machine, case = self._found(caller, start)
        if machine.type != "EXPRESS":
            raise ApiError("StateMachineTypeNotSupported", NOT_OF_TYPE)
        self._executor.check_room()
        live = self._executor.start_apart(self._record(start, machine, case))
        live.done.wait()
        if not live.record.is_over:
            raise ApiError("ServiceUnavailable", "the local Step Functions is ending", status=500)
        return _sync_result(live, has_data=request.get("includedData") != "METADATA_ONLY")

    def stop_execution(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Stop an execution; one that is over stays as it is."""
        record = find_execution(self._store, request["executionArn"])
        live = self._executor.running(record.number)
        if live is not None:
            stop = {"is": "stop", "error": request.get("error"), "cause": request.get("cause")}
            live.tell(stop)
            record = live.record
        return {"stopDate": record.stopped}

    def _found(self, caller: Caller, start: Start) -> tuple[MachineAtStart, str | None]:
        """The machine to start, and the test case of mocks where its ARN names one."""
        arn, _, case = start.arn.partition("#")
        machine = self._machines.at_start(caller, arn)
        check_name(start.name)
        check_json(start.data, "InvalidExecutionInput", "Invalid State Machine Execution Input")
        if case:
            self._check_case(machine, case)
        return machine, case or None

    def _check_case(self, machine: MachineAtStart, case: str) -> None:
        try:
            self._executor.mocks.for_execution(machine.name, case)
        except AnswerError as error:
            raise ApiError("ValidationException", str(error)) from None

    def _started(self, caller: Caller, start: Start) -> Record:
        machine, case = self._found(caller, start)
        if start.is_awaited and machine.type == "EXPRESS":
            raise ApiError("StateMachineTypeNotSupported", NOT_OF_TYPE)
        record = self._record(start, machine, case)
        with self._store.database.transaction():
            known = self._store.find(record.arn)
            if known is not None and _is_free(known):
                self._store.remove(known)
            elif known is not None:
                return _same(known, record)
            self._executor.check_room()
            record = self._store.add(record)
        self._executor.start(record)
        return record

    def _record(self, start: Start, machine: MachineAtStart, case: str | None) -> Record:
        around, _, name = machine.machine.partition(":stateMachine:")
        is_express = machine.type == "EXPRESS"
        own = f":{uuid.uuid4()}" if is_express else ""
        kind = "express" if is_express else "execution"
        details = {
            "input": start.data,
            "role": machine.role,
            "seed": secrets.randbits(_SEED_BITS),
            "definition": self._store.keep_definition(machine.definition),
            "revision": machine.revision,
            "updated": machine.updated,
            "configuration": dict(machine.configuration),
            "trace": start.trace,
            "testCase": case,
            "parent": start.parent,
            "isAwaited": start.is_awaited or None,
        }
        return Record(
            arn=f"{around}:{kind}:{name}:{start.name}{own}",
            machine=machine.machine,
            type=machine.type,
            status="RUNNING",
            started=round(time.time(), 3) if start.started is None else start.started,
            version=machine.version,
            alias=machine.alias,
            details={key: value for key, value in details.items() if value is not None},
        )


def _asked(request: Mapping[str, Any]) -> Start:
    return Start(
        arn=request["stateMachineArn"],
        name=request.get("name") or str(uuid.uuid4()),
        data=request.get("input", "{}"),
        trace=request.get("traceHeader"),
    )


def _is_free(known: Record) -> bool:
    """Return whether the name of an execution may be used again."""
    return known.stopped is not None and known.stopped + _NAME_IS_KEPT < time.time()


def _same(known: Record, asked: Record) -> Record:
    """The execution that was started by the same request before. Raises ApiError."""
    parent = asked.details.get("parent")
    is_repeated = parent is not None and known.details.get("parent") == parent
    is_same = known.details["input"] == asked.details["input"] and not known.is_over
    if not (is_same or is_repeated):
        raise ApiError("ExecutionAlreadyExists", f"Execution Already Exists: '{known.arn}'")
    return known


def _sync_result(live: Live, *, has_data: bool) -> dict[str, Any]:
    record, details = live.record, live.record.details
    seconds = (record.stopped or record.started) - record.started
    result: dict[str, Any] = {
        "executionArn": record.arn,
        "stateMachineArn": record.machine,
        "name": record.name,
        "startDate": record.started,
        "stopDate": record.stopped,
        "status": record.status,
        "inputDetails": {"included": has_data},
        "billingDetails": {
            "billedMemoryUsedInMB": _MEMORY,
            "billedDurationInMilliseconds": -(-round(seconds * 1000) // _BILLED) * _BILLED,
        },
    }
    if "trace" in details:
        result["traceHeader"] = details["trace"]
    if record.status == "SUCCEEDED":
        result["outputDetails"] = {"included": has_data}
    shown = ("input", "output", "error", "cause") if has_data else ("error", "cause")
    return result | {name: details[name] for name in shown if name in details}
