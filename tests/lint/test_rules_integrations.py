"""The rules of tasks and payloads as one family."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Severity

from .examples import definitions, example
from .integrations import RULES, everything, task


@pytest.mark.parametrize("page", RULES.values(), ids=RULES)
def test_each_page_s_bad_example_is_found_by_its_rule_alone_and_its_good_one_by_none(
    page: ModuleType,
) -> None:
    bad, good = (example(page, title) for title in ("Bad", "Good"))
    assert bad is not None, page
    assert good is not None, page
    assert {code for code, _ in everything(bad.document)} == {page.CODE}
    assert everything(good.document) == []


def test_no_definition_that_aws_took_has_an_error(data: Path) -> None:
    for name, document in definitions(data / "conformance" / "executions"):
        errors = [f for _, f in everything(document) if f.severity is Severity.ERROR]
        assert errors == [], name


def test_no_good_definition_is_flagged(data: Path) -> None:
    for name, document in definitions(data / "lint" / "good"):
        assert everything(document) == [], name


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("sdk-typo", "SFN702"),
        ("svc-typo", "SFN702"),
        ("sync-unsupported", "SFN703"),
        ("token-missing", "SFN705"),
    ],
)
def test_the_defects_of_this_family_are_found(data: Path, file: str, code: str) -> None:
    document = json.loads((data / "lint" / "defects" / f"{file}.json").read_text("utf-8"))
    assert [found_code for found_code, _ in everything(document)] == [code]


WORDS = st.sampled_from(
    [
        "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "arn:aws:states:::http:invoke",
        "arn:aws:states:::apigateway:invoke",
        "arn:aws:states:::aws-sdk:s3:putObject",
        "arn:aws:states:::ecs:runTask.sync",
        "Task",
        "Map",
        "JSONata",
        "$.a",
        "{% $states.input %}",
    ]
)
MEMBERS = st.sampled_from(
    [
        "Type",
        "Resource",
        "Parameters",
        "Arguments",
        "QueryLanguage",
        "Headers",
        "Retry",
        "Catch",
        "ErrorEquals",
        "ItemReader",
        "Overrides",
        "Method",
        "QueueUrl",
        "a.$",
        "Key.$",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(MEMBERS, inner, max_size=6),
    max_leaves=25,
)


@given(JSON, WORDS, JSON)
def test_odd_input_raises_nothing(value: Any, resource: str, given_: Any) -> None:
    everything(value)
    everything({"QueryLanguage": value, "StartAt": "A", "States": {"A": value, "B": given_}})
    everything(task(resource, Parameters=given_, Retry=value, ItemReader=value, InputPath=value))
    everything({**task(resource, Arguments=given_), "QueryLanguage": "JSONata"})
