from __future__ import annotations

import json
from typing import Any

import pytest

from sfn_dsl.definition import Definition
from sfn_dsl.errors import AuthoringError
from sfn_dsl.simulation import test_state as states
from sfn_dsl.simulation.effects import Outcome, Succeeded, TaskCall

END = {"StartAt": "Only", "States": {"Only": {"Type": "Pass", "End": True}}}
PUBLISH = "arn:aws:states:::sns:publish"
BOOM = {"errorOutput": {"error": "Boom", "cause": "on purpose"}}


def answer(state: dict[str, Any], given: object = None, **fields: Any) -> dict[str, Any]:
    """The answer for a state at level DEBUG, with texts of JSON read."""
    request = {
        "definition": json.dumps(state),
        "input": json.dumps({} if given is None else given),
        "inspectionLevel": "DEBUG",
        **fields,
    }
    found = states.answer(request)
    if "output" in found:
        found["output"] = json.loads(found["output"])
    inspection = found.get("inspectionData", {})
    for name, value in inspection.items():
        inspection[name] = json.loads(value) if isinstance(value, str) else value
    return found


def test_a_level_of_info_shows_no_data() -> None:
    found = answer({"Type": "Pass", "End": True}, [1], inspectionLevel="INFO")
    assert found == {"status": "SUCCEEDED", "output": [1]}


def test_each_filter_of_a_task_is_shown() -> None:
    state = {
        "Type": "Task",
        "Resource": PUBLISH,
        "InputPath": "$.order",
        "Parameters": {"Message.$": "$.text"},
        "ResultSelector": {"id.$": "$.MessageId"},
        "ResultPath": "$.sent",
        "OutputPath": "$.sent.id",
        "Next": "After",
    }
    given = {"order": {"text": "hello"}}
    found = answer(state, given, mock={"result": '{"MessageId": "m1"}'})
    assert found["inspectionData"] == {
        "input": given,
        "afterInputPath": {"text": "hello"},
        "afterParameters": {"Message": "hello"},
        "result": {"MessageId": "m1"},
        "afterResultSelector": {"id": "m1"},
        "afterResultPath": {**given, "sent": {"id": "m1"}},
    }
    assert (found["status"], found["output"], found["nextState"]) == ("SUCCEEDED", "m1", "After")


def test_a_task_in_jsonata_shows_its_arguments() -> None:
    state = {
        "Type": "Task",
        "QueryLanguage": "JSONata",
        "Resource": PUBLISH,
        "Arguments": {"Message": "{% $states.input.text %}"},
        "Output": "{% $states.result.MessageId %}",
        "End": True,
    }
    found = answer(state, {"text": "hello"}, mock={"result": '{"MessageId": "m1"}'})
    assert found["output"] == "m1"
    assert found["inspectionData"]["afterArguments"] == {"Message": "hello"}


def test_variables_are_given_read_and_shown_with_those_assigned() -> None:
    state = {
        "Type": "Pass",
        "Parameters": {"total.$": "$limit"},
        "Assign": {"seen.$": "$.total"},
        "End": True,
    }
    found = answer(state, variables='{"limit": 3}')
    assert found["output"] == {"total": 3}
    assert found["inspectionData"]["variables"] == {"limit": 3, "seen": 3}


def test_a_choice_says_where_it_leads() -> None:
    rule = {"Variable": "$.n", "NumericGreaterThan": 1, "Next": "Many"}
    state = {"Type": "Choice", "Choices": [rule], "Default": "Few"}
    assert answer(state, {"n": 2})["nextState"] == "Many"
    assert answer(state, {"n": 1})["nextState"] == "Few"


def test_a_wait_passes_at_once_unless_aws_would_not_wait_for_it() -> None:
    assert answer({"Type": "Wait", "Seconds": 200, "Next": "After"})["nextState"] == "After"
    found = answer({"Type": "Wait", "Seconds": 301, "Next": "After"})
    assert (found["status"], found["error"]) == ("FAILED", "States.Timeout")


def test_causes_do_not_name_the_state() -> None:
    found = answer({"Type": "Pass", "Parameters": {"a.$": "$.missing"}, "End": True})
    assert (found["status"], found["error"]) == ("FAILED", "States.Runtime")
    assert not found["cause"].startswith("An error occurred")
    late = answer({"Type": "Wait", "SecondsPath": "$.missing", "End": True})
    assert not late["cause"].startswith("An error occurred")


@pytest.mark.parametrize(("made", "status", "wait"), [(0, "RETRIABLE", 3), (1, "RETRIABLE", 6)])
def test_a_retrier_tells_its_next_backoff(made: int, status: str, wait: int) -> None:
    retriers = [
        {"ErrorEquals": ["Other"]},
        {
            "ErrorEquals": ["Boom"],
            "IntervalSeconds": 3,
            "MaxAttempts": 2,
            "BackoffRate": 2,
            "JitterStrategy": "FULL",
        },
    ]
    state = {"Type": "Task", "Resource": PUBLISH, "Retry": retriers, "End": True}
    found = answer(state, mock=BOOM, stateConfiguration={"retrierRetryCount": made})
    details = {"retryIndex": 1, "retryBackoffIntervalSeconds": wait}
    assert (found["status"], found["error"], found["cause"]) == (status, "Boom", "on purpose")
    assert found["inspectionData"]["errorDetails"] == details
    assert "output" not in found


