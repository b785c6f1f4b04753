"""An Express workflow does not wait for callbacks or jobs, and starts no Map Run.

A machine of type EXPRESS, and the child executions of a distributed Map whose ``ExecutionType`` is
EXPRESS, cannot use ``.sync``, ``.waitForTaskToken``, activities or a distributed Map. AWS rejects
such a definition. A definition does not contain its machine's type; a Python workflow and a
template do, and ``sfn validate --type EXPRESS`` supplies it for a plain definition. (ASL reference,
section 8.2 and section 11.2, rows 18 and 19.)

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

from sfn_dsl.advice import Advice
from sfn_dsl.arns import read_arn
from sfn_dsl.definition.pointers import parent
from sfn_dsl.definition.scopes import processor_config
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN803"


class _Execution(NamedTuple):
    """What runs as an Express workflow, and how to change that."""

    what: str
    is_child: bool


_MACHINE: Final = _Execution("an EXPRESS machine", is_child=False)
_CHILD: Final = _Execution("an EXPRESS child execution", is_child=True)

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
                yield from _unsupported(subject.advice, execution, scope.state_pointer(name), state)


def _unsupported(
    advice: Advice, execution: _Execution, pointer: str, state: dict[str, Any]
) -> Iterator[Finding]:
    resource = state.get("Resource")
    if state.get("Type") == "Task" and isinstance(resource, str):
        what = _waits_for(advice, resource)
        if what is not None:
            yield _finding(advice, f"{pointer}/Resource", execution, what)
    elif processor_config(state.get("ItemProcessor")).get("Mode") == "DISTRIBUTED":
        place = f"{pointer}/ItemProcessor/ProcessorConfig/Mode"
        yield _finding(advice, place, execution, "a distributed Map")


def _waits_for(advice: Advice, resource: str) -> str | None:
    """What a task waits for that an Express workflow cannot, None for nothing of this kind."""
    arn = read_arn(resource)
    if arn.is_activity:
        return "an activity"
    # A placeholder may stand before the action, not in the suffix for the pattern.
    is_integration = arn.service == "states" and not arn.account and "$" not in arn.resource
    pattern = next((end for end in _PATTERNS if arn.resource.endswith(end)), None)
    return advice.wait(pattern) if is_integration and pattern else None


def _finding(advice: Advice, pointer: str, execution: _Execution, what: str) -> Finding:
    instead = "make it a STANDARD machine"
    if execution.is_child:
        instead = f"write {advice.setting('ExecutionType', 'STANDARD')} on the Map around it"
    return Finding(pointer, f"{execution.what} cannot use {what}; {instead}")
