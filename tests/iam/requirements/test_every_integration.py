"""The permissions of every integration: a page to review, and laws that hold for all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.iam.policy.document import covers, policy
from sfn_dsl.iam.requirements.actions import IamAction, find_action
from sfn_dsl.language.aws_sdk.actions import RENAMED
from sfn_dsl.language.aws_sdk.dependent.table import DEPENDENT
from sfn_dsl.language.aws_sdk.operations import OPERATIONS
from sfn_dsl.language.permissions import (
    CHILD_EXECUTIONS,
    LOGGING,
    TRACING,
    Grant,
)
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.local import LocalAWS

from ..asking import asked, granted, states, task

GOLDENS = Path(__file__).parent / "goldens"
HOLE = re.compile(r"\{([A-Z][\w.~]*)[^}]*\}")
SAMPLES = {
    "AuthType": "IAM_ROLE",
    "ApiEndpoint": "https://abc123.execute-api.eu-west-1.amazonaws.com",
    "ConnectionArn": "arn:aws:events:eu-west-1:123456789012:connection/shop/0a1b",
    "HarnessArn": "arn:aws:bedrock-agentcore:eu-west-1:123456789012:harness/h1",
    "Id": "project:0a1b",
    "Ids": "project:0a1b",
    "Method": "GET",
    "ModelId": "amazon.titan-v1",
    "OutputLocation": "s3://results/queries/",
    "Path": "/orders",
    "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/work",
    "ReportArns": "arn:aws:codebuild:eu-west-1:123456789012:report/group:0a1b",
    "S3Uri": "s3://models/prompt.json",
}
# What the service's own guide says of actions for which IAM's data has other resources, or none.
BY_GUIDE = {
    "bedrock-agentcore:InvokeAgentRuntime": ":harness/",
    "states:InvokeHTTPEndpoint": ":stateMachine:",
}
# The catalog counts as a resource of whatever is in it, which IAM's data does not list each time.
CATALOG = "glue:"


def calls() -> Iterator[tuple[str, str]]:
    """Each integration as a task calls it, once for each way to wait that changes what it needs."""
    for key, row in ACTIONS.items():
        yield key, key
        if "sync" in row.waits:
            yield f"{key}.sync", key


CALLS = list(calls())


def parameters(key: str) -> dict[str, Any]:
    """Parameters that name each resource that an integration can need."""
    found: dict[str, Any] = {}
    for row in ACTIONS[key].permissions:
        condition = " ".join(value for keys in row.condition.values() for value in keys.values())
        for path in [*HOLE.findall(" ".join((*row.resources, condition))), row.when]:
            put(found, path.partition("!=")[0])
    return found


def put(found: dict[str, Any], path: str) -> None:
    *outer, last = path.split(".")
    for step in outer:
        found = found.setdefault(step, {})
    if last and not isinstance(found.get(last), dict):
        found[last] = SAMPLES.get(last, f"my-{last.lower()}")


def test_the_permissions_of_every_integration_are_those_on_the_page(
    golden: Callable[[Path, str], None],
) -> None:
    lines = []
    for call, key in CALLS:
        lines.append(call)
        for statement in policy(asked(states(A=task(call, parameters(key)))))["Statement"]:
            lines.append(f"  {' '.join(statement['Action'])}")
            lines += [f"    {resource}" for resource in statement["Resource"]]
            if "Condition" in statement:
                lines.append(f"    if {json.dumps(statement['Condition'])}")
    golden(GOLDENS / "every_integration.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize(("call", "key"), CALLS, ids=lambda value: value)
def test_every_granted_action_exists_and_works_on_the_resource_it_is_granted_on(
    call: str, key: str
) -> None:
    for name, resources in granted(task(call, parameters(key))).items():
        found = find_action(*name.split(":"))
        assert found is not None, f"IAM has no '{name}'"
        assert found.name == name
        for resource in resources:
            assert fits(found, resource) or name.startswith(CATALOG), (name, resource)


def fits(action: IamAction, resource: str) -> bool:
    """Tell whether an action works on a resource; on everything, where it knows no narrower."""
    if BY_GUIDE.get(action.name, "-") in resource:
        return True
    if resource == "*":
        return not action.types or action.name == "sns:Publish"
    patterns = (re.sub(r"\{\w+\}|\$\{\w+\}", "*", each.arn) for each in action.types)
    return any(covers(pattern, resource) for pattern in patterns)


@pytest.mark.parametrize(("call", "key"), CALLS, ids=lambda value: value)
def test_what_an_execution_decides_is_allowed_whatever_it_decides(call: str, key: str) -> None:
    shown = granted(task(call, parameters(key)))
    decided = granted(task(call, as_expressions(parameters(key))))
    assert shown.keys() <= decided.keys()
    for action, resources in shown.items():
        for resource in resources:
            assert any(covers(wide, resource) for wide in decided[action]), (action, resource)


def as_expressions(value: dict[str, Any]) -> dict[str, Any]:
    """The same parameters, each of which an execution decides."""
    return {
        name if isinstance(member, dict) else f"{name}.$": (
            as_expressions(member) if isinstance(member, dict) else "$.x"
        )
        for name, member in value.items()
    }


@pytest.mark.parametrize(("call", "key"), CALLS, ids=lambda value: value)
def test_whatever_is_wide_says_why(call: str, key: str) -> None:
    found = asked(states(A=task(call, as_expressions(parameters(key))))).permissions
    for one in found:
        is_wide = any("*" in resource for resource in one.resources) and one.resources != ("*",)
        always = one.action in ("lambda:InvokeFunction", "iam:CreateServiceLinkedRole")
        assert not is_wide or one.widened or always, one


def test_the_actions_of_renamed_operations_exist() -> None:
    prefixes = {"bedrockruntime": "bedrock", "timestreamquery": "timestream", "s3control": "s3"}
    for call, action in RENAMED.items():
        service = call.partition(":")[0]
        other, is_other, name = action.partition(":")
        prefix = prefixes.get(service, service)
        assert find_action(*((other, name) if is_other else (prefix, action))), call
    rows: list[Grant] = [row for rows in OPERATIONS.values() for row in rows]
    rows += [*CHILD_EXECUTIONS, LOGGING, TRACING]
    rows += [row for each in DEPENDENT for row in each.grants]
    for row in rows:
        for name in row.actions:
            assert find_action(*name.split(":")), name


@pytest.mark.slow
def test_iam_takes_every_policy() -> None:
    with LocalAWS() as aws:
        iam = aws.session().client("iam")
        for number, (call, key) in enumerate(CALLS):
            document = policy(asked(states(A=task(call, parameters(key)))))
            if document["Statement"]:
                iam.create_policy(PolicyName=f"p{number}", PolicyDocument=json.dumps(document))
        with pytest.raises(iam.exceptions.MalformedPolicyDocumentException):
            iam.create_policy(PolicyName="bad", PolicyDocument=json.dumps({"Statement": []}))
