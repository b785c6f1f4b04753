"""Reading JSON text: what is refused and where, and where the parts of a definition stand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import SourceError, read_json
from sfn_dsl.definition.pointers import child, parent, tokens
from sfn_dsl.definition.reading import JsonText

TEXT = """{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Choice", "Choices": [{"Next": "B~/"}, {"Next": "A"}]},
    "B~/": {
      "Type": "Pass", "End": true}
  }
}
"""


@pytest.mark.parametrize(
    ("data", "code", "line", "column", "message"),
    [
        (b"", "SFN105", 1, 1, "this is empty"),
        (b" \n ", "SFN105", 2, 2, "this is empty"),
        (b"StartAt: A\n", "SFN103", 1, 1, "not JSON: expecting value"),
        (b'{\n "a": 1\n "b": 2}', "SFN103", 3, 2, "not JSON: expecting ',' delimiter"),
        (b'{"a": NaN}', "SFN103", 1, 7, "NaN is not a valid JSON number"),
        (b'{"a": [1.5, 1e400]}', "SFN103", 1, 13, "1e400 is not a valid JSON number"),
        (b'{"a": ' + b"1" * 5000 + b"}", "SFN103", 1, 7, "too long to be read"),
        (b'{"NaN": "NaN",\n"b": NaN}', "SFN103", 2, 6, "NaN is not a valid JSON number"),
        (b'{"1e400": -1, "b": -1e400}', "SFN103", 1, 20, "-1e400 is not a valid JSON number"),
        (b'{"a": {"x": 1, "x": 2}, "b":', "SFN104", 1, 16, "two members named 'x'"),
        (b'{"a": 1, "a": {"x": 1, "x": 2}, "y": "\\"', "SFN104", 1, 24, "two members named 'x'"),
        (b'{"a": "\x01"}', "SFN103", 1, 8, "invalid control character"),
        (b"[]", "SFN105", 1, 1, "this is an array"),
        (b' "text"', "SFN105", 1, 2, "this is a string"),
        (b"null", "SFN105", 1, 1, "this is null"),
        (b"${Definition}", "SFN105", 1, 1, "this is a placeholder"),
        (b'{"a":\n "\xe9"}', "SFN102", 2, 3, "not UTF-8 text (byte 8 is 0xe9)"),
        (b'\xef\xbb\xbf{"a":\n "\xe9"}', "SFN102", 2, 3, "not UTF-8 text (byte 11 is 0xe9)"),
        ('{"a": 1}'.encode("utf-16"), "SFN102", 1, 1, "not UTF-8 text (byte 0 is 0xff)"),
        (b'{"a": {"b": 1,\n  "c": 2,\n "b": 3}}', "SFN104", 3, 2, "two members named 'b'"),
        (b'{"a":' * 100_000, "SFN801", 1, 1, "nested too deeply"),
    ],
)
def test_what_is_no_definition_is_refused_with_its_place(
    data: bytes, code: str, line: int, column: int, message: str
) -> None:
    with pytest.raises(SourceError) as raised:
        read_json(data, "x.asl.json")
    (finding,) = raised.value.diagnostics
    assert (finding.code, message in finding.message) == (code, True), finding
    assert finding.position is not None
    assert (finding.position.line, finding.position.column) == (line, column)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_json(b'\xef\xbb\xbf{"a": 1}').document == {"a": 1}


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("", 1, 1),
        ("/StartAt", 2, 3),
        ("/States/A", 4, 5),
        ("/States/A/Choices/0", 4, 41),
        ("/States/A/Choices/1/Next", 4, 59),
        ("/States/B~0~1/End", 6, 23),
        ("/States/B~0~1/Missing/Deeper", 5, 5),
        ("/Nowhere", 1, 1),
    ],
)
def test_each_part_is_located_or_the_nearest_around_it(
    pointer: str, line: int, column: int
) -> None:
    position = read_json(TEXT, "x.asl.json").source.locate(pointer)
    assert position is not None
    assert (position.file, position.line, position.column) == ("x.asl.json", line, column)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def places(value: Any, pointer: str = "") -> list[tuple[str, Any]]:
    found = [(pointer, value)]
    if isinstance(value, dict):
        for key, member in value.items():
            found += places(member, child(pointer, key))
    elif isinstance(value, list):
        for index, element in enumerate(value):
            found += places(element, child(pointer, index))
    return found


@given(JSON, st.sampled_from([None, 1]), st.booleans())
def test_every_part_of_any_json_can_be_located(
    value: Any, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    source = JsonText(text, "x")
    lines = text.split("\n")
    for pointer, part in places(value):
        position = source.locate(pointer)
        assert position is not None
        rest = "\n".join([lines[position.line - 1][position.column - 1 :], *lines[position.line :]])
        token, at = tokens(pointer)[-1:], json.JSONDecoder(strict=False).raw_decode(rest)[0]
        assert at == part or [at] == list(token)


@given(st.lists(st.text() | st.integers(0, 99), max_size=5))
def test_pointers_are_made_and_taken_apart(path: list[str | int]) -> None:
    pointer = ""
    for token in path:
        pointer = child(pointer, token)
    assert list(tokens(pointer)) == [str(token) for token in path]
    assert parent(pointer) == (pointer.rpartition("/")[0] if path else "")
