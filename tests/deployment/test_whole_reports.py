"""What is found offline, and the same document for one workflow as for many."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import jsonschema
import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.main import main, sfn
from sfn_dsl.deployment.saved_plan import schema
from sfn_dsl.errors import InsufficientRoleError, InvalidSettingsError

FLOW = """
from sfn_dsl import Encryption, Logging, StateMachine, Succeed, Workflow, tasks

{variable} = Workflow(
    {name!r}, StateMachine([{states}]), role={role!r}, {more}
)
"""
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:x:*"
SEND = 'tasks.sns.publish("Tell", topic_arn="arn:aws:sns:us-east-1:1:t", message="m", end=True)'


def flow(name: str = "nightly", role: str = "Nightly", more: str = "", **given: str) -> str:
    given = {"variable": "flow", "states": 'Succeed("Done")', **given}
    return FLOW.format(name=name, role=role, more=more, **given)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments)


def codes(*arguments: str) -> list[tuple[str, int]]:
    found = json.loads(run("validate", *arguments, "--format", "json").stdout)
    return [(one["code"], one["line"]) for one in found]


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (flow(name="a b"), "SFN901", "contains a space"),
        (flow(role=""), "SFN903", "has no role"),
        (flow(more="tags={'aws:team': 'x'}"), "SFN906", "'aws:team' starts with"),
        (flow(more="tags={'team': 'AWS:x'}"), "SFN906", "the value 'AWS:x' of the tag 'team'"),
        (flow(more="logging=Logging('ALL')"), "SFN905", "has 0 log groups"),
        (flow(more="encryption=Encryption('alias/aws/states')"), "SFN910", "AWS's own"),
        (flow(more=f"encryption=Encryption({KEY!r})"), "SFN910", "is not in us-east-1"),
    ],
)
@pytest.mark.usefixtures("account")
def test_what_a_plan_finds_in_the_settings_validate_finds_offline(
    text: str, code: str, message: str
) -> None:
    Path("flow.py").write_text(text)
    planned = run("plan", "flow.py")
    assert isinstance(planned.exception, InvalidSettingsError)
    (finding,) = planned.exception.diagnostics
    assert (finding.code, message in finding.message) == (code, True), finding
    place = finding.position
    assert place is not None
    assert (place.file, place.line) == ("flow.py", 4)
    checked = run("validate", "flow.py", "--account", "123456789012", "--region", "us-east-1")
    assert message in checked.stdout
    # Without a place, every region is as good.
    assert codes("flow.py") == ([] if "us-east-1" in message else [(code, 4)])


def test_validate_takes_settings_that_only_a_deploy_completes(without_aws: None) -> None:
    Path("flow.py").write_text(flow(more=f"logging=Logging('ALL', log_group={GROUP!r})"))
    assert codes("flow.py") == []
    Path("flow.py").write_text(
        "from sfn_dsl import *\n\n@workflow\ndef flow(target: Target) -> Workflow:\n"
        "    return Workflow('n', StateMachine([Succeed('A')]), role=target.arn('iam', 'role/R'))\n"
    )
    assert codes("flow.py") == []


def test_the_settings_of_a_template_are_checked_where_they_are_written_out() -> None:
    machine = "  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n"
    definition = "      Definition:\n        StartAt: A\n        States: {A: {Type: Succeed}}\n"
    Path("t.yaml").write_text(
        f"Resources:\n{machine}      Name: a b\n      Role: !GetAtt Role.Arn\n"
        "      Tags: {team: 'aws:x', stage: !Ref Stage}\n"
        f"      Logging: {{Level: ALL, Destinations: 3}}\n{definition}"
    )
    assert [code for code, _ in codes("t.yaml")] == ["SFN901", "SFN906"]


@pytest.mark.usefixtures("account")
def test_a_refused_plan_is_the_same_document_for_one_workflow_and_for_many() -> None:
    Path("one.py").write_text(flow(states=SEND))
    Path("two.py").write_text(flow(name="other"))

    def document(*sources: str) -> Any:
        found = json.loads(run("plan", *sources, "--format", "json").stdout)
        jsonschema.Draft202012Validator(schema()).validate(found)
        return found

    one, (same, other) = document("one.py"), document("one.py", "two.py")
    assert one == same
    assert (one["action"], one["source"]) == ("refused", "one.py")
    assert {finding["code"] for finding in one["findings"]} >= {"SFN921"}
    assert one["plan"]["action"] == "create"
    assert document("two.py") == other
    Path("one.py").write_text(flow(role=""))
    bad = document("one.py")
    assert (bad["action"], bad["findings"][0]["line"]) == ("refused", 4)
    missing = document("three.py")
    assert (missing["action"], missing["findings"][0]["code"]) == ("failed", "SFN106")


@pytest.mark.usefixtures("account")
def test_the_text_of_a_refused_plan_shows_the_plan_too() -> None:
    Path("one.py").write_text(flow(states=SEND))
    refused = run("plan", "one.py")
    assert isinstance(refused.exception, InsufficientRoleError)
    assert refused.stdout.startswith("create state machine 'nightly'")
    assert run("plan", "one.py", "one.py").exit_code != 0
    assert run("deploy", "one.py").stdout == ""
    assert boto3.client("stepfunctions").list_state_machines()["stateMachines"] == []


@pytest.mark.usefixtures("account")
def test_a_plan_that_needs_an_option_is_refused_and_shown() -> None:
    Path("one.py").write_text(flow())
    assert run("deploy", "one.py").exit_code == 0
    Path("one.py").write_text(flow(more="type='EXPRESS'"))
    one = json.loads(run("plan", "one.py", "--format", "json").stdout)
    (same,) = json.loads(run("plan", ".", "--format", "json").stdout)
    assert one == same
    assert (one["action"], one["plan"]["action"]) == ("refused", "replace")
    assert run("plan", "one.py").stdout.startswith("replace state machine 'nightly'")


@pytest.mark.usefixtures("account")
def test_a_file_with_two_workflows_is_taken_where_a_folder_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("flows.py").write_text(
        flow(name="a", variable="first") + flow(name="b", variable="second", more="tags={'': ''}")
    )
    assert codes("flows.py") == [("SFN906", 10)]
    Path("flows.py").write_text(
        flow(name="a", variable="first") + flow(name="b", variable="second")
    )
    planned = json.loads(run("plan", "flows.py", "--format", "json").stdout)
    assert [one["source"] for one in planned] == ["flows.py:first", "flows.py:second"]
    assert run("deploy", "flows.py").exit_code == 0
    drift = json.loads(run("drift", "flows.py", "--format", "json").stdout)
    assert [one["drift"] for one in drift] == [False, False]
    with pytest.raises(SystemExit):
        main(["plan", "flows.py", "-o", "plan.json"])
    assert "--output saves the plan of one workflow" in capsys.readouterr().err
    assert not Path("plan.json").exists()


ROLE = "arn:aws:iam::210987654321:role/R"
ELSEWHERE = ("--account", "123456789012", "--region", "us-east-1")


def logging_to(group: str) -> str:
    return f"logging=Logging('ALL', log_group={group!r})"


def key(name: str) -> str:
    return f"encryption=Encryption({name!r})"


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        (flow(role=ROLE), "SFN903"),
        (flow(role="arn:aws-cn:iam::123456789012:role/R"), "SFN903"),
        (flow(role="arn:aws:iam::YOUR_ACCOUNT:role/R"), "SFN904"),
        (flow(name="a-YOUR_ACCOUNT"), "SFN904"),
        (flow(more=logging_to(GROUP.replace("123456789012", "YOUR_ACCOUNT"))), "SFN904"),
        (flow(more=logging_to(GROUP.replace("us-east-1", "us-west-2"))), "SFN905"),
        (flow(more=logging_to(GROUP.replace("123456789012", "210987654321"))), "SFN905"),
        (flow(more=logging_to(GROUP.replace("aws", "aws-cn"))), "SFN905"),
        (flow(more=logging_to("arn:aws:s3:::x:*")), "SFN905"),
        (flow(more=logging_to("arn:aws:logs:us-east-1:123456789012:log-group::*")), "SFN905"),
        (flow(more=key("arn:aws:s3:::bucket")), "SFN910"),
        (flow(more=key("alias/AWS/x")), "SFN910"),
        (flow(more=key("arn:aws-cn:kms:us-east-1:123456789012:key/1")), "SFN910"),
        (flow(states="Succeed('A', output_path='$.YOUR_ACCOUNT')"), "SFN904"),
    ],
)
def test_what_a_plan_refuses_for_its_place_validate_finds_with_the_place(
    text: str, code: str
) -> None:
    Path("flow.py").write_text(text)
    planned = json.loads(run("plan", "flow.py", "--format", "json").stdout)
    assert planned["action"] == "refused", planned
    assert [one["code"] for one in planned["findings"]] == [code]
    assert [found for found, _ in codes("flow.py", *ELSEWHERE)] == [code]


def test_a_region_that_is_the_default_is_checked_where_it_is_given() -> None:
    Path("flow.py").write_text(flow(more=f"encryption=Encryption({KEY!r})"))
    assert codes("flow.py") == []
    assert codes("flow.py", "--account", "123456789012") == []
    assert codes("flow.py", "--region", "us-east-1") == [("SFN910", 4)]


def test_the_placeholder_of_an_account_is_found_in_a_bare_definition_with_an_account() -> None:
    document = {"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "YOUR_ACCOUNT"}}}
    document["States"]["A"]["End"] = True  # type: ignore[index]
    Path("d.asl.json").write_text(json.dumps(document, indent=1))
    assert codes("d.asl.json") == []
    assert codes("d.asl.json", "--account", "123456789012") == [("SFN904", 6)]
