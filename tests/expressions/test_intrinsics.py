from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl import context, intrinsics, path
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.intrinsics import Intrinsic, intrinsic_text
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
    assert len(FUNCTIONS) == 18


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
        ("States.Nope", (), "no intrinsic function 'States.Nope'"),
        ("States.UUID", (1,), "takes 0 arguments, not 1"),
        ("States.Format", (), "takes at least 1 arguments, not 0"),
        ("States.MathRandom", (1,), "takes 2 to 3 arguments, not 1"),
        ("States.MathAdd", (1, "2"), "takes a number where '2' stands"),
        ("States.ArrayLength", ("x",), "an array or object"),
        ("States.MathAdd", (True, 2), "takes a number where True stands"),
    ],
)
def test_a_wrong_call_is_refused(function: str, arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(AuthoringError, match=message):
        Intrinsic(function, arguments)
