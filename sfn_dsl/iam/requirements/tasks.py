"""What the tasks and Maps of a definition require of the role.

A Task needs the permissions of its integration, or the permission to assume another role, which
then needs them. A Map needs access to its items, its results and, if it is distributed, to its
child executions. (ASL reference, sections 7.3 to 8.6.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

import attrs

from sfn_dsl.arns import OWN_KINDS, arn_fields, is_arn, read_arn
from sfn_dsl.iam.requirements.buckets import owners
from sfn_dsl.iam.requirements.grants import permissions_for, permissions_of, resources
from sfn_dsl.iam.requirements.model import (
    Delegated,
    Machine,
    Note,
    Permission,
    Requirement,
    Unknown,
)
from sfn_dsl.iam.requirements.payload import Payload, StateInDefinition
from sfn_dsl.iam.requirements.query_texts.athena import read_query
from sfn_dsl.iam.requirements.query_texts.partiql import CALLS, read_statements
from sfn_dsl.iam.requirements.references import ACTIVITY, LAMBDA, ReferencedArn
from sfn_dsl.iam.requirements.sdk import (
    SdkCall,
    UnknownActionError,
    grants_of,
    notes_of,
    notes_of_keys,
    notes_of_rows,
    optimized_call,
    read_call,
    roles_and_keys,
)
from sfn_dsl.iam.requirements.static_values import DYNAMIC
from sfn_dsl.language.aws_sdk.dependent.table import unknowable_of
from sfn_dsl.language.integrations import Action
from sfn_dsl.language.permissions import ASSUME_ROLE, CHILD_EXECUTIONS, NO_NAME, Grant
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.language.services.s3 import ITEM_READERS, LISTED, MANIFEST, RESULT_WRITERS

_SERVICE: Final = re.compile(r"(aws-sdk:)?([^:.]+):([^:.]+?)(?:\.([\w:]+))?")
_ADVICE: Final = "write the ARN of a function, an activity or an integration"
_ROLE: Final = "arn:{partition}:iam::{account}:role/{RoleArn|assumed_role}"
_MANIFESTS: Final = ("ATHENA_DATA", "S3_INVENTORY")

_QUERY: Final = "athena:startQueryExecution"
_NO_LABEL: Final = "a Map without a Label gets one when it runs"


def of_task(place: StateInDefinition, machine: Machine) -> Iterator[Requirement]:
    """What a task requires of the machine's role, or of the role that it assumes."""
    assumed = place.part("Credentials")
    if not isinstance(assumed, dict):
        if assumed is None:
            yield from _of_resource(place, machine)
        else:
            reason = "its Credentials are not an object; write one with 'RoleArn'"
            yield Unknown(place.at("Credentials"), reason)
        return
    credentials = place.as_payload("Credentials")
    pointer = place.at("Credentials")
    grant = Grant((ASSUME_ROLE,), (_ROLE,))
    yield from permissions_of(grant, credentials, machine, pointer)
    for role in resources(_ROLE, credentials, machine):
        # What a call names without an account is of the account of the role that makes the call.
        account = read_arn(role.arn).account or DYNAMIC
        owner = attrs.evolve(machine, account=account, home=machine.account)
        for one in _of_resource(place, owner):
            yield Delegated(role.arn, one) if isinstance(one, Permission) else one


def _of_resource(place: StateInDefinition, machine: Machine) -> Iterator[Requirement]:
    """What the task requires of the role that it runs with."""
    text = place.text("Resource")
    if isinstance(text, ReferencedArn):
        yield from _of_reference(text, place, machine)
    elif text is None:
        yield Unknown(place.pointer, "its Resource is not a string; write the ARN of what it calls")
    elif not text.startswith("arn:") or not is_arn(text):
        yield Unknown(place.at("Resource"), _why_unknown(text))
    else:
        yield from _of_arn(text, place, machine)


def _of_reference(
    text: ReferencedArn, place: StateInDefinition, machine: Machine
) -> Iterator[Requirement]:
    """What a task requires that calls a resource of the definition's own template."""
    if text.type in LAMBDA:
        yield from _of_function(text, place, machine)
    elif text.type != ACTIVITY:
        yield Unknown(place.at("Resource"), f"a task cannot call '{text}', {text.type}; {_ADVICE}")


def _of_function(text: str, place: StateInDefinition, machine: Machine) -> Iterator[Requirement]:
    payload = Payload({"FunctionName": text}, place.name)
    grants = ACTIONS["lambda:invoke"].permissions
    yield from permissions_for(grants, payload, machine, place.pointer)


def _of_arn(text: str, place: StateInDefinition, machine: Machine) -> Iterator[Requirement]:
    _, _, service, _, _, called = arn_fields(text)
    if service == "lambda":
        yield from _of_function(text, place, machine)
    elif service == "states" and called.startswith("activity:"):
        # An activity's worker polls for tasks with credentials of its own.
        return
    elif service == "states" and not called.startswith(OWN_KINDS):
        yield from _of_service(called, place, machine)
    else:
        yield Unknown(place.at("Resource"), f"a task cannot call '{text}'; {_ADVICE}")


