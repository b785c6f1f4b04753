"""Versions and aliases by real boto3 over real HTTP, on the local AWS."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import boto3
import pytest
from click.testing import CliRunner, Result

from sfn_dsl.aws.api import Route
from sfn_dsl.aws.boto.client import connect
from sfn_dsl.cli.main import sfn
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.options import Release, Shift
from sfn_dsl.deployment.plan import Update
from sfn_dsl.deployment.release.manage import listed, pruned, rolled_back
from sfn_dsl.deployment.release.spec import MoveAlias, Publish
from sfn_dsl.errors import DeploymentError

from ..backend import definition
from ..local_endpoint import local_endpoint as local_endpoint
from ..local_endpoint import make_alarm, make_role
from ..model_of_aws import ACCOUNT, FakeTime

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

pytestmark = pytest.mark.slow

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"
LIVE = Release("first", alias="live")
MANY = 20
"""Executions, of which half run either version: that all run one is as good as impossible."""


def nightly(seconds: int, release: Release | None = LIVE) -> Desired:
    return Desired("nightly", definition(seconds), "Nightly", release=release)


def ending(kind: str, release: Release) -> Desired:
    """A machine of one state."""
    state = {"Type": kind, "End": True} if kind == "Pass" else {"Type": kind}
    machine = Definition({"StartAt": "Only", "States": {"Only": state}})
    return Desired("nightly", machine, "Nightly", release=release)


@pytest.fixture
def client(
    local_endpoint: str, session: boto3.Session, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SFNClient]:
    """A client for a look at what is held, where there is a role and no machine."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", local_endpoint)
    make_role(session, local_endpoint, "Nightly")
    states = session.client("stepfunctions")
    yield states
    states.delete_state_machine(stateMachineArn=ARN)


Deploy = Callable[[Desired], Deployment]


@pytest.fixture
def deploy(client: SFNClient, session: boto3.Session) -> Deploy:
    timing = FakeTime().timing
    return lambda desired: deploy_desired(
        lambda *_: desired, connect(session=session), check=lambda _: [], timing=timing
    )


def routes(client: SFNClient, alias: str = "live") -> dict[int, int]:
    told = client.describe_state_machine_alias(stateMachineAliasArn=f"{ARN}:{alias}")
    return {
        int(route["stateMachineVersionArn"].rpartition(":")[2]): route["weight"]
        for route in told["routingConfiguration"]
    }


def test_a_release_and_the_next_one(client: SFNClient, deploy: Deploy) -> None:
    assert deploy(nightly(5)).action == "created"
    assert routes(client) == {1: 100}
    assert deploy(nightly(5)).action == "unchanged"
    done = deploy(nightly(6, Release("second", alias="live", shift=Shift(10, 300))))
    assert [type(step) for step in done.steps] == [Update, Publish, MoveAlias]
    assert routes(client) == {2: 100}
    second = client.describe_state_machine(stateMachineArn=f"{ARN}:2")
    assert second["description"] == "second"
    assert json.loads(second["definition"])["States"]["Pause"]["Seconds"] == 6


def executed(client: SFNClient) -> str:
    """How an execution by the alias ends."""
    started = client.start_execution(stateMachineArn=f"{ARN}:live")["executionArn"]
    for _ in range(1000):
        status = client.describe_execution(executionArn=started)["status"]
        if status != "RUNNING":
            return status
    raise AssertionError("it does not end")


@pytest.mark.parametrize(("fails", "serves"), [(False, 2), (True, 1)])
def test_a_canary_goes_on_or_back_by_what_becomes_of_executions(
    client: SFNClient, deploy: Deploy, session: boto3.Session, fails: bool, serves: int
) -> None:
    deploy(ending("Succeed", LIVE))
    ended: list[str] = []
    clock = FakeTime()

    def execute_and_sleep(seconds: float) -> None:
        ended.extend(executed(client) for _ in range(MANY))
        clock.sleep(seconds)

    shifted = Release("second", alias="live", shift=Shift(50, 30))
    after = ending("Fail" if fails else "Pass", shifted)
    with pytest.raises(DeploymentError, match="version 2 failed") if fails else nullcontext():
        deploy_desired(
            lambda *_: after,
            connect(session=session),
            check=lambda _: [],
            timing=attrs.evolve(clock.timing, sleep=execute_and_sleep),
        )
    assert routes(client) == {serves: 100}
    assert len(ended) == MANY
    assert ("FAILED" in ended) == fails


