"""Amazon SNS (the optimized integration ``sns``)."""

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError
from sfn_dsl.model.converters import Template
from sfn_dsl.model.states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def publish(
    name: str,
    *,
    message: Template,
    topic_arn: Template | Unset = UNSET,
    target_arn: Template | Unset = UNSET,
    phone_number: Template | Unset = UNSET,
    subject: Template | Unset = UNSET,
    message_structure: Template | Unset = UNSET,
    message_attributes: Template | Unset = UNSET,
    message_deduplication_id: Template | Unset = UNSET,
    message_group_id: Template | Unset = UNSET,
    wait: Literal["task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Publish a message to a topic, an endpoint or a phone; Step Functions makes JSON of objects.

    Its result holds ``MessageId``. Raises AuthoringError unless exactly one of ``topic_arn``,
    ``target_arn`` and ``phone_number`` is given.
    """
    receivers = [topic_arn, target_arn, phone_number]
    if sum(receiver is not UNSET for receiver in receivers) != 1:
        raise AuthoringError(
            f"'{name}' publishes to one of topic_arn, target_arn and phone_number; write exactly "
            "one of them"
        )
    parameters = {
        "TopicArn": topic_arn,
        "TargetArn": target_arn,
        "PhoneNumber": phone_number,
        "Message": message,
        "Subject": subject,
        "MessageStructure": message_structure,
        "MessageAttributes": message_attributes,
        "MessageDeduplicationId": message_deduplication_id,
        "MessageGroupId": message_group_id,
    }
    return service_task(name, "sns:publish", wait, parameters, options)
