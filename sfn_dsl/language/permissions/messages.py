"""Messages and events: SNS, SQS, EventBridge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sfn_dsl.language.permissions.rows import ALL, Grant, arn, grant

GRANTS: Final[Mapping[str, tuple[Grant, ...]]] = {
    "events:putEvents": (
        grant("events:PutEvents", arn("events", "event-bus/{Entries.EventBusName=default}")),
    ),
    "sns:publish": (
        grant("sns:Publish", arn("sns", "{TopicArn}"), when="TopicArn"),
        grant("sns:Publish", arn("sns", "{TargetArn}"), when="TargetArn"),
        grant("sns:Publish", ALL, when="PhoneNumber"),
    ),
    "sqs:sendMessage": (grant("sqs:SendMessage", arn("sqs", "{QueueUrl|queue}")),),
}
