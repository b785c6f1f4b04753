"""The protocol below the clients: what is no request, what is too much, and how errors look."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest

from sfn_dsl.local.stepfunctions.http import MAX_REQUEST, Application

from .endpoint import ACCOUNT, PASS, ROLE, Endpoint

LIST = "AWSStepFunctions.ListStateMachines"


def post(
    aws: Endpoint, target: str, body: bytes | str, *, method: str = "POST", **headers: str
) -> tuple[int, Mapping[str, str], Any]:
    """The status, the headers and the content of an answer."""
    connection = http.client.HTTPConnection(urlsplit(aws.url).netloc, timeout=10)
    try:
        connection.request(method, "/", body, {"X-Amz-Target": target, **headers})
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), json.loads(response.read())
    finally:
        connection.close()


def test_an_answer_is_json_of_the_protocol_and_has_a_number(aws: Endpoint) -> None:
    status, headers, answer = post(aws, LIST, "{}")
    assert status == 200
    assert "stateMachines" in answer
    assert headers["Content-Type"] == "application/x-amz-json-1.0"
    assert headers["x-amzn-RequestId"]


@pytest.mark.parametrize("target", ["AWSStepFunctions.Nothing", "AWSStepFunctions.", "ListTables"])
def test_an_operation_that_there_is_not_is_unknown(aws: Endpoint, target: str) -> None:
    status, _, answer = post(aws, target, "{}")
    assert (status, answer["__type"]) == (400, "UnknownOperationException")


def test_a_request_is_posted(aws: Endpoint) -> None:
    assert post(aws, LIST, "{}", method="PUT")[2]["__type"] == "UnknownOperationException"


@pytest.mark.parametrize(
    "body", ["{", "[]", '"x"', "NaN", '{"maxResults": NaN}', b"\xff", "[" * 9999]
)
def test_what_is_no_json_object_is_not_read(aws: Endpoint, body: bytes | str) -> None:
    status, headers, answer = post(aws, LIST, body)
    assert (status, answer) == (400, {"__type": "SerializationException"})
    assert headers["x-amzn-ErrorType"] == "SerializationException"


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"name": 5}, "NUMBER_VALUE can not be converted to a String"),
        ({"name": 1.5}, "DECIMAL_VALUE can not be converted to a String"),
        ({"name": True}, "TRUE_VALUE can not be converted to a String"),
        ({"publish": "yes"}, "STRING_VALUE can not be converted to a Boolean"),
        ({"name": {}}, "Start of structure or map found where not expected."),
        ({"name": []}, "Start of list found where not expected"),
        ({"tags": {}}, "Start of structure or map found where not expected."),
        ({"tags": [{"key": 1}]}, "NUMBER_VALUE can not be converted to a String"),
        ({"tracingConfiguration": 1}, "Unexpected field type"),
    ],
)
def test_a_value_of_another_type_is_not_read(
    aws: Endpoint, request_: dict[str, Any], said: str
) -> None:
    status, _, answer = post(aws, "AWSStepFunctions.CreateStateMachine", json.dumps(request_))
    assert status == 400
    assert answer == {"__type": "SerializationException", "message": said}


def test_everything_that_a_request_lacks_or_has_too_much_of_is_one_message(aws: Endpoint) -> None:
    long = "k" * 130
    bad = {
        "name": "x" * 81,
        "roleArn": None,
        "type": "SLOW",
        "definition": "",  # which the operation itself refuses
        "tags": [{"key": long}],
    }
    _, _, answer = post(aws, "AWSStepFunctions.CreateStateMachine", json.dumps(bad))
    assert answer["__type"] == "ValidationException"
    prefix, _, faults = answer["message"].partition(" detected: ")
    assert prefix == "4 validation errors"
    broken = "failed to satisfy constraint: Member must"
    assert faults.split("; ") == [
        f"Value '{'x' * 81}' at 'name' {broken} have length less than or equal to 80",
        f"Value null at 'roleArn' {broken} not be null",
        f"Value 'SLOW' at 'type' {broken} satisfy enum value set: [STANDARD, EXPRESS]",
        f"Value '{long}' at 'tags.1.member.key' {broken} have length less than or equal to 128",
    ]


def test_what_may_be_secret_is_not_repeated(aws: Endpoint) -> None:
    request = {"name": "a", "definition": PASS, "roleArn": ROLE, "versionDescription": "s" * 257}
    _, _, answer = post(aws, "AWSStepFunctions.CreateStateMachine", json.dumps(request))
    assert answer["message"] == (
        "1 validation error detected: Value at 'versionDescription' failed to satisfy constraint: "
        "Member must have length less than or equal to 256"
    )


def test_numbers_have_bounds(aws: Endpoint) -> None:
    _, _, answer = post(aws, LIST, '{"maxResults": 1001}')
    assert answer["message"] == (
        "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: "
        "Member must have value less than or equal to 1000"
    )


def test_members_that_an_operation_does_not_have_are_ignored(aws: Endpoint) -> None:
    assert post(aws, LIST, '{"unknown": 1, "nextToken": null}')[0] == 200


def test_a_request_that_says_it_is_too_long_is_not_read(aws: Endpoint) -> None:
    # Nothing is sent of what is announced, so whoever tried to read it would wait.
    status, _, answer = post(aws, LIST, b"", **{"Content-Length": str(MAX_REQUEST + 1)})
    assert (status, answer["__type"]) == (413, "RequestEntityTooLargeException")


def test_a_request_without_a_length_is_read_no_further_than_it_may_be() -> None:
    class Endless:
        def read(self, size: int) -> bytes:
            assert size <= MAX_REQUEST + 1
            return b" " * min(size, 65536)

    seen: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "HTTP_X_AMZ_TARGET": LIST,
        "wsgi.input": Endless(),
        "wsgi.input_terminated": True,
    }
    application = Application({"ListStateMachines": lambda *_: {}}, account=ACCOUNT)
    list(application(environ, lambda status, _: seen.append(status)))  # type: ignore[arg-type,func-returns-value]
    assert seen == ["413 Request Entity Too Large"]


def test_a_fault_of_our_own_is_an_answer_too() -> None:
    def fail(*_: Any) -> Any:
        raise KeyError("oops")

    seen: list[str] = []
    environ = {"REQUEST_METHOD": "POST", "HTTP_X_AMZ_TARGET": LIST, "wsgi.input": None}
    application = Application({"ListStateMachines": fail}, account=ACCOUNT)
    body = b"".join(application(environ, lambda status, _: seen.append(status)))  # type: ignore[arg-type,func-returns-value]
    assert seen == ["500 Internal Server Error"]
    assert json.loads(body)["__type"] == "InternalFailure"


def test_each_region_has_machines_of_its_own_in_its_partition(aws: Endpoint) -> None:
    for region, partition in (("eu-central-1", "aws"), ("cn-north-1", "aws-cn")):
        sfn = aws.client(region=region)
        role = ROLE.replace("arn:aws:", f"arn:{partition}:")
        aws.around.roles[role] = aws.around.roles[ROLE]
        arn = sfn.create_state_machine(name="regional", definition=PASS, roleArn=role)
        assert arn["stateMachineArn"] == (
            f"arn:{partition}:states:{region}:{ACCOUNT}:stateMachine:regional"
        )
        names = [each["name"] for each in sfn.list_state_machines()["stateMachines"]]
        assert names == ["regional"]
