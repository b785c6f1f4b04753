"""How long a shift takes whose time is not written."""

from __future__ import annotations

import pytest

from sfn_dsl import Release, Shift

from ..model_of_aws import FakeTime, ModelOfAws
from .releasing import aws as aws
from .releasing import deploy, nightly
from .releasing import time as time


@pytest.mark.parametrize(
    ("shift", "minutes"),
    [
        pytest.param(Shift(10), 5, id="a canary"),
        pytest.param(Shift(25, linear=True), 15, id="three linear steps"),
        pytest.param(Shift(40, linear=True), 10, id="steps that do not come out even"),
    ],
)
def test_between_two_weights_five_minutes_pass(
    aws: ModelOfAws, time: FakeTime, shift: Shift, minutes: int
) -> None:
    deploy(aws, time, nightly(5, Release(alias="live")))
    deploy(aws, time, nightly(6, Release(alias="live", shift=shift)))
    assert sum(time.slept) == minutes * 60
