"""``sfn review`` as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.main import sfn
from sfn_dsl.local import ACCOUNT, LocalAWS
from sfn_dsl.local.resources.backup import create_backup_resources


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(sfn, ["review", *arguments], input=text)


@pytest.fixture
def backup(root: Path) -> str:
    return str(root / "workflows" / "backup.asl.json")


def test_a_comment_goes_to_a_file(backup: str, tmp_path: Path) -> None:
    file = tmp_path / "review.md"
    done = run(backup, "--format", "markdown", "-o", str(file))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert file.read_text().startswith("<!-- sfn-review: ")


def test_a_plan_and_the_review_of_a_role_are_shown(backup: str, tmp_path: Path, root: Path) -> None:
    policy, role, plan = (tmp_path / name for name in ("policy.json", "role.json", "plan.json"))
    policy.write_text(json.dumps({"Version": "2012-10-17", "Statement": []}))
    checked = CliRunner().invoke(sfn, ["role", backup, "--policy", str(policy), "--format", "json"])
    assert checked.exit_code == 1
    role.write_text(checked.stdout)
    steps = [
        {
            "step": "update",
            "parts": {"role": {"old": "A", "new": "B"}, "definition": {"changes": [1]}},
        },
        {"step": "tag", "tags": {"team": "a"}},
    ]
    plan.write_text(json.dumps({"action": "update", "name": "b", "arn": "arn:x", "steps": steps}))
    done = run(backup, "--format", "markdown", "--plan", str(plan), "--role", str(role))
    assert done.exit_code == 0, done.stderr
    assert "update state machine 'b' (arn&#58;x)" in done.stdout
    assert (
        'update role: A → B\nupdate definition: 1 change\ntag: tags {"team": "a"}\n' in done.stdout
    )
    assert "does not suffice" in done.stdout.splitlines()[3]
    assert "missing  lambda:InvokeFunction on arn:aws:lambda:" in done.stdout


@pytest.mark.parametrize(
    ("option", "content", "said"),
    [
        ("--plan", "{", "is not JSON"),
        ("--plan", "[]", "is not what 'sfn plan' writes as JSON"),
        ("--plan", '{"action": "update"}', "has no steps"),
        ("--role", '{"suffices": "x"}', "does not say whether the role suffices"),
        ("--role", "{}", "is not what 'sfn role' writes as JSON"),
    ],
)
def test_a_file_of_another_kind_is_refused(
    backup: str, option: str, content: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "given.json"
    file.write_text(content)
    done = run(backup, option, str(file))
    assert isinstance(done.exception, Exception)
    assert said in str(done.exception)


@pytest.mark.slow
def test_what_is_deployed_and_its_plan_are_reviewed(
    backup: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = Path(backup).read_text().replace("YOUR_ACCOUNT", ACCOUNT)
    changed = json.loads(text)
    changed["States"]["BackupTables"]["TimeoutSeconds"] = 300
    for name, content in (("old.asl.json", text), ("new.asl.json", json.dumps(changed))):
        Path(name).write_text(content)
    given = ("--name", "backup", "--role", "StepFunctionsBackupRole")
    with LocalAWS() as aws:
        create_backup_resources(aws.session())
        for command in (
            ("deploy", "old.asl.json", *given),
            ("plan", "new.asl.json", *given, "-o", "plan.json"),
        ):
            assert CliRunner().invoke(sfn, command).exit_code == 0
        arn = json.loads(Path("plan.json").read_text())["arn"]
        done = run("new.asl.json", "--against", arn, "--plan", "plan.json", "-o", "review.html")
    assert done.exit_code == 0, done.stderr
    page = Path("review.html").read_text()
    assert f"Compared with <code>{arn}</code>" in page
    assert "TimeoutSeconds  300  (was 99999999 by default)" in page
    assert "<li>update definition: 1 change</li>" in page


@pytest.mark.parametrize(("name", "start"), [("a.md", "<!-- sfn-review"), ("a", "<!DOCTYPE html>")])
def test_the_name_of_the_output_says_the_format(
    backup: str, name: str, start: str, tmp_path: Path
) -> None:
    assert run(backup, "-o", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).read_text().startswith(start)


def test_the_page_shows_the_execution_of_a_history(backup: str, tmp_path: Path) -> None:
    history = tmp_path / "history.json"
    arguments = ["simulate", backup, "--like-service", "--format", "json", "-o", str(history)]
    assert CliRunner().invoke(sfn, arguments).exit_code in (0, 1)
    told = run(backup, "--history", str(history)).stdout
    assert f"From &#39;{history}&#39;" in told
    assert "TaskStateEntered" in told


def test_a_file_that_is_not_there_is_told(backup: str) -> None:
    assert "cannot be read: no such file" in str(run(backup, "--plan", "missing.json").exception)


def test_standard_input_is_read_once() -> None:
    done = run("-", "--against", "-", text="{}")
    assert done.exit_code == 2
    assert "standard input can be read only once" in done.stderr
