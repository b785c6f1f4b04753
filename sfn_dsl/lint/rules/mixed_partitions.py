"""All of a definition's ARNs are of one partition.

A state machine lives in one partition of AWS (``aws``, ``aws-cn``, ``aws-us-gov``) and reaches
nothing in another, so a resource of another is a remnant of where the definition was copied from.
(ASL reference, section 8.1.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "Next": "B",
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f"},
      "B": {"Type": "Task", "End": true,
            "Resource": "arn:aws-cn:lambda:cn-north-1:123456789012:function:f"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "Next": "B",
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f"},
      "B": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:g"}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.arns import is_partition, read_arn
from sfn_dsl.definition.states import StatePlace
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.calls import states
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN708"


def check(subject: Subject) -> Iterator[Finding]:
    """Every resource that is of another partition than the first."""
    first = None
    for place in states(subject):
        for pointer, text in _resources(place):
            partition = read_arn(text).partition
            if not is_partition(partition):
                continue
            first = first or partition
            if partition != first:
                yield Finding(
                    pointer,
                    f"this is of partition '{partition}' and others are of '{first}'; write ARNs "
                    "of the one partition that the machine runs in",
                    Severity.WARNING,
                )


def _resources(place: StatePlace) -> Iterator[tuple[str, str]]:
    if place.resource:
        yield place.at("Resource"), place.resource
    for field in ("ItemReader", "ResultWriter"):
        part = place.state.get(field)
        text = part.get("Resource") if isinstance(part, dict) else None
        if isinstance(text, str):
            yield place.at(field, "Resource"), text
