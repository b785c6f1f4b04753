"""Runs in the shape of a recording, from events as AWS's API gives them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

# Texts that hold JSON.
_JSON = frozenset(("input", "output", "parameters"))
# What was removed from the recordings.
_LEFT_OUT = frozenset(
    ("inputDetails", "outputDetails", "assignedVariablesDetails", "roleArn", "timestamp")
)
_DETAILS = "EventDetails"


def flat(details: Mapping[str, Any]) -> dict[str, Any]:
    """An event's details: JSON parsed, without what the recordings leave out."""
    shown = {}
    for name, value in details.items():
        if name in _LEFT_OUT or value is None:
            continue
        if name == "assignedVariables":
            shown[name] = {key: parsed(each) for key, each in value.items()}
        elif name == "taskCredentials":
            shown[name] = dict(value)
        else:
            shown[name] = parsed(value) if name in _JSON else value
    return shown


def parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def from_api(events: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The events of GetExecutionHistory."""
    shown = []
    for event in events:
        details = [value for name, value in event.items() if name.endswith(_DETAILS) and value]
        entry = {"id": event["id"], "prev": event.get("previousEventId", 0), "type": event["type"]}
        for each in details:
            entry.update(flat(each))
        shown.append(entry)
    return shown


def answer_from_api(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer of TestState."""
    shown = {name: parsed(value) if name in _JSON else value for name, value in answer.items()}
    if "inspectionData" in shown:
        data = shown["inspectionData"]
        shown["inspectionData"] = {name: parsed(value) for name, value in data.items()}
    return shown


def recorded_as(case_expected: Mapping[str, Any]) -> dict[str, Any]:
    """What a perfect engine would give: the recording itself, its causes as texts."""
    run = _with_cause(case_expected)
    run["history"] = [_with_cause(event) for event in case_expected.get("history") or ()]
    return run


def _with_cause(recorded: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in recorded.items() if name != "cause_json"}
    if "cause_json" in recorded:
        shown["cause"] = json.dumps(recorded["cause_json"])
    return shown
