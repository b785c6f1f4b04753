"""AWS Elemental MediaConvert (the optimized integration ``mediaconvert``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html.
"""

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

    Its result holds ``Job``. With ``wait="sync"`` it holds the finished job. See
    https://docs.aws.amazon.com/goto/WebAPI/mediaconvert-2017-08-29/CreateJob.

    Args:
        name: The name of the state, 1 to 80 characters.
        role: ``Role``, a string.
        settings: ``Settings``, an object.
        acceleration_settings: ``AccelerationSettings``, an object.
        billing_tags_source: ``BillingTagsSource``, a string.
        client_request_token: ``ClientRequestToken``, a string.
        hop_destinations: ``HopDestinations``, a list of objects.
        job_template: ``JobTemplate``, a string.
        priority: ``Priority``, a whole number.
        queue: ``Queue``, a string.
        simulate_reserved_queue: ``SimulateReservedQueue``, a string.
        status_update_interval: ``StatusUpdateInterval``, a string.
        tags: ``Tags``, an object.
        user_metadata: ``UserMetadata``, an object.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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
