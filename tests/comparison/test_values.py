"""Changes as values in Python: how they print, and that they can be copied and stored."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from sfn_dsl.comparison import Added, Changed, Changes, Moved, Removed, Renamed

from .scopes_to_compare import chain, compare, task

ALL_KINDS = Changes(
    (
        Changed("/States/A/TimeoutSeconds", "/States/A/TimeoutSeconds", 5, 6),
        Added("/States/A/InputPath", "$.a", "/States/A", "$"),
        Removed("/States/B/Comment", "old", "/States/C"),
        Moved("/States/A/Retry/1", "/States/A/Retry/0", {"ErrorEquals": ["States.ALL"]}),
        Renamed("/States/B", "/States/C"),
    )
)


def test_changes_print_as_a_person_would_say_them() -> None:
    assert repr(ALL_KINDS[:2]) == (
        'Changes(2: changed /States/A/TimeoutSeconds 5 -> 6; added /States/A/InputPath "$.a")'
    )
    assert [repr(change) for change in ALL_KINDS] == [
        "Changed(/States/A/TimeoutSeconds 5 -> 6)",
        'Added(/States/A/InputPath "$.a")',
        'Removed(/States/B/Comment "old")',
        "Moved(/States/A/Retry/1 -> /States/A/Retry/0)",
        "Renamed(/States/B -> /States/C)",
    ]


def test_no_changes_and_many_changes_print_on_one_short_line() -> None:
    assert repr(compare(chain("A"), chain("A"))) == "Changes(none)"
    names = "ABCDEFGH"
    new = {name: task(name, Comment="x" * 500) for name in names}
    many = compare(chain(*names), chain(*names, **new))
    assert repr(many).startswith('Changes(8: added /States/A/Comment "xxx')
    assert repr(many).endswith("; 3 more)")
    assert len(repr(many)) < 400


def test_a_value_too_deep_to_print_is_left_out() -> None:
    deep: Any = 1
    for _ in range(5_000):
        deep = [deep]
    assert repr(Added("/Comment", deep, "")) == "Added(/Comment …)"


def _pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - reads what it has just written


@pytest.mark.parametrize("copied", [copy.deepcopy, _pickled])
def test_changes_can_be_copied_and_pickled(copied: Any) -> None:
    again = copied(ALL_KINDS)
    assert again == ALL_KINDS
    assert again.as_json() == ALL_KINDS.as_json()
    assert again.reversed().reversed() == ALL_KINDS
