"""Versions, and aliases that point at them, against the model of AWS."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.aws.api import Alias, RefusalError, Route
from sfn_dsl.deployment.desired import Desired, definition_text
from sfn_dsl.deployment.options import DeployOptions, Release, Shift
from sfn_dsl.deployment.release.history import needed
from sfn_dsl.deployment.release.spec import MoveAlias, Prune, Publish
from sfn_dsl.errors import DeploymentError
from sfn_dsl.iam.review.review import RoleDocuments

from ..model_of_aws import FakeTime, Killed, ModelOfAws
from .releasing import ARN, CANARY, LINEAR, LIVE, deploy, model, nightly
from .releasing import aws as aws
from .releasing import time as time


def test_a_first_release_publishes_and_makes_the_alias(aws: ModelOfAws, time: FakeTime) -> None:
    done = deploy(aws, time, nightly())
    assert done.action == "created"
    assert [type(step) for step in done.steps][1:] == [Publish, MoveAlias]
    assert aws.routes(ARN) == (Route(1),)
    assert aws.published[ARN][1].description == "first"


def test_the_same_again_publishes_nothing(aws: ModelOfAws, time: FakeTime) -> None:
    deploy(aws, time, nightly())
    aws.calls.clear()
    assert deploy(aws, time, nightly()).action == "unchanged"
    assert aws.writes == []


def test_a_change_is_published_and_the_alias_led_to_it(aws: ModelOfAws, time: FakeTime) -> None:
    deploy(aws, time, nightly())
    assert deploy(aws, time, nightly(6)).action == "updated"
    assert aws.routes(ARN) == (Route(2),)


def test_what_was_deployed_without_a_release_is_published_later(
    aws: ModelOfAws, time: FakeTime
) -> None:
    deploy(aws, time, nightly())
    deploy(aws, time, nightly(6, release=None))
    assert aws.routes(ARN) == (Route(1),)
    done = deploy(aws, time, nightly(6))
    assert done.steps == (Publish("first", 2), MoveAlias("live", (Route(1),), 2))
    assert done.version == 2


def test_what_a_version_does_not_keep_is_not_published_again(
    aws: ModelOfAws, time: FakeTime
) -> None:
    traced = nightly(5, settings={"tracing": {"enabled": True}})
    deploy(aws, time, traced)
    aws.published[ARN][1] = attrs.evolve(aws.published[ARN][1], settings={})
    assert deploy(aws, time, traced).action == "unchanged"


def test_going_back_in_the_source_is_a_version_of_its_own(aws: ModelOfAws, time: FakeTime) -> None:
    for seconds in (5, 6, 5):
        deploy(aws, time, nightly(seconds))
    assert sorted(aws.published[ARN]) == [1, 2, 3]
    assert aws.routes(ARN) == (Route(3),)


def test_a_change_by_somebody_else_while_publishing_is_noticed(
    aws: ModelOfAws, time: FakeTime
) -> None:
    deploy(aws, time, nightly())
    refusal = RefusalError("PublishStateMachineVersion", "ConflictException", "stale")
    aws.refusals = [refusal] * 100
    with pytest.raises(DeploymentError, match="somebody else is changing .* run this again"):
        deploy(aws, time, nightly(6))
    aws.refusals = [refusal] * 2
    assert deploy(aws, time, nightly(6)).action == "updated"
    assert aws.routes(ARN) == (Route(2),)


# Old versions.


def test_old_versions_go_but_for_those_an_alias_points_at(aws: ModelOfAws, time: FakeTime) -> None:
    deploy(aws, time, nightly(1))
    aws.aliases[ARN]["pinned"] = Alias("pinned", (Route(1),))
    for seconds in (2, 3, 4):
        deploy(aws, time, nightly(seconds))
    done = deploy(aws, time, nightly(5, attrs.evolve(LIVE, keep=2)))
    assert done.steps[-1] == Prune((3, 2))
    assert sorted(aws.published[ARN]) == [1, 4, 5]
    assert deploy(aws, time, nightly(5, attrs.evolve(LIVE, keep=2))).action == "unchanged"


def test_another_change_under_way_does_not_keep_old_versions(
    aws: ModelOfAws, time: FakeTime
) -> None:
    for seconds in (1, 2):
        deploy(aws, time, nightly(seconds))
    aws.refusals = [RefusalError("DeleteStateMachineVersion", "ConflictException", "busy")] * 2
    told: list[str] = []
    deploy(aws, time, nightly(3, attrs.evolve(LIVE, keep=1)), on_progress=told.append)
    assert sorted(aws.published[ARN]) == [2, 3]
    assert told == [
        "another change is in progress; trying again for up to 15 seconds",
        "deleted 1 version",
    ]


# A machine of another type.

EXPRESS = nightly(6, type="EXPRESS")
REPLACING = DeployOptions(replace=True)


def test_a_machine_that_another_has_replaced_meanwhile_is_not_deleted_again(
    aws: ModelOfAws, time: FakeTime
) -> None:
    deploy(aws, time, nightly())
    aws.calls.clear()

    def replaced_meanwhile(*_: Any) -> RoleDocuments:
        """AWS shows it only after the plan was made."""
        before = aws.machines[ARN]
        aws.forget_versions(ARN)
        text = definition_text(EXPRESS.definition)
        aws.machines[ARN] = attrs.evolve(before, type="EXPRESS", definition=text)
        aws._stale[ARN] = [before]
        raise DeploymentError("the role cannot be read")

    done = deploy(aws, time, EXPRESS, options=REPLACING, read_role=replaced_meanwhile)
    assert "delete_state_machine" not in aws.writes
    assert [type(step) for step in done.steps] == [Publish, MoveAlias]
    assert deploy(aws, time, EXPRESS, options=REPLACING).action == "unchanged"


def test_a_machine_of_another_type_that_somebody_makes_meanwhile_is_theirs(
    aws: ModelOfAws, time: FakeTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy(aws, time, nightly())
    create = aws.create_state_machine

    def replaced_at_once(**facts: Any) -> str:
        arn = create(**facts)
        aws.machines[arn] = attrs.evolve(aws.machines[arn], type="STANDARD")
        return arn

    monkeypatch.setattr(ModelOfAws, "create_state_machine", staticmethod(replaced_at_once))
    aws.calls.clear()
    with pytest.raises(DeploymentError, match="else has created .*, of type STANDARD; see"):
        deploy(aws, time, EXPRESS, options=REPLACING)
    assert aws.writes == ["delete_state_machine", "create_state_machine"]


@pytest.mark.parametrize(
    ("release", "kind", "message"),
    [
        (Release(alias="12"), "STANDARD", "'12' cannot be the name of an alias"),
        (Release(alias="a b"), "STANDARD", "'a b' cannot be the name"),
        (Release("x" * 257), "STANDARD", "has 257 characters; write at most 256"),
        (Release(shift=Shift(10)), "STANDARD", "give one with --alias"),
        (Release(alias="live", shift=Shift(0, linear=True)), "STANDARD", "cannot send 0 percent"),
        (Release(alias="live", shift=Shift(100)), "STANDARD", "cannot send 100 percent; write 1"),
        (Release(keep=0), "STANDARD", "0 versions cannot be kept; write 1 or more"),
        (CANARY, "EXPRESS", "does not list the executions of an EXPRESS machine; give"),
    ],
)
def test_what_cannot_be_released_is_reported_before_aws_is_asked(
    aws: ModelOfAws, time: FakeTime, release: Release, kind: Any, message: str
) -> None:
    with pytest.raises(DeploymentError, match=message):
        deploy(aws, time, nightly(5, release, type=kind))
    assert aws.writes == []


# Any row of releases.

RELEASES = st.builds(
    Release,
    st.none() | st.just("text"),
    alias=st.sampled_from([None, "live", "beta"]),
    shift=st.none(),
    keep=st.none() | st.integers(1, 3),
) | st.builds(
    Release,
    alias=st.sampled_from(["live", "beta"]),
    shift=st.builds(Shift, st.integers(1, 99), st.just(60.0), st.booleans()),
    max_failures=st.none() | st.just(100.0),
    keep=st.none() | st.integers(1, 3),
)
ROWS = st.lists(
    st.builds(nightly, st.integers(1, 3), st.none() | RELEASES, tags=st.just({})),
    min_size=1,
    max_size=6,
)


@given(ROWS, st.integers(0, 3), st.integers(0, 3))
def test_after_any_row_of_releases_the_last_one_has_nothing_left_to_do(
    row: list[Desired], lag: int, version_lag: int
) -> None:
    time = FakeTime()
    aws = model(time, lag=lag, version_lag=version_lag)
    for desired in row:
        deploy(aws, time, desired)
        aws._outdated.clear()
        assert deploy(aws, time, desired).action == "unchanged"
        release = desired.release
        if release and release.alias:
            assert aws.routes(ARN, release.alias) == (Route(max(aws.published[ARN])),)
        if release and release.keep:
            there = aws.published[ARN].keys()
            aliases = aws.aliases.get(ARN, {}).values()
            assert len(there - {n for each in aliases for n in needed(each, there)}) <= release.keep
        assert aws.published.get(ARN, {}) or release is None


# Cut off anywhere.


WANTED = nightly(6, attrs.evolve(LINEAR, keep=1), tags={"team": "data"})


def began(time: FakeTime, **facts: Any) -> ModelOfAws:
    """AWS with two releases, and no call counted yet."""
    aws = model(time)
    for seconds in (4, 5):
        deploy(aws, time, nightly(seconds))
    aws.calls.clear()
    return attrs.evolve(aws, **facts)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("lag", [0, 3])
def test_killed_at_any_call_the_alias_points_somewhere_and_a_second_run_gets_there(
    when: str, lag: int, time: FakeTime
) -> None:
    whole = began(time, version_lag=lag)
    deploy(whole, time, WANTED)
    for call in range(len(whole.calls)):
        aws = began(time, kill=(call, when), version_lag=lag)
        with pytest.raises(Killed):
            deploy(aws, time, WANTED)
        assert sum(route.weight for route in aws.routes(ARN)) == 100
        aws.kill = None
        aws._outdated.clear()  # the second run is a while later
        deploy(aws, time, WANTED)
        assert aws.routes(ARN) == (Route(3),)
        assert sorted(aws.published[ARN]) == [2, 3]
        aws._outdated.clear()
        assert deploy(aws, time, WANTED).action == "unchanged"
