"""How changes read; the goldens are whole reviews."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sfn_dsl import read_json
from sfn_dsl.comparison import Changes, as_json_text, as_text, diff

from .scopes_to_compare import chain, compare, one_state, task

GOLDENS = Path(__file__).parent / "goldens"


def _compared(case: str) -> Changes:
    old, new = (
        json.loads((GOLDENS / case / f"{side}.asl.json").read_text("utf-8"))
        for side in ("old", "new")
    )
    return compare(old, new)


@pytest.mark.parametrize("case", sorted(path.name for path in GOLDENS.iterdir()))
def test_the_review_text_is_as_expected(case: str, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDENS / case / "review.txt", as_text(_compared(case)))


def test_no_difference_is_said_in_words() -> None:
    assert as_text(compare(chain("A"), chain("A"))) == "no semantic difference\n"


def test_a_changed_value_stands_on_one_line() -> None:
    old, new = (one_state(task("f", TimeoutSeconds=seconds)) for seconds in (3, 5))
    assert "  ~ /States/A/TimeoutSeconds  3 → 5\n" in as_text(compare(old, new))


def test_a_state_of_a_nested_machine_is_headed_by_the_way_to_it() -> None:
    inner = chain("I")
    old = one_state({"Type": "Parallel", "Branches": [inner]})
    new = one_state({"Type": "Parallel", "Branches": [chain("I", I=task("I", Comment="!"))]})
    assert "\nA > branch 0 > I\n" in as_text(compare(old, new))


def test_what_is_inside_a_payload_is_not_taken_for_a_state() -> None:
    old, new = (one_state(task("f", Parameters={"States": {"X": {"y": y}}})) for y in (1, 2))
    assert "\nA\n  ~ /States/A/Parameters/States/X/y  1 → 2\n" in as_text(compare(old, new))


def test_a_very_long_change_shows_all_lines_of_both_sides() -> None:
    old, new = (one_state({"Type": "Pass", "Result": f"{side}\n" * 300}) for side in ("old", "new"))
    text = as_text(compare(old, new))
    assert text.count("- old") == text.count("+ new") == 300


def test_as_json_each_change_says_what_it_is_and_where() -> None:
    changes = compare(chain("A", "B"), chain("A", "X", X=task("B", Comment="new")))
    assert (
        changes.as_json()
        == json.loads(as_json_text(changes))
        == [
            {"change": "renamed", "old_pointer": "/States/B", "new_pointer": "/States/X"},
            {
                "change": "added",
                "new_pointer": "/States/X/Comment",
                "within": "/States/B",
                "new_value": "new",
            },
        ]
    )


def test_changes_are_a_sequence() -> None:
    changes = compare(chain("A", "B"), chain("A"))
    assert len(changes) == len(list(changes)) == 3
    assert changes[0] == next(iter(changes))
    assert isinstance(changes[1:], Changes)
    assert changes != list(changes)


def test_with_a_source_state_and_machine_are_named_with_their_place() -> None:
    old, new = (
        read_json(json.dumps({"Comment": text, **one_state(task(text))}, indent=1), "new.asl.json")
        for text in ("f", "g")
    )
    text = as_text(diff(old, new), new.source)
    assert "\nthe machine  (new.asl.json:1:1)\n" in text
    assert "\nA  (new.asl.json:5:3)\n" in text
