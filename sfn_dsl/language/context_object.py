"""The context object: what ``$$`` and ``$states.context`` hold (ASL reference, section 3.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple


class Member(NamedTuple):
    """One member: what kind of JSON value it is, and where it is there, None for everywhere."""

    kind: str
    where: str | None = None


_WORKING = "in Task, Parallel and Map states"
_ITERATING = "in a Map's ItemSelector"

MEMBERS: Final[Mapping[str, Member]] = {
    "Execution": Member("object"),
    "Execution.Id": Member("string"),
    "Execution.Input": Member("any"),
    "Execution.Name": Member("string"),
    "Execution.RoleArn": Member("string"),
    "Execution.StartTime": Member("timestamp"),
    "Execution.RedriveCount": Member("number"),
    "Execution.RedriveTime": Member("timestamp", "after a redrive"),
    "StateMachine": Member("object"),
    "StateMachine.Id": Member("string"),
    "StateMachine.Name": Member("string"),
    "State": Member("object"),
    "State.Name": Member("string"),
    "State.EnteredTime": Member("timestamp"),
    "State.RetryCount": Member("number", _WORKING),
    "Task": Member("object", "in activities and tasks that wait for a token"),
    "Task.Token": Member("string", "in activities and tasks that wait for a token"),
    "Map": Member("object", _ITERATING),
    "Map.Item": Member("object", _ITERATING),
    "Map.Item.Index": Member("number", _ITERATING),
    "Map.Item.Value": Member("any", _ITERATING),
    "Map.Item.Key": Member("string", "when a Map iterates over an object"),
    "Map.Item.Source": Member("string", _ITERATING),
}

# EC2 describes the state of an instance in a member that is called like the context object's.
_OF_SERVICES: Final = "State.Name"
_UNLIKE_DATA: Final = frozenset(name for name in MEMBERS if "." in name) - {_OF_SERVICES}


def is_of_context(steps: Sequence[str | int]) -> bool:
    """Return whether steps into data go where the context object has members, and data hardly."""
    names = [str(step) for step in steps[:3]]
    return not _UNLIKE_DATA.isdisjoint((".".join(names[:2]), ".".join(names)))
