"""Colour: where it is shown, what it may be, and that no text is read as more than text."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from sfn_dsl.cli import terminal as shown
from sfn_dsl.cli.commands.versions import _lines
from sfn_dsl.cli.main import sfn
from sfn_dsl.deployment.release.manage import ListedVersion

from .screen import Terminal, plain, terminal

FLAWED = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Nowhere"}}}'
GOOD = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": [1, true], "End": true}}}'
HOSTILE = "[red]x[/red]\x1b[31m\x07\u202e"
SGR = re.compile(r"\x1b\[([0-9;]*)m")

COMMANDS = (
    ("compile", "good.json"),
    ("compile", "good.json", "--check", "old.json"),
    ("validate", "flawed.json", "good.json"),
    ("diff", "good.json", "flawed.json"),
    ("diff", "good.json", "flawed.json", "--format", "json"),
    ("explain", "SFN203"),
    ("policy", "good.json"),
    ("import", "good.json"),
    ("graph", "good.json"),
    ("simulate", "good.json"),
    ("compile", "gone.json"),
    ("role", "good.json", "--policy", "policy.json"),
)
DATA = ("compile", "policy", "import", "graph")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.json").write_text(GOOD)
    Path("old.json").write_text("{}\n")
    Path("flawed.json").write_text(FLAWED)
    Path("policy.json").write_text('{"Version": "2012-10-17", "Statement": []}')
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs a command whose streams are terminals; returns what was written to them."""

    def run(*arguments: str, out: bool = True, err: bool = True) -> str:
        with terminal() as made:
            _invoke(made, arguments, monkeypatch, out=out, err=err)
        return made.text

    return run


def _invoke(
    made: Terminal, arguments: tuple[str, ...], patch: pytest.MonkeyPatch, *, out: bool, err: bool
) -> None:
    with made.stream() as stream, patch.context() as patched, Path("piped").open("w") as file:
        patched.setattr(sys, "stdout", stream if out else file)
        patched.setattr(sys, "stderr", stream if err else file)
        try:
            sfn.main(list(arguments), standalone_mode=False)
        except Exception as error:
            from sfn_dsl.cli.output import show_error

            show_error(error)


@pytest.mark.parametrize(
    ("environment", "is_terminal", "colour", "redrawn"),
    [
        ({}, True, True, True),
        ({}, False, False, False),
        ({"NO_COLOR": "1"}, True, False, True),
        ({"NO_COLOR": ""}, True, True, True),
        ({"FORCE_COLOR": "1"}, False, True, False),
        ({"FORCE_COLOR": "0"}, False, True, False),
        ({"FORCE_COLOR": ""}, False, False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False, True),
        ({"TERM": "dumb"}, True, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True, False),
    ],
)
def test_colour_and_redrawing_follow_the_environment_and_the_stream(
    environment: dict[str, str],
    is_terminal: bool,
    colour: bool,
    redrawn: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    assert shown.has_colour(err=True) is colour
    assert shown.is_redrawn(err=True) is redrawn


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_colour_adds_nothing_to_the_text(
    words: tuple[str, ...], both: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    coloured = both(*words)
    monkeypatch.setenv("NO_COLOR", "1")
    took = re.compile(r", in [\d.]+ s\n")
    assert took.sub("\n", plain(coloured)) == took.sub("\n", both(*words))
    assert (coloured != plain(coloured)) is (words[0] not in ("import", "graph"))


def test_colours_are_of_those_that_people_choose_for_their_terminal(
    both: Callable[..., str],
) -> None:
    codes = {code for words in COMMANDS for code in SGR.findall(both(*words))}
    allowed = {0, 1, 2, *range(31, 37)}  # no black and no white, which a background may have
    assert {int(number) for code in codes for number in code.split(";")} <= allowed
    used = {number for style in shown.STYLES.values() for number in style.split()}
    assert used <= {"bold", "dim", "red", "green", "yellow", "blue", "magenta", "cyan"}


def test_each_stream_is_treated_separately(both: Callable[..., str]) -> None:
    on_terminal = both("compile", "gone.json", out=False)
    assert "\x1b[" in on_terminal
    both("diff", "good.json", "flawed.json", out=False)
    piped = Path("piped").read_text()
    assert "Nowhere" in piped
    assert "\x1b" not in piped


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"NO_COLOR": "1"}], ids=str)
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_without_colour_no_escape_is_written(
    words: tuple[str, ...],
    environment: dict[str, str],
    both: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert "\x1b" not in both(*words)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_forced_colour_keeps_out_of_data_and_moves_no_cursor(
    words: tuple[str, ...], both: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    both(*words, out=False, err=False)
    piped = Path("piped").read_text()
    assert set(re.findall(r"\x1b\[[0-9;]*([A-Za-z])", piped)) <= {"m"}
    is_data = words[0] in DATA and words[-1] == "good.json"
    assert ("\x1b" in piped) is not (is_data or "json" in words)


def test_what_users_write_stays_text(both: Callable[..., str]) -> None:
    document: Any = {"StartAt": HOSTILE, "States": {HOSTILE: {"Type": "Pass", "Next": HOSTILE}}}
    Path("hostile.json").write_text(json.dumps(document))
    for words in (
        ("compile", "hostile.json"),
        ("validate", "hostile.json"),
        ("diff", "good.json", "hostile.json"),
        ("graph", "hostile.json"),
        ("simulate", "hostile.json", "--state", "y" + HOSTILE),
    ):
        text = plain(both(*words))
        assert "[red]x[/red]" in text, words
        assert "\x1b" not in text
        assert "\x07" not in text
        assert "\u202e" not in text


def test_without_colour_the_library_for_it_is_not_loaded(
    both: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "rich"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "rich", None)
    shown._codes.cache_clear()
    assert both("diff", "good.json", "flawed.json", out=False, err=False) == ""
    assert "Nowhere" in Path("piped").read_text()
    assert "this is a bug" in both("diff", "good.json", "flawed.json")


def test_quiet_shows_results_and_errors_only(both: Callable[..., str]) -> None:
    assert both("simulate", "good.json", "--quiet", out=False) == ""
    assert plain(both("-q", "validate", "good.json", "flawed.json")).startswith("flawed.json:1:")
    assert "sources" not in both("-q", "validate", "good.json", "flawed.json")
    assert "error: " in plain(both("validate", "-q", "--type", "FAST", "good.json"))


@pytest.mark.parametrize("words", [("-q", "--verbose"), ("--verbose", "-q")], ids=" ".join)
def test_quiet_and_verbose_exclude_each_other(words: tuple[str, str]) -> None:
    before, after = words
    with pytest.raises(click.UsageError, match="exclude each other; give one of them"):
        sfn.main([before, "validate", "good.json", after], standalone_mode=False)


def test_a_terminal_gets_headings_of_the_versions_and_a_log_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [
        ListedVersion(12, 0.0, None, (("live", 90), ("b\x1b[31m", 100))),
        ListedVersion(3, 0.0, None, ()),
    ]
    rows = [
        r"12  1970-01-01T00:00:00+00:00  live 90%, b\x1b[31m",
        "3   1970-01-01T00:00:00+00:00",
    ]
    assert list(_lines(found)) == rows
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert [plain(line) for line in _lines(found)] == [
        "VERSION  PUBLISHED                  ALIASES",
        r"12       1970-01-01T00:00:00+00:00  live 90%, b\x1b[31m",
        "3        1970-01-01T00:00:00+00:00",
    ]
