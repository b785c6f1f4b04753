"""The walks that skip what nothing is found in see the same as those over everything."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.lint.dataflow.reads import Read
from sfn_dsl.lint.dataflow.shapes import NOTHING, UNKNOWN
from sfn_dsl.lint.dataflow.templates import DataScope, read_template, template
from sfn_dsl.lint.states import literals, strings

TEXTS = st.sampled_from(["$.a", "$.b.c", "$v", "States.UUID()", "States.Array($.a)", "a", ""])
NAMES = st.sampled_from(["a", "b", "a.$", "b.$", "c/d", "c/d.$"])
TEMPLATES = st.recursive(
    st.none() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
)


@given(TEMPLATES)
def test_reading_a_template_notes_what_making_it_notes(value: Any) -> None:
    made, read = list[Read](), list[Read]()
    template(DataScope(UNKNOWN, NOTHING, made), "/P", value)
    read_template(DataScope(UNKNOWN, NOTHING, read), "/P", value)
    assert read == made


@given(TEMPLATES)
def test_literals_are_the_strings_that_are_no_paths_by_name(value: Any) -> None:
    test = re.compile(r"\$").match
    expected = [
        found for found in strings("/P", value) if test(found[2]) and not found[1].endswith(".$")
    ]
    assert list(literals("/P", value, test)) == expected
