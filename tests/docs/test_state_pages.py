"""The page of each type of state has its fields, by the table of the language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

import sfn_dsl
from sfn_dsl.language import fields
from sfn_dsl.language.fields import snake_case
from tests.docs.pages import ROOT

# What stands in one sentence on every page, in docs/reference/states/index.md.
ON_EVERY_STATE = {"name", "comment", "query_language", "next", "end"}


@pytest.mark.parametrize("kind", fields.STATES)
def test_the_page_of_a_state_names_all_its_fields(kind: str) -> None:
    table = dict(rows(ROOT / f"docs/reference/states/{kind.lower()}.md"))
    model = getattr(sfn_dsl, kind)
    has = {field.name for field in attrs.fields(model) if field.name != "origin"} - ON_EVERY_STATE

    assert table.keys() == has
    known = {snake_case(field.name): field for field in fields.STATES[kind]}
    known |= {snake_case(field.name): field for field in fields.MACHINE if kind == "Map"}
    for keyword, (names, language, *_) in table.items():
        field = known[keyword]
        assert names == f"`{field.name}`" + (", `...Path`" if field.path_twin else "")
        assert language == (field.only.value if field.only else "both")


def rows(page: Path) -> Iterator[tuple[str, list[str]]]:
    """The rows of the first table of a page, by the keyword in their first column."""
    text = page.read_text(encoding="utf-8")
    table = text[text.index("| keyword ") :].split("\n\n")[0]
    for line in table.splitlines()[2:]:
        keyword, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        yield keyword.strip("`*"), cells
