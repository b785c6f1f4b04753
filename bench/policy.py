"""Compares derived policies with those that authors of templates gave their machines.

    python bench/policy.py FOLDER      # by default SFN_DSL_DATA/policies

Each template below FOLDER is read. For each of its machines, every action that its role's policies
allow is looked for in the derived policy. Each one that is missing is printed with the reason from
REASONS; without a reason, the script exits with 1. What an author grants by a wildcard or by a
policy template of SAM is found if the machine needs any of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from sfn_dsl import SfnError, Target, load
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.workflow import machine_at
from sfn_dsl.language.aws_sdk.actions import PREFIXES
from sfn_dsl.language.aws_sdk.dependent.table import dependents_of
from sfn_dsl.language.aws_sdk.operations import OPERATIONS
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.service_models import find_service

PLACE = Target("123456789012", "us-east-1")
MACHINES = ("AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine")

# What policy templates of SAM grant (SAM developer guide, "SAM policy templates").
SAM = {
    "AthenaQueryPolicy": "athena:*",
    "AWSSecretsManagerGetSecretValuePolicy": "secretsmanager:GetSecretValue",
    "CloudFormationDescribeStacksPolicy": "cloudformation:DescribeStacks",
    "CloudWatchPutMetricPolicy": "cloudwatch:PutMetricData",
    "CodePipelineReadOnlyPolicy": "codepipeline:ListPipelineExecutions",
    "ComprehendBasicAccessPolicy": "comprehend:BatchDetect* comprehend:Detect*",
    "DynamoDBCrudPolicy": "dynamodb:GetItem dynamodb:DeleteItem dynamodb:PutItem dynamodb:Scan"
    " dynamodb:Query dynamodb:UpdateItem dynamodb:BatchWriteItem dynamodb:BatchGetItem"
    " dynamodb:DescribeTable dynamodb:ConditionCheckItem",
    "DynamoDBReadPolicy": "dynamodb:GetItem dynamodb:Scan dynamodb:Query dynamodb:BatchGetItem"
    " dynamodb:DescribeTable",
    "DynamoDBReconfigurePolicy": "dynamodb:UpdateTable",
    "DynamoDBWritePolicy": "dynamodb:PutItem dynamodb:UpdateItem dynamodb:BatchWriteItem",
    "CloudWatchDashboardPolicy": "cloudwatch:*",
    "CostExplorerReadOnlyPolicy": "ce:*",
    "DynamoDBStreamReadPolicy": "dynamodb:DescribeStream dynamodb:GetRecords",
    "EC2DescribePolicy": "ec2:DescribeRegions ec2:DescribeInstances",
    "EcsRunTaskPolicy": "ecs:RunTask",
    "EventBridgePutEventsPolicy": "events:PutEvents",
    "FilterLogEventsPolicy": "logs:FilterLogEvents",
    "FirehoseCrudPolicy": "firehose:*",
    "FirehoseWritePolicy": "firehose:PutRecord firehose:PutRecordBatch",
    "KinesisCrudPolicy": "kinesis:*",
    "KinesisStreamReadPolicy": "kinesis:*",
    "KMSDecryptPolicy": "kms:Decrypt",
    "KMSEncryptPolicy": "kms:Encrypt",
    "LambdaInvokePolicy": "lambda:InvokeFunction",
    "PollyFullAccessPolicy": "polly:*",
    "RekognitionDetectOnlyPolicy": "rekognition:Detect*",
    "RekognitionFacesPolicy": "rekognition:CompareFaces rekognition:DetectFaces",
    "RekognitionLabelsPolicy": "rekognition:DetectLabels rekognition:DetectModerationLabels",
    "RekognitionNoDataAccessPolicy": "rekognition:*",
    "RekognitionReadPolicy": "rekognition:*",
    "RekognitionWriteOnlyAccessPolicy": "rekognition:*",
    "S3CrudPolicy": "s3:GetObject s3:ListBucket s3:PutObject s3:DeleteObject s3:*",
    "S3FullAccessPolicy": "s3:*",
    "S3ReadPolicy": "s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion",
    "S3WritePolicy": "s3:PutObject s3:PutObjectAcl",
    "SESCrudPolicy": "ses:*",
    "SESEmailTemplateCrudPolicy": "ses:*",
    "SESSendBouncePolicy": "ses:SendBounce",
    "SNSCrudPolicy": "sns:*",
    "SNSPublishMessagePolicy": "sns:Publish",
    "SQSPollerPolicy": "sqs:ReceiveMessage sqs:DeleteMessage",
    "SQSSendMessagePolicy": "sqs:SendMessage",
    "SSMParameterWithSlashPrefixReadPolicy": "ssm:DescribeParameters ssm:GetParameter*",
    "SSMParameterReadPolicy": "ssm:DescribeParameters ssm:GetParameter*",
    "StepFunctionsExecutionPolicy": "states:StartExecution",
    "TextractDetectAnalyzePolicy": "textract:*",
    "TextractGetResultPolicy": "textract:Get*",
    "TextractPolicy": "textract:*",
}


class Subject(NamedTuple):
    """A machine of a template: its properties, what it calls, and what is not known of that."""

    properties: Mapping[str, Any]
    calls: frozenset[str]
    unknown: tuple[str, ...]


class Reason(NamedTuple):
    """Why actions that an author grants are not derived; ``action`` may hold wildcards.

    It holds for machines for which ``holds`` does.
    """

    action: str
    why: str
    holds: Callable[[Subject, str], bool] = lambda _, __: True


def without(*properties: str) -> Callable[[Subject, str], bool]:
    """Whether a machine has none of these properties."""
    return lambda subject, _: not set(properties) & subject.properties.keys()


def calls_no_such_service(subject: Subject, action: str) -> bool:
    """Whether no task calls the action's service, and none could make another service call it."""
    prefix = action.partition(":")[0]
    return prefix not in USED_BY_OTHERS and prefix not in map(prefix_of, subject.calls)


