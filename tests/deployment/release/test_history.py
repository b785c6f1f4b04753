"""Where an alias goes back to: what it served before, and never what was rolled back."""

from __future__ import annotations

import copy

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.aws.api import Alias, RefusalError, Route
from sfn_dsl.deployment.execute_saved import deploy_saved
from sfn_dsl.deployment.options import Release
from sfn_dsl.deployment.plan import Update
from sfn_dsl.deployment.release import spec
from sfn_dsl.deployment.release.history import before, moved
from sfn_dsl.deployment.release.manage import pruned, rolled_back
from sfn_dsl.deployment.release.spec import MoveAlias, Prune, Publish
from sfn_dsl.deployment.saved_plan import saved
from sfn_dsl.errors import DeploymentError

from ..model_of_aws import FakeTime, Killed, ModelOfAws
from .releasing import ARN, LINEAR, LIVE, deploy, model, nightly
from .releasing import aws as aws
from .releasing import time as time


def released(aws: ModelOfAws, time: FakeTime, *seconds: int) -> None:
    for each in seconds:
        deploy(aws, time, nightly(each))


def test_what_was_rolled_back_is_not_gone_back_to(aws: ModelOfAws, time: FakeTime) -> None:
    released(aws, time, 1, 2, 3)
    assert rolled_back(aws, ARN, "live").new == 2
    released(aws, time, 4)
    assert aws.routes(ARN) == (Route(4),)
    assert rolled_back(aws, ARN, "live").new == 2
    assert rolled_back(aws, ARN, "live").new == 1
    with pytest.raises(DeploymentError, match="no version before version 1 that 'live' pointed at"):
        rolled_back(aws, ARN, "live")


def test_what_was_rolled_back_while_it_was_introduced_is_not_gone_back_to(
    aws: ModelOfAws, time: FakeTime
) -> None:
    aws.alarms = {"errors": "OK"}
    released(aws, time, 1, 2)
    aws.on_update = lambda _: aws.alarms.update(errors="ALARM")
    with pytest.raises(DeploymentError, match="points at version 2 again"):
        deploy(aws, time, nightly(3, attrs.evolve(LINEAR, alarms=("errors",))))
    aws.on_update = lambda _: None
    released(aws, time, 4)
    assert rolled_back(aws, ARN, "live").new == 2


def test_a_version_that_was_put_back_in_service_by_hand_counts_again(
    aws: ModelOfAws, time: FakeTime
) -> None:
    released(aws, time, 1, 2, 3)
    rolled_back(aws, ARN, "live")
    rolled_back(aws, ARN, "live", 3)
    released(aws, time, 4)
    assert rolled_back(aws, ARN, "live").new == 3


def test_an_alias_that_was_made_later_does_not_go_back_to_what_it_never_served(
    aws: ModelOfAws, time: FakeTime
) -> None:
    deploy(aws, time, nightly(1, Release()))
    deploy(aws, time, nightly(2))
    with pytest.raises(DeploymentError, match="no version before version 2 that 'live' pointed at"):
        rolled_back(aws, ARN, "live")


def test_an_alias_without_a_record_goes_back_to_the_only_older_version_and_that_is_said(
    aws: ModelOfAws, time: FakeTime
) -> None:
    released(aws, time, 1, 2)
    aws.aliases[ARN]["live"] = Alias("live", (Route(2),))
    move = rolled_back(aws, ARN, "live")
    assert (move.new, move.is_guess) == (1, True)


def test_of_several_older_versions_none_is_guessed(aws: ModelOfAws, time: FakeTime) -> None:
    """Version 3 was rolled back, and then somebody wrote the description anew."""
    released(aws, time, 1, 2, 3)
    rolled_back(aws, ARN, "live")
    released(aws, time, 4)
    aws.update_state_machine_alias(ARN, "live", [Route(4)], description="ours")
    with pytest.raises(DeploymentError, match=r"--to NUMBER, one of these: 3, 2, 1$"):
        rolled_back(aws, ARN, "live")
    assert aws.routes(ARN) == (Route(4),)
    assert rolled_back(aws, ARN, "live", 2).new == 2


def test_what_somebody_else_rolled_back_is_forgotten_whatever_moves_the_alias_next(
    aws: ModelOfAws, time: FakeTime
) -> None:
    released(aws, time, 1, 2, 3, 4)
    deploy(aws, time, nightly(5, Release()))
    aws.update_state_machine_alias(ARN, "live", [Route(2)])
    assert rolled_back(aws, ARN, "live", 5).new == 5
    assert rolled_back(aws, ARN, "live").new == 2


def test_what_somebody_else_moved_is_understood(aws: ModelOfAws, time: FakeTime) -> None:
    """Other tools change the routes and leave the description."""
    released(aws, time, 1, 2, 3, 4)
    aws.update_state_machine_alias(ARN, "live", [Route(2)])
    released(aws, time, 5)
    assert rolled_back(aws, ARN, "live").new == 2
    aws.update_state_machine_alias(ARN, "live", [Route(2, 90), Route(4, 10)])
    assert rolled_back(aws, ARN, "live").new == 2


def test_what_others_wrote_in_the_description_stays(aws: ModelOfAws, time: FakeTime) -> None:
    released(aws, time, 1)
    aws.update_state_machine_alias(ARN, "live", [Route(1)], description="all of production")
    released(aws, time, 2)
    assert aws.aliases[ARN]["live"].description == "all of production [sfn rollback: 2, 1]"
    rolled_back(aws, ARN, "live")
    assert aws.aliases[ARN]["live"].description == "all of production [sfn rollback: 1]"


