"""Answers as a test writes them: what a type checker lets through, and mistakes that it finds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sfn_dsl import Definition
from sfn_dsl.testing import (
    Answer,
    Execution,
    Succeeded,
    TaskCall,
    TaskFailed,
    after,
    answers,
    answers_like_service,
    fails,
    handler,
    hangs,
    mock_config,
    nested,
    read_tasks,
    returns,
    simulate,
    submitted,
)


def charge(call: TaskCall) -> dict[str, int]:
    if call.attempt == 1:
        raise TaskFailed("Busy", "later")
    call.callbacks.succeed(call.token, {"n": 1}, after=60)
    return {"n": call.attempt}


def run(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return {"request": context.aws_request_id, **event}


def flaky() -> Answer:
    return answers({"a": 1}, after(timedelta(hours=1), fails("E", {"code": 1})), repeat_last=True)


shop = Definition({})
runs: list[Execution] = []
# What several tests share may be of any type that its values have.
TASKS = {"Pay": {"n": 1}, "Ship": fails("E"), "Wait": hangs(), "Run": handler(run)}

done = simulate(shop, {"orderId": 7}, tasks=TASKS)
simulate(
    shop,
    tasks={
        **TASKS,
        **read_tasks("tasks.yaml"),
        **mock_config("MockConfigFile.json", "HappyPath"),
        "Charge": charge,
        "Flaky": flaky(),
        "Own": lambda call: {"state": call.state},
        "Child": nested(shop, tasks=TASKS, on_run=runs.append),
        "Token": submitted({"MessageId": "1"}, returns({"ok": True})),
        "Outcome": Succeeded({"n": 1}, after=3),
        "*": answers_like_service(),
    },
)

fails(ValueError)  # E: arg-type
fails("E", phase="end")  # E: arg-type
after("60", {})  # E: arg-type
answers({}, repeat=True)  # E: call-arg
handler(3)  # E: arg-type
handler(charge)  # E: arg-type
nested(shop, runs=runs)  # E: call-arg
TaskFailed(cause={"code": 1})  # E: arg-type
