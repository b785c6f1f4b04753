from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.commands.local import SECONDS_TO_END, local
from sfn_dsl.errors import SfnError
from tests.local.processes import wait_until_gone

# The command as a process of its own, as the console script runs it.
SFN_LOCAL = [sys.executable, "-c", "from sfn_dsl.cli.commands.local import local; local()"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(local, arguments)


@contextmanager
def started(*arguments: str, stdin: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[str]]:
    """`sfn local` as a process, killed at the end if it has not ended by itself."""
    process = subprocess.Popen(
        [*SFN_LOCAL, *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    limit = threading.Timer(60, process.kill)
    limit.start()
    with process:
        try:
            yield process
        finally:
            limit.cancel()
            process.kill()


@pytest.mark.parametrize("status", [0, 7])
def test_the_commands_exit_code_is_passed_on(status: int) -> None:
    assert run("--", "sh", "-c", f"exit {status}").exit_code == status


def test_a_command_ended_by_a_signal_gives_128_and_its_number() -> None:
    assert run("--", "sh", "-c", "kill -9 $$").exit_code == 137


def test_a_command_that_does_not_exist_gives_127_and_says_so() -> None:
    result = run("--", "no-such-command")
    assert result.exit_code == 127
    assert result.stderr == "error: command not found: 'no-such-command'; check its name and PATH\n"


def test_a_command_that_cannot_be_run_gives_126(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("text")
    assert run("--", str(tmp_path / "text")).exit_code == 126


def test_the_command_is_a_client_of_the_endpoint_and_sees_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    script = (
        "import boto3, os, pathlib; client = boto3.client('lambda')\n"
        "assert 'AWS_PROFILE' not in os.environ\n"
        "names = [f['FunctionName'] for f in client.list_functions()['Functions']]\n"
        f"pathlib.Path({str(tmp_path / 'seen')!r}).write_text(\n"
        "    '\\n'.join([client.meta.endpoint_url, client.meta.region_name, *names]))\n"
    )
    result = run("--region", "eu-west-1", "--", sys.executable, "-c", script)
    assert result.exit_code == 0, result.output
    url, region, *names = (tmp_path / "seen").read_text().splitlines()
    assert (region, names) == ("eu-west-1", ["enhanced-dynamodb-backup"])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=5)
    assert os.environ["AWS_PROFILE"] == "production"


def test_options_after_the_command_are_the_commands_own() -> None:
    assert run("sh", "-c", "exit 3").exit_code == 3


def test_a_port_in_use_is_an_error_before_anything_is_run(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run("--port", port, "--", "touch", str(tmp_path / "run"))
    assert result.exit_code == 1
    assert f"cannot listen on 127.0.0.1:{port}" in str(result.exception)
    assert not (tmp_path / "run").exists()


def definition(file: Path) -> Path:
    """A machine that waits for an hour, calls a function, and announces its result."""
    states = {
        "Wait": {"Type": "Wait", "Seconds": 3600, "Next": "Call"},
        "Call": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:greet",
            "Next": "Tell",
        },
        "Tell": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sns:publish",
            "Parameters": {"TopicArn": "${Topic}", "Message.$": "$.greeting"},
            "ResultPath": None,
            "End": True,
        },
    }
    file.write_text(json.dumps({"StartAt": "Wait", "States": states}))
    return file


RUN = """
import boto3, json, sys, time
client = boto3.client("stepfunctions")
(machine,) = client.list_state_machines()["stateMachines"]
arn = client.start_execution(stateMachineArn=machine["stateMachineArn"])["executionArn"]
while (ended := client.describe_execution(executionArn=arn))["status"] == "RUNNING":
    time.sleep(0.02)
seconds = (ended["stopDate"] - ended["startDate"]).total_seconds()
message = boto3.client("sqs").receive_message(QueueUrl="news")["Messages"][0]["Body"]
found = [machine["name"], ended["status"], seconds >= 3600, json.loads(message)["Message"]]
open(sys.argv[1], "w").write(json.dumps(found))
"""


@pytest.mark.slow
def test_a_workflow_is_deployed_and_run_with_all_it_needs_and_kept(tmp_path: Path) -> None:
    source = definition(tmp_path / "hello.asl.json")
    (tmp_path / "greet.py").write_text("def handler(event, _): return {'greeting': 'hello'}")
    topic = "Topic=arn:aws:sns:us-east-1:123456789012:news"
    options = ["--for", str(source), "--functions", str(tmp_path), "--substitute", topic]
    kept = ["--state", str(tmp_path / "state"), "--time", "fast"]
    for action in ("created", "unchanged"):
        found = tmp_path / action
        command = ["--", sys.executable, "-c", RUN, str(found)]
        result = run(*options, *kept, "--deploy", *command)
        assert result.exit_code == 0, result.output
        assert json.loads(found.read_text()) == ["hello", "SUCCEEDED", True, "hello"]
        assert f"{action} arn:aws:states:us-east-1:123456789012:stateMachine:hello" in result.stderr
        assert f"function:greet: {tmp_path / 'greet.py'}" in result.stderr
        assert "its messages are in the queue 'news'" in result.stderr


def test_without_deploy_no_machine_is_there(tmp_path: Path) -> None:
    script = (
        "import boto3\n"
        "assert not boto3.client('stepfunctions').list_state_machines()['stateMachines']\n"
        "boto3.client('iam').get_role(RoleName='hello-role')\n"
    )
    source = str(definition(tmp_path / "hello.asl.json"))
    result = run("--for", source, "--", sys.executable, "-c", script)
    assert result.exit_code == 0, result.output


TEMPLATE = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Greet:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: greet/, Handler: app.handler, Runtime: python3.12}
  news:
    Type: AWS::SNS::Topic
  Hello:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: hello
      DefinitionUri: hello.asl.json
      DefinitionSubstitutions: {Greet: !GetAtt Greet.Arn, Topic: !Ref news}
"""


@pytest.mark.slow
def test_what_a_template_makes_itself_is_made_under_its_names_there(tmp_path: Path) -> None:
    file = definition(tmp_path / "hello.asl.json")
    arn = "arn:aws:lambda:us-east-1:123456789012:function:"
    file.write_text(file.read_text().replace(f"{arn}greet", "${Greet}"))
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    (tmp_path / "Greet.py").write_text("def handler(event, _): return {'greeting': 'hello'}")
    options = ["--for", str(tmp_path / "template.yaml"), "--functions", str(tmp_path)]
    command = ["--", sys.executable, "-c", RUN, str(tmp_path / "found")]
    result = run(*options, "--time", "fast", "--deploy", *command)
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "found").read_text()) == ["hello", "SUCCEEDED", True, "hello"]
    told = f"note: ${{Greet.Arn}} is {arn}Greet here; --substitute 'Greet.Arn=...' gives another"
    assert told in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--time", "soon"], "'soon' is not a pace; write real, fast, or a number such as 10"),
        (["--time", "-1"], "'-1' is not a pace"),
        (["--time", "nan"], "'nan' is not a pace"),
        (["--deploy"], "are for the workflows of --for; give a SOURCE"),
        (["--functions", "."], "are for the workflows of --for; give a SOURCE"),
        (["--functions", "/none", "--for", "x"], "'/none' does not exist"),
    ],
)
def test_options_that_do_not_fit_are_refused(arguments: list[str], message: str) -> None:
    result = run(*arguments, "--", "true")
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


@pytest.mark.parametrize("option", ["--for", "--mocks"])
def test_a_file_that_is_not_there_is_an_error_before_anything_is_run(
    tmp_path: Path, option: str
) -> None:
    missing = str(tmp_path / "none.asl.json")
    result = run(option, missing, "--", "touch", str(tmp_path / "run"))
    assert isinstance(result.exception, SfnError)
    assert missing in str(result.exception)
    assert not (tmp_path / "run").exists()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_asked_to_end_and_then_exits_0(number: signal.Signals) -> None:
    with started() as process:
        assert process.stdout is not None
        lines: dict[str, str] = {}
        while len(lines) < 10:
            keyword, _, setting = process.stdout.readline().strip().partition(" ")
            assert keyword in {"export", "unset"}
            if keyword == "export":
                name, _, value = setting.partition("=")
                lines[name] = value
        check = "import boto3; boto3.client('sts').get_caller_identity()"
        environment = {**os.environ, **lines}
        subprocess.run([sys.executable, "-c", check], env=environment, check=True, timeout=60)
        process.send_signal(number)
        _, said = process.communicate(timeout=20)
        assert process.returncode == 0
        assert lines["AWS_ENDPOINT_URL"] in said
        assert "role/StepFunctionsBackupRole" in said
        assert "Traceback" not in said


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_reaches_the_command_and_all_it_started(number: signal.Signals) -> None:
    nested = "import subprocess; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); "
    with started("--", sys.executable, "-c", nested + "p.wait()") as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        process.send_signal(number)
        assert process.wait(timeout=20) == 128 + number
        wait_until_gone(pid)


@pytest.mark.slow
def test_a_command_that_ignores_the_signal_is_killed_at_the_second() -> None:
    stubborn = "trap '' TERM INT; echo $$; for i in 1 2; do sleep 30; done"
    with started("--", "sh", "-c", stubborn) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 128 + signal.SIGKILL
        assert time.monotonic() - began < SECONDS_TO_END
        wait_until_gone(pid)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_on_a_terminal_the_command_reads_from_it_and_ctrl_c_is_its_own() -> None:
    keyboard, terminal = os.openpty()
    script = "print('ready', flush=True); raise SystemExit(int(input()))"
    with started("--", sys.executable, "-c", script, stdin=terminal) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)  # from a terminal the command would have its own
        os.write(keyboard, b"5\n")
        assert process.wait(timeout=20) == 5
    os.close(terminal)
    os.close(keyboard)
