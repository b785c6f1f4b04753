"""A ``serverless.yml`` and a plan of Terraform, planned and deployed by the commands."""

from __future__ import annotations

import json
from pathlib import Path

import boto3
import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.main import sfn

from .model_of_aws import ACCOUNT

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:"
SERVICE = f"""
service: orders
provider:
  stage: ${{opt:stage, 'dev'}}
  tags: {{team: shop}}
stepFunctions:
  stateMachines:
    orders:
      name: orders-${{self:provider.stage}}
      role: arn:aws:iam::{ACCOUNT}:role/Nightly
      definition:
        StartAt: A
        States:
          A:
            Type: Pass
            Result: ${{env:GREETING, 'hello'}}
            End: true
"""


def plan(**values: object) -> str:
    known = {"name": "orders", "role_arn": f"arn:aws:iam::{ACCOUNT}:role/Nightly"}
    document = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
    values = {**known, "type": "STANDARD", "definition": json.dumps(document), **values}
    address = "aws_sfn_state_machine.orders"
    resource = {"address": address, "type": "aws_sfn_state_machine", "name": "orders"}
    module = {"resources": [{**resource, "mode": "managed", "values": values}]}
    Path("plan.json").write_text(json.dumps({"planned_values": {"root_module": module}}))
    return "plan.json"


@pytest.fixture(autouse=True)
def _folder(account: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("serverless.yml").write_text(SERVICE)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments)


def test_a_deploy_refuses_what_is_left_of_the_variables_and_takes_their_values() -> None:
    assert "'${opt:stage}'" in str(run("deploy", "serverless.yml").exception)
    stage = ("--substitute", "opt:stage=prod")
    left = run("deploy", "serverless.yml", *stage)
    assert left.exit_code == 2 or left.exception
    assert "${env:GREETING}" in f"{left.output}{left.exception}"
    done = run("deploy", "serverless.yml", *stage, "--substitute", "env:GREETING=hi")
    assert done.output == f"created {ARN}orders-prod\n", done.exception
    made = boto3.client("stepfunctions").describe_state_machine(stateMachineArn=f"{ARN}orders-prod")
    assert json.loads(made["definition"])["States"]["A"]["Result"] == "hi"
    assert made["roleArn"] == f"arn:aws:iam::{ACCOUNT}:role/Nightly"


def test_a_value_that_is_given_leads_to_others() -> None:
    Path("serverless.yml").write_text(
        SERVICE.replace("${env:GREETING, 'hello'}", "${self:custom.${opt:stage}.greeting}").replace(
            "stepFunctions:", "custom: ${file(${opt:stage}.yml)}\nstepFunctions:"
        )
    )
    Path("prod.yml").write_text("prod: {greeting: hi from prod}\n")
    done = run("deploy", "serverless.yml", "--substitute", "opt:stage=prod")
    assert done.output == f"created {ARN}orders-prod\n", done.exception
    made = boto3.client("stepfunctions").describe_state_machine(stateMachineArn=f"{ARN}orders-prod")
    assert json.loads(made["definition"])["States"]["A"]["Result"] == "hi from prod"


def test_a_plan_of_terraform_is_deployed_with_its_name_and_role() -> None:
    done = run("deploy", plan(tags_all={"team": "shop"}))
    assert done.output == f"created {ARN}orders\n", done.exception
    client = boto3.client("stepfunctions")
    tags = client.list_tags_for_resource(resourceArn=f"{ARN}orders")["tags"]
    assert tags == [{"key": "team", "value": "shop"}]
    assert run("plan", "plan.json").output.startswith("nothing to do")
    # This endpoint has no versions; it was asked for those of the right machine.
    assert "does not support versions" in str(run("versions", "plan.json").exception)


def test_a_role_that_is_not_known_yet_is_refused_unless_given() -> None:
    refused = run("deploy", plan(role_arn=None))
    assert "${aws_sfn_state_machine.orders.role_arn}" in f"{refused.output}{refused.exception}"
    given = run("deploy", "plan.json", "--role", "Nightly")
    assert given.output == f"created {ARN}orders\n", given.exception
