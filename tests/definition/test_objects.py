"""Every object of a document is found, however it is nested."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.definition.objects import objects

JSON = st.recursive(
    st.none() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
)


@given(JSON)
def test_objects_are_those_inside_a_document(document: object) -> None:
    found = objects(document, 250)
    pending, expected = [document], []
    while pending:
        part = pending.pop(0)
        if isinstance(part, dict):
            expected.append(part)
            pending += part.values()
        elif isinstance(part, list):
            pending += part
    assert found is not None
    assert sorted(map(id, found)) == sorted(map(id, expected))


@pytest.mark.parametrize("levels", [1, 2, 250])
def test_a_document_is_too_deep_one_level_beyond_the_limit(levels: int) -> None:
    document: object = {}
    for _ in range(levels - 1):
        document = [document]
    assert objects(document, levels) == [{}]
    assert objects([document], levels) is None


def test_a_document_that_contains_itself_is_too_deep() -> None:
    document: dict[str, object] = {}
    document["again"] = document
    assert objects(document, 250) is None
