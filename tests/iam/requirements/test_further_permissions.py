"""What single parameters of a call need besides: versions, replicas, launch templates, tags."""

from __future__ import annotations

from typing import Any

import pytest

from ..asking import asked, granted, reasons, states, task, unknown

REGION = "eu-west-1:123456789012"
OBJECT = ["arn:aws:s3:::b/k"]
AT = {"Bucket": "b", "Key": "k"}
ROLE = "arn:aws:iam::123456789012:role/r"
LINKED = "arn:aws:iam::123456789012:role/aws-service-role"
MODEL = "arn:aws:bedrock:eu-west-1::foundation-model/m"
RERANKED = {
    "VectorSearchConfiguration": {
        "RerankingConfiguration": {
            "BedrockRerankingConfiguration": {"ModelConfiguration": {"ModelArn": MODEL}}
        }
    }
}
GROUP = {"DbInstanceIdentifier": "d", "DbSubnetGroupName": "s", "DbParameterGroupName": "p"}
TEMPLATE = {"LaunchTemplateId": "lt-1"}


def sdk(call: str, **parameters: Any) -> dict[str, Any]:
    return task(f"aws-sdk:{call}", parameters)


def notes(state: dict[str, Any]) -> str:
    return "\n".join(one.reason for one in asked(states(A=state)).notes)


