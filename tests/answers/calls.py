"""Calls of tasks as the engine makes them, and definitions that have such tasks."""

from __future__ import annotations

from typing import Any

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.simulation.effects import TaskCall

EXECUTION = "arn:aws:states:eu-west-1:123456789012:execution:shop:run-1"


@attrs.define
class RecordedCallbacks:
    """Notes what a task's function sends for its token."""

    sent: list[tuple[Any, ...]] = attrs.Factory(list)

    def succeed(self, token: str, output: Any, *, after: float = 0.0) -> None:
        self.sent.append(("succeed", token, output, after))

    def fail(
        self, token: str, error: str | None = None, cause: str | None = None, *, after: float = 0.0
    ) -> None:
        self.sent.append(("fail", token, error, cause, after))

    def heartbeat(self, token: str, *, after: float = 0.0) -> None:
        self.sent.append(("heartbeat", token, after))


def a_call(
    resource: str = "arn:aws:states:::sns:publish",
    parameters: Any = None,
    *,
    state: str = "Announce",
    attempt: int = 1,
    token: str = "token-1",  # noqa: S107  # it is no secret
) -> TaskCall:
    """A call as the engine makes it for a resource."""
    service, action, pattern = "lambda", "", ""
    if ":states:::" in resource:
        service, _, action = resource.partition(":states:::")[2].rpartition(":")
        if action == "2":
            service, _, action = (
                resource.partition(":states:::")[2].removesuffix(":2").rpartition(":")
            )
            action += ":2"
        pattern = action.partition(".")[2]
    elif ":activity:" in resource:
        service = "activity"
    return TaskCall(
        state=state,
        pointer=f"/States/{state}",
        resource=resource,
        service=service,
        action=action,
        pattern=pattern,  # type: ignore[arg-type]  # it is the suffix of a valid resource
        parameters={} if parameters is None else parameters,
        input={"given": 1},
        attempt=attempt,
        token=token,
        time=0.0,
        context={"Execution": {"Id": EXECUTION}},
        callbacks=RecordedCallbacks(),
    )


def a_definition(**resources: Any) -> Definition:
    """A definition with a Task for each resource, or for each part of a state."""
    states = {
        name: {"Type": "Task", "End": True, **({"Resource": it} if isinstance(it, str) else it)}
        for name, it in resources.items()
    }
    return Definition({"StartAt": next(iter(states), "None"), "States": states})
