"""Amazon SQS (the optimized integration ``sqs``)."""

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
    ``context("Task.Token")``, and the result is what is sent back with that token. Raises
    AuthoringError for an object with a member that the service does not have or without one that it
    requires.
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
