"""Handlers whose code, name or environment cannot be used, in Python and in files of answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.cli.main import sfn
from sfn_dsl.errors import SfnError
from sfn_dsl.testing import handler

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:pay"
PAY = {"StartAt": "Pay", "States": {"Pay": {"Type": "Task", "Resource": FUNCTION, "End": True}}}


def failure(folder: Path, answer: dict[str, Any]) -> BaseException | None:
    """What ends ``sfn simulate`` with an answer that stands in a file of this folder."""
    tasks = folder / "tasks.json"
    tasks.write_text(json.dumps({"Pay": answer}))
    arguments = ["simulate", "-", "--tasks", str(tasks)]
    return CliRunner().invoke(sfn, arguments, input=json.dumps(PAY)).exception


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("this is no Python(", "cannot be imported: SyntaxError"),
        ("import sys; sys.exit(5)", "cannot be imported: SystemExit: 5"),
        ("1 / 0", "cannot be imported: ZeroDivisionError"),
        ("raise BaseException('no')", "a handler raised BaseException: no"),
        ("def run(event, context): raise BaseException('no')", "a handler raised BaseException"),
    ],
)
def test_code_that_cannot_be_run_is_told_as_a_mistake_in_the_answers(
    tmp_path: Path, code: str, complaint: str
) -> None:
    (tmp_path / "app.py").write_text(code)
    error = failure(tmp_path, {"handler": "app.run"})
    assert isinstance(error, SfnError)
    assert complaint in str(error)


@pytest.mark.parametrize("name", ["../../etc/passwd", ".run", "run", "a..run", "app.", ""])
def test_a_name_that_leads_out_of_the_folder_is_no_name_of_a_handler(
    tmp_path: Path, name: str
) -> None:
    error = failure(tmp_path, {"handler": name})
    assert isinstance(error, SfnError)
    assert "is not the name of a handler" in str(error)


@pytest.mark.parametrize("environment", [{"A=B": "x"}, {"": "x"}, {"A": "x\0y"}, {"A\0": "x"}])
def test_a_variable_that_no_environment_can_hold_is_refused(environment: dict[str, str]) -> None:
    with pytest.raises(AnswerError, match="no variable of an environment"):
        handler("app.run", environment=environment)


@pytest.mark.parametrize("source", ["-", "arn:aws:states:us-east-1:123456789012:stateMachine:x"])
def test_what_is_nested_in_a_file_is_a_file_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tasks.json").write_text(json.dumps({"Pay": {"nested": source}}))
    arguments = ["simulate", "-", "--tasks", "tasks.json"]
    done = CliRunner().invoke(sfn, arguments, input=json.dumps(PAY))
    assert "there is no file" in str(done.exception)