def test_an_error_is_caught_when_its_retrier_is_used_up() -> None:
    catchers = [
        {"ErrorEquals": ["Other"], "Next": "Elsewhere"},
        {"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Cleanup"},
    ]
    retriers = [{"ErrorEquals": ["Boom"], "MaxAttempts": 1}]
    state = {
        "Type": "Task",
        "Resource": PUBLISH,
        "Retry": retriers,
        "Catch": catchers,
        "End": True,
    }
    found = answer(state, {"a": 1}, mock=BOOM, stateConfiguration={"retrierRetryCount": 1})
    error = {"Error": "Boom", "Cause": "on purpose"}
    assert (found["status"], found["nextState"]) == ("CAUGHT_ERROR", "Cleanup")
    assert found["output"] == {"a": 1, "error": error}
    assert found["inspectionData"]["errorDetails"] == {"catchIndex": 1}


def test_an_error_that_nothing_handles_fails_the_state() -> None:
    state = {"Type": "Task", "Resource": PUBLISH, "End": True}
    found = answer(state, mock=BOOM)
    assert (found["status"], found["error"], found["cause"]) == ("FAILED", "Boom", "on purpose")


def test_the_items_of_a_map_are_shown_before_its_mocked_result() -> None:
    state = {
        "Type": "Map",
        "ItemsPath": "$.rows",
        "ItemSelector": {"row.$": "$$.Map.Item.Value", "by.$": "$.by"},
        "MaxConcurrency": 2,
        "ItemProcessor": END,
        "ResultPath": "$.done",
        "End": True,
    }
    given = {"rows": [1, 2], "by": "me"}
    found = answer(state, given, mock={"result": "[10, 20]"})
    assert found["output"] == {**given, "done": [10, 20]}
    assert found["inspectionData"]["afterItemsPath"] == [1, 2]
    assert found["inspectionData"]["afterItemSelector"] == [
        {"row": 1, "by": "me"},
        {"row": 2, "by": "me"},
    ]
    assert found["inspectionData"]["maxConcurrency"] == 2


def distributed(**fields: Any) -> dict[str, Any]:
    processor = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **END}
    return {"Type": "Map", "ItemProcessor": processor, "End": True, **fields}


@pytest.mark.parametrize(
    ("tolerance", "failures", "status"),
    [
        ({"ToleratedFailureCount": 2}, 2, "SUCCEEDED"),
        ({"ToleratedFailureCount": 2}, 3, "FAILED"),
        ({"ToleratedFailurePercentage": 50}, 2, "SUCCEEDED"),
        ({"ToleratedFailurePercentage": 50}, 3, "FAILED"),
        ({}, 1, "FAILED"),
    ],
)
def test_a_map_fails_when_more_iterations_failed_than_it_tolerates(
    tolerance: dict[str, Any], failures: int, status: str
) -> None:
    found = answer(
        distributed(**tolerance),
        [1, 2, 3, 4],
        mock={"result": "[1, 2, 3, 4]"},
        stateConfiguration={"mapIterationFailureCount": failures},
    )
    assert found["status"] == status
    if status == "FAILED":
        assert found["error"] == "States.ExceedToleratedFailureThreshold"


def test_the_data_of_an_item_reader_is_given_with_the_request() -> None:
    reader = {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
        "Parameters": {"Bucket": "any", "Key": "rows.csv"},
    }
    selector = {"name.$": "$$.Map.Item.Value.name"}
    found = answer(
        distributed(ItemReader=reader, ItemSelector=selector),
        mock={"result": "[1, 2]"},
        stateConfiguration={"mapItemReaderData": "name,age\nAnn,1\nBob,2\n"},
    )
    assert found["inspectionData"]["afterItemSelector"] == [{"name": "Ann"}, {"name": "Bob"}]


def test_the_context_object_is_that_of_an_express_execution_unless_one_is_given() -> None:
    state = {
        "Type": "Parallel",
        "QueryLanguage": "JSONata",
        "Branches": [END],
        "Output": "{% $states.context %}",
        "End": True,
    }
    mock = {"result": "[1]"}
    own = answer(state, {"a": 1}, mock=mock)["output"]
    assert own["Execution"]["Id"].startswith("arn:aws:states:us-east-1:123456789012:express:")
    assert own["Execution"]["Input"] == {"a": 1}
    assert own["State"]["Name"] == "StateName"
    given = {"Execution": {"Name": "mine"}}
    assert answer(state, mock=mock, context=json.dumps(given))["output"] == given


def test_a_task_without_a_mock_is_answered_from_outside() -> None:
    class Echo:
        def start(self, call: TaskCall) -> Outcome:
            return Succeeded({"called": call.parameters})

    state = {"Type": "Task", "Resource": PUBLISH, "End": True}
    request = {
        "definition": json.dumps(state),
        "input": '{"Message": "hello"}',
        "roleArn": "arn:aws:iam::123456789012:role/workflow",
    }
    found = states.answer(request, tasks=Echo())
    assert json.loads(found["output"]) == {"called": {"Message": "hello"}}
    with pytest.raises(AuthoringError, match="mock"):
        states.answer(request)


def test_the_caller_checks_the_state_in_a_machine_of_its_own() -> None:
    def refuse(definition: Definition) -> None:
        assert definition.document["States"]["After"] == {"Type": "Succeed"}
        raise states.RefusedError("InvalidDefinition", "not like this")

    request = {"definition": json.dumps({"Type": "Pass", "Next": "After"})}
    with pytest.raises(states.RefusedError, match="not like this"):
        states.answer(request, check=refuse)
