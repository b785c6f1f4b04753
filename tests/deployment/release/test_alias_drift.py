"""An alias that serves something else than the source is drift."""

from __future__ import annotations

import json

import attrs
import pytest

from sfn_dsl import Target
from sfn_dsl.aws.api import RefusalError, Route
from sfn_dsl.deployment.drift import AliasDrift, Drift, drift_of
from sfn_dsl.deployment.options import Release
from sfn_dsl.deployment.plan import Publish
from sfn_dsl.deployment.release.manage import rolled_back
from sfn_dsl.deployment.release.spec import MoveAlias
from sfn_dsl.deployment.render.drift import as_json, as_text
from sfn_dsl.errors import DeploymentError
from sfn_dsl.origin import Position

from ..model_of_aws import ACCOUNT, FakeTime, ModelOfAws
from .releasing import ARN, LIVE, deploy, nightly
from .releasing import aws as aws
from .releasing import time as time

PLACE = Target(ACCOUNT, "us-east-1")
SOURCE = nightly(2, position=Position("nightly.py", 3, 1))


@pytest.fixture(autouse=True)
def _two_releases(aws: ModelOfAws, time: FakeTime) -> None:
    deploy(aws, time, nightly(1))
    deploy(aws, time, nightly(2))


def drift(aws: ModelOfAws, alias: str | None = None) -> Drift:
    return drift_of(attrs.evolve(SOURCE, release=None), aws, PLACE, alias=alias)


def test_an_alias_that_serves_what_is_written_is_no_drift(aws: ModelOfAws) -> None:
    assert not drift(aws)
    assert not drift(aws, "live")


@pytest.mark.parametrize("alias", [None, "live"])
def test_an_alias_that_was_rolled_back_is_drift(aws: ModelOfAws, alias: str | None) -> None:
    rolled_back(aws, ARN, "live")
    found = drift(aws, alias)
    assert found.aliases == (AliasDrift("live", (Route(1),), (1,)),)
    assert (found.settings, bool(found.changes)) == ((), False)
    assert repr(found) == "Drift('nightly': alias 'live')"
    assert as_text(found).splitlines()[1:] == [
        "  nightly.py:3:1: alias 'live': serves version 1, which differs from what is written"
    ]
    told = json.loads(json.dumps(as_json(found)))
    assert told["drift"] is True
    assert told["aliases"] == [
        {
            "name": "live",
            "routes": [{"version": 1, "weight": 100}],
            "differing": [1],
            "file": "nightly.py",
            "line": 3,
            "column": 1,
        }
    ]


def test_an_alias_on_its_way_is_drift_for_the_part_that_it_has_not_gone(aws: ModelOfAws) -> None:
    aws.update_state_machine_alias(ARN, "live", [Route(1, 90), Route(2, 10)])
    assert drift(aws).aliases[0].differing == (1,)
    assert as_text(drift(aws)).endswith(
        "serves version 1 (90%), version 2 (10%), of which version 1 differs from what is written\n"
    )


def test_of_several_aliases_one_can_be_chosen(aws: ModelOfAws) -> None:
    aws.create_state_machine_alias(ARN, "pinned", [Route(1)])
    assert [alias.name for alias in drift(aws).aliases] == ["pinned"]
    assert not drift(aws, "live")


def test_an_alias_that_is_asked_for_and_not_there_is_drift(aws: ModelOfAws) -> None:
    assert as_text(drift(aws, "dead")).endswith("alias 'dead': not deployed\n")


def test_what_the_credentials_may_not_see_is_said_or_refused(aws: ModelOfAws) -> None:
    said = f"User: x is not authorized to perform: states:ListStateMachineAliases on {ARN}"
    aws.refusals = [RefusalError("ListStateMachineAliases", "AccessDeniedException", said)]
    told: list[str] = []
    assert not drift_of(attrs.evolve(SOURCE, release=None), aws, PLACE, on_progress=told.append)
    (said,) = told
    assert said.endswith("as these credentials may not do states:ListStateMachineAliases")
    said = f"User: x is not authorized to perform: states:DescribeStateMachineAlias on {ARN}"
    aws.refusals = [RefusalError("DescribeStateMachineAlias", "AccessDeniedException", said)]
    with pytest.raises(DeploymentError, match="states:DescribeStateMachineAlias"):
        drift(aws, "live")


def test_a_plan_with_a_release_shows_the_alias_and_deploying_it_ends_the_drift(
    aws: ModelOfAws, time: FakeTime
) -> None:
    rolled_back(aws, ARN, "live")
    planned = deploy(aws, time, nightly(2), dry_run=True).plan
    assert planned.steps == (MoveAlias("live", (Route(1),), 2),)
    deploy(aws, time, nightly(2))
    assert not drift(aws)


def test_a_source_that_is_newer_than_all_is_drift_of_the_machine_and_of_the_alias(
    aws: ModelOfAws, time: FakeTime
) -> None:
    deploy(aws, time, nightly(3, None))
    found = drift_of(nightly(3, None), aws, PLACE)
    assert (bool(found.changes), found.aliases[0].differing) == (False, (2,))
    planned = deploy(aws, time, nightly(3, LIVE), dry_run=True).plan
    assert planned.steps == (Publish("first"), MoveAlias("live", (Route(2),), None))
    assert deploy(aws, time, nightly(3, Release())).version == 3
