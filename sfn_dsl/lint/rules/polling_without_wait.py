"""A loop that polls a status has a Wait in it.

Without a Wait it polls as fast as the service responds: each call is a billed transition, counts
against the service's rate limit, and fills the history of 25,000 events. (ASL reference, section
11.4.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "TimeoutSeconds": 60, "Next": "B",
            "Resource": "arn:aws:states:::aws-sdk:glue:getJobRun",
            "Parameters": {"JobName": "nightly", "RunId": "jr_1"}},
      "B": {"Type": "Choice", "Default": "A", "Choices": [
        {"Variable": "$.JobRun.JobRunState", "StringEquals": "SUCCEEDED", "Next": "C"}]},
      "C": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "TimeoutSeconds": 60, "Next": "B",
            "Resource": "arn:aws:states:::aws-sdk:glue:getJobRun",
            "Parameters": {"JobName": "nightly", "RunId": "jr_1"}},
      "B": {"Type": "Choice", "Default": "W", "Choices": [
        {"Variable": "$.JobRun.JobRunState", "StringEquals": "SUCCEEDED", "Next": "C"}]},
      "W": {"Type": "Wait", "Seconds": 30, "Next": "A"},
      "C": {"Type": "Succeed"}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.arns import read_arn, read_integration
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.loops import loops, subgraph
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN208"

# Neither list actions, since a loop over them reads pages, nor actions that read plain data.
_STATUS_ACTION: Final = re.compile(
    r"(?:[\w-]+:)+(?:describe|head|get(?!Item|Object|Record|LogEvents))\w*"
)
_STATUS_WORDS: Final = re.compile(
    r"poll|status|is_?(?:done|ready|complete|finished)", re.IGNORECASE
)
_PAGE: Final = re.compile(r"(?:token|marker|startkey|cursor)(?:\.\$)?$", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Finding]:
    """Every loop without a Wait in which a task polls a status."""
    for scope in subject.scopes:
        reached = subject.reached(scope) or set()
        awake = {name for name in reached if scope.states[name].get("Type") in _QUICK}
        busy = {name for name in awake if not _waits(scope.states[name])}
        for loop in loops(subgraph(subject, scope, busy)):
            for name in scope.states if len(loop) > 1 else ():
                if name in loop and _polls(name, scope.states[name]):
                    yield Finding(
                        scope.state_pointer(name),
                        f"'{name}' polls again at once, as there is no Wait in its loop; add a "
                        "Wait state to the loop",
                        Severity.INFO,
                    )
                    break


_QUICK: Final = ("Task", "Pass", "Choice")


def _waits(state: dict[str, Any]) -> bool:
    resource = str(state.get("Resource"))
    return resource.endswith((".sync", ".sync:2", ".waitForTaskToken")) or ":activity:" in resource


def _polls(name: str, state: dict[str, Any]) -> bool:
    resource = state.get("Resource")
    if state.get("Type") != "Task" or not isinstance(resource, str):
        return False
    sent = state.get("Parameters", state.get("Arguments"))
    if isinstance(sent, dict) and any(_PAGE.search(key) for key in sent):
        return False
    call = read_integration(resource)
    action = call.action + call.suffix if call else ""
    if _STATUS_ACTION.fullmatch(action):
        return True
    asks_function = action == "lambda:invoke" or read_arn(resource).is_function
    return asks_function and _STATUS_WORDS.search(name) is not None
