"""Text that is not JSON, told in Jackson's words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.simulation.data.intrinsics.json_mistakes import find_mistake
from sfn_dsl.simulation.data.intrinsics.json_values import UnreadableJsonError, read_json

VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
SOURCE = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: {}]"


@pytest.mark.parametrize(
    ("text", "reason", "place"),
    [
        (
            "{bad}",
            "Unexpected character ('b' (code 98)): was expecting double-quote to start field name",
            "1, column: 2",
        ),
        (
            "{'a':1}",
            "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
            "1, column: 2",
        ),
        (
            '{"a" 1}',
            (
                "Unexpected character ('1' (code 49)): was expecting a colon to separate "
                "field name and value"
            ),
            "1, column: 6",
        ),
        (
            '{"a":1 "b":2}',
            "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
            "1, column: 8",
        ),
        (
            "[1 2]",
            "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries",
            "1, column: 4",
        ),
        (
            "[1,]",
            f"Unexpected character (']' (code 93)): expected a valid value {VALUES}",
            "1, column: 4",
        ),
        ("undefined", f"Unrecognized token 'undefined': was expecting {VALUES}", "1, column: 10"),
        ("[\n tru]", f"Unrecognized token 'tru': was expecting {VALUES}", "2, column: 5"),
        ("truex", f"Unrecognized token 'truex': was expecting {VALUES}", "1, column: 6"),
        (
            "'a'",
            f"Unexpected character (''' (code 39)): expected a valid value {VALUES}",
            "1, column: 1",
        ),
        (
            "1x",
            "Unexpected character ('x' (code 120)): Expected space separating root-level values",
            "1, column: 2",
        ),
        ("01", "Invalid numeric value: Leading zeroes not allowed", "1, column: 2"),
        (
            "[-x]",
            (
                "Unexpected character ('x' (code 120)) in numeric value: expected digit "
                "(0-9) to follow minus sign, for valid numeric value"
            ),
            "1, column: 3",
        ),
        (
            "[1.]",
            (
                "Unexpected character (']' (code 93)) in numeric value: Decimal point not "
                "followed by a digit"
            ),
            "1, column: 4",
        ),
        (
            "[1e+]",
            (
                "Unexpected character (']' (code 93)) in numeric value: Exponent indicator "
                "not followed by a digit"
            ),
            "1, column: 5",
        ),
        (
            "NaN",
            "Non-standard token 'NaN': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow",
            "1, column: 4",
        ),
        (
            "[-Infinity]",
            (
                "Non-standard token '-Infinity': enable "
                "`JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow"
            ),
            "1, column: 11",
        ),
        (
            '"abc',
            "Unexpected end-of-input: was expecting closing quote for a string value",
            "1, column: 5",
        ),
        ('{"a', "Unexpected end-of-input in field name", "1, column: 4"),
        ('{"a":', "Unexpected end-of-input within/between Object entries", "1, column: 6"),
        (
            '"\t"',
            (
                "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using "
                "backslash to be included in string value"
            ),
            "1, column: 2",
        ),
        ('"\\x"', "Unrecognized character escape 'x' (code 120)", "1, column: 3"),
        (
            '"\\u12"',
            (
                "Unexpected character ('\"' (code 34)): expected a hex-digit for character "
                "escape sequence"
            ),
            "1, column: 6",
        ),
        (
            "\x0b1",
            (
                "Illegal character ((CTRL-CHAR, code 11)): only regular white space (\\r, "
                "\\n, \\t) is allowed between tokens"
            ),
            "1, column: 2",
        ),
        (
            "[→]",
            f"Unexpected character ('→' (code 8594 / 0x2192)): expected a valid value {VALUES}",
            "1, column: 2",
        ),
    ],
)
def test_the_first_mistake_is_told_with_its_place(text: str, reason: str, place: str) -> None:
    with pytest.raises(UnreadableJsonError) as raised:
        read_json(text)
    assert raised.value.reason == f"{reason}\n at {SOURCE.format(place)}"


def test_an_end_that_is_missing_is_told_with_its_beginning() -> None:
    start, end = SOURCE.format("2, column: 2"), SOURCE.format("2, column: 4")
    assert find_mistake("[\n [1") == (
        f"Unexpected end-of-input: expected close marker for Array (start marker at {start})\n"
        f" at {end}"
    )
    assert find_mistake("[\n [}]") == (
        f"Unexpected close marker '}}': expected ']' (for Array starting at {start})\n"
        f" at {SOURCE.format('2, column: 3')}"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), (" \r\n\t", None), (" 1 x", 1), ("true]", True), ('"a"b', "a"), ("[1]]", [1])],
)
def test_the_first_value_counts(text: str, value: object) -> None:
    assert read_json(text) == value


def test_text_nested_too_deeply_is_refused() -> None:
    with pytest.raises(UnreadableJsonError, match="nesting depth"):
        read_json("[" * 5000)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)  # fmt: skip


@given(JSON)
def test_json_has_no_mistake(value: object) -> None:
    assert find_mistake(json.dumps(value, indent=1)) is None
    assert find_mistake(json.dumps(value, ensure_ascii=False)) is None


@given(JSON, st.data())
def test_what_python_cannot_read_has_a_mistake(value: object, data: st.DataObject) -> None:
    text = json.dumps(value)
    at = data.draw(st.integers(0, len(text)))
    changed = text[:at] + data.draw(st.sampled_from('"\\{}[],:x0 \n')) + text[at + 1 :]
    try:
        json.loads(changed)
    except ValueError:
        try:
            json.JSONDecoder().raw_decode(changed.lstrip())
        except ValueError:
            assert find_mistake(changed) is not None or not changed.strip()
    else:
        assert find_mistake(changed) is None
