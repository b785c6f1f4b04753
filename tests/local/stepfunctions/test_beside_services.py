"""Step Functions beside the other local services: the roles of IAM, log groups, functions."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from sfn_dsl.local import LocalAWS

from .endpoint import ACCOUNT, PASS, REGION, refusal, trust


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with LocalAWS() as aws:
        yield aws.session()


@pytest.fixture(scope="module")
def sfn(session: Any) -> Any:
    return session.client("stepfunctions")


@pytest.fixture(scope="module")
def role(session: Any) -> str:
    """A role below a path, which IAM knows by its name alone."""
    created = session.client("iam").create_role(
        RoleName="flow", Path="/workflows/", AssumeRolePolicyDocument=json.dumps(trust())
    )
    return str(created["Role"]["Arn"])


def test_a_role_has_to_be_there_under_its_whole_arn(sfn: Any, role: str) -> None:
    elsewhere = role.replace("/workflows/", "/")
    for wrong in (elsewhere, f"{role}-2"):
        code, said = refusal(sfn.create_state_machine, name="a", definition=PASS, roleArn=wrong)
        assert (code, "authorized to assume the provided role" in said) == (
            "AccessDeniedException",
            True,
        )
    created = sfn.create_state_machine(name="a", definition=PASS, roleArn=role)
    assert created["stateMachineArn"].endswith(":stateMachine:a")


def test_a_role_that_is_made_assumable_can_be_passed(session: Any, sfn: Any) -> None:
    iam = session.client("iam")
    policy = json.dumps(trust("lambda.amazonaws.com"))
    arn = iam.create_role(RoleName="late", AssumeRolePolicyDocument=policy)["Role"]["Arn"]
    request = {"name": "late", "definition": PASS, "roleArn": arn}
    assert refusal(sfn.create_state_machine, **request)[0] == "AccessDeniedException"
    iam.update_assume_role_policy(RoleName="late", PolicyDocument=json.dumps(trust()))
    sfn.create_state_machine(**request)


def test_a_log_group_has_to_be_there(session: Any, sfn: Any, role: str) -> None:
    arn = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/flows/a:*"
    logging = {
        "level": "ALL",
        "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": arn}}],
    }
    request = {
        "name": "logged",
        "definition": PASS,
        "roleArn": role,
        "loggingConfiguration": logging,
    }
    logs = session.client("logs")
    logs.create_log_group(logGroupName="/flows/a-longer-name")
    assert refusal(sfn.create_state_machine, **request)[0] == "InvalidLoggingConfiguration"
    logs.create_log_group(logGroupName="/flows/a")
    sfn.create_state_machine(**request)


@pytest.mark.slow
def test_a_task_that_is_tried_calls_its_function(session: Any, sfn: Any, role: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.py", "def handler(event, context):\n    return event['n'] + 1\n")
    worker = session.client("iam").create_role(
        RoleName="worker", AssumeRolePolicyDocument=json.dumps(trust("lambda.amazonaws.com"))
    )
    function = session.client("lambda").create_function(
        FunctionName="add",
        Runtime="python3.11",
        Role=worker["Role"]["Arn"],
        Handler="index.handler",
        Code={"ZipFile": packed.getvalue()},
    )
    state = {"Type": "Task", "Resource": function["FunctionArn"], "End": True}
    request = {"definition": json.dumps(state), "roleArn": role}
    tried = sfn.test_state(**request, input='{"n": 41}')
    assert (tried["status"], tried["output"]) == ("SUCCEEDED", "42")
    failed = sfn.test_state(**request, input="{}")
    assert (failed["status"], failed["error"]) == ("FAILED", "KeyError")


def test_a_task_whose_service_is_not_here_fails_and_says_what_to_do(sfn: Any, role: str) -> None:
    state = {
        "Type": "Task",
        "Resource": "arn:aws:states:::http:invoke",
        "Parameters": {
            "ApiEndpoint": "https://example.com",
            "Method": "GET",
            "Authentication": {
                "ConnectionArn": f"arn:aws:events:{REGION}:{ACCOUNT}:connection/c/1"
            },
        },
        "End": True,
    }
    tried = sfn.test_state(definition=json.dumps(state), roleArn=role)
    assert tried["status"] == "FAILED"
    assert "--mocks FILE" in tried["cause"]
