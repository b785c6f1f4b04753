"""Workflows that a workflow starts, simulated in their place."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from sfn_dsl.definition import Definition
from sfn_dsl.testing import AnswerError, Execution, after, fails, nested, simulate, submitted

from .calls import a_definition

P = "arn:aws:states:::"
CHILD = "arn:aws:states:eu-west-1:111122223333:stateMachine:shipping"
SHIPPING = Definition(
    {
        "StartAt": "Wait for the carrier",
        "States": {
            "Wait for the carrier": {"Type": "Wait", "Seconds": 90, "Next": "Ship"},
            "Ship": {"Type": "Task", "Resource": f"{P}lambda:invoke", "OutputPath": "$.Payload",
                     "Parameters": {"FunctionName": "ship", "Payload.$": "$"}, "End": True},
        },
    }
)  # fmt: skip
SHIPPED = {"Ship": {"Payload": {"shipped": True}}}


def parent(action: str, **parameters: Any) -> Definition:
    given = {"StateMachineArn": CHILD, "Input": {"order": 1}, **parameters}
    return a_definition(Start={"Resource": f"{P}{action}", "Parameters": given})


def run(action: str, child: object, **parameters: Any) -> Execution:
    return simulate(parent(action, **parameters), tasks={"Start": child})


def test_a_child_takes_its_time_and_gives_its_output() -> None:
    done = run("states:startExecution.sync:2", nested(SHIPPING, tasks=SHIPPED), Name="order-1")
    assert done.status == "SUCCEEDED"
    assert done.elapsed == datetime.timedelta(seconds=90)
    start = round(done.started.timestamp() * 1000)
    assert done.output == {
        "ExecutionArn": f"{CHILD.replace('stateMachine', 'execution')}:order-1",
        "Input": {"order": 1},
        "InputDetails": {"Included": True},
        "Name": "order-1",
        "Output": {"shipped": True},
        "OutputDetails": {"Included": True},
        "RedriveCount": 0,
        "RedriveStatus": "NOT_REDRIVABLE",
        "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
        "StartDate": start,
        "StateMachineArn": CHILD,
        "Status": "SUCCEEDED",
        "StopDate": start + 90_000,
    }


def test_the_first_form_of_sync_gives_input_and_output_as_text() -> None:
    done = run("states:startExecution.sync", nested(SHIPPING, tasks=SHIPPED))
    assert (done.output["Input"], done.output["Output"]) == ('{"order":1}', '{"shipped":true}')


@pytest.mark.parametrize("action", ["states:startExecution.sync", "states:startExecution.sync:2"])
def test_a_child_that_fails_fails_its_task_with_what_describes_it(action: str) -> None:
    child = nested(SHIPPING, tasks={"Ship": fails("NoCarrier", "nobody drives")})
    failed = run(action, child, Name="order-1")
    assert (failed.status, failed.error) == ("FAILED", "States.TaskFailed")
    start = round(failed.started.timestamp() * 1000)
    described = json.loads(failed.cause or "")
    assert list(described) == sorted(described)
    assert described == {
        "Cause": "nobody drives",
        "Error": "NoCarrier",
        "ExecutionArn": f"{CHILD.replace('stateMachine', 'execution')}:order-1",
        "Input": '{"order":1}',
        "InputDetails": {"Included": True},
        "Name": "order-1",
        "RedriveCount": 0,
        "RedriveStatus": "REDRIVABLE",
        "StartDate": start,
        "StateMachineArn": CHILD,
        "Status": "FAILED",
        "StopDate": start + 90_000,
    }


def test_an_error_without_a_name_or_a_cause_is_left_out_of_the_description() -> None:
    child = nested(SHIPPING, tasks={"Ship": fails()})
    described = json.loads(run("states:startExecution.sync", child).cause or "")
    assert not {"Error", "Cause"} & described.keys()


def test_a_child_that_is_not_waited_for_may_fail_and_takes_no_time() -> None:
    runs: list[Execution] = []
    child = nested(SHIPPING, tasks={"Ship": fails("NoCarrier")}, on_run=runs.append)
    done = run("states:startExecution", child)
    assert done.status == "SUCCEEDED"
    assert done.elapsed == datetime.timedelta(0)
    assert {"ExecutionArn", "StartDate", "SdkHttpMetadata", "SdkResponseMetadata"} == set(
        done.output
    )
    assert [each.error for each in runs] == ["NoCarrier"]
    assert set(run("aws-sdk:sfn:startExecution", child).output) == {"ExecutionArn", "StartDate"}


def test_an_express_child_gives_its_status_also_when_it_fails() -> None:
    child = nested(SHIPPING, tasks={"Ship": fails("NoCarrier", "why")})
    done = run("aws-sdk:sfn:startSyncExecution", child, Input='{"order":1}')
    assert done.status == "SUCCEEDED"
    assert done.elapsed == datetime.timedelta(seconds=90)
    output = done.output
    assert (output["Status"], output["Error"], output["Cause"]) == ("FAILED", "NoCarrier", "why")
    assert output["BillingDetails"]["BilledDurationInMilliseconds"] == 90_000
    assert not {"Output", "OutputDetails"} & output.keys()
    assert ":express:shipping:" in output["ExecutionArn"]
    assert output["StartDate"].endswith("Z")
    good = run("aws-sdk:sfn:startSyncExecution", nested(SHIPPING, tasks=SHIPPED))
    assert good.output["Output"] == '{"shipped":true}'
    assert not {"Error", "Cause"} & good.output.keys()
    begun, ended = (good.output[name] for name in ("StartDate", "StopDate"))
    moments = [datetime.datetime.fromisoformat(text) for text in (begun, ended)]
    assert moments[1] - moments[0] == datetime.timedelta(seconds=90)


def test_a_child_starts_with_its_input_when_its_parent_calls_it() -> None:
    runs: list[Execution] = []
    child = nested(SHIPPING, tasks=SHIPPED, on_run=runs.append)
    definition = parent("states:startExecution.sync:2", Input='{"order": 2}')
    document = definition.document
    document["States"]["Later"] = {"Type": "Wait", "Seconds": 60, "Next": "Start"}
    document["StartAt"] = "Later"
    done = simulate(definition, tasks={"shipping": child})
    assert done.elapsed == datetime.timedelta(seconds=150)
    [inner] = runs
    assert inner.input == {"order": 2}
    assert inner.started - done.started == datetime.timedelta(seconds=60)
    assert inner.arn.endswith(f":111122223333:execution:shipping:{inner.name}")


def test_children_are_the_same_in_each_run_and_differ_from_each_other() -> None:
    definition = parent("states:startExecution.sync:2")
    document = definition.document
    document["States"]["Again"] = dict(document["States"]["Start"])
    document["States"]["Start"] |= {"Next": "Again", "ResultPath": None}
    del document["States"]["Start"]["End"]

    def names() -> list[str]:
        runs: list[Execution] = []
        child = nested(SHIPPING, tasks=SHIPPED, on_run=runs.append)
        simulate(definition, tasks={"states:startExecution": child})
        return [each.name for each in runs]

    assert names() == names()
    assert len(set(names())) == 2


def test_a_timeout_of_the_parent_ends_the_wait_for_its_child() -> None:
    definition = parent("states:startExecution.sync:2")
    definition.document["States"]["Start"]["TimeoutSeconds"] = 30
    late = simulate(definition, tasks={"Start": nested(SHIPPING, tasks=SHIPPED)})
    assert (late.error, late.elapsed) == ("States.Timeout", datetime.timedelta(seconds=30))


def test_text_that_is_not_json_fails_the_task_as_the_service_does() -> None:
    failed = run("states:startExecution.sync", nested(SHIPPING), Input="order 1")
    assert failed.error == "StepFunctions.InvalidExecutionInputException"
    failed = run("aws-sdk:sfn:startSyncExecution", nested(SHIPPING), Input="order 1")
    assert failed.error == "Sfn.InvalidExecutionInputException"


def test_a_child_with_a_token_is_started_and_its_token_ends_the_task() -> None:
    child = submitted(nested(SHIPPING, tasks=SHIPPED), after(3600, {"arrived": True}))
    action = "states:startExecution.waitForTaskToken"
    definition = parent(action)
    parameters = definition.document["States"]["Start"]["Parameters"]
    parameters["Input"] = {"token.$": "$$.Task.Token"}
    done = simulate(definition, tasks={"Start": child})
    assert (done.output, done.elapsed) == ({"arrived": True}, datetime.timedelta(hours=1))


def test_only_a_task_that_starts_an_execution_is_answered_by_a_workflow() -> None:
    definition = a_definition(
        Tell={"Resource": f"{P}sns:publish", "Parameters": {"TopicArn": "t", "Message": "m"}}
    )
    with pytest.raises(AnswerError, match="which starts no execution; write its output"):
        simulate(definition, tasks={"Tell": nested(SHIPPING)})
