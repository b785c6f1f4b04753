"""Intrinsic functions: what each gives, and how each refuses its arguments."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.errors import AuthoringError
from sfn_dsl.simulation.data.intrinsics import compile_intrinsic

Evaluate = Callable[..., Any]

MISCOUNTED = "arguments: number of arguments do not match the occurrences of {}."

DATA = {
    "text": "a-b",
    "n": 5,
    "half": 2.5,
    "yes": True,
    "nothing": None,
    "object": {"a": 1, "b": []},
    "array": [1, "1", None, {"a": 1}],
    "template": "{} and {}",
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("States.Format('none')", "none"),
        ("States.Format('{}', 'x')", "x"),
        ("States.Format('{}-{}-{}', $.text, $.n, $.half)", "a-b-5-2.5"),
        ("States.Format('{} {} {}', $.yes, $.nothing, true)", "true null true"),
        ("States.Format('{} {}', $.object, $.array)", "{a=1, b=[]} [1, 1, null, {a=1}]"),
        ("States.Format($.template, 1, 2.0)", "1 and 2.0"),
        ("States.Format('\\{\\}{} it\\'s \\\\', 1)", "{}1 it's \\"),
        ("States.Format('{}', States.StringToJson('\"x\"'))", '"x"'),
        ("States.Format('{}', 'it\\'s \\{\\}')", "it's {}"),
        ("States.Format('{}', States.JsonToString($.object))", '{"a":1,"b":[]}'),
        ("States.Format($.n)", "5"),
        ("States.Format('{}', 10000000.0)", "1.0E7"),
        ("States.StringToJson('{\"a\": [1, 2.50]}')", {"a": [1, 2.5]}),
        ("States.StringToJson('')", None),
        ("States.StringToJson('  ')", None),
        ("States.StringToJson('-0')", 0),
        ("States.StringToJson('1 2')", 1),
        ("States.StringToJson('{\"a\":1}}')", {"a": 1}),
        ("States.JsonToString($.object)", '{"a":1,"b":[]}'),
        ("States.JsonToString('x')", '"x"'),
        ("States.JsonToString(null)", "null"),
        ("States.Array()", []),
        ("States.Array(1, 'a', $.n, null, States.Array(true))", [1, "a", 5, None, [True]]),
        ("States.Array( 1 ,\n\t2 )", [1, 2]),
        ("States.Array('\\{x\\}')", ["{x}"]),
        ("States.ArrayPartition(States.ArrayRange(1, 5, 1), 2)", [[1, 2], [3, 4], [5]]),
        ("States.ArrayPartition(States.ArrayRange(1, 5, 1), 2.9)", [[1, 2], [3, 4], [5]]),
        ("States.ArrayPartition(States.Array(), 3)", []),
        ("States.ArrayContains($.array, 1)", True),
        ("States.ArrayContains($.array, '1')", True),
        ("States.ArrayContains($.array, 'null')", True),
        ("States.ArrayContains($.array, null)", True),
        ("States.ArrayContains($.array, 2)", False),
        ("States.ArrayContains(States.Array(1), 1.0)", False),
        ("States.ArrayContains(States.Array(true), 'true')", True),
        ("States.ArrayContains($.array, States.StringToJson('{\"a\":1}'))", True),
        ("States.ArrayRange(0, 10, 3)", [0, 3, 6, 9]),
        ("States.ArrayRange(5, 1, -2)", [5, 3, 1]),
        ("States.ArrayRange(5, 1, 1)", []),
        ("States.ArrayRange(1.6, 1.4, 1)", [1]),
        ("States.ArrayRange(5.4, -0.6, -2.4)", [5, 3, 1]),
        ("States.ArrayGetItem($.array, 1)", "1"),
        ("States.ArrayGetItem($.array, 1.9)", "1"),
        ("States.ArrayGetItem(States.Array(), 999)", None),
        ("States.ArrayLength($.array)", 4),
        ("States.Base64Encode('é')", "w6k="),
        ("States.Base64Encode('')", ""),
        ("States.Base64Decode('w6k=')", "é"),
        ("States.Base64Decode('w6k')", "é"),
        ("States.Base64Decode(' w 6!k= ')", "é"),
        ("States.Base64Decode('aGk=ignored')", "hi"),
        ("States.Base64Decode('_-8')", "\ufffd\ufffd"),
        ("States.Base64Decode('a')", ""),
        ("States.Hash('abc', 'MD5')", "900150983cd24fb0d6963f7d28e17f72"),
        ("States.Hash('abc', 'SHA-1')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("States.Hash(5, 'MD5')", "e4da3b7fbbce2345d7772b0674a318d5"),
        ("States.JsonMerge($.object, $.object, false)", {"a": 1, "b": []}),
        (
            'States.JsonMerge(States.StringToJson(\'{"a":{"x":1},"c":2}\'), $.object, false)',
            {"a": 1, "c": 2, "b": []},
        ),
        ("States.JsonMerge($.object, $.object, 'false')", {"a": 1, "b": []}),
        ("States.MathAdd(1, -3)", -2),
        ("States.MathAdd(2147483646, 1)", 2147483647),
        ("States.MathAdd(1.5, 2.5)", 5),
        ("States.MathAdd(-1.5, -2.5)", -3),
        ("States.MathAdd(-0.5, 0.49)", 0),
        ("States.StringSplit('a,b;;c,', ',;')", ["a", "b", "c"]),
        ("States.StringSplit('a.b]c^d', '.]^')", ["a", "b", "c", "d"]),
        ("States.StringSplit(',,', ',')", []),
        ("States.StringSplit('', ',')", []),
        ("States.StringSplit('abc', '')", ["abc"]),
    ],
)
def test_a_function_gives(call: Evaluate, text: str, value: Any) -> None:
    given = call(text, DATA)
    assert given == value
    assert type(given) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "States.Format()",
        "States.StringToJson()",
        "States.StringToJson(5)",
        "States.StringToJson('1', '2')",
        "States.JsonToString()",
        "States.JsonToString(1, 2)",
        "States.ArrayPartition($.array)",
        "States.ArrayPartition('a', 1)",
        "States.ArrayPartition($.array, 0.9)",
        "States.ArrayPartition($.array, -1)",
        "States.ArrayPartition($.array, '1')",
        "States.ArrayPartition($.array, true)",
        "States.ArrayContains('a', 'a')",
        "States.ArrayContains($.array)",
        "States.ArrayRange(1, 5)",
        "States.ArrayRange(1, 5, 0.9)",
        "States.ArrayRange(1, 1001, 1)",
        "States.ArrayRange(1, 5, null)",
        "States.ArrayRange(1, 3000000000, 3000000000)",
        "States.ArrayGetItem($.array, 4)",
        "States.ArrayGetItem($.array, -1)",
        "States.ArrayGetItem($.array, '0')",
        "States.ArrayLength($.text)",
        "States.ArrayLength(States.JsonToString($.array))",
        "States.ArrayUnique($.object)",
        "States.ArrayUnique()",
        "States.Base64Encode(5)",
        "States.Base64Decode($.object)",
        "States.Hash('abc')",
        "States.Hash('abc', 'sha-256')",
        "States.Hash('abc', 'SHA256')",
        "States.Hash('abc', 5)",
        "States.JsonMerge($.object, $.object, true)",
        "States.JsonMerge($.object, null, false)",
        "States.JsonMerge()",
        "States.MathAdd(1)",
        "States.MathAdd(1, '2')",
        "States.MathAdd(1, true)",
        "States.MathAdd(2147483647, 1)",
        "States.MathAdd(3000000000, -3000000000)",
        "States.MathRandom(1, 1)",
        "States.MathRandom(1.4, 1.6)",
        "States.MathRandom(5, 1)",
        "States.MathRandom(1)",
        "States.MathRandom(1, 2, 'x')",
        "States.MathRandom(1, 2, 3, 4)",
        "States.StringSplit('a')",
        "States.StringSplit('a', 5)",
        "States.StringSplit($.nothing, ',')",
    ],
)
def test_a_function_refuses_arguments_when_it_is_called(
    call: Evaluate, fault: Evaluate, text: str
) -> None:
    name = text.partition("(")[0]
    assert fault(call, text, DATA) == (
        f"There was an error while evaluating the intrinsic function: {text}. "
        f"Invalid arguments in {name}"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("States.Format('{', 1)", "template: matching '}' not found for '{'."),
        ("States.Format('{{}}', 1)", "template: matching '}' not found for '{'."),
        ("States.Format('{0}', 1)", "template: matching '}' not found for '{'."),
        ("States.Format('{} {', 1, 2)", "template: matching '}' not found for '{'."),
        ("States.Format('}')", "template: matching '{' not found for '}'."),
        ("States.Format('{}')", MISCOUNTED),
        ("States.Format(' ', 1)", MISCOUNTED),
        ("States.Format(12, 1)", MISCOUNTED),
    ],
)
def test_a_template_is_refused_in_its_own_words(
    call: Evaluate, fault: Evaluate, text: str, reason: str
) -> None:
    assert fault(call, text) == (
        f"There was an error while evaluating the intrinsic function: {text}. Invalid "
        + reason.replace(":", " in States.Format:", 1)
    )


def test_a_refusal_in_a_nested_call_names_the_whole_expression_and_the_inner_function(
    call: Evaluate, fault: Evaluate
) -> None:
    text = "States.Format('{}', States.ArrayLength('x'))"
    assert fault(call, text) == (
        f"There was an error while evaluating the intrinsic function: {text}. "
        "Invalid arguments in States.ArrayLength"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("States.Array($.no)", "$.no"),
        ("States.Array(States.Array($.no.no))", "$.no.no"),
        ("States.Array($.items[2])", "$.items[2]"),
        ("States.Array($$.Execution.No)", "$.Execution.No"),
        ("States.Array($order.no)", "$order.no"),
        ("States.Array($order.lines[2])", "$order.lines[2]"),
    ],
)
def test_an_argument_that_is_not_there_is_named_with_the_input_of_the_state(
    call: Evaluate, fault: Evaluate, text: str, shown: str
) -> None:
    assert fault(call, text, {"items": [1], "n": 5.0}) == (
        f"The function '{text}' had the following error: The JsonPath argument for the field "
        f"'{shown}' could not be found in the input '{{\"items\":[1],\"n\":5.0}}'"
    )


def test_an_index_of_what_is_no_array_is_told_in_jayways_words(
    call: Evaluate, fault: Evaluate
) -> None:
    assert fault(call, "States.Array($.n[0])", {"n": 1}) == (
        "The function 'States.Array($.n[0])' had the following error: "
        "Filter: [0] can only be applied to arrays. Current context is: 1"
    )


def test_text_is_limited_to_10000_characters_as_java_counts_them(
    call: Evaluate, fault: Evaluate
) -> None:
    fits, too_long = {"s": "\U0001f680" * 5000}, {"s": "\U0001f680" * 5000 + "a"}
    for text in ("States.Hash($.s, 'MD5')", "States.Base64Encode($.s)", "States.Base64Decode($.s)"):
        assert isinstance(call(text, fits), str)
        assert "Invalid arguments" in fault(call, text, too_long)


@pytest.mark.parametrize(
    ("values", "order"),
    [
        ([1, 2, 2, 1, 3], [1, 2, 3]),
        ([True, False, True], [False, True]),
        ([None, None, 1], [None, 1]),
        ([[1, 2], [1, 2], [2, 1]], [[2, 1], [1, 2]]),
        (["b", "a", "b"], ["a", "b"]),
        ([33, 17, 1], [33, 17, 1]),
        ([16, 1], [16, 1]),
        ([1, "1", "01"], [1, "1", "01"]),
        ([{"a": 1, "b": 2}, {"b": 2, "a": 1}], [{"a": 1, "b": 2}]),
        ([1, 1.0], [1.0, 1]),
        ([0, -1], [0, -1]),
        ([-1, 0], [-1, 0]),
        (["é", 2**40, 2**70], [2**40, 2**70, "é"]),
        ([], []),
    ],
)
def test_unique_elements_come_in_the_order_of_javas_hash_set(
    call: Evaluate, values: list[Any], order: list[Any]
) -> None:
    given = call("States.ArrayUnique($)", values)
    assert given == order
    assert list(map(type, given)) == list(map(type, order))


@pytest.mark.parametrize(
    ("seed", "first", "end", "value"),
    [
        (42, 1, 100, 63),
        (1, 1, 1000, 106),
        (2, 1, 1000, 806),
        (-10, 1, 10, 1),
        (1, 2147483640, 2147483647, 2147483644),
        (42, 0, 16, 11),
    ],
)
def test_a_seeded_random_number_is_javas(
    call: Evaluate, seed: int, first: int, end: int, value: int
) -> None:
    assert call(f"States.MathRandom({first}, {end}, {seed})") == value


def test_the_widest_range_of_random_numbers_is_served(call: Evaluate) -> None:
    given = call("States.MathRandom(-2147483648, 2147483647, 7)")
    assert -2147483648 <= given < 2147483647


def test_random_numbers_and_uuids_come_from_the_execution(call: Evaluate, roots: Any) -> None:
    first = [call("States.MathRandom(1.9, 5.1)"), call("States.UUID()")]
    roots.random.seed(1)
    assert [call("States.MathRandom(1.9, 5.1)"), call("States.UUID()")] == first
    assert 1 <= first[0] < 5
    assert re.fullmatch(
        r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", first[1]
    )


def test_a_uuid_does_without_its_arguments(call: Evaluate) -> None:
    assert len(call("States.UUID('x', 1)")) == 36


def test_text_that_is_no_call_is_refused_when_it_is_compiled() -> None:
    for text in ("States.No()", "States.Array(", "States.Array(1,)", "States.Array('\\n')", "x"):
        with pytest.raises(AuthoringError):
            compile_intrinsic(text)


@given(st.text())
def test_base64_gives_back_what_it_was_given(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()[:2500]
    decoded = compile_intrinsic("States.Base64Decode(States.Base64Encode($.s))")
    assert decoded({"s": text}, None) == text


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(JSON)
def test_json_text_is_read_back(value: Any) -> None:
    back = compile_intrinsic("States.StringToJson(States.JsonToString($.v))")
    assert back({"v": value}, None) == value


@given(st.lists(JSON, max_size=6))
def test_unique_elements_are_the_elements_each_once(values: list[Any]) -> None:
    unique = compile_intrinsic("States.ArrayUnique($.v)")
    once = unique({"v": values}, None)
    assert all(value in once for value in values)
    assert len(unique({"v": once}, None)) == len(once)


@given(st.lists(st.integers(), max_size=30), st.integers(1, 12))
def test_chunks_put_together_are_the_array(values: list[int], size: int) -> None:
    chunks = compile_intrinsic("States.ArrayPartition($.v, $.n)")({"v": values, "n": size}, None)
    assert [value for chunk in chunks for value in chunk] == values
    assert all(len(chunk) == size for chunk in chunks[:-1])
