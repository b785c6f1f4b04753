"""Values with expressions inside."""

from __future__ import annotations

import random
from typing import Any

import attrs
import pytest

from sfn_dsl.simulation.failures import QueryFault
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.jsonata.templates import compile_assign, compile_jsonata
from sfn_dsl.simulation.limits import Limits


@attrs.define
class Root:
    """Roots of an execution that a test sets."""

    context: dict[str, Any] = attrs.Factory(dict)
    variables: dict[str, Any] = attrs.Factory(dict)
    random: random.Random = attrs.Factory(lambda: random.Random(1))  # noqa: S311  # no secret
    now: float = 0.0
    limits: Limits = attrs.field(factory=Limits)


def test_expressions_are_replaced_at_any_depth_and_all_else_is_kept() -> None:
    made = compile_jsonata(
        {"a": [1, "{% $states.input.n %}", {"b": "{% $x %}"}], "c": "{%"}, "Output"
    )
    assert made(StatesRoot({"n": 2}), Root(variables={"x": None})) == {
        "a": [1, 2, {"b": None}],
        "c": "{%",
    }


def test_a_value_without_expressions_is_itself_its_result() -> None:
    value = {"a": [1, {"b": None}]}
    assert compile_jsonata(value, "Output")(StatesRoot({}), Root()) is value


def test_the_location_of_a_fault_names_members_and_elements() -> None:
    made = compile_jsonata({"a": {"b": ["x", "{% $states.input.none %}"]}}, "Output")
    with pytest.raises(QueryFault) as fault:
        made(StatesRoot({}), Root())
    assert fault.value.location == "Output/a/b[1]"
    assert fault.value.text == (
        "The JSONata expression '$states.input.none' specified for the field 'Output/a/b[1]' "
        "returned nothing (undefined)."
    )


def test_an_assign_reads_the_values_at_the_entry_of_the_state() -> None:
    swap = compile_assign({"a": "{% $b %}", "b": "{% $a %}"})
    assert swap(StatesRoot({}), Root(variables={"a": 1, "b": 2})) == {"a": 2, "b": 1}


def test_the_whole_of_states_has_only_what_there_is() -> None:
    whole = compile_jsonata("{% $states %}", "Output")
    assert whole(StatesRoot(1), Root(context={"c": 1})) == {"input": 1, "context": {"c": 1}}
    assert whole(StatesRoot(1, result=None), Root()) == {"input": 1, "context": {}, "result": None}
    assert whole(StatesRoot(1, error_output={}), Root())["errorOutput"] == {}
