"""The simulator, as the cases need it. This is the one place that knows its functions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from recordings.answers import RecordedTasks, recorded_objects
from recordings.cases import ACCOUNT, ROLE, Case, Compare
from recordings.shape import from_api
from sfn_dsl import read_json
from sfn_dsl.simulation.execution import Execution
from sfn_dsl.simulation.history.events import in_api_form
from sfn_dsl.testing.simulate import simulate

_NAME = "recorded"


def execution_of(case: Case, compare: Compare) -> Callable[[], Mapping[str, Any]]:
    """Run an execution; the function that is returned gives it in the shape of a recording."""
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


def _shaped(execution: Execution) -> Mapping[str, Any]:
    run: dict[str, Any] = {"status": execution.status}
    if execution.status == "SUCCEEDED":
        run["output"] = execution.output
    ends = {"error": execution.error, "cause": execution.cause}
    run.update((name, value) for name, value in ends.items() if value is not None)
    return {**run, "history": from_api(map(in_api_form, execution.history))}


def test_state_of(case: Case, compare: Compare) -> Callable[[], Mapping[str, Any]]:
    """Test a state; the function that is returned gives the answer as it was recorded."""
    raise NotImplementedError
