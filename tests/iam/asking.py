"""Small machines, and what they ask of their role."""

from __future__ import annotations

from typing import Any

from sfn_dsl import Definition
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Machine, Requirements

HERE = Machine(account="123456789012", region="eu-west-1", name="nightly")
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:t"


def states(**found: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": next(iter(found)), "States": found}


def task(resource: str, parameters: Any = None, **fields: Any) -> dict[str, Any]:
    """A Task; a resource such as ``sns:publish`` is that of the service integration."""
    arn = resource if resource.startswith(("arn:", "${")) else f"arn:aws:states:::{resource}"
    payload = {} if parameters is None else {"Parameters": parameters}
    return {"Type": "Task", "Resource": arn, **payload, **fields, "End": True}


def jsonata(resource: str, arguments: Any, **fields: Any) -> dict[str, Any]:
    return {**task(resource, **fields), "QueryLanguage": "JSONata", "Arguments": arguments}


def asked(document: dict[str, Any], machine: Machine = HERE) -> Requirements:
    return derive(Definition(document), machine)


def granted(state: dict[str, Any], machine: Machine = HERE) -> dict[str, list[str]]:
    """The resources of each action that a machine of one state asks for."""
    found: dict[str, list[str]] = {}
    for one in asked(states(A=state), machine).permissions:
        found.setdefault(one.action, []).extend(one.resources)
    return found


def reasons(state: dict[str, Any]) -> list[str]:
    """Why what a machine of one state asks for is wider than it might be."""
    found = asked(states(A=state)).permissions
    return list(dict.fromkeys(one.widened for one in found if one.widened))


def unknown(state: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.pointer, one.reason) for one in asked(states(A=state)).unknown]