@given(st.text(max_size=256), st.lists(st.integers(1, 10**9 - 1), min_size=2))
def test_the_record_fits_whatever_else_there_is(own: str, versions: list[int]) -> None:
    alias = Alias("live", (), own)
    for version in sorted(set(versions)):
        was, alias = alias, moved(alias, version)
        assert len(alias.description) <= 256
        if was.routes:
            assert before(alias, versions)[0] == was.routes[0].version


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_rollback_that_is_killed_at_any_call_is_done_or_not_done(
    when: str, time: FakeTime
) -> None:
    for call in range(4):
        aws = model(time)
        released(aws, time, 1, 2, 3)
        rolled_back(aws, ARN, "live")
        released(aws, time, 4)
        aws.calls.clear()
        aws.kill = (call, when)
        with pytest.raises(Killed):
            rolled_back(aws, ARN, "live")
        aws.kill = None
        done = (call, when) == (3, "after")
        assert aws.routes(ARN) == ((Route(2),) if done else (Route(4),))
        assert rolled_back(aws, ARN, "live", 2).new == 2
        assert rolled_back(aws, ARN, "live").new == 1


def test_pruning_keeps_what_a_rollback_needs_at_each_release(
    aws: ModelOfAws, time: FakeTime
) -> None:
    keeping = attrs.evolve(LIVE, keep=1)
    for seconds in (1, 2, 3):
        deploy(aws, time, nightly(seconds, keeping))
    assert sorted(aws.published[ARN]) == [2, 3]
    rolled_back(aws, ARN, "live")
    done = deploy(aws, time, nightly(4, keeping))
    assert done.steps[-1] == Prune((3,))
    assert deploy(aws, time, nightly(4, keeping)).action == "unchanged"
    assert pruned(aws, ARN, 1) == []
    assert rolled_back(aws, ARN, "live").new == 2


# AWS keeps a thousand versions.


@pytest.fixture
def full(aws: ModelOfAws, time: FakeTime, monkeypatch: pytest.MonkeyPatch) -> ModelOfAws:
    """A machine with as many versions as there may be, here four."""
    monkeypatch.setattr(spec, "MOST_VERSIONS", 4)
    released(aws, time, 1, 2, 3, 4)
    aws.calls.clear()
    return aws


@pytest.mark.parametrize("keep", [None, 9])
def test_where_no_version_fits_any_more_nothing_is_updated(
    full: ModelOfAws, time: FakeTime, keep: int | None
) -> None:
    with pytest.raises(DeploymentError, match=r"4 versions, .* 'sfn versions SOURCE --prune"):
        deploy(full, time, nightly(5, attrs.evolve(LIVE, keep=keep)))
    assert full.writes == []
    assert deploy(full, time, nightly(4)).action == "unchanged"


def test_where_no_version_fits_any_more_old_ones_are_pruned_first(
    full: ModelOfAws, time: FakeTime
) -> None:
    done = deploy(full, time, nightly(5, attrs.evolve(LIVE, keep=3)))
    assert [type(step) for step in done.steps] == [Prune, Update, Publish, MoveAlias]
    assert sorted(full.published[ARN]) == [3, 4, 5]
    assert rolled_back(full, ARN, "live").new == 4


def test_what_is_pruned_first_is_not_what_the_alias_would_be_rolled_back_to_now(
    full: ModelOfAws, time: FakeTime
) -> None:
    desired = nightly(5, attrs.evolve(LIVE, keep=1))
    reviewed = saved(deploy(full, time, desired, dry_run=True).plan)
    full.refusals = [RefusalError("UpdateStateMachine", "AccessDeniedException", "no")]
    told: list[str] = []
    with pytest.raises(DeploymentError):
        deploy(full, time, desired, on_progress=told.append)
    assert told == ["deleted 2 versions"]
    assert rolled_back(copy.deepcopy(full), ARN, "live").new == 3
    deploy_saved(reviewed, full, check=lambda _: [], timing=time.timing)
    assert sorted(full.published[ARN]) == [4, 5]
    assert rolled_back(full, ARN, "live").new == 4


@pytest.mark.parametrize("when", ["before", "after"])
def test_where_room_was_made_a_cut_off_run_and_a_saved_plan_go_on_from_there(
    full: ModelOfAws, time: FakeTime, when: str
) -> None:
    desired = nightly(5, attrs.evolve(LIVE, keep=3))
    reviewed = saved(deploy(full, time, desired, dry_run=True).plan)
    whole = copy.deepcopy(full)
    whole.calls.clear()
    deploy(whole, time, desired)
    for call in range(len(whole.calls)):
        for again in (
            lambda aws: deploy(aws, time, desired),
            lambda aws: deploy_saved(reviewed, aws, check=lambda _: [], timing=time.timing),
        ):
            aws = copy.deepcopy(full)
            aws.calls.clear()
            aws.kill = (call, when)
            with pytest.raises(Killed):
                deploy(aws, time, desired)
            aws.kill = None
            again(aws)
            assert (sorted(aws.published[ARN]), aws.routes(ARN)) == ([3, 4, 5], (Route(5),))
            assert rolled_back(aws, ARN, "live").new == 4
