"""Amazon SNS (the optimized integration ``sns``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.sns.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, exactly_one, service_task


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
    """Publish a message to a topic, endpoint or phone; an object is converted to text.

    Its result holds ``MessageId``. With ``wait="task_token"`` an argument must pass on
    ``context("Task.Token")``, and the result is what is sent back with that token. See
    https://docs.aws.amazon.com/goto/WebAPI/sns-2010-03-31/Publish.

    Args:
        name: The name of the state, 1 to 80 characters.
        message: ``Message``, a string.
        topic_arn: ``TopicArn``, a string. Give exactly one of this, ``target_arn`` and
            ``phone_number``.
        target_arn: ``TargetArn``, a string. Give exactly one of this, ``topic_arn`` and
            ``phone_number``.
        phone_number: ``PhoneNumber``, a string. Give exactly one of this, ``topic_arn`` and
            ``target_arn``.
        subject: ``Subject``, a string.
        message_structure: ``MessageStructure``, a string.
        message_attributes: ``MessageAttributes``, an object.
        message_deduplication_id: ``MessageDeduplicationId``, a string.
        message_group_id: ``MessageGroupId``, a string.
        wait: ``"task_token"`` waits for the token to be sent back. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: Not exactly one of ``topic_arn``, ``target_arn`` and ``phone_number`` is
            given, or an object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    exactly_one(
        name, options, topic_arn=topic_arn, target_arn=target_arn, phone_number=phone_number
    )
    given: dict[str, Template | Unset] = {
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
    return service_task(
        name, "sns:publish", given, options, wait=wait, nested=("MessageAttributes",)
    )
