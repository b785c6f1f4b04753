"""What many executions at once cost in `sfn local`, compared with other emulators in the same run.

    python bench/local_executions.py [--executions 200]

Each waits for a second in two branches and maps over ten items, so alone it takes one second. Real
time, over HTTP by eight clients: until all were started, until all had ended, and how many ended
with the right output. CPU time and memory are the server's, from its start to its end.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from typing import Any
from urllib.request import Request, urlopen

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

ROOT = Path(__file__).parents[1]
HOST = "127.0.0.1"
CLIENTS = 8
ITEMS = 10
SECONDS_TO_START = 60.0
SECONDS_TO_END = 300.0

RESTS = [
    {"StartAt": name, "States": {name: {"Type": "Wait", "Seconds": 1, "End": True}}}
    for name in ("Rest", "Rest too")
]
ADD = {
    "StartAt": "Add",
    "States": {
        "Add": {
            "Type": "Pass",
            "Parameters": {"sum.$": "States.MathAdd($.n, $.i)"},
            "End": True,
        }
    },
}
MACHINE = {
    "StartAt": "Both",
    "States": {
        "Both": {
            "Type": "Parallel",
            "Branches": RESTS,
            "ResultPath": None,
            "Next": "Each",
        },
        "Each": {
            "Type": "Map",
            "ItemsPath": "$.items",
            "ItemSelector": {"n.$": "$.n", "i.$": "$$.Map.Item.Value"},
            "ItemProcessor": ADD,
            "End": True,
        },
    },
}
TRUST = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "states.amazonaws.com"},
        "Action": "sts:AssumeRole",
    },
}
PEERS = {
    "sfn local": [sys.executable, "-m", "sfn_dsl", "local", "--port", "{port}"],
    "moto": [sys.executable, "-m", "moto.server", "-H", HOST, "-p", "{port}"],
    "ministack": [str(ROOT / ".venv-ministack/bin/ministack")],
}


@contextmanager
def served(command: list[str], used: dict[str, float]) -> Iterator[str]:
    """Run a server, give its URL, and say what it used when it has ended."""
    with socket() as probe:
        probe.bind((HOST, 0))
        port = str(probe.getsockname()[1])
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [word.format(port=port) for word in command],
            env={
                **os.environ,
                "HOME": home,
                "BIND_HOST": HOST,
                "GATEWAY_PORT": port,
                "MOTO_PORT": port,
            },
            cwd=home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()
            _, _, usage = os.wait4(process.pid, 0)
            used["CPU s"] = usage.ru_utime + usage.ru_stime
            used["MB"] = usage.ru_maxrss / 1024


def client(service: str, url: str) -> Any:
    return boto3.client(
        service,
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="123456789012",
        aws_secret_access_key="testing",  # noqa: S106 - nobody checks it
        config=Config(max_pool_connections=CLIENTS, retries={"total_max_attempts": 1}),
    )


def role_of(url: str) -> str:
    """Make a role as soon as the server answers; its ARN."""
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            made = client("iam", url).create_role(
                RoleName="bench", AssumeRolePolicyDocument=json.dumps(TRUST)
            )
        except (BotoCoreError, ClientError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return str(made["Role"]["Arn"])


def measured(url: str, executions: int, *, is_moto: bool = False) -> dict[str, float]:
    """The seconds until all were started and have ended, and how many ended rightly."""
    role = role_of(url)
    if is_moto:  # it executes nothing unless it is told to
        body = json.dumps({"stepfunctions": {"execute_state_machine": True}}).encode()
        urlopen(Request(f"{url}/moto-api/config", body, method="POST"), timeout=60).close()  # noqa: S310 - it is on this machine
    states = client("stepfunctions", url)
    machine = states.create_state_machine(
        name="bench", definition=json.dumps(MACHINE), roleArn=role
    )["stateMachineArn"]

    def start(number: int) -> str:
        data = json.dumps({"n": number, "items": list(range(ITEMS))})
        return str(
            states.start_execution(stateMachineArn=machine, name=f"n{number}", input=data)[
                "executionArn"
            ]
        )

    began = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        started = list(pool.map(start, range(executions)))
    all_started = time.monotonic() - began
    while states.list_executions(stateMachineArn=machine, statusFilter="RUNNING", maxResults=1)[
        "executions"
    ]:
        if time.monotonic() - began > SECONDS_TO_END:
            break
        time.sleep(0.05)
    all_ended = time.monotonic() - began
    right = sum(
        json.loads(states.describe_execution(executionArn=arn).get("output", "null"))
        == [{"sum": number + item} for item in range(ITEMS)]
        for number, arn in enumerate(started)
    )
    return {"started s": all_started, "ended s": all_ended, "right": right}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--executions", type=int, default=200)
    executions = parser.parse_args().executions
    columns = ("started s", "ended s", "right", "CPU s", "MB")
    print(f"{executions} executions  " + "".join(f"{name:>11}" for name in columns))
    for name, command in PEERS.items():
        if not Path(command[0]).exists():
            print(f"{name:15} is not installed")
            continue
        for number in (0, executions):
            used: dict[str, float] = {}
            with served(command, used) as url:
                used |= measured(url, number, is_moto=name == "moto")
            label = name if number else f"{name}, none"
            print(f"{label:15} " + "".join(f"{used[column]:11.1f}" for column in columns))


if __name__ == "__main__":
    main()
