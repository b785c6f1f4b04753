"""No expression hangs the process, or takes its memory."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.simulation.limits import Limits

TIMEOUT = "threw an error during evaluation: Expression evaluation timeout: Check for infinite loop"
MEMORY = (
    "threw an error during evaluation: Expression evaluation memory limit exceeded: "
    "Check for excessive memory usage"
)
DEPTH = (
    "threw an error during evaluation: Stack overflow error: Check for non-terminating recursive "
    "function.  Consider rewriting as tail-recursive. Depth=101 max=100"
)
SOON = Limits(expression_steps=20_000)


@pytest.mark.parametrize(
    "expression",
    [
        "($f := function($x) { $f($x + 1) }; $f(1))",
        "[1..1000].([1..1000].$)",
        "$map([1..300000], function($v) { $v })",
        "$sort([1..100000], function($a, $b) { $a < $b })",
        "$contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/)",
        "$match($pad('', 100000, 'a'), /a+b/)",
        "$replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', /(a|a)*c/, 'x')",
    ],
)
def test_what_goes_on_for_too_long_is_ended(fault: Any, expression: str) -> None:
    assert fault(expression, limits=SOON) == TIMEOUT


@pytest.mark.parametrize(
    "expression",
    [
        "$pad('a', 1000000000)",
        "[1..873783] ~> $count()",
        "$range(1, 360146, 1)",
        "$range(1, 1e18, 1)",
        "($p := function($s, $n) { $n = 0 ? $s : $p($s & $s, $n - 1) }; $length($p('x', 23)))",
        "($p := function($s, $n) { $n = 0 ? $s : $p([$s, $s], $n - 1) }; $count($p([1], 40)))",
        "($p := function($s, $n) { $n = 0 ? $s : $p({'a': $s, 'b': $s}, $n - 1) }; $p({}, 60))",
        "($p := function($s, $n) { $n = 0 ? $s : $p($zip($s, $s), $n - 1) }; $p([1, 2], 60))",
        "[1..1000].$pad('a', 6000000)",
        "$replace($pad('', 1000, 'a'), 'a', $pad('', 1000000, 'b'))",
    ],
)
def test_what_needs_too_much_memory_is_ended(fault: Any, expression: str) -> None:
    assert fault(expression) == MEMORY


@pytest.mark.parametrize(
    "expression",
    [
        "($f := function($x) { 1 + $f($x + 1) }; $f(1))",
        "+".join(["1"] * 101),
        "(" * 101 + "1" + ")" * 101,
        "($f := function($x) { [$f($x)] }; $f(1))",
    ],
)
def test_what_is_nested_too_deeply_is_ended(fault: Any, expression: str) -> None:
    assert fault(expression) == DEPTH


def test_what_is_just_within_the_limits_has_its_value(evaluate: Any) -> None:
    assert evaluate("+".join(["1"] * 100)) == 100
    assert evaluate("$range(1, 360145, 1) ~> $count()") == 360145
    doubled = "($p := function($s, $n) { $n = 0 ? $s : $p($s & $s, $n - 1) }; $length($p('x', 22)))"
    assert evaluate(doubled) == 2**22


def test_a_tail_call_does_not_get_deeper(evaluate: Any) -> None:
    count = "($f := function($n) { $n = 0 ? 'done' : $f($n - 1) }; $f(5000))"
    assert evaluate(count) == "done"


def test_the_limits_can_be_set(evaluate: Any, fault: Any) -> None:
    deep = "+".join(["1"] * 150)
    assert evaluate(deep, limits=Limits(expression_depth=200)) == 150
    assert "Depth=6 max=5" in fault(deep, limits=Limits(expression_depth=5))
