"""AWS Elemental MediaConvert (the optimized integration ``mediaconvert``)."""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.mediaconvert.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def create_job(
    name: str,
    *,
    role: Template,
    settings: Template,
    acceleration_settings: Template | Unset = UNSET,
    billing_tags_source: Template | Unset = UNSET,
    client_request_token: Template | Unset = UNSET,
    hop_destinations: Elements | Unset = UNSET,
    job_template: Template | Unset = UNSET,
    priority: Template | Unset = UNSET,
    queue: Template | Unset = UNSET,
    simulate_reserved_queue: Template | Unset = UNSET,
    status_update_interval: Template | Unset = UNSET,
    tags: Template | Unset = UNSET,
    user_metadata: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Start a transcoding job.

    Its result holds ``Job``. With ``wait="sync"`` it holds the finished job. Raises AuthoringError
    for an object with a member that the service does not have or without one that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "Role": role,
        "Settings": settings,
        "AccelerationSettings": acceleration_settings,
        "BillingTagsSource": billing_tags_source,
        "ClientRequestToken": client_request_token,
        "HopDestinations": hop_destinations,
        "JobTemplate": job_template,
        "Priority": priority,
        "Queue": queue,
        "SimulateReservedQueue": simulate_reserved_queue,
        "StatusUpdateInterval": status_update_interval,
        "Tags": tags,
        "UserMetadata": user_metadata,
    }
    return service_task(
        name,
        "mediaconvert:createJob",
        given,
        options,
        wait=wait,
        nested=("Settings", "AccelerationSettings", "HopDestinations"),
        lists=("HopDestinations",),
    )