def calls_no_such_operation(subject: Subject, action: str) -> bool:
    """Whether the action is an operation that no task calls, and no integration needs it."""
    prefix, _, name = action.partition(":")
    is_called = any(
        prefix_of(call) == prefix and call.partition(":")[2].lower() == name.lower()
        for call in subject.calls
    )
    needed = needed_by_integrations(subject.calls)
    return "*" not in action and not is_called and action.lower() not in needed


def queries_only_read(subject: Subject, action: str) -> bool:
    """Whether a change of the Data Catalog is not derived because of what the queries say."""
    _, _, name = action.lower().partition(":")
    has_query = any(call.startswith("athena:startQuery") for call in subject.calls)
    return has_query and any(fnmatchcase(name, change) for change in CHANGES_OF_CATALOG)


def is_reported_as_unknown(subject: Subject, action: str) -> bool:
    """Whether the policy says that it does not know what a call of the service needs."""
    return any(f"'{action.partition(':')[0]}'" in one for one in subject.unknown)


def prefix_of(call: str) -> str:
    """The prefix of IAM's actions for a call such as ``sfn:startExecution``."""
    service = call.partition(":")[0]
    if service in PREFIXES:
        return PREFIXES[service]
    model = find_service(service)
    return model.signing_name if model else service


@cache
def needed_by_integrations(calls: frozenset[str]) -> frozenset[str]:
    """The actions that integrations need besides the one that is called."""
    rows = [row for action in ACTIONS.values() for row in action.permissions]
    made = [dependent for call in calls for dependent in dependents_of(call.partition(".")[0])]
    rows += [row for each in made for row in each.grants]
    rows += [row for each in OPERATIONS.values() for row in each]
    return frozenset(action.lower() for row in rows for action in row.actions)


