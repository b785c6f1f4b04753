"""Amazon SNS."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import ALL, arn, grant

SERVICE: Final = service(
    "sns",
    "Amazon SNS",
    action(
        "sns:publish",
        "TopicArn TargetArn PhoneNumber *Message Subject MessageStructure MessageAttributes{}"
        " MessageDeduplicationId MessageGroupId",
        does="Publish a message to a topic, endpoint or phone; an object is converted to text.",
        gives="Its result holds ``MessageId``.",
        waits="task_token",
        operation="sns:Publish",
        one_of="TopicArn TargetArn PhoneNumber",
        permissions=(
            grant("sns:Publish", arn("sns", "{TopicArn}"), when="TopicArn"),
            grant("sns:Publish", arn("sns", "{TargetArn}"), when="TargetArn"),
            grant("sns:Publish", ALL, when="PhoneNumber"),
        ),
    ),
)
