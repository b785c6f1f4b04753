"""JSONata as AWS runs it: version 2.0.6, with nothing for a bare name to refer to."""

from __future__ import annotations

import pytest

from .verdicts import jsonata, verdicts

INVALID = ["error SFN601 /States/A/Output INVALID_JSONATA_EXPRESSION"]
BARE = ["error SFN605 /States/A/Output UNSUPPORTED_JSONATA_EXPRESSION"]
WILD = ["warning SFN605 /States/A/Output"]
MISPLACED = ["error SFN603 /States/A/Output UNSUPPORTED_JSONATA_EXPRESSION"]
UNKNOWN = ["error SFN604 /States/A/Output UNSUPPORTED_JSONATA_EXPRESSION"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 +", INVALID),
        ("$states.input.a ?? 1", INVALID),
        ("$states.input.a ?: 1", INVALID),
        ("$map($states.input.a, function($v) { $v.b ?? 0 })", INVALID),
        ("$states.input[(a ?: b) = 1]", INVALID),
        ("'a ?? b' & \"c ?: d\"", []),
        ("$states.input.`a??b` /* ?: */", []),
        ("$contains($states.input.a, /x??:/)", []),
        ("$states.input.a ? 1 : $states.input.b ? 2 : 3", []),
        ("$states.input.xs.$pad(?, 5)('a')", []),
    ],
)
def test_operators_of_a_later_jsonata_are_not_jsonata(expression: str, expected: list[str]) -> None:
    assert verdicts(jsonata(f"{{% {expression} %}}")) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("name", BARE),
        ("$map($states.input.xs, function($x) { name })", BARE),
        ("$map($states.input.xs, function($x) { $x & $ })", BARE),
        ("($f := function($a) { function($b) { $a + c } }; $f(2)(1))", BARE),
        ("$states.input.xs ~> $filter(function($x) { $x.id = other })", BARE),
        ("$map($states.input.xs, function($x) { $x.name })", []),
        ("$states.input.xs.(function($x) { $x & name }('n'))", []),
        ("$states.input.xs[$map([1], function($v) { name }) = 'a']", []),
        ("*", WILD),
        ("**.id", WILD),
        ("[*]", WILD),
        ("$count(*)", WILD),
        ("$states.input.*", []),
        ("$states.input.xs.**.id", []),
        ("$states.input.xs.{'all': *}", []),
        ("$states.input.price * 2", []),
    ],
)
def test_the_body_of_a_function_has_the_context_item_of_where_it_stands(
    expression: str, expected: list[str]
) -> None:
    assert verdicts(jsonata(f"{{% {expression} %}}")) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$states.foo", UNKNOWN),
        ("$states.inputs[0].a", UNKNOWN),
        ("$states.`foo`", UNKNOWN),
        ("$states.result[0]", MISPLACED),
        ("$states.`result`", MISPLACED),
        ("($states).result", []),
        ("$states['result']", []),
    ],
)
def test_members_of_states_are_looked_up_where_aws_looks(
    expression: str, expected: list[str]
) -> None:
    assert verdicts(jsonata(f"{{% {expression} %}}")) == expected


@pytest.mark.parametrize(
    ("expression", "is_text"),
    [
        ("$states.context.State.EnteredTime + 86400", True),
        ("86400 * $states.context.Execution.StartTime", True),
        ("$states.context.Execution.Name - 1", True),
        ("$now() + 60", True),
        ("'a' + $states.input.b", True),
        ("$string($states.input.a) + '!'", True),
        ("$states.input.xs.(price % 'x')", True),
        ("$states.context.State.RetryCount + 1", False),
        ("$toMillis($states.context.State.EnteredTime) + 86400", False),
        ("$states.context.Execution.Name & '-1'", False),
        ("$states.context.Execution.Input.n + 1", False),
        ("$states.input.a + 1", False),
        ("$states.context.State.EnteredTime > $states.input.since", False),
    ],
)
def test_nothing_is_added_to_a_text(expression: str, is_text: bool) -> None:
    expected = ["warning SFN606 /States/A/Output"] if is_text else []
    assert sorted(set(verdicts(jsonata(f"{{% {expression} %}}")))) == expected
