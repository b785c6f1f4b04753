"""Deployments by real boto3 over real HTTP, against an AWS endpoint on this machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
import boto3
import pytest

from sfn_dsl.aws.boto import client as boto
from sfn_dsl.aws.boto.client import connect
from sfn_dsl.aws.rate_limit import RATES, Pace
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.plan import Create, Tag, Untag, Update
from sfn_dsl.errors import DeploymentError

from .backend import ARN, definition
from .model_of_aws import ACCOUNT, FakeTime
from .planning import evolved

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

LOG_GROUP = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:nightly:*"
LOGGING = {
    "level": "ERROR",
    "includeExecutionData": False,
    "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": LOG_GROUP}}],
}


NIGHTLY = Desired("nightly", definition(5), "Nightly", tags={"team": "data"})


@pytest.fixture
def client(account: str, session: boto3.Session) -> SFNClient:
    """A client for a look at what AWS holds, where there are two roles and no machine."""
    assert account
    return session.client("stepfunctions")


Deploy = Callable[[Desired], Deployment]


def deployed(desired: Desired, **connection: Any) -> Deployment:
    return deploy_desired(lambda *_: desired, connect(**connection), check=lambda _: [])


@pytest.fixture
def deploy(client: SFNClient, session: boto3.Session) -> Deploy:
    return lambda desired: deployed(desired, session=session)


def test_creates_what_is_not_there(client: SFNClient, deploy: Deploy) -> None:
    done = deploy(NIGHTLY)
    assert (done.action, done.arn, done.steps) == ("created", ARN, (Create(),))
    held = client.describe_state_machine(stateMachineArn=ARN)
    assert json.loads(held["definition"]) == NIGHTLY.definition.document
    assert held["roleArn"] == f"arn:aws:iam::{ACCOUNT}:role/Nightly"
    assert held["type"] == "STANDARD"
    assert client.list_tags_for_resource(resourceArn=ARN)["tags"] == [
        {"key": "team", "value": "data"}
    ]


@pytest.mark.parametrize(
    "settings", [{}, {"logging": LOGGING, "tracing": {"enabled": True}, "type": "EXPRESS"}]
)
def test_does_nothing_a_second_time(deploy: Deploy, settings: dict[str, Any]) -> None:
    desired = evolved(NIGHTLY, **settings)
    deploy(desired)
    again = deploy(desired)
    assert (again.action, again.steps) == ("unchanged", ())


@pytest.mark.parametrize(
    ("change", "steps", "held"),
    [
        ({"definition": definition(6)}, [Update], {}),
        ({"role": "Other"}, [Update], {"roleArn": f"arn:aws:iam::{ACCOUNT}:role/team/Other"}),
        ({"logging": LOGGING}, [Update], {"loggingConfiguration": LOGGING}),
        ({"tracing": {"enabled": True}}, [Update], {"tracingConfiguration": {"enabled": True}}),
        ({"tags": {"team": "ops"}}, [Tag], {}),
        ({"tags": {"owner": "me"}, "role": "Other"}, [Update, Tag, Untag], {}),
    ],
)
def test_updates_what_differs_and_back_again(
    client: SFNClient,
    deploy: Deploy,
    change: dict[str, Any],
    steps: list[type],
    held: dict[str, Any],
) -> None:
    deploy(NIGHTLY)
    changed = evolved(NIGHTLY, **change)
    done = deploy(changed)
    assert done.action == "updated"
    assert [type(step) for step in done.steps] == steps
    found: Any = client.describe_state_machine(stateMachineArn=ARN)
    assert {name: found[name] for name in held} == held
    assert deploy(changed).action == "unchanged"
    assert deploy(NIGHTLY).action == "updated"
    assert deploy(NIGHTLY).action == "unchanged"


def test_a_role_that_does_not_exist(client: SFNClient, deploy: Deploy) -> None:
    with pytest.raises(DeploymentError, match=f"'Nobody' does not exist in account {ACCOUNT}"):
        deploy(attrs.evolve(NIGHTLY, role="Nobody"))
    assert client.list_state_machines()["stateMachines"] == []


def test_a_type_cannot_be_changed(deploy: Deploy) -> None:
    deploy(NIGHTLY)
    with pytest.raises(DeploymentError, match="is of type STANDARD"):
        deploy(attrs.evolve(NIGHTLY, type="EXPRESS"))


def test_a_client_lends_its_address_and_region_to_iam_and_sts(
    client: SFNClient, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    own = boto3.client(
        "stepfunctions",
        region_name="eu-west-1",
        endpoint_url=account,
        aws_access_key_id="of-the-client",
        aws_secret_access_key="of-the-client",  # noqa: S106 - the endpoint takes any
    )
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    done = deployed(NIGHTLY, client=own)
    assert done.arn == ARN.replace("us-east-1", "eu-west-1")
    assert own.delete_state_machine(stateMachineArn=done.arn)


def test_a_session_says_where_and_so_does_the_environment(client: SFNClient) -> None:
    done = deployed(NIGHTLY, session=boto3.Session(region_name="eu-central-1"))
    assert done.arn == ARN.replace("us-east-1", "eu-central-1")
    assert deployed(NIGHTLY, region="eu-central-1").action == "unchanged"


@pytest.mark.slow
def test_the_list_of_machines_is_read_to_its_last_page(client: SFNClient) -> None:
    role = f"arn:aws:iam::{ACCOUNT}:role/Nightly"
    made = [
        client.create_state_machine(name=f"m{number}", definition="{}", roleArn=role)[
            "stateMachineArn"
        ]
        for number in range(103)
    ]
    listed = [machine.arn for machine in connect().list_state_machines()]
    assert sorted(listed) == sorted(made)
    for arn in made:
        client.delete_state_machine(stateMachineArn=arn)


@pytest.mark.slow
def test_an_endpoint_that_is_not_awss_is_not_spared(
    account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FakeTime()
    monkeypatch.setattr(boto, "Pace", partial(Pace, clock.timing))
    api = connect()
    for _ in range(RATES["DescribeStateMachine"].burst + 10):
        api.describe_state_machine("arn:aws:states:us-east-1:123456789012:stateMachine:none")
    assert clock.slept == []
