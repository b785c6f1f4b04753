"""``sfn graph`` as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sfn_dsl import load, simulate
from sfn_dsl.cli.main import sfn
from sfn_dsl.testing.coverage import Coverage

DOCUMENT: dict[str, Any] = {
    "StartAt": "Pay",
    "States": {"Pay": {"Type": "Pass", "Next": "Done"}, "Done": {"Type": "Succeed"}},
}


@pytest.fixture
def source(tmp_path: Path) -> str:
    file = tmp_path / "pay.asl.json"
    file.write_text(json.dumps(DOCUMENT))
    return str(file)


def run(*arguments: str, document: Any = None) -> Result:
    text = None if document is None else json.dumps(document)
    return CliRunner().invoke(sfn, ["graph", *arguments], input=text)


def test_a_picture_is_text_unless_another_format_is_given(source: str) -> None:
    done = run(source)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Start → Pay",
        "Pay  Pass",
        "  → Done",
        "Done  Succeed",
        "  → End",
    ]
    assert run(source, "--format", "dot").stdout.startswith("digraph")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.mmd", "flowchart"),
        ("a.gv", "digraph"),
        ("a.svg", "<svg"),
        ("a.txt", "Start"),
        ("a", "Start"),
    ],
)
def test_the_name_of_the_output_says_the_format(
    source: str, name: str, start: str, tmp_path: Path
) -> None:
    assert run(source, "-o", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).read_text().startswith(start)


def test_changes_against_another_source_are_shown(source: str) -> None:
    new = {"StartAt": "Pay", "States": {"Pay": {"Type": "Pass", "End": True}}}
    lines = run("-", "--against", source, document=new).stdout.splitlines()
    assert lines[0] == "Changes:  + added  \N{MINUS SIGN} removed  ~ changed"
    assert "\N{MINUS SIGN} Done  Succeed  [removed]" in lines


def test_findings_are_shown(source: str) -> None:
    lost = {**DOCUMENT["States"], "Lost": {"Type": "Succeed"}}
    shown = run("-", "--findings", document={**DOCUMENT, "States": lost}).stdout
    assert "\N{MULTIPLICATION SIGN} Lost  Succeed  unreachable  [error SFN203]" in shown


def test_the_history_of_a_simulation_is_shown(source: str, tmp_path: Path) -> None:
    history = tmp_path / "history.json"
    ran = CliRunner().invoke(sfn, ["simulate", source, "--format", "json", "-o", str(history)])
    assert ran.exit_code == 0
    lines = run(source, "--history", str(history)).stdout.splitlines()
    assert lines[0].startswith("Execution SUCCEEDED")
    assert "\N{CHECK MARK} Pay  Pass  [reached]" in lines
    assert "  ─ \N{CHECK MARK} → Done" in lines


def test_the_history_of_an_execution_on_aws_is_shown(source: str, tmp_path: Path) -> None:
    def entered(nth: int, name: str, before: int) -> dict[str, Any]:
        details = {"stateEnteredEventDetails": {"name": name}}
        return {"id": nth, "previousEventId": before, "type": "PassStateEntered", **details}

    history = tmp_path / "history.json"
    started = {"id": 1, "previousEventId": 0, "type": "ExecutionStarted"}
    history.write_text(json.dumps({"events": [started, entered(2, "Pay", 0)]}))
    lines = run(source, "--history", str(history)).stdout.splitlines()
    assert lines[0].startswith("Execution not ended")
    assert "i Pay  Pass  [in progress]" in lines
    assert "\N{WHITE CIRCLE} Done  Succeed  [not reached]" in lines


def test_coverage_is_shown(source: str, tmp_path: Path) -> None:
    coverage = Coverage(tmp_path)
    coverage.record(simulate(load(source), {}))
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps(coverage.report()))
    lines = run(source, "--coverage", str(report)).stdout.splitlines()
    assert lines[0] == "Coverage of 1 execution:  \N{CHECK MARK} reached"
    assert "\N{CHECK MARK} Pay  Pass  [1 execution]" in lines
    assert "  ─ \N{CHECK MARK} → Done" in lines


@pytest.mark.parametrize("workflows", [[], [{}], [{"executions": "2", "items": [{"kind": []}, 1]}]])
def test_coverage_of_other_workflows_is_an_error(
    source: str, workflows: list[Any], tmp_path: Path
) -> None:
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"workflows": workflows}))
    done = run(source, "--coverage", str(report))
    assert "has no executions of a workflow with these states" in str(done.exception)


@pytest.mark.parametrize("text", ["", "[]", '{"events": 1}', '{"events": [1]}', "1" * 5_000])
@pytest.mark.parametrize("option", ["--history", "--coverage"])
def test_a_file_that_is_something_else_is_an_error(
    source: str, option: str, text: str, tmp_path: Path
) -> None:
    file = tmp_path / "odd.json"
    file.write_text(text)
    done = run(source, option, str(file))
    assert done.exit_code != 0
    assert "give a" in str(done.exception)


def test_a_history_with_odd_events_is_an_error_that_names_the_event(
    source: str, tmp_path: Path
) -> None:
    file = tmp_path / "odd.json"
    file.write_text('{"events": [{"id": 1, "type": "ExecutionStarted"}, {"id": [], "type": "x"}]}')
    said = str(run(source, "--history", str(file)).exception)
    assert "/events/1 has no whole number as 'id'" in said


def test_one_picture_shows_one_thing(source: str) -> None:
    done = run(source, "--findings", "--against", source)
    assert done.exit_code == 2
    assert "exclude each other" in done.output
