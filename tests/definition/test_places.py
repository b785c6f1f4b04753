"""Which state a pointer leads into."""

from __future__ import annotations

import pytest

from sfn_dsl.definition.scopes import place


@pytest.mark.parametrize(
    ("pointer", "state", "inside"),
    [
        ("", "", ()),
        ("/TimeoutSeconds", "", ("TimeoutSeconds",)),
        ("/States/A", "A", ()),
        ("/States/A~1B/Parameters", "A/B", ("Parameters",)),
        ("/States/A/Parameters/States/B", "A", ("Parameters", "States", "B")),
        ("/States/States/Branches/1/States/B/Next", "B", ("Next",)),
        ("/States/Each/ItemProcessor/States/ItemProcessor", "ItemProcessor", ()),
    ],
)
def test_a_pointer_leads_into_the_innermost_state_and_on(
    pointer: str, state: str, inside: tuple[str, ...]
) -> None:
    assert (place(pointer).state, place(pointer).inside) == (state, inside)
