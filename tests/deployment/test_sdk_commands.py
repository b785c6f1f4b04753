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
    def __init__(self, branch=None):
        self.branch = branch

    def to_dict(self):
        return {{"StartAt": "Only", "States": {{"Only": {{"Type": "Succeed"}}}}}}


class Workflow:
    def __init__(self, name, role="arn:aws:iam::{ACCOUNT}:role/Nightly"):
        self.name, self.role, self.definition = name, role, Graph()
        self.tags = [{{"key": "team", "value": name}}]


class State:
    state_id = "Only"


class Chain:
    def __init__(self, steps=()):
        self.steps = steps


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


BARE = {
    "chain": "flow = Chain([State()])",
    "graph": "flow = Graph(Chain([State()]))",
    "state": "flow = State()",
    "function": "def flow():\n    return Chain([State()])",
    "for_a_target": "def flow(target):\n    return Graph(target.region)",
    "machine": "from sfn_dsl import StateMachine, Succeed\nflow = StateMachine([Succeed('Only')])",
}


def bare(kind: str) -> str:
    Path("bare.py").write_text(
        f"from stepfunctions.workflow import Chain, Graph, State\n{BARE[kind]}\n"
    )
    return "bare.py" if kind == "machine" else "bare.py:flow"


@pytest.mark.parametrize("kind", BARE)
def test_what_has_no_name_takes_the_one_that_is_given(kind: str) -> None:
    given = (bare(kind), "--name", "given", "--role", "Nightly")
    planned = run("plan", *given)
    assert planned.exit_code == 0, planned.output
    assert planned.output.startswith("create state machine 'given'")
    assert run("deploy", *given).output == f"created {ARN}given\n"
    made = boto3.client("stepfunctions").describe_state_machine(stateMachineArn=f"{ARN}given")
    assert made["roleArn"] == f"arn:aws:iam::{ACCOUNT}:role/Nightly"
    assert '"Only"' in made["definition"]
    assert run("plan", *given).output.startswith("nothing to do")
    assert run("drift", *given).exit_code == 0
    assert "EXPRESS" in run("plan", *given, "--type", "EXPRESS", "--replace").output


@pytest.mark.parametrize("kind", BARE)
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "without a name and a role; give --name and --role, or"),
        (("--name", "given"), "without a role; give --role, or"),
        (("--role", "Nightly"), "without a name; give --name, or"),
    ],
)
def test_what_has_no_name_says_what_to_give(kind: str, given: tuple[str, ...], said: str) -> None:
    for command in ("plan", "deploy"):
        assert said in str(run(command, bare(kind), *given).exception)


@pytest.mark.parametrize("kind", ["chain", "state", "machine"])
def test_the_versions_of_what_has_no_name_are_asked_for_by_an_arn(kind: str) -> None:
    for command in ("versions", "rollback"):
        options = ("--alias", "live") if command == "rollback" else ()
        said = str(run(command, bare(kind), *options).exception)
        assert "which does not name its state machine; give the ARN" in said


def test_a_role_of_the_target_is_enough_beside_a_name() -> None:
    Path("pyproject.toml").write_text(
        f"[tool.sfn_dsl.targets.here]\naccount = '{ACCOUNT}'\nregion = 'us-east-1'\n"
        "role = 'Nightly'\n"
    )
    for kind in ("chain", "function"):
        planned = run("plan", bare(kind), "--name", "given", "--target", "here")
        assert planned.exit_code == 0, (planned.output, planned.exception)


@pytest.mark.parametrize("name", FLOWS)
def test_what_has_a_name_takes_no_other(name: str) -> None:
    done = run("plan", f"flows/{name}.py", "--name", "other", "--role", "Nightly")
    assert done.exit_code == 2
    assert "leave out --name and --role" in done.output
    Path("plain.py").write_text(
        "from stepfunctions.workflow import Workflow\n"
        f"def build():\n    return Workflow('{name}')\n"
    )
    said = str(run("plan", "plain.py:build", "--name", "other").exception)
    assert said == "'plain.py:build' has a name and a role of its own; leave out --name"
    assert run("plan", "plain.py:build").output.startswith(f"create state machine '{name}'")