# Services that others call with the caller's rights.
USED_BY_OTHERS = frozenset(
    [
        "comprehend",
        "ec2",
        "ecr",
        "events",
        "glue",
        "iam",
        "kms",
        "lakeformation",
        "logs",
        "redshift",
        "redshift-serverless",
        "s3",
        "secretsmanager",
        "sns",
        "ssm",
        "states",
        "sts",
        "xray",
    ]
)
# What queries of Athena need in the Data Catalog only to change it.
CHANGES_OF_CATALOG = ("batchcreate*", "batchdelete*", "create*", "delete*", "update*")
NO_TRACING = "the template does not turn tracing on"
NO_LOGGING = "the template does not turn logging on"
LOGS = "log deliveries write the log, not the role"
is_silent = without("Logging", "LoggingConfiguration")

REASONS = (
    Reason("s3:CreateBucket", "the bucket for the results of a query must exist"),
    Reason("xray:GetSamplingStatisticSummaries", "the guide does not list it for tracing"),
    Reason("xray:*", NO_TRACING, without("Tracing", "TracingConfiguration")),
    Reason("logs:*LogDeliver*", NO_LOGGING, is_silent),
    Reason("logs:*ResourcePolic*", NO_LOGGING, is_silent),
    Reason("logs:DescribeLogGroups", NO_LOGGING, is_silent),
    Reason("logs:CreateLogGroup", LOGS),
    Reason("logs:CreateLogStream", LOGS),
    Reason("logs:PutLogEvents", LOGS),
    Reason(
        "states:DescribeExecution",
        "only a task that waits for an execution describes it",
        lambda subject, _: not any(".sync" in call for call in subject.calls),
    ),
    Reason("glue:*", "the queries of the machine are known to only read", queries_only_read),
    Reason("*", "no task calls this service", calls_no_such_service),
    Reason("*", "no task calls this operation", calls_no_such_operation),
    Reason("*", "it is reported as unknown", is_reported_as_unknown),
)


class Grant(NamedTuple):
    """Actions that an author grants together: one, or those of a template or a wildcard."""

    origin: str
    actions: tuple[str, ...]
    is_group: bool


class _Loader(yaml.SafeLoader):
    """YAML with the short forms of CloudFormation's functions."""


def _function(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".")
    return {suffix if suffix == "Ref" else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _function)


def templates(folder: Path) -> Iterator[Path]:
    """The templates in a folder and the folders below it."""
    for file in sorted(folder.rglob("*")):
        if file.stem.startswith("template") and file.suffix in (".yaml", ".yml", ".json"):
            yield file


def resources_of(file: Path) -> dict[str, Any]:
    text = file.read_text(encoding="utf-8")
    return yaml.load(text, _Loader).get("Resources", {})  # noqa: S506 - a SafeLoader


def granted(machine: dict[str, Any], resources: dict[str, Any]) -> Iterator[Grant]:
    """What the author grants to a machine's role."""
    properties = machine["Properties"]
    policies = properties.get("Policies", [])
    for policy in policies if isinstance(policies, list) else [policies]:
        yield from of_policy(policy)
    role = properties.get("Role", properties.get("RoleArn"))
    if not isinstance(role, dict) or "Fn::GetAtt" not in role:
        return
    name = role["Fn::GetAtt"][0]
    for policy in resources.get(name, {}).get("Properties", {}).get("Policies", []):
        yield from of_document(policy["PolicyDocument"])
    for other in resources.values():
        own = other.get("Properties", {})
        if "PolicyDocument" in own and {"Ref": name} in own.get("Roles", []):
            yield from of_document(own["PolicyDocument"])


def of_policy(policy: Any) -> Iterator[Grant]:
    """What one entry of a SAM machine's Policies grants; managed policies are not compared."""
    if not isinstance(policy, dict):
        return
    if "Statement" in policy:
        yield from of_document(policy)
    for name in policy:
        if name.endswith("Policy"):
            yield Grant(name, tuple(SAM.get(name, f"{name}:?").split()), is_group=True)


