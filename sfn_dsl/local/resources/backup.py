"""The AWS resources of the backup workflow: its role, its Lambda function and its two topics.

Everything is created with boto3, as on AWS. Each topic has a queue of the same name subscribed to
it, from which the published messages can be read.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import attrs

from sfn_dsl.local.resources.rights import policy_text, role_for, topic_may_send

if TYPE_CHECKING:
    import boto3
    from mypy_boto3_iam import IAMClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient

ROLE = "StepFunctionsBackupRole"
FUNCTION_ROLE = "EnhancedDynamoDBBackupRole"
FUNCTION = "enhanced-dynamodb-backup"
TOPICS = ("backup-success-notifications", "backup-failure-notifications")

Outcome = Literal["success", "status-500", "error", "hang"]

_SOURCE = Path(__file__).with_name("backup_function.py")


@attrs.frozen
class BackupResources:
    """The ARNs and URLs of the resources; topics and queues by the name of the topic."""

    role_arn: str
    function_arn: str
    topic_arns: dict[str, str]
    queue_urls: dict[str, str]


@attrs.frozen
class Notification:
    """A message that was published to a topic."""

    subject: str | None
    message: str


def create_backup_resources(session: boto3.Session) -> BackupResources:
    """Create what the backup workflow needs and is not there, in the region of the session."""
    iam, sns, sqs = session.client("iam"), session.client("sns"), session.client("sqs")
    function_arn = _create_function(session.client("lambda"), iam)
    topics = {name: sns.create_topic(Name=name)["TopicArn"] for name in TOPICS}
    queues = {name: _subscribed_queue(sqs, sns, name, arn) for name, arn in topics.items()}
    role_arn = _create_workflow_role(iam, function_arn, list(topics.values()))
    return BackupResources(role_arn, function_arn, topics, queues)


def set_outcome(session: boto3.Session, outcome: Outcome) -> None:
    """Set how the Lambda function answers from now on."""
    session.client("lambda").update_function_configuration(
        FunctionName=FUNCTION, Environment={"Variables": {"BACKUP_OUTCOME": outcome}}
    )


def receive_notifications(session: boto3.Session, topic: str) -> list[Notification]:
    """Read the messages that were published to a topic since the last call, oldest first."""
    sqs = session.client("sqs")
    url = sqs.get_queue_url(QueueName=topic)["QueueUrl"]
    notifications = []
    while received := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in received:
            envelope = json.loads(message["Body"])
            notifications.append(Notification(envelope.get("Subject"), envelope["Message"]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return notifications


def _create_function(client: LambdaClient, iam: IAMClient) -> str:
    role_arn = role_for(iam, FUNCTION_ROLE, "lambda.amazonaws.com")
    with suppress(client.exceptions.ResourceNotFoundException):
        return client.get_function(FunctionName=FUNCTION)["Configuration"]["FunctionArn"]
    created = client.create_function(
        FunctionName=FUNCTION,
        Runtime="python3.12",
        Handler="backup_function.handler",
        Role=role_arn,
        Code={"ZipFile": _zip(_SOURCE)},
        Environment={"Variables": {"BACKUP_OUTCOME": "success"}},
        Timeout=10,
        Description="A stand-in that answers according to BACKUP_OUTCOME, and backs nothing up",
    )
    return created["FunctionArn"]


def _subscribed_queue(sqs: SQSClient, sns: SNSClient, name: str, topic_arn: str) -> str:
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"][
        "QueueArn"
    ]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": topic_may_send(topic_arn, arn)})
    sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn)
    return url


def _create_workflow_role(iam: IAMClient, function_arn: str, topic_arns: Sequence[str]) -> str:
    arn = role_for(iam, ROLE, "states.amazonaws.com")
    document = policy_text(
        _allow(["lambda:InvokeFunction"], [function_arn, f"{function_arn}:*"]),
        _allow(["sns:Publish"], topic_arns),
    )
    iam.put_role_policy(RoleName=ROLE, PolicyName="BackupAndNotify", PolicyDocument=document)
    return arn


def _allow(actions: Sequence[str], resources: Sequence[str]) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resources}


def _zip(source: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.write(source, source.name)
    return buffer.getvalue()
