"""Amazon EventBridge."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import arn, grant

SERVICE: Final = service(
    "events",
    "Amazon EventBridge",
    action(
        "events:putEvents",
        "*Entries{}",
        does="Put events on event buses; objects in ``Detail`` are converted to text.",
        gives="Its result holds ``Entries``; an entry that is not accepted fails the task.",
        waits="task_token",
        operation="events:PutEvents",
        permissions=(
            grant("events:PutEvents", arn("events", "event-bus/{Entries.EventBusName=default}")),
        ),
    ),
)
