from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.simulation.test_state.mock_results import check_task_result
from sfn_dsl.simulation.test_state.refusals import RefusedError

OPTIMIZED = "arn:aws:states:::"
SDK = "arn:aws:states:::aws-sdk:"


def accepts(resource: str, result: Any, *, is_strict: bool = True) -> bool:
    check_task_result(resource, result, is_strict=is_strict)
    return True


def refused(resource: str, result: Any, *, is_strict: bool = True) -> str:
    with pytest.raises(RefusedError) as refusal:
        check_task_result(resource, result, is_strict=is_strict)
    assert refusal.value.code == "ValidationException"
    return refusal.value.message.removeprefix("Mock result schema validation error: ")


@pytest.mark.parametrize(
    ("action", "result", "said"),
    [
        ("glue:startJobRun", {"JobRunId": 7}, "Field 'JobRunId' must be a string"),
        ("ecs:runTask", {"Failures": {}}, "Field 'Failures' must be an array"),
        ("ecs:runTask", {"Tasks": [{"Cpu": 256}]}, "Field 'Cpu' must be a string"),
        ("dynamodb:getItem", {"Item": []}, "Field 'Item' must be an object"),
        ("dynamodb:getItem", {"Item": {"id": {"S": 1}}}, "Field 'S' must be a string"),
        ("dynamodb:getItem", {"Item": {"id": "1"}}, "Field 'id' must be an object"),
        ("aws-sdk:s3:headObject", {"DeleteMarker": "no"}, "Field 'DeleteMarker' must be a boolean"),
        (
            "aws-sdk:s3:headObject",
            {"ContentLength": True},
            "Field 'ContentLength' must be a number",
        ),
    ],
)
def test_a_member_has_the_type_of_its_model(action: str, result: Any, said: str) -> None:
    assert refused(OPTIMIZED + action, result) == said
    assert refused(OPTIMIZED + action, result, is_strict=False) == said


def test_times_are_texts() -> None:
    execution = {"ExecutionArn": "arn", "StartDate": 1_700_000_000}
    assert "must be a string" in refused(f"{OPTIMIZED}states:startExecution", execution)


def test_values_of_an_enumeration_are_its_own() -> None:
    assert accepts(f"{SDK}s3:headObject", {"StorageClass": "GLACIER"})
    said = refused(f"{SDK}s3:headObject", {"StorageClass": "CLAY_TABLET"})
    assert said == "Field 'StorageClass' is not an expected value"


def test_what_is_required_may_be_missing_only_where_presence_is_not_checked() -> None:
    resource = f"{OPTIMIZED}states:startExecution"
    assert refused(resource, {}) == "Required field 'ExecutionArn' is missing"
    assert refused(resource, {"ExecutionArn": "arn"}) == "Required field 'StartDate' is missing"
    assert accepts(resource, {}, is_strict=False)


def test_names_are_spelled_as_the_integration_spells_them() -> None:
    item = {"flag": {"BOOL": "yes"}}
    assert "'BOOL'" in refused(f"{OPTIMIZED}dynamodb:getItem", {"Item": item})
    assert accepts(f"{SDK}dynamodb:getItem", {"Item": item})
    assert "'Bool'" in refused(f"{SDK}dynamodb:getItem", {"Item": {"flag": {"Bool": "yes"}}})


def test_members_that_the_model_does_not_know_are_accepted() -> None:
    assert accepts(f"{OPTIMIZED}sns:publish", {"SdkHttpMetadata": {"HttpStatusCode": 200}})


def test_a_functions_payload_is_any_json_where_the_integration_reads_it() -> None:
    assert accepts(f"{OPTIMIZED}lambda:invoke", {"Payload": {"rows": [1]}})
    assert "'Payload'" in refused(f"{SDK}lambda:invoke", {"Payload": {"rows": [1]}})


def test_a_nested_execution_gives_its_description_when_it_is_waited_for() -> None:
    resource = f"{OPTIMIZED}states:startExecution.sync"
    assert "'Status'" in refused(resource, {"Status": "DONE"}, is_strict=False)
    assert "'Output'" in refused(resource, {"Output": {"a": 1}}, is_strict=False)
    assert accepts(f"{resource}:2", {"Output": {"a": 1}}, is_strict=False)


@pytest.mark.parametrize(
    "resource",
    [
        "arn:aws:lambda:us-east-1:123456789012:function:work",
        "arn:aws:states:us-east-1:123456789012:activity:work",
        f"{OPTIMIZED}sqs:sendMessage.waitForTaskToken",
        f"{OPTIMIZED}http:invoke",
        f"{SDK}notaservice:doIt",
    ],
)
def test_what_has_no_model_gives_anything(resource: str) -> None:
    assert accepts(resource, [1, 2, 3])
