"""A distributed Map's ``Label`` is unique in the whole machine.

The label becomes part of the ARNs of the Map Run and of its child executions, so two Maps with the
same label could not be told apart. AWS rejects it (DUPLICATE_LABEL_NAME). (ASL reference, section
7.1 and section 11.2, row 30.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "Label": "Files", "Next": "B", "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}},
      "B": {"Type": "Map", "Label": "Files", "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "J", "States": {"J": {"Type": "Pass", "End": true}}}}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Map", "Label": "Files", "Next": "B", "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}},
      "B": {"Type": "Map", "Label": "Sums", "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "J", "States": {"J": {"Type": "Pass", "End": true}}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.definition.scopes import processor_config
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN804"


def check(subject: Subject) -> Iterator[Finding]:
    """Every distributed Map with the label of an earlier one."""
    first: dict[str, str] = {}
    for scope in subject.scopes:
        for name, state in scope.states.items():
            label = state.get("Label")
            mode = processor_config(state.get("ItemProcessor")).get("Mode")
            if mode != "DISTRIBUTED" or not isinstance(label, str) or is_placeholder(label):
                continue
            pointer = scope.state_pointer(name)
            earlier = first.setdefault(label, pointer)
            if earlier != pointer:
                yield Finding(
                    f"{pointer}/Label",
                    f"{subject.advice.place(earlier)} is labelled '{label}' too, and labels are "
                    "unique in the whole machine; change one of them",
                )
