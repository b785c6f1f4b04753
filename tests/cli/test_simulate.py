"""``sfn simulate`` as a person or a script uses it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.main import sfn

PAY: dict[str, Any] = {
    "StartAt": "Pay",
    "States": {
        "Pay": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "orders", "MessageBody.$": "$.order"},
            "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 30, "MaxAttempts": 1}],
            "Next": "Rest",
        },
        "Rest": {"Type": "Wait", "Seconds": 86400, "Next": "Done"},
        "Done": {"Type": "Succeed"},
    },
}


def run(*arguments: str, document: Any = PAY) -> Result:
    return CliRunner().invoke(sfn, ["simulate", "-", *arguments], input=json.dumps(document))


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    file = tmp_path / "tasks.json"
    file.write_text('{"Pay": {"answers": [{"fails": "Busy"}, {"output": {"paid": true}}]}}')
    return file


def test_the_output_stands_alone_on_standard_output(tasks: Path) -> None:
    done = run("--input", '{"order": "1"}', "--tasks", str(tasks))
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"paid": True}


def test_the_path_shows_when_each_state_was_entered_and_what_failed(tasks: Path) -> None:
    done = run("--input", '{"order": "1"}', "--tasks", str(tasks))
    assert done.stderr.splitlines() == [
        "       0 s  Pay (Task)",
        "       0 s    failed: Busy",
        "      30 s    tried again",
        "      30 s  Rest (Wait)",
        "1 day, 0:00:30  Done (Succeed)",
        "SUCCEEDED after 1 day, 0:00:30 of virtual time: 3 states, 2 task calls",
    ]


def test_an_execution_that_fails_exits_with_1_and_says_why(tmp_path: Path) -> None:
    file = tmp_path / "tasks.yaml"
    file.write_text("Pay: {fails: {error: Broke, cause: no money}}")
    done = run("--input", '{"order": "1"}', "--tasks", str(file), "--quiet")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == (
        "FAILED after 30 s of virtual time: 1 state, 2 task calls; Broke: no money\n"
    )


def test_json_has_the_history_as_the_api_gives_it(tasks: Path) -> None:
    done = run("--input", '{"order": "1"}', "--tasks", str(tasks), "--format", "json", "-q")
    shown = json.loads(done.stdout)
    assert shown["status"] == "SUCCEEDED"
    assert shown["elapsed"] == 86430
    assert shown["path"] == ["Pay", "Rest", "Done"]
    assert [call["attempt"] for call in shown["calls"]] == [1, 2]
    entered = shown["history"][1]
    assert entered["type"] == "TaskStateEntered"
    assert json.loads(entered["stateEnteredEventDetails"]["input"]) == {"order": "1"}


def test_input_is_json_or_a_file_of_it(tmp_path: Path) -> None:
    file = tmp_path / "input.json"
    file.write_text('{"n": 1}')
    passing = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
    for given, output in ((str(file), {"n": 1}), ("[1, 2]", [1, 2]), ("-3", -3), ('"x"', "x")):
        done = run(f"--input={given}", document=passing)
        assert json.loads(done.stdout) == output


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("missing.json", "there is no file 'missing.json', and it is not JSON"),
        ('{"n": ', "--input is not JSON"),
        ("NaN", "there is no file 'NaN'"),
    ],
)
def test_input_that_is_neither_is_refused(given: str, told: str) -> None:
    done = run("--input", given)
    assert done.exit_code != 0
    assert told in str(done.exception)


def test_a_task_without_an_answer_says_what_to_write_in_the_file() -> None:
    done = run("--input", '{"order": "1"}')
    said = str(done.exception)
    assert "the task 'Pay' has no answer" in said
    assert "write 'Pay: {output: ...}' in a file of --tasks" in said
    assert "--like-service" in said


def test_services_can_answer_plausibly() -> None:
    done = run("--input", '{"order": "1"}', "--like-service", "-q")
    assert done.exit_code == 0
    assert "MessageId" in json.loads(done.stdout)


def test_a_state_runs_alone(tasks: Path) -> None:
    done = run("--input", '{"order": "1"}', "--tasks", str(tasks), "--state", "Pay", "-q")
    assert json.loads(done.stdout) == {"paid": True}
    shown = run("--input", '{"order": "1"}', "--tasks", str(tasks), "--state", "Pay")
    assert shown.stderr.endswith("1 state, 2 task calls; next is Rest\n")


def test_a_state_that_does_not_exist_is_refused_with_the_nearest_one() -> None:
    done = run("--state", "Pai")
    # There is no line of a source to point at, click's own least of all.
    assert str(done.exception) == "the definition has no state 'Pai'; did you mean 'Pay'?"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("Pya: {output: 1}", "'Pya' names no task of the definition; write 'Pay'"),
        ("Pay: {handler: nowhere.pay}", "nowhere"),
        ("Pay: {answers: [{output: 1}], repeat_lost: true}", "repeat_lost"),
    ],
)
def test_a_mistake_in_the_answers_names_their_file(answers: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "tasks.yaml"
    file.write_text(answers)
    done = run("--input", '{"order": "1"}', "--tasks", str(file), "-q")
    assert str(done.exception).startswith(f"{file}:")
    assert told in str(done.exception)


def test_a_nested_workflow_that_is_not_there_is_told_at_its_place(tmp_path: Path) -> None:
    file = tmp_path / "tasks.yaml"
    file.write_text("Pay:\n  nested: child.asl.json\n")
    done = run("--tasks", str(file))
    assert str(done.exception).startswith(f"{file}:2:3: there is no file")


def test_test_cases_to_choose_from_are_told_with_the_option(tmp_path: Path) -> None:
    file = tmp_path / "MockConfigFile.json"
    cases = {"A": {"Pay": "Paid"}, "B": {"Pay": "Paid"}}
    responses = {"Paid": {"0": {"Return": {}}}}
    file.write_text(
        json.dumps({"StateMachines": {"M": {"TestCases": cases}}, "MockedResponses": responses})
    )
    assert "'A', 'B'; name one with test_case= or --test-case" in str(
        run("--tasks", str(file)).exception
    )


def test_a_skeleton_of_answers_can_be_run_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "tasks.yaml"
    written = run("--write-tasks", str(file))
    assert written.exit_code == 0
    assert "Pay:  # sqs:sendMessage" in file.read_text()
    done = run("--input", '{"order": "1"}', "--tasks", str(file), "-q")
    assert done.exit_code == 0


def test_a_skeleton_does_not_replace_answers_that_exist(tmp_path: Path) -> None:
    file = tmp_path / "tasks.yaml"
    file.write_text("Pay: {output: 1}")
    done = run("--write-tasks", str(file))
    assert "exists; name a new file" in str(done.exception)
    assert file.read_text() == "Pay: {output: 1}"


def test_placeholders_are_filled_in() -> None:
    document = {"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "${X}", "End": True}}}
    done = run("--substitute", "X=y", "-q", document=document)
    assert json.loads(done.stdout) == "y"


def test_a_failed_execution_leaves_the_file_of_its_output_as_it_was(tmp_path: Path) -> None:
    kept = tmp_path / "output.json"
    kept.write_text("old")
    failing = {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}
    assert run("-o", str(kept), document=failing).exit_code == 1
    assert kept.read_text() == "old"
    assert run("-o", str(kept), "--format", "json", document=failing).exit_code == 1
    assert json.loads(kept.read_text())["error"] == "E"


def test_an_error_names_no_line_of_the_command_line_itself() -> None:
    done = run("--state", "Nope", "--format", "json")
    assert done.exit_code == 1  # of click's own runner, for an exception
    assert json.loads(done.stdout)["error"].startswith("the definition has no state 'Nope'")


@pytest.mark.parametrize(
    ("content", "complaint"), [(b"\x9d\xff", "is not JSON"), (b"", "is not JSON")]
)
def test_an_input_that_is_no_json_is_told_so(
    tmp_path: Path, content: bytes, complaint: str
) -> None:
    (tmp_path / "input").write_bytes(content)
    done = run("--input", str(tmp_path / "input"))
    assert complaint in str(done.exception)


def test_an_input_that_is_a_folder_cannot_be_read(tmp_path: Path) -> None:
    assert "is a directory" in str(run("--input", str(tmp_path)).exception)


def test_an_input_may_begin_with_a_mark_of_its_encoding(tmp_path: Path) -> None:
    (tmp_path / "input.json").write_text('{"order": "1"}', encoding="utf-16")
    done = run("--input", str(tmp_path / "input.json"), "--state", "Done")
    assert json.loads(done.stdout) == {"order": "1"}


def test_standard_input_is_not_read_twice() -> None:
    done = run("--input", "-", "--format", "json")
    assert done.exit_code == 2
    assert "standard input is both SOURCE and --input" in json.loads(done.stdout)["error"]


def test_a_folder_of_objects_that_links_to_itself_is_none(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert "there is no folder" in str(run("--objects", str(tmp_path / "loop")).exception)
