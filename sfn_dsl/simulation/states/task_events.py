"""What kind of task a Resource is, and the events that its kind makes.

ASL reference, sections 8.1, 8.2 and 12.
"""

from __future__ import annotations

from typing import Any, Final, Literal

import attrs

from sfn_dsl.arns import read_arn, read_integration
from sfn_dsl.simulation.effects import Pattern
from sfn_dsl.simulation.failures import TIMEOUT
from sfn_dsl.simulation.fiber import Fiber

_PATTERNS: Final[dict[str, Pattern]] = {
    "": "",
    ".sync": "sync",
    ".sync:2": "sync:2",
    ".waitForTaskToken": "waitForTaskToken",
}
_PREFIXES: Final = {"service": "Task", "function": "LambdaFunction", "activity": "Activity"}


@attrs.frozen
class TaskKind:
    """A kind of task.

    ``service`` and ``action`` are what the history calls resourceType and resource.
    """

    resource: str
    kind: Literal["service", "function", "activity"]
    service: str
    action: str
    pattern: Pattern

    @property
    def is_submitted(self) -> bool:
        """Return whether the task goes on after the service has answered."""
        return self.pattern != ""

    @property
    def shows_token(self) -> bool:
        """Return whether the context object has the task's token (measured on AWS)."""
        return self.is_submitted or self.kind == "activity"

    @property
    def has_heartbeats(self) -> bool:
        """Return whether a lost heartbeat ends the task."""
        return self.kind == "activity" or self.pattern == "waitForTaskToken"

    @property
    def size_name(self) -> str:
        """What AWS calls the task where its result is too large."""
        return self.service if self.kind == "service" else self.resource


def task_kind(resource: str) -> TaskKind:
    """The kind of task that a Resource is; one that is not known counts as a service's."""
    arn = read_arn(resource)
    if arn.is_activity:
        return TaskKind(resource, "activity", "activity", "", "")
    integration = read_integration(resource)
    if integration is None or arn.is_function:
        return TaskKind(resource, "function", "lambda", "", "")
    service, _, action = integration.action.rpartition(":")
    pattern = _PATTERNS.get(integration.suffix, "")
    return TaskKind(resource, "service", service, action + integration.suffix, pattern)


class TaskEvents:
    """Records the events of one attempt."""

    __slots__ = ("_common", "_fiber", "_kind", "_prefix")

    def __init__(self, kind: TaskKind, fiber: Fiber) -> None:
        self._kind = kind
        self._fiber = fiber
        self._prefix = _PREFIXES[kind.kind]
        self._common: dict[str, Any] = (
            {"resourceType": kind.service, "resource": kind.action}
            if kind.kind == "service"
            else {}
        )

    def _record(self, what: str, **details: Any) -> None:
        present = {name: value for name, value in details.items() if value is not None}
        self._fiber.record(f"{self._prefix}{what}", {**self._common, **present})

    def scheduled(
        self, parameters: Any, timeout: float | None, heartbeat: float | None, credentials: Any
    ) -> None:
        """The task waits for its start."""
        details: dict[str, Any] = dict(self._common)
        if self._kind.kind == "service":
            details |= {"region": self._fiber.run.names.region, "parameters": parameters}
        else:
            details |= {"resource": self._kind.resource, "input": parameters}
        if timeout is not None:
            details["timeoutInSeconds"] = timeout
        if heartbeat is not None and self._kind.kind != "function":
            details["heartbeatInSeconds"] = heartbeat
        if isinstance(credentials, dict):
            details["taskCredentials"] = {"roleArn": credentials.get("RoleArn")}
        self._fiber.record(f"{self._prefix}Scheduled", details)

    def started(self, worker: str | None) -> None:
        """The task has started."""
        self._record("Started", workerName=worker if self._kind.kind == "activity" else None)

    def schedule_failed(self, error: str | None, cause: str | None) -> None:
        """The task could not even be handed over."""
        self._record("ScheduleFailed", error=error, cause=cause)

    def start_failed(self, error: str | None, cause: str | None) -> None:
        """The task could not be started."""
        self._record("StartFailed", error=error, cause=cause)

    def submitted(self, output: Any) -> None:
        """The service has answered, and the work goes on."""
        self._fiber.record(f"{self._prefix}Submitted", {**self._common, "output": output})

    def submit_failed(self, error: str | None, cause: str | None) -> None:
        """The service did not take the work."""
        self._record("SubmitFailed", error=error, cause=cause)

    def succeeded(self, output: Any) -> None:
        """The task has an output, which may be null."""
        self._fiber.record(f"{self._prefix}Succeeded", {**self._common, "output": output})

    def failed(self, error: str | None, cause: str | None) -> None:
        """The task has failed."""
        self._record("Failed", error=error, cause=cause)

    def timed_out(self) -> None:
        """The task did not end, or did not send its heartbeat, in time."""
        self._record("TimedOut", error=TIMEOUT)
