"""The context object is read with two dollar signs.

``$$.Execution.Id`` is the id of the execution; ``$.Execution.Id`` is a member of the data, which
hardly has one: nothing in the definition writes it. (ASL reference, sections 3.1 and 3.4.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"id.$": "$.Execution.Id"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"id.$": "$$.Execution.Id"}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.context_object import is_of_context
from sfn_dsl.lint.dataflow.analysis import entered
from sfn_dsl.lint.dataflow.reads import Read, read_path
from sfn_dsl.lint.states import states, templates
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN317"


def check(subject: Subject) -> Iterator[Finding]:
    """Every path into the data that is one of the context object but for a dollar sign."""
    written: set[str] | None = None
    for entry in entered(subject):
        for read in entry.transfer.reads:
            if not _is_of_context(read):
                continue
            written = _written(subject) if written is None else written
            if read.steps[0] not in written:
                yield Finding(
                    read.pointer,
                    f"{subject.advice.path(read.text)} is a member of the data, and nothing writes "
                    f"'{read.steps[0]}' there; write {subject.advice.path(f'${read.text}')} for "
                    "the context object",
                    Severity.WARNING,
                )


def _is_of_context(read: Read) -> bool:
    if read.variable is not None or read.outcome.missing or read.outcome.partly:
        return False
    return is_of_context(read.steps)


def _written(subject: Subject) -> set[str]:
    """The names of all members that the definition writes anywhere."""
    found: set[str] = set()
    pending: list[Any] = [template.value for template in templates(subject)]
    for place in states(subject):
        pending.append(place.state.get("Result"))
        catchers = place.state.get("Catch")
        for holder in (place.state, *(catchers if isinstance(catchers, list) else ())):
            path = read_path(holder.get("ResultPath")) if isinstance(holder, dict) else None
            found |= {str(step) for step in (path and path.steps) or ()}
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            found |= {str(name).removesuffix(".$") for name in value}
            pending += value.values()
        elif isinstance(value, list):
            pending += value
    return found
