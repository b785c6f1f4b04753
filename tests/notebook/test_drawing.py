"""Pictures as values: drawn with what is asked for, and written to files."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl import AuthoringTypeError, Definition, Drawing, SfnError, draw, load, simulate
from sfn_dsl.graph import as_dot, as_mermaid, as_text, graph_of
from sfn_dsl.graph.svg import as_svg

DONE: dict[str, Any] = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
LOST: dict[str, Any] = {"StartAt": "A", "States": {**DONE["States"], "B": {"Type": "Succeed"}}}


def test_a_drawing_has_each_form_that_the_command_has() -> None:
    graph = graph_of(Definition(DONE))
    drawing = draw(Definition(DONE))
    assert drawing.text == as_text(graph)
    assert drawing.mermaid == as_mermaid(graph)
    assert drawing.dot == as_dot(graph)
    assert drawing.svg == as_svg(graph)
    assert repr(drawing) == "<Drawing of 1 state>"


@pytest.mark.parametrize(
    ("shown", "title", "mark"),
    [
        ({"against": Definition(DONE)}, "Changes", "added"),
        ({"findings": True}, "Findings", "error SFN203"),
        ({"execution": simulate(Definition(DONE))}, "Execution SUCCEEDED", "not reached"),
    ],
    ids=["changes", "findings", "an execution"],
)
def test_a_drawing_marks_what_is_asked_for(shown: Any, title: str, mark: str) -> None:
    drawing = draw(Definition(LOST), **shown)
    assert repr(drawing) == f"<Drawing of 2 states: {title}>"
    assert f"B  Succeed  unreachable  [{mark}]" in drawing.text


def test_a_drawing_shows_one_thing_besides_the_graph() -> None:
    with pytest.raises(AuthoringTypeError, match="one of against, findings and execution"):
        draw(Definition(DONE), against=Definition(LOST), findings=True)


def test_what_is_no_execution_is_refused() -> None:
    with pytest.raises(AuthoringTypeError, match=r"'done' is not an execution; write execution="):
        draw(Definition(DONE), execution="done")  # type: ignore[arg-type]  # it is wrong


@pytest.mark.parametrize("name", ["a.svg", "a.mmd", "a.mermaid", "a.dot", "a.GV", "a.txt"])
def test_the_name_of_a_file_says_what_is_written(tmp_path: Path, name: str) -> None:
    drawing = draw(Definition(DONE))
    drawing.save(tmp_path / name)
    forms = {"svg": drawing.svg, "dot": drawing.dot, "gv": drawing.dot, "txt": drawing.text}
    expected = forms.get(name[2:].lower(), drawing.mermaid)
    assert (tmp_path / name).read_text(encoding="utf-8") == expected


def test_a_name_that_says_nothing_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(SfnError, match=r"a\.png' does not say what to draw; end it with \.svg"):
        draw(Definition(DONE)).save(tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SfnError, match="cannot be written: no such file or directory"):
        draw(Definition(DONE)).save(tmp_path / "missing" / "a.svg")


def test_a_drawing_of_a_loaded_source_is_that_of_its_definition(root: Path) -> None:
    loaded = load(str(root / "workflows/backup.py"))
    drawing: Drawing = draw(loaded)
    assert drawing.text == as_text(graph_of(loaded.definition))


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """A disk that takes so many bytes of a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_picture_that_cannot_be_written_whole_leaves_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "a.dot"
    file.write_text("old")
    said = r"a\.dot' cannot be written: file too large"
    with full_after(20), pytest.raises(SfnError, match=said):
        draw(Definition(DONE)).save(file)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["a\0.dot", "a\ud800.dot"])
def test_a_name_that_no_file_can_have_is_an_error_of_its_own(tmp_path: Path, name: str) -> None:
    with pytest.raises(SfnError, match="cannot be written: "):
        draw(Definition(DONE)).save(tmp_path / name)
