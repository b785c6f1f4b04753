"""ARNs as AWS writes them."""

from __future__ import annotations

import pytest

from sfn_dsl.arns import Arn, read_arn, role_name

MACHINE = "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:nightly"


def test_an_arn_is_read_into_its_parts() -> None:
    assert read_arn(MACHINE) == Arn(
        "aws-cn", "states", "cn-north-1", "123456789012", "stateMachine:nightly"
    )
    assert read_arn("arn:aws:iam::1:role/a:b").resource == "role/a:b"


@pytest.mark.parametrize("text", ["", "nightly", "urn:aws:states:eu-west-1:1:x", "arn"])
def test_what_is_not_an_arn_has_empty_parts(text: str) -> None:
    assert read_arn(text) == Arn()


def test_an_arn_that_ends_early_lacks_the_rest() -> None:
    assert read_arn("arn:aws:states") == Arn("aws", "states")


@pytest.mark.parametrize(
    ("arn", "name"),
    [
        (MACHINE, "nightly"),
        (f"{MACHINE}:live", None),
        (MACHINE.replace("stateMachine", "execution"), None),
        (MACHINE.replace(":states:", ":events:"), None),
    ],
)
def test_only_the_arn_of_a_machine_itself_names_one(arn: str, name: str | None) -> None:
    assert read_arn(arn).machine_name == name


def test_a_role_is_known_by_its_name_without_its_path() -> None:
    names = ["Nightly", "arn:aws:iam::1:role/Nightly", "arn:aws:iam::1:role/team/Nightly"]
    assert {role_name(name) for name in names} == {"Nightly"}
