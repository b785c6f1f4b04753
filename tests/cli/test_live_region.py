"""Lines that are drawn again below what is written, as a person sees them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress

import pytest

from sfn_dsl.cli.live.region import Line, Region, bar
from sfn_dsl.cli.output import say
from sfn_dsl.cli.streams import StandardError

from .screen import Terminal, terminal

HIDE_CURSOR = "\x1b[?25l"


On = Callable[..., AbstractContextManager[Terminal]]


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> On:
    """Makes standard error a terminal for a block."""

    @contextmanager
    def made(columns: int = 60, lines: int = 12, encoding: str = "utf-8") -> Iterator[Terminal]:
        with (
            terminal(columns, lines) as found,
            found.stream(encoding) as stream,
            monkeypatch.context() as patched,
        ):
            patched.setattr(sys, "stderr", stream)
            yield found

    return made


def texts(*lines: str) -> list[Line]:
    return [[(line, None)] for line in lines]


def test_what_is_written_stays_above_the_lines_and_the_last_lines_stay_below(on: On) -> None:
    now = ["running"]
    with on() as made, Region(lambda _: texts(*now)) as region:
        region._draw()
        for number in range(30):
            with region.above():
                say(f"line {number}")
        now[:] = ["done", "well"]
    assert made.seen == [*(f"line {number}" for number in range(30)), "done", "well"]


def test_what_anybody_writes_stays_above_the_lines(on: On, monkeypatch: pytest.MonkeyPatch) -> None:
    with on() as made, monkeypatch.context() as patched:
        raw = io.BufferedWriter(io.FileIO(os.dup(made.writer), "w"))
        stream = StandardError(raw, encoding="utf-8", line_buffering=True)
        patched.setattr(sys, "stderr", stream)
        with Region(lambda _: texts("running", "waiting")) as region:
            for number in range(3):
                region._draw()
                stream.write(f"printed {number}\n")
            region._draw()
            stream.write("a line ")
            region._draw()
            stream.write("in two parts\n")
            region._draw()
            stream.write("no end")
        stream.write("after\n")
        stream.close()
    above = ["printed 0", "printed 1", "printed 2", "a line in two parts", "no end"]
    assert made.seen == [*above, "running", "waiting", "after"]


def test_a_view_that_leaves_no_lines_leaves_no_trace(on: On) -> None:
    def lines(most: int | None) -> Sequence[Line]:
        return texts("a", "b", "c") if most else []

    with on() as made:
        say("before")
        with Region(lines) as region:
            region._draw()
        say("after")
    assert made.seen == ["before", "after"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_error_leaves_the_last_lines_and_a_cursor_that_is_seen(
    error: type[BaseException], on: On
) -> None:
    with on() as made, suppress(error), Region(lambda _: texts("step one", "step two")) as region:
        region._draw()
        raise error
    assert made.seen == ["step one", "step two"]
    assert HIDE_CURSOR not in made.text


def test_lines_are_cut_to_a_narrow_terminal_and_stay_single_lines(on: On) -> None:
    hostile = "[bold]x[/bold]\x1b[31m\r\n\x07" + "名" * 30
    with on(columns=30) as made, Region(lambda _: texts(hostile, "short")) as region:
        region._draw()
    assert made.seen[0].startswith(r"[bold]x[/bold]\x1b[31m\r")
    assert made.seen[0].endswith("...")
    assert made.seen[1:] == ["short"]
    assert "\x1b[31m" not in made.text
    assert "\x07" not in made.text


def test_more_lines_than_the_screen_has_are_asked_for_by_its_height(on: On) -> None:
    asked: list[int | None] = []

    def lines(most: int | None) -> Sequence[Line]:
        asked.append(most)
        return texts(*map(str, range(50)))[:most]

    with on(lines=10) as made, Region(lines) as region:
        region._draw()
        made.resize(60, 5)
        region._draw()
    assert asked[0] == 9
    assert 4 in asked
    assert asked[-1] is None
    assert made.seen[-50:] == [str(number) for number in range(50)]


@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
@pytest.mark.parametrize("size", ["0", "-1", "abc", "²", "٣", "9" * 20, "9" * 5000])
def test_a_size_that_no_terminal_has_is_not_taken(
    name: str, size: str, on: On, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, size)
    with on(columns=10) as made, Region(lambda most: texts("0123456789ab", "b")[:most]) as region:
        region._draw()
    assert made.seen == ["012345...", "b"]


@pytest.mark.parametrize(("columns", "lines"), [(1, 1), (2, 1), (3, 2), (9999, 9999)])
def test_a_terminal_of_any_size_is_drawn_on(columns: int, lines: int, on: On) -> None:
    with on(columns, lines), Region(lambda most: texts("名" * 20, "", "b")[:most]) as region:
        region._draw()
        with region.above():
            say("above")
        region._draw()


def test_a_terminal_without_utf_8_gets_no_character_that_it_lacks(on: On) -> None:
    with on(encoding="ascii") as made, Region(lambda _: texts(bar(0.5, 4))) as region:
        region._draw()
    assert made.seen == ["##--"]


def test_without_colour_lines_are_drawn_again_all_the_same(
    on: On, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with on() as made, Region(lambda _: [[("failed", "error"), (" a", "faint")]]) as region:
        region._draw()
    assert made.seen == ["failed a"]
    assert "m" not in made.text.replace("failed a", "")
