"""The line and column at which an editor opens a part of a definition."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import read_json
from sfn_dsl.definition.json_text import JsonText
from sfn_dsl.errors import SourceError

UNINDENTED = """
{
"StartAt" : "A",
"States"
:
{"A": {"Type": "Choice", "Choices": [
{"Variable": "$.n", "IsNull": true, "Next": "B"}
,\t{"Next":"B"},

{}]}, "B":{"Type":"Succeed"}
}}
"""


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("", 2, 1),
        ("/StartAt", 3, 1),
        ("/States", 4, 1),
        ("/States/A", 6, 2),
        ("/States/A/Choices", 6, 26),
        ("/States/A/Choices/0", 7, 1),
        ("/States/A/Choices/0/Next", 7, 37),
        ("/States/A/Choices/1", 8, 3),
        ("/States/A/Choices/1/Next", 8, 4),
        ("/States/A/Choices/2", 10, 1),
        ("/States/A/Choices/3", 6, 26),
        ("/States/B", 10, 7),
        ("/States/B/Type", 10, 12),
        ("/States/B/Type/Deeper", 10, 12),
        ("/StartAt/0", 3, 1),
    ],
)
def test_a_part_is_found_wherever_it_stands_in_its_line(
    pointer: str, line: int, column: int
) -> None:
    position = read_json(UNINDENTED, "x.asl.json").source.locate(pointer)
    assert position is not None
    assert str(position) == f"x.asl.json:{line}:{column}"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 1,"a": 2}', "x.json:1:9"),
        ('{"a": 1,\n"a": 2}', "x.json:2:1"),
        ('{"a": [{"b": 1}, {"b": 1, "c": [], "b": 2}]}', "x.json:1:36"),
        ('{"a": {"a": {"b": 1}, "b": 1},\n  "b": {"a": 1},\n  "a": 1}', "x.json:3:3"),
    ],
)
def test_a_repeated_member_is_told_at_its_second_place(text: str, place: str) -> None:
    with pytest.raises(SourceError) as raised:
        read_json(text, "x.json")
    assert [str(finding.position) for finding in raised.value.diagnostics] == [place]


NAMES = st.sampled_from(["", "a", "a/b", "~", '"', "\\", "é", "0", ":,", "{["])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
)


@given(JSON, st.sampled_from([None, 0, 2]), st.booleans(), st.integers(0, 3))
def test_places_are_those_of_a_scan_of_the_whole_text(
    document: object, indent: int | None, is_ascii: bool, missing: int
) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=is_ascii)
    source = JsonText(text[: len(text) - missing], "x")
    for start, children in source._children.items():
        assert source._inside(start) == children
