"""The operations on executions, in this process, of machines that a test gives."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sfn_dsl.local.stepfunctions.calling import ApiError, Caller
from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.executions.executions import Executions
from sfn_dsl.local.stepfunctions.running.executor import Executor, RunningLimits
from sfn_dsl.local.stepfunctions.running.mocks import Mocks
from sfn_dsl.local.stepfunctions.running.pace import FAST, Pace
from sfn_dsl.local.stepfunctions.started import MachineAtStart
from sfn_dsl.service_models import ServiceModel, load

CALLER = Caller("us-east-1", "123456789012")
ROLE = "arn:aws:iam::123456789012:role/role"
LONGEST = 20.0


class Machines:
    """The machines of a test, by their names; see `FindsMachines`."""

    def __init__(self) -> None:
        self.machines: dict[str, MachineAtStart] = {}

    def add(self, name: str, definition: Mapping[str, Any], kind: Any = "STANDARD") -> str:
        """Add a machine, or put another definition in its place; its ARN."""
        arn = CALLER.arn("stateMachine", name)
        self.machines[arn] = MachineAtStart(
            machine=arn, name=name, type=kind, definition=json.dumps(definition), role=ROLE
        )
        return arn

    def at_start(self, caller: Caller, arn: str) -> MachineAtStart:
        """See `FindsMachines`."""
        if arn not in self.machines:
            raise ApiError("StateMachineDoesNotExist", f"State Machine Does Not Exist: '{arn}'")
        return self.machines[arn]


class Here:
    """What a test does with executions."""

    def __init__(self, machines: Machines, executor: Executor, executions: Executions) -> None:
        self.machines = machines
        self.executor = executor
        self._operations = executions.operations()

    def do(self, operation: str, **request: Any) -> Any:
        """Do an operation by AWS's name, whose answer has to be as its model says."""
        answer = self._operations[operation](CALLER, request)
        model = load("stepfunctions")
        assert model is not None
        shape = model.output_of(operation)
        check_answer(model, shape or {"type": "structure", "members": {}}, answer, operation)
        return answer

    def start(self, machine: str, data: Any = None, **more: Any) -> str:
        """Start an execution; its ARN."""
        text = json.dumps({} if data is None else data)
        started = self.do("StartExecution", stateMachineArn=machine, input=text, **more)
        return str(started["executionArn"])

    def describe(self, execution: str) -> dict[str, Any]:
        """What DescribeExecution says."""
        return dict(self.do("DescribeExecution", executionArn=execution))

    def ended(self, execution: str) -> dict[str, Any]:
        """What DescribeExecution says when the execution has ended."""
        wait_until(lambda: self.describe(execution)["status"] != "RUNNING")
        return self.describe(execution)

    def history(self, execution: str) -> list[dict[str, Any]]:
        """All events."""
        events: list[dict[str, Any]] = []
        more: dict[str, Any] = {}
        while True:
            page = self.do("GetExecutionHistory", executionArn=execution, maxResults=1000, **more)
            events += page["events"]
            if "nextToken" not in page:
                return events
            more = {"nextToken": page["nextToken"]}

    def types(self, execution: str) -> list[str]:
        """The types of all events."""
        return [event["type"] for event in self.history(execution)]


_TYPES = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "long": int,
    "float": (int, float),
    "timestamp": (int, float),
}


def check_answer(model: ServiceModel, shape: Mapping[str, Any], value: Any, place: str) -> None:
    """Check that a value is as a shape of botocore's model of Step Functions says."""
    kind = shape["type"]
    if kind == "structure":
        assert isinstance(value, dict), place
        assert set(value) <= set(shape["members"]), f"{place} has {set(value)}"
        assert set(shape.get("required", ())) <= set(value), f"{place} has {set(value)}"
        for name, part in value.items():
            inner = model.shapes[shape["members"][name]["shape"]]
            check_answer(model, inner, part, f"{place}.{name}")
    elif kind in ("list", "map"):
        inner = model.shapes[shape["member" if kind == "list" else "value"]["shape"]]
        for part in value.values() if kind == "map" else value:
            check_answer(model, inner, part, f"{place}[]")
    else:
        assert isinstance(value, _TYPES[kind]), f"{place} is {value!r}"
        assert value in shape.get("enum", (value,)), f"{place} is {value!r}"


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, for a while."""
    until = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < until, "it did not become so in time"
        time.sleep(0.005)


@contextmanager
def executions_here(
    *,
    database: Database | None = None,
    machines: Machines | None = None,
    mocks: Mapping[str, object] | None = None,
    pace: Pace = FAST,
    clients: Any = None,
    limits: RunningLimits | None = None,
) -> Iterator[Here]:
    """The operations on executions, and what was running in the database runs on."""
    database = database or Database()
    machines = machines or Machines()
    executor = Executor(
        database, clients=clients, mocks=Mocks(mocks or {}), pace=pace, limits=limits
    )
    executions = Executions(database, machines, executor)
    executor.resume()
    try:
        yield Here(machines, executor, executions)
    finally:
        executor.close()
