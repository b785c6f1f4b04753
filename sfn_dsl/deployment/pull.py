"""A machine that AWS holds, as what an author would have to write for it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from sfn_dsl.arns import read_arn, role_name
from sfn_dsl.aws.api import Api, Machine, RefusalError, Shape
from sfn_dsl.aws.retry import Tell
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.deployment.plan import Actual
from sfn_dsl.deployment.preflight import log_groups, own_tags
from sfn_dsl.errors import DeploymentError
from sfn_dsl.importer import Deployable
from sfn_dsl.model.workflow import Encryption, Logging, Target
from sfn_dsl.spelling import nearest


def arn_of(machine: str, place: Target) -> str:
    """The ARN of a machine that is given by name or by ARN.

    Raises DeploymentError for an ARN of something else, or of another place.
    """
    if not machine:
        raise DeploymentError("the name of the machine is empty; write its name or its ARN")
    if not machine.startswith("arn:"):
        return place.arn("states", f"stateMachine:{machine}")
    name = read_arn(machine).machine_name
    if name is None:
        raise DeploymentError(
            f"{machine!r} is not the ARN of a state machine; write its name, or "
            f"{place.arn('states', 'stateMachine:<name>')!r}"
        )
    if place.arn("states", f"stateMachine:{name}") != machine:
        raise DeploymentError(
            f"{machine!r} is not in account {place.account!r} and region {place.region!r}; use "
            "credentials of its account, or correct the ARN"
        )
    return machine


def held(api: Api, arn: str, tell: Tell) -> Actual:
    """A machine that AWS holds, and its tags where these may be asked for.

    Raises DeploymentError where there is none, with the name that may have been meant.
    """
    machine = api.describe_state_machine(arn)
    if machine is None or machine.is_going:
        why = "is being deleted" if machine else "does not exist"
        raise DeploymentError(f"the state machine {arn!r} {why}; {_advice(api, arn)}")
    try:
        return Actual(machine, api.list_tags_for_resource(arn))
    except RefusalError as refusal:
        if reason(refusal) is not Reason.DENIED:
            raise
        tell("these credentials may not list the machine's tags, so the source names none")
        return Actual(machine)


def deployable_of(actual: Actual, api: Api, place: Target) -> Deployable:
    """Name, role and settings of a machine, each left out where it is AWS's default."""
    machine = actual.machine
    tags = own_tags(actual.tags)
    return Deployable(
        machine.name,
        _role(machine, api),
        type=machine.type,
        logging=_logging(machine.logging or {}),
        tracing=True if (machine.tracing or {}).get("enabled") else None,
        encryption=_encryption(machine.encryption or {}),
        tags=tags or None,
        place=attrs.evolve(place, name="", role="", parameters={}),
    )


def _role(machine: Machine, api: Api) -> str:
    """The role's name where IAM finds that role by it, so that it holds in any account; or its ARN.

    A role that is gone, or that these credentials may not look up, is known by its ARN only.
    """
    name = role_name(machine.role)
    try:
        role = api.get_role(name)
    except DeploymentError:
        return machine.role
    return name if role is not None and role.arn == machine.role else machine.role


def _logging(shape: Shape) -> Logging | None:
    level, groups = shape.get("level", "OFF"), log_groups(shape)
    data = bool(shape.get("includeExecutionData"))
    if level == "OFF" and not groups and not data:
        return None
    if not groups:
        return Logging(level, include_execution_data=data)
    group = groups[0] if groups[0].endswith(":*") else f"{groups[0]}:*"
    return Logging(level, log_group=group, include_execution_data=data)


def _encryption(shape: Mapping[str, object]) -> Encryption | None:
    if shape.get("type", "AWS_OWNED_KEY") == "AWS_OWNED_KEY":
        return None
    seconds = shape.get("kmsDataKeyReusePeriodSeconds")
    key = str(shape.get("kmsKeyId", ""))
    if not isinstance(seconds, int):
        return Encryption(key)
    return Encryption(key, data_key_reuse_seconds=seconds)


def _advice(api: Api, arn: str) -> str:
    name = read_arn(arn).machine_name or ""
    try:
        near = nearest(name, [machine.name for machine in api.list_state_machines()])
    except DeploymentError:
        near = None
    meant = near and near != name
    return f"did you mean '{near}'?" if meant else "check the name, the account and the region"
