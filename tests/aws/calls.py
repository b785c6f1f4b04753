"""Calls whose errors the tests of this folder look at."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sfn_dsl.aws.api import Api, RefusalError
from sfn_dsl.aws.boto.client import connect
from sfn_dsl.errors import DeploymentError

from ..deployment.model_of_aws import ACCOUNT

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"


def ask(api: Api) -> object:
    return api.describe_state_machine(ARN)


def who(api: Api) -> object:
    return api.get_caller_identity()


def message_of(use: Callable[[Api], object] = ask, **options: str) -> str:
    """The message of the one error there is, from connecting or from the first call."""
    with pytest.raises(DeploymentError) as caught:
        use(connect(**options))  # type: ignore[arg-type]  # options are a region or a profile
    assert not isinstance(caught.value, RefusalError)
    assert "testing" not in caught.value.message
    return caught.value.message
