from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import context, intrinsics, path
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.intrinsics import Intrinsic, intrinsic_text, parse_intrinsic
from sfn_dsl.expressions.paths import Path
from sfn_dsl.language.intrinsics import FUNCTIONS

items, n = path("$.items"), path("$.n")

CALLS = {
    "States.Format('{} of {}', $.n, 5)": intrinsics.format("{} of {}", n, 5),
    "States.StringToJson($.n)": intrinsics.string_to_json(n),
    "States.JsonToString($)": intrinsics.json_to_string(path("$")),
    "States.Array('a', 1, 1.5, true, null, $.n)": intrinsics.array("a", 1, 1.5, True, None, n),
    "States.ArrayPartition($.items, 4)": intrinsics.array_partition(items, 4),
    "States.ArrayContains($.items, 'x')": intrinsics.array_contains(items, "x"),
    "States.ArrayRange(1, 9, 2)": intrinsics.array_range(1, 9, 2),
    "States.ArrayGetItem($.items, 0)": intrinsics.array_get_item(items, 0),
    "States.ArrayLength($.items)": intrinsics.array_length(items),
    "States.ArrayUnique($.items)": intrinsics.array_unique(items),
    "States.Base64Encode('data')": intrinsics.base64_encode("data"),
    "States.Base64Decode($.n)": intrinsics.base64_decode(n),
    "States.Hash($.n, 'SHA-256')": intrinsics.hash(n, "SHA-256"),
    "States.JsonMerge($.a, $.b, false)": intrinsics.json_merge(path("$.a"), path("$.b")),
    "States.MathRandom(1, 9)": intrinsics.math_random(1, 9),
    "States.MathAdd($.n, -1)": intrinsics.math_add(n, -1),
    "States.StringSplit($.n, ',')": intrinsics.string_split(n, ","),
    "States.UUID()": intrinsics.uuid(),
}


@pytest.mark.parametrize("text", CALLS)
def test_a_call_is_written_as_the_language_has_it(text: str) -> None:
    assert intrinsic_text(CALLS[text]) == text


def test_every_function_of_the_language_has_its_python_function() -> None:
    assert {call.function for call in CALLS.values()} == set(FUNCTIONS)


def test_quotes_and_backslashes_are_escaped_and_braces_are_kept() -> None:
    assert intrinsic_text(intrinsics.base64_encode("it's \\ here")) == (
        r"States.Base64Encode('it\'s \\ here')"
    )
    assert intrinsic_text(intrinsics.format(r"\{{}\}", n)) == r"States.Format('\{{}\}', $.n)"


def test_calls_nest() -> None:
    call = intrinsics.format("{}", intrinsics.math_add(n, 1))
    assert intrinsic_text(call) == "States.Format('{}', States.MathAdd($.n, 1))"
    assert intrinsic_text(intrinsics.json_to_string(context())) == "States.JsonToString($$)"


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        ("States.Nope", (), "'States.Nope' is not an intrinsic function"),
        ("States.UUID", (1,), "takes 0 arguments, not 1"),
        ("States.Format", (), "takes at least 1 arguments, not 0"),
        ("States.MathRandom", (1,), "takes 2 to 3 arguments, not 1"),
        ("States.MathAdd", (1, "2"), "takes a number, not '2'"),
        ("States.ArrayLength", ("x",), "an array or object"),
        ("States.MathAdd", (True, 2), "takes a number, not True"),
    ],
)
def test_a_wrong_call_is_refused(function: str, arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(AuthoringError, match=message):
        Intrinsic(function, arguments)


@pytest.mark.parametrize("text", CALLS)
def test_a_call_is_read_back_from_its_text(text: str) -> None:
    assert parse_intrinsic(text) == CALLS[text]
    assert parse_intrinsic(text).spelling is None


@pytest.mark.parametrize(
    "text",
    [
        "States.Format('{}',$.a)",
        "States.Array( 'a' , 1e3,-0.50 )",
        r"States.StringToJson('{\"a\": \"b\"}')".replace('\\"', '"'),
        r"States.Format('it\'s {} \\ \{\}', $['a,b)'][0])",
        r"States.Format('\\{', 1)",
        "States.Array($.a[?(@.x == ')')].y, $$.Execution.Id, $v.w, States.UUID())",
        "States.ArrayPartition(States.Array(\n  1,\n  2), 1)",
    ],
)
def test_text_that_was_read_is_given_back_to_the_letter(text: str) -> None:
    call = parse_intrinsic(text)
    assert intrinsic_text(call) == text
    assert parse_intrinsic(intrinsic_text(call)) == call


NO_CALLS = [
    "",
    "States.",
    "States.UUID",
    "States.UUID(",
    "States.UUID())",
    "States.Nope()",
    "$.a",
    "States.Array(1,)",
    "States.Array(,1)",
    "States.Array(1 2)",
    "States.Array('a)",
    r"States.Base64Encode('a\"b')",
    "States.Array(abc)",
    "states.UUID()",
]


@pytest.mark.parametrize("text", NO_CALLS)
def test_text_that_is_no_call_is_refused(text: str) -> None:
    with pytest.raises(AuthoringError):
        parse_intrinsic(text)


LITERALS = st.text() | st.integers() | st.booleans() | st.none() | st.floats(-1e9, 1e9)
PATHS = st.sampled_from(["$", "$.a", "$$.Execution.Id", "$v[0].x", "$['a b']", "$.x[*]"]).map(Path)
ARGUMENTS = st.recursive(
    LITERALS | PATHS,
    lambda inner: st.lists(inner, max_size=3).map(lambda a: Intrinsic("States.Array", tuple(a))),
    max_leaves=6,
)


def test_a_wrong_escape_is_named_where_it_stands() -> None:
    with pytest.raises(AuthoringError, match=r"'\\n b', \$.x\)' cannot be read at character 17"):
        parse_intrinsic(r"States.Format('a\n b', $.x)")


@given(st.lists(ARGUMENTS, max_size=4))
def test_every_call_is_the_same_when_printed_and_read(arguments: list[Any]) -> None:
    call = Intrinsic("States.Array", tuple(arguments))
    again = parse_intrinsic(intrinsic_text(call))
    assert intrinsic_text(again) == intrinsic_text(call)
    assert again.arguments == call.arguments or again.spelling is not None


@given(st.text(alphabet="States.Aray(){}'\\$,.[]0 \n", max_size=30))
def test_reading_any_text_gives_a_call_or_an_authoring_error(text: str) -> None:
    with suppress(AuthoringError):
        assert intrinsic_text(parse_intrinsic(text)) == text


def test_calls_nested_without_end_are_refused() -> None:
    with pytest.raises(AuthoringError, match="nested too deeply to be read"):
        parse_intrinsic("States.Array(" * 5_000 + "1" + ")" * 5_000)
