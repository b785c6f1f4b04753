"""Listing versions, going back to one, and taking old ones away, against the model of AWS."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import attrs
import pytest

from sfn_dsl.aws.api import Alias, RefusalError, Route
from sfn_dsl.deployment.release.manage import ListedVersion, listed, pruned, rolled_back
from sfn_dsl.errors import DeploymentError

from ..model_of_aws import ACCOUNT, FakeTime, ModelOfAws

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"


@pytest.fixture
def aws() -> ModelOfAws:
    """A machine of three versions, the last of which an alias points at."""
    model = ModelOfAws()
    model.create_state_machine(
        name="nightly", definition="{}", role="r", type="STANDARD", settings={}, tags={}
    )
    for number in (1, 2, 3):
        model.update_state_machine(ARN, definition=f'{{"Comment": "{number}"}}')
        revision = model.machines[ARN].revision or ""
        model.publish_state_machine_version(ARN, revision=revision, description=f"v{number}")
    point_alias(model, Route(3))
    model.calls.clear()
    return model


def point_alias(aws: ModelOfAws, *routes: Route) -> None:
    """Point the alias at versions after it has served each of the older ones."""
    stable = min(route.version for route in routes)
    served = ", ".join(str(number) for number in range(stable, 0, -1))
    aws.aliases[ARN] = {"live": Alias("live", routes, f"[sfn rollback: {served}]")}


def test_versions_come_newest_first_with_what_points_at_them(aws: ModelOfAws) -> None:
    point_alias(aws, Route(2, 90), Route(3, 10))
    assert listed(aws, ARN) == [
        ListedVersion(3, 3.0, "v3", (("live", 10),)),
        ListedVersion(2, 2.0, "v2", (("live", 90),)),
        ListedVersion(1, 1.0, "v1", ()),
    ]


@pytest.mark.parametrize(
    ("routes", "to", "new"),
    [
        ([Route(3)], None, 2),
        ([Route(2)], None, 1),
        ([Route(1, 90), Route(3, 10)], None, 1),
        ([Route(1)], 3, 3),
        ([Route(1, 50), Route(2, 50)], 2, 2),
    ],
)
def test_an_alias_is_rolled_back(
    aws: ModelOfAws, routes: list[Route], to: int | None, new: int
) -> None:
    point_alias(aws, *routes)
    move = rolled_back(aws, ARN, "live", to)
    assert (move.old, move.new) == (tuple(routes), new)
    assert aws.routes(ARN) == (Route(new),)


def test_a_deleted_version_is_passed_over(aws: ModelOfAws) -> None:
    del aws.published[ARN][2]
    assert rolled_back(aws, ARN, "live").new == 1


def test_where_the_alias_is_already_nothing_is_done(aws: ModelOfAws) -> None:
    rolled_back(aws, ARN, "live", 3)
    assert aws.writes == []


@pytest.mark.parametrize(
    ("alias", "to", "message"),
    [
        ("dead", None, "there is no alias 'dead' of .*; give one of these: 'live'"),
        ("live", 9, "there is no version 9; give one of these: 3, 2, 1"),
    ],
)
def test_what_cannot_be_gone_back_to_is_reported(
    aws: ModelOfAws, alias: str, to: int | None, message: str
) -> None:
    with pytest.raises(DeploymentError, match=message):
        rolled_back(aws, ARN, alias, to)
    assert aws.writes == []


def test_there_is_nothing_before_the_first_version(aws: ModelOfAws) -> None:
    point_alias(aws, Route(1))
    with pytest.raises(DeploymentError, match="no version before version 1 .* give another"):
        rolled_back(aws, ARN, "live")


def test_a_conflict_is_tried_again_for_a_while(aws: ModelOfAws) -> None:
    time = FakeTime()
    aws.refusals = [RefusalError("UpdateStateMachineAlias", "ConflictException", "busy")] * 2
    assert rolled_back(aws, ARN, "live", timing=time.timing).new == 2
    assert len(time.slept) == 2


@pytest.mark.parametrize("code", ["", "ThrottlingException"])
def test_where_it_is_not_known_whether_the_alias_was_rolled_back_the_version_is_reported(
    aws: ModelOfAws, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """Whoever just ran it again would go back by two."""
    update = aws.update_state_machine_alias

    def lost(arn: str, name: str, routes: Sequence[Route], **more: str) -> float:
        update(arn, name, routes, **more)
        raise DeploymentError("no answer came; run this again", code=code)

    monkeypatch.setattr(ModelOfAws, "update_state_machine_alias", staticmethod(lost))
    with pytest.raises(DeploymentError, match=r"this again; then give --to 2, as the alias 'live'"):
        rolled_back(aws, ARN, "live")
    assert rolled_back(aws, ARN, "live", 2).old == (Route(2),)


def test_a_conflict_after_the_alias_was_rolled_back_rolls_it_back_no_further(
    aws: ModelOfAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer to the first call was lost, and what is sent again meets another change."""
    conflicts = iter([RefusalError("UpdateStateMachineAlias", "ConflictException", "busy")])
    update = aws.update_state_machine_alias

    def sent_again(arn: str, name: str, routes: Sequence[Route], **more: str) -> float:
        updated = update(arn, name, routes, **more)
        for conflict in conflicts:
            raise conflict
        return updated

    monkeypatch.setattr(ModelOfAws, "update_state_machine_alias", staticmethod(sent_again))
    assert rolled_back(aws, ARN, "live", timing=FakeTime().timing).new == 2
    assert aws.routes(ARN) == (Route(2),)


