from __future__ import annotations

import json
from typing import Any

import pytest

from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.simulation.test_state.refusals import RefusedError
from sfn_dsl.simulation.test_state.requests import Request, read_request

PUBLISH = {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": True}
PASS = {"Type": "Pass", "End": True}
BRANCH = {"StartAt": "Only", "States": {"Only": PASS}}
PARALLEL = {"Type": "Parallel", "Branches": [BRANCH, BRANCH], "End": True}
MAP = {"Type": "Map", "ItemProcessor": BRANCH, "End": True}
ROLE = "arn:aws:iam::123456789012:role/workflow"


def read(definition: dict[str, Any], **fields: Any) -> Request:
    return read_request({"definition": json.dumps(definition), **fields})


def refused(definition: dict[str, Any], **fields: Any) -> str:
    with pytest.raises(RefusedError) as refusal:
        read(definition, **fields)
    return f"{refusal.value.code}: {refusal.value.message}"


def test_a_state_alone_has_the_name_that_aws_gives_it() -> None:
    request = read(PASS)
    assert (request.name, request.kind, request.input) == ("StateName", "Pass", {})
    assert request.language is QueryLanguage.JSONPATH


def test_a_state_of_a_machine_is_found_in_branches_and_is_in_the_machines_language() -> None:
    inner = {"StartAt": "Deep", "States": {"Deep": {**PASS, "Comment": "this one"}}}
    machine = {
        "QueryLanguage": "JSONata",
        "StartAt": "All",
        "States": {"All": {**PARALLEL, "Branches": [BRANCH, inner]}},
    }
    request = read(machine, stateName="Deep")
    assert request.state["Comment"] == "this one"
    assert request.language is QueryLanguage.JSONATA


def test_a_state_that_does_not_exist_is_named() -> None:
    assert "'Nowhere'" in refused({"StartAt": "A", "States": {"A": PASS}}, stateName="Nowhere")


def test_an_unknown_type_is_refused_at_its_place() -> None:
    machine = {"StartAt": "A", "States": {"A": {"Type": "Passs", "End": True}}}
    said = refused(machine, stateName="A")
    assert said.startswith("InvalidDefinition: Invalid State Machine Definition: ")
    assert said.endswith("at /States/A/Type'")


@pytest.mark.parametrize("text", ["", "{", "[]", '"Pass"'])
def test_a_definition_that_is_not_an_object_is_refused(text: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_request({"definition": text})
    assert refusal.value.code == "InvalidDefinition"


def test_input_that_is_not_json_is_refused_as_input() -> None:
    assert refused(PASS, input="{").startswith("InvalidExecutionInput: ")


@pytest.mark.parametrize("kind", ["Pass", "Wait", "Succeed", "Fail", "Choice"])
@pytest.mark.parametrize("mock", [{"result": "{}"}, {"errorOutput": {"error": "Boom"}}])
def test_states_that_do_no_work_take_no_mock(kind: str, mock: dict[str, Any]) -> None:
    expected = f"ValidationException: State type '{kind}' is not supported when a mock is specified"
    assert refused({"Type": kind}, mock=mock) == expected


@pytest.mark.parametrize("state", [PARALLEL, MAP])
def test_parallel_and_map_need_a_mock(state: dict[str, Any]) -> None:
    assert "does not support Map or Parallel states" in refused(state, roleArn=ROLE)


def test_a_task_without_a_mock_needs_a_role() -> None:
    assert "RoleArn must be specified" in refused(PUBLISH)
    assert read(PUBLISH, roleArn=ROLE).role == ROLE


@pytest.mark.parametrize("suffix", [".sync", ".waitForTaskToken"])
def test_a_task_that_waits_needs_a_mock(suffix: str) -> None:
    task = {**PUBLISH, "Resource": f"arn:aws:states:::states:startExecution{suffix}"}
    assert suffix in refused(task, roleArn=ROLE)
    assert read(task, mock={"errorOutput": {"error": "Boom"}}).error is not None


def test_a_mock_is_a_result_or_an_error_and_hides_no_secrets() -> None:
    both = {"result": "{}", "errorOutput": {"error": "Boom"}}
    assert "only one of" in refused(PUBLISH, mock=both)
    assert "only one of" in refused(PUBLISH, mock={"fieldValidationMode": "NONE"})
    assert "RevealSecrets" in refused(PUBLISH, mock={"result": "{}"}, revealSecrets=True)


def test_a_result_is_json_whatever_is_validated() -> None:
    mock = {"result": "not JSON", "fieldValidationMode": "NONE"}
    assert refused(PUBLISH, mock=mock) == "ValidationException: Mocked result must be valid JSON"


def test_a_parallel_has_one_result_for_each_branch() -> None:
    assert "an array" in refused(PARALLEL, mock={"result": "{}"})
    assert "same number of items" in refused(PARALLEL, mock={"result": "[1]"})
    assert read(PARALLEL, mock={"result": "[1, 2]"}).result == [[1, 2]]


def test_a_map_gives_an_array_and_what_its_writer_gives_is_an_object() -> None:
    writer = {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "results"}}
    assert "an array" in refused(MAP, mock={"result": "{}"})
    assert "a JSON object" in refused({**MAP, "ResultWriter": writer}, mock={"result": "[]"})
    flat = {**MAP, "ResultWriter": {"WriterConfig": {"OutputType": "JSON"}}}
    assert read(flat, mock={"result": "[]"}).result == [[]]


def test_a_context_is_an_object_beside_a_mock() -> None:
    context = json.dumps({"Execution": {"Name": "mine"}})
    mock = {"errorOutput": {"error": "Boom"}}
    assert read(PUBLISH, mock=mock, context=context).context == {"Execution": {"Name": "mine"}}
    assert "Context" in refused(PASS, context=context)
    assert "'Map'" in refused(PUBLISH, mock=mock, context='{"Map": {}}')


def test_levels_and_modes_are_those_of_aws() -> None:
    assert "[INFO, DEBUG, TRACE]" in refused(PASS, inspectionLevel="ALL")
    mode = {"result": "{}", "fieldValidationMode": "SOME"}
    assert "[STRICT, PRESENT, NONE]" in refused(PUBLISH, mock=mode)
