"""Messages and events: SNS, SQS, EventBridge."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations.rows import Action, action

ACTIONS: Final[tuple[Action, ...]] = (
    action(
        "events:putEvents",
        "*Entries{}",
        does="Put events on event buses; objects in ``Detail`` are made text.",
        gives="Its result holds ``Entries``; an entry that is not taken fails the task.",
        waits="task_token",
        operation="events:PutEvents",
    ),
    action(
        "sns:publish",
        "TopicArn TargetArn PhoneNumber *Message Subject MessageStructure MessageAttributes{}"
        " MessageDeduplicationId MessageGroupId",
        does="Publish a message to a topic, an endpoint or a phone; an object is made text.",
        gives="Its result holds ``MessageId``.",
        waits="task_token",
        operation="sns:Publish",
        one_of="TopicArn TargetArn PhoneNumber",
    ),
    action(
        "sqs:sendMessage",
        "*QueueUrl *MessageBody DelaySeconds MessageAttributes{} MessageDeduplicationId"
        " MessageGroupId",
        does="Send a message to a queue; an object is made text.",
        gives="Its result holds ``MessageId``.",
        waits="task_token",
        operation="sqs:SendMessage",
    ),
)
