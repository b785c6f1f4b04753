"""Roles held to what a machine asks of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.definition import Definition
from sfn_dsl.diagnostics import Severity
from sfn_dsl.iam.evaluation.calls import Identity, assume_role_context
from sfn_dsl.iam.evaluation.documents import read_document
from sfn_dsl.iam.evaluation.evaluate import (
    Decision,
    EvaluationResult,
    Policies,
    evaluate_trust,
)
from sfn_dsl.iam.requirements.model import Delegated, Permission, Requirements, Unknown
from sfn_dsl.iam.review.findings import findings, to_add
from sfn_dsl.iam.review.render import additions, as_json, as_text
from sfn_dsl.iam.review.review import Review, RoleDocuments, review
from sfn_dsl.interop.cloudformation import read_definition

from ..evaluation.role_cases import (
    ACCOUNT,
    ALLOWED,
    DENIED,
    FUNCTION,
    MISSING,
    REGION,
    TOPIC,
    UNKNOWN,
    Json,
    allow,
    deny,
    policy,
    when,
)
from ..evaluation.test_evaluate import DOCUMENTS, JSON

GOLDENS = Path(__file__).parent / "goldens"
MACHINE = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:nightly"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/team/Nightly"
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
IDENTITY = Identity(MACHINE, ROLE, NOW)
STATES = {"Service": "states.amazonaws.com"}
INVOKE = Permission("lambda:InvokeFunction", (FUNCTION,), ("/States/Back up/Resource",))
PUBLISH = Permission("sns:Publish", (TOPIC,), ("/States/Tell/Parameters", "/States/Warn"))
NEEDED = Requirements((INVOKE, PUBLISH))
INVOKING = allow(["lambda:InvokeFunction"], [FUNCTION])
PUBLISHING = allow(["sns:Publish"], [TOPIC])
DEFINITION = Definition(
    {"StartAt": "Back up", "States": {name: {"Type": "Task"} for name in ("Back up", "Tell")}}
)


def trusting(principal: object = STATES, effect: str = "Allow", **more: Any) -> Json:
    return {"Effect": effect, "Principal": principal, "Action": "sts:AssumeRole", **more}


def answered(*statements: Json, machine: str = MACHINE) -> EvaluationResult:
    document = read_document(policy(*statements), "its trust policy", "trust policy")
    return evaluate_trust(document, assume_role_context(Identity(machine)), REGION)


@pytest.mark.parametrize(
    ("statements", "decision"),
    [
        ([trusting()], ALLOWED),
        ([trusting({"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]})], ALLOWED),
        ([trusting({"Service": f"states.{REGION}.amazonaws.com"})], ALLOWED),
        ([trusting({"Service": "states.eu-west-1.amazonaws.com"})], MISSING),
        ([trusting({"Service": "lambda.amazonaws.com"})], MISSING),
        ([trusting({"AWS": f"arn:aws:iam::{ACCOUNT}:root"})], MISSING),
        ([trusting({"AWS": "999999999999"})], MISSING),
        ([trusting({"Federated": "accounts.google.com"})], MISSING),
        ([trusting("*")], ALLOWED),
        ([trusting({"AWS": "*"})], ALLOWED),
        ([trusting(), trusting(effect="Deny")], DENIED),
        ([trusting(), trusting("*", effect="Deny")], DENIED),
        ([trusting(), trusting({"Service": "lambda.amazonaws.com"}, effect="Deny")], ALLOWED),
        ([{**trusting(), "Action": "sts:*"}], ALLOWED),
        ([{**trusting(), "Action": ["STS:ASSUMEROLE", "sts:TagSession"]}], ALLOWED),
        ([{**trusting(), "Action": "sts:TagSession"}], MISSING),
        ([{"Effect": "Allow", "NotPrincipal": STATES, "Action": "*"}], MISSING),
        ([{"Effect": "Allow", "NotPrincipal": {"AWS": "1"}, "Action": "*"}], ALLOWED),
        ([], MISSING),
        ([trusting(Condition=when("StringEquals", "aws:SourceAccount", ACCOUNT))], ALLOWED),
        ([trusting(Condition=when("StringEquals", "aws:SourceAccount", "1"))], MISSING),
        ([trusting(Condition=when("ArnLike", "aws:SourceArn", MACHINE))], ALLOWED),
        ([trusting(Condition=when("ArnLike", "aws:SourceArn", f"{MACHINE[:-7]}*"))], ALLOWED),
        ([trusting(Condition=when("ArnEquals", "aws:SourceArn", f"{MACHINE}-old"))], MISSING),
        ([trusting(Condition=when("StringEquals", "sts:ExternalId", "x"))], MISSING),
        ([trusting(Condition=when("StringEquals", "aws:PrincipalOrgID", "o-1"))], UNKNOWN),
        (
            [
                trusting(),
                trusting(effect="Deny", Condition=when("ArnNotLike", "aws:SourceArn", MACHINE)),
            ],
            ALLOWED,
        ),
        (
            [
                trusting(),
                trusting(effect="Deny", Condition=when("Null", "aws:PrincipalTag/x", "true")),
            ],
            UNKNOWN,
        ),
    ],
)
def test_a_trust_policy_lets_step_functions_in_or_not(
    statements: list[Json], decision: Decision
) -> None:
    assert answered(*statements).decision is decision


def test_a_machine_without_a_name_leaves_conditions_on_its_name_undecided() -> None:
    nameless = f"{MACHINE[:-7]}*"
    on_name = trusting(Condition=when("ArnLike", "aws:SourceArn", MACHINE))
    on_region = trusting(Condition=when("ArnLike", "aws:SourceArn", f"{MACHINE[:-7]}*"))
    assert answered(on_name, machine=nameless).decision is UNKNOWN
    assert answered(on_region, machine=nameless).decision is ALLOWED


def test_a_distrusting_policy_says_whom_it_names_or_what_does_not_hold() -> None:
    other = answered(trusting({"Service": ["lambda.amazonaws.com", "ecs.amazonaws.com"]}))
    assert other.why == "its trust policy names 'lambda.amazonaws.com' and 'ecs.amazonaws.com'"
    condition = answered(trusting(Condition=when("StringEquals", "aws:SourceAccount", "1")))
    assert condition.why == (
        "the condition of statement 1 of its trust policy on 'aws:SourceAccount' is not met"
    )


def held(
    *statements: Json, trust_policy: Json | None = None, boundary: Json | None = None
) -> RoleDocuments:
    policies = Policies(
        (read_document(policy(*statements), "its inline policy 'Work'"),),
        None if boundary is None else read_document(boundary, "its permissions boundary 'Limit'"),
    )
    trusts = policy(trusting()) if trust_policy is None else trust_policy
    return RoleDocuments(
        "Nightly", policies, read_document(trusts, "its trust policy", "trust policy")
    )


def reviewed(
    role: RoleDocuments,
    requirements: Requirements = NEEDED,
    definition: Definition = DEFINITION,
) -> Review:
    return review(requirements, role, IDENTITY, definition)


def codes(found: Review) -> list[str]:
    return [finding.code for finding in findings(found, DEFINITION)]


def test_a_role_that_allows_just_what_is_needed_suffices_without_a_finding() -> None:
    found = reviewed(held(allow("lambda:InvokeFunction", FUNCTION), allow("sns:Publish", TOPIC)))
    assert (found.is_insufficient, found.is_conclusive, codes(found), additions(found)) == (
        False,
        True,
        [],
        "",
    )


def test_what_is_missing_is_an_error_with_the_statement_to_add_at_the_state() -> None:
    found = reviewed(held(allow("lambda:InvokeFunction", FUNCTION)))
    (finding,) = findings(found, DEFINITION)
    assert found.is_insufficient
    assert (finding.code, finding.pointer) == ("SFN921", "/States/Tell/Parameters")
    assert finding.message == (
        f"state 'Tell' and 1 more need 'sns:Publish' on '{TOPIC}', which the role 'Nightly' does "
        "not allow: no statement of its policies allows it; add to its policy: "
        f'{{"Effect": "Allow", "Action": ["sns:Publish"], "Resource": ["{TOPIC}"]}}'
    )


def test_findings_are_at_the_line_of_the_state() -> None:
    text = b'{"StartAt": "Tell",\n "States": {\n  "Tell": {\n   "Parameters": {}}}}'
    definition = read_definition(text, "nightly.asl.json", Path())
    found = reviewed(held(allow("lambda:*")))
    position = findings(found, definition)[0].position
    assert position is not None
    assert (position.file, position.line) == ("nightly.asl.json", 4)


def test_the_statements_to_add_are_as_few_as_there_can_be_and_would_do() -> None:
    more = Requirements(
        (
            *NEEDED.permissions,
            Permission("sns:Subscribe", (TOPIC,)),
            Permission("sns:Publish", (f"{TOPIC}2", TOPIC)),
            Permission(
                "iam:PassRole",
                ("*",),
                conditions=when("StringEquals", "iam:PassedToService", "ecs.amazonaws.com"),
            ),
        )
    )
    added = to_add(reviewed(held(), more))["policy"]
    by_ecs = when("StringEquals", "iam:PassedToService", "ecs.amazonaws.com")
    assert added == [
        allow(["iam:PassRole"], ["*"], Condition=by_ecs),
        allow(["lambda:InvokeFunction"], [FUNCTION]),
        allow(["sns:Publish"], [TOPIC, f"{TOPIC}2"]),
        allow(["sns:Subscribe"], [TOPIC]),
    ]
    mended = reviewed(held(*added), more)
    assert (mended.is_insufficient, mended.is_conclusive, codes(mended)) == (False, True, [])


def test_a_condition_that_the_call_is_made_with_is_known_to_hold() -> None:
    by_ecs = when("StringEquals", "iam:PassedToService", "ecs.amazonaws.com")
    passing = Permission("iam:PassRole", (ROLE,), conditions=by_ecs)
    for service, decision in {"ecs.amazonaws.com": ALLOWED, "batch.amazonaws.com": MISSING}.items():
        condition = when("StringEquals", "iam:PassedToService", service)
        role = held(allow("iam:PassRole", ROLE, Condition=condition))
        (checked,) = reviewed(role, Requirements((passing,))).checks
        assert checked.result.decision is decision


@pytest.mark.parametrize(
    ("key", "value", "decision"),
    [
        ("aws:PrincipalArn", ROLE, ALLOWED),
        ("aws:PrincipalAccount", ACCOUNT, ALLOWED),
        ("aws:ResourceAccount", "999999999999", MISSING),
        ("aws:RequestedRegion", REGION, ALLOWED),
        ("aws:RequestedRegion", "eu-west-1", MISSING),
        ("aws:SourceVpc", "vpc-1", UNKNOWN),
    ],
)
def test_what_is_known_of_every_call_decides_conditions(
    key: str, value: str, decision: Decision
) -> None:
    role = held(allow("*", Condition=when("StringEquals", key, value)))
    (checked,) = reviewed(role, Requirements((INVOKE,))).checks
    assert checked.result.decision is decision


def test_a_statement_that_has_expired_allows_nothing_any_more() -> None:
    expired = allow("*", Condition=when("DateLessThan", "aws:CurrentTime", "2026-01-01T00:00:00Z"))
    assert [one.result.decision for one in reviewed(held(expired)).checks] == [MISSING, MISSING]


def test_what_is_denied_is_an_error_that_names_the_statement() -> None:
    found = reviewed(held(allow("*"), deny("sns:*", TOPIC, Sid="Quiet")))
    finding = next(one for one in findings(found, DEFINITION) if one.code == "SFN922")
    assert found.is_insufficient
    assert finding.message.endswith(
        "which the role 'Nightly' is denied: statement 'Quiet' of its inline policy 'Work' denies "
        "it; narrow that statement"
    )


def test_what_is_unknown_is_a_warning_and_leaves_the_role_to_suffice() -> None:
    vpc = when("StringEquals", "aws:SourceVpc", "vpc-1")
    found = reviewed(held(allow(["lambda:*", "sns:*"], Condition=vpc)))
    warnings = [one for one in findings(found, DEFINITION) if one.severity is Severity.WARNING]
    assert (found.is_insufficient, found.is_conclusive) == (False, False)
    assert [one.code for one in warnings] == ["SFN923", "SFN923"]
    assert "is on 'aws:SourceVpc', whose value is not known" in warnings[0].message


def test_what_one_state_lacks_on_the_same_resources_is_one_finding() -> None:
    logs = [Permission(f"logs:{action}", ("*",)) for action in ("A", "B", "C")]
    at = ("/States/Tell/Parameters",)
    more = [Permission(f"sns:{action}", (TOPIC, f"{TOPIC}-2"), at) for action in ("D", "E")]
    found = reviewed(held(allow("lambda:*")), Requirements((*logs, *more)))
    messages = [one.message for one in findings(found, DEFINITION) if one.code == "SFN921"]
    heads = [message.partition(", which")[0] for message in messages]
    assert heads == [
        "the machine needs 'logs:A', 'logs:B' and 'logs:C' on '*'",
        f"state 'Tell' needs 'sns:D' and 'sns:E' on '{TOPIC}' and '{TOPIC}-2'",
    ]
    assert messages[0].endswith(
        'add to its policy: {"Effect": "Allow", "Action": ["logs:A", "logs:B", "logs:C"], '
        '"Resource": ["*"]}'
    )


def task(resource: str, **fields: Any) -> Definition:
    state = {"Type": "Task", "Resource": resource, **fields}
    return Definition({"StartAt": "Work", "States": {"Work": state}})


@pytest.mark.parametrize(
    ("resource", "permission", "decision"),
    [
        ("states:::glue:startJobRun.sync", Permission("glue:BatchStopJobRun", ("j",)), UNKNOWN),
        ("states:::glue:startJobRun.sync", Permission("glue:StartJobRun", ("j",)), MISSING),
        ("states:::aws-sdk:ec2:stopInstances", Permission("ec2:StopInstances", ("*",)), MISSING),
        ("states:::ecs:runTask", Permission("iam:PassRole", ("*",), widened="hidden"), UNKNOWN),
        ("states:::ecs:runTask", Permission("iam:PassRole", ("arn:aws:iam::1:role/r",)), MISSING),
        ("states:::batch:submitJob.sync", Permission("batch:DescribeJobs", ("*",)), UNKNOWN),
        ("states:::glue:startJobRun", Permission("glue:GetJobRun", ("j",)), MISSING),
        ("states:::dynamodb:getItem", Permission("dynamodb:GetItem", ("t",)), MISSING),
        ("states:::aws-sdk:s3:headObject", Permission("s3:GetObject", ("o",)), MISSING),
        ("states:::aws-sdk:s3:getObject", Permission("s3:GetObject", ("*",), widened="x"), MISSING),
        ("states:::sns:publish", Permission("xray:PutTraceSegments", ("*",)), UNKNOWN),
        ("states:::aws-sdk:kms:decrypt", Permission("kms:Decrypt", ("*",)), UNKNOWN),
    ],
)
def test_what_is_needed_only_at_times_is_never_reported_as_missing(
    resource: str, permission: Permission, decision: Decision
) -> None:
    needed = Permission(
        permission.action, permission.resources, ("/States/Work",), permission.widened
    )
    rule = Permission("events:PutRule", ("rule",), ("/States/Work",))
    needs = (needed, rule) if ".sync" in resource else (needed,)
    found = reviewed(held(), Requirements(needs), task(f"arn:aws:{resource}"))
    assert found.checks[0].result.decision is decision


@pytest.mark.parametrize(
    ("parameters", "asked"),
    [
        ({"FunctionName": FUNCTION}, [FUNCTION]),
        ({"FunctionName": FUNCTION, "Qualifier.$": "$.version"}, [FUNCTION, f"{FUNCTION}:*"]),
    ],
)
def test_versions_of_a_function_are_asked_for_where_a_task_names_one(
    parameters: Json, asked: list[str]
) -> None:
    needed = Permission("lambda:InvokeFunction", (FUNCTION, f"{FUNCTION}:*"), ("/States/Work",))
    definition = task("arn:aws:states:::lambda:invoke", Parameters=parameters)
    role = held(allow("lambda:InvokeFunction", FUNCTION))
    found = reviewed(role, Requirements((needed,)), definition)
    assert [one.required.request.resource for one in found.checks] == asked
    assert found.is_insufficient is (len(asked) > 1)
    wide = reviewed(
        held(allow("lambda:InvokeFunction", [FUNCTION, f"{FUNCTION}:*"])),
        Requirements((needed,)),
        definition,
    )
    assert (len(wide.checks), wide.excess, wide.is_insufficient) == (2, (), False)


def test_a_part_of_the_definition_that_is_not_known_is_named() -> None:
    unknown = Requirements(unknown=(Unknown("/States/Odd", "there is no action 'odd:Call'"),))
    (finding,) = findings(reviewed(RoleDocuments("R", Policies()), unknown), DEFINITION)
    assert (finding.code, finding.severity) == ("SFN924", Severity.WARNING)
    assert finding.message == (
        "what state 'Odd' needs is not known: there is no action 'odd:Call'; make sure that the "
        "role 'R' allows it"
    )


def test_a_role_that_a_task_assumes_is_named_and_not_looked_at() -> None:
    other = "arn:aws:iam::999999999999:role/Other"
    needed = Requirements(delegated=(Delegated(other, INVOKE), Delegated(other, PUBLISH)))
    found = reviewed(held(), needed)
    (finding,) = (one for one in findings(found, DEFINITION) if one.code == "SFN924")
    assert (finding.severity, finding.pointer) == (Severity.INFO, INVOKE.pointers[0])
    assert finding.message == (
        f"state 'Back up' and 2 more need the role '{other}' to allow 'lambda:InvokeFunction' and "
        "'sns:Publish'; that role is not reviewed, so make sure that it does and that it trusts "
        "this role"
    )
    assert not found.is_insufficient


def test_what_is_missing_from_the_boundary_is_to_be_added_there() -> None:
    found = reviewed(held(allow(["lambda:*", "sns:*"]), boundary=policy(allow("lambda:*"))))
    finding = next(one for one in findings(found, DEFINITION) if one.code == "SFN921")
    assert "; add to its permissions boundary: " in finding.message
    assert list(to_add(found)) == ["permission boundary"]


def test_an_untrusting_role_is_an_error_with_the_statement_to_write() -> None:
    lambdas = policy(trusting({"Service": "lambda.amazonaws.com"}))
    found = reviewed(held(allow("*"), trust_policy=lambdas))
    finding = findings(found, DEFINITION)[0]
    assert (finding.code, finding.severity, found.is_insufficient) == (
        "SFN920",
        Severity.ERROR,
        True,
    )
    assert finding.message == (
        "Step Functions may not assume the role 'Nightly': its trust policy names "
        "'lambda.amazonaws.com'; add to its trust policy: "
        '{"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, '
        '"Action": "sts:AssumeRole"}'
    )


@pytest.mark.parametrize(
    ("statement", "narrowed"),
    [
        (allow("lambda:InvokeFunction", FUNCTION), None),
        (allow("LAMBDA:invokefunction", FUNCTION), None),
        (allow("dynamodb:*"), []),
        (allow("sns:*", TOPIC), [PUBLISHING]),
        (allow("sns:Publish", "*"), [PUBLISHING]),
        (allow(["sns:Publish", "sns:Subscribe"], TOPIC), [PUBLISHING]),
        (
            allow("*"),
            [INVOKING, PUBLISHING],
        ),
        (
            {"Effect": "Allow", "NotAction": "iam:*", "Resource": TOPIC},
            [PUBLISHING],
        ),
        (
            allow("sns:*", TOPIC, Condition=when("Bool", "aws:SecureTransport", "true")),
            [{**PUBLISHING, "Condition": when("Bool", "aws:SecureTransport", "true")}],
        ),
    ],
)
def test_a_statement_that_allows_too_much_is_shown_as_narrow_as_it_could_be(
    statement: Json, narrowed: list[Json] | None
) -> None:
    excess = reviewed(held(statement)).excess
    assert [list(one.narrowed) for one in excess] == ([] if narrowed is None else [narrowed])


def test_a_narrowed_statement_is_not_in_excess() -> None:
    (one,) = reviewed(held(allow("*"))).excess
    assert reviewed(held(*one.narrowed)).excess == ()


def test_the_simulators_answers_are_taken_where_there_are_some() -> None:
    role = held(allow("*"))
    organization = EvaluationResult(DENIED, "a policy of the organization does not allow it")
    found = review(NEEDED, role, IDENTITY, DEFINITION, [organization, None])
    assert [(one.result.decision, one.is_simulated) for one in found.checks] == [
        (DENIED, True),
        (ALLOWED, False),
    ]


MIXED = held(
    allow("lambda:Invoke*", f"{FUNCTION}*"),
    allow("sqs:SendMessage", "*", Condition=when("StringEquals", "aws:SourceVpc", "vpc-1")),
    deny("sns:*", TOPIC, Sid="Quiet"),
    allow("sns:*", "*"),
)
QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:work"
MIXED_NEEDS = Requirements(
    (
        INVOKE,
        PUBLISH,
        Permission("sqs:SendMessage", (QUEUE,), ("/States/Queue",)),
        Permission("logs:CreateLogDelivery", ("*",)),
    ),
    (Unknown("/States/Odd", "there is no action 'odd:Call'"),),
)


def test_a_review_reads_as_its_goldens_do(golden: Callable[[Path, str], None]) -> None:
    found = reviewed(MIXED, MIXED_NEEDS)
    told = findings(found, DEFINITION)
    lines = "".join(f"{finding}\n" for finding in told)
    golden(GOLDENS / "mixed.txt", as_text(found) + lines + additions(found))
    golden(GOLDENS / "mixed.json", json.dumps(as_json(found, told), indent=2) + "\n")


@given(
    DOCUMENTS,
    DOCUMENTS,
    JSON,
    st.lists(st.builds(Permission, st.text(), st.tuples(st.text()), st.tuples(st.text()))),
)
def test_nothing_is_too_odd_to_review(
    document: object, trust_policy: object, odd: object, permissions: list[Permission]
) -> None:
    role = RoleDocuments(
        "Odd",
        Policies((read_document(document, "its policy"),)),
        read_document(trust_policy, "its trust policy", "trust policy"),
    )
    definition = Definition(odd if isinstance(odd, dict) else {"States": odd})
    found = review(Requirements((INVOKE, *permissions)), role, IDENTITY, definition)
    told = findings(found, definition)
    assert as_text(found)
    assert json.dumps(as_json(found, told))
