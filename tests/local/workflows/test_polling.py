"""An EXPRESS workflow that asks an HTTPS API until its job is done, and answers its caller."""

from __future__ import annotations

import json

import boto3
import pytest

from sfn_dsl import (
    Choice,
    Retry,
    StateMachine,
    Succeed,
    Target,
    Wait,
    When,
    Workflow,
    deploy,
    jsonata,
    workflow,
)
from sfn_dsl.local import LocalAWS
from sfn_dsl.tasks import http
from sfn_dsl.testing import answers, fails

CONNECTION = "connection/partner/8d5f7a3c-0b6e-4a46-9d2c-6f0a1b2c3d4e"


@workflow
def report(target: Target) -> Workflow:
    ask = http.invoke(
        "Ask",
        api_endpoint=jsonata("'https://api.example.com/jobs/' & $states.input.job"),
        method="GET",
        authentication={"ConnectionArn": target.arn("events", CONNECTION)},
        retry=[Retry(["States.Http.StatusCode.503"], interval_seconds=5, max_attempts=2)],
        assign={"body": jsonata("$states.result.ResponseBody")},
        output=jsonata("$states.input"),
    )
    pause = Wait("Pause", seconds=20, next="Ask")
    done = Succeed("Done", output=jsonata("$body.url"))
    is_done = Choice("IsDone", [When(jsonata("$body.state = 'done'"), done)], default=pause)
    return Workflow(
        "report",
        StateMachine([ask >> is_done, pause, done], query_language="JSONata"),
        role="Report",
        type="EXPRESS",
    )


def answer(state: str, url: str = "") -> dict[str, object]:
    return {"StatusCode": 200, "ResponseBody": {"state": state, "url": url}}


@pytest.mark.local_aws(
    sources=[report],
    mocks={
        "http:invoke": answers(
            answer("running"),
            fails("States.Http.StatusCode.503", "come back later"),
            answer("running"),
            answer("done", "https://example.com/report.pdf"),
        )
    },
)
def test_the_caller_gets_the_output_in_its_answer(local_aws: LocalAWS) -> None:
    answered = boto3.client("stepfunctions").start_sync_execution(
        stateMachineArn=deploy(report).arn, input=json.dumps({"job": 7})
    )
    assert (answered["status"], answered.get("cause")) == ("SUCCEEDED", None)
    assert json.loads(answered["output"]) == "https://example.com/report.pdf"
    assert (answered["stopDate"] - answered["startDate"]).total_seconds() >= 45
    assert answered["billingDetails"]["billedDurationInMilliseconds"] >= 45_000


@pytest.mark.local_aws(sources=[report], mocks={"http:invoke": answer("running")})
def test_an_express_execution_times_out_after_five_minutes(local_aws: LocalAWS) -> None:
    answered = boto3.client("stepfunctions").start_sync_execution(
        stateMachineArn=deploy(report).arn, input=json.dumps({"job": 7})
    )
    assert answered["status"] == "TIMED_OUT"
    assert (answered["stopDate"] - answered["startDate"]).total_seconds() == 300
