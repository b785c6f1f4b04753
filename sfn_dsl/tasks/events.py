"""Amazon EventBridge (the optimized integration ``events``)."""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.events.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def put_events(
    name: str,
    *,
    entries: Elements,
    wait: Literal["task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Put events on event buses; objects in ``Detail`` are converted to text.

    Its result holds ``Entries``; an entry that is not accepted fails the task. With
    ``wait="task_token"`` an argument must pass on ``context("Task.Token")``, and the result is what
    is sent back with that token. Raises AuthoringError for an object with a member that the service
    does not have or without one that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "Entries": entries,
    }
    return service_task(
        name, "events:putEvents", given, options, wait=wait, nested=("Entries",), lists=("Entries",)
    )
