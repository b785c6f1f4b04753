"""AWS Glue DataBrew (the optimized integration ``databrew``)."""

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

    Its result holds ``RunId``. With ``wait="sync"`` it is the finished run's description.
    """
    given: dict[str, Template | Unset] = {
        "Name": job_name,
    }
    return service_task(name, "databrew:startJobRun", given, options, wait=wait)
