"""What only a distributed Map heeds stands on a distributed Map.

An inline Map fails with the first item that fails, whatever it tolerates, and it has no Map Run
that a label could name. AWS takes the fields and ignores them; so does it with an ExecutionType
whose Mode is not DISTRIBUTED. (ASL reference, section 7.1.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "ToleratedFailurePercentage": 10, "End": true,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "ToleratedFailurePercentage": 10, "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.definition.scopes import processor_config
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.calls import states
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN805"

_DISTRIBUTED_ONLY: Final = (
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "Label",
)


def check(subject: Subject) -> Iterator[Finding]:
    """Every field of an inline Map that is ignored."""
    for place in states(subject):
        if place.state.get("Type") == "Map":
            yield from _ignored(place.pointer, place.state)


def _ignored(pointer: str, state: dict[str, Any]) -> Iterator[Finding]:
    processor = next((name for name in ("ItemProcessor", "Iterator") if name in state), None)
    config = processor_config(state.get(str(processor)))
    if processor is None or config.get("Mode", "INLINE") != "INLINE":
        return
    for field in _DISTRIBUTED_ONLY:
        if field in state:
            yield _finding(f"{pointer}/{field}", field)
    if "ExecutionType" in config and "Mode" not in config:
        yield _finding(f"{pointer}/{processor}/ProcessorConfig/ExecutionType", "ExecutionType")


def _finding(pointer: str, field: str) -> Finding:
    return Finding(
        pointer,
        f"an inline Map ignores '{field}'; set 'Mode' in 'ProcessorConfig' to 'DISTRIBUTED', or "
        "remove it",
        Severity.WARNING,
    )
