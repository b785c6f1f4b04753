from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest

from sfn_dsl.local.resources import backup as names
from sfn_dsl.local.resources.backup import BackupResources, Notification, receive_notifications


def test_the_workflows_role_trusts_step_functions_and_may_do_what_the_workflow_does(
    session: Any, resources: BackupResources
) -> None:
    iam = session.client("iam")
    role = iam.get_role(RoleName=names.ROLE)["Role"]
    policy = iam.get_role_policy(RoleName=names.ROLE, PolicyName="BackupAndNotify")
    assert role["Arn"] == resources.role_arn
    assert role["AssumeRolePolicyDocument"]["Statement"] == [
        {
            "Effect": "Allow",
            "Principal": {"Service": "states.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ]
    assert policy["PolicyDocument"]["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["lambda:InvokeFunction"],
            "Resource": [resources.function_arn, f"{resources.function_arn}:*"],
        },
        {
            "Effect": "Allow",
            "Action": ["sns:Publish"],
            "Resource": list(resources.topic_arns.values()),
        },
    ]


def test_the_function_is_the_readable_file_of_the_package(
    session: Any, resources: BackupResources
) -> None:
    function = session.client("lambda").get_function(FunctionName=names.FUNCTION)["Configuration"]
    assert function["FunctionArn"] == resources.function_arn
    assert function["Handler"] == "backup_function.handler"
    assert function["Environment"] == {"Variables": {"BACKUP_OUTCOME": "success"}}


@pytest.mark.parametrize("topic", names.TOPICS)
def test_what_is_published_to_a_topic_can_be_read_back_once(
    session: Any, resources: BackupResources, topic: str
) -> None:
    arn = resources.topic_arns[topic]
    for number in range(12):
        session.client("sns").publish(TopicArn=arn, Subject=f"s{number}", Message="ä")
    assert receive_notifications(session, topic) == [
        Notification(f"s{number}", "ä") for number in range(12)
    ]
    assert receive_notifications(session, topic) == []


def test_a_queue_admits_its_own_topic_only(session: Any, resources: BackupResources) -> None:
    for topic, url in resources.queue_urls.items():
        attributes = session.client("sqs").get_queue_attributes(
            QueueUrl=url, AttributeNames=["Policy"]
        )["Attributes"]
        assert resources.topic_arns[topic] in unquote(attributes["Policy"])
