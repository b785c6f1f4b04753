"""What AWS authorizes besides, or otherwise than, the action of the call's name suggests."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from sfn_dsl.iam.requirements.actions import find_action

from ..asking import FUNCTION, HERE, asked, granted, jsonata, reasons, states, task, unknown

REGION = "eu-west-1:123456789012"
MACHINE = f"arn:aws:states:{REGION}:stateMachine:next"
ROLE = "arn:aws:iam::123456789012:role/r"


def sdk(call: str, parameters: Any = None) -> dict[str, Any]:
    return task(f"aws-sdk:{call}", parameters or {})


def notes(state: dict[str, Any], **machine: Any) -> list[str]:
    return [one.reason for one in asked(states(A=state), attrs.evolve(HERE, **machine)).notes]


# Versions and aliases (developer guide, "Authorization for versions and aliases").

STARTS = [
    "states:startExecution",
    "states:startExecution.sync",
    "states:startExecution.sync:2",
    "states:startExecution.waitForTaskToken",
    "aws-sdk:sfn:startExecution",
    "aws-sdk:sfn:startSyncExecution",
    "aws-sdk:sfn:describeStateMachine",
    "aws-sdk:sfn:listExecutions",
]


@pytest.mark.parametrize("call", STARTS)
@pytest.mark.parametrize("qualifier", ["7", "live"])
def test_a_version_or_an_alias_is_authorized_on_its_machine(call: str, qualifier: str) -> None:
    state = task(call, {"StateMachineArn": f"{MACHINE}:{qualifier}"})
    first = asked(states(A=state)).permissions[0]
    assert first.resources == (MACHINE,)
    assert first.conditions == {"StringEquals": {"states:StateMachineQualifier": qualifier}}


@pytest.mark.parametrize("call", STARTS)
def test_a_machine_without_a_qualifier_is_authorized_without_a_condition(call: str) -> None:
    first = asked(states(A=task(call, {"StateMachineArn": MACHINE}))).permissions[0]
    assert (first.resources, first.conditions) == ((MACHINE,), {})


@pytest.mark.parametrize(
    ("arn", "resource"),
    [
        ("${Next}", "${Next}"),
        ("${Next}:live", "${Next}"),
        ("${NextArn}:7", "${NextArn}"),
        (
            "arn:aws:states:${AWS::Region}:${AWS::AccountId}:stateMachine:next:live",
            "arn:aws:states:${AWS::Region}:${AWS::AccountId}:stateMachine:next",
        ),
    ],
)
def test_a_qualifier_after_a_placeholder_is_no_part_of_the_machine(arn: str, resource: str) -> None:
    found = granted(task("states:startExecution", {"StateMachineArn": arn}))
    assert found["states:StartExecution"] == [resource]


def test_an_alias_that_an_execution_decides_leaves_the_machine() -> None:
    parameters = {"StateMachineArn.$": f"States.Format('{MACHINE}:{{}}', $.alias)"}
    (found,) = asked(states(A=task("states:startExecution", parameters))).permissions
    assert (found.resources, found.conditions) == ((MACHINE,), {})


def test_an_alias_itself_is_managed_on_its_machine() -> None:
    found = granted(sdk("sfn:updateStateMachineAlias", {"StateMachineAliasArn": f"{MACHINE}:live"}))
    assert found == {"states:UpdateStateMachineAlias": [MACHINE]}


# Item readers (developer guide, "IAM policies for using Distributed Map states").


def a_map(resource: str, parameters: Any, **config: Any) -> dict[str, Any]:
    reader = {
        "Resource": f"arn:aws:states:::s3:{resource}",
        "ReaderConfig": config,
        "Parameters": parameters,
    }
    work = {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, **states(P={"Type": "Pass", "End": True})}
    return {"Type": "Map", "ItemReader": reader, "ItemProcessor": work, "End": True}


@pytest.mark.parametrize(
    ("prefix", "objects"),
    [({"Prefix": "in/"}, "in/*"), ({"Prefix": "in"}, "in*"), ({}, "*"), ({"Prefix.$": "$.p"}, "*")],
)
def test_a_flattened_list_reads_what_it_lists(prefix: dict[str, str], objects: str) -> None:
    state = a_map("listObjectsV2", {"Bucket": "b", **prefix}, Transformation="LOAD_AND_FLATTEN")
    found = granted(state)
    assert found["s3:ListBucket"] == ["arn:aws:s3:::b"]
    assert found["s3:GetObject"] == [f"arn:aws:s3:::b/{objects}"]


def test_a_list_that_is_not_flattened_reads_no_object() -> None:
    assert "s3:GetObject" not in granted(a_map("listObjectsV2", {"Bucket": "b"}))
    none = a_map("listObjectsV2", {"Bucket": "b"}, Transformation="NONE")
    assert "s3:GetObject" not in granted(none)


@pytest.mark.parametrize(
    "config",
    [
        {"InputType": "MANIFEST"},
        {"InputType": "CSV", "ManifestType": "ATHENA_DATA"},
        {"InputType": "PARQUET", "ManifestType": "ATHENA_DATA"},
        {"InputType": "CSV", "ManifestType": "S3_INVENTORY"},
        {"ManifestType": "S3_INVENTORY"},
    ],
)
def test_a_manifest_leads_to_its_data_files(config: dict[str, str]) -> None:
    state = a_map("getObject", {"Bucket": "b", "Key": "m.json"}, **config)
    assert granted(state)["s3:GetObject"] == ["arn:aws:s3:::b/m.json", "arn:aws:s3:::b/*"]
    assert "only the manifest says which objects hold the items" in reasons(state)


# Actions with only optional types of resource.

OPTIONAL = [
    ("costexplorer:getCostAndUsage", "ce:GetCostAndUsage"),
    ("comprehend:detectEntities", "comprehend:DetectEntities"),
    ("comprehend:detectSentiment", "comprehend:DetectSentiment"),
    ("translate:translateText", "translate:TranslateText"),
    ("rekognition:detectModerationLabels", "rekognition:DetectModerationLabels"),
    ("polly:synthesizeSpeech", "polly:SynthesizeSpeech"),
]


@pytest.mark.parametrize(("call", "action"), OPTIONAL)
def test_an_action_with_only_optional_resources_that_the_call_does_not_name_needs_all(
    call: str, action: str
) -> None:
    state = sdk(call, {"Text": "a"})
    assert granted(state)[action] == ["*"]
    assert reasons(state) == []


def test_an_optional_resource_that_the_call_names_is_the_only_one() -> None:
    endpoint = f"arn:aws:comprehend:{REGION}:entity-recognizer-endpoint/e"
    found = granted(sdk("comprehend:detectEntities", {"Text": "a", "EndpointArn": endpoint}))
    assert found == {"comprehend:DetectEntities": [endpoint]}
    found = granted(sdk("translate:translateText", {"Text": "a", "TerminologyNames": ["t"]}))
    assert found == {"translate:TranslateText": [f"arn:aws:translate:{REGION}:terminology/t"]}


def test_a_required_resource_that_is_not_named_stays_one_of_its_type() -> None:
    found = granted(sdk("ec2:terminateInstances", {}))
    assert found == {"ec2:TerminateInstances": [f"arn:aws:ec2:{REGION}:instance/*"]}


# Roles in objects that an execution decides.


@pytest.mark.parametrize(
    ("call", "parameters"),
    [
        ("scheduler:createSchedule", {"Name": "n", "Target.$": "$.target"}),
        ("eventbridge:putTargets", {"Rule": "r", "Targets.$": "$.targets"}),
        ("scheduler:createSchedule", {"Name": "n", "Target": "${Target}"}),
        ("sagemaker:createPipeline", {"PipelineName": "p", "RoleArn.$": "$.role"}),
    ],
)
def test_a_role_in_a_dynamic_object_may_be_any(call: str, parameters: Any) -> None:
    state = sdk(call, parameters)
    assert granted(state)["iam:PassRole"] == ["arn:aws:iam::123456789012:role/*"]
    assert any("computed at run time" in reason for reason in reasons(state))


def test_a_role_in_dynamic_arguments_may_be_any() -> None:
    state = jsonata("aws-sdk:scheduler:createSchedule", "{% $states.input %}")
    assert granted(state)["iam:PassRole"] == ["arn:aws:iam::123456789012:role/*"]
    state = jsonata("aws-sdk:eventbridge:putTargets", {"Rule": "r", "Targets": "{% $targets %}"})
    assert granted(state)["iam:PassRole"] == ["arn:aws:iam::123456789012:role/*"]


def test_a_dynamic_object_that_cannot_hold_a_role_passes_none() -> None:
    found = granted(sdk("dynamodb:query", {"TableName": "t", "ExpressionAttributeValues.$": "$.v"}))
    assert "iam:PassRole" not in found
    assert "iam:PassRole" not in granted(jsonata("aws-sdk:s3:getObject", "{% $states.input %}"))


def test_roles_in_a_list_are_passed_each() -> None:
    found = granted(sdk("redshift:createCluster", {"ClusterIdentifier": "c", "IamRoles": [ROLE]}))
    assert found["iam:PassRole"] == [ROLE]


# Instance profiles.


@pytest.mark.parametrize(
    ("call", "parameters"),
    [
        ("elasticmapreduce:createCluster", {"Name": "c", "JobFlowRole": "{}"}),
        ("aws-sdk:emr:runJobFlow", {"Name": "c", "JobFlowRole": "{}"}),
        ("aws-sdk:ec2:runInstances", {"ImageId": "i", "IamInstanceProfile": {"Arn": "{}"}}),
        (
            "aws-sdk:ec2:associateIamInstanceProfile",
            {"InstanceId": "i-1", "IamInstanceProfile": {"Arn": "{}"}},
        ),
    ],
)
def test_an_instance_profile_s_arn_does_not_tell_its_role(call: str, parameters: Any) -> None:
    arn = "arn:aws:iam::123456789012:instance-profile/nodes"
    state = task(call, _filled(parameters, arn))
    assert granted(state)["iam:PassRole"] == ["arn:aws:iam::123456789012:role/*"]
    assert any(f"'{arn}' does not say which role it has" in reason for reason in reasons(state))


def _filled(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        return {name: _filled(each, text) for name, each in value.items()}
    return text if value == "{}" else value


def test_an_instance_profile_s_name_is_taken_for_its_role_s_and_said_to_be() -> None:
    state = task("elasticmapreduce:createCluster", {"Name": "c", "JobFlowRole": "nodes"})
    assert granted(state)["iam:PassRole"] == ["arn:aws:iam::123456789012:role/nodes"]
    assert reasons(state) == ["the role in the instance profile 'nodes' is taken to have its name"]


# Tags.

EC2_IDS = [
    ("i-0123456789abcdef0", f"{REGION}:instance/i-0123456789abcdef0"),
    ("vol-1", f"{REGION}:volume/vol-1"),
    ("eni-1", f"{REGION}:network-interface/eni-1"),
    ("tgw-attach-1", f"{REGION}:transit-gateway-attachment/tgw-attach-1"),
    ("vpce-svc-1", f"{REGION}:vpc-endpoint-service/vpce-svc-1"),
    ("ami-1", "eu-west-1::image/ami-1"),
    ("snap-1", "eu-west-1::snapshot/snap-1"),
]


@pytest.mark.parametrize("operation", ["CreateTags", "DeleteTags"])
@pytest.mark.parametrize(("named", "resource"), EC2_IDS)
def test_the_prefix_of_an_id_says_what_is_tagged(operation: str, named: str, resource: str) -> None:
    state = sdk(f"ec2:{operation[0].lower()}{operation[1:]}", {"Resources": [named], "Tags": []})
    assert granted(state) == {f"ec2:{operation}": [f"arn:aws:ec2:{resource}"]}
    known = find_action("ec2", operation)
    assert known is not None
    kind = resource.rpartition(":")[2].partition("/")[0]
    assert kind in [each.name for each in known.types]


def test_an_id_that_is_not_known_may_be_of_any_type() -> None:
    state = sdk("ec2:createTags", {"Resources.$": "$.ids", "Tags": []})
    assert granted(state) == {"ec2:CreateTags": ["arn:aws:ec2:eu-west-1:*:*/*"]}
    assert reasons(state) == ["'Resources.$' of state 'A' is computed at run time"]


@pytest.mark.parametrize(
    ("call", "parameters", "action", "resource"),
    [
        (
            "lambda:createFunction",
            {"FunctionName": "f", "Tags": {"a": "b"}},
            "lambda:TagResource",
            FUNCTION,
        ),
        (
            "sqs:createQueue",
            {"QueueName": "q", "Tags": {"a": "b"}},
            "sqs:TagQueue",
            f"arn:aws:sqs:{REGION}:q",
        ),
        (
            "ec2:createVolume",
            {"TagSpecifications": []},
            "ec2:CreateTags",
            "arn:aws:ec2:eu-west-1:*:*/*",
        ),
        (
            "rds:createDBCluster",
            {"DbClusterIdentifier": "c", "Tags": []},
            "rds:AddTagsToResource",
            f"arn:aws:rds:{REGION}:cluster:c",
        ),
    ],
)
def test_what_is_made_with_tags_is_tagged(
    call: str, parameters: Any, action: str, resource: str
) -> None:
    assert resource in granted(sdk(call, parameters))[action]
    bare = {name: each for name, each in parameters.items() if not name.startswith("Tag")}
    assert action not in granted(sdk(call, bare))


# Systems Manager.

DOCUMENT = f"arn:aws:ssm:{REGION}:document"


@pytest.mark.parametrize(
    ("name", "resource"),
    [
        ("AWS-RunShellScript", "arn:aws:ssm:eu-west-1::document/AWS-RunShellScript"),
        ("AWSSupport-X", "arn:aws:ssm:eu-west-1::document/AWSSupport-X"),
        ("AmazonCloudWatch-M", "arn:aws:ssm:eu-west-1::document/AmazonCloudWatch-M"),
        ("mine", f"{DOCUMENT}/mine"),
        (f"{DOCUMENT}/mine", f"{DOCUMENT}/mine"),
        ("${Document}", f"{DOCUMENT}/${{Document}}"),
    ],
)
def test_a_document_of_aws_has_no_account(name: str, resource: str) -> None:
    found = granted(sdk("ssm:sendCommand", {"DocumentName": name, "InstanceIds": ["i-1"]}))
    assert found == {"ssm:SendCommand": [resource, f"arn:aws:ec2:{REGION}:instance/i-1"]}


def test_a_document_that_an_execution_decides_may_be_anyone_s() -> None:
    found = granted(sdk("ssm:sendCommand", {"DocumentName.$": "$.d", "InstanceIds": ["mi-1"]}))
    assert found == {
        "ssm:SendCommand": [
            f"{DOCUMENT}/*",
            "arn:aws:ssm:eu-west-1::document/*",
            f"arn:aws:ssm:{REGION}:managed-instance/mi-1",
        ]
    }


def test_an_automation_with_a_role_passes_it_and_one_without_is_unknown() -> None:
    call = "ssm:startAutomationExecution"
    parameters: dict[str, Any] = {"DocumentName": "AWS-StopEC2Instance"}
    state = sdk(call, {**parameters, "Parameters": {"AutomationAssumeRole": [ROLE]}})
    found = granted(state)
    assert found["iam:PassRole"] == [ROLE]
    own = "arn:aws:ssm:eu-west-1::automation-definition/AWS-StopEC2Instance:*"
    assert own in found["ssm:StartAutomationExecution"]
    assert unknown(state) == []
    ((_, reason),) = unknown(sdk(call, parameters))
    assert "the steps of the runbook work with this role's rights" in reason


@pytest.mark.parametrize("call", ["getDocument", "describeDocument", "createAssociation"])
def test_every_call_knows_the_documents_of_aws(call: str) -> None:
    (found,) = granted(sdk(f"ssm:{call}", {"Name": "AWS-RunShellScript"})).values()
    assert "arn:aws:ssm:eu-west-1::document/AWS-RunShellScript" in found
    assert not any("document" in one and "AWS-" not in one for one in found)


def test_a_call_of_iam_about_profiles_passes_no_role_but_one_that_it_adds() -> None:
    profile = {"InstanceProfileName": "p"}
    assert "iam:PassRole" not in granted(sdk("iam:createInstanceProfile", profile))
    found = granted(sdk("iam:addRoleToInstanceProfile", {**profile, "RoleName": "r"}))
    assert found["iam:PassRole"] == [ROLE, ROLE.replace("role/", "role/*/")]


# Others.


def test_a_harness_runs_on_an_agent_runtime() -> None:
    arn = f"arn:aws:bedrock-agentcore:{REGION}:harness/h"
    found = granted(task("bedrockagentcore:invokeHarness", {"HarnessArn": arn}))
    assert found["bedrock-agentcore:InvokeAgentRuntime"] == [arn]


@pytest.mark.parametrize(
    ("call", "parameters"),
    [
        ("eks:createNodegroup", {"ClusterName": "c", "NodegroupName": "n", "NodeRole": ROLE}),
        ("eks:createCluster", {"Name": "c", "RoleArn": ROLE}),
        (
            "aws-sdk:eks:createNodegroup",
            {"ClusterName": "c", "NodegroupName": "n", "NodeRole": ROLE},
        ),
    ],
)
def test_eks_looks_up_the_role_that_it_gets(call: str, parameters: Any) -> None:
    found = asked(states(A=task(call, {**parameters, "Tags": {"a": "b"}}))).permissions
    by_action = {one.action: one for one in found}
    assert by_action["iam:GetRole"].resources == (ROLE,)
    assert by_action["iam:ListAttachedRolePolicies"].resources == (ROLE,)
    assert by_action["ec2:DescribeSubnets"].resources == ("*",)
    passed = by_action["iam:PassRole"]
    assert passed.resources == (ROLE,)
    assert passed.conditions == {"StringEquals": {"iam:PassedToService": "eks.amazonaws.com"}}
    assert "eks:TagResource" in by_action
    assert "eks:TagResource" not in granted(task(call, parameters))


@pytest.mark.parametrize(
    ("call", "action"),
    [
        ("putPublicAccessBlock", "s3:PutAccountPublicAccessBlock"),
        ("getPublicAccessBlock", "s3:GetAccountPublicAccessBlock"),
        ("deletePublicAccessBlock", "s3:PutAccountPublicAccessBlock"),
        ("getBucketTagging", "s3-outposts:GetBucketTagging"),
    ],
)
def test_s3control_is_authorized_as_s3_for_accounts(call: str, action: str) -> None:
    assert list(granted(sdk(f"s3control:{call}", {"AccountId": "123456789012"}))) == [action]


def test_an_http_endpoint_is_authorized_on_the_machine() -> None:
    state = task("http:invoke", {"ApiEndpoint": "https://a.example", "Method": "GET"})
    action = "states:InvokeHTTPEndpoint"
    assert granted(state)[action] == [f"arn:aws:states:{REGION}:stateMachine:nightly"]
    found = asked(states(A=state), attrs.evolve(HERE, name="")).permissions[0]
    assert found.resources == (f"arn:aws:states:{REGION}:stateMachine:*",)
    assert found.widened == "the machine's name is not known; give it with --name"


def test_an_endpoint_is_authorized_on_the_machine_for_a_foreign_role_too() -> None:
    role = "arn:aws:iam::999999999999:role/theirs"
    parameters = {"ApiEndpoint": "https://a.example", "Method": "GET"}
    state = task("http:invoke", parameters, Credentials={"RoleArn": role})
    (theirs,) = asked(states(A=state)).delegated
    assert theirs.permission.resources == (f"arn:aws:states:{REGION}:stateMachine:nightly",)


# Other accounts (IAM user guide, "Cross-account policy evaluation logic").

THEIRS = "arn:aws:sns:eu-west-1:999999999999:t"


@pytest.mark.parametrize(
    ("call", "parameters"),
    [
        ("sns:publish", {"TopicArn": THEIRS}),
        ("sqs:sendMessage", {"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/999999999999/q"}),
        ("aws-sdk:kms:encrypt", {"KeyId": "arn:aws:kms:eu-west-1:999999999999:key/k"}),
        ("lambda:invoke", {"FunctionName": "999999999999:function:f"}),
    ],
)
def test_the_account_of_a_foreign_resource_decides_too(call: str, parameters: Any) -> None:
    (note,) = notes(task(call, parameters))
    assert "is also decided by account 999999999999" in note
    assert notes(task(call, parameters), account="999999999999") == []
    assert notes(task(call, parameters), account="YOUR_ACCOUNT") == []


def test_several_accounts_are_not_all_the_machine_s_whichever_that_is() -> None:
    document = states(A=task("sns:publish", {"TopicArn": THEIRS}, Next="B"), B=task(FUNCTION))
    found = asked(document, attrs.evolve(HERE, account="YOUR_ACCOUNT")).notes
    assert [one.pointer for one in found] == ["/States/A", "/States/B"]


def test_what_has_no_account_is_in_that_of_the_role_which_makes_the_call() -> None:
    role = "arn:aws:iam::999999999999:role/theirs"
    state = task("glue:startJobRun", {"JobName": "j"}, Credentials={"RoleArn": role})
    found = asked(states(A=state))
    (theirs,) = found.delegated
    assert theirs.permission.resources == ("arn:aws:glue:eu-west-1:999999999999:job/j",)
    assert [one.reason for one in found.notes] == [
        f"'{role}' is a role of account 999999999999, where its trust policy must let this role in"
    ]
    state["Credentials"] = {"RoleArn.$": "$.role"}
    (theirs,) = asked(states(A=state)).delegated
    assert theirs.permission.resources == ("arn:aws:glue:eu-west-1:*:job/j",)