def test_only_old_versions_without_an_alias_go(aws: ModelOfAws) -> None:
    point_alias(aws, Route(1))
    assert pruned(aws, ARN, 1) == [2]
    assert sorted(aws.published[ARN]) == [1, 3]
    assert pruned(aws, ARN, 5) == []


def test_the_version_that_a_rollback_would_take_stays(aws: ModelOfAws) -> None:
    for kept, gone in (("[sfn rollback: 3, 1]", [2]), ("", [1])):
        model = copy.deepcopy(aws)
        model.aliases[ARN] = {"live": Alias("live", (Route(3),), kept)}
        target = next(n for n in (1, 2) if n not in gone)
        assert pruned(model, ARN, 1) == gone
        assert rolled_back(model, ARN, "live").new == target


def test_a_version_that_an_alias_comes_to_point_at_meanwhile_stays(aws: ModelOfAws) -> None:
    aws.aliases[ARN] = {}
    aws.refusals = [RefusalError("DeleteStateMachineVersion", "ConflictException", "referenced")]
    assert pruned(aws, ARN, 1) == [1]


def test_another_change_under_way_does_not_keep_old_versions(aws: ModelOfAws) -> None:
    aws.aliases[ARN] = {}
    aws.refusals = [RefusalError("DeleteStateMachineVersion", "ConflictException", "busy")]
    assert pruned(aws, ARN, 1, timing=FakeTime().timing) == [2, 1]


def test_a_machine_that_is_not_there_is_reported(aws: ModelOfAws) -> None:
    for call in (listed, lambda api, arn: pruned(api, arn, 1)):
        with pytest.raises(DeploymentError, match="does not exist; deploy it with"):
            call(attrs.evolve(aws, machines={}), ARN)


def test_what_a_policy_forbids_is_reported_as_that(aws: ModelOfAws) -> None:
    said = (
        f"User: x is not authorized to perform: states:UpdateStateMachineAlias on resource: {ARN} "
        "with an explicit deny in a service control policy"
    )
    aws.refusals = [RefusalError("UpdateStateMachineAlias", "AccessDeniedException", said)]
    with pytest.raises(DeploymentError, match="service control policy"):
        rolled_back(aws, ARN, "live")


def test_a_missing_permission_comes_with_the_statement(aws: ModelOfAws) -> None:
    said = (
        f"User: x is not authorized to perform: states:ListStateMachineVersions on resource: {ARN}"
    )
    aws.refusals = [RefusalError("ListStateMachineVersions", "AccessDeniedException", said)]
    with pytest.raises(
        DeploymentError, match=r"may not do states:ListStateMachineVersions; add .*\{"
    ):
        listed(aws, ARN)


@pytest.mark.parametrize("code", ["New\n::error::x", "", "\r"])
def test_a_code_that_nobody_knows_is_reported_whatever_it_is(aws: ModelOfAws, code: str) -> None:
    aws.refusals = [RefusalError("DescribeStateMachineAlias", code, "no")]
    with pytest.raises(DeploymentError, match="AWS refuses DescribeStateMachineAlias with"):
        rolled_back(aws, ARN, "live")
