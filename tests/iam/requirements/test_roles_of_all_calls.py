"""Every parameter of an AWS service that may be a role: it is passed, or it is known why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from sfn_dsl.iam.requirements.members import Member, holds_role, is_role
from sfn_dsl.language.aws_sdk.actions import UNSUPPORTED
from sfn_dsl.language.aws_sdk.roles import NOT_PASSED, why_not_passed
from sfn_dsl.service_models import ServiceModel, find_service, service_names
from sfn_dsl.service_models.models import Shape, action_name

from ..asking import asked, granted, states, task

ROLE = "arn:aws:iam::123456789012:role/r"
OTHER = "arn:aws:iam::123456789012:role/s"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:t"
CALLED_AFTER_A_ROLE = re.compile(
    r"(?i).*roles?(?:arns?|names?|identifier|alias|aliasarn)?(?:forlogging)?(?:update|override)?"
)
PATTERN = re.compile(r":iam::[^|]*:role")


def sdk(call: str, **parameters: Any) -> dict[str, Any]:
    return task(f"aws-sdk:{call}", parameters)


def texts(model: ServiceModel, shape: Shape) -> Iterator[tuple[str, Shape]]:
    """The names of all members of a shape that are texts, or lists or maps of them."""
    pending, seen = [shape], set[int]()
    while pending:
        current = pending.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        for each in (current.get("member"), current.get("value")):
            pending += [model.shapes[each["shape"]]] if each else []
        for name, each in current.get("members", {}).items():
            member = model.shapes[each["shape"]]
            held = member.get("member") or member.get("value")
            text = model.shapes[held["shape"]] if held else member
            if text["type"] == "string":
                yield name[:1].upper() + name[1:], member
            else:
                pending.append(member)


def calls(service: str) -> Iterator[tuple[ServiceModel, str, Shape]]:
    model = find_service(service)
    for operation in model.operations if model else ():
        taken = model.input_of(operation) if model else None
        call = f"{service}:{action_name(operation)}"
        if model and taken and call not in UNSUPPORTED:
            yield model, call, taken


@pytest.mark.slow
def test_each_is_passed_or_it_is_known_why_not() -> None:
    seen = 0
    for service in service_names():
        for model, call, taken in calls(service):
            for name, shape in texts(model, taken):
                held = shape.get("member") or shape.get("value")
                text = model.shapes[held["shape"]] if held else shape
                is_called_so = CALLED_AFTER_A_ROLE.fullmatch(name) is not None
                may_be = is_called_so or PATTERN.search(text.get("pattern", ""))
                if not may_be or text.get("enum"):
                    continue
                seen += 1
                passed = is_role(model, call, Member(name, name, shape))
                assert passed is not bool(why_not_passed(call, name)), (call, name)
                assert not passed or holds_role(model, call, taken), (call, name)
    assert seen > 1000


def test_every_row_is_of_a_parameter_that_exists() -> None:
    for row in NOT_PASSED:
        services = {one.partition(":")[0] for one in row.calls.split()}
        for member in row.members.split() if row.members != "*" else ():
            names = {
                name.casefold()
                for service in services
                for model, call, taken in calls(service)
                for name, _ in texts(model, taken)
                if why_not_passed(call, name) == row.why
            }
            assert member.casefold() in names, (row.calls, member)


@pytest.mark.parametrize(
    "call",
    [
        sdk(
            "bedrockruntime:converse",
            ModelId="m",
            Messages=[{"Role": "user", "Content": [{"Text": "x"}]}],
        ),
        task("aws-sdk:bedrockruntime:converse", {"ModelId": "m", "Messages.$": "$.messages"}),
        sdk("workmail:createUser", OrganizationId="m", Name="n", DisplayName="d", Role="USER"),
        sdk("redshift:modifyClusterIamRoles", ClusterIdentifier="c", RemoveIamRoles=[ROLE]),
    ],
    ids=lambda call: str(call["Resource"]),
)
def test_what_is_no_role_of_iam_is_not_passed(call: dict[str, Any]) -> None:
    assert "iam:PassRole" not in granted(call)


@pytest.mark.parametrize(
    "call",
    [
        sdk("rds:createDBInstance", DBInstanceIdentifier="d", DomainIAMRoleName="r"),
        sdk(
            "kinesisanalyticsv2:updateApplication",
            ApplicationName="a",
            ServiceExecutionRoleUpdate=ROLE,
        ),
        sdk("macie2:updateRevealConfiguration", RetrievalConfiguration={"RoleName": "r"}),
        sdk("resiliencehub:createApp", Name="a", PermissionModel={"InvokerRoleName": "r"}),
        sdk("sns:createTopic", Name="t", Attributes={"LambdaSuccessFeedbackRoleArn": ROLE}),
        sdk("sns:subscribe", TopicArn=TOPIC, Attributes={"SubscriptionRoleArn": ROLE}),
        sdk("sns:setSMSAttributes", Attributes={"DeliveryStatusIAMRole": ROLE}),
        sdk(
            "sns:setTopicAttributes",
            TopicArn=TOPIC,
            AttributeName="SQSFailureFeedbackRoleArn",
            AttributeValue=ROLE,
        ),
        sdk(
            "ssm:startAutomationExecution",
            DocumentName="d",
            Parameters={"AutomationAssumeRole": [ROLE]},
        ),
        sdk(
            "ssm:startChangeRequestExecution",
            DocumentName="d",
            Runbooks=[{"DocumentName": "e", "Parameters": {"AutomationAssumeRole": [ROLE]}}],
        ),
        sdk("ssm:createAssociation", Name="d", Parameters={"AutomationAssumeRole": [ROLE]}),
        sdk(
            "elasticbeanstalk:createEnvironment",
            ApplicationName="a",
            OptionSettings=[
                {"OptionName": "MinSize", "Value": "2"},
                {"OptionName": "ServiceRole", "Value": ROLE},
            ],
        ),
    ],
    ids=lambda call: str(call["Resource"]),
)
def test_a_role_is_passed_wherever_its_name_stands(call: dict[str, Any]) -> None:
    assert granted(call)["iam:PassRole"][0] == ROLE


def test_a_role_in_a_pair_is_passed_without_the_values_of_the_others() -> None:
    parameters = [
        {"ParameterName": "NumberOfRetries", "ParameterValue": "3"},
        {"ParameterName": "RoleArn", "ParameterValue": OTHER},
    ]
    destination = {
        "RoleARN": ROLE,
        "ProcessingConfiguration": {"Processors": [{"Type": "Lambda", "Parameters": parameters}]},
    }
    call = sdk("firehose:createDeliveryStream", ExtendedS3DestinationConfiguration=destination)
    assert granted(call)["iam:PassRole"] == [ROLE, OTHER]


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (
            {"Name": "t", "Attributes.$": "$.a"},
            "'Attributes.$' of state 'A' is computed at run time, and may hold a role",
        ),
        (
            {"TopicArn": TOPIC, "AttributeName.$": "$.n", "AttributeValue.$": "$.v"},
            "what 'AttributeValue.$' of state 'A' is for is computed at run time",
        ),
    ],
)
def test_attributes_that_are_computed_may_hold_a_role(call: dict[str, Any], why: str) -> None:
    name = "createTopic" if "Name" in call else "setTopicAttributes"
    found = asked(states(A=task(f"aws-sdk:sns:{name}", call))).permissions
    (passed,) = [one for one in found if one.action == "iam:PassRole"]
    assert passed.widened.startswith(why)


def test_attributes_that_hold_no_role_pass_none() -> None:
    for call in (
        task("aws-sdk:sqs:createQueue", {"QueueName": "q", "Attributes.$": "$.a"}),
        sdk("sns:createTopic", Name="t", Attributes={"DisplayName": "x"}),
        sdk("ssm:sendCommand", DocumentName="d", Parameters={"AutomationAssumeRole": [ROLE]}),
        task("aws-sdk:ssm:sendCommand", {"DocumentName": "d", "Parameters.$": "$.p"}),
    ):
        assert "iam:PassRole" not in granted(call)


@pytest.mark.parametrize(
    "call",
    [
        sdk("sns:createTopic", Name="t", Attributes={"KmsMasterKeyId": KEY}),
        sdk("sqs:createQueue", QueueName="q", Attributes={"KmsMasterKeyId": KEY}),
        sdk("sqs:setQueueAttributes", QueueUrl="q", Attributes={"KmsMasterKeyId": KEY}),
        sdk(
            "sns:setTopicAttributes",
            TopicArn=TOPIC,
            AttributeName="KmsMasterKeyId",
            AttributeValue=KEY,
        ),
    ],
    ids=lambda call: str(call["Resource"]),
)
def test_a_key_in_attributes_is_pointed_out(call: dict[str, Any]) -> None:
    (note,) = [one.reason for one in asked(states(A=call)).notes if "KMS" in one.reason]
    assert "names a key of KMS" in note


def test_a_role_by_its_name_may_stand_under_a_path() -> None:
    call = sdk("glue:createJob", Name="j", Role="AWSGlueServiceRole-x", Command={})
    start = "arn:aws:iam::123456789012:role"
    assert granted(call)["iam:PassRole"] == [
        f"{start}/AWSGlueServiceRole-x",
        f"{start}/*/AWSGlueServiceRole-x",
    ]
