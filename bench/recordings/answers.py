"""What the world outside answered while a case was recorded: its tasks, and its objects in S3."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from recordings.cases import Case, Compare
from sfn_dsl.simulation.effects import Failed, Hangs, Outcome, Succeeded, TaskCall

_PLACEHOLDER = re.compile(r"<<([^<>]+?)>>")
# The events of a task that failed before it ran.
_PHASES = {
    "TaskStartFailed": "start",
    "LambdaFunctionStartFailed": "start",
    "TaskSubmitFailed": "submit",
}


class NotRecordedError(Exception):
    """A task is called that was not called when the case was recorded."""


class RecordedTasks:
    """Answers each task as it was answered: of the same parameters the first that is left.

    Where none has the same parameters, the next one answers, so that one difference is one.
    """

    def __init__(self, case: Case, compare: Compare) -> None:
        recorded: Mapping[str, list[dict[str, Any]]] = case.content.get("task_mocks") or {}
        self._left = {state: list(answers) for state, answers in recorded.items()}
        self._compare = compare
        self._bindings: dict[str, str] = {}
        history = case.expected.get("history") or []
        self._workers = [
            event.get("workerName") for event in history if event["type"] == "ActivityStarted"
        ]
        self._phases = {
            (event.get("error"), _cause(event)): _PHASES[event["type"]]
            for event in history
            if event["type"] in _PHASES
        }

    def start(self, call: TaskCall) -> Outcome:
        """What was recorded for such a call. Raises NotRecordedError."""
        left = self._left.get(call.state)
        if left is None and call.service == "activity":
            # No execution tells that of an activity: it was deleted before.
            name = call.resource.rpartition(":")[2]
            return Failed("States.Runtime", f"The activity {name} does not exist.", phase="start")
        if not left:
            raise NotRecordedError(f"the task of '{call.state}' was not called so often")
        position = next((i for i, each in enumerate(left) if self._is_of(each, call)), 0)
        answer = left.pop(position)
        worker = self._workers.pop(0) if call.service == "activity" and self._workers else None
        submitted = self._filled(answer.get("submitted"))
        if answer.get("hang"):
            return Hangs(submitted=submitted, worker=worker)
        if "return" in answer:
            return Succeeded(self._filled(answer["return"]), submitted=submitted, worker=worker)
        error, cause = answer.get("error"), self._filled(_cause(answer))
        phase: Any = self._phases.get((error, cause), "task")
        return Failed(error, cause, submitted=submitted, worker=worker, phase=phase)

    def _is_of(self, answer: Mapping[str, Any], call: TaskCall) -> bool:
        expected = answer.get("match_parameters", answer.get("match_input"))
        bindings = dict(self._bindings)
        is_same, _ = self._compare(expected, call.parameters, bindings)
        if is_same:
            self._bindings = bindings
        return is_same

    def _filled(self, value: Any) -> Any:
        """A recorded value with what its placeholders stand for in this run, as far as is known.

        The others stay: they agree with themselves, wherever they come out.
        """
        if isinstance(value, str):
            return _PLACEHOLDER.sub(lambda each: self._bindings.get(each[1], each[0]), value)
        if isinstance(value, dict):
            return {key: self._filled(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._filled(each) for each in value]
        return value


class RecordedResult:
    """Answers the one task of a state that was tested with its service."""

    def __init__(self, case: Case) -> None:
        self._expected = case.expected

    def start(self, call: TaskCall) -> Outcome:
        """The raw result where it was shown, else the output, which these states do not filter."""
        if "output" not in self._expected:
            return Failed(self._expected.get("error"), _cause(self._expected))
        shown = self._expected.get("inspectionData") or {}
        return Succeeded(shown["result"] if "result" in shown else self._expected["output"])


def _cause(recorded: Mapping[str, Any]) -> str | None:
    if "cause" in recorded:
        return str(recorded["cause"])
    if "cause_json" in recorded:
        return json.dumps(recorded["cause_json"], separators=(",", ":"))
    return None


def recorded_objects(case: Case) -> dict[str, dict[str, str]]:
    """The objects in S3 while a case was recorded, by bucket and key."""
    buckets: dict[str, dict[str, str]] = {}
    for each in case.content.get("s3_objects") or ():
        buckets.setdefault(each["Bucket"], {})[each["Key"]] = each["Body"]
    return buckets
