"""Payload templates, and single values that are a path or a call."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.errors import AuthoringError
from sfn_dsl.simulation.data.templates import compile_assign, compile_template, compile_value

Evaluate = Callable[..., Any]

DATA = {"a": {"b": [1, 2]}, "s": "text", "nothing": None}


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ({"x.$": "$.s"}, {"x": "text"}),
        ({"x.$": "$"}, {"x": DATA}),
        ({"x.$": "$.nothing"}, {"x": None}),
        ({"x.$": "$$.Execution.Id", "y.$": "$order.id"}, {"x": "arn:x", "y": 7}),
        ({"x.$": "States.Format('{}!', $.s)"}, {"x": "text!"}),
        ({"x": {"y": {"z.$": "$.a.b[1]"}}}, {"x": {"y": {"z": 2}}}),
        ({"x": [{"y.$": "$.s"}, "$.s", 1]}, {"x": [{"y": "text"}, "$.s", 1]}),
        ({"x": "$.s", "y.$": "$.s"}, {"x": "$.s", "y": "text"}),
        ([{"x.$": "$.s"}], [{"x": "text"}]),
        ({"x.$": "$.a.b[*]"}, {"x": [1, 2]}),
        ({"x.$": "$.a.b[5]"}, {"x": None}),
        ({"x.$": "$.no[*]"}, {"x": []}),
        ({".$": "$.s"}, {"": "text"}),
        ({"x.$.$": "$.s"}, {"x.$": "text"}),
        ("$.s", "$.s"),
        (None, None),
    ],
)
def test_a_template_is_filled_in(fill_in: Evaluate, template: Any, value: Any) -> None:
    before = copy.deepcopy(template)
    assert fill_in(template, DATA) == value
    assert template == before


def test_members_keep_their_order(fill_in: Evaluate) -> None:
    template = {"z.$": "$.s", "a": 1, "m.$": "$.s", "b": {"y.$": "$.s", "c": 2}}
    assert list(fill_in(template, DATA)) == ["z", "a", "m", "b"]


def test_what_has_nothing_to_fill_in_is_given_as_it_is(fill_in: Evaluate) -> None:
    template = {"a": [1, {"b": "$.s"}]}
    assert fill_in(template, DATA) is template
    filled = fill_in({"literal": template, "x.$": "$.a"}, DATA)
    assert filled["literal"] is template
    assert filled["x"] is DATA["a"]


def test_a_template_is_filled_in_anew_each_time(roots: Any) -> None:
    filled_in = compile_template({"x": [{"y.$": "$"}]})
    assert [filled_in(n, roots) for n in (1, 2)] == [{"x": [{"y": 1}]}, {"x": [{"y": 2}]}]


@pytest.mark.parametrize(
    ("template", "text"),
    [
        (
            {"x.$": "$.no"},
            (
                "The JSONPath '$.no' specified for the field 'x.$' could not be found in the "
                "input '{\"n\":1.0E7}'"
            ),
        ),
        (
            {"x": [{"deep.$": "$.n.no"}]},
            (
                "The JSONPath '$.n.no' specified for the field 'deep.$' could not be found in the "
                "input '{\"n\":1.0E7}'"
            ),
        ),
        (
            {"x.$": "$.n[0]"},
            (
                "The JSONPath '$.n[0]' specified for the field 'x.$' could not be found in the "
                "input '{\"n\":1.0E7}'"
            ),
        ),
        (
            {"x.$": "$$.No"},
            (
                "The JSONPath '$$.No' specified for the field 'x.$' could not be found in the "
                'input \'{"Execution":{"Id":"x"}}\''
            ),
        ),
        (
            {"x.$": "$no"},
            (
                "The JSONPath '$no' specified for the field 'x.$' could not be found in the "
                "input '{\"v\":1}'"
            ),
        ),
        (
            {"x.$": "States.Array($.no)"},
            (
                "The function 'States.Array($.no)' had the following error: The JsonPath argument "
                "for the field '$.no' could not be found in the input '{\"n\":1.0E7}'"
            ),
        ),
    ],
)
def test_what_is_not_there_is_named_with_its_field_and_the_input(
    roots: Any, fill_in: Evaluate, fault: Evaluate, template: Any, text: str
) -> None:
    roots.context = {"Execution": {"Id": "x"}}
    roots.variables = {"v": 1}
    assert fault(fill_in, template, {"n": 1e7}) == text


@pytest.mark.parametrize("path", ["$", "$.a", "$[0]", "$..a"])
def test_nothing_is_taken_from_a_null_input(fill_in: Evaluate, fault: Evaluate, path: str) -> None:
    assert fault(fill_in, {"x.$": path}, None) == (
        "Unable to apply Path transformation to null or empty input."
    )
    assert fill_in({"x.$": "$$.Execution.Id"}, None) == {"x": "arn:x"}


def test_a_single_value_names_its_field(roots: Any, fault: Evaluate) -> None:
    read = compile_value("$.Error", "ErrorPath")
    assert read({"Error": "E"}, roots) == "E"
    assert fault(read, {}, roots) == (
        "The JSONPath '$.Error' specified for the field 'ErrorPath' could not be found in the "
        "input '{}'"
    )
    assert compile_value("States.Format('{}', $.n)", "CausePath")({"n": 1}, roots) == "1"


def test_an_assign_gives_the_new_values_by_name(roots: Any) -> None:
    assign = compile_assign({"x": 1, "y.$": "$.n", "z.$": "$order.id"})
    assert assign({"n": [2]}, roots) == {"x": 1, "y": [2], "z": 7}


@pytest.mark.parametrize("value", [5, None, {"a": 1}, "text", "$.", "States.No()"])
def test_a_dynamic_value_that_is_no_path_and_no_call_is_refused(value: Any) -> None:
    with pytest.raises(AuthoringError):
        compile_template({"x.$": value})


LITERAL = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("ab$.", max_size=3).filter(lambda key: key[-2:] != ".$"), inner)
    ),
    max_leaves=8,
)


@given(LITERAL, LITERAL)
def test_a_template_without_dynamic_members_is_its_own_value(template: Any, data: Any) -> None:
    assert compile_template(template)(data, None) is template
