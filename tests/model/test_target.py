"""What a workflow is told of where it is to live."""

from __future__ import annotations

import pytest

from sfn_dsl import AuthoringError, Target

PROD = Target(
    "123456789012",
    "eu-west-1",
    name="prod",
    parameters={"topic": "alerts", "hours": 6, "share": 1, "tables": ["a"], "dry": True},
)


def test_a_parameter_is_a_string_unless_another_kind_is_asked_for() -> None:
    assert PROD.parameter("topic") == "alerts"
    assert PROD.parameter("hours", int) == 6
    assert PROD.parameter("share", float) == 1
    assert PROD.parameter("tables", list) == ["a"]
    assert PROD.parameter("dry", bool) is True


def test_a_missing_parameter_is_reported_with_the_target_and_the_authors_line() -> None:
    with pytest.raises(AuthoringError) as refusal:
        PROD.parameter("bucket")
    assert refusal.value.message == (
        "target 'prod' has no parameter 'bucket'; write bucket = ... in "
        "[tool.sfn_dsl.targets.prod.parameters]"
    )
    assert refusal.value.position
    assert refusal.value.position.file == __file__
    with pytest.raises(AuthoringError, match="a target without a name .* with --target NAME"):
        Target().parameter("bucket")


@pytest.mark.parametrize(
    ("name", "kind"), [("hours", str), ("topic", int), ("dry", int), ("tables", dict)]
)
def test_a_parameter_of_another_kind_is_reported_with_what_to_ask_for(
    name: str, kind: type
) -> None:
    with pytest.raises(AuthoringError, match=f"is .*, not of type {kind.__name__}; write a value"):
        PROD.parameter(name, kind)


def test_a_target_is_a_value() -> None:
    given = {"topic": "alerts"}
    target = Target(parameters=given)
    given["topic"] = "changed"
    assert target.parameter("topic") == "alerts"
    assert target == Target(parameters={"topic": "alerts"})
    assert hash(target) == hash(Target(parameters={"topic": "alerts"}))
    with pytest.raises(TypeError):
        target.parameters["topic"] = "changed"  # type: ignore[index]  # on purpose
    with pytest.raises(AuthoringError, match="parameters are values by their names"):
        Target(parameters=["topic"])  # type: ignore[arg-type]  # on purpose
