"""Names of which a part is computed at run time: whatever that is, the policy allows the call."""

from __future__ import annotations

from typing import Any

import pytest

from ..asking import asked, granted, jsonata, reasons, states, task

HERE = "eu-west-1:123456789012"


@pytest.mark.parametrize(
    ("call", "arguments", "action", "resources"),
    [
        (
            "lambda:invoke",
            {"FunctionName": "{% $account & ':function:f' %}"},
            "lambda:InvokeFunction",
            ["arn:aws:lambda:eu-west-1:*:function:f", "arn:aws:lambda:eu-west-1:*:function:f:*"],
        ),
        (
            "lambda:invoke",
            {"FunctionName": "{% $name & ':live' %}"},
            "lambda:InvokeFunction",
            [f"arn:aws:lambda:{HERE}:function:*:live"],
        ),
        (
            "sqs:sendMessage",
            {"QueueUrl": "{% 'https://sqs.eu-west-1.' & $rest & '-orders' %}", "MessageBody": "m"},
            "sqs:SendMessage",
            [f"arn:aws:sqs:{HERE}:*-orders"],
        ),
        (
            "sqs:sendMessage",
            {
                "QueueUrl": "{% 'https://sqs.' & $region & '.amazonaws.com/123456789012/q' %}",
                "MessageBody": "m",
            },
            "sqs:SendMessage",
            ["arn:aws:sqs:*:123456789012:q"],
        ),
        (
            "ecs:runTask",
            {"TaskDefinition": "{% 'work:' & $revision %}"},
            "ecs:RunTask",
            [f"arn:aws:ecs:{HERE}:task-definition/work:*"],
        ),
        (
            "ecs:runTask",
            {"TaskDefinition": "{% 'wo' & $rest & '-small' %}"},
            "ecs:RunTask",
            [
                f"arn:aws:ecs:{HERE}:task-definition/wo*-small",
                f"arn:aws:ecs:{HERE}:task-definition/wo*-small:*",
            ],
        ),
        (
            "apigateway:invoke",
            {
                "ApiEndpoint": "{% 'a.execute-api.' & $rest %}",
                "Method": "GET",
                "Stage": "s",
                "Path": "p",
                "AuthType": "IAM_ROLE",
            },
            "execute-api:Invoke",
            ["arn:aws:execute-api:*:123456789012:a/s/GET/p"],
        ),
        (
            "aws-sdk:kms:decrypt",
            {"KeyId": "{% 'al' & $rest %}", "CiphertextBlob": "x"},
            "kms:Decrypt",
            [f"arn:aws:kms:{HERE}:key/*"],
        ),
        (
            "aws-sdk:glue:getTable",
            "{% $states.input %}",
            "glue:GetTable",
            [
                f"arn:aws:glue:{HERE}:{kind}"
                for kind in ("catalog/*", "catalog", "database/*", "table/*/*")
            ],
        ),
    ],
)
def test_the_policy_allows_whatever_it_becomes(
    call: str, arguments: Any, action: str, resources: list[str]
) -> None:
    state = jsonata(call, arguments)
    assert sorted(granted(state)[action]) == sorted(resources)
    assert any("computed at run time" in reason for reason in reasons(state))


def test_a_region_that_is_a_placeholder_stays_one() -> None:
    url = "https://sqs.${Region}.amazonaws.com/123456789012/q"
    found = granted(task("sqs:sendMessage", {"QueueUrl": url, "MessageBody": "m"}))
    assert found["sqs:SendMessage"] == ["arn:aws:sqs:${Region}:123456789012:q"]


def test_a_placeholder_for_a_model_is_taken_for_one_and_that_is_said() -> None:
    call = task("bedrock:invokeModel", {"ModelId": "${ModelId}", "Body": {}})
    assert granted(call)["bedrock:InvokeModel"] == [
        "arn:aws:bedrock:eu-west-1::foundation-model/${ModelId}"
    ]
    (reason,) = reasons(call)
    assert "'${ModelId}' is taken for a model; an inference profile also needs" in reason


@pytest.mark.parametrize(
    ("call", "arguments", "action", "why"),
    [
        ("aws-sdk:dynamodb:createTable", "{% $x %}", "dynamodb:TagResource", "may hold tags"),
        ("aws-sdk:ec2:createVolume", "{% $x %}", "ec2:CreateTags", "may hold tags"),
        (
            "aws-sdk:ec2:associateIamInstanceProfile",
            {"InstanceId": "i-1", "IamInstanceProfile": "{% $x %}"},
            "iam:PassRole",
            "may hold a role",
        ),
    ],
)
def test_what_an_object_may_hold_is_granted_with_the_reason(
    call: str, arguments: Any, action: str, why: str
) -> None:
    found = asked(states(A=jsonata(call, arguments))).permissions
    (one,) = [each for each in found if each.action == action]
    assert one.widened.endswith(why)


@pytest.mark.parametrize(
    ("call", "arguments", "note"),
    [
        (
            "aws-sdk:dynamodb:createTable",
            {"TableName": "t", "SseSpecification": "{% $x %}"},
            "'SseSpecification' is computed at run time, and may name a key of KMS; then add kms:",
        ),
        (
            "aws-sdk:scheduler:createSchedule",
            "{% $x %}",
            "'Arguments' is computed at run time, and may name a key of KMS; then add the actions",
        ),
    ],
)
def test_a_key_that_an_object_may_name_is_pointed_out(call: str, arguments: Any, note: str) -> None:
    found = asked(states(A=jsonata(call, arguments))).notes
    assert any(one.reason.startswith(note) for one in found)
