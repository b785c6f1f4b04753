"""Templates: their own resources, and the settings of the machine in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl import Target, load, policy_of
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Requirements
from sfn_dsl.iam.requirements.workflow import machine_at

from ..asking import states, task

PLACE = Target("123456789012", "eu-west-1")
RESOURCES: dict[str, Any] = {
    "Charge": {"Type": "AWS::Serverless::Function"},
    "Ship": {"Type": "AWS::Lambda::Function"},
    "Live": {"Type": "AWS::Lambda::Alias"},
    "Approval": {"Type": "AWS::StepFunctions::Activity"},
    "Child": {"Type": "AWS::StepFunctions::StateMachine"},
    "Queue": {"Type": "AWS::SQS::Queue"},
    "Topic": {"Type": "AWS::SNS::Topic"},
    "Table": {"Type": "AWS::DynamoDB::Table"},
    "Login": {"Type": "AWS::SecretsManager::Secret"},
    "Jobs": {"Type": "AWS::Batch::JobQueue"},
    "Work": {"Type": "AWS::ECS::TaskDefinition"},
    "Cluster": {"Type": "AWS::ECS::Cluster"},
    "Shop": {"Type": "AWS::Events::Connection"},
    "Role": {"Type": "AWS::IAM::Role"},
    "Own": {"Type": "AWS::IAM::InstanceProfile", "Properties": {"Roles": [{"Ref": "Role"}]}},
    "Named": {"Type": "AWS::IAM::InstanceProfile", "Properties": {"Roles": ["worker"]}},
}


def found(
    tmp_path: Path, state: dict[str, Any], others: dict[str, Any] | None = None, **properties: Any
) -> Requirements:
    machine = {"Definition": states(A=state), **properties}
    resource = {"Type": "AWS::Serverless::StateMachine", "Properties": machine}
    template = tmp_path / "template.json"
    template.write_text(json.dumps({"Resources": {**RESOURCES, **(others or {}), "M": resource}}))
    loaded = load(f"{template}#M", PLACE)
    return derive(loaded.definition, machine_at(PLACE, definition=loaded.definition))


def granted(requirements: Requirements) -> dict[str, list[str]]:
    by_action: dict[str, list[str]] = {}
    for one in requirements.permissions:
        by_action.setdefault(one.action, []).extend(one.resources)
    return by_action


def att(name: str, attribute: str = "Arn") -> dict[str, Any]:
    return {"Fn::GetAtt": [name, attribute]}


@pytest.mark.parametrize(
    ("resource", "arn"),
    [
        (att("Charge"), "${Charge.Arn}"),
        ("${Fn}", "${Charge.Arn}"),
        (att("Ship"), "${Ship.Arn}"),
        ({"Fn::Sub": "${Ship.Arn}"}, "${Ship.Arn}"),
    ],
)
def test_a_function_of_the_template_is_a_lambda_arn(
    tmp_path: Path, resource: Any, arn: str
) -> None:
    state = {**task("lambda:invoke"), "Resource": resource}
    requirements = found(tmp_path, state, DefinitionSubstitutions={"Fn": att("Charge")})
    assert granted(requirements) == {"lambda:InvokeFunction": [arn, f"{arn}:*"]}
    assert requirements.unknown == ()


def test_an_alias_of_the_template_is_only_itself(tmp_path: Path) -> None:
    state = {**task("lambda:invoke"), "Resource": {"Ref": "Live"}}
    assert granted(found(tmp_path, state)) == {"lambda:InvokeFunction": ["${Live}"]}


def test_a_function_s_version_is_only_itself(tmp_path: Path) -> None:
    state = {**task("lambda:invoke"), "Resource": {"Fn::Sub": "${Ship.Arn}:live"}}
    assert granted(found(tmp_path, state)) == {"lambda:InvokeFunction": ["${Ship.Arn}:live"]}


def test_an_activity_of_the_template_needs_nothing(tmp_path: Path) -> None:
    requirements = found(tmp_path, {**task("lambda:invoke"), "Resource": {"Ref": "Approval"}})
    assert requirements == Requirements()


def test_what_a_task_cannot_call_is_unknown(tmp_path: Path) -> None:
    requirements = found(tmp_path, {**task("lambda:invoke"), "Resource": {"Ref": "Topic"}})
    ((pointer, reason),) = [(one.pointer, one.reason) for one in requirements.unknown]
    assert pointer == "/States/A/Resource"
    assert reason.startswith("a task cannot call '${Topic}', AWS::SNS::Topic;")


CALLS: list[tuple[str, dict[str, Any], str, list[str]]] = [
    (
        "lambda:invoke",
        {"FunctionName": {"Ref": "Charge"}},
        "lambda:InvokeFunction",
        ["${Charge.Arn}", "${Charge.Arn}:*"],
    ),
    ("sqs:sendMessage", {"QueueUrl": {"Ref": "Queue"}}, "sqs:SendMessage", ["${Queue.Arn}"]),
    (
        "sqs:sendMessage",
        {"QueueUrl": att("Queue", "QueueUrl")},
        "sqs:SendMessage",
        ["${Queue.Arn}"],
    ),
    ("sns:publish", {"TopicArn": {"Ref": "Topic"}}, "sns:Publish", ["${Topic}"]),
    (
        "states:startExecution.sync:2",
        {"StateMachineArn": {"Ref": "Child"}},
        "states:StartExecution",
        ["${Child.Arn}"],
    ),
    (
        "states:startExecution.sync:2",
        {"StateMachineArn": att("Child")},
        "states:StopExecution",
        ["arn:aws:states:eu-west-1:123456789012:execution:${Child.Name}:*"],
    ),
    (
        "dynamodb:getItem",
        {"TableName": {"Ref": "Table"}},
        "dynamodb:GetItem",
        ["arn:aws:dynamodb:eu-west-1:123456789012:table/${Table}"],
    ),
    (
        "aws-sdk:secretsmanager:getSecretValue",
        {"SecretId": {"Ref": "Login"}},
        "secretsmanager:GetSecretValue",
        ["${Login}"],
    ),
    (
        "ecs:runTask",
        {"TaskDefinition": {"Ref": "Work"}, "Cluster": att("Cluster")},
        "ecs:RunTask",
        ["${Work}"],
    ),
    (
        "ecs:runTask.sync",
        {"TaskDefinition": {"Ref": "Work"}, "Cluster": att("Cluster")},
        "ecs:StopTask",
        ["arn:aws:ecs:eu-west-1:123456789012:task/${Cluster}/*"],
    ),
    (
        "http:invoke",
        {
            "ApiEndpoint": "https://a.example",
            "Method": "GET",
            "Authentication": {"ConnectionArn": att("Shop")},
        },
        "secretsmanager:GetSecretValue",
        ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:events!connection/${Shop}/*"],
    ),
]


@pytest.mark.parametrize(("call", "parameters", "action", "resources"), CALLS)
def test_resources_of_the_template_are_named_by_what_cloudformation_gives(
    tmp_path: Path, call: str, parameters: dict[str, Any], action: str, resources: list[str]
) -> None:
    assert granted(found(tmp_path, task(call, parameters)))[action] == resources


def test_substitutions_are_in_the_template_s_own_terms(tmp_path: Path) -> None:
    state = task("sqs:sendMessage", {"QueueUrl": "${Url}"})
    requirements = found(tmp_path, state, DefinitionSubstitutions={"Url": {"Ref": "Queue"}})
    assert granted(requirements) == {"sqs:SendMessage": ["${Queue.Arn}"]}
    arn = {"Fn::Sub": "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:alerts"}
    state = task("sns:publish", {"TopicArn": "${Alerts}"})
    requirements = found(tmp_path, state, DefinitionSubstitutions={"Alerts": arn})
    assert granted(requirements) == {
        "sns:Publish": ["arn:aws:sns:${AWS::Region}:${AWS::AccountId}:alerts"]
    }


def test_variables_of_sub_are_substitutions(tmp_path: Path) -> None:
    text = json.dumps(states(A=task("${Fn}")))
    properties = {"DefinitionString": {"Fn::Sub": [text, {"Fn": att("Ship")}]}}
    resource = {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
    template = tmp_path / "t.json"
    template.write_text(json.dumps({"Resources": {**RESOURCES, "M": resource}}))
    requirements = derive(load(f"{template}#M", PLACE).definition)
    assert granted(requirements)["lambda:InvokeFunction"] == ["${Ship.Arn}", "${Ship.Arn}:*"]


# Settings.

LOGS = {
    "Level": "ALL",
    "Destinations": [{"CloudWatchLogsLogGroup": {"LogGroupArn": att("Group")}}],
}
DONE = {"Type": "Succeed"}


def test_settings_of_a_template_are_those_of_the_machine(tmp_path: Path) -> None:
    key = {"KmsKeyId": att("Key"), "Type": "CUSTOMER_MANAGED_KMS_KEY"}
    actions = granted(
        found(
            tmp_path,
            DONE,
            Name="nightly",
            Logging=LOGS,
            Tracing={"Enabled": True},
            EncryptionConfiguration=key,
        )
    )
    assert {"logs:CreateLogDelivery", "xray:PutTraceSegments"} <= actions.keys()
    assert actions["kms:Decrypt"] == ["${Key.Arn}"]


def test_settings_that_are_off_need_nothing(tmp_path: Path) -> None:
    off = found(tmp_path, DONE, Logging={"Level": "OFF"}, Tracing={"Enabled": False})
    assert off == Requirements()


def test_a_setting_that_is_not_known_yet_is_granted_and_said(tmp_path: Path) -> None:
    choice = {"Fn::If": ["IsProd", LOGS, {"Ref": "AWS::NoValue"}]}
    requirements = found(tmp_path, DONE, Logging=choice, Tracing={"Enabled": {"Ref": "Traced"}})
    assert {"logs:CreateLogDelivery", "xray:PutTraceSegments"} <= granted(requirements).keys()
    assert [one.reason.partition(" is known")[0] for one in requirements.notes] == [
        "the template's logging",
        "the template's tracing",
    ]


def test_python_uses_the_settings_of_a_template_too(tmp_path: Path) -> None:
    found(tmp_path, DONE, Tracing={"Enabled": True})
    (statement,) = policy_of(load(f"{tmp_path}/template.json#M"))["Statement"]
    assert "xray:PutTraceSegments" in statement["Action"]


@pytest.mark.parametrize(
    ("profile", "role"),
    [("${Own}", "${Role.Arn}"), ("${Named}", "arn:aws:iam::123456789012:role/worker")],
)
@pytest.mark.parametrize("member", ["Name", "Arn"])
def test_the_role_in_an_instance_profile_of_the_template_is_known(
    tmp_path: Path, profile: str, role: str, member: str
) -> None:
    given = {"ImageId": "ami-1", "IamInstanceProfile": {member: profile}}
    asked = found(tmp_path, task("aws-sdk:ec2:runInstances", given))
    assert granted(asked)["iam:PassRole"] == [role]


def test_an_alias_of_the_template_s_own_state_machine_is_of_that_machine(tmp_path: Path) -> None:
    state = task("states:startExecution.sync", {"StateMachineArn": "${Child}:prod"})
    by_action = granted(found(tmp_path, state))
    assert by_action["states:StartExecution"] == ["${Child.Arn}"]
    assert by_action["states:DescribeExecution"] == [
        "arn:aws:states:eu-west-1:123456789012:execution:${Child.Name}:*"
    ]


CHILD = "${Child.Arn}"
VERSIONED: dict[str, Any] = {
    "Version": {
        "Type": "AWS::StepFunctions::StateMachineVersion",
        "Properties": {"StateMachineArn": {"Ref": "Child"}},
    },
    "Routed": {
        "Type": "AWS::StepFunctions::StateMachineAlias",
        "Properties": {
            "RoutingConfiguration": [{"StateMachineVersionArn": {"Ref": "Version"}, "Weight": 100}]
        },
    },
    "Shifted": {
        "Type": "AWS::StepFunctions::StateMachineAlias",
        "Properties": {
            "DeploymentPreference": {"StateMachineVersionArn": att("Version"), "Type": "LINEAR"}
        },
    },
    "Sam": {
        "Type": "AWS::Serverless::StateMachine",
        "Properties": {"AutoPublishAlias": "live", "Definition": {}},
    },
    "Elsewhere": {
        "Type": "AWS::StepFunctions::StateMachineVersion",
        "Properties": {"StateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:x"},
    },
    "Given": {
        "Type": "AWS::StepFunctions::StateMachineVersion",
        "Properties": {"StateMachineArn": {"Ref": "MachineArn"}},
    },
    "Open": {
        "Type": "AWS::StepFunctions::StateMachineAlias",
        "Properties": {"RoutingConfiguration": {"Fn::If": ["A", [], []]}},
    },
    "Round": {
        "Type": "AWS::StepFunctions::StateMachineVersion",
        "Properties": {"StateMachineArn": {"Ref": "Round"}},
    },
}
RUNS = "arn:aws:states:eu-west-1:123456789012:execution"


@pytest.mark.parametrize(
    ("named", "machine", "executions"),
    [
        ({"Ref": "Version"}, CHILD, f"{RUNS}:${{Child.Name}}:*"),
        (att("Version"), CHILD, f"{RUNS}:${{Child.Name}}:*"),
        ({"Ref": "Routed"}, CHILD, f"{RUNS}:${{Child.Name}}:*"),
        (att("Routed"), CHILD, f"{RUNS}:${{Child.Name}}:*"),
        ({"Ref": "Shifted"}, CHILD, f"{RUNS}:${{Child.Name}}:*"),
        ({"Ref": "Sam.Alias"}, "${Sam.Arn}", f"{RUNS}:${{Sam.Name}}:*"),
        ({"Ref": "SamAliaslive"}, "${Sam.Arn}", f"{RUNS}:${{Sam.Name}}:*"),
        (
            {"Ref": "Elsewhere"},
            "arn:aws:states:eu-west-1:123456789012:stateMachine:x",
            f"{RUNS}:x:*",
        ),
        ({"Ref": "Given"}, "${MachineArn}", f"{RUNS}:*:*"),
    ],
)
def test_a_version_or_an_alias_of_a_machine_is_authorized_on_the_machine(
    tmp_path: Path, named: Any, machine: str, executions: str
) -> None:
    call = task("states:startExecution.sync:2", {"StateMachineArn": named})
    asked = granted(found(tmp_path, call, others=VERSIONED))
    assert asked["states:StartExecution"] == [machine]
    assert asked["states:StopExecution"] == [executions]
    sync = task("aws-sdk:sfn:startSyncExecution", {"StateMachineArn": named})
    assert granted(found(tmp_path, sync, others=VERSIONED))["states:StartSyncExecution"] == [
        machine
    ]


@pytest.mark.parametrize("named", ["Open", "Round"])
def test_an_alias_of_a_machine_that_the_template_does_not_say_is_widened(
    tmp_path: Path, named: str
) -> None:
    call = task("states:startExecution", {"StateMachineArn": {"Ref": named}})
    (one,) = found(tmp_path, call, others=VERSIONED).permissions
    assert one.resources == ("arn:aws:states:eu-west-1:123456789012:stateMachine:*",)
    assert f"is '${{{named}}}', which does not say which one" in one.widened


def test_the_alias_that_sam_makes_of_a_function_is_invoked(tmp_path: Path) -> None:
    others = {
        "F": {"Type": "AWS::Serverless::Function", "Properties": {"AutoPublishAlias": "live"}}
    }
    call = task("lambda:invoke", {"FunctionName": {"Ref": "FAliaslive"}})
    asked = granted(found(tmp_path, call, others=others))
    assert asked == {"lambda:InvokeFunction": ["${FAliaslive}"]}
