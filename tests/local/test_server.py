from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import boto3
import pytest

from sfn_dsl import __version__
from sfn_dsl.errors import SfnError
from sfn_dsl.local import ACCOUNT, LocalAWS
from tests.local.stepfunctions.endpoint import trust


def machine(session: boto3.Session, name: str, **state: Any) -> str:
    role = session.client("iam").create_role(
        RoleName="any", AssumeRolePolicyDocument=json.dumps(trust())
    )["Role"]["Arn"]
    definition = {"StartAt": "Only", "States": {"Only": {**state, "End": True}}}
    client = session.client("stepfunctions")
    return client.create_state_machine(name=name, definition=json.dumps(definition), roleArn=role)[
        "stateMachineArn"
    ]


def test_it_answers_boto3_over_http_with_the_account_it_names() -> None:
    with LocalAWS() as aws:
        assert aws.url.startswith("http://127.0.0.1:")
        assert aws.session().client("sts").get_caller_identity()["Account"] == aws.account


def test_a_client_needs_nothing_but_the_environment_of_the_process() -> None:
    with LocalAWS(region="eu-central-1"):
        client = boto3.client("stepfunctions")
        assert client.meta.region_name == "eu-central-1"
        assert client.list_state_machines()["stateMachines"] == []


def test_it_leaves_no_thread_no_variable_no_file_and_no_open_port_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(threading.enumerate()), dict(os.environ), boto3.DEFAULT_SESSION
    with LocalAWS() as aws:
        port = int(aws.url.rpartition(":")[2])
        boto3.client("sqs").create_queue(QueueName="q")
        assert list(tmp_path.iterdir())
    assert (set(threading.enumerate()), dict(os.environ), boto3.DEFAULT_SESSION) == before
    assert not list(tmp_path.iterdir())
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_it_also_ends_when_the_block_fails() -> None:
    before = set(threading.enumerate()), dict(os.environ)
    with pytest.raises(ZeroDivisionError), LocalAWS():
        _ = 1 / 0
    assert (set(threading.enumerate()), dict(os.environ)) == before


def test_a_silent_connection_does_not_hold_up_the_end() -> None:
    before = set(threading.enumerate())
    with LocalAWS() as aws:
        host, port = aws.url.removeprefix("http://").split(":")
        silent = socket.create_connection((host, int(port)))
        boto3.client("sts").get_caller_identity()  # by now the first connection is accepted
        began = time.monotonic()
    silent.close()
    assert time.monotonic() - began < 1
    assert set(threading.enumerate()) == before


@pytest.mark.parametrize(
    "state",
    [
        {"Type": "Wait", "Seconds": 600},
        {
            "Type": "Task",
            "Resource": f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:missing",
            "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 600}],
        },
    ],
    ids=["waiting", "waiting to retry"],
)
def test_an_execution_under_way_ends_with_it(state: dict[str, Any]) -> None:
    before = set(threading.enumerate())
    with LocalAWS() as aws:
        client = aws.session().client("stepfunctions")
        arn = machine(aws.session(), "m", **state)
        execution = client.start_execution(stateMachineArn=arn, name="e")["executionArn"]
        awaited = {"WaitStateEntered", "LambdaFunctionFailed"}
        deadline = time.monotonic() + 10
        while not awaited & {
            event["type"]
            for event in client.get_execution_history(executionArn=execution)["events"]
        }:
            assert time.monotonic() < deadline
        began = time.monotonic()
    assert time.monotonic() - began < 1
    assert set(threading.enumerate()) == before


def test_each_one_begins_with_an_empty_account() -> None:
    with LocalAWS() as first:
        machine(first.session(), "m", Type="Pass")
    with LocalAWS() as second:
        assert second.session().client("stepfunctions").list_state_machines()["stateMachines"] == []


def test_a_second_one_in_the_same_process_is_refused_and_the_first_runs_on() -> None:
    with LocalAWS() as aws:
        with pytest.raises(SfnError, match="already has an embedded AWS"), LocalAWS():
            pass
        assert aws.session().client("sts").get_caller_identity()["Account"] == ACCOUNT


def test_a_port_in_use_is_an_error_that_says_so_and_changes_nothing() -> None:
    before = set(threading.enumerate()), dict(os.environ)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SfnError, match=rf"127\.0\.0\.1:{port}.*in use.*another port"):
            LocalAWS(port=port).__enter__()
    assert (set(threading.enumerate()), dict(os.environ)) == before
    with LocalAWS(port=port) as aws:
        assert aws.url == f"http://127.0.0.1:{port}"


def test_a_region_that_does_not_exist_is_refused_with_one_that_does() -> None:
    with pytest.raises(SfnError, match=r"no region 'eu-centrall-1'.*'eu-central-1'"):
        LocalAWS(region="eu-centrall-1").__enter__()


def test_outside_its_block_it_has_no_environment() -> None:
    aws = LocalAWS()
    with aws:
        pass
    with pytest.raises(SfnError, match="not running"):
        aws.environment()


def test_a_developers_own_settings_are_out_of_sight_meanwhile_and_back_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = {
        "AWS_PROFILE": "production",
        "AWS_SESSION_TOKEN": "a-token",
        "AWS_ENDPOINT_URL_STEPFUNCTIONS": "http://127.0.0.1:9",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "NO_PROXY": "example.org",
    }
    for name, value in own.items():
        monkeypatch.setenv(name, value)
    with LocalAWS() as aws:
        assert set(own) - {"HTTP_PROXY", "NO_PROXY"} <= set(aws.hidden())
        assert not set(aws.hidden()) & set(os.environ)
        assert os.environ["NO_PROXY"] == "example.org,127.0.0.1,localhost"
        assert boto3.client("stepfunctions").list_state_machines()["stateMachines"] == []
    assert {name: os.environ[name] for name in own} == own


def test_without_the_extra_it_says_what_to_install() -> None:
    message = output_of(
        "import sys; sys.modules['moto'] = None\n"
        "from sfn_dsl.errors import SfnError\n"
        "from sfn_dsl.local import LocalAWS\n"
        "try: LocalAWS().__enter__()\n"
        "except SfnError as error: print(error)\n"
    )
    assert "run pip install '.[local]' in a checkout of sfn_dsl" in message
    assert f"or pip install 'sfn_dsl-{__version__}-py3-none-any.whl[local]'" in message


def test_importing_it_loads_neither_moto_nor_boto3() -> None:
    imported = output_of("import sfn_dsl.local, sys; print(*sys.modules)").split()
    assert not {"moto", "boto3", "flask", "werkzeug"} & set(imported)


def output_of(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout
