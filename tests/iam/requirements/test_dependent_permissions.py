"""What services do with the caller's rights: granted by a table, or said."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.language.aws_sdk.dependent.table import DEPENDENT, NOTED, UNKNOWABLE
from sfn_dsl.language.aws_sdk.dependent_actions import dependent_actions
from sfn_dsl.service_models import find_service

from ..asking import asked, granted, jsonata, states, task, unknown

REGION = "eu-west-1:123456789012"
SECRET = f"arn:aws:secretsmanager:{REGION}:secret:s-AbCdEf"
PHOTO = {"S3Object": {"Bucket": "b", "Name": "k"}}
OBJECT = ["arn:aws:s3:::b/k"]


def sdk(call: str, parameters: Any = None) -> dict[str, Any]:
    return task(f"aws-sdk:{call}", parameters or {})


def notes(state: dict[str, Any]) -> list[str]:
    return [one.reason for one in asked(states(A=state)).notes]


CALLS: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("textract:analyzeDocument", {"Document": PHOTO}, "s3:GetObject", OBJECT),
    ("textract:analyzeID", {"DocumentPages": [PHOTO]}, "s3:GetObject", OBJECT),
    ("textract:startDocumentAnalysis", {"DocumentLocation": PHOTO}, "s3:GetObject", OBJECT),
    (
        "textract:startDocumentAnalysis",
        {"DocumentLocation": PHOTO, "OutputConfig": {"S3Bucket": "o", "S3Prefix": "p/"}},
        "s3:PutObject",
        ["arn:aws:s3:::o/p/*"],
    ),
    ("rekognition:detectLabels", {"Image": PHOTO}, "s3:GetObject", OBJECT),
    ("rekognition:compareFaces", {"SourceImage": PHOTO}, "s3:GetObject", OBJECT),
    ("rekognition:startLabelDetection", {"Video": PHOTO}, "s3:GetObject", OBJECT),
    (
        "rekognition:detectLabels",
        {"Image": {"S3Object": {"Bucket": "b", "Name": "k", "Version": "1"}}},
        "s3:GetObjectVersion",
        OBJECT,
    ),
    (
        "transcribe:startTranscriptionJob",
        {"Media": {"MediaFileUri": "s3://b/k"}},
        "s3:GetObject",
        OBJECT,
    ),
    (
        "transcribe:startTranscriptionJob",
        {"Media": {"MediaFileUri": "https://s3.eu-west-1.amazonaws.com/b/k"}},
        "s3:GetObject",
        OBJECT,
    ),
    (
        "transcribe:startTranscriptionJob",
        {"Media": {}, "OutputBucketName": "o", "OutputKey": "texts/"},
        "s3:PutObject",
        ["arn:aws:s3:::o/texts/*"],
    ),
    (
        "polly:startSpeechSynthesisTask",
        {"OutputS3BucketName": "o"},
        "s3:PutObject",
        ["arn:aws:s3:::o/*"],
    ),
    ("rdsdata:executeStatement", {"SecretArn": SECRET}, "secretsmanager:GetSecretValue", [SECRET]),
    ("rdsdata:beginTransaction", {"SecretArn": SECRET}, "secretsmanager:GetSecretValue", [SECRET]),
    (
        "redshiftdata:executeStatement",
        {"WorkgroupName": "w", "SecretArn": SECRET},
        "secretsmanager:GetSecretValue",
        [SECRET],
    ),
    (
        "redshiftdata:executeStatement",
        {"WorkgroupName": "w"},
        "redshift-serverless:GetCredentials",
        [f"arn:aws:redshift-serverless:{REGION}:workgroup/*"],
    ),
    (
        "redshiftdata:batchExecuteStatement",
        {"ClusterIdentifier": "c", "DbUser": "u", "Database": "d"},
        "redshift:GetClusterCredentials",
        [f"arn:aws:redshift:{REGION}:dbuser:c/u", f"arn:aws:redshift:{REGION}:dbname:c/d"],
    ),
    ("s3:getObjectAttributes", {"Bucket": "b", "Key": "k"}, "s3:GetObject", OBJECT),
    (
        "bedrockagentruntime:retrieveAndGenerate",
        {
            "RetrieveAndGenerateConfiguration": {
                "KnowledgeBaseConfiguration": {
                    "KnowledgeBaseId": "K",
                    "ModelArn": "arn:aws:bedrock:eu-west-1::foundation-model/m",
                }
            }
        },
        "bedrock:Retrieve",
        [f"arn:aws:bedrock:{REGION}:knowledge-base/K"],
    ),
    (
        "bedrockagentruntime:retrieveAndGenerate",
        {
            "RetrieveAndGenerateConfiguration": {
                "KnowledgeBaseConfiguration": {
                    "KnowledgeBaseId": "K",
                    "ModelArn": "arn:aws:bedrock:eu-west-1::foundation-model/m",
                }
            }
        },
        "bedrock:InvokeModel",
        ["arn:aws:bedrock:eu-west-1::foundation-model/m"],
    ),
    (
        "dynamodb:exportTableToPointInTime",
        {"TableArn": "t", "S3Bucket": "b", "S3Prefix": "p"},
        "s3:PutObject",
        ["arn:aws:s3:::b/p*"],
    ),
    (
        "lambda:createFunction",
        {"FunctionName": "f", "Code": {"S3Bucket": "b", "S3Key": "k"}},
        "s3:GetObject",
        OBJECT,
    ),
    (
        "lambda:updateFunctionCode",
        {"FunctionName": "f", "S3Bucket": "b", "S3Key": "k"},
        "s3:GetObject",
        OBJECT,
    ),
    (
        "cloudformation:createStack",
        {"StackName": "s", "TemplateURL": "https://b.s3.eu-west-1.amazonaws.com/k"},
        "s3:GetObject",
        OBJECT,
    ),
    (
        "backup:createBackupVault",
        {"BackupVaultName": "v"},
        "backup-storage:MountCapsule",
        ["*"],
    ),
    (
        "dynamodb:enableKinesisStreamingDestination",
        {"TableName": "t", "StreamArn": "arn:aws:kinesis:eu-west-1:123456789012:stream/s"},
        "kinesis:ListStreams",
        ["*"],
    ),
]


@pytest.mark.parametrize(
    ("call", "parameters", "action", "resources"), CALLS, ids=lambda each: str(each)[:40]
)
def test_what_a_service_does_with_the_caller_s_rights_is_granted(
    call: str, parameters: dict[str, Any], action: str, resources: list[str]
) -> None:
    assert granted(sdk(call, parameters))[action] == resources


def test_what_the_call_does_not_use_is_not_granted() -> None:
    assert list(granted(sdk("rekognition:detectLabels", {"Image": {"Bytes": "x"}}))) == [
        "rekognition:DetectLabels"
    ]
    by_secret = granted(sdk("redshiftdata:executeStatement", {"SecretArn": SECRET}))
    assert "redshift:GetClusterCredentials" not in by_secret
    by_user = {"ClusterIdentifier": "c", "DbUser": "u", "Database": "d"}
    found = granted(sdk("redshiftdata:executeStatement", by_user))
    assert "redshift:GetClusterCredentialsWithIAM" not in found


def test_dynamic_arguments_may_use_all_of_it() -> None:
    found = granted(jsonata("aws-sdk:rekognition:detectLabels", "{% $states.input %}"))
    assert found["s3:GetObject"] == ["arn:aws:s3:::*/*"]


def test_an_action_that_may_need_more_says_so() -> None:
    (note,) = notes(sdk("directory:createMicrosoftAD", {"Name": "n"}))
    assert note.startswith("'ds:CreateMicrosoftAD' may also need ec2:")
    assert "iam:PassRole" not in note


def test_data_in_s3_that_no_table_knows_of_is_pointed_out() -> None:
    call = "location:startJob" if find_service("location") is None else "personalize:createDataset"
    assert notes(sdk(call, {})) == []
    state = sdk("cloudtrail:createTrail", {"Name": "t", "S3BucketName": "b"})
    assert any("'S3BucketName' names data in S3" in note for note in notes(state))


def test_what_is_granted_is_not_said_again() -> None:
    assert notes(sdk("textract:analyzeDocument", {"Document": PHOTO})) == []
    assert notes(sdk("rekognition:detectLabels", {"Image": PHOTO})) == []
    assert notes(sdk("s3:getObject", {"Bucket": "b", "Key": "k"})) == []


@pytest.mark.parametrize(
    ("call", "parameters", "role"),
    [
        ("cloudformation:createStack", {"StackName": "s"}, "RoleARN"),
        ("cloudformation:updateStack", {"StackName": "s"}, "RoleARN"),
        ("cloudcontrol:createResource", {"TypeName": "AWS::S3::Bucket"}, "RoleArn"),
    ],
)
def test_what_a_template_makes_with_the_caller_s_rights_is_unknown(
    call: str, parameters: dict[str, Any], role: str
) -> None:
    ((pointer, reason),) = unknown(sdk(call, parameters))
    assert pointer == "/States/A"
    assert "this role's rights" in reason
    given = {**parameters, role: "arn:aws:iam::123456789012:role/r"}
    assert unknown(sdk(call, given)) == []


def test_every_row_is_of_calls_that_exist_and_has_a_source() -> None:
    for row in (*DEPENDENT, *NOTED, *UNKNOWABLE):
        assert row.source
        for call in row.calls.split():
            service, _, action = call.partition(":")
            model = find_service(service)
            assert model is not None, call
            assert action == "*" or model.operation_of(action), call


def test_the_table_of_dependent_actions_is_read() -> None:
    assert dependent_actions("textract:AnalyzeDocument") == ("s3:GetObject",)
    assert dependent_actions("s3:GetObject") == ()
