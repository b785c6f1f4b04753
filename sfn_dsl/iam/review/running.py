"""What executions that still run need of the role, and the new definition does not.

An execution keeps the definition and the role that it was started with, in a standard workflow for
up to a year. (Developer guide, "Updating a workflow": "running executions continue to use the
previous definition and roleArn".)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.iam.policy.document import covers, statements
from sfn_dsl.iam.requirements.model import Permission, Requirements

_TIMES: Final = {"EXPRESS": "five minutes", "STANDARD": "a year"}


def still_needed(deployed: Requirements, new: Requirements) -> tuple[Permission, ...]:
    """The permissions that the deployed definition requires and the new one does not."""
    by_action: dict[str, list[Permission]] = {}
    for one in new.permissions:
        by_action.setdefault(one.action, []).append(one)
    return tuple(
        attrs.evolve(one, resources=left, pointers=())
        for one in deployed.permissions
        if (left := tuple(_uncovered(one, by_action.get(one.action, ()))))
    )


def _uncovered(one: Permission, others: Iterable[Permission]) -> Iterator[str]:
    """The resources of a permission that no other one allows."""
    allowed = {
        resource
        for other in others
        if not other.conditions or other.conditions == one.conditions
        for resource in other.resources
    }
    left = [resource for resource in one.resources if resource not in allowed]
    wide = [resource for resource in allowed if "*" in resource] if left else []
    for resource in left:
        if not any(covers(each, resource) for each in wide):
            yield resource


def running_findings(needed: Iterable[Permission], machine_type: str) -> tuple[Diagnostic, ...]:
    """A finding SFN926 for what running executions still need; none if that is nothing."""
    listed = " and ".join(
        json.dumps(statement, ensure_ascii=False) for statement in statements(needed)
    )
    if not listed:
        return ()
    message = (
        f"executions of the deployed definition that still run need {listed}, which the new "
        "definition does not need; keep it in the role they were started with until they have "
        f"ended, which may take up to {_TIMES.get(machine_type, _TIMES['STANDARD'])}"
    )
    return (Diagnostic("SFN926", Severity.INFO, message),)
