"""Fields that take one type of value."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.simulation.failures import QueryFault
from sfn_dsl.simulation.jsonata import fields
from sfn_dsl.simulation.jsonata.states_root import StatesRoot


def told(roots: Any, compiled: Any, given: Any = None) -> str:
    with pytest.raises(QueryFault) as fault:
        compiled(StatesRoot(given), roots())
    return fault.value.text


def test_a_value_of_another_type_is_told_with_its_type_and_text(roots: Any) -> None:
    items = fields.compile_array("{% $states.input %}", "Items")
    for given, what in (
        ("a", "'string' for value: \"a\""),
        (1, "'number' for value: 1"),
        (None, "'null' for value: null"),
        (True, "'boolean' for value: true"),
        ({"é": [1.5]}, "'object' for value: {\"é\":[1.5]}"),
    ):
        assert told(roots, items, given) == (
            "The JSONata expression '$states.input' specified for the field 'Items' returned an "
            f"unexpected result type. Expected 'array', but was {what}"
        )


def test_a_distributed_map_takes_an_object_for_an_array(roots: Any) -> None:
    items = fields.compile_array("{% $states.input %}", "Items", allow_object=True)
    assert items(StatesRoot({"a": 1}), roots()) == {"a": 1}


def test_an_array_may_hold_expressions(roots: Any) -> None:
    items = fields.compile_array([1, "{% $states.input %}"], "Items")
    assert items(StatesRoot(2), roots()) == [1, 2]
    assert "field 'Items[1]'" in told(roots, fields.compile_array([1, "{% $none %}"], "Items"))


def test_a_whole_number_may_be_written_as_a_fraction(roots: Any) -> None:
    seconds = fields.compile_integer("{% $states.input %}", "Seconds")
    assert seconds(StatesRoot(2.0), roots()) == 2
    assert told(roots, seconds, 1.5) == "The Seconds field cannot be parsed as an integer: 1.5"
    assert "Expected 'number', but was 'string' for value: \"3\"" in told(roots, seconds, "3")
    assert "Expected 'number', but was 'boolean'" in told(roots, seconds, True)


def test_numbers_have_bounds(roots: Any) -> None:
    timeout = fields.compile_integer("{% -1 %}", "TimeoutSeconds")
    assert told(roots, timeout) == "TimeoutSeconds must be between 0 and 99999999 but was: -1"
    zero = fields.compile_integer("{% 0 %}", "TimeoutSeconds")
    assert zero(StatesRoot(None), roots()) == 0
    percentage = fields.compile_number(
        "{% 100.5 %}", "ToleratedFailurePercentage", minimum=0, maximum=100
    )
    assert "must be between 0 and 100 but was: 100.5" in told(roots, percentage)


def test_the_last_part_of_a_location_names_the_field(roots: Any) -> None:
    most = fields.compile_integer("{% 1.5 %}", "ItemReader/ReaderConfig/MaxItems")
    assert told(roots, most) == "The MaxItems field cannot be parsed as an integer: 1.5"


def test_a_condition_is_true_or_false_and_nothing_else(roots: Any) -> None:
    condition = fields.compile_boolean("{% $states.input > 1 %}", "Choices[0]/Condition")
    assert condition(StatesRoot(2), roots()) is True
    assert fields.compile_boolean(False, "Choices[0]/Condition")(StatesRoot(2), roots()) is False
    text = told(roots, fields.compile_boolean("{% 'x' %}", "Choices[1]/Condition"))
    assert "field 'Choices[1]/Condition'" in text
    assert "Expected 'boolean', but was 'string'" in text


def test_a_literal_is_its_value(roots: Any) -> None:
    assert fields.compile_string("Oops", "Error")(StatesRoot(None), roots()) == "Oops"
    assert fields.compile_integer(5, "Seconds")(StatesRoot(None), roots()) == 5
