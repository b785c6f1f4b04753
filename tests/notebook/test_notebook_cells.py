"""The names of notebook cells, from the file names that each kind of notebook gives to code."""

from __future__ import annotations

import linecache
import pickle
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sfn_dsl import Pass, SourceError, load
from sfn_dsl.origin import Origin, Position
from sfn_dsl.report.excerpts import Excerpts

CELL = "/tmp/ipykernel_17/2841.py"  # noqa: S108  # a name, and no file
SOURCE = "state = Pass(\n    'Ä', end=True); other = Pass('B', end=True)\n"

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run() -> Iterator[Run]:
    """Runs source under a name, as a notebook does; afterwards no name is known."""
    before = dict(linecache.cache)

    def running(name: str, source: str = SOURCE) -> dict[str, Any]:
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        found: dict[str, Any] = {"__name__": "__main__", "Pass": Pass}
        exec(compile(source, name, "exec"), found)  # noqa: S102  # written above
        return found

    yield running
    linecache.cache.clear()
    linecache.cache.update(before)


def shell(monkeypatch: pytest.MonkeyPatch, name_of: Callable[[str], Any]) -> None:
    """Let an IPython run that names cells so."""
    running = SimpleNamespace(compile=SimpleNamespace(format_code_name=name_of))
    ipython = SimpleNamespace(get_ipython=lambda: running)
    monkeypatch.setitem(sys.modules, "IPython", ipython)  # type: ignore[arg-type]  # stands in


def place(value: Any) -> str:
    return str(value.origin.position)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("<ipython-input-3-0a1b2c3d4e5f>", "In[3]"),
        ("/tmp/marimo_17/__marimo__cell_Hbol_.py", "marimo cell Hbol"),  # noqa: S108  # a name
        ("C:\\Temp\\marimo_17\\__marimo__cell_X1_.py", "marimo cell X1"),
        ("<stdin>", "<stdin>"),
        ("<command-1234>", "<command-1234>"),
    ],
)
def test_a_cell_is_named_after_the_file_of_its_code(run: Run, file: str, name: str) -> None:
    state = run(file)["state"]
    assert place(state) == f"{name}:1:9"
    assert Excerpts().of(state.origin.position) == "    1 | state = Pass(\n      |         ^"


def test_ipython_says_the_number_of_a_cell(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shell(monkeypatch, {CELL: ("Cell", "In[3]")}.get)
    found = run(CELL)
    assert place(found["state"]) == "In[3]:1:9"
    # Columns are of characters, where Python counts bytes.
    assert Excerpts().of(found["other"].origin.position) == (
        "    2 |     'Ä', end=True); other = Pass('B', end=True)\n"
        "      |                             ^"
    )


def test_the_number_is_that_of_the_run_that_made_the_state(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = {CELL: ("Cell", "In[3]")}
    shell(monkeypatch, numbers.get)
    first = run(CELL)["state"]
    numbers[CELL] = ("Cell", "In[5]")
    second = run(CELL)["state"]
    assert [place(first), place(second)] == ["In[3]:1:9", "In[5]:1:9"]
    assert first == second
    assert first.origin != second.origin


def test_a_function_is_where_it_was_written_whichever_cell_calls_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {CELL: ("Cell", "In[3]"), "/other.py": ("Cell", "In[4]")}
    shell(monkeypatch, names.get)
    make = run(CELL, "def make():\n    return Pass('A', end=True)\n")["make"]
    source = "state = make()\n"
    found = {"__name__": "__main__", "make": make}
    exec(compile(source, "/other.py", "exec"), found)  # noqa: S102  # written above
    state: Any = found["state"]
    assert [str(each) for each in state.origin.positions[:2]] == ["In[3]:2:12", "In[4]:1:9"]


def test_the_name_of_a_cell_outlives_its_kernel(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shell(monkeypatch, {CELL: ("Cell", "In[3]")}.get)
    state = pickle.loads(pickle.dumps(run(CELL)["state"]))  # noqa: S301  # made here
    assert place(state) == "In[3]:1:9"


def test_a_notebook_that_numbers_no_cells_names_them(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell(monkeypatch, {CELL: ("File", "<command-17>")}.get)
    assert place(run(CELL)["state"]) == "<command-17>:1:9"


@pytest.mark.parametrize(
    "ipython",
    [
        SimpleNamespace(),
        SimpleNamespace(get_ipython=lambda: None),
        SimpleNamespace(get_ipython=SimpleNamespace),
    ],
    ids=["half imported", "not running", "another version"],
)
def test_without_a_running_ipython_code_is_known_by_its_file(
    run: Run, monkeypatch: pytest.MonkeyPatch, ipython: Any
) -> None:
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    assert place(run(CELL)["state"]) == f"{CELL}:1:9"


def test_a_place_that_was_kept_stays_what_it_is() -> None:
    position = Position("In[3]", 2, 5)
    assert Origin((position,), (0,)).position is position
    assert str(position) == "In[3]:2:5"


def test_a_notebook_is_refused_as_a_source_with_what_to_do_instead(tmp_path: Path) -> None:
    file = tmp_path / "orders.ipynb"
    with pytest.raises(SourceError, match="there is no file"):
        load(file)
    file.write_text("{}")
    with pytest.raises(SourceError, match="is a notebook.*move its workflow to a Python file"):
        load(file)
