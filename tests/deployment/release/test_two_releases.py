"""Two releases of one machine at the same time, over real HTTP, in any order of their calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import attrs
import boto3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..backend import connected
from ..local_endpoint import local_endpoint as local_endpoint
from ..proxy import proxy
from ..test_two_deployers import Deployer, Outcome, Turns
from .release_backend import Account
from .release_backend import account as account
from .release_flows import FLOWS

pytestmark = pytest.mark.slow

(MOVING,) = (flow for flow in FLOWS if flow.name == "move")
OTHER = attrs.evolve(MOVING, after=attrs.evolve(MOVING.after, seconds=8))
ORDERS = st.lists(st.sampled_from("ab"), max_size=60)
LIMITS = settings(
    max_examples=12,
    deadline=None,
    # The fixtures hold no state of an example: each has a machine of its own.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def deployers(
    local_endpoint: str, account: Account, session: boto3.Session
) -> Iterator[tuple[Deployer, Deployer]]:
    anything = MOVING.desired("any")
    with proxy(local_endpoint) as for_ann, proxy(local_endpoint) as for_bob:
        yield (
            Deployer("a", anything, for_ann, connected(for_ann.url, session)),
            Deployer("b", anything, for_bob, connected(for_bob.url, session)),
        )


def release_both(deployers: Sequence[Deployer], order: Sequence[str]) -> tuple[Outcome, Outcome]:
    turns = Turns(order)
    with ThreadPoolExecutor(2) as pool:
        ann, bob = pool.map(lambda deployer: deployer.deploy(turns), deployers)
    return ann, bob


@given(ORDERS)
@LIMITS
def test_two_that_release_the_same_make_one_version_and_move_the_alias_once(
    deployers: tuple[Deployer, Deployer], account: Account, order: list[str]
) -> None:
    name = account.prepare(MOVING.made, MOVING.aliases)
    both = [attrs.evolve(each, desired=MOVING.desired(name)) for each in deployers]
    outcomes = release_both(both, order)
    assert account.held(name) == MOVING.after
    assert [outcome.action for outcome in outcomes if outcome.action == "refused"] == []


@given(ORDERS)
@LIMITS
def test_of_two_that_release_different_things_one_is_released_or_somebody_is_told(
    deployers: tuple[Deployer, Deployer], account: Account, order: list[str]
) -> None:
    name = account.prepare(MOVING.made, MOVING.aliases)
    ann, bob = (
        attrs.evolve(each, desired=flow.desired(name))
        for each, flow in zip(deployers, (MOVING, OTHER), strict=True)
    )
    outcomes = release_both((ann, bob), order)
    if "refused" not in [outcome.action for outcome in outcomes]:
        held = account.held(name)
        assert held.aliases == {"live": {held.versions[-1]: 100}}
        assert account.seconds(name, held.versions[-1]) == held.seconds
    assert ann.deploy(Turns("")).action != "refused"
    held = account.held(name)
    assert held.seconds == MOVING.after.seconds
    assert held.aliases == {"live": {held.versions[-1]: 100}}
    assert account.seconds(name, held.versions[-1]) == held.seconds
