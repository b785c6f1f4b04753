"""No false alarm on the service calls of public workflows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sfn_dsl import UNSET
from sfn_dsl.tasks.index import objections

WAITS = {"": UNSET, "sync": "sync", "sync:2": "sync:2", "waitForTaskToken": "task_token"}

# What is rightly objected to, by the end of the file's name, each with its reason.
WRONG = {
    # A fixture of a converter from TypeScript, which writes no parameters at all.
    "nested-stepfunctions-callLambdaWithAwaitUsingTask.json": "requires 'StateMachineArn'",
    # A fragment of documentation of 2019, whose one member is spelt as in Batch's own API; Step
    # Functions spells members in PascalCase, and all other calls of Batch do.
    "amazon-states-language-task-state-L180.json": "no parameter 'RetryStrategy.attempts'",
    # Tests of an engine of its own, which adds a service.
    "callback_task_token-L77.json": "integration 'rpcmessage:invoke'",
    # A plan of an architecture that was not built: AppSync has no such action.
    "UNIFIED_LLM_RUST_AMPLIFY_ARCHITECTURE-L357.json": "'appsync' has no action 'graphql'",
}


def tasks(document: Any) -> Iterator[dict[str, Any]]:
    pending = [document]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            if value.get("Type") == "Task" and isinstance(value.get("Resource"), str):
                yield value
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)


def service_calls(folder: Path) -> Iterator[tuple[str, str, Any, Any]]:
    for file in sorted(folder.glob("*.json")):
        for task in tasks(json.loads(file.read_text(encoding="utf-8"))):
            parts = task["Resource"].split(":", 5)
            is_call = parts[2:3] == ["states"] and len(parts) == 6
            if is_call and not parts[5].startswith("activity:"):
                action, _, wait = parts[5].partition(".")
                given = task.get("Parameters", task.get("Arguments"))
                parameters = given if isinstance(given, dict) else None
                yield file.name, action, WAITS[wait], parameters


def test_public_service_calls_are_let_pass_but_for_the_wrong_ones(data: Path) -> None:
    calls = list(service_calls(data / "corpus" / "definitions"))
    unexpected = [
        (file, objection)
        for file, action, wait, parameters in calls
        for objection in objections(action, wait, parameters)
        if not any(file.endswith(end) and said in objection for end, said in WRONG.items())
    ]
    assert unexpected == []
    assert calls
