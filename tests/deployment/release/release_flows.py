"""Releases over real HTTP: what each begins with, what it is to make, call by call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from sfn_dsl.aws.api import Api
from sfn_dsl.deployment.deploy import Deployment
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.options import DeployOptions, Release, Shift

from ..backend import definition, deployed
from ..proxy import ADVICE, WRITES
from .release_backend import ALARM, MOVE, Held, Routes

LOOK = "DescribeStateMachine"
VERSIONS = ("ListStateMachineVersions", LOOK)
LIVE = "DescribeStateMachineAlias"
STACK = "ListTagsForResource"  # whether the machine belongs to one
ALL = ("ListStateMachineAliases", LIVE, LIVE)  # two aliases there are
BEGIN = ("GetCallerIdentity", "GetRole", LOOK)
PUBLISH = (LOOK, "PublishStateMachineVersion", LOOK, *VERSIONS)


@attrs.frozen
class ReleaseFlow:
    """A kind of release.

    ``made`` are the seconds of the versions there are before, and ``aliases`` point at them;
    ``moves`` is everywhere that the alias ``live`` points, from the first place to the last.
    """

    name: str
    made: tuple[int, ...]
    aliases: Mapping[str, Routes]
    release: Release
    calls: tuple[str, ...]
    moves: tuple[Routes, ...]
    after: Held
    type: Any = "STANDARD"

    @property
    def writes(self) -> list[str]:
        return [call for call in self.calls if call in WRITES]

    def desired(self, name: str) -> Desired:
        seconds = self.after.seconds
        return Desired(name, definition(seconds), "Nightly", type=self.type, release=self.release)

    def deploy(self, name: str, api: Api, **options: Any) -> Deployment:
        return deployed(self.desired(name), api, options=DeployOptions(replace=True), **options)


def _alias(shift: Shift | None = None, **more: Any) -> Release:
    return Release("new", alias="live", shift=shift, **more)


FLOWS = (
    ReleaseFlow(
        "publish",
        (5,),
        {},
        Release("new"),
        (*BEGIN, *VERSIONS, STACK, ADVICE, "UpdateStateMachine", LOOK, *VERSIONS, *PUBLISH),
        (),
        Held("STANDARD", 9, (1, 2), {}),
    ),
    ReleaseFlow(
        "first alias",
        (),
        {},
        _alias(),
        (
            *(*BEGIN, ADVICE, "CreateStateMachine", LOOK, "ListStateMachineVersions", LIVE),
            *(*PUBLISH, LIVE, "CreateStateMachineAlias", LOOK, *VERSIONS, LIVE),
        ),
        ({1: 100},),
        Held("STANDARD", 9, (1,), {"live": {1: 100}}),
    ),
    ReleaseFlow(
        "move",
        (5,),
        {"live": {1: 100}},
        _alias(),
        (
            *(*BEGIN, *VERSIONS, LIVE, STACK, ADVICE, "UpdateStateMachine", LOOK, *VERSIONS, LIVE),
            *(*PUBLISH, LIVE, MOVE, LOOK, *VERSIONS, LIVE),
        ),
        ({2: 100},),
        Held("STANDARD", 9, (1, 2), {"live": {2: 100}}),
    ),
    ReleaseFlow(
        "canary",
        (5, 9),
        {"live": {1: 100}},
        _alias(Shift(10, 60), alarms=(ALARM,)),
        (
            *(*BEGIN, *VERSIONS, LIVE, "DescribeAlarms", MOVE, "DescribeAlarms"),
            *("DescribeAlarms", "DescribeAlarms", LIVE, MOVE, LOOK, *VERSIONS, LIVE),
        ),
        ({1: 90, 2: 10}, {2: 100}),
        Held("STANDARD", 9, (1, 2), {"live": {2: 100}}),
    ),
    ReleaseFlow(
        "linear and prune",
        (3, 4, 5),
        {"live": {3: 100}, "pinned": {1: 100}},
        _alias(Shift(50, 0, linear=True), max_failures=100.0, keep=1),
        (
            *(*BEGIN, *VERSIONS, *ALL, STACK, ADVICE, "UpdateStateMachine", LOOK, *VERSIONS, *ALL),
            *(*PUBLISH, *ALL, MOVE, "ListExecutions", LIVE, MOVE),
            *(LOOK, *VERSIONS, *ALL),
            *("DeleteStateMachineVersion", LOOK, *VERSIONS, *ALL),
        ),
        ({3: 50, 4: 50}, {4: 100}),
        Held("STANDARD", 9, (1, 3, 4), {"live": {4: 100}, "pinned": {1: 100}}),
    ),
    ReleaseFlow(
        "replace",
        (5, 6),
        {"live": {2: 100}},
        Release("new", alias="live"),
        (
            *(*BEGIN, *VERSIONS, LIVE, STACK, ADVICE, LOOK, "DeleteStateMachine", LOOK),
            *("CreateStateMachine", LOOK, "ListStateMachineVersions", LIVE),
            *(*PUBLISH, LIVE, "CreateStateMachineAlias", LOOK, *VERSIONS, LIVE),
        ),
        ({1: 100},),
        Held("EXPRESS", 9, (1,), {"live": {1: 100}}),
        type="EXPRESS",
    ),
)
