"""One event of an execution's history, and its form in AWS's API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from sfn_dsl.simulation.data.json_text import compact


class Event(NamedTuple):
    """One event of an execution's history (ASL reference, section 12.2).

    Attributes:
        id: The number of the event, counted from 1.
        previous_id: The number of the event before it, 0 at the start of an execution.
        type: AWS's type of the event, such as ``TaskSucceeded``.
        time: The virtual time, in seconds since 1970.
        details: The members of AWS's details, with JSON values in place of JSON texts. They are
            shared, so do not change them.
        execution: The ARN of the execution that the event is of: the workflow's, or that of a child
            of a distributed Map, which numbers its events from 1 as well.
    """

    id: int
    previous_id: int
    type: str
    time: float
    details: dict[str, Any]
    execution: str = ""

    @property
    def state(self) -> str | None:
        """The name of the state entered or exited, None for other events."""
        name = self.details.get("name")
        return name if self.type.endswith(("StateEntered", "StateExited")) else None


_JSON_TEXTS: Final = ("input", "output", "parameters")

# The types that have no details in the API; the others have them even where they are empty.
_BARE: Final = frozenset(
    {
        "LambdaFunctionStarted",
        "MapRunAborted",
        "MapRunSucceeded",
        "MapStateAborted",
        "MapStateFailed",
        "MapStateSucceeded",
        "ParallelStateAborted",
        "ParallelStateFailed",
        "ParallelStateStarted",
        "ParallelStateSucceeded",
        "TaskStateAborted",
        "WaitStateAborted",
    }
)

# The types of which several share the name of their details.
_DETAILS: Final = {
    "StateEntered": "stateEnteredEventDetails",
    "StateExited": "stateExitedEventDetails",
}


def in_api_form(event: Event) -> dict[str, Any]:
    """An event as GetExecutionHistory gives it: JSON as text, details under their own name."""
    shown: dict[str, Any] = {
        "timestamp": datetime.fromtimestamp(event.time, UTC),
        "type": event.type,
        "id": event.id,
        "previousEventId": event.previous_id,
    }
    if event.type not in _BARE:
        shown[_details_name(event.type)] = dict(_api_details(event.details))
    return shown


def _details_name(kind: str) -> str:
    for ending, name in _DETAILS.items():
        if kind.endswith(ending):
            return name
    return f"{kind[0].lower()}{kind[1:]}EventDetails"


def _api_details(details: dict[str, Any]) -> list[tuple[str, Any]]:
    members: list[tuple[str, Any]] = []
    for name, value in details.items():
        if name in _JSON_TEXTS:
            members.append((name, compact(value)))
            if name != "parameters":
                members.append((f"{name}Details", {"truncated": False}))
        elif name == "assignedVariables":
            members.append((name, {key: compact(each) for key, each in value.items()}))
            members.append((f"{name}Details", {"truncated": False}))
        else:
            members.append((name, value))
    return members
