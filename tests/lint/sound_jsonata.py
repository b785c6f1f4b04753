"""Sound machines in JSONata."""

from __future__ import annotations

from typing import Any

from .defects import END, machine
from .sound import TASK, choosing, expression, jsonata, passing

JSONATA: dict[str, dict[str, Any]] = {
    # JSONata
    "functions of functions": expression(
        "( $double := function($x) { $x * 2 };"
        " $twice := function($f) { function($x) { $f($f($x)) } };"
        " $map($states.input.rows, function($r, $i, $a) {"
        " $twice($double)($r.n) + $i - $count($a) }) )"
    ),
    "expressions use the context item inside paths": expression(
        "$states.input.orders[total > 3 and $.paid]"
        ".{ 'id': id, 'of': $.customer.name, 'n': $count(lines) }^(>id, <of)"
    ),
    "expressions group, bind positions and join": expression(
        "$states.input.books@$b#$i.$states.input.loans@$l[$l.isbn = $b.isbn]"
        ".{ 'n': $i, 't': $b.title }"
    ),
    "expressions group by key": expression(
        "$states.input.lines{ kind: $sum(price), 'all': [$.price] }"
    ),
    "expressions match regular expressions": expression(
        "$replace($states.input.s, /([a-z]+)\\/(\\d{2,})/i,"
        " function($m) { $uppercase($m.groups[0]) })"
        " & $join($match($states.input.s, /%\\}|\\$x/).match) & $states.input.t ~> /^a/"
    ),
    "expressions pipe, compose and apply in part": expression(
        "( $first := $substring(?, 0, 5); $trimmed := $trim ~> $uppercase;"
        " $states.input.s ~> $trimmed ~> $first() )"
    ),
    "expressions transform a part": expression(
        "$states.input ~> | lines[price > 1] | { 'price': price * 2, 'was': $.price }, ['secret'] |"
    ),
    "expressions recurse": expression(
        "( $f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f($states.input.n) )"
    ),
    "expressions fold, sift and sort": expression(
        "$reduce($sort($states.input.a, function($l, $r) { $l.n > $r.n }),"
        " function($p, $c) { $p + $c.n }, 0)"
        " & $string($sift($states.input.o, function($v, $k) { $k ~> /^x/ }))"
        " & $string($each($states.input.o, function($v, $k) { $k }))"
    ),
    "expressions ask AWS's own functions": expression(
        "[$uuid(), $hash('a', 'SHA-256'), $random(7), $parse('[1]'), $partition([1..5], 2),"
        " $range(0, 10, 2)]"
    ),
    "expressions quote names and comment": expression(
        "/* $ and $$ mean nothing here */ $states.input.`my key`.'other key'.**.price.%.id"
    ),
    "a variable is asked for before it is there": jsonata(
        A=choosing(
            {"Condition": "{% $exists($list) and $count($list) > 3 %}", "Next": "C"}, default="B"
        ),
        B=passing(
            "A", Assign={"list": "{% $append($exists($list) ? $list : [], $states.input.n) %}"}
        ),
        C=END,
    ),
    "the members of $states stand where they may": jsonata(
        A={
            "Type": "Task",
            "Resource": f"{TASK}lambda:invoke",
            "Arguments": {
                "FunctionName": "{% $states.input.f & ':' & $states.context.Execution.Name %}",
                "Payload": "{% $states.input %}",
            },
            "Assign": {"r": "{% $states.result.Payload %}", "i": "{% $states.input %}"},
            "Output": "{% $merge([$states.input, { 'r': $states.result.Payload }]) %}",
            "TimeoutSeconds": "{% $states.input.limit %}",
            "Catch": [
                {
                    "ErrorEquals": ["States.ALL"],
                    "Assign": {"r": None, "i": "{% $states.errorOutput.Cause ~> $parse %}"},
                    "Output": "{% { 'why': $states.errorOutput, 'of': $states.input } %}",
                    "Next": "B",
                }
            ],
            "Next": "B",
        },
        B=passing(Output={"r": "{% $r %}", "i": "{% $i %}", "literal": "costs $5", "{% k %}": 1}),
    ),
    "a JSONata Map selects, and its branches assign": jsonata(
        A=passing("B", Assign={"rate": 2}),
        B={
            "Type": "Map",
            "Items": "{% [$states.input.rows[n > 1]] %}",
            "ItemSelector": {
                "n": "{% $states.context.Map.Item.Value.n * $rate %}",
                "i": "{% $states.context.Map.Item.Index %}",
            },
            "MaxConcurrency": "{% $min([$rate, 3]) %}",
            "ItemProcessor": machine(
                I={
                    "Type": "Parallel",
                    "Arguments": {"n": "{% $states.input.n %}"},
                    "Branches": [
                        machine(
                            J=passing("K", Assign={"x": "{% $states.input.n + $rate %}"}),
                            K=passing(Output="{% $x %}"),
                        ),
                        machine(
                            L=passing("M", Assign={"x": 1}), M=passing(Output="{% $x * $rate %}")
                        ),
                    ],
                    "Output": "{% $sum($states.result) %}",
                    "End": True,
                }
            ),
            "Assign": {"sums": "{% $states.result %}"},
            "Next": "C",
        },
        C={"Type": "Wait", "Seconds": "{% $max($sums) %}", "Next": "D"},
        D={
            "Type": "Fail",
            "Error": "{% 'E' & $string($rate) %}",
            "Cause": "{% $join($sums.$string(), ', ') %}",
        },
    ),
    "a rule assigns what it tells apart": jsonata(
        A=choosing(
            {
                "Condition": "{% $states.input.n > 3 %}",
                "Assign": {"size": "large"},
                "Output": {"n": "{% $states.input.n %}"},
                "Next": "B",
            },
            {
                "Condition": "{% $boolean($states.input.n) %}",
                "Assign": {"size": "small"},
                "Next": "B",
            },
            default="B",
            Assign={"size": "none"},
            Output=None,
        ),
        B=passing(Output="{% $size & $string($states.input) %}"),
    ),
    "a JSONata state stands in a JSONPath machine": machine(
        A=passing("B", Assign={"n.$": "$.n"}),
        B={
            "QueryLanguage": "JSONata",
            "Type": "Pass",
            "Output": {"n": "{% $n + 1 %}", "x": "{% $states.input.x %}"},
            "Assign": {"m": "{% $n %}"},
            "Next": "C",
        },
        C=passing(Parameters={"n.$": "$.n", "m.$": "$m"}),
    ),
}

