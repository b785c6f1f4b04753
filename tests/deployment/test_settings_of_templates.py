"""Settings of templates that are known in part: what is taken, what is told, and where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.main import sfn

from .model_of_aws import ACCOUNT

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:parcels"
GROUP = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:parcels:*"
ALLOW = "--allow-missing-permissions"
TEMPLATE = """Parameters:
  Trace: {Type: String, Default: "true"}
Resources:
  Logs: {Type: AWS::Logs::LogGroup}
  Parcels:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineName: parcels
      RoleArn: !Sub arn:aws:iam::${AWS::AccountId}:role/Nightly
      TracingConfiguration: {Enabled: !Ref Trace}
      LoggingConfiguration:
        Level: ALL
        IncludeExecutionData: "true"
        Destinations: [{CloudWatchLogsLogGroup: {LogGroupArn: !GetAtt Logs.Arn}}]
      Tags:
        - {Key: team, Value: post}
        - {Key: stack, Value: !Ref AWS::StackName}
        - {Key: size, Value: !If [Big, l, s]}
      DefinitionUri: d.asl.json
"""


@pytest.fixture(autouse=True)
def _project(account: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.yaml").write_text(TEMPLATE)
    Path("d.asl.json").write_text('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}')


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments)


def tags() -> dict[str, str]:
    listed = boto3.client("stepfunctions").list_tags_for_resource(resourceArn=ARN)["tags"]
    return {each["key"]: each["value"] for each in listed}


def machine() -> Any:
    return boto3.client("stepfunctions").describe_state_machine(stateMachineArn=ARN)


def test_what_is_known_is_deployed_and_the_rest_is_told() -> None:
    done = run("deploy", "t.yaml", ALLOW)
    assert done.exit_code == 0, (done.stderr, done.exception)
    assert machine()["tracingConfiguration"] == {"enabled": True}
    assert tags() == {"team": "post"}
    told = [line for line in done.stderr.splitlines() if "SFN911" in line]
    logging, tagged = told
    assert logging.startswith("t.yaml:11:7: warning SFN911 the template's logging depends on ")
    assert "'${Logs.Arn}', which is not known; it is left as it is deployed" in logging
    assert "give --substitute 'Logs.Arn=...'" in logging
    assert tagged.startswith("t.yaml:15:7: ")
    assert "'stack' and 'size' stay as deployed" in tagged
    assert "SFN911" in run("plan", "t.yaml", ALLOW).stderr
    assert not run("validate", "t.yaml").stdout


def test_tags_that_are_not_known_are_never_removed() -> None:
    run("deploy", "t.yaml", ALLOW)
    own = [{"key": "stack", "value": "s"}, {"key": "size", "value": "l"}]
    boto3.client("stepfunctions").tag_resource(resourceArn=ARN, tags=own)
    assert run("plan", "t.yaml", ALLOW).stdout.startswith("nothing to do")
    assert run("drift", "t.yaml").stdout.startswith("no drift")
    other = [{"key": "other", "value": "x"}]
    boto3.client("stepfunctions").tag_resource(resourceArn=ARN, tags=other)
    planned = run("plan", "t.yaml", ALLOW, "-o", "p.json")
    assert "untag 'other'" in planned.stdout, planned.exception
    done = run("deploy", "--plan", "p.json", ALLOW)
    assert done.exit_code == 0, (done.stderr, done.exception)
    assert tags() == {"team": "post", "stack": "s", "size": "l"}


def test_what_is_given_makes_a_setting_known() -> None:
    given = ("--substitute", f"Logs.Arn={GROUP}", "--substitute", "AWS::StackName=s")
    done = run("deploy", "t.yaml", ALLOW, *given, "--substitute", "Trace=false")
    assert done.exit_code == 0, (done.stderr, done.exception)
    assert machine()["loggingConfiguration"]["includeExecutionData"] is True
    assert machine()["tracingConfiguration"] == {"enabled": False}
    assert tags() == {"team": "post", "stack": "s"}


def test_a_setting_that_is_removed_is_not_told() -> None:
    text = TEMPLATE.replace("{Enabled: !Ref Trace}", "!Ref AWS::NoValue")
    Path("t.yaml").write_text(text.replace("!If [Big, l, s]", "!Ref AWS::NoValue"))
    said = run("plan", "t.yaml", ALLOW).stderr
    assert "tracing" not in said
    assert "'size'" not in said


def test_a_type_that_is_not_known_is_told() -> None:
    text = TEMPLATE.replace("  Trace:", "  Kind: {Type: String}\n  Trace:")
    Path("t.yaml").write_text(
        text.replace("      Tags:", "      StateMachineType: !Ref Kind\n      Tags:")
    )
    assert "the template's type depends on '${Kind}'" in run("plan", "t.yaml", ALLOW).stderr
    express = run("plan", "t.yaml", ALLOW, "--substitute", "Kind=EXPRESS")
    assert "type: EXPRESS" in express.stdout, express.exception


def test_faults_of_settings_are_where_the_template_has_them() -> None:
    text = TEMPLATE.replace("Key: team", 'Key: "a:\\u00a7"').replace("parcels", "p*s")
    given = ("--substitute", "Logs.Arn=no")
    Path("t.yaml").write_text(text)
    done = run("plan", "t.yaml", *given, "--format", "json")
    places = {one["code"]: (one["file"], one["line"]) for one in json_of(done)["findings"]}
    assert places["SFN901"] == ("t.yaml", 8)
    assert places["SFN905"] == ("t.yaml", 11)
    assert places["SFN906"] == ("t.yaml", 15)
    lines = run("validate", "t.yaml").stdout
    assert "t.yaml:8:7: error SFN901" in lines
    assert "t.yaml:15:7: error SFN906" in lines


def test_drift_of_a_setting_is_where_the_template_has_it() -> None:
    run("deploy", "t.yaml", ALLOW)
    boto3.client("stepfunctions").update_state_machine(
        stateMachineArn=ARN, tracingConfiguration={"enabled": False}
    )
    found = run("drift", "t.yaml")
    assert "  t.yaml:10:7: tracing: written" in found.stdout
    settings = json_of(run("drift", "t.yaml", "--format", "json"))[0]["settings"]
    assert (settings[0]["file"], settings[0]["line"]) == ("t.yaml", 10)


def json_of(done: Result) -> Any:
    return json.loads(done.stdout)
