"""Amazon SQS (the optimized integration ``sqs``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.sqs.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def send_message(
    name: str,
    *,
    queue_url: Template,
    message_body: Template,
    delay_seconds: Template | Unset = UNSET,
    message_attributes: Template | Unset = UNSET,
    message_deduplication_id: Template | Unset = UNSET,
    message_group_id: Template | Unset = UNSET,
    wait: Literal["task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Send a message to a queue; an object is converted to text.

    Its result holds ``MessageId``. With ``wait="task_token"`` an argument must pass on
    ``context("Task.Token")``, and the result is what is sent back with that token. See
    https://docs.aws.amazon.com/goto/WebAPI/sqs-2012-11-05/SendMessage.

    Args:
        name: The name of the state, 1 to 80 characters.
        queue_url: ``QueueUrl``, a string.
        message_body: ``MessageBody``, a string.
        delay_seconds: ``DelaySeconds``, a whole number.
        message_attributes: ``MessageAttributes``, an object.
        message_deduplication_id: ``MessageDeduplicationId``, a string.
        message_group_id: ``MessageGroupId``, a string.
        wait: ``"task_token"`` waits for the token to be sent back. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "QueueUrl": queue_url,
        "MessageBody": message_body,
        "DelaySeconds": delay_seconds,
        "MessageAttributes": message_attributes,
        "MessageDeduplicationId": message_deduplication_id,
        "MessageGroupId": message_group_id,
    }
    return service_task(
        name, "sqs:sendMessage", given, options, wait=wait, nested=("MessageAttributes",)
    )