def of_document(document: dict[str, Any]) -> Iterator[Grant]:
    statements = document["Statement"]
    for statement in statements if isinstance(statements, list) else [statements]:
        actions = statement.get("Action", []) if statement.get("Effect") == "Allow" else []
        for action in [actions] if isinstance(actions, str) else actions:
            yield Grant("a statement", (action,), is_group="*" in action)


def is_found(grant: Grant, derived: set[str]) -> bool:
    patterns = [action.lower() for action in grant.actions]
    return any(fnmatchcase(action, pattern) for action in derived for pattern in patterns)


def reason(subject: Subject, grant: Grant) -> str:
    """Why none of the actions of a grant is derived; "" if there is no reason for one of them."""
    found = [reason_of(subject, action) for action in grant.actions]
    return "; ".join(dict.fromkeys(found)) if all(found) else ""


def reason_of(subject: Subject, action: str) -> str:
    fits = (one for one in REASONS if fnmatchcase(action, one.action))
    return next((one.why for one in fits if one.holds(subject, action)), "")


def calls_in(value: Any) -> Iterator[str]:
    """What tasks, readers and writers call: ``sfn:startExecution``, with ``.sync`` if they wait."""
    if isinstance(value, list):
        for element in value:
            yield from calls_in(element)
    if not isinstance(value, dict):
        return
    resource = value.get("Resource")
    if isinstance(resource, str):
        called = resource.rpartition(":::")[2].removeprefix("aws-sdk:")
        yield "lambda:invoke" if resource.startswith("${") else called
    for member in value.values():
        yield from calls_in(member)


def compare(file: Path, logical_id: str, resources: dict[str, Any]) -> Iterator[tuple[Grant, str]]:
    """The grants that are missing, with the reason for each; "" where there is none."""
    definition = load(f"{file}#{logical_id}", PLACE).definition
    found = derive(definition, machine_at(PLACE, definition=definition))
    derived = {one.action.lower() for one in found.permissions}
    derived |= {one.permission.action.lower() for one in found.delegated}
    subject = Subject(
        resources[logical_id]["Properties"],
        frozenset(calls_in(definition.document)),
        tuple(one.reason for one in found.unknown),
    )
    for one in found.unknown:
        print(f"   unknown {one.pointer}: {one.reason}")
    for grant in granted(resources[logical_id], resources):
        if not is_found(grant, derived):
            yield grant, reason(subject, grant)


def main(folder: Path) -> int:
    """Print what is missing; 1 if there is no reason for some of it."""
    machines = actions = unexplained = unread = 0
    for file in templates(folder):
        try:
            resources = resources_of(file)
        except yaml.YAMLError as error:
            print(f"{file.parent.name}\n   not read: {str(error).splitlines()[0]}")
            unread += 1
            continue
        for logical_id, resource in resources.items():
            if resource.get("Type") not in MACHINES:
                continue
            machines += 1
            print(f"{file.parent.name} {logical_id}")
            try:
                missing = list(compare(file, logical_id, resources))
            except SfnError as error:
                print(f"   not read: {error}")
                unread += 1
                continue
            for grant, why in missing:
                actions_missing = " ".join(grant.actions)
                print(f"   missing {actions_missing} ({grant.origin}): {why or 'NO REASON'}")
            actions += len(list(granted(resource, resources)))
            unexplained += sum(not why for _, why in missing)
    print(
        f"{machines} machines, {actions} grants, {unexplained} missing without a reason; "
        f"{unread} not read"
    )
    return 1 if unexplained else 0


if __name__ == "__main__":
    default = Path(os.environ.get("SFN_DSL_DATA", ".")) / "policies"
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    if not given.is_dir():
        print(f"there is no folder '{given}'; nothing is compared")
        sys.exit(0 if len(sys.argv) == 1 else 2)
    sys.exit(main(given))
