"""A release while somebody else rolls back, prunes or compares, in any order of their calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import attrs
import boto3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfn_dsl import Target
from sfn_dsl.aws.api import Api
from sfn_dsl.deployment.drift import drift_of
from sfn_dsl.deployment.release.manage import pruned, rolled_back
from sfn_dsl.errors import DeploymentError

from ..backend import connected
from ..local_endpoint import local_endpoint as local_endpoint
from ..model_of_aws import ACCOUNT, FakeTime
from ..proxy import Fault, Proxy, proxy
from ..test_two_deployers import Deployer, Turns
from .release_backend import Account, arn_of
from .release_backend import account as account
from .release_flows import FLOWS, ReleaseFlow

pytestmark = pytest.mark.slow

(MOVING,) = (flow for flow in FLOWS if flow.name == "move")
PRUNING = attrs.evolve(MOVING, release=attrs.evolve(MOVING.release, keep=1))
PLACE = Target(ACCOUNT, "us-east-1")
LIMITS = settings(
    max_examples=10,
    deadline=None,
    # The fixtures hold no state of an example: each has a machine of its own.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@attrs.frozen
class Manager:
    """Somebody who does something else with the machine, call by call when it is their turn."""

    between: Proxy
    api: Api

    def act(self, act: Callable[[Api], object], turns: Turns) -> DeploymentError | None:
        def before(_number: int, _operation: str) -> Fault | None:
            turns.take("b")
            return None

        self.between.clear()
        self.between.before = before
        self.between.after = lambda *_: turns.done("b")
        try:
            act(self.api)
        except DeploymentError as error:
            return error
        finally:
            turns.end("b")
        return None


@pytest.fixture(scope="module")
def two(
    local_endpoint: str, account: Account, session: boto3.Session
) -> Iterator[tuple[Deployer, Manager]]:
    anything = MOVING.desired("any")
    with proxy(local_endpoint) as for_ann, proxy(local_endpoint) as for_bob:
        yield (
            Deployer("a", anything, for_ann, connected(for_ann.url, session)),
            Manager(for_bob, connected(for_bob.url, session)),
        )


def rolling_back(api: Api, name: str) -> None:
    rolled_back(api, arn_of(name), "live", timing=FakeTime().timing)


def pruning(api: Api, name: str) -> None:
    pruned(api, arn_of(name), 1, timing=FakeTime().timing)


def comparing(api: Api, name: str) -> None:
    drift_of(attrs.evolve(MOVING.desired(name), release=None), api, PLACE)


@pytest.mark.parametrize("manage", [rolling_back, pruning, comparing])
@pytest.mark.parametrize("flow", [MOVING, PRUNING], ids=["release", "release and prune"])
@given(order=st.lists(st.sampled_from("ab"), max_size=40))
@LIMITS
def test_both_are_done_or_told_why_not_and_the_way_back_is_never_lost(
    two: tuple[Deployer, Manager],
    account: Account,
    flow: ReleaseFlow,
    manage: Callable[[Api, str], None],
    order: Sequence[str],
) -> None:
    """Version 4 was served, 3 was before it, and 2 was rolled back; 5 is released meanwhile."""
    deployer, manager = two
    name = account.prepare((1, 2, 3, 4), {"live": {4: 100}})
    account.record(name, "4, 3, 1")
    ann = attrs.evolve(deployer, desired=flow.desired(name))
    turns = Turns(order)
    with ThreadPoolExecutor(2) as pool:
        deploying = pool.submit(ann.deploy, turns)
        managing = pool.submit(manager.act, lambda api: manage(api, name), turns)
        deploying.result(timeout=120)
        refused = managing.result(timeout=120)
    assert manage is rolling_back or refused is None

    manager.between.clear()
    ann.between.clear()
    again = ann.deploy(Turns(""))
    assert again.action != "refused"
    assert account.routes(name) == {5: 100}
    assert account.seconds(name, 5) == flow.after.seconds
    assert not drift_of(attrs.evolve(flow.desired(name), release=None), manager.api, PLACE)

    back = rolled_back(manager.api, arn_of(name), "live").new
    assert back in ((3, 4) if manage is rolling_back else (4,))
    assert back in account.held(name).versions
