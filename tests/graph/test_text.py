"""Pictures as text: for the terminal, in Mermaid and in DOT."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sfn_dsl.graph import Mark, Overlay, as_dot, as_mermaid, as_text
from sfn_dsl.graph.mermaid import escaped

from .machines import ORDERS, graph, hostile_machine

MARKED = Overlay(
    "Changes",
    {
        "/States/Each": Mark("added", "added"),
        "/States/Check/Default": Mark("changed", ""),
        "/States/Both/Branches/0/States/Rest": Mark("removed", "removed"),
    },
)
DRAWN = {"txt": as_text, "mmd": as_mermaid, "dot": as_dot}


@pytest.mark.parametrize("kind", DRAWN)
def test_pictures_look_as_they_did(kind: str, golden: Callable[[Path, str], None]) -> None:
    golden(Path(__file__).parent / "goldens" / f"orders.{kind}", DRAWN[kind](graph(ORDERS)))


@pytest.mark.parametrize("kind", DRAWN)
def test_a_mark_is_told_by_a_sign_and_words(kind: str) -> None:
    plain = DRAWN[kind](graph(ORDERS))
    marked = DRAWN[kind](graph(ORDERS), MARKED)
    for sign in ("+", "~", "\N{MINUS SIGN}"):
        shown = f"#{ord(sign)};" if kind == "mmd" else sign
        assert marked.count(shown) > plain.count(shown)


@pytest.mark.parametrize("kind", DRAWN)
def test_hostile_texts_steer_nothing(kind: str) -> None:
    text = DRAWN[kind](graph(hostile_machine()))
    assert all(line.isprintable() for line in text.splitlines())
    assert all(len(line) < 1_000 for line in text.splitlines())


def test_no_hostile_text_ends_its_quotes_in_mermaid() -> None:
    text = as_mermaid(graph(hostile_machine()))
    assert not [line for line in text.splitlines() if line.count('"') not in (0, 2)]
    assert "<script" not in text
    assert "%%" not in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$$.Execution", "#36;#8203;#36;#46;Execution"),
        ("$$$", "#36;#8203;#36;#8203;#36;"),
        ("$.a", "#36;#46;a"),
        ("a\\n", "a#92;#8203;n"),
    ],
)
def test_nothing_begins_a_formula_or_a_line_in_mermaid(text: str, shown: str) -> None:
    assert escaped(text) == shown
