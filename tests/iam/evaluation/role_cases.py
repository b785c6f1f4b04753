"""Roles and calls, each with what IAM makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from sfn_dsl.iam.evaluation.conditions import RequestContext
from sfn_dsl.iam.evaluation.evaluate import Decision

ALLOWED, DENIED, MISSING, UNKNOWN = Decision

REGION = "us-east-1"
ACCOUNT = "123456789012"
FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:backup"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:orders"
TABLE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/Orders"
BUCKET = "arn:aws:s3:::reports"

Json = Mapping[str, Any]


@attrs.frozen
class Case:
    """A role's policies and a call; ``unlike`` says why the emulator's verdict is another."""

    name: str
    policies: tuple[Json, ...]
    action: str
    resource: str
    decision: Decision
    boundary: Json | None = None
    context: RequestContext = attrs.field(factory=RequestContext)
    unlike: str = ""

    def __str__(self) -> str:
        return self.name


def policy(*statements: Json, version: str = "2012-10-17") -> Json:
    return {"Version": version, "Statement": list(statements)}


def allow(action: str | list[str], resource: str | list[str] = "*", **more: Any) -> Json:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: str | list[str], resource: str | list[str] = "*", **more: Any) -> Json:
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def case(name: str, *statements: Json, **facts: Any) -> Case:
    """A role of one policy that is asked whether it may publish, unless said otherwise."""
    asked = {"action": "sns:Publish", "resource": TOPIC, **facts}
    return Case(name, asked.pop("policies", (policy(*statements),)), **asked)


def when(operator: str, key: str, *values: str) -> Json:
    return {operator: {key: list(values) if len(values) != 1 else values[0]}}


TLS = RequestContext({"aws:SecureTransport": ("false",), "aws:SourceIp": ("127.0.0.1",)})
"""What the emulator takes for known of a simulated call."""

NO_CONTEXT = "the emulator does not know the key and takes it for absent"
NO_BOUNDARY = "the emulator simulates without the boundary"

CASES = (
    case("one action on one resource", allow("sns:Publish", TOPIC), decision=ALLOWED),
    case("another action", allow("sns:Subscribe", TOPIC), decision=MISSING),
    case("another resource", allow("sns:Publish", f"{TOPIC}-old"), decision=MISSING),
    case(
        "another account", allow("sns:Publish", TOPIC.replace("12345", "99945")), decision=MISSING
    ),
    case("another region", allow("sns:Publish", TOPIC.replace("east", "west")), decision=MISSING),
    case(
        "another partition", allow("sns:Publish", TOPIC.replace("aws", "aws-cn")), decision=MISSING
    ),
    case("no policies", policies=(), decision=MISSING),
    case("a policy of no statements that apply", allow("s3:*"), decision=MISSING),
    case("everything", allow("*"), decision=ALLOWED),
    case("every action of a service", allow("sns:*"), decision=ALLOWED),
    case("actions in other capitals", allow("SNS:publish", TOPIC), decision=ALLOWED),
    case("a resource in other capitals", allow("sns:Publish", TOPIC.upper()), decision=MISSING),
    case("a wildcard within an action", allow("sns:Pub*sh", TOPIC), decision=ALLOWED),
    case("a question mark within an action", allow("sns:Publis?", TOPIC), decision=ALLOWED),
    case("a question mark that matches none", allow("sns:Publish?", TOPIC), decision=MISSING),
    case("a wildcard at the end", allow("sns:Publish", TOPIC[:-3] + "*"), decision=ALLOWED),
    case("wildcards for fields", allow("sns:Publish", "arn:aws:sns:*:*:orders"), decision=ALLOWED),
    case(
        "one of several actions", allow(["sns:Subscribe", "sns:Publish"], TOPIC), decision=ALLOWED
    ),
    case("one of several resources", allow("sns:Publish", [f"{TOPIC}2", TOPIC]), decision=ALLOWED),
    case(
        "one of several statements",
        allow("sns:Publish", f"{TOPIC}2"),
        allow("sns:Publish", TOPIC),
        decision=ALLOWED,
    ),
    case(
        "one of several policies",
        policies=(policy(allow("s3:*")), policy(allow("sns:Publish", TOPIC))),
        decision=ALLOWED,
    ),
    case(
        "a statement that is no list", policies=({"Statement": allow("sns:*")},), decision=ALLOWED
    ),
    case("denied", allow("sns:*"), deny("sns:Publish", TOPIC), decision=DENIED),
    case("denied, and never allowed", deny("sns:Publish", TOPIC), decision=DENIED),
    case("denied elsewhere", allow("sns:*"), deny("sns:*", f"{TOPIC}2"), decision=ALLOWED),
    case("another action denied", allow("sns:*"), deny("sns:Delete*"), decision=ALLOWED),
    case(
        "denied by another policy",
        policies=(policy(allow("*")), policy(deny("sns:*", "arn:aws:sns:*"))),
        decision=DENIED,
    ),
    case(
        "all actions but others",
        {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},
        decision=ALLOWED,
    ),
    case(
        "all actions but this",
        {"Effect": "Allow", "NotAction": ["iam:*", "sns:Pub*"], "Resource": "*"},
        decision=MISSING,
    ),
    case(
        "denied all actions but others",
        allow("*"),
        {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"},
        decision=DENIED,
    ),
    case(
        "denied all actions but this",
        allow("*"),
        {"Effect": "Deny", "NotAction": "sns:*", "Resource": "*"},
        decision=ALLOWED,
    ),
    case(
        "all resources but others",
        {"Effect": "Allow", "Action": "sns:*", "NotResource": f"{TOPIC}2"},
        decision=ALLOWED,
    ),
    case(
        "all resources but this",
        {"Effect": "Allow", "Action": "sns:*", "NotResource": [TOPIC]},
        decision=MISSING,
    ),
    case(
        "denied all resources but others",
        allow("*"),
        {"Effect": "Deny", "Action": "sns:*", "NotResource": f"{TOPIC}2"},
        decision=DENIED,
    ),
    case(
        "denied all resources but this",
        allow("*"),
        {"Effect": "Deny", "Action": "sns:*", "NotResource": "arn:aws:sns:*:*:ord*"},
        decision=ALLOWED,
    ),
    case(
        "a condition that holds",
        allow("sns:*", Condition=when("Bool", "aws:SecureTransport", "false")),
        context=TLS,
        decision=ALLOWED,
    ),
    case(
        "a condition that does not hold",
        allow("sns:*", Condition=when("Bool", "aws:SecureTransport", "true")),
        context=TLS,
        decision=MISSING,
    ),
    case(
        "denied on a condition that holds",
        allow("sns:*"),
        deny("*", Condition=when("Bool", "aws:SecureTransport", "false")),
        context=TLS,
        decision=DENIED,
    ),
    case(
        "denied on a condition that does not hold",
        allow("sns:*"),
        deny("*", Condition=when("BoolIfExists", "aws:SecureTransport", "true")),
        context=TLS,
        decision=ALLOWED,
    ),
    case(
        "an address within a network",
        allow("sns:*", Condition=when("IpAddress", "aws:SourceIp", "10.0.0.0/8", "127.0.0.0/8")),
        context=TLS,
        decision=ALLOWED,
    ),
    case(
        "an address that must be outside of a network",
        allow("sns:*", Condition=when("NotIpAddress", "aws:SourceIp", "10.0.0.0/8", "127.0.0.1")),
        context=TLS,
        decision=MISSING,
    ),
    case(
        "two conditions of which one fails",
        allow(
            "sns:*",
            Condition={
                **when("Bool", "aws:SecureTransport", "false"),
                **when("IpAddress", "aws:SourceIp", "10.0.0.0/8"),
            },
        ),
        context=TLS,
        decision=MISSING,
    ),
    case(
        "a role of a service",
        policies=(policy(allow(["lambda:InvokeFunction"], ["*"])),),
        action="lambda:InvokeFunction",
        resource=FUNCTION,
        decision=ALLOWED,
    ),
    case(
        "a version of a function that only the function is allowed of",
        allow("lambda:InvokeFunction", FUNCTION),
        action="lambda:InvokeFunction",
        resource=f"{FUNCTION}:7",
        decision=MISSING,
    ),
    case(
        "a table by wildcard, and its indexes",
        allow("dynamodb:*Item", f"{TABLE}*"),
        action="dynamodb:GetItem",
        resource=f"{TABLE}/index/ByDay",
        decision=ALLOWED,
    ),
    case(
        "an object below a prefix",
        allow("s3:GetObject", f"{BUCKET}/2026/*"),
        action="s3:GetObject",
        resource=f"{BUCKET}/2026/11/26.csv",
        decision=ALLOWED,
    ),
    case(
        "a bucket where its objects are allowed",
        allow("s3:ListBucket", f"{BUCKET}/*"),
        action="s3:ListBucket",
        resource=BUCKET,
        decision=MISSING,
    ),
    case(
        "an action that takes no resources, allowed on some",
        allow("xray:PutTraceSegments", "*"),
        action="xray:PutTraceSegments",
        resource="*",
        decision=ALLOWED,
    ),
    # From here on the emulator does not say what IAM does.
    case(
        "within its boundary",
        allow("sns:*"),
        boundary=policy(allow(["sns:*", "lambda:*"])),
        decision=ALLOWED,
    ),
    case(
        "outside of its boundary",
        allow("sns:*"),
        boundary=policy(allow("lambda:*")),
        decision=MISSING,
        unlike=NO_BOUNDARY,
    ),
    case(
        "only within its boundary",
        allow("s3:*"),
        boundary=policy(allow("*")),
        decision=MISSING,
    ),
    case(
        "denied by its boundary",
        allow("sns:*"),
        boundary=policy(allow("*"), deny("sns:*")),
        decision=DENIED,
        unlike=NO_BOUNDARY,
    ),
    case(
        "a condition on what nobody knows",
        allow("sns:*", Condition=when("StringEquals", "aws:SourceVpc", "vpc-1")),
        decision=UNKNOWN,
        unlike=NO_CONTEXT,
    ),
    case(
        "denied on a condition on what nobody knows",
        allow("sns:*"),
        deny("sns:*", Condition=when("StringNotEquals", "aws:SourceVpc", "vpc-1")),
        decision=UNKNOWN,
        unlike=NO_CONTEXT,
    ),
    case(
        "a resource that depends on a tag of the role",
        allow("sns:*", f"{TOPIC[:-6]}${{aws:PrincipalTag/team}}"),
        decision=UNKNOWN,
        unlike="the emulator takes policy variables for text",
    ),
    case(
        "a policy variable where there are none yet",
        policies=(policy(allow("sns:*", f"{TOPIC[:-6]}${{aws:x}}"), version="2008-10-17"),),
        decision=MISSING,
    ),
    case(
        "any topic of the account, where one is allowed",
        allow("sns:Publish", TOPIC),
        resource=f"{TOPIC[:-6]}*",
        decision=UNKNOWN,
        unlike="the emulator takes the wildcard asked for as text",
    ),
    case(
        "any topic of the account, where all are allowed",
        allow("sns:Publish", "arn:aws:sns:*:*:*"),
        resource=f"{TOPIC[:-6]}*",
        decision=ALLOWED,
    ),
    case(
        "any topic of the account, where one is denied",
        allow("sns:*"),
        deny("sns:*", TOPIC),
        resource=f"{TOPIC[:-6]}*",
        decision=UNKNOWN,
        unlike="the emulator takes the wildcard asked for as text",
    ),
    case(
        "any topic of the account, where all topics are denied",
        allow("sns:*"),
        deny("sns:*", f"{TOPIC[:-6]}*"),
        resource=f"{TOPIC[:-6]}*",
        decision=DENIED,
    ),
)
