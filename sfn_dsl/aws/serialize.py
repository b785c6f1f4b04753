"""The structures that AWS takes and returns, to and from the values of `sfn_dsl.aws.api`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from sfn_dsl.arns import is_role_arn
from sfn_dsl.aws.api import Machine, Role, Simulated, Verdict
from sfn_dsl.model.settings import ROLE, TAGS, configuration


def role(answer: Mapping[str, Any]) -> Role:
    """A role of IAM; one that is not AWS's may have a document that is none.

    Raises ValueError for an ARN that no role has.
    """
    trust = document(answer.get("AssumeRolePolicyDocument"))
    created = answer["CreateDate"].timestamp()
    boundary = answer.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
    if not is_role_arn(answer["Arn"]):
        raise ValueError(answer["Arn"])
    return Role(answer["Arn"], created, trust if isinstance(trust, dict) else {}, boundary)


def document(answer: object) -> object:
    """A document of IAM, which botocore has decoded already, but for one that it could not."""
    if not isinstance(answer, str):
        return answer
    try:
        return json.loads(unquote(answer))
    except (ValueError, RecursionError):
        return answer


def simulated(answer: Mapping[str, Any]) -> Simulated:
    """One result of IAM's simulator."""
    boundary = answer.get("PermissionsBoundaryDecisionDetail") or {}
    organization = answer.get("OrganizationsDecisionDetail") or {}
    return Simulated(
        answer.get("EvalActionName", ""),
        answer.get("EvalDecision", ""),
        tuple(answer.get("MissingContextValues") or ()),
        tuple(str(one.get("SourcePolicyId", "")) for one in answer.get("MatchedStatements") or ()),
        boundary.get("AllowedByPermissionsBoundary"),
        organization.get("AllowedByOrganizations"),
    )


def context_entries(context: Mapping[str, str]) -> list[Any]:
    """Context keys with their values, as the simulator takes them."""
    types = {
        "aws:SecureTransport": "boolean",
        "aws:CurrentTime": "date",
        "aws:EpochTime": "numeric",
    }
    return [
        {
            "ContextKeyName": key,
            "ContextKeyType": types.get(key, "string"),
            "ContextKeyValues": [value],
        }
        for key, value in context.items()
    ]


def machine(answer: Mapping[str, Any]) -> Machine:
    """What DescribeStateMachine answers; raises KeyError where it is not AWS that answers."""
    return Machine(
        arn=answer["stateMachineArn"],
        name=answer["name"],
        type=answer["type"],
        status=answer.get("status", "ACTIVE"),
        definition=answer["definition"],
        role=answer[ROLE.member],
        settings={
            setting.name: dict(answer[setting.member])
            for setting in configuration()
            if answer.get(setting.member)
        },
        revision=answer.get("revisionId") or None,
        description=answer.get("description") or None,
    )


def verdict(answer: Mapping[str, Any]) -> Verdict:
    """One diagnostic of AWS's."""
    return Verdict(
        answer["severity"], answer["code"], answer["message"], answer.get("location") or ""
    )


def error(answer: Mapping[str, Any]) -> tuple[str, str] | None:
    """Code and text of an answer that is an error, None where it is not AWS that answers.

    Where botocore cannot read the answer, the text is all of it and a number of HTTP is the code.
    """
    details = answer.get("Error", {})
    code, said = str(details.get("Code") or ""), details.get("Message") or ""
    is_text = isinstance(said, str) and not said.lstrip().startswith(("<", "{"))
    return (code, str(said)) if is_text or (code and not code.isdigit()) else None


def parts(definition: str | None, role: str | None, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a request that creates or updates a machine, without those left out."""
    members = {
        "definition": definition,
        ROLE.member: role,
        **{setting.member: settings.get(setting.name) for setting in configuration()},
    }
    return {name: part for name, part in members.items() if part is not None}


def tag_list(tags: Mapping[str, str]) -> list[Any]:
    """Tags as AWS takes them."""
    listed: list[Any] = TAGS.to_aws(tags)
    return listed
