"""How surely a machine needs what a least-privilege policy grants it.

Such a policy holds what may be needed: to stop a job, to make a service's own role, to call another
version of a function. A machine works without that most of the time, and so a role that lacks it is
not surely too narrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.iam.requirements.model import Permission, Requirements

_INVOKE: Final = "lambda:InvokeFunction"
_ANY_VERSION: Final = ":*"
_SUBMIT: Final = "batch:SubmitJob"
_ANY_JOB: Final = ":job/*"
_WATCH: Final = "events:PutRule"
_PAYLOADS: Final = ("Parameters", "Arguments")

_SINGLE: Final[Mapping[str, str]] = {
    "iam:CreateServiceLinkedRole": "where the service has no role of its own in the account yet",
    "lakeformation:GetDataAccess": "where Lake Formation guards the data",
    "s3:ListBucketMultipartUploads": "for results that are written in parts",
    "sagemaker:ListTags": "where there are tags",
    "states:RedriveExecution": "when a Map is run again from where it failed",
}
_SERVICES: Final[Mapping[str, str]] = {
    "kms": "where the key's own policy does not allow it",
    "xray": "for the traces, without which an execution goes on",
}
_WIDENED: Final[Mapping[str, str]] = {
    "iam": "for what the task may name elsewhere",
    "glue": "for what the query may name",
    "s3": "for what the task may name elsewhere",
}
_ENDS: Final = ("Stop", "BatchStop", "Cancel", "Terminate", "Abort")
_LOOKS: Final = ("Describe", "Get", "List", "BatchGet")


def watched(requirements: Requirements) -> frozenset[str]:
    """The tasks whose end is told by an event, so that nobody has to look whether they have ended.

    They are named by their pointers.
    """
    rules = (one for one in requirements.permissions if one.action == _WATCH)
    return frozenset(pointer for one in rules for pointer in one.pointers)


def only(permission: Permission, definition: Definition, watched: frozenset[str]) -> str:
    """When alone a permission is needed, as a clause; "" for one that surely is."""
    service, _, name = permission.action.partition(":")
    if permission.action in _SINGLE:
        return _SINGLE[permission.action]
    if service in _SERVICES:
        return _SERVICES[service]
    if _is_called(permission, definition):
        return ""
    if permission.widened and service in _WIDENED:
        return _WIDENED[service]
    if name.startswith(_ENDS):
        return "when an execution is stopped or its task takes too long"
    if name.startswith(_LOOKS) and permission.pointers and watched.issuperset(permission.pointers):
        return "where the event that tells of the task's end is lost"
    return ""


def is_generous(permission: Permission, resource: str, definition: Definition) -> bool:
    """Tell whether a resource is one that the service does not look at for this task.

    It is every version of a function where the task names none, and the job that is to be made.
    """
    if permission.action == _SUBMIT:
        return resource.endswith(_ANY_JOB)
    function = resource.removesuffix(_ANY_VERSION)
    return (
        permission.action == _INVOKE
        and function != resource
        and function in permission.resources
        and not any(_names_a_version(state) for state in _states(permission, definition))
    )


def _is_called(permission: Permission, definition: Definition) -> bool:
    """Tell whether the action is what a task calls, by its name or the first word of it."""
    called = [_call(state) for state in _states(permission, definition)]
    name = permission.action.partition(":")[2]
    verb = next((verb for verb in (*_ENDS, *_LOOKS) if name.startswith(verb)), name).lower()
    return any(verb in call or call.startswith("aws-sdk:") for call in called)


def _call(state: Mapping[str, Any]) -> str:
    """What a state calls: its own Resource, or those of a Map that reads and writes."""
    parts = (state, state.get("ItemReader"), state.get("ResultWriter"))
    resources = (part.get("Resource", "") for part in parts if isinstance(part, dict))
    return " ".join(str(resource).rpartition(":::")[2].lower() for resource in resources).strip()


def _names_a_version(state: Mapping[str, Any]) -> bool:
    payloads = [state[name] for name in _PAYLOADS if name in state]
    return any(
        not isinstance(payload, dict) or bool({"Qualifier", "Qualifier.$"} & payload.keys())
        for payload in payloads
    )


def _states(permission: Permission, definition: Definition) -> Iterator[Mapping[str, Any]]:
    """The states that need a permission, each the innermost one that its pointer leads through."""
    for pointer in permission.pointers:
        part: Any = definition.document
        state: Mapping[str, Any] = {}
        for token in tokens(pointer):
            if isinstance(part, list) and token.isdecimal() and int(token) < len(part):
                part = part[int(token)]
            else:
                part = part.get(token) if isinstance(part, dict) else None
            if isinstance(part, dict) and isinstance(part.get("Type"), str):
                state = part
        yield state
