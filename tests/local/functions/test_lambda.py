from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sfn_dsl.local.resources.backup import FUNCTION, BackupResources, set_outcome

EVENT = json.dumps({"tables": ["app-users"]})


@pytest.fixture
def client(session: Any, resources: BackupResources) -> Any:
    set_outcome(session, "success")
    return session.client("lambda")


def test_a_result_comes_back_as_the_payload(client: Any) -> None:
    answer = client.invoke(FunctionName=FUNCTION, Payload=EVENT)
    assert "FunctionError" not in answer
    assert json.load(answer["Payload"]) == {
        "statusCode": 200,
        "body": "backed up 1 tables: app-users",
    }


def test_an_exception_comes_back_as_an_unhandled_function_error(session: Any, client: Any) -> None:
    set_outcome(session, "error")
    answer = client.invoke(FunctionName=FUNCTION, Payload=EVENT)
    assert (answer["StatusCode"], answer["FunctionError"]) == (200, "Unhandled")
    assert json.load(answer["Payload"])["errorType"] == "BackupError"


def test_a_timeout_comes_back_as_a_function_error(client: Any) -> None:
    client.update_function_configuration(
        FunctionName=FUNCTION,
        Timeout=1,
        Environment={"Variables": {"BACKUP_OUTCOME": "hang"}},
    )
    try:
        answer = client.invoke(FunctionName=FUNCTION, Payload=EVENT)
    finally:
        client.update_function_configuration(FunctionName=FUNCTION, Timeout=10)
    assert answer["FunctionError"] == "Unhandled"
    assert json.load(answer["Payload"])["errorType"] == "Sandbox.Timedout"


@pytest.mark.parametrize("name", ["missing", "arn:aws:lambda:us-east-1:123456789012:function:gone"])
def test_a_missing_function_is_not_found(client: Any, name: str) -> None:
    with pytest.raises(ClientError) as caught:
        client.invoke(FunctionName=name, Payload=EVENT)
    assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_a_qualifier_chooses_the_version_that_runs(session: Any, client: Any) -> None:
    version = client.publish_version(FunctionName=FUNCTION)["Version"]
    client.create_alias(FunctionName=FUNCTION, Name="live", FunctionVersion=version)
    set_outcome(session, "status-500")
    arn = f"arn:aws:lambda:us-east-1:123456789012:function:{FUNCTION}"
    asked: list[tuple[dict[str, str], str, int]] = [
        ({"FunctionName": FUNCTION}, "$LATEST", 500),
        ({"FunctionName": FUNCTION, "Qualifier": "$LATEST"}, "$LATEST", 500),
        ({"FunctionName": FUNCTION, "Qualifier": version}, version, 200),
        ({"FunctionName": FUNCTION, "Qualifier": "live"}, version, 200),
        ({"FunctionName": f"{arn}:{version}"}, version, 200),
    ]
    for parameters, executed, status in asked:
        answer = client.invoke(Payload=EVENT, **parameters)
        assert answer["ExecutedVersion"] == executed
        assert json.load(answer["Payload"])["statusCode"] == status
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.invoke(FunctionName=FUNCTION, Qualifier="99", Payload=EVENT)


def test_what_a_function_prints_is_its_log(session: Any, client: Any) -> None:
    answer = client.invoke(FunctionName=FUNCTION, Payload=EVENT, LogType="Tail")
    line = '{"tables": ["app-users"], "outcome": "success"}'
    assert base64.b64decode(answer["LogResult"]).decode().splitlines() == [line]
    events = session.client("logs").filter_log_events(logGroupName=f"/aws/lambda/{FUNCTION}")
    assert line in [event["message"] for event in events["events"]]


def test_a_dry_run_runs_nothing(session: Any, client: Any) -> None:
    set_outcome(session, "error")
    answer = client.invoke(FunctionName=FUNCTION, InvocationType="DryRun", Payload=EVENT)
    assert answer["StatusCode"] == 204
    assert "FunctionError" not in answer
