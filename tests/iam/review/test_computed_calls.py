"""Roles of calls whose parameters are computed: right ones are not refused, wrong ones are."""

from __future__ import annotations

from typing import Any

import pytest

from ..asking import jsonata, task
from .test_authorization import PLACE, allow, reviewed

COMPUTED = "{% $states.input %}"
SECRET = f"arn:aws:secretsmanager:{PLACE}:secret:s-a1b2c3"
ROLE = "arn:aws:iam::123456789012:role/r"
CREDENTIALS = "redshift:GetClusterCredentials"
DOCUMENTS = ("arn:aws:s3:::documents/*",)
RUN_SQL = allow("redshift-data:ExecuteStatement", "*")
ON_CLUSTER = {"ClusterIdentifier": "c", "Database": "d", "Sql": "select 1"}


def computed(action: str) -> dict[str, Any]:
    return jsonata(action, COMPUTED)


@pytest.mark.parametrize(
    ("action", "statements"),
    [
        (
            "redshiftdata:executeStatement",
            [RUN_SQL, allow("secretsmanager:GetSecretValue", SECRET)],
        ),
        ("redshiftdata:executeStatement", [RUN_SQL, allow(CREDENTIALS, "*")]),
        (
            "textract:analyzeDocument",
            [allow("textract:AnalyzeDocument", "*"), allow("s3:GetObject", *DOCUMENTS)],
        ),
        ("textract:analyzeDocument", [allow("textract:AnalyzeDocument", "*")]),
        ("s3:putObject", [allow("s3:PutObject", *DOCUMENTS)]),
        ("lambda:updateFunctionConfiguration", [allow("lambda:UpdateFunctionConfiguration", "*")]),
        ("eventbridge:putTargets", [allow("events:PutTargets", "*")]),
        (
            "scheduler:createSchedule",
            [allow("scheduler:CreateSchedule", "*"), allow("iam:PassRole", ROLE)],
        ),
    ],
)
def test_what_a_computed_call_need_not_ask_for_refuses_no_role(
    action: str, statements: list[dict[str, Any]]
) -> None:
    found = reviewed(computed(f"aws-sdk:{action}"), *statements)
    assert found.suffices is None
    assert not found.is_insufficient


@pytest.mark.parametrize(
    ("action", "statements"),
    [
        ("redshiftdata:executeStatement", [allow("secretsmanager:GetSecretValue", SECRET)]),
        ("s3:putObject", [allow("s3:PutObjectTagging", *DOCUMENTS)]),
        # A schedule has a target, and a target has a role, whatever is computed.
        ("scheduler:createSchedule", [allow("scheduler:CreateSchedule", "*")]),
        # Speech is written to a bucket in any case.
        ("polly:startSpeechSynthesisTask", [allow("polly:StartSpeechSynthesisTask", "*")]),
    ],
)
def test_what_a_computed_call_cannot_do_without_is_missed(
    action: str, statements: list[dict[str, Any]]
) -> None:
    assert reviewed(computed(f"aws-sdk:{action}"), *statements).suffices is False


def test_a_query_that_is_computed_may_only_read() -> None:
    given = {"WorkGroup": "w", "ResultConfiguration": {"OutputLocation": "s3://results/a/"}}
    catalog = f"arn:aws:glue:{PLACE}"
    reading = [
        allow("athena:*", "*"),
        allow("s3:*", "*"),
        allow("glue:*Get*", f"{catalog}:catalog", f"{catalog}:database/*", f"{catalog}:table/*"),
    ]
    action = "athena:startQueryExecution"
    computed_query = task(action, {**given, "QueryString.$": "$.query"})
    assert reviewed(computed_query, *reading).suffices is None
    writing = task(action, {**given, "QueryString": "DROP TABLE sales.orders"})
    assert reviewed(writing, *reading).suffices is False


def test_a_topic_or_a_number_that_is_computed_is_one_of_them() -> None:
    published = computed("sns:publish")
    assert reviewed(published, allow("sns:Publish", f"arn:aws:sns:{PLACE}:t")).suffices is None
    assert reviewed(published, allow("sns:Subscribe", "*")).suffices is False


def test_a_model_that_is_computed_is_one_of_the_kinds_of_models() -> None:
    invoked = task("bedrock:invokeModel", {"ModelId.$": "$.model", "Body": {}})
    foundation = "arn:aws:bedrock:eu-west-1::foundation-model/m"
    assert reviewed(invoked, allow("bedrock:InvokeModel", foundation)).suffices is None
    assert reviewed(invoked).suffices is False


def test_a_member_whose_object_is_written_out_is_asked_for() -> None:
    image = {"Image": {"S3Object": {"Bucket": "b", "Name.$": "$.name"}}}
    detect = allow("rekognition:DetectLabels", "*")
    assert reviewed(task("aws-sdk:rekognition:detectLabels", image), detect).suffices is False
    hidden = task("aws-sdk:rekognition:detectLabels", {"Image.$": "$.image"})
    assert reviewed(hidden, detect).suffices is None


@pytest.mark.parametrize("way", [CREDENTIALS, f"{CREDENTIALS}WithIAM"])
def test_either_way_to_the_credentials_of_a_cluster_will_do(way: str) -> None:
    state = task("aws-sdk:redshiftdata:executeStatement", ON_CLUSTER)
    assert reviewed(state, RUN_SQL, allow(way, "*")).suffices is None
    assert reviewed(state, RUN_SQL).suffices is False


def test_the_default_endpoint_of_a_harness_is_no_reason_to_refuse_a_role() -> None:
    harness = f"arn:aws:bedrock-agentcore:{PLACE}:harness/h"
    given = {"HarnessArn": harness, "RuntimeSessionId": "s", "Messages": []}
    both = [
        allow(f"bedrock-agentcore:{action}", harness)
        for action in ("InvokeHarness", "InvokeAgentRuntime")
    ]
    assert reviewed(task("bedrockagentcore:invokeHarness", given), *both).suffices is None
    assert reviewed(task("bedrockagentcore:invokeHarness", given), both[0]).suffices is False
    named = task("bedrockagentcore:invokeHarness", {**given, "Qualifier": "live"})
    assert reviewed(named, *both).suffices is False
