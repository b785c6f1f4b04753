"""What a person sees of a release while it is deployed, against the model of AWS."""

from __future__ import annotations

import attrs
import pytest

from sfn_dsl.aws.api import Execution, Route
from sfn_dsl.cli.live.deployments import DeploymentView
from sfn_dsl.deployment.deploy import deploy_desired
from sfn_dsl.deployment.progress import Event
from sfn_dsl.errors import DeploymentError

from ..model_of_aws import FakeTime, ModelOfAws
from .releasing import CANARY, deploy, nightly
from .releasing import aws as aws
from .releasing import time as time


def watched(aws: ModelOfAws, time: FakeTime, *statuses: str) -> list[list[str]]:
    """The screens at each wait of a canary whose executions end so, and the last one."""
    deploy(aws, time, nightly())
    view = DeploymentView(1, lambda: time.seconds)
    screens: list[list[str]] = []

    def look(most: int | None = 24) -> None:
        screens.append(["".join(part for part, _ in line).strip() for line in view.lines(most)])

    def sleep(seconds: float) -> None:
        look()
        time.sleep(seconds)

    def start(routes: tuple[Route, ...]) -> None:
        if routes[-1].version == 2:
            aws.runs[2] = [Execution(status, time.seconds + 1) for status in statuses]

    aws.on_update = start
    try:
        with view.at_work("nightly") as tell:
            deploy_desired(
                lambda *_: nightly(6, CANARY),
                aws,
                check=lambda _: [],
                timing=attrs.evolve(time.timing, sleep=sleep),
                on_event=tell,
            )
    finally:
        look(None)
    return screens


def test_a_canary_counts_down_to_its_next_step(aws: ModelOfAws, time: FakeTime) -> None:
    first, second, *_, last = watched(aws, time, "SUCCEEDED", "RUNNING")
    step = "running  point alias 'live' at version 2"
    assert [line.partition("  ")[2] for line in first[:2]] == [
        "done     update definition",
        "done     publish a version",
    ]
    assert first[2].endswith(step)
    assert first[3].endswith("version 1 90%, version 2 10%, next step in 0:05:00")
    assert second[3].endswith("version 1 90%, version 2 10%, next step in 0:04:30")
    assert second[4] == "1 execution of version 2 ended, 0 failed; more than 5% roll back"
    assert last[2] == "0:05:00  done     point alias 'live' at version 2"
    assert len(last) == 3


def test_a_release_that_is_rolled_back_ends_as_failed(aws: ModelOfAws, time: FakeTime) -> None:
    seen: list[Event] = []
    with pytest.raises(DeploymentError, match="points at version 1 again"):
        watched(aws, time, "FAILED")
    assert not seen
