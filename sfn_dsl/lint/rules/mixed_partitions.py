"""All ARNs of a definition are in one partition.

A state machine is in one partition of AWS (``aws``, ``aws-cn``, ``aws-us-gov``) and cannot reach
resources in another, so an ARN of another partition is left over from where the definition was
copied from. (ASL reference, section 8.1.)

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
from sfn_dsl.lint.states import states
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN708"


def check(subject: Subject) -> Iterator[Finding]:
    """Every resource in another partition than the first."""
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
                    f"this ARN is in partition '{partition}' and others are in '{first}'; write "
                    "ARNs of the partition that the machine runs in",
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
