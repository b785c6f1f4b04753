"""Amazon SQS."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import arn, grant

SERVICE: Final = service(
    "sqs",
    "Amazon SQS",
    action(
        "sqs:sendMessage",
        "*QueueUrl *MessageBody DelaySeconds MessageAttributes{} MessageDeduplicationId"
        " MessageGroupId",
        does="Send a message to a queue; an object is converted to text.",
        gives="Its result holds ``MessageId``.",
        waits="task_token",
        operation="sqs:SendMessage",
        permissions=(grant("sqs:SendMessage", arn("sqs", "{QueueUrl|queue}")),),
    ),
)
