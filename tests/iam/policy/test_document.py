"""The policy document: the least text that says the same, in each of its forms."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Definition, canonical_text
from sfn_dsl.iam.policy.document import covers, policy, size, size_warning
from sfn_dsl.iam.policy.explain import as_json, as_text
from sfn_dsl.iam.policy.formats import as_cloudformation, as_terraform
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Machine, Permission, Requirements

from ..asking import FUNCTION, TOPIC, asked, jsonata, states, task

GOLDENS = Path(__file__).parent / "goldens"

ORDERS = states(
    Charge=task("${Charge.Arn}"),
    Check=task("lambda:invoke", {"FunctionName": "${CheckArn}"}),
    Store=task(
        "dynamodb:putItem", {"TableName": "${Table}-${AWS::Region}", "Item": {}}, Next="Tell"
    ),
    Tell=task("sns:publish.waitForTaskToken", {"TopicArn.$": "$.topic", "Message": "m"}),
    Theirs=task("sqs:sendMessage", {"QueueUrl.$": "$.q"}, Credentials={"RoleArn": "r"}),
    Pay=jsonata(
        "http:invoke",
        {
            "ApiEndpoint": "https://api.example.com/pay",
            "Method": "POST",
            "Authentication": {"ConnectionArn": "${var.connection}"},
        },
    ),
    Each={
        "Type": "Map",
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED"},
            **states(Work=task("lambda:invoke", {"FunctionName": "work"})),
        },
    },
)


def test_the_page_of_one_definition_in_every_form(golden: Callable[[Path, str], None]) -> None:
    definition = Definition(ORDERS)
    found = derive(definition, Machine(name="orders", tracing=True))
    golden(GOLDENS / "orders.json", canonical_text(policy(found)))
    golden(GOLDENS / "orders.tf", as_terraform(policy(found)))
    golden(GOLDENS / "orders.template.json", canonical_text(as_cloudformation(policy(found))))
    golden(GOLDENS / "orders.explained.json", canonical_text(as_json(found)))
    golden(
        GOLDENS / "orders.notes.txt", "".join(f"{line}\n" for line in as_text(found, definition))
    )


def test_actions_on_the_same_resources_share_a_statement() -> None:
    found = asked(states(A=task("glue:startJobRun.sync", {"JobName": "j"})))
    (statement,) = policy(found)["Statement"]
    assert statement == {
        "Effect": "Allow",
        "Action": [
            *("glue:BatchStopJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:StartJobRun")
        ],
        "Resource": ["arn:aws:glue:eu-west-1:123456789012:job/j"],
    }


def test_what_another_resource_or_a_statement_without_condition_covers_is_left_out() -> None:
    condition = {"StringEquals": {"iam:PassedToService": "x"}}
    found = Requirements(
        (
            Permission("iam:PassRole", ("arn:aws:iam::1:role/a", "arn:aws:iam::1:role/*")),
            Permission("iam:PassRole", ("arn:aws:iam::1:role/b",), conditions=condition),
            Permission("iam:PassRole", ("arn:aws:iam::2:role/b",), conditions=condition),
        )
    )
    assert [
        (statement["Resource"], statement.get("Condition"))
        for statement in policy(found)["Statement"]
    ] == [(["arn:aws:iam::1:role/*"], None), (["arn:aws:iam::2:role/b"], condition)]


def test_the_order_of_states_is_not_part_of_the_policy() -> None:
    tasks = {"A": task(FUNCTION), "B": task("sns:publish", {"TopicArn": TOPIC}), "C": task("x:y")}
    texts = {
        canonical_text(policy(asked(states(**dict(order)))))
        for order in itertools.permutations(tasks.items())
    }
    assert len(texts) == 1


def test_a_machine_that_needs_nothing_has_a_policy_without_statements() -> None:
    found = policy(asked(states(A={"Type": "Succeed"})))
    assert found == {"Version": "2012-10-17", "Statement": []}
    assert as_terraform(found) == 'data "aws_iam_policy_document" "state_machine" {\n}\n'


@pytest.mark.parametrize(
    ("functions", "said"),
    [
        (10, ""),
        (60, "a managed policy at most 6,144"),
        (120, "inline policies of a role at most 10,240"),
    ],
)
def test_a_policy_too_large_for_iam_is_said_to_be_so(functions: int, said: str) -> None:
    tasks = {str(i): task(f"{FUNCTION}{i}") for i in range(functions)}
    warning = size_warning(policy(asked(states(**tasks))))
    assert said in warning
    assert bool(said) is bool(warning)


def test_white_space_is_not_part_of_a_policy_s_size() -> None:
    found = policy(asked(states(A=task(FUNCTION))))
    assert size(found) == len("".join(canonical_text(found).split()))
    assert size(found) == len("".join(json.dumps(found).split()))


arns = st.text(alphabet="ab:/*", max_size=8)


@given(arns, arns, arns)
def test_covering_is_an_order(one: str, other: str, third: str) -> None:
    assert covers(one, one)
    assert covers("*", one)
    if covers(one, other) and covers(other, third):
        assert covers(one, third)


@given(st.lists(arns, min_size=1, max_size=6))
def test_no_resource_that_is_kept_is_covered_by_another(resources: list[str]) -> None:
    found = policy(Requirements((Permission("a:B", tuple(resources)),)))
    kept = found["Statement"][0]["Resource"]
    assert not any(covers(one, other) for one in kept for other in kept if one != other)


@given(st.lists(arns, min_size=1, max_size=6))
def test_every_resource_asked_for_is_still_allowed(resources: list[str]) -> None:
    found = policy(Requirements((Permission("a:B", tuple(resources)),)))
    (statement,) = found["Statement"]
    assert all(any(covers(wide, one) for wide in statement["Resource"]) for one in resources)
