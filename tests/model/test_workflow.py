from __future__ import annotations

import pytest

from sfn_dsl import Logging, Pass, StateMachine, Succeed, Target, Workflow, workflow
from sfn_dsl.errors import AuthoringError, AuthoringTypeError

MACHINE = StateMachine([Succeed("Done")])


def test_a_target_writes_arns_for_its_partition_region_and_account() -> None:
    assert Target().arn("sns", "topic") == "arn:aws:sns:us-east-1:YOUR_ACCOUNT:topic"
    target = Target("123456789012", "cn-north-1", "aws-cn")
    assert target.arn("lambda", "function:f") == (
        "arn:aws-cn:lambda:cn-north-1:123456789012:function:f"
    )


def test_the_decorator_makes_a_builder_for_any_target() -> None:
    @workflow
    def nightly(target: Target) -> Workflow:
        return Workflow(
            f"nightly-{target.region}", MACHINE, role="r", logging=Logging("OFF"), tags={"a": "b"}
        )

    assert nightly.name == "nightly"
    assert nightly().name == "nightly-us-east-1"
    assert nightly(Target(region="eu-west-1")).name == "nightly-eu-west-1"
    assert nightly() == nightly()


def test_a_builder_that_forgets_to_return_is_refused_at_its_own_line() -> None:
    @workflow
    def forgetful(target: Target) -> Workflow:  # type: ignore[empty-body]  # the mistake
        Workflow("w", MACHINE, role="r")

    with pytest.raises(AuthoringTypeError, match="end it with 'return Workflow") as raised:
        forgetful()
    assert raised.value.position is not None
    assert raised.value.position.file == __file__


def test_a_workflow_refuses_what_cannot_be_deployed() -> None:
    with pytest.raises(AuthoringTypeError, match="runs a StateMachine"):
        Workflow("w", [Pass("A", end=True)], role="r")  # type: ignore[arg-type]  # the mistake
    with pytest.raises(AuthoringTypeError, match="name is a string"):
        Workflow("", MACHINE, role="r")
    with pytest.raises(AuthoringError, match="write 'STANDARD' or 'EXPRESS'"):
        Workflow("w", MACHINE, role="r", type="FAST")  # type: ignore[arg-type]  # the mistake
