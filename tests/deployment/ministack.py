"""Ministack, an emulator of AWS that knows versions and aliases, as a program on this machine.

It pins a botocore of its own, so it lives in an environment of its own, which `make test` makes.
Where AWS and ministack differ, AWS decides: its alias conflicts with an equal one, its publishing
makes a new version each time, a machine's versions and aliases outlive it, it counts no revision
as initial, and it checks no definition; it takes the description of a move that it
refuses. `as_aws` answers the first three and the last as AWS does.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from socket import socket
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from .proxy import Answer, Ask

HOST = "127.0.0.1"
PROGRAM = Path(__file__).parents[2] / ".venv-ministack/bin/ministack"
SECONDS_TO_START = 30
PAUSE = 0.1


@pytest.fixture(scope="session")
def ministack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a ministack that runs for as long as the tests need it."""
    program = Path(os.environ.get("SFN_DSL_MINISTACK", PROGRAM))
    if not program.exists():
        pytest.skip("ministack is not installed; run: make .venv-ministack/installed")
    port = _free_port()
    home = tmp_path_factory.mktemp("ministack")
    log = home / "log"
    settings = {"BIND_HOST": HOST, "GATEWAY_PORT": str(port), "HOME": str(home)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(program)],
            env={"PATH": os.environ["PATH"], **settings},
            cwd=home,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, f"http://{HOST}:{port}/_ministack/health", log)
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()
            process.wait(timeout=SECONDS_TO_START)


def as_aws(operation: str, asked: Any, ask: Ask) -> Answer:
    """The answer of AWS to an operation, brought about by what ministack does."""
    match operation:
        case "PublishStateMachineVersion":
            return _published_once(asked, ask)
        case "CreateStateMachineAlias":
            return _made_once(asked, ask)
        case "UpdateStateMachineAlias" if "description" in asked:
            return _moved_or_not(asked, ask)
        case "DeleteStateMachine":
            _take_all_away(asked["stateMachineArn"], ask)
            ask(operation, asked)
            return 200, {}
    return ask(operation, asked)


def _published_once(asked: Any, ask: Ask) -> Answer:
    """A revision has one version; to publish it again tells of that."""
    for version in _listed(asked["stateMachineArn"], "Version", ask):
        _, told = ask("DescribeStateMachine", {"stateMachineArn": version})
        if told["revisionId"] == asked.get("revisionId"):
            return 200, {"stateMachineVersionArn": version, "creationDate": told["creationDate"]}
    return ask("PublishStateMachineVersion", asked)


def _made_once(asked: Any, ask: Ask) -> Answer:
    """To make an alias that points there already is an error that says so."""
    machine = asked["routingConfiguration"][0]["stateMachineVersionArn"].rpartition(":")[0]
    alias = {"stateMachineAliasArn": f"{machine}:{asked['name']}"}
    _, told = ask("DescribeStateMachineAlias", alias)
    if told.get("routingConfiguration") == asked["routingConfiguration"]:
        return 200, {**alias, "creationDate": told["creationDate"]}
    return ask("CreateStateMachineAlias", asked)


def _moved_or_not(asked: Any, ask: Ask) -> Answer:
    """An alias is moved together with its description, or not at all."""
    operation = "UpdateStateMachineAlias"
    routes = {name: part for name, part in asked.items() if name != "description"}
    status, told = ask(operation, routes)
    return ask(operation, asked) if status == 200 else (status, told)


def _take_all_away(machine: str, ask: Ask) -> None:
    """Aliases and versions go with their machine."""
    for kind in ("Alias", "Version"):
        for arn in _listed(machine, kind, ask):
            ask(f"DeleteStateMachine{kind}", {f"stateMachine{kind}Arn": arn})


def _listed(machine: str, kind: str, ask: Ask) -> list[str]:
    kinds = {"Alias": "Aliases", "Version": "Versions"}[kind]
    _, told = ask(f"ListStateMachine{kinds}", {"stateMachineArn": machine})
    return [each[f"stateMachine{kind}Arn"] for each in told.get(f"stateMachine{kinds}", ())]


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Return as soon as it answers; fail when it ends, or takes too long."""
    for _ in range(int(SECONDS_TO_START / PAUSE)):
        try:
            with urlopen(address, timeout=SECONDS_TO_START):  # noqa: S310 - loopback
                return
        except (URLError, ConnectionError):
            pass
        try:
            process.wait(timeout=PAUSE)
        except subprocess.TimeoutExpired:
            continue
        break
    pytest.fail(f"ministack does not answer:\n{log.read_text(encoding='utf-8')}")


def _free_port() -> int:
    with socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def make_alarm(cloudwatch: Any, name: str) -> None:
    """Make an alarm that goes off when an execution fails."""
    cloudwatch.put_metric_alarm(
        AlarmName=name,
        Namespace="AWS/States",
        MetricName="ExecutionsFailed",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
    )
