"""Calls whose outcome comes from outside, after the task has begun."""

from __future__ import annotations

from typing import Any

from sfn_dsl.definition import Definition
from sfn_dsl.simulation.effects import Failed, Hangs, Outcome, Pending, Succeeded, TaskCall
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.simulation.program import prepare
from sfn_dsl.simulation.run import Run
from sfn_dsl.simulation.world import Names, World

NAMES = Names("arn:m", "arn:e", "e", "arn:r", "us-east-1", "1")
SUBMITS = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
PUBLISH = "arn:aws:states:::sns:publish"
ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:work"


class Outside:
    """Knows no outcome until it is told one."""

    def __init__(self, resource: str, **task: Any) -> None:
        state = {"Type": "Task", "Resource": resource, "Parameters": {}, "End": True} | task
        program = prepare(Definition({"StartAt": "T", "States": {"T": state}}))
        none: Any = None
        self.world = World(start=0, tasks=self, objects=none, seed=1, limits=Limits())
        self.run = Run(self.world, NAMES, is_express=False)
        self.run.start(program.machine, {}, None)
        self.world.engine.run_until(0)

    def start(self, call: TaskCall) -> Pending:
        self.token = call.token
        return Pending()

    def at(self, time: float, outcome: Outcome) -> None:
        self.world.engine.run_until(time)
        self.world.tokens.answer(self.token, outcome)
        self.world.engine.run_until(time)

    @property
    def types(self) -> list[str]:
        return [event.type for event in self.run.events[2:]]


def test_a_task_has_started_and_waits() -> None:
    outside = Outside(PUBLISH)
    assert outside.types == ["TaskScheduled", "TaskStarted"]


def test_its_outcome_ends_it_when_it_comes() -> None:
    outside = Outside(PUBLISH)
    outside.at(7, Succeeded({"MessageId": "1"}))
    assert (outside.run.status, outside.run.output, outside.run.ended) == (
        "SUCCEEDED",
        {"MessageId": "1"},
        7,
    )


def test_a_timeout_before_the_outcome_ends_it() -> None:
    outside = Outside(PUBLISH, TimeoutSeconds=5)
    outside.at(6, Succeeded(1))
    assert (outside.run.status, outside.run.error, outside.run.ended) == (
        "FAILED",
        "States.Timeout",
        5,
    )


def test_a_token_that_is_used_before_the_service_has_answered_counts_after_it() -> None:
    outside = Outside(SUBMITS)
    outside.world.tokens.succeed(outside.token, {"early": True})
    outside.world.engine.run_until(1)
    assert outside.types[-1] == "TaskStarted"
    outside.at(2, Hangs(submitted={"MessageId": "1"}))
    assert outside.types[2:4] == ["TaskSubmitted", "TaskSucceeded"]
    assert outside.run.output == {"early": True}


def test_a_service_that_refuses_fails_the_submission() -> None:
    outside = Outside(SUBMITS)
    outside.at(1, Failed("SQS.X", "why", phase="submit"))
    assert outside.types[2] == "TaskSubmitFailed"
    assert (outside.run.error, outside.run.cause) == ("SQS.X", "why")


def test_an_activity_starts_and_its_time_begins_when_a_worker_takes_it() -> None:
    outside = Outside(ACTIVITY, TimeoutSeconds=10)
    outside.world.engine.run_until(100)
    assert outside.types == ["ActivityScheduled"]
    outside.at(100, Hangs(worker="me"))
    assert outside.types[1:] == ["ActivityStarted"]
    outside.world.engine.run_until(111)
    assert outside.types[2] == "ActivityTimedOut"
    assert outside.run.ended == 110
