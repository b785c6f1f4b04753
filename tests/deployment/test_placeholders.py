"""Nothing is deployed that still holds a placeholder of a deployment tool, unless it is meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from click.testing import CliRunner, Result

import sfn_dsl
from sfn_dsl import read_json, validate
from sfn_dsl.cli.main import sfn
from sfn_dsl.definition import canonical_text
from sfn_dsl.errors import InvalidDefinitionError, SourceError

from .model_of_aws import ACCOUNT

QUEUE = "arn:aws:sqs:us-east-1:123456789012:parcels"
SEND = {
    "StartAt": "Send",
    "States": {
        "Send": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage",
            "Parameters": {"QueueUrl": "${Queue}", "MessageBody": "echo ${HOME}"},
            "End": True,
        }
    },
}
TEMPLATE = """
Parameters:
  Stage: {Type: String}
Resources:
  Parcels:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: parcels
      Type: EXPRESS
      Role: !Sub arn:aws:iam::${AWS::AccountId}:role/Nightly
      Tracing: {Enabled: true}
      Logging:
        Level: ERROR
        IncludeExecutionData: true
        Destinations:
          - CloudWatchLogsLogGroup:
              LogGroupArn: !Sub arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:parcels:*
      Tags: {team: post, stage: prod}
      DefinitionUri: parcels.asl.json
      DefinitionSubstitutions:
        Seconds: 30
        Note: all done
        Stage: !Ref Stage
"""
PARCELS = """{
  "StartAt": "Rest",
  "States": {
    "Rest": {"Type": "Wait", "Seconds": ${Seconds}, "Next": "Tell"},
    "Tell": {"Type": "Pass", "Result": {"note": "${Note}", "stage": "${Stage}"}, "End": true}
  }
}
"""
ALLOW = "--allow-missing-permissions"


@pytest.fixture(autouse=True)
def _project(account: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("send.asl.json").write_text(json.dumps(SEND))
    Path("template.yaml").write_text(TEMPLATE)
    Path("parcels.asl.json").write_text(PARCELS)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments)


def deployed(name: str) -> Any:
    arn = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:{name}"
    return boto3.client("stepfunctions").describe_state_machine(stateMachineArn=arn)


def test_a_placeholder_that_is_left_is_refused_by_name() -> None:
    definition = read_json(json.dumps(SEND), "send.asl.json")
    with pytest.raises(InvalidDefinitionError) as refused:
        sfn_dsl.deploy(definition, name="send", role="Nightly")
    found = {finding.pointer: finding for finding in refused.value.diagnostics}
    assert found.keys() == {
        "/States/Send/Parameters/QueueUrl",
        "/States/Send/Parameters/MessageBody",
    }
    queue = found["/States/Send/Parameters/QueueUrl"]
    assert queue.code == "SFN904"
    assert "the placeholder '${Queue}' is not filled in" in queue.message
    assert queue.position is not None


def test_placeholders_are_filled_in_from_options_and_from_a_file() -> None:
    Path("values.json").write_text(json.dumps({"Queue": "other", "HOME": "${HOME}"}))
    options = ("send.asl.json", "--name", "send", "--role", "Nightly")
    values = ("--substitutions", "values.json", "--substitute", f"Queue={QUEUE}")
    assert isinstance(run("deploy", *options).exception, InvalidDefinitionError)
    done = run("deploy", *options, *values, ALLOW)
    assert done.exit_code == 0, done.stderr
    parameters = json.loads(deployed("send")["definition"])["States"]["Send"]["Parameters"]
    assert parameters == {"QueueUrl": QUEUE, "MessageBody": "echo ${HOME}"}
    assert run("drift", *options, *values).exit_code == 0
    assert run("drift", *options).exit_code == 1


def test_a_plan_file_keeps_what_is_meant_as_it_stands() -> None:
    options = ("--name", "send", "--role", "Nightly", "--substitute", f"Queue={QUEUE}")
    keeping = ("--substitute", "HOME=${HOME}", ALLOW, "-o", "p.json")
    plan = run("plan", "send.asl.json", *options, *keeping)
    assert plan.exit_code == 0, plan.stderr
    done = run("deploy", "--plan", "p.json", ALLOW)
    assert done.exit_code == 0, done.exception


@pytest.mark.parametrize("text", ["[1]", "x", '{"a": {}}'])
def test_a_file_of_substitutions_is_an_object_of_values(text: str) -> None:
    Path("values.json").write_text(text)
    done = run("plan", "send.asl.json", "--substitutions", "values.json")
    assert "values.json' is not" in str(done.exception)


def test_a_template_gives_its_own_values_and_settings() -> None:
    refused = run("deploy", "template.yaml")
    assert "'${Stage}'" in str(refused.exception)
    assert "${Note}" not in str(refused.exception)
    options = ("--substitute", "Stage=test", ALLOW)
    done = run("deploy", "template.yaml", *options)
    assert done.exit_code == 0, (done.stderr, done.exception)
    machine = deployed("parcels")
    states = json.loads(machine["definition"])["States"]
    assert states["Rest"]["Seconds"] == 30
    assert states["Tell"]["Result"] == {"note": "all done", "stage": "test"}
    assert machine["type"] == "EXPRESS"
    assert machine["roleArn"] == f"arn:aws:iam::{ACCOUNT}:role/Nightly"
    assert machine["tracingConfiguration"] == {"enabled": True}
    assert machine["loggingConfiguration"]["level"] == "ERROR"
    group = machine["loggingConfiguration"]["destinations"][0]["cloudWatchLogsLogGroup"]
    assert group["logGroupArn"] == f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:parcels:*"
    assert run("drift", "template.yaml", *options[:2]).stdout.startswith("no drift")
    assert run("plan", "template.yaml", *options).stdout.startswith("nothing to do")
    boto3.client("stepfunctions").tag_resource(
        resourceArn=machine["stateMachineArn"], tags=[{"key": "team", "value": "x"}]
    )
    assert "tags: written" in run("drift", "template.yaml", *options[:2]).stdout


def test_a_placeholder_outside_quotes_is_read_and_shown_as_it_stands() -> None:
    definition = read_json(PARCELS, "parcels.asl.json")
    assert not validate(definition)
    assert canonical_text(definition.document).count('"Seconds": ${Seconds},') == 1
    place = definition.source.locate("/States/Tell")
    assert place is not None
    assert (place.line, place.column) == (5, 5)
    again = read_json(canonical_text(definition.document), "again.asl.json")
    assert again.document == definition.document


def test_a_placeholder_in_quotes_where_a_number_is_wanted_is_told() -> None:
    text = PARCELS.replace("${Seconds}", '"${Seconds}"')
    (finding,) = validate(read_json(text, "parcels.asl.json"))
    assert (finding.code, finding.pointer) == ("SFN113", "/States/Rest/Seconds")
    assert 'write "Seconds": ${Seconds}' in finding.message


@pytest.mark.parametrize("space", ["", " ", "\n\t"])
def test_a_name_is_in_quotes_even_if_it_is_a_placeholder(space: str) -> None:
    state = '{"Type": "Succeed"}'
    text = f'{{"StartAt": "A", "States": {{${{K}}{space}: {state}, "${{K}}": {state}}}}}'
    with pytest.raises(SourceError, match="enclosed in double quotes") as refused:
        read_json(text, "d.json")
    assert str(refused.value.diagnostics[0].position).startswith("d.json:1:29")
