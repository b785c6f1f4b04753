"""What runs as an EXPRESS child execution neither waits for others nor starts a Map Run.

The children of a distributed Map whose ``ExecutionType`` is EXPRESS are Express workflows: they
have no ``.sync``, no ``.waitForTaskToken``, no activities and no distributed Map. AWS rejects such
a definition. (ASL reference, section 8.2 and section 11.2, rows 18 and 19.)

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

import re
from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.definition.pointers import parent
from sfn_dsl.definition.scopes import Scope, processor_config
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN803"

# A placeholder may stand before the pattern, not in what tells the pattern.
_WAITING: Final = re.compile(r"arn:.*:states:::[^$]*(\.sync(?::2)?|\.waitForTaskToken)$")
_ACTIVITY: Final = re.compile(r"arn:.*:states:[^:]*:[^:]*:activity:")


def check(subject: Subject) -> Iterator[Finding]:
    """Every state in an EXPRESS child that only a STANDARD one can have."""
    express: set[str] = set()
    for scope in subject.scopes:
        # An inner scope runs in the execution of the state it belongs to.
        is_inside = scope.owner is not None and parent(parent(scope.owner)) in express
        if is_inside or _starts_express(scope):
            express.add(scope.pointer)
            for name, state in scope.states.items():
                yield from _unsupported(scope.state_pointer(name), state)


def _starts_express(scope: Scope) -> bool:
    config = processor_config(scope.machine) if scope.pointer.endswith("/ItemProcessor") else {}
    return (config.get("Mode"), config.get("ExecutionType")) == ("DISTRIBUTED", "EXPRESS")


def _unsupported(pointer: str, state: dict[str, Any]) -> Iterator[Finding]:
    resource = state.get("Resource")
    if state.get("Type") == "Task" and isinstance(resource, str):
        found = _WAITING.match(resource)
        if found or _ACTIVITY.match(resource):
            what = f"'{found[1]}'" if found else "an activity"
            yield Finding(f"{pointer}/Resource", f"an EXPRESS child cannot have {what}; {_INSTEAD}")
    elif processor_config(state.get("ItemProcessor")).get("Mode") == "DISTRIBUTED":
        yield Finding(
            f"{pointer}/ItemProcessor/ProcessorConfig/Mode",
            f"an EXPRESS child cannot have a distributed Map; {_INSTEAD}",
        )


_INSTEAD: Final = "set 'ExecutionType' of the Map around it to 'STANDARD'"
