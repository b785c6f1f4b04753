"""Workflows of the AWS Data Science SDK, planned, deployed and compared by the commands."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.main import sfn

from .model_of_aws import ACCOUNT

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:"
# The SDK's classes, by which its objects are known, and no more of it.
SDK = f"""
class Graph:
    def to_dict(self):
        return {{"StartAt": "Only", "States": {{"Only": {{"Type": "Succeed"}}}}}}


class Workflow:
    def __init__(self, name, role="arn:aws:iam::{ACCOUNT}:role/Nightly"):
        self.name, self.role, self.definition = name, role, Graph()
        self.tags = [{{"key": "team", "value": name}}]


class WorkflowTemplate:
    def __init__(self, workflow):
        self.workflow = workflow
"""
FLOWS = {
    "first": "flow = Workflow('first')",
    "second": """
        def build() -> Workflow:
            return Workflow("second")
    """,
    "third": "pipeline = WorkflowTemplate(Workflow('third', 'Nightly'))",
    "fourth": """
        from sfn_dsl import workflow


        @workflow
        def fourth(target):
            assert target.region == "us-east-1"
            return Workflow("fourth")
    """,
}


@pytest.fixture(autouse=True)
def _sdk(account: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A project, and beside it what stands for the SDK where that is installed."""
    package = tmp_path / "installed/stepfunctions"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "workflow.py").write_text(SDK)
    monkeypatch.syspath_prepend(package.parent)
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    Path("pyproject.toml").write_text("")
    Path("flows").mkdir()
    for name, text in FLOWS.items():
        heading = "from stepfunctions.workflow import Workflow, WorkflowTemplate\n"
        Path(f"flows/{name}.py").write_text(heading + textwrap.dedent(text))
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "stepfunctions"]:
        del sys.modules[name]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments)


@pytest.mark.parametrize("name", FLOWS)
def test_a_workflow_is_deployed_under_its_own_name_with_its_role_and_tags(name: str) -> None:
    source = f"flows/{name}.py"
    planned = run("plan", source)
    assert planned.exit_code == 0, planned.output
    assert planned.output.startswith(f"create state machine '{name}'")
    assert run("deploy", source).output == f"created {ARN}{name}\n"
    client = boto3.client("stepfunctions")
    made = client.describe_state_machine(stateMachineArn=ARN + name)
    assert made["roleArn"] == f"arn:aws:iam::{ACCOUNT}:role/Nightly"
    tags = client.list_tags_for_resource(resourceArn=ARN + name)["tags"]
    assert tags == [{"key": "team", "value": name}]
    assert run("plan", source).output.startswith("nothing to do")
    assert run("drift", source).exit_code == 0
    assert "'Nightly'" in run("role", source).stdout
    # This endpoint has no versions; it was asked for those of the right machine.
    assert "does not support versions" in str(run("versions", source).exception)


def test_a_folder_of_them_is_deployed() -> None:
    done = run("deploy", "flows")
    assert done.exit_code == 0, done.output
    assert "4 workflows: 4 created" in done.stderr


def test_a_role_that_is_missing_is_told() -> None:
    Path("flows/first.py").write_text(
        "from stepfunctions.workflow import Workflow\nflow = Workflow('first', None)\n"
    )
    assert "the workflow has no role" in str(run("plan", "flows/first.py").exception)
