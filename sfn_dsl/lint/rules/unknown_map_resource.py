"""A Map reads with ``s3:getObject`` or ``s3:listObjectsV2``, and writes with ``s3:putObject``.

ItemReader and ResultWriter support no other actions, no ``aws-sdk`` and no integration pattern. AWS
rejects others. Of an ARN with placeholders the parts are judged that stand there already. (ASL
reference, sections 7.3 and 7.5.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Map", "End": true,
      "ItemReader": {"Resource": "arn:aws:states:::aws-sdk:s3:listObjectsV2",
                     "Parameters": {"Bucket": "b"}},
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                        "StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Map", "End": true,
      "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2",
                     "Parameters": {"Bucket": "b"}},
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                        "StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sfn_dsl.arns import read_integration
from sfn_dsl.lint.resources import is_expression, may_be_action
from sfn_dsl.lint.states import is_filled_in_later, states
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN707"

_TAKEN: Final = {
    "ItemReader": ("s3:getObject", "s3:listObjectsV2"),
    "ResultWriter": ("s3:putObject",),
}


def check(subject: Subject) -> Iterator[Finding]:
    """Every ItemReader and ResultWriter with another resource."""
    for place in states(subject):
        for field, taken in _TAKEN.items():
            part = place.state.get(field)
            text = part.get("Resource") if isinstance(part, dict) else None
            if isinstance(text, str) and text and not _is_taken(text, taken):
                listed = " or ".join(f"'arn:aws:states:::{action}'" for action in taken)
                yield Finding(
                    place.at(field, "Resource"),
                    f"{subject.advice.field(field)} does not support '{text}'; write {listed}",
                )


def _is_taken(text: str, taken: tuple[str, ...]) -> bool:
    if is_expression(text):
        return False
    call = read_integration(text)
    if call is None:
        return is_filled_in_later(text) and any(may_be_action(text, action) for action in taken)
    return call.action in taken and not call.suffix
