"""AWS Glue DataBrew (the optimized integration ``databrew``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.databrew.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def start_job_run(
    name: str,
    *,
    job_name: Template,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Run a DataBrew job.

    Its result holds ``RunId``. With ``wait="sync"`` it is the finished run's description. See
    https://docs.aws.amazon.com/goto/WebAPI/databrew-2017-07-25/StartJobRun.

    Args:
        name: The name of the state, 1 to 80 characters.
        job_name: ``Name``, a string.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "Name": job_name,
    }
    return service_task(name, "databrew:startJobRun", given, options, wait=wait)
