"""What a path says of where it leads."""

from __future__ import annotations

import pytest

from sfn_dsl import Pass
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.paths import Path


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("$", ()),
        ("$.a", ("a",)),
        ("$.a[0].b", ("a", 0, "b")),
        ("$['a'][12]['b c']", ("a", 12, "b c")),
        ("$.['a'].[1]", ("a", 1)),
        ('$["it\'s"]', ("it's",)),
        ("$['it\\'s']", ("it's",)),
        ("$.store\\.book", ("store.book",)),
        ("$[ 'a' ][ 3 ]", ("a", 3)),
        ("$['']", ("",)),
        ("$$.Execution.Id", ("Execution", "Id")),
        ("$order.lines[2]", ("lines", 2)),
        ("${Root}.a", ("a",)),
        ("${Stack.Root[0]}.a", ("a",)),
    ],
)
def test_a_reference_path_leads_along_names_and_indices(
    text: str, steps: tuple[str | int, ...]
) -> None:
    assert Path(text).steps == steps


@pytest.mark.parametrize(
    "text", ["$.a[*].b", "$..a", "$.*", "$['a']['b','c']", "$.a.b[-1]", "$['a'][?(@.b > 1)].c"]
)
def test_one_choice_among_several_anywhere_and_a_path_is_no_place_to_write_to(text: str) -> None:
    assert Path(text).steps is None
    with pytest.raises(AuthoringError):
        Pass("Kept", result_path=text, end=True)


@pytest.mark.parametrize("text", ["$['a'][0]", "$.store\\.book", "$['it\\'s'].x"])
def test_a_reference_path_in_brackets_is_a_place_to_write_to(text: str) -> None:
    assert Pass("Kept", result_path=text, end=True).result_path == Path(text)
