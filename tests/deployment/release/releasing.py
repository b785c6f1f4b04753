"""Releases of one small machine, deployed to the model of AWS."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.definition import Definition
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.options import Release, Shift

from ..model_of_aws import ACCOUNT, FakeTime, ModelOfAws

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"
LIVE = Release("first", alias="live")
CANARY = Release(alias="live", shift=Shift(10, 300))
LINEAR = Release(alias="live", shift=Shift(25, 60, linear=True))


def nightly(seconds: int = 5, release: Release | None = LIVE, **more: Any) -> Desired:
    pause = {"Type": "Wait", "Seconds": seconds, "End": True}
    definition = Definition({"StartAt": "Pause", "States": {"Pause": pause}})
    return Desired("nightly", definition, "Nightly", release=release, **more)


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def aws(time: FakeTime) -> ModelOfAws:
    return model(time)


def model(time: FakeTime, **facts: Any) -> ModelOfAws:
    made = ModelOfAws(clock=lambda: time.seconds, **facts)
    made.role("Nightly")
    return made


def deploy(aws: ModelOfAws, time: FakeTime, desired: Desired, **options: Any) -> Deployment:
    return deploy_desired(
        lambda *_: desired, aws, check=lambda _: [], timing=time.timing, **options
    )
