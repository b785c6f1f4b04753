"""Two deployments of one machine at the same time, over real HTTP, in every order of their calls.

Each speaks by way of a proxy of its own, which holds a call until it is that one's turn; so the
order of the calls is the test's and not the scheduler's.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import attrs
import boto3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfn_dsl.aws.api import Api
from sfn_dsl.deployment.deploy import Deployment
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.errors import DeploymentError

from .backend import BEFORE, Backend, connected, definition, deployed, held_for
from .model_of_aws import FakeTime
from .proxy import Fault, Proxy, proxy

ANN = attrs.evolve(BEFORE, definition=definition(1), tags={"both": "1", "ann": "1"})
BOB = attrs.evolve(
    BEFORE, role="Other", settings={"tracing": {"enabled": True}}, tags={"old": "1", "both": "3"}
)
WAITING = 30


class Turns:
    """Whose call is next; after the order laid down, the first one's until it has ended."""

    def __init__(self, order: Sequence[str]) -> None:
        self._left = [*order, *"a" * 1000]
        self._changed = threading.Condition()

    def take(self, name: str) -> None:
        """Wait for the turn."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._left[:1] in ([], [name]), WAITING)

    def done(self, name: str) -> None:
        """End the turn."""
        with self._changed:
            if self._left[:1] == [name]:
                del self._left[0]
            self._changed.notify_all()

    def end(self, name: str) -> None:
        """Leave all turns to the other one."""
        with self._changed:
            self._left = [turn for turn in self._left if turn != name]
            self._changed.notify_all()


@attrs.frozen
class Outcome:
    """What came of one deployer's deployment, and what was told meanwhile."""

    done: Deployment | DeploymentError
    told: tuple[str, ...]

    @property
    def action(self) -> str:
        return self.done.action if isinstance(self.done, Deployment) else "refused"


@attrs.frozen
class Deployer:
    name: str
    desired: Desired
    between: Proxy
    api: Api

    def deploy(self, turns: Turns) -> Outcome:
        def before(_number: int, _operation: str) -> Fault | None:
            turns.take(self.name)
            return None

        self.between.clear()
        self.between.before = before
        self.between.after = lambda *_: turns.done(self.name)
        told: list[str] = []
        try:
            timing = FakeTime().timing
            done = deployed(self.desired, self.api, timing=timing, on_progress=told.append)
            return Outcome(done, tuple(told))
        except DeploymentError as error:
            return Outcome(error, tuple(told))
        finally:
            turns.end(self.name)


@pytest.fixture(scope="module")
def deployers(moto_backend: Backend, session: boto3.Session) -> Iterator[tuple[Deployer, Deployer]]:
    with proxy(moto_backend.url) as for_ann, proxy(moto_backend.url) as for_bob:
        yield (
            Deployer("a", ANN, for_ann, connected(for_ann.url, session)),
            Deployer("b", BOB, for_bob, connected(for_bob.url, session)),
        )


def deploy_both(
    deployers: tuple[Deployer, Deployer], backend: Backend, order: Sequence[str], *, anew: bool
) -> tuple[Outcome, Outcome]:
    backend.furnish()
    if not anew:
        deployers[0].between.clear()
        deployed(BEFORE, deployers[0].api)
    turns = Turns(order)
    with ThreadPoolExecutor(2) as pool:
        ann, bob = pool.map(lambda deployer: deployer.deploy(turns), deployers)
    return ann, bob


@pytest.mark.parametrize("anew", [True, False], ids=["nothing there", "another there"])
def test_one_after_the_other_the_second_wins_and_neither_has_anything_to_say(
    deployers: tuple[Deployer, Deployer], backend: Backend, anew: bool
) -> None:
    ann, bob = deploy_both(deployers, backend, "a" * 20, anew=anew)
    assert (ann.action, bob.action) == ("created" if anew else "updated", "updated")
    assert backend.held() == held_for(BOB)
    assert ann.told == bob.told == ()


def test_changes_that_cross_are_not_mixed_and_the_second_says_that_it_planned_again(
    deployers: tuple[Deployer, Deployer], backend: Backend
) -> None:
    """Both look, Ann changes all of hers and is done, and Bob's plan is of what was before."""
    ann, bob = deploy_both(deployers, backend, "bbbb" + "a" * 20, anew=False)
    assert (ann.action, bob.action) == ("updated", "updated")
    assert backend.held() == held_for(BOB)
    assert bob.told == ("somebody else changed the machine meanwhile; planning again",)


def test_two_that_find_nothing_there_make_one_machine(
    deployers: tuple[Deployer, Deployer], backend: Backend
) -> None:
    ann, bob = deploy_both(deployers, backend, "aaabbbab" + "a" * 20, anew=True)
    assert (ann.action, bob.action) == ("created", "updated")
    assert backend.held() == held_for(BOB)


def test_two_that_keep_undoing_each_others_changes_say_so_and_one_alone_gets_there(
    deployers: tuple[Deployer, Deployer], backend: Backend
) -> None:
    """Each changes machine and tags just before the other looks at what came of its own change."""
    order = "aaaabbbb" + "aaa" + ("bbbbb" + "aaaaa") * 20
    outcomes = deploy_both(deployers, backend, order, anew=False)
    refused = [outcome for outcome in outcomes if outcome.action == "refused"]
    assert refused
    for outcome in refused:
        assert re.search(
            r"keeps changing .*left to do: .*see who else deploys it|somebody else reverted it",
            str(outcome.done),
        )
    assert deployers[0].deploy(Turns("")).action != "refused"
    assert backend.held() == held_for(ANN)


@pytest.mark.slow
@given(st.lists(st.sampled_from("ab"), max_size=40), st.booleans())
@settings(
    max_examples=60,
    deadline=None,
    # The fixtures hold no state of an example: each begins by emptying the endpoint.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_in_any_order_of_calls_aws_ends_with_the_whole_of_one_or_somebody_is_told(
    deployers: tuple[Deployer, Deployer], backend: Backend, order: list[str], anew: bool
) -> None:
    ann, bob = deploy_both(deployers, backend, order, anew=anew)
    content = [d for d, o in ((ANN, ann), (BOB, bob)) if o.action != "refused"]
    assert len(content) < 2 or backend.held() in [held_for(desired) for desired in content]