CALLS: list[tuple[dict[str, Any], str, list[str]]] = [
    *(
        (sdk(f"s3:{call}", **AT, VersionId="v"), f"s3:{action}", OBJECT)
        for call, action in {
            "getObjectTagging": "GetObjectVersionTagging",
            "putObjectTagging": "PutObjectVersionTagging",
            "deleteObjectTagging": "DeleteObjectVersionTagging",
            "getObjectAcl": "GetObjectVersionAcl",
            "putObjectAcl": "PutObjectVersionAcl",
        }.items()
    ),
    (
        sdk("s3:deleteObjects", Bucket="b", Delete={"Objects": [{"Key": "k", "VersionId": "v"}]}),
        "s3:DeleteObjectVersion",
        OBJECT,
    ),
    (
        sdk("s3:copyObject", Bucket="c", Key="d", CopySource="b/k?versionId=1"),
        "s3:GetObjectVersion",
        OBJECT,
    ),
    *(
        (sdk(f"s3:{call}", **AT, BypassGovernanceRetention=True), f"s3:{action}", OBJECT)
        for action in ("BypassGovernanceRetention",)
        for call in ("deleteObject", "putObjectRetention")
    ),
    *(
        (sdk("s3:createBucket", Bucket="b", **given), f"s3:{action}", ["arn:aws:s3:::b"])
        for action, given in {
            "PutBucketAcl": {"Acl": "private"},
            "PutBucketObjectLockConfiguration": {"ObjectLockEnabledForBucket": True},
            "PutBucketVersioning": {"ObjectLockEnabledForBucket": True},
            "PutBucketOwnershipControls": {"ObjectOwnership": "ObjectWriter"},
        }.items()
    ),
    (
        sdk("secretsmanager:batchGetSecretValue", SecretIdList=["s"]),
        "secretsmanager:GetSecretValue",
        [f"arn:aws:secretsmanager:{REGION}:secret:s-??????"],
    ),
    (
        sdk(
            "secretsmanager:rotateSecret",
            SecretId="s",
            RotationLambdaArn=f"arn:aws:lambda:{REGION}:function:f:1",
        ),
        "lambda:InvokeFunction",
        [f"arn:aws:lambda:{REGION}:function:f:1"],
    ),
    (
        sdk("sqs:startMessageMoveTask", SourceArn=f"arn:aws:sqs:{REGION}:q"),
        "sqs:ReceiveMessage",
        [f"arn:aws:sqs:{REGION}:q"],
    ),
    (
        sdk("lambda:updateFunctionConfiguration", FunctionName="f", VpcConfig={}),
        "ec2:DescribeSubnets",
        ["*"],
    ),
    (
        sdk("cloudwatchlogs:createExportTask", LogGroupName="l", Destination="b"),
        "s3:PutObject",
        ["arn:aws:s3:::b/*"],
    ),
    (
        sdk("dynamodb:createTable", TableName="t", ResourcePolicy="{}"),
        "dynamodb:PutResourcePolicy",
        [f"arn:aws:dynamodb:{REGION}:table/t"],
    ),
    (
        sdk("dynamodb:updateTable", TableName="t", ReplicaUpdates=[{}]),
        "dynamodb:CreateTableReplica",
        ["arn:aws:dynamodb:*:123456789012:table/t"],
    ),
    (
        sdk(
            "bedrockagentcore:invokeAgentRuntime",
            AgentRuntimeArn=f"arn:aws:bedrock-agentcore:{REGION}:runtime/x",
            RuntimeUserId="u",
        ),
        "bedrock-agentcore:InvokeAgentRuntimeForUser",
        [
            f"arn:aws:bedrock-agentcore:{REGION}:runtime/x",
            f"arn:aws:bedrock-agentcore:{REGION}:runtime/*/runtime-endpoint/*",
        ],
    ),
    (
        sdk("bedrockruntime:converse", ModelId=f"arn:aws:bedrock:{REGION}:prompt/P:1"),
        "bedrock:RenderPrompt",
        [f"arn:aws:bedrock:{REGION}:prompt/P:1"],
    ),
    (
        sdk("bedrockagentruntime:retrieve", RetrievalConfiguration=RERANKED),
        "bedrock:InvokeModel",
        [MODEL],
    ),
    (
        sdk("bedrockagentruntime:retrieve", GuardrailConfiguration={"GuardrailId": "g"}),
        "bedrock:ApplyGuardrail",
        [f"arn:aws:bedrock:{REGION}:guardrail/g"],
    ),
    (
        sdk("bedrock:createModelInvocationJob", JobName="j", ModelId="eu.m"),
        "bedrock:CreateModelInvocationJob",
        [
            f"arn:aws:bedrock:{REGION}:inference-profile/eu.m",
            "arn:aws:bedrock:*::foundation-model/m",
            f"arn:aws:bedrock:{REGION}:model-invocation-job/*",
        ],
    ),
    (
        task("eks:createNodegroup", {"NodegroupName": "n", "LaunchTemplate": {"Id": "lt-1"}}),
        "ec2:RunInstances",
        ["arn:aws:ec2:eu-west-1:*:*/*"],
    ),
    (
        task("eks:createFargateProfile", {"ClusterName": "c", "FargateProfileName": "f"}),
        "iam:CreateServiceLinkedRole",
        [
            f"{LINKED}/eks-fargate.amazonaws.com/AWSServiceRoleForAmazonEKSForFargate",
        ],
    ),
    (
        sdk("autoscaling:createAutoScalingGroup", LaunchTemplate=TEMPLATE),
        "ec2:RunInstances",
        ["arn:aws:ec2:eu-west-1:*:*/*"],
    ),
    (sdk("ec2:createFleet"), "ec2:RunInstances", ["arn:aws:ec2:eu-west-1:*:*/*"]),
    (
        sdk(
            "textract:analyzeDocument",
            HumanLoopConfig={"FlowDefinitionArn": f"arn:aws:sagemaker:{REGION}:flow-definition/f"},
        ),
        "sagemaker:StartHumanLoop",
        [f"arn:aws:sagemaker:{REGION}:flow-definition/f"],
    ),
    (
        sdk("codedeploy:createDeployment", ApplicationName="a", DeploymentConfigName="c"),
        "codedeploy:GetDeploymentConfig",
        [f"arn:aws:codedeploy:{REGION}:deploymentconfig:c"],
    ),
    # Types of resource.
    (
        sdk("rds:createDBInstance", **GROUP),
        "rds:CreateDBInstance",
        [f"arn:aws:rds:{REGION}:{end}" for end in ("db:d", "pg:p", "subgrp:s")],
    ),
    (
        sdk("rds:restoreDBClusterFromSnapshot", DbClusterIdentifier="c", SnapshotIdentifier="s"),
        "rds:RestoreDBClusterFromSnapshot",
        [
            f"arn:aws:rds:{REGION}:{end}"
            for end in ("cluster:c", "cluster-snapshot:s", "snapshot:s")
        ],
    ),
    (
        sdk("rds:copyDBSnapshot", SourceDBSnapshotIdentifier="s", TargetDBSnapshotIdentifier="t"),
        "rds:CopyDBSnapshot",
        [f"arn:aws:rds:{REGION}:snapshot:{name}" for name in "ts"],
    ),
    (
        sdk("sesv2:sendEmail", Content={"Template": {"TemplateName": "t"}}),
        "ses:SendEmail",
        [f"arn:aws:ses:{REGION}:identity/*", f"arn:aws:ses:{REGION}:template/t"],
    ),
    (
        task("mediaconvert:createJob", {"Role": ROLE, "Tags": {"a": "b"}}),
        "mediaconvert:TagResource",
        [f"arn:aws:mediaconvert:{REGION}:jobs/*"],
    ),
    (
        task("emr-containers:startJobRun", {"VirtualClusterId": "v", "Tags": {"a": "b"}}),
        "emr-containers:TagResource",
        [f"arn:aws:emr-containers:{REGION}:/virtualclusters/v/jobruns/*"],
    ),
    (
        sdk("ssm:startAutomationExecution", DocumentName="d", Tags=[{}]),
        "ssm:AddTagsToResource",
        [f"arn:aws:ssm:{REGION}:automation-execution/*"],
    ),
]


