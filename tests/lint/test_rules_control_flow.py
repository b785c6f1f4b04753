"""The rules of flow, choice, errors and maps as one family."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Definition, Severity
from sfn_dsl.lint.rules import express_waits, heartbeat_not_below_timeout, states_all_not_last
from sfn_dsl.lint.subject import Subject

from .control_flow import END, PAGES, asks, choice, found, machine, places
from .examples import definitions, example
from .work import calls


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__.rpartition(".")[2])
def test_a_page_s_bad_example_is_found_by_it_alone_and_its_good_one_by_none(
    page: ModuleType,
) -> None:
    bad, good = (example(page, title) for title in ("Bad", "Good"))
    assert bad is not None, page
    assert good is not None, page
    assert {other.CODE for other in PAGES if found(other, bad.document)} == {page.CODE}
    assert [other.CODE for other in PAGES if found(other, good.document)] == []


def test_the_codes_are_all_different() -> None:
    assert len({page.CODE for page in PAGES}) == len(PAGES)


def named(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.split())


FIELDS = named(
    "StartAt States A B Type Next Default Choices Catch Retry Branches ItemProcessor End"
    " ProcessorConfig Mode ErrorEquals And Or Not Variable StringMatches NumericEquals"
    " BooleanEquals IsPresent Condition Resource Parameters Label Timestamp TimestampEquals"
    " MaxDelaySeconds IntervalSeconds HeartbeatSeconds TimeoutSeconds Error"
)
WORDS = named(
    "A B Pass Choice Map Parallel Wait Task Fail States.ALL States.TaskFailed DISTRIBUTED EXPRESS"
    " $.a 2030-02-30T00:00:00Z 0000-01-01T00:00:60+23:59"
)
ATOMS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | WORDS
JSON = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=5),
    max_leaves=25,
)


@given(JSON, st.dictionaries(FIELDS, JSON, max_size=6), st.lists(JSON, max_size=4))
def test_odd_input_raises_nothing(value: Any, state: dict[str, Any], parts: list[Any]) -> None:
    rules = [{"And": parts}, {"Or": parts}, *parts]
    for document in (
        value,
        machine(A=state, B=END),
        machine(A={"Type": "Choice", "Choices": rules, "Default": "A"}, B=END),
        machine(A={"Type": "Task", "Retry": parts, "Catch": parts, "End": True}),
    ):
        for page in PAGES:
            assert all(isinstance(pointer, str) for pointer in places(page, document))


def test_deep_nesting_raises_nothing() -> None:
    rule: Any = asks("StringEquals", "a")
    operand: Any = "a"
    for _ in range(5_000):
        rule, operand = {"And": [rule]}, [operand]
    document = choice(rule, rule, asks("StringEquals", operand), {"Not": {"Or": [rule, rule]}})
    for page in PAGES:
        assert isinstance(places(page, document), list)


def wide(size: int) -> Subject:
    rules = [{**asks("NumericLessThan", -index), "Next": "S0"} for index in range(size)]
    handlers = [{"ErrorEquals": [f"E{index}"], "Next": "S0"} for index in range(size)]
    states: dict[str, Any] = {
        f"S{index}": {"Type": "Pass", "Next": f"S{index + 1}"} for index in range(size)
    }
    states[f"S{size}"] = {"Type": "Choice", "Choices": rules, "Default": "End"}
    states["End"] = {"Type": "Task", "Retry": handlers, "Catch": handlers, "End": True}
    return Subject(Definition(machine(**states)))


@pytest.mark.slow
def test_each_rule_s_work_grows_with_the_definition() -> None:
    for page in PAGES:
        least, most = (calls(partial(page.check, wide(size))) for size in (400, 4_000))
        assert most < 11 * least, page.CODE


def test_nothing_good_is_reported_more_than_advice(data: Path) -> None:
    for name, document in definitions(data / "lint" / "good"):
        for page in PAGES:
            told = [at for at, severity in found(page, document) if severity is not Severity.INFO]
            assert told == [], (name, page.CODE)


def test_what_aws_took_has_no_error(data: Path) -> None:
    for name, document in definitions(data / "conformance" / "executions"):
        for page in PAGES:
            told = found(page, document)
            assert Severity.ERROR not in [severity for _, severity in told], (name, page.CODE)


@pytest.mark.parametrize(
    ("file", "page", "pointer"),
    [
        ("catch-all-not-last", states_all_not_last, "/States/A/Catch/0/ErrorEquals/0"),
        ("heartbeat-ge-timeout", heartbeat_not_below_timeout, "/States/A/HeartbeatSeconds"),
        (
            "sync-in-express-child",
            express_waits,
            "/States/A/ItemProcessor/States/I/Resource",
        ),
    ],
)
def test_the_collected_defects_are_found(
    data: Path, file: str, page: ModuleType, pointer: str
) -> None:
    document = json.loads((data / "lint" / "defects" / f"{file}.json").read_text(encoding="utf-8"))
    assert found(page, document) == [(pointer, Severity.ERROR)]
