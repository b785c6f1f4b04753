"""Fields that only a distributed Map uses are on a distributed Map.

An inline Map fails when its first item fails, whatever failures it is set to tolerate, and it has
no Map Run for a label to name. AWS accepts these fields and ignores them, and likewise an
ExecutionType without the Mode DISTRIBUTED. (ASL reference, section 7.1.)

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

from sfn_dsl.advice import Advice
from sfn_dsl.definition.scopes import processor_config
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.states import states
from sfn_dsl.lint.subject import Finding, Subject

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
            yield from _ignored(subject.advice, place.pointer, place.state)


def _ignored(advice: Advice, pointer: str, state: dict[str, Any]) -> Iterator[Finding]:
    processor = next((name for name in ("ItemProcessor", "Iterator") if name in state), None)
    config = processor_config(state.get(str(processor)))
    if processor is None or config.get("Mode", "INLINE") != "INLINE":
        return
    for field in _DISTRIBUTED_ONLY:
        if field in state:
            yield _finding(advice, f"{pointer}/{field}", field)
    if "ExecutionType" in config and "Mode" not in config:
        place = f"{pointer}/{processor}/ProcessorConfig/ExecutionType"
        yield _finding(advice, place, "ExecutionType")


def _finding(advice: Advice, pointer: str, field: str) -> Finding:
    return Finding(
        pointer,
        f"an inline Map ignores {advice.field(field)}; {advice.distributed()}, or remove it",
        Severity.WARNING,
    )