EXPRESSIONS = (
    '$states["input"]',
    "$states.*",
    '$lookup($states, "input")',
    '$states ~> $lookup("input")',
    "$states.input.states.result",
    "$keys($states)",
    "$map([1], function($states2) { $states.input.x })",
    "($größe := 1; $größe)",
    "($a := $b := 1; $a + $b)",
    "$states.input.$string(x)",
    "$states.input.a.$uppercase($)",
    "$states.input.($x := a; $x)",
    '$states.input.a.{"k": $}',
    "$states.input.list[$ > 3]",
    '$states.input.list[$.a.b = "x"][0]',
    "$states.input.list#$i[$i < 3].x",
    "$states.input.list.(%.name)",
    "$states.input.list.**",
    "[1..$count($states.input.a)]",
    '$states.input.a in ["x", "y"]',
    "$states.input.a and $not($states.input.b)",
    "$states.input.a ~> $map(function($v){$v.b}) ~> $sum()",
    '$states.input.a ? "b"',
    '$formatNumber(1, "0.00", {"decimal-separator": ","})',
    '$fromMillis($toMillis("2020-01-01"), "[Y]-[M01]")',
    "$states.input.`a-b`.`c d`",
    '$states.input."quoted key"',
    '$states.input.{"a": x, "b": $sum(y.z)}',
    "$states.input.a^(<b)",
    "$states.input.a^($)",
    "$single($states.input.a, function($x){$x.id = 1})",
    "$spread($states.input)",
    "$zip($states.input.a, $states.input.b)",
    "$each($states.input, function($v,$k){ {$k: $v} })",
    '$error("x")',
    '$assert(true, "x")',
    '$now("[Y0001]")',
    "$shuffle([1])",
    "$type($states.input)",
    '$states.input{type: {"n": $count(id)}}',
    "(function($n){ $n })(1)",
    '$split("a,b", /,/)',
    '$contains("abc", /B/i)',
    '$replace("a", "a", "$0")',
    '"\\u00e9" & "é😀"',
    "$states.input.a[-1]",
    "$states.input.a[[0..1]]",
    "$states.input.a.b.c[]",
    "$append($states.input.a, $states.input.b)[0]",
    "$filter($states.input.a, function($v, $i, $a){ $i > 0 and $v != $a[0] })",
    "$reduce([1,2], function($i,$j){$i+$j}, 0)",
    '$sift({"a":1}, function($v,$k,$o){ $v > 0 and $exists($o) })',
    '$states.input ~> |$|{"x": 1}|',
    '$states.input ~> |a.b|{"x": c}, "d"|',
    "$clone($states.input)",
    '$parse("{}").x',
    "($f := $sum; $f([1]))",
    "$map([1], $string)",
    "$partition([1],2)[0]",
    "-$states.input.a",
    '$states.input.a!="x"',
    '"$x is text"',
    "'$states.inputs'",
    "/* $bad */ 1",
    "$states.context.State.Name & $states.context.Execution.Input.x",
    "$exists($states.context.Map.Item.Index)",
)