def _of_service(called: str, place: StateInDefinition, machine: Machine) -> Iterator[Requirement]:
    """What calling a service requires: ``sns:publish``, ``aws-sdk:s3:getObject``."""
    read = _SERVICE.fullmatch(called)
    if read is None or "${" in called:
        yield Unknown(place.at("Resource"), _why_unknown(called))
        return
    is_sdk, service, action, wait = read.groups()
    payload = place.payload()
    if f"{service}:{action}" == _QUERY:
        payload, notes = read_query(payload)
        yield from (Note(place.pointer, reason) for reason in notes)
    if is_sdk and f"{service}:{action}" in CALLS:
        payload = read_statements(payload)
    call = None
    try:
        if is_sdk:
            call = read_call(service, action, payload)
            payload = call.payload
        grants = grants_of(call) if call else _optimized(service, action, payload)
    except UnknownActionError as unknown:
        yield Unknown(place.at("Resource"), str(unknown))
        return
    behind = None if call else optimized_call(ACTIONS[f"{service}:{action}"], payload)
    if behind:
        payload = attrs.evolve(payload, is_required=behind.payload.is_required)
    found = list(permissions_for(grants, payload, machine, place.pointer, wait or ""))
    yield from found
    parameters = [grant.when for grant in grants if grant.when and "!=" not in grant.when]
    if not found and parameters:
        yield Unknown(place.pointer, f"it has no '{parameters[0]}' to say what it works on")
    if call:
        yield from _besides(call, found, place)
    elif behind:
        notes = (*notes_of_rows(behind), *notes_of_keys(behind))
        yield from (Note(place.pointer, reason) for reason in notes)
    if service == "s3":
        yield from owners(payload, machine, place.pointer)


def _besides(
    call: SdkCall, found: list[Permission], place: StateInDefinition
) -> Iterator[Requirement]:
    """What a call needs that its parameters do not tell."""
    for row in unknowable_of(call.name):
        if not row.unless or not call.payload.has(row.unless):
            yield Unknown(place.pointer, row.reason)
        elif not call.payload.shows(row.unless):
            yield Note(place.pointer, f"it is not known what it passes: {row.reason}")
    for reason in notes_of(call, (one.action for one in found)):
        yield Note(place.pointer, reason)


def _optimized(service: str, action: str, payload: Payload) -> tuple[Grant, ...]:
    """The grants of an optimized integration. Raises UnknownActionError if there is none."""
    row = ACTIONS.get(f"{service}:{action}")
    if row is None:
        raise UnknownActionError(
            f"there is no optimized integration '{service}:{action}'; write "
            f"'aws-sdk:{service}:{action}' for the AWS SDK integration"
        )
    call = optimized_call(row, payload)
    return (*row.permissions, *(roles_and_keys(call, row.permissions) if call else ()))


def _why_unknown(text: str) -> str:
    if "${" in text:
        return (
            f"'{text}' has a placeholder; derive the policy from the definition in which it has "
            f"been replaced, or give its ARN with --set '{text}=ARN'"
        )
    return f"'{text}' is not the ARN of something that a task can call; {_ADVICE}"


def of_map(place: StateInDefinition, machine: Machine) -> Iterator[Requirement]:
    """What a Map requires in addition to the states inside it."""
    yield from _of_part("ItemReader", _reading(place), place, machine)
    yield from _of_part("ResultWriter", RESULT_WRITERS, place, machine)
    if is_distributed(place):
        yield from _of_children(place, machine)


def is_distributed(place: StateInDefinition) -> bool:
    """Return whether a Map runs its items in child executions."""
    return place.text("ItemProcessor", "ProcessorConfig", "Mode") == "DISTRIBUTED"


def map_label(place: StateInDefinition) -> str:
    """The label in the names of a Map's child executions; ``*`` if it is generated."""
    return place.text("Label") or "*"


def _reading(place: StateInDefinition) -> Mapping[str, Action]:
    """What reading the items needs.

    A manifest and a list that is flattened lead to further objects. (Developer guide, "IAM policies
    for using Distributed Map states".)
    """
    configured = partial(place.part, "ItemReader", "ReaderConfig")
    further: dict[str, Grant] = {}
    if configured("InputType") == "MANIFEST" or configured("ManifestType") in _MANIFESTS:
        further["s3:getObject"] = MANIFEST
    if configured("Transformation") not in (None, "NONE"):
        further["s3:listObjectsV2"] = LISTED
    return {
        key: row._replace(permissions=(*row.permissions, further[name])) if name in further else row
        for key, row in ITEM_READERS.items()
        for name in [key.rpartition(":::")[2]]
    }


def _of_part(
    field: str,
    rows: Mapping[str, Action],
    place: StateInDefinition,
    machine: Machine,
) -> Iterator[Requirement]:
    text = place.text(field, "Resource")
    if text is None:
        # A ResultWriter without a Resource only transforms the output.
        return
    called = arn_fields(text)[-1]
    if called in rows:
        grants = rows[called].permissions
        payload = place.payload(field)
        yield from permissions_for(grants, payload, machine, place.at(field))
        yield from owners(payload, machine, place.at(field))
    else:
        yield Unknown(
            place.at(field),
            f"'{text}' is not a valid Resource for the {field} of a Map; write one that ends in "
            f"{' or '.join(map(repr, rows))}",
        )


def _of_children(place: StateInDefinition, machine: Machine) -> Iterator[Permission]:
    names = {"Machine": machine.name or "*", "Label": map_label(place)}
    payload = Payload(names, place.name)
    pointer = place.at("ItemProcessor")
    for one in permissions_for(CHILD_EXECUTIONS, payload, machine, pointer):
        widened = one.widened and (_NO_LABEL if machine.name else NO_NAME)
        yield attrs.evolve(one, widened=widened)
