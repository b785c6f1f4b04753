"""Activities: work that is fetched and done by programs of one's own."""

from __future__ import annotations

from typing import Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError
from sfn_dsl.model.converters import Template
from sfn_dsl.model.states import Task
from sfn_dsl.tasks.service import TaskOptions, given_whole


def activity(
    name: str,
    *,
    activity_arn: str,
    input: Template | Unset = UNSET,  # noqa: A002  # as the worker that fetches it knows it
    **options: Unpack[TaskOptions],
) -> Task:
    """Wait until a worker has fetched the task and sent its result back.

    Without ``input`` the worker gets the state's input. ``heartbeat_seconds`` is how long it may
    be silent, ``timeout_seconds`` how long everything may take. Raises AuthoringError for anything
    but an activity's ARN.
    """
    if not activity_arn.startswith("arn:") or ":activity:" not in activity_arn:
        raise AuthoringError(
            f"'{activity_arn}' is not the ARN of an activity; write "
            "target.arn('states', 'activity:name')"
        )
    return Task(name, resource=activity_arn, **given_whole(input, options), **options)
