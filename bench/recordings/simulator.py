"""The simulator, as the cases need it. This is the one place that knows its functions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from recordings.answers import RecordedResult, RecordedTasks, recorded_objects
from recordings.cases import ACCOUNT, REGION, ROLE, Case, Compare
from recordings.shape import answer_from_api, from_api
from sfn_dsl import read_json
from sfn_dsl.answers.local_objects import LocalObjects
from sfn_dsl.answers.simulating import START, simulate
from sfn_dsl.simulation import test_state
from sfn_dsl.simulation.events import in_api_form
from sfn_dsl.simulation.execution import Execution
from sfn_dsl.simulation.execution import execution_of as execution_of_run
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.simulation.program import prepare
from sfn_dsl.simulation.run import Run
from sfn_dsl.simulation.world import Names, World

_NAME = "recorded"


def execution_of(case: Case, compare: Compare) -> Callable[[], Mapping[str, Any]]:
    """Run an execution; the function that is returned gives it in the shape of a recording."""
    if case.expected["status"] == "ABORTED":
        stopped = _stopped(case, compare)
        return lambda: _shaped(stopped)
    execution = simulate(
        read_json(case.definition),
        json.loads(case.input or "{}"),
        tasks=RecordedTasks(case, compare),
        objects=recorded_objects(case),
        machine_type=case.content["type"],
        name=_NAME,
        machine_name=_NAME,
        role=ROLE,
        account=ACCOUNT,
    )
    return lambda: _shaped(execution)


def _stopped(case: Case, compare: Compare) -> Execution:
    """Stop an execution from outside, a second after its start."""
    definition = read_json(case.definition)
    start = START.timestamp()
    world = World(
        start=start,
        tasks=RecordedTasks(case, compare),
        objects=LocalObjects({}),
        seed=0,
        limits=Limits(),
    )
    around = f"arn:aws:states:{REGION}:{ACCOUNT}"
    names = Names(
        machine=f"{around}:stateMachine:{_NAME}",
        execution=f"{around}:execution:{_NAME}:{_NAME}",
        name=_NAME,
        role=ROLE,
        region=REGION,
        account=ACCOUNT,
    )
    run = Run(world, names, is_express=False)
    run.start(prepare(definition).machine, json.loads(case.input or "{}"), None)
    world.engine.run_until(start + 1)
    run.abort()
    return execution_of_run(run, definition)


def _shaped(execution: Execution) -> Mapping[str, Any]:
    run: dict[str, Any] = {"status": execution.status}
    if execution.status == "SUCCEEDED":
        run["output"] = execution.output
    ends = {"error": execution.error, "cause": execution.cause}
    run.update((name, value) for name, value in ends.items() if value is not None)
    return {**run, "history": from_api(map(in_api_form, execution.history))}


def test_state_of(case: Case, compare: Compare) -> Callable[[], Mapping[str, Any]]:
    """Test a state; the function that is returned gives the answer as it was recorded."""
    request = {**case.content["request"], "definition": case.definition}
    if case.input is not None:
        request["input"] = case.input
    try:
        answer = test_state.answer(request, tasks=RecordedResult(case), account=ACCOUNT)
    except test_state.RefusedError as refusal:
        refused = {"exception": {"code": refusal.code, "message": refusal.message}}
        return lambda: refused
    return lambda: answer_from_api(answer)