def test_versions_are_listed_rolled_back_and_pruned(
    client: SFNClient, deploy: Deploy, session: boto3.Session
) -> None:
    for seconds in (1, 2, 3, 4):
        deploy(nightly(seconds))
    api = connect(session=session)
    first = listed(api, ARN)[-1].number
    assert rolled_back(api, ARN, "live").new == first + 2
    assert rolled_back(api, ARN, "live", first).old == (Route(first + 2),)
    assert pruned(api, ARN, 1) == [first + 2, first + 1]
    assert [(each.number, each.aliases) for each in listed(api, ARN)] == [
        (first + 3, ()),
        (first, (("live", 100),)),
    ]


def test_a_change_between_description_and_publishing_is_a_conflict(
    client: SFNClient, deploy: Deploy, session: boto3.Session
) -> None:
    deploy(nightly(1, None))
    with pytest.raises(Exception, match="ConflictException"):
        connect(session=session).publish_state_machine_version(
            ARN, revision="another", description=None
        )


def test_the_states_of_alarms_are_seen(client: SFNClient, session: boto3.Session) -> None:
    cloudwatch = session.client("cloudwatch")
    make_alarm(cloudwatch, "errors")
    cloudwatch.set_alarm_state(AlarmName="errors", StateValue="ALARM", StateReason="a test")
    assert connect(session=session).describe_alarms(["errors", "none"]) == {"errors": "ALARM"}


WORKFLOW = """
from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow

@workflow
def nightly(target: Target) -> Workflow:
    return Workflow("nightly", StateMachine([Succeed("Done")], comment="one"), role="Nightly")
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments, catch_exceptions=False)


def test_the_commands_publish_list_and_roll_back(
    client: SFNClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = Path("nightly.py")
    for comment in ("zero", "one", "two", "three"):
        source.write_text(WORKFLOW.replace("one", comment))
        run("deploy", str(source), "--alias", "live", "--description", comment)
    shown = run("versions", str(source)).stdout.splitlines()
    assert [line.split()[2:] for line in shown] == [
        ["live", "three"],
        ["two"],
        ["one"],
        ["zero"],
    ]
    newest = int(shown[0].split()[0])
    back = run("rollback", ARN, "--alias", "live")
    assert back.stdout == f"alias 'live': version {newest} -> version {newest - 1}\n"
    again = run("rollback", ARN, "--alias", "live", "--to", str(newest - 1))
    assert again.stdout == f"nothing to do: alias 'live' points at version {newest - 1}\n"
    pruned = run("versions", ARN, "--prune", "--keep", "1", "--format", "json")
    assert pruned.stderr == f"deleted: version {newest - 3}\n"
    told: list[dict[str, Any]] = json.loads(pruned.stdout)
    assert [each["version"] for each in told] == [newest, newest - 1, newest - 2]
    assert told[1]["aliases"] == [{"name": "live", "weight": 100}]
    assert told[1]["description"] == "two"


def test_a_plan_file_carries_a_release(
    client: SFNClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("nightly.py").write_text(WORKFLOW)
    planned = run("plan", "nightly.py", "--alias", "live", "--out", "plan.json")
    assert "create alias 'live' for the new version" in planned.stdout
    Path("nightly.py").unlink()
    assert run("deploy", "--plan", "plan.json").stdout.startswith(f"created {ARN}\n")
    assert run("deploy", "--plan", "plan.json").stdout == f"nothing to do: {ARN}\n"
    assert len(routes(client)) == 1


@pytest.mark.parametrize("source", ["flows/nightly.py", "flows"])
def test_a_version_is_planned_with_the_git_revision_of_its_source(
    source: str, client: SFNClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("flows").mkdir()
    Path("flows/nightly.py").write_text(WORKFLOW)
    who = ("-c", "user.name=me", "-c", "user.email=me@example.com")
    for words in (["init"], ["add", "."], ["commit", "--message", "one"]):
        subprocess.run(["git", *who, *words], check=True, capture_output=True, timeout=60)  # noqa: S607 - whichever is here
    planned = run("plan", source, "--publish", "--format", "json")
    assert re.search(r'"description": "git [0-9a-f]{12}"', planned.stdout)
