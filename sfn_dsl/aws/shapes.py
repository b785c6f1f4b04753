"""The structures that AWS takes and returns, to and from the values of `sfn_dsl.aws.api`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfn_dsl.aws.api import Machine, Role, Shape, Verdict


def role(answer: Mapping[str, Any]) -> Role:
    """A role of IAM, whose trust policy botocore has already decoded into an object."""
    trust = answer.get("AssumeRolePolicyDocument")
    created = answer["CreateDate"].timestamp()
    return Role(answer["Arn"], created, trust if isinstance(trust, dict) else {})


def machine(answer: Mapping[str, Any]) -> Machine:
    """What DescribeStateMachine answers; raises KeyError where it is not AWS that answers."""
    return Machine(
        arn=answer["stateMachineArn"],
        name=answer["name"],
        type=answer["type"],
        status=answer.get("status", "ACTIVE"),
        definition=answer["definition"],
        role=answer["roleArn"],
        logging=_setting(answer.get("loggingConfiguration")),
        tracing=_setting(answer.get("tracingConfiguration")),
        encryption=_setting(answer.get("encryptionConfiguration")),
        revision=answer.get("revisionId") or None,
        description=answer.get("description") or None,
    )


def verdict(answer: Mapping[str, Any]) -> Verdict:
    """One diagnostic of AWS's."""
    return Verdict(
        answer["severity"], answer["code"], answer["message"], answer.get("location") or ""
    )


def parts(
    definition: str | None,
    role: str | None,
    logging: Shape | None,
    tracing: Shape | None,
    encryption: Shape | None,
) -> dict[str, Any]:
    """The members of a request that a machine is made or changed by, without those left out."""
    members = {
        "definition": definition,
        "roleArn": role,
        "loggingConfiguration": logging,
        "tracingConfiguration": tracing,
        "encryptionConfiguration": encryption,
    }
    return {name: part for name, part in members.items() if part is not None}


def tag_list(tags: Mapping[str, str]) -> list[Any]:
    """Tags as AWS takes them."""
    return [{"key": key, "value": value} for key, value in tags.items()]


def _setting(answer: Mapping[str, Any] | None) -> Shape | None:
    return dict(answer) if answer else None
