"""The line and column at which an editor opens a part of a definition."""

from __future__ import annotations

import pytest

from sfn_dsl import read_json
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
