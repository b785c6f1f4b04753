"""Deployments to two endpoints that know nothing of each other: both must agree on what is done.

Everywhere else deployments are tested on the local AWS, which has the same authors as they have.
Ministack is a second opinion; where it differs from AWS, no test here touches it: it makes a new
version each time that one is published, and versions and aliases outlive their machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

import attrs
import boto3
import pytest

from sfn_dsl.aws.api import Api
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.options import Release, Shift
from sfn_dsl.deployment.plan import Create, Tag, Untag, Update
from sfn_dsl.deployment.release.manage import listed, rolled_back
from sfn_dsl.deployment.release.spec import MoveAlias, Publish
from sfn_dsl.errors import DeploymentError

from .backend import connected, definition, deployed
from .local_endpoint import local_endpoint as local_endpoint
from .local_endpoint import make_role
from .ministack import ministack as ministack
from .model_of_aws import ACCOUNT
from .proxy import Fault, Proxy, Refused, proxy

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

pytestmark = pytest.mark.slow  # each endpoint takes a second to start

NOT_THERE = Refused("StateMachineDoesNotExist", "State Machine Does Not Exist")
NAMES = (f"nightly-{number}" for number in count())


@pytest.fixture(scope="module", params=["local_endpoint", "ministack"])
def endpoint(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture(scope="module")
def aws(endpoint: str) -> Iterator[Proxy]:
    with proxy(endpoint) as between:
        yield between


@pytest.fixture(scope="module")
def account_session() -> boto3.Session:
    # Twelve digits as a key are the account, to ministack.
    return boto3.Session(ACCOUNT, "testing", region_name="us-east-1")


@pytest.fixture(scope="module")
def states(endpoint: str, account_session: boto3.Session) -> SFNClient:
    for name in ("Nightly", "Other"):
        make_role(account_session, endpoint, name)
    return account_session.client("stepfunctions", endpoint_url=endpoint)


@pytest.fixture(scope="module")
def api(aws: Proxy, states: SFNClient, account_session: boto3.Session) -> Api:
    return connected(aws.url, account_session, AWS_MAX_ATTEMPTS="1")


@pytest.fixture
def nightly(aws: Proxy) -> Desired:
    """A machine with a name of its own, so that no test sees another's."""
    aws.clear()
    return Desired(next(NAMES), definition(5), "Nightly", tags={"team": "data"})


def unseen_at_first() -> Callable[[int, str], Fault | None]:
    """Have the first description not know of the machine yet."""
    looks = count()

    def before(_: int, operation: str) -> Fault | None:
        return NOT_THERE if operation == "DescribeStateMachine" and next(looks) == 0 else None

    return before


def kinds(done: Any) -> list[type]:
    return [type(step) for step in done.steps]


def test_creates_does_nothing_updates_and_tags(
    api: Api, states: SFNClient, nightly: Desired
) -> None:
    assert kinds(deployed(nightly, api)) == [Create]
    assert deployed(nightly, api).action == "unchanged"
    changed = attrs.evolve(nightly, definition=definition(6), role="Other", tags={"owner": "me"})
    done = deployed(changed, api)
    assert kinds(done) == [Update, Tag, Untag]
    held = states.describe_state_machine(stateMachineArn=done.arn)
    assert json.loads(held["definition"]) == changed.definition.document
    assert held["roleArn"] == f"arn:aws:iam::{ACCOUNT}:role/Other"
    assert deployed(changed, api).action == "unchanged"


def test_a_machine_that_appears_meanwhile_with_another_text_is_updated(
    api: Api, aws: Proxy, nightly: Desired
) -> None:
    deployed(attrs.evolve(nightly, definition=definition(7)), api)
    aws.clear()
    aws.before = unseen_at_first()
    done = deployed(nightly, api)
    assert (done.action, kinds(done)) == ("updated", [Update])
    assert aws.writes == ["CreateStateMachine", "UpdateStateMachine"]  # the first was refused


def test_a_machine_that_appears_meanwhile_with_another_role_alone_is_updated_too(
    api: Api, aws: Proxy, nightly: Desired
) -> None:
    """AWS takes the creation for one that it has carried out, and ignores the role and the tags."""
    deployed(nightly, api)
    aws.clear()
    aws.before = unseen_at_first()
    done = deployed(attrs.evolve(nightly, role="Other", tags={"owner": "me"}), api)
    assert (done.action, kinds(done)) == ("updated", [Create, Update, Tag, Untag])


def test_a_machine_that_appears_meanwhile_with_another_type_is_refused(
    api: Api, aws: Proxy, nightly: Desired
) -> None:
    deployed(nightly, api)
    aws.clear()
    aws.before = unseen_at_first()
    with pytest.raises(DeploymentError, match="is of type STANDARD"):
        deployed(attrs.evolve(nightly, type="EXPRESS"), api)


def test_another_formatting_of_the_text_that_aws_holds_is_nothing_to_do(
    api: Api, states: SFNClient, nightly: Desired
) -> None:
    states.create_state_machine(
        name=nightly.name,
        definition=json.dumps(nightly.definition.document, indent=7, sort_keys=True),
        roleArn=f"arn:aws:iam::{ACCOUNT}:role/Nightly",
        tags=[{"key": "team", "value": "data"}],
    )
    assert deployed(nightly, api).action == "unchanged"


def test_what_others_delete_is_made_again(api: Api, states: SFNClient, nightly: Desired) -> None:
    arn = deployed(nightly, api).arn
    states.delete_state_machine(stateMachineArn=arn)
    assert kinds(deployed(nightly, api)) == [Create]


def test_a_release_the_next_one_and_the_way_back(
    api: Api, states: SFNClient, nightly: Desired
) -> None:
    first = attrs.evolve(nightly, release=Release("first", alias="live"))
    shifted = Release("second", alias="live", shift=Shift(10, 300))
    second = attrs.evolve(nightly, definition=definition(6), release=shifted)
    arn = deployed(first, api).arn
    assert deployed(first, api).action == "unchanged"
    assert kinds(deployed(second, api)) == [Update, Publish, MoveAlias]
    assert rolled_back(api, arn, "live").new == 1
    alias = states.describe_state_machine_alias(stateMachineAliasArn=f"{arn}:live")
    assert alias["routingConfiguration"] == [{"stateMachineVersionArn": f"{arn}:1", "weight": 100}]
    assert [version.number for version in listed(api, arn)] == [2, 1]
