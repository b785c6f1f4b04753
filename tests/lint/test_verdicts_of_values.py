"""What a JSONata expression gives, where the expression alone decides it."""

from __future__ import annotations

from typing import Any

import pytest

from .verdicts import END, FUNCTION, jsonata, machine, mapped, verdicts

FAILS = "warning SFN607 /States/A/"


def state(kind: str, **fields: Any) -> dict[str, Any]:
    one = {"Type": kind, **fields, **({} if kind == "Fail" else {"End": True})}
    return {"QueryLanguage": "JSONata", **machine(A=one)}


@pytest.mark.parametrize(
    ("kind", "field", "text", "is_fit"),
    [
        ("Wait", "Seconds", "'a'", False),
        ("Wait", "Seconds", "1.5", False),
        ("Wait", "Seconds", "-1", False),
        ("Wait", "Seconds", "null", False),
        ("Wait", "Seconds", "true", False),
        ("Wait", "Seconds", "'a' & $states.input.b", False),
        ("Wait", "Seconds", "$string($states.input.b)", False),
        ("Wait", "Seconds", "$states.input.a > 5", False),
        ("Wait", "Seconds", "($x := 5; 'a')", False),
        ("Wait", "Seconds", "$states.input.a ? 'x' : 'y'", False),
        ("Wait", "Seconds", "[1]", False),
        ("Wait", "Seconds", "0.0", True),
        ("Wait", "Seconds", "100000000", True),
        ("Wait", "Seconds", "$states.input.a ? 5 : 'y'", True),
        ("Wait", "Seconds", "$states.input.a + 1", True),
        ("Wait", "Seconds", "$states.input.a", True),
        ("Wait", "Seconds", "[1,2][0]", True),
        ("Wait", "Seconds", "($string := function($x){5}; $string(1))", True),
        ("Wait", "Timestamp", "5", False),
        ("Wait", "Timestamp", "$millis()", False),
        ("Wait", "Timestamp", "$now()", True),
        ("Fail", "Error", "5", False),
        ("Fail", "Cause", "{'a': 1}", False),
        ("Fail", "Cause", "'a'", True),
        ("Task", "TimeoutSeconds", "'5'", False),
        ("Task", "TimeoutSeconds", "100000000", False),
        ("Task", "TimeoutSeconds", "60", True),
        ("Task", "HeartbeatSeconds", "1.5", False),
        ("Pass", "Output", "function($x){$x}", False),
        ("Pass", "Output", "($f := function($x){$x}; $f)", True),
        ("Pass", "Output", "'a'", True),
    ],
)
def test_the_value_of_a_field_is_of_its_type(
    kind: str, field: str, text: str, is_fit: bool
) -> None:
    task = {"Resource": FUNCTION} if kind == "Task" else {}
    found = verdicts(state(kind, **{field: f"{{% {text} %}}"}, **task))
    assert found == ([] if is_fit else [f"{FAILS}{field}"])


@pytest.mark.parametrize(
    ("condition", "is_fit"),
    [
        ("'true'", False),
        ("1", False),
        ("$states.input.a & ''", False),
        ("$states.input.a = 1", True),
        ("$exists($states.input.a)", True),
        ("$states.input.a", True),
    ],
)
def test_a_condition_is_true_or_false(condition: str, is_fit: bool) -> None:
    rule = {"Condition": f"{{% {condition} %}}", "Next": "B"}
    choice = {"Type": "Choice", "Choices": [rule], "Default": "B"}
    found = verdicts({"QueryLanguage": "JSONata", **machine(A=choice, B=END)})
    assert found == ([] if is_fit else [f"{FAILS}Choices/0/Condition"])


@pytest.mark.parametrize(
    ("items", "inline", "distributed"),
    [
        ("{% 'a' %}", False, False),
        ("{% {'a': 1} %}", False, True),
        ({"a": 1}, False, True),
        ("{% [1] %}", True, True),
        ([1], True, True),
    ],
)
def test_items_are_an_array(items: Any, inline: bool, distributed: bool) -> None:
    for is_fit, processor in ((inline, {"ProcessorConfig": {"Mode": "INLINE"}}), (distributed, {})):
        found = verdicts(mapped(QueryLanguage="JSONata", Items=items, processor=processor))
        assert found == ([] if is_fit else ["warning SFN607 /States/M/Items"])


@pytest.mark.parametrize(
    ("call", "is_fit"),
    [
        ("$length(1)", False),
        ("$substring()", False),
        ("$substring('a')", False),
        ("$substring('a', 'b')", False),
        ("$floor('a')", False),
        ("$floor($string(1))", False),
        ("$uppercase('a', 'b')", False),
        ("$length('a')", True),
        ("$length($states.input.a)", True),
        ("$states.input.names.$substring(0, 2)", True),
        ("$states.input.names.$uppercase()", True),
        ("$states.input.names[$length() > 5]", True),
        ("$states.input.a ~> $substring(0, 2)", True),
        ("$map($states.input.a, $floor)", True),
        ("($f := $substring(?, 0, 2); $f($states.input.a))", True),
        ("($length := function($x){$x}; $length(1))", True),
        ("$now()", True),
        ("$string($states.input)", True),
        ("$join($states.input.a)", True),
        ("$number('5')", True),
    ],
)
def test_a_function_is_given_what_it_takes(call: str, is_fit: bool) -> None:
    found = verdicts(jsonata(f"{{% {call} %}}"))
    assert found == ([] if is_fit else ["warning SFN607 /States/A/Output"])
