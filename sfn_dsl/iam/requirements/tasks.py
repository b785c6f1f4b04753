"""What a Task asks of the role: its integration's permissions, or those to assume another role.

ASL reference, sections 8.1 to 8.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sfn_dsl.arns import OWN_KINDS
from sfn_dsl.iam.arns import is_arn, segments
from sfn_dsl.iam.machine import Machine
from sfn_dsl.iam.requirements.grants import granted, permissions
from sfn_dsl.iam.requirements.model import Delegated, Found, Permission, Unknown
from sfn_dsl.iam.requirements.payload import Payload
from sfn_dsl.iam.requirements.resources import resources
from sfn_dsl.iam.requirements.sdk import UnknownActionError, rows_of
from sfn_dsl.iam.requirements.states import StateInDefinition
from sfn_dsl.language.permissions import ASSUME_ROLE, Grant
from sfn_dsl.language.services import ACTIONS

_SERVICE: Final = re.compile(r"(aws-sdk:)?([^:.]+):([^:.]+?)(?:\.([\w:]+))?")
_WRITE: Final = "write the ARN of a function, of an activity or of an integration"
_ROLE: Final = "arn:{partition}:iam::{account}:role/{RoleArn}"


def of_task(place: StateInDefinition, machine: Machine) -> Iterator[Found]:
    """What a task needs, of the machine's role or of the one that it assumes."""
    found = _of_resource(place, machine)
    assumed = place.part("Credentials")
    if not isinstance(assumed, dict):
        if assumed is None:
            yield from found
        else:
            reason = "its Credentials are no object; write one with 'RoleArn'"
            yield Unknown(place.at("Credentials"), reason)
        return
    credentials = place.as_payload("Credentials")
    pointer = place.at("Credentials")
    row = Grant((ASSUME_ROLE,), (_ROLE,))
    yield from permissions(row, credentials, machine, pointer)
    roles = [role.arn for role in resources(_ROLE, credentials, machine)]
    for one in found:
        if isinstance(one, Permission):
            yield from (Delegated(role, one) for role in roles)
        else:
            yield one


def _of_resource(place: StateInDefinition, machine: Machine) -> Iterator[Found]:
    """What the task needs of whichever role it runs with."""
    text = place.text("Resource")
    if text is None:
        yield Unknown(place.pointer, "its Resource is no text; write the ARN of what it calls")
    elif not text.startswith("arn:") or not is_arn(text):
        yield Unknown(place.at("Resource"), _why_unknown(text))
    else:
        yield from _of_arn(text, place, machine)


def _of_arn(text: str, place: StateInDefinition, machine: Machine) -> Iterator[Found]:
    _, _, service, _, _, called = segments(text)
    if service == "lambda":
        payload = Payload({"FunctionName": text}, place.name)
        rows = ACTIONS["lambda:invoke"].permissions
        yield from granted(rows, payload, machine, place.pointer)
    elif service == "states" and called.startswith("activity:"):
        # Whoever works for an activity asks for its tasks with a role of their own.
        return
    elif service == "states" and not called.startswith(OWN_KINDS):
        yield from _of_service(called, place, machine)
    else:
        yield Unknown(place.at("Resource"), f"'{text}' is nothing that a task can call; {_WRITE}")


def _of_service(called: str, place: StateInDefinition, machine: Machine) -> Iterator[Found]:
    """What a call of a service needs: ``sns:publish``, ``aws-sdk:s3:getObject``."""
    read = _SERVICE.fullmatch(called)
    if read is None or "${" in called:
        yield Unknown(place.at("Resource"), _why_unknown(called))
        return
    is_sdk, service, action, wait = read.groups()
    payload = place.payload()
    try:
        rows = rows_of(service, action, payload) if is_sdk else _optimized(service, action)
    except UnknownActionError as unknown:
        yield Unknown(place.at("Resource"), str(unknown))
        return
    found = list(granted(rows, payload, machine, place.pointer, wait or ""))
    yield from found
    wanted = [row.when for row in rows if row.when and "!=" not in row.when]
    if not found and wanted:
        yield Unknown(place.pointer, f"it has no '{wanted[0]}', which says what it works on")


def _optimized(service: str, action: str) -> tuple[Grant, ...]:
    """The rows of an optimized integration. Raises UnknownActionError where there is none."""
    row = ACTIONS.get(f"{service}:{action}")
    if row is None:
        raise UnknownActionError(
            f"there is no integration '{service}:{action}'; write 'aws-sdk:{service}:{action}' for "
            "the AWS SDK's"
        )
    return row.permissions


def _why_unknown(text: str) -> str:
    if "${" in text:
        return (
            f"'{text}' is replaced before it is deployed; ask of the definition in which it has "
            "been"
        )
    return f"'{text}' is not the ARN of what a task can call; {_WRITE}"
