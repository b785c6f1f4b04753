"""Values with expressions inside."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.simulation.failures import QueryFault
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.jsonata.templates import compile_assign, compile_jsonata


def test_expressions_are_replaced_at_any_depth_and_all_else_is_kept(roots: Any) -> None:
    made = compile_jsonata(
        {"a": [1, "{% $states.input.n %}", {"b": "{% $x %}"}], "c": "{%"}, "Output"
    )
    assert made(StatesRoot({"n": 2}), roots(variables={"x": None})) == {
        "a": [1, 2, {"b": None}],
        "c": "{%",
    }


def test_a_value_without_expressions_is_itself_its_result(roots: Any) -> None:
    value = {"a": [1, {"b": None}]}
    assert compile_jsonata(value, "Output")(StatesRoot({}), roots()) is value


def test_the_location_of_a_fault_names_members_and_elements(roots: Any) -> None:
    made = compile_jsonata({"a": {"b": ["x", "{% $states.input.none %}"]}}, "Output")
    with pytest.raises(QueryFault) as fault:
        made(StatesRoot({}), roots())
    assert fault.value.location == "Output/a/b[1]"
    assert fault.value.text == (
        "The JSONata expression '$states.input.none' specified for the field 'Output/a/b[1]' "
        "returned nothing (undefined)."
    )


def test_an_assign_reads_the_values_at_the_entry_of_the_state(roots: Any) -> None:
    swap = compile_assign({"a": "{% $b %}", "b": "{% $a %}"})
    assert swap(StatesRoot({}), roots(variables={"a": 1, "b": 2})) == {"a": 2, "b": 1}


def test_the_whole_of_states_has_only_what_there_is(roots: Any) -> None:
    whole = compile_jsonata("{% $states %}", "Output")
    assert whole(StatesRoot(1), roots(context={"c": 1})) == {"input": 1, "context": {"c": 1}}
    assert whole(StatesRoot(1, result=None), roots()) == {"input": 1, "context": {}, "result": None}
    assert whole(StatesRoot(1, error_output={}), roots())["errorOutput"] == {}
