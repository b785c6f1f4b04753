"""The line of a finding, with a caret where a reader looks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.origin import Position
from sfn_dsl.report.excerpts import Excerpts, excerpt


def pointed_at(shown: str) -> str:
    """The character above the caret, where each takes one place."""
    line, caret = shown.split("\n")
    return line[caret.index("^") :][:1]


def test_the_caret_stands_under_the_column() -> None:
    assert excerpt('  "B": {}', 5, 3) == '    5 |   "B": {}\n      |   ^'


def test_a_tab_takes_four_places() -> None:
    shown = excerpt('\t"B": {}', 12, 2)
    assert shown == '   12 |     "B": {}\n      |     ^'


def test_wide_and_combining_characters_move_the_caret_by_what_they_take() -> None:
    assert excerpt("漢x", 1, 2).endswith("|   ^")
    assert excerpt("e\u0301x", 1, 3).endswith("|  ^")


def test_what_could_steer_a_terminal_is_shown_as_its_escape() -> None:
    shown = excerpt("\x1b[31mB", 1, 6)
    assert "\x1b" not in shown
    assert "\\x1b[31mB" in shown
    assert pointed_at(shown) == "B"


@pytest.mark.parametrize("column", [1, 30, 96, 97, 500, 999, 1000])
def test_a_long_line_is_cut_around_the_column(column: int) -> None:
    line = "".join(chr(ord("a") + n % 26) for n in range(1000))
    shown = excerpt(line, 1, column)
    assert max(map(len, shown.split("\n"))) <= 110
    assert pointed_at(shown) == line[column - 1]
    assert ("…" in shown) == (len(line) > 96)


@given(st.text(st.characters(blacklist_characters="\n"), max_size=200), st.integers(-5, 300))
def test_any_line_and_column_give_two_lines(line: str, column: int) -> None:
    shown = excerpt(line, 1, column)
    assert len(shown.split("\n")) == 2
    assert shown.replace("\n", "").isprintable()


def test_a_file_is_read_once_and_columns_of_python_count_bytes(tmp_path: Path) -> None:
    file = tmp_path / "w.py"
    file.write_bytes("one\r\nx = 'é'; y\r\n".encode())
    excerpts = Excerpts()
    found = excerpts.of(Position(str(file), 2, 11))
    assert found is not None
    assert pointed_at(found) == "y"
    file.unlink()
    assert excerpts.of(Position(str(file), 1, 1)) == "    1 | one\n      | ^"


def test_columns_of_json_count_characters(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text('\ufeff{"é": y}', encoding="utf-8")
    found = Excerpts().of(Position(str(file), 1, 7))
    assert found is not None
    assert pointed_at(found) == "y"


def test_what_cannot_be_read_again_has_no_excerpt(tmp_path: Path) -> None:
    binary = tmp_path / "x.json"
    binary.write_bytes(b"\xff\xfe{")
    excerpts = Excerpts()
    assert excerpts.of(None) is None
    for file in ("<standard input>", "gone.json", "nul\0", str(tmp_path), str(binary)):
        assert excerpts.of(Position(file, 1, 1)) is None
    short = tmp_path / "short.json"
    short.write_text("{}")
    assert excerpts.of(Position(str(short), 9, 1)) is None