@pytest.mark.parametrize(("state", "action", "resources"), CALLS, ids=lambda each: str(each)[:60])
def test_what_a_parameter_needs_besides_is_granted(
    state: dict[str, Any], action: str, resources: list[str]
) -> None:
    assert granted(state)[action] == resources


def test_an_instance_is_launched_from_all_that_the_call_names() -> None:
    call = sdk(
        "ec2:runInstances",
        ImageId="ami-1",
        BlockDeviceMappings=[{"Ebs": {"SnapshotId": "snap-1"}}],
        Placement={"GroupName": "p"},
        InstanceMarketOptions={"MarketType": "spot"},
        TagSpecifications=[{"ResourceType": "spot-instances-request", "Tags": []}],
        CapacityReservationSpecification={
            "CapacityReservationTarget": {"CapacityReservationId": "cr-1"}
        },
        NetworkInterfaces=[{"SubnetId": "subnet-1", "Groups": ["sg-1"]}],
    )
    found = granted(call)
    assert {
        "arn:aws:ec2:eu-west-1::snapshot/snap-1",
        *(
            f"arn:aws:ec2:{REGION}:{end}"
            for end in (
                *("placement-group/p", "capacity-reservation/cr-1", "subnet/subnet-1"),
                *("security-group/sg-1", "spot-instances-request/*"),
            )
        ),
    } <= set(found["ec2:RunInstances"])
    assert f"arn:aws:ec2:{REGION}:spot-instances-request/*" in found["ec2:CreateTags"]


@pytest.mark.parametrize(
    "model", ["application-inference-profile/p", "default-prompt-router/r:1", "prompt-router/r"]
)
def test_what_leads_to_other_models_says_so(model: str) -> None:
    call = task("bedrock:invokeModel", {"ModelId": f"arn:aws:bedrock:{REGION}:{model}"})
    assert granted(call)["bedrock:InvokeModel"] == [
        f"arn:aws:bedrock:{REGION}:{model}",
        "arn:aws:bedrock:*::foundation-model/*",
    ]
    assert any("does not say which models it leads to" in reason for reason in reasons(call))


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (sdk("lambda:createFunction", Code={"ImageUri": "x"}), "ecr:BatchGetImage"),
        (sdk("lambda:updateFunctionConfiguration", FileSystemConfigs=[{}]), "elasticfilesystem:"),
        (sdk("secretsmanager:rotateSecret", SecretId="s"), "lambda:InvokeFunction"),
        (sdk("s3:copyObject", **AT, CopySource="a/b"), "s3:GetObjectTagging"),
        (
            task("emr-serverless:createApplication", {"NetworkConfiguration": {}}),
            "ec2:CreateNetworkInterface",
        ),
    ],
    ids=lambda each: str(each)[:60],
)
def test_what_a_call_may_need_besides_is_a_note(state: dict[str, Any], action: str) -> None:
    assert action in notes(state)
    assert not any(action in granted_action for granted_action in granted(state))


def test_a_note_is_only_of_calls_that_have_the_parameter() -> None:
    assert "ecr:" not in notes(sdk("lambda:createFunction", Code={"ZipFile": "x"}))
    arn = f"arn:aws:lambda:{REGION}:function:f"
    assert notes(sdk("secretsmanager:rotateSecret", SecretId="s", RotationLambdaArn=arn)) == ""


@pytest.mark.parametrize(
    "call",
    [
        "elasticbeanstalk:updateEnvironment",
        "cloudformation:detectStackDrift",
        "ssm:startChangeRequestExecution",
    ],
)
def test_work_with_the_caller_s_rights_is_unknown(call: str) -> None:
    assert any("this role's rights" in reason for _, reason in unknown(sdk(call)))


def test_a_role_that_may_be_in_what_is_computed_is_a_note() -> None:
    call = task(
        "aws-sdk:ssm:startAutomationExecution", {"DocumentName": "d", "Parameters.$": "$.p"}
    )
    assert unknown(call) == []
    assert "it is not known what it passes" in notes(call)
    given = {"DocumentName": "d", "Parameters": {"AutomationAssumeRole": [ROLE]}}
    assert notes(task("aws-sdk:ssm:startAutomationExecution", given)) == ""
    dynamic = {"DocumentName": "d", "Parameters": {"AutomationAssumeRole.$": "$.role"}}
    assert notes(task("aws-sdk:ssm:startAutomationExecution", dynamic)) == ""
