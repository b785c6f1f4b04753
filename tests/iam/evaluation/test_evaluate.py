"""What a role's policies make of a call, as IAM does."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.iam.evaluation.conditions import RequestContext
from sfn_dsl.iam.evaluation.documents import read_document
from sfn_dsl.iam.evaluation.evaluate import (
    AccessRequest,
    Decision,
    EvaluationResult,
    Policies,
    evaluate,
)

from .role_cases import (
    ALLOWED,
    CASES,
    DENIED,
    MISSING,
    TOPIC,
    UNKNOWN,
    Case,
    Json,
    allow,
    deny,
    policy,
    when,
)

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

DECISIONS = {"allowed": ALLOWED, "explicitDeny": DENIED, "implicitDeny": MISSING}
RANKS = (DENIED, MISSING, UNKNOWN, ALLOWED)

NAMES = itertools.count()


def policies(documents: tuple[Json, ...], boundary: Json | None = None) -> Policies:
    read = (read_document(one, f"policy '{n}'") for n, one in enumerate(documents, 1))
    bound = None if boundary is None else read_document(boundary, "the permissions boundary")
    return Policies(tuple(read), bound)


def answered(case: Case) -> EvaluationResult:
    return evaluate(
        AccessRequest(case.action, case.resource, case.context),
        policies(case.policies, case.boundary),
    )


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_role_allows_what_iam_says_it_does(case: Case) -> None:
    assert answered(case).decision is case.decision


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_emulator_of_iam_says_the_same(case: Case, emulated_iam: IAMClient) -> None:
    name = f"role-{next(NAMES)}"
    arn = emulated_iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    for number, document in enumerate(case.policies):
        emulated_iam.put_role_policy(
            RoleName=name, PolicyName=str(number), PolicyDocument=json.dumps(document)
        )
    (verdict,) = emulated_iam.simulate_principal_policy(
        PolicySourceArn=arn, ActionNames=[case.action], ResourceArns=[case.resource]
    )["EvaluationResults"]
    same = DECISIONS[verdict["EvalDecision"]] is case.decision
    assert same is (not case.unlike), case.unlike


def test_what_is_denied_names_the_statement() -> None:
    denied = answered(
        Case("", (policy(allow("*"), deny("sns:*", Sid="NoSns")),), "sns:Publish", TOPIC, DENIED)
    )
    assert denied.why == "statement 'NoSns' of policy '1' denies it"


def test_what_is_missing_says_where_it_must_be_added() -> None:
    bound = policy(allow("s3:*"))
    by_boundary = evaluate(
        AccessRequest("sns:Publish", TOPIC), policies((policy(allow("*")),), bound)
    )
    by_both = evaluate(AccessRequest("sns:Publish", TOPIC), policies((bound,), bound))
    assert by_boundary.missing_on == ("permission boundary",)
    assert by_both.missing_on == ("policy", "permission boundary")


@pytest.mark.parametrize(
    ("condition", "known", "decision"),
    [
        (when("StringEquals", "aws:x", "a", "b"), ("b",), ALLOWED),
        (when("StringEquals", "aws:x", "a"), ("A",), MISSING),
        (when("StringEqualsIgnoreCase", "aws:X", "a"), ("A",), ALLOWED),
        (when("StringNotEquals", "aws:x", "a", "b"), ("b",), MISSING),
        (when("StringNotEquals", "aws:x", "a"), (), ALLOWED),
        (when("StringLike", "aws:x", "a*c"), ("abc",), ALLOWED),
        (when("StringNotLike", "aws:x", "a*c"), ("abd",), ALLOWED),
        (when("StringEquals", "aws:x", "a*"), ("ab",), MISSING),
        (when("StringEquals", "aws:x", "${aws:x}"), ("ab",), ALLOWED),
        (when("StringEquals", "aws:x", "${aws:y}"), ("ab",), UNKNOWN),
        (when("StringEquals", "aws:x", "a"), (), MISSING),
        (when("StringEqualsIfExists", "aws:x", "a"), (), ALLOWED),
        (when("StringEqualsIfExists", "aws:x", "a"), ("b",), MISSING),
        (when("StringEqualsIfExists", "aws:x", "a"), None, UNKNOWN),
        (when("Null", "aws:x", "true"), (), ALLOWED),
        (when("Null", "aws:x", "true"), ("a",), MISSING),
        (when("Null", "aws:x", "false"), ("a",), ALLOWED),
        (when("Null", "aws:x", "false"), None, UNKNOWN),
        (when("ForAllValues:StringLike", "aws:x", "a*"), ("a", "ab"), ALLOWED),
        (when("ForAllValues:StringLike", "aws:x", "a*"), ("a", "b"), MISSING),
        (when("ForAllValues:StringLike", "aws:x", "a*"), (), ALLOWED),
        (when("ForAnyValue:StringLike", "aws:x", "a*"), ("b", "a"), ALLOWED),
        (when("ForAnyValue:StringLike", "aws:x", "a*"), (), MISSING),
        (when("Bool", "aws:x", "true"), ("true",), ALLOWED),
        (when("Bool", "aws:x", "true"), (), MISSING),
        (when("NumericLessThan", "aws:x", "10"), ("9.5",), ALLOWED),
        (when("NumericGreaterThanEquals", "aws:x", "10"), ("10",), ALLOWED),
        (when("NumericNotEquals", "aws:x", "10"), ("10.0",), MISSING),
        (when("NumericEquals", "aws:x", "ten"), ("10",), MISSING),
        (when("DateLessThan", "aws:x", "2026-12-01T00:00:00Z"), ("2026-11-26T10:00:00Z",), ALLOWED),
        (when("DateGreaterThan", "aws:x", "2026-12-01"), ("1795687200",), MISSING),
        (when("DateNotEquals", "aws:x", "2026-12-01"), ("2026-12-01T00:00:00+00:00",), MISSING),
        (when("IpAddress", "aws:x", "10.0.0.0/8"), ("10.2.3.4",), ALLOWED),
        (when("IpAddress", "aws:x", "2001:db8::/32"), ("2001:db8::1",), ALLOWED),
        (when("NotIpAddress", "aws:x", "10.0.0.0/8"), ("10.2.3.4",), MISSING),
        (
            when("ArnEquals", "aws:x", "arn:aws:iam::*:role/r*"),
            ("arn:aws:iam::1:role/r/x",),
            ALLOWED,
        ),
        (when("ArnLike", "aws:x", "arn:aws:*:role/r"), ("arn:aws:iam::1:role/r",), MISSING),
        (when("ArnNotLike", "aws:x", "arn:aws:iam::1:role/*"), ("arn:aws:iam::1:role/r",), MISSING),
        (when("BinaryEquals", "aws:x", "QQ=="), ("QQ==",), ALLOWED),
        (when("StringSounds", "aws:x", "a"), ("a",), UNKNOWN),
    ],
)
def test_a_condition_is_held_to_what_is_known(
    condition: Json, known: tuple[str, ...] | None, decision: Decision
) -> None:
    context = (
        RequestContext()
        if known is None
        else RequestContext({"aws:x": known} if known else {}, ABSENT)
    )
    held = policies((policy(allow("*", Condition=condition)),))
    assert evaluate(AccessRequest("sns:Publish", TOPIC, context), held).decision is decision


ABSENT = frozenset({"AWS:x"})

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
WORDS = ["*", "sns:*", "sns:Publish", "s3:?", TOPIC, "arn:aws:sns", "${a:b}", "a", ""]
VALUES = st.sampled_from(WORDS) | st.lists(st.sampled_from(WORDS), max_size=3) | JSON
CONDITIONS = st.dictionaries(
    st.sampled_from(["StringLike", "Null", "ArnLike", "ForAllValues:DateEquals", "Bool", "odd"]),
    st.dictionaries(st.sampled_from(["aws:SourceArn", "aws:x", ""]), VALUES, max_size=2) | JSON,
    max_size=2,
)
STATEMENTS = st.fixed_dictionaries(
    {},
    optional={
        "Effect": st.sampled_from(["Allow", "Deny", "allow"]) | JSON,
        "Action": VALUES,
        "NotAction": VALUES,
        "Resource": VALUES,
        "NotResource": VALUES,
        "Principal": st.dictionaries(st.sampled_from(["Service", "AWS"]), VALUES) | VALUES,
        "Condition": CONDITIONS | JSON,
    },
)
DOCUMENTS = JSON | st.fixed_dictionaries(
    {"Version": st.sampled_from(["2012-10-17", "2008-10-17"]) | JSON},
    optional={"Statement": st.lists(STATEMENTS | JSON, max_size=3) | STATEMENTS | JSON},
)
CALLS = st.builds(
    AccessRequest,
    st.sampled_from(["sns:Publish", "sns:*", "s3:GetObject"]) | st.text(),
    st.sampled_from([TOPIC, f"{TOPIC}*", "*"]) | st.text(),
    st.builds(RequestContext, st.dictionaries(st.just("aws:x"), st.tuples(st.sampled_from(WORDS)))),
)
PLAIN = st.builds(
    lambda effect, action, resource, condition: {
        "Effect": effect,
        "Action": action,
        "Resource": resource,
        "Condition": condition,
    },
    st.sampled_from(["Allow", "Deny"]),
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.sampled_from([{}, {"StringLike": {"aws:x": "a*"}}, {"Null": {"aws:y": "true"}}]),
)


@given(DOCUMENTS, DOCUMENTS, CALLS)
def test_no_document_is_too_odd_to_evaluate(
    document: object, boundary: object, call: AccessRequest
) -> None:
    held = Policies((read_document(document, "p"),), read_document(boundary, "b"))
    assert evaluate(call, held).decision in Decision


@given(st.lists(PLAIN, max_size=4), PLAIN, CALLS)
def test_one_more_denial_never_allows_more(
    held: list[Json], more: Json, call: AccessRequest
) -> None:
    before = evaluate(call, policies((policy(*held),)))
    after = evaluate(call, policies((policy(*held, {**more, "Effect": "Deny"}),)))
    assert RANKS.index(after.decision) <= RANKS.index(before.decision)


@given(st.lists(PLAIN, max_size=4), PLAIN, CALLS)
def test_one_more_allowance_never_denies(held: list[Json], more: Json, call: AccessRequest) -> None:
    before = evaluate(call, policies((policy(*held),)))
    after = evaluate(call, policies((policy(*held, {**more, "Effect": "Allow"}),)))
    assert RANKS.index(after.decision) >= RANKS.index(before.decision)


@given(st.lists(PLAIN, max_size=4), st.lists(PLAIN, max_size=3), CALLS)
def test_a_boundary_never_allows_more(
    held: list[Json], bound: list[Json], call: AccessRequest
) -> None:
    before = evaluate(call, policies((policy(*held),)))
    after = evaluate(call, policies((policy(*held),), policy(*bound)))
    assert RANKS.index(after.decision) <= RANKS.index(before.decision)


@given(st.lists(PLAIN, max_size=4), CALLS, st.sampled_from(WORDS))
def test_knowing_more_never_turns_a_sure_answer_round(
    held: list[Json], call: AccessRequest, value: str
) -> None:
    before = evaluate(
        AccessRequest(call.action, call.resource), policies((policy(*held),))
    ).decision
    knowing = RequestContext({"aws:x": (value.replace("*", "a"),)}, frozenset({"aws:y"}))
    after = evaluate(
        AccessRequest(call.action, call.resource, knowing), policies((policy(*held),))
    ).decision
    assert before is UNKNOWN or (before is ALLOWED) == (after is ALLOWED)
    assert before is UNKNOWN or after is not UNKNOWN
