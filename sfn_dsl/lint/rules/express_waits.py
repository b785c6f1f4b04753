"""An Express workflow neither waits for others nor starts a Map Run.

A machine of type EXPRESS, and the children of a distributed Map whose ``ExecutionType`` is
EXPRESS, have no ``.sync``, no ``.waitForTaskToken``, no activities and no distributed Map. AWS
rejects such a definition. A definition does not say its machine's type; a Python workflow and a
template do, and ``sfn validate --type EXPRESS`` does for a bare one. (ASL reference, section 8.2
and section 11.2, rows 18 and 19.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Map", "End": true, "ItemProcessor": {
      "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
      "StartAt": "I", "States": {"I": {"Type": "Task", "End": true, "TimeoutSeconds": 60,
        "Resource": "arn:aws:states:::glue:startJobRun.sync",
        "Parameters": {"JobName": "nightly"}}}}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Map", "End": true, "ItemProcessor": {
      "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
      "StartAt": "I", "States": {"I": {"Type": "Task", "End": true, "TimeoutSeconds": 60,
        "Resource": "arn:aws:states:::glue:startJobRun.sync",
        "Parameters": {"JobName": "nightly"}}}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sfn_dsl.arns import read_arn
from sfn_dsl.definition.pointers import parent
from sfn_dsl.definition.scopes import processor_config
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN803"


class _Execution(NamedTuple):
    """What runs as an Express workflow, and what has to change so that it does not."""

    what: str
    instead: str


_MACHINE: Final = _Execution("machine", "make the machine a 'STANDARD' one")
_CHILD: Final = _Execution("child", "set 'ExecutionType' of the Map around it to 'STANDARD'")

_PATTERNS: Final = (".sync", ".sync:2", ".waitForTaskToken")


def check(subject: Subject) -> Iterator[Finding]:
    """Every state of an Express workflow that only a Standard one can have."""
    is_express = subject.definition.machine_type == "EXPRESS"
    executions: dict[str, _Execution | None] = {}
    for scope in subject.scopes:
        execution = _MACHINE if is_express else None
        if scope.owner is not None:
            # An inner scope runs in the execution of the state it belongs to, unless in its own.
            execution = executions.get(parent(parent(scope.owner)))
            config = processor_config(scope.machine)
            if config.get("Mode") == "DISTRIBUTED":
                execution = _CHILD if config.get("ExecutionType") == "EXPRESS" else None
        executions[scope.pointer] = execution
        if execution is not None:
            for name, state in scope.states.items():
                yield from _unsupported(execution, scope.state_pointer(name), state)


def _unsupported(execution: _Execution, pointer: str, state: dict[str, Any]) -> Iterator[Finding]:
    resource = state.get("Resource")
    if state.get("Type") == "Task" and isinstance(resource, str):
        what = _waits_for(resource)
        if what is not None:
            yield _finding(f"{pointer}/Resource", execution, what)
    elif processor_config(state.get("ItemProcessor")).get("Mode") == "DISTRIBUTED":
        place = f"{pointer}/ItemProcessor/ProcessorConfig/Mode"
        yield _finding(place, execution, "a distributed Map")


def _waits_for(resource: str) -> str | None:
    """What a task waits for that an Express workflow cannot, None for nothing of this kind."""
    arn = read_arn(resource)
    if arn.is_activity:
        return "an activity"
    # A placeholder may stand before the action, not in what tells the pattern.
    is_integration = arn.service == "states" and not arn.account and "$" not in arn.resource
    pattern = next((end for end in _PATTERNS if arn.resource.endswith(end)), None)
    return f"'{pattern}'" if is_integration and pattern else None


def _finding(pointer: str, execution: _Execution, what: str) -> Finding:
    message = f"an EXPRESS {execution.what} cannot have {what}; {execution.instead}"
    return Finding(pointer, message)
