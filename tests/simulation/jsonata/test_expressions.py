"""The language, as JSONata 2.0.6 has it."""

from __future__ import annotations

from typing import Any

import pytest

ORDERS = {
    "orders": [
        {"id": "o1", "total": 30, "lines": [{"sku": "a", "n": 1}, {"sku": "b", "n": 2}]},
        {"id": "o2", "total": 5, "lines": [{"sku": "a", "n": 4}]},
        {"id": "o3", "total": 12.5, "lines": []},
    ],
    "one": [{"id": "only"}],
    "empty": [],
    "nothing": None,
    "name": "Ada",
    "n": 3,
    "long": 9007199254740993,
    "longest": 9223372036854775807,
}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        # One result is itself, several are an array.
        ("$states.input.orders.id", ["o1", "o2", "o3"]),
        ("$states.input.one.id", "only"),
        ("$states.input.one.id[]", ["only"]),
        ("$states.input.one", [{"id": "only"}]),
        ("$states.input.empty", []),
        ("$states.input.nothing", None),
        # Nested arrays are flattened on the way.
        ("$states.input.orders.lines.sku", ["a", "b", "a"]),
        ("$states.input.orders.[lines.n]", [[1, 2], [4], []]),
        # Predicates.
        ("$states.input.orders[0].id", "o1"),
        ("$states.input.orders[-1].id", "o3"),
        ("$states.input.orders[1.9].id", "o2"),
        ("$states.input.orders[total > 10].id", ["o1", "o3"]),
        ("$states.input.orders.lines[0].n", [1, 4]),
        ("$states.input.(orders.lines)[0].n", 1),
        ("$states.input.orders[[0, 2]].id", ["o1", "o3"]),
        ("$states.input.orders[lines[n > 3]].id", "o2"),
        # Wildcards and descendants.
        ("$sum($states.input.orders.lines.*[$type($) = 'number'])", 7),
        ("$states.input.**.sku", ["a", "b", "a"]),
        # Order, grouping, positions, joins, parents.
        ("$states.input.orders^(total).id", ["o2", "o3", "o1"]),
        ("$states.input.orders^(>total).id", ["o1", "o3", "o2"]),
        ("$states.input.orders.lines{sku: $sum(n)}", {"a": 5, "b": 2}),
        ("$states.input.orders#$i[$i < 2].id", ["o1", "o2"]),
        (
            "$states.input.orders@$a.orders@$b[$a.id < $b.id].($a.id & $b.id)",
            ["o1o2", "o1o3", "o2o3"],
        ),
        ("$states.input.orders.lines.(%.id & sku)", ["o1a", "o1b", "o2a"]),
        # Construction leaves out what is undefined.
        ("{'a': $states.input.n, 'b': $states.input.none}", {"a": 3}),
        ("[1, $states.input.none, [2, 3], $states.input.orders.total]", [1, [2, 3], 30, 5, 12.5]),
        ("[1..3, 7]", [1, 2, 3, 7]),
        ("$states.input.orders.{id: total}", [{"o1": 30}, {"o2": 5}, {"o3": 12.5}]),
        # Conditions and booleans: what is undefined is false.
        ("$states.input.none ? 'yes' : 'no'", "no"),
        ("$states.input.none and true", False),
        ("$states.input.none or $states.input.n", True),
        ("[0] ? 'yes' : 'no'", "no"),
        ("$states.input.none = $states.input.none", False),
        ("$states.input.none != 1", False),
        ("{'a': [1, {'b': 2.0}]} = {'a': [1.0, {'b': 2}]}", True),
        ("true = 1", False),
        ("2 in [1, 2]", True),
        ("'x' in 'x'", True),
        # Numbers.
        ("7 / 2", 3.5),
        ("6 / 2", 3),
        ("-7 % 3", -1),
        ("$states.input.long + 1", 9007199254740994),
        ("$states.input.longest + 1", 9.223372036854775808e18),
        ("0.1 + 0.2", 0.30000000000000004),
        ("-$states.input.n", -3),
        # Text.
        ("$states.input.name & ' ' & $states.input.n & $states.input.none & true", "Ada 3true"),
        ("'a' < 'b'", True),
        # Functions of one's own, blocks, chains, partial application.
        ("($f := function($x) { $x * 2 }; $f(4))", 8),
        ("($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(10))", 3628800),
        ("($add := function($x, $y) { $x + $y }; $inc := $add(?, 1); $inc(4))", 5),
        ("$states.input.name ~> $uppercase() ~> $length()", 3),
        ("($both := $trim ~> $uppercase; $both(' a '))", "A"),
        ("$states.input.orders.total ~> $map(function($v, $i) { $v * $i })", [0, 5, 25]),
        ("($x := 1; ($x := 2; $x); $x)", 1),
        # A copy is transformed, and the input is not.
        (
            "($states.input ~> |orders[0]|{'total': 0}, ['lines']|).orders[0]",
            {"id": "o1", "total": 0},
        ),
        # Comments, and names in backquotes.
        ("/* a comment */ $states.input.`n`", 3),
    ],
)
def test_an_expression_has_its_value(evaluate: Any, expression: str, value: Any) -> None:
    found = evaluate(expression, ORDERS)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "expression",
    [
        "$states.input.none",
        "$states.input.empty.id",
        "$states.input.orders[9]",
        "$states.input.name.first",
        "$states.input.orders[total > 99]",
        "$none",
        "$states.input.none + 1",
        "$states.input.none > 1",
        "false ? 1",
        "[3..1][0]",
        "$sum($none)",
        "$map([], function($v) { $v })",
        "$states.result",
        "$states.errorOutput.Error",
        "$states.unknown",
    ],
)
def test_an_expression_that_finds_nothing_fails(fault: Any, expression: str) -> None:
    assert fault(expression, ORDERS) == "returned nothing (undefined)."


def test_variables_are_read_and_hide_functions_of_their_name(evaluate: Any, fault: Any) -> None:
    assert evaluate("$total.a[1]", variables={"total": {"a": [1, None]}}) is None
    assert evaluate("$count", variables={"count": 5}) == 5
    assert fault("$count([1])", variables={"count": 5}) == (
        "threw an error during evaluation. T1006: Attempted to invoke a non-function"
    )


def test_bindings_of_an_expression_hide_variables_and_do_not_change_them(evaluate: Any) -> None:
    variables = {"x": 1}
    assert evaluate("[$x, ($x := 2; $x), $x]", variables=variables) == [1, 2, 1]
    assert variables == {"x": 1}


def test_the_context_object_is_read_where_it_is_named(evaluate: Any) -> None:
    assert evaluate("$states.context.State.Name", context={"State": {"Name": "S"}}) == "S"


def test_values_are_shared_and_never_changed(evaluate: Any) -> None:
    given = {"items": [{"a": 1}, {"a": 2}], "empty": []}
    assert evaluate("$states.input.items", given) is given["items"]
    evaluate("$states.input.empty{'k': $}", given)
    evaluate("$states.input ~> |items|{'a': 0}|", given)
    evaluate("$append($states.input.items, [3]) ~> $reverse() ~> $shuffle()", given)
    assert given == {"items": [{"a": 1}, {"a": 2}], "empty": []}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1/0", "Infinity"),
        ("-1/0", "-Infinity"),
        ("0/0", "NaN"),
        ("[{'k': 1e308 * 10}]", "Infinity"),
    ],
)
def test_numbers_that_json_does_not_have_are_strings(
    evaluate: Any, expression: str, value: str
) -> None:
    assert value in str(evaluate(expression))
