"""`sfn role`, with a role's documents from files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.main import sfn
from sfn_dsl.errors import SfnError

ACCOUNT = "123456789012"
FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:enhanced-dynamodb-backup"
TOPICS = f"arn:aws:sns:us-east-1:{ACCOUNT}:backup-*"
BACKUP = ("backup.py", "--account", ACCOUNT)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(root / "workflows/backup.py", "backup.py")
    shutil.copy(root / "workflows/backup.asl.json", "backup.asl.json")


def write(name: str, *statements: dict[str, Any]) -> str:
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    Path(name).write_text(json.dumps(document), encoding="utf-8")
    return name


def allow(action: str, resource: str, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def trusting(service: str, **more: Any) -> dict[str, Any]:
    principal = {"Service": service}
    return {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", **more}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, ["role", *arguments])


def sufficient() -> tuple[str, ...]:
    invoking = write("invoke.json", allow("lambda:InvokeFunction", FUNCTION))
    publishing = write("publish.json", allow("sns:Publish", TOPICS))
    return ("--policy", invoking, "--policy", publishing)


def test_a_role_that_suffices_exits_0() -> None:
    trust = write("trust.json", trusting("states.amazonaws.com"))
    done = run(*BACKUP, *sufficient(), "--trust", trust)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("role 'StepFunctionsBackupRole' suffices\n  trust    Step ")
    assert "to add" not in done.stdout


def test_what_is_missing_exits_1_and_is_reported_at_the_authors_line() -> None:
    done = run(*BACKUP, *sufficient()[:2])
    assert done.exit_code == 1
    assert "backup.py:23:15: error SFN921 state 'SendSuccessNotification'" in done.stdout
    *_, added = done.stdout.splitlines()
    assert json.loads(added)["Action"] == ["sns:Publish"]


def test_what_is_said_to_be_added_suffices() -> None:
    *_, added = run(*BACKUP, *sufficient()[:2]).stdout.splitlines()
    more = write("more.json", json.loads(added))
    assert run(*BACKUP, *sufficient()[:2], "--policy", more).exit_code == 0


def test_the_policy_that_sfn_policy_prints_suffices_and_has_no_excess() -> None:
    printed = CliRunner().invoke(sfn, ["policy", *BACKUP, "-o", "least.json"])
    assert printed.exit_code == 0
    done = run(*BACKUP, "--policy", "least.json", "--format", "json")
    review = json.loads(done.stdout)
    assert (done.exit_code, review["suffices"], review["findings"]) == (0, True, [])


def test_a_wrong_trust_policy_alone_exits_1() -> None:
    done = run(*BACKUP, "--trust", write("trust.json", trusting("lambda.amazonaws.com")))
    assert done.exit_code == 1
    assert "names 'lambda.amazonaws.com'; add to its trust policy: {" in done.stdout
    assert "lambda:InvokeFunction" not in done.stdout


def test_what_is_unknown_is_said_and_exits_0() -> None:
    vpc = {"StringEquals": {"aws:SourceVpc": "vpc-1"}}
    policy = write("policy.json", allow("*", "*", Condition=vpc))
    done = run(*BACKUP, "--policy", policy)
    assert done.exit_code == 0
    assert done.stdout.startswith("role 'StepFunctionsBackupRole' may suffice\n")
    assert "warning SFN923" in done.stdout


def test_a_machine_without_an_account_leaves_conditions_on_the_account_undecided() -> None:
    source = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    trust = write("trust.json", trusting("states.amazonaws.com", Condition=source))
    for account, heading in {(): "may suffice", ("--account", ACCOUNT): "suffices"}.items():
        done = run("backup.asl.json", *account, "--trust", trust)
        assert (done.exit_code, done.stdout.split("\n")[0]) == (
            0,
            f"role 'trust.json' {heading}",
        )


def test_a_boundary_limits_what_policies_allow() -> None:
    boundary = write("boundary.json", allow("lambda:*", "*"))
    done = run(*BACKUP, *sufficient(), "--boundary", boundary)
    assert done.exit_code == 1
    assert "to add to its permissions boundary:\n" in done.stdout


def test_a_trust_policy_for_another_service_is_to_be_extended() -> None:
    trust = write("trust.json", trusting("lambda.amazonaws.com"))
    done = run(*BACKUP, *sufficient(), "--trust", trust)
    assert done.exit_code == 1
    assert "to add to its trust policy:\n" in done.stdout


def test_json_has_all_of_it() -> None:
    done = run(*BACKUP, *sufficient()[:2], "--format", "json")
    review = json.loads(done.stdout)
    assert done.exit_code == 1
    assert review["suffices"] is False
    assert {one["outcome"] for one in review["permissions"]} == {"allowed", "missing"}
    assert {one["line"] for one in review["findings"]} == {23, 30}
    assert review["add"]["policy"][0]["Action"] == ["sns:Publish"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "'p.json' is not valid JSON: "),
        ("[]", "'p.json' is not a JSON object; write {"),
        ("{}", "'p.json' has no 'Statement'; write a list of statements"),
        ('{"Statement": [7]}', "statement 1 of 'p.json' is not an object; write {"),
        ('{"Statement": {"Effect": "allow"}}', "has no valid 'Effect'; write 'Allow' or 'Deny'"),
        (
            '{"Statement": {"Effect": "Deny"}}',
            "must have either 'Action' or 'NotAction'; write one",
        ),
        (
            '{"Statement": {"Effect": "Deny", "Action": "*", "Resource": {}}}',
            "has a 'Resource' that is neither a string nor a list of strings; write one",
        ),
    ],
)
def test_a_file_that_iam_would_not_take_is_one_clear_error(text: str, message: str) -> None:
    Path("p.json").write_text(text, encoding="utf-8")
    done = run(*BACKUP, "--policy", "p.json")
    assert isinstance(done.exception, SfnError)
    assert message in str(done.exception)
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--policy", "none.json"), "File 'none.json' does not exist"),
        (
            ("--policy", "p.json", "--role", "R"),
            "--role names a role in IAM, and files are used instead of IAM; give one",
        ),
        (("--policy", "p.json", "--account", "1"), "'1' is not an account ID; write its 12 digits"),
    ],
)
def test_a_mistaken_call_is_reported(arguments: tuple[str, ...], message: str) -> None:
    write("p.json")
    done = run("backup.py", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_what_hangs_on_an_account_that_is_not_given_is_unknown_and_reported_as_such() -> None:
    done = run("backup.py", *sufficient())
    assert (done.exit_code, "in the placeholder account YOUR_ACCOUNT" in done.stderr) == (0, True)
    assert "the value of 'YOUR_ACCOUNT' is not known before the deployment" in done.stdout
    assert run("backup.py", *sufficient()[:2]).exit_code == 1
    lacking = run(*BACKUP, *sufficient()[:2])
    assert (lacking.exit_code, lacking.stderr) == (1, "")


def test_what_a_placeholder_stands_for_is_not_said_to_be_missing() -> None:
    Path("t.asl.json").write_text(
        json.dumps(
            {
                "StartAt": "A",
                "States": {
                    "A": {
                        "Type": "Task",
                        "Resource": "arn:aws:states:::sns:publish",
                        "Parameters": {"TopicArn": "${Topic}", "Message": "m"},
                        "End": True,
                    }
                },
            }
        )
    )
    printed = CliRunner().invoke(sfn, ["policy", "t.asl.json", "-o", "least.json"])
    assert printed.exit_code == 0
    for policy, heading in {
        "least.json": "may suffice",
        write("topics.json", allow("sns:Publish", TOPICS)): "may suffice",
        write("queues.json", allow("sqs:SendMessage", "*")): "does not suffice",
    }.items():
        assert run("t.asl.json", "--policy", policy).stdout.split("\n")[0].endswith(heading)
