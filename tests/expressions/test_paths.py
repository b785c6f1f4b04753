from __future__ import annotations

import pytest

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.paths import Path

REFERENCE_PATHS = [
    "$",
    "$$",
    "$.a",
    "$.store.book",
    "$.store\\.book",
    "$['store'][0]['book']",
    '$["my key"]',
    "$.a-b",
    "$.stor\\e.boo\\k",
    "$.foo\\@bar.baz\\[\\[.\\?pretty",
    "$.&Ж中.x",
    "$$.Execution.Input.a",
    "$$.Map.Item.Value[3]",
    "$name",
    "$name.member[0]",
    "$größe.x",
    "$['it\\'s']",
]
PATHS = [
    "$.*",
    "$.a[*]",
    "$..name",
    "$..*",
    "$..[0]",
    "$.a[1,2]",
    "$.a[1:3]",
    "$.a[:2]",
    "$.a[-1]",
    "$['a','b']",
    "$.a[?(@.price > 3)]",
    "$.a[?(@.name == 'x)]')].id",
    "$.a[?((@.n > 1) && (@.m < 2))]",
    "$.a[(@.length-1)]",
]
NO_PATHS = ["", "a", "a.b", "$.", "$.a[", "$.a]", "$.a b", "$.a[?(@.x > 1]", "$[", "$.a..", "$.a()"]


@pytest.mark.parametrize("text", REFERENCE_PATHS)
def test_a_reference_path_names_one_place(text: str) -> None:
    assert Path(text).is_reference


@pytest.mark.parametrize("text", PATHS)
def test_a_path_may_select_several_places(text: str) -> None:
    assert not Path(text).is_reference


@pytest.mark.parametrize("text", NO_PATHS)
def test_other_text_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(AuthoringError, match=r"is not a path"):
        Path(text)


def test_a_path_knows_its_root() -> None:
    assert Path("$$.State.Name").reads_context
    assert Path("$orders[0]").variable == "orders"
    assert Path("$.orders").variable is None


def test_paths_are_equal_by_their_text() -> None:
    assert Path("$.a") == Path("$.a")
    assert len({Path("$.a"), Path("$.a"), Path("$.b")}) == 2
