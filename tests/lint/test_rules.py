"""Each rule's page holds its own cases: what is Bad is found by that rule, what is Good is not."""

from __future__ import annotations

import json
import re
from types import ModuleType
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Definition, Severity, read_json
from sfn_dsl.lint import lint
from sfn_dsl.lint.rules import rules

from .examples import example

PAGES = [cast("ModuleType", rule) for rule in rules()]


def codes(definition: Definition, page: ModuleType) -> set[str]:
    """What is found, without advice unless it is the page's own."""
    return {
        finding.code
        for finding in lint(definition, strict=True)
        if finding.severity is not Severity.INFO or finding.code == page.CODE
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__.rpartition(".")[2])
def test_the_bad_example_is_found_by_its_rule_alone_and_the_good_one_by_none(
    page: ModuleType,
) -> None:
    bad, good = example(page, "Bad"), example(page, "Good")
    if bad is None or good is None:
        assert "Bad:" in (page.__doc__ or "")
        pytest.skip("this page tells its examples in words")
    assert codes(bad, page) == {page.CODE}
    assert codes(good, page) == set()


def test_each_rule_has_a_code_of_its_own_and_a_page() -> None:
    assert len({page.CODE for page in PAGES}) == len(PAGES)
    for page in PAGES:
        assert re.match(r"\S.*\.\n\n", page.__doc__ or ""), page
        assert "ASL reference, section" in " ".join((page.__doc__ or "").split())


def found(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(f.code, f.pointer, f.message) for f in lint(Definition(document))]


def test_a_misspelt_target_is_reported_with_the_nearest_name_and_a_closed_scope_is_explained() -> (
    None
):
    branch = {"StartAt": "In", "States": {"In": {"Type": "Pass", "Next": "After"}}}
    document = {
        "StartAt": "frok",
        "States": {
            "Fork": {"Type": "Parallel", "Branches": [branch], "Next": "After"},
            "After": {"Type": "Succeed"},
        },
    }
    (start, inside) = found(document)
    assert start[:2] == ("SFN201", "/StartAt")
    assert start[2].endswith("did you mean 'Fork'?")
    assert inside[:2] == ("SFN201", "/States/Fork/Branches/0/States/In/Next")
    assert "a branch or processor is closed" in inside[2]


def test_states_that_only_lead_to_each_other_are_unreachable() -> None:
    document = {
        "StartAt": "A",
        "States": {
            "A": {"Type": "Succeed"},
            "B": {"Type": "Pass", "Next": "C"},
            "C": {"Type": "Pass", "Next": "B"},
        },
    }
    assert [finding[:2] for finding in found(document)] == [
        ("SFN203", "/States/B"),
        ("SFN203", "/States/C"),
    ]


def test_a_definition_over_the_limit_is_found() -> None:
    document = {
        "StartAt": "A",
        "States": {"A": {"Type": "Pass", "Comment": "x" * 1_048_576, "End": True}},
    }
    ((code, pointer, message),) = found(document)
    assert (code, pointer) == ("SFN802", "")
    assert "1,048,646 bytes" in message


FIELDS = [
    "StartAt",
    "States",
    "A",
    "B",
    "Type",
    "Next",
    "Default",
    "Choices",
    "Catch",
    "Branches",
    "ItemProcessor",
    "Iterator",
    "End",
]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(FIELDS),
            inner | st.sampled_from(["A", "B", "Pass", "Choice", "Map", "Parallel"]),
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(JSON)
def test_odd_input_raises_nothing(value: Any) -> None:
    for document in (value, {"StartAt": "A", "States": value}, {"StartAt": value, "States": {}}):
        for finding in lint(Definition(document), strict=True):
            assert finding.message


def test_findings_can_be_shown_as_json() -> None:
    definition = read_json('{"StartAt": "A", "States": {"B": {"Type": "Succeed"}}}', "x.json")
    assert json.dumps([finding.as_json() for finding in lint(definition)])
    assert str(lint(definition)[0]).startswith("x.json:1:2: error SFN201 'StartAt' names 'A'")
