"""Amazon EventBridge (the optimized integration ``events``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html.
"""

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
    is sent back with that token. See
    https://docs.aws.amazon.com/goto/WebAPI/eventbridge-2015-10-07/PutEvents.

    Args:
        name: The name of the state, 1 to 80 characters.
        entries: ``Entries``, a list of objects.
        wait: ``"task_token"`` waits for the token to be sent back. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Elements | Unset] = {
        "Entries": entries,
    }
    return service_task(
        name, "events:putEvents", given, options, wait=wait, nested=("Entries",), lists=("Entries",)
    )
