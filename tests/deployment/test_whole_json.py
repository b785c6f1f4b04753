"""With --format json there is a document whatever happens, of the same form each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import jsonschema
import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.main import sfn
from sfn_dsl.deployment.saved_plan import schema

ALLOW = "--allow-missing-permissions"
FLOW = """from sfn_dsl import StateMachine, Succeed, Workflow, tasks

flow = Workflow({name!r}, StateMachine([{state}]), role="Nightly")
"""
SEND = 'tasks.sns.publish("Tell", topic_arn="arn:aws:sns:us-east-1:1:t", message="m", end=True)'
TEMPLATE = """Parameters: {Stage: {Type: String}}
Resources:
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: !Sub "nightly-${Stage}"
      Role: !Sub arn:aws:iam::${AWS::AccountId}:role/Nightly
      Definition: {StartAt: A, States: {A: {Type: Succeed}}}
"""


def write(file: str, name: str, state: str = 'Succeed("Done")') -> None:
    Path(file).write_text(FLOW.format(name=name, state=state))


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("one.py", "nightly")
    write("two.py", "other")
    write("same.py", "nightly")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments)


def document(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--format", "json").stdout)


def failures(*arguments: str) -> list[tuple[str, str]]:
    found = document(*arguments)
    assert isinstance(found, list)
    return [(one["source"], one["action"]) for one in found]


@pytest.mark.parametrize("command", ["plan", "deploy", "drift"])
def test_several_workflows_have_a_document_each_where_nobody_listens(command: str) -> None:
    expected = [("one.py", "failed"), ("two.py", "failed")]
    assert failures(command, "one.py", "two.py") == expected
    assert failures(command, "one.py", "missing.py") == [
        ("one.py", "failed"),
        ("missing.py", "failed"),
    ]
    done = run(command, "one.py", "two.py")
    assert done.exception is not None
    assert not done.stdout


@pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION"])
def test_several_workflows_have_a_document_each_without_credentials_or_region(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(name)
    found = document("plan", "one.py", "two.py")
    jsonschema.Draft202012Validator(schema()).validate(found)
    assert len({one["error"] for one in found}) == 1
    assert failures("drift", "one.py") == [("one.py", "failed")]


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("command", ["plan", "deploy", "drift"])
def test_two_workflows_of_one_name_have_a_document_each(command: str) -> None:
    assert failures(command, "one.py", "same.py", "missing.py") == [
        ("one.py", "failed"),
        ("same.py", "failed"),
        ("missing.py", "failed"),
    ]
    names = {one["source"]: one["error"] for one in document(command, ".")}
    assert names.keys() == {"one.py", "two.py", "same.py"}
    assert all("both named 'nightly'" in error for error in names.values())


def test_a_folder_without_a_workflow_has_a_document() -> None:
    Path("empty").mkdir()
    for command in ("plan", "deploy", "drift"):
        assert failures(command, "empty") == [("empty", "failed")]


@pytest.mark.usefixtures("account")
def test_a_plan_file_has_the_document_that_a_source_has() -> None:
    run("plan", "one.py", "-o", "p.json")
    done = document("deploy", "--plan", "p.json")
    assert (done["source"], done["action"]) == ("p.json", "created")
    client = boto3.client("stepfunctions")
    (machine,) = client.list_state_machines()["stateMachines"]
    again = '{"StartAt": "A", "States": {"A": {"Type": "Succeed", "Comment": "x"}}}'
    write("one.py", "nightly", 'Succeed("Other")')
    run("plan", "one.py", "-o", "p.json")
    client.update_state_machine(stateMachineArn=machine["stateMachineArn"], definition=again)
    failed = document("deploy", "--plan", "p.json")
    assert (failed["source"], failed["action"]) == ("p.json", "failed")
    assert "was changed since the plan was made" in failed["error"]
    assert document("deploy", "--plan", "none.json")["action"] == "failed"


@pytest.mark.usefixtures("account")
def test_a_plan_file_that_is_refused_says_why() -> None:
    write("one.py", "nightly", SEND)
    assert run("plan", "one.py", ALLOW, "-o", "p.json").exit_code == 0
    refused = document("deploy", "--plan", "p.json")
    assert (refused["action"], refused["source"]) == ("refused", "p.json")
    assert {one["code"] for one in refused["findings"]} >= {"SFN921"}


@pytest.mark.usefixtures("account")
def test_findings_about_the_whole_machine_have_its_place() -> None:
    client = boto3.client("iam")
    nobody = {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}
    trust = {"Version": "2012-10-17", "Statement": [nobody]}
    client.update_assume_role_policy(RoleName="Nightly", PolicyDocument=json.dumps(trust))
    write("one.py", "nightly", SEND)
    for found in (document("plan", "one.py"), document("role", "one.py")):
        places = {(one["code"], one["file"], one["line"]) for one in found["findings"]}
        assert ("SFN920", "one.py", 3) in places, places
    assert "one.py:3" in run("role", "one.py").stdout


def test_every_command_has_a_document_where_nobody_listens() -> None:
    for command in (
        ("versions", "one.py"),
        ("rollback", "one.py", "--alias", "live"),
        ("role", "one.py"),
    ):
        found = document(*command)
        assert (found["source"], found["action"]) == ("one.py", "failed"), command
        assert "127.0.0.1" in found["error"]


@pytest.mark.usefixtures("account")
def test_a_name_to_substitute_that_no_source_has_is_an_error() -> None:
    Path("t.yaml").write_text(TEMPLATE)
    extra = ("--substitute", "Stage=prod", "--substitute", "Staeg=prod")
    done = run("plan", "t.yaml", *extra)
    assert "--substitute 'Staeg': there is no such placeholder" in str(done.exception)
    assert "did you mean 'Stage'?" in str(done.exception)
    assert document("plan", "t.yaml", *extra)["action"] == "failed"
    Path("v.json").write_text('{"Stage": "prod", "Other": 1}')
    assert run("plan", "t.yaml", "--substitutions", "v.json").exit_code == 0
    assert run("plan", "one.py", "--substitute", "Stage=prod").exception is not None


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"A": 1, "A": 2}', "has two values for 'A'"),
        ('{"A": null}', "that of 'A' is null"),
        ('{"B": 1, "A": [1]}', "that of 'A' is an array"),
        ('{"A": {}}', "that of 'A' is an object"),
        ("[]", "is not an object of names and values"),
    ],
)
def test_a_file_of_substitutions_that_is_wrong_names_the_key(text: str, message: str) -> None:
    Path("v.json").write_text(text)
    assert message in str(run("plan", "one.py", "--substitutions", "v.json").exception)


@pytest.mark.usefixtures("account")
def test_versions_and_rollback_take_a_template_that_names_its_machine() -> None:
    Path("t.yaml").write_text(TEMPLATE)
    for command in (("versions", "t.yaml"), ("rollback", "t.yaml", "--alias", "live")):
        assert "'${Stage}'" in str(run(*command).exception)
        found = str(run(*command, "--substitute", "Stage=prod").exception)
        assert "stateMachine:nightly-prod' does not exist" in found, found
    text = TEMPLATE.replace("{Type: String}", "{Type: String, Default: dev}")
    Path("t.yaml").write_text(text)
    assert "stateMachine:nightly-dev' does not exist" in str(run("versions", "t.yaml").exception)
