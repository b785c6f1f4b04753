"""What AWS says of expressions that fail."""

from __future__ import annotations

import re
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("$none(1)", "T1006: Attempted to invoke a non-function"),
        ("$eval('1')", "T1006: Attempted to invoke a non-function"),
        ("count([1])", "T1005: Attempted to invoke a non-function. Did you mean $count?"),
        ("1 + 'a'", 'T2002: The right side of the "+" operator must evaluate to a number'),
        ("null * 2", 'T2001: The left side of the "*" operator must evaluate to a number'),
        (
            "1 < 'a'",
            'T2009: The values 1 and "a" either side of operator "<" must be of the same data type',
        ),
        (
            "true > 1",
            (
                'T2010: The expressions either side of operator ">" must evaluate to numeric or'
                " string values"
            ),
        ),
        ("-'a'", 'D1002: Cannot negate a non-numeric value: "a"'),
        ("1/0 + 1", "D1001: Number out of range: null"),
        ("['a'..2]", "T2003: The left side of the range operator (..) must evaluate to an integer"),
        (
            "[1..2.5]",
            "T2004: The right side of the range operator (..) must evaluate to an integer",
        ),
        ("{1: 2}", "T1003: Key in object structure must evaluate to a string; got: 1"),
        ("{'a': 1, 'a': 2}", 'D1009: Multiple key definitions evaluate to same key: "a"'),
        (
            "1 ~> 2",
            "T2006: The right side of the function application operator ~> must be a function",
        ),
        ("$sum('a')", 'T0412: Argument 1 of function "sum" must be an array of "numbers"'),
        ("$abs('a')", 'T0410: Argument 1 of function "abs" does not match function signature'),
        (
            "$substring('a', 'b')",
            'T0410: Argument 2 of function "substring" does not match function signature',
        ),
        ("$count(1, 2)", 'T0410: Argument 2 of function "count" does not match function signature'),
        ("$number('x')", 'D3030: Unable to cast value to a number: "x"'),
        ("$sqrt(-1)", "D3060: The sqrt function cannot be applied to a negative number: -1"),
        (
            "$power(10, 999)",
            (
                "D3061: The power function has resulted in a value that cannot be represented "
                "as a JSON number: base=10, exponent=999"
            ),
        ),
        (
            "$formatNumber(1, 'x')",
            (
                "D3086: The sub-picture must not contain a passive character that is preceded "
                "by an active character and that is followed by another active character"
            ),
        ),
        (
            "$toMillis('soon')",
            (
                "D3110: The argument of the toMillis function must be an ISO 8601 formatted "
                'timestamp. Given "soon"'
            ),
        ),
        (
            "$map(['2026-01-01'], $toMillis)",
            'T0410: Argument 2 of function "toMillis" does not match function signature',
        ),
        (
            "$single([1, 2])",
            (
                "D3138: The $single() function expected exactly 1 matching result.  Instead it "
                "matched more."
            ),
        ),
        ("$error('no luck')", "D3137: no luck"),
        ("$assert(false, 'never')", "D3141: never"),
        ("$replace('ab', /a*/, '')", "D1004: Regular expression matches zero length string"),
        ("$string(1/0)", "D3001: Attempting to invoke string function on Infinity or NaN"),
        (
            "($f := function($a)<n>{ $a }; $f('x'))",
            'T0410: Argument 1 of function "f" does not match function signature',
        ),
    ],
)
def test_an_error_has_its_code_and_message(fault: Any, expression: str, told: str) -> None:
    assert fault(expression) == f"threw an error during evaluation. {told}"


@pytest.mark.parametrize(
    "expression", ["function($x) { $x }", "$count", "{'f': $sum}", "[function() { 1 }]", "/a/"]
)
def test_a_function_is_not_a_result(fault: Any, expression: str) -> None:
    assert fault(expression) == "returned an unsupported result type."


@pytest.mark.parametrize(
    "expression",
    [
        "$base64decode('!!!')",
        "$hash('a', 'sha-256')",
        "$range(1, 2, 0)",
        "$partition([1], -1)",
        "$parse('{')",
        "$parse('null')",
        "$parse('NaN')",
        "$parse('1e400')",
        '$parse(\'{"a": 1, "a": 2}\')',
    ],
)
def test_what_fails_inside_the_engine_is_told_by_an_identifier(fault: Any, expression: str) -> None:
    assert re.fullmatch(
        r"threw an internal error during evaluation\. [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        fault(expression),
    )


def test_the_text_of_an_expression_is_shown_without_blanks_around_it(fault: Any) -> None:
    assert fault("  $none  ") == "returned nothing (undefined)."


def test_an_expression_that_cannot_be_parsed_fails_where_it_is_evaluated(fault: Any) -> None:
    assert fault("1 +") == "threw an error during evaluation: unexpected end of expression"
