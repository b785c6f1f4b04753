"""Calls of IAM on what stands under a path, which only the call that makes it says."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl import Definition
from sfn_dsl.iam.evaluation.calls import Identity
from sfn_dsl.iam.evaluation.documents import read_document
from sfn_dsl.iam.evaluation.evaluate import Policies
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.review.review import Review, RoleDocuments, review

from ..asking import HERE, granted, reasons, states, task

IAM = "arn:aws:iam::123456789012"
MACHINE = "arn:aws:states:eu-west-1:123456789012:stateMachine:nightly"


def sdk(call: str, **parameters: Any) -> dict[str, Any]:
    return task(f"aws-sdk:iam:{call}", parameters)


def of(kind: str, *names: str) -> list[str]:
    return [f"{IAM}:{kind}/{name}" for name in names]


@pytest.mark.parametrize(
    ("call", "resources"),
    [
        (sdk("deleteRole", RoleName="n"), of("role", "n", "*/n")),
        (sdk("deleteRole", RoleName="${Role}"), of("role", "${Role}", "*/${Role}")),
        (sdk("createAccessKey", UserName="u"), of("user", "u", "*/u")),
        (sdk("addUserToGroup", GroupName="g", UserName="u"), of("group", "g", "*/g")),
        (sdk("deleteInstanceProfile", InstanceProfileName="p"), of("instance-profile", "p", "*/p")),
        # What a call makes is where the call says, and at the root if it says nothing.
        (sdk("createUser", UserName="u"), of("user", "u")),
        (sdk("createUser", UserName="u", Path="/"), of("user", "u")),
        (sdk("createUser", UserName="u", Path="/a/b/"), of("user", "a/b/u")),
        (sdk("createPolicy", PolicyName="p", Path="/a/"), of("policy", "a/p")),
        # An ARN has the path.
        (sdk("deletePolicy", PolicyArn=f"{IAM}:policy/a/p"), of("policy", "a/p")),
        # What is renamed or moved needs the permission on both.
        (
            sdk("updateUser", UserName="u", NewUserName="v"),
            of("user", "u", "*/u", "v", "*/v"),
        ),
        (sdk("updateUser", UserName="u", NewPath="/a/"), of("user", "u", "*/u", "a/u")),
        (
            sdk("updateGroup", GroupName="g", NewPath="/a/", NewGroupName="h"),
            of("group", "g", "*/g", "a/h"),
        ),
    ],
)
def test_what_a_call_names_may_stand_under_a_path(
    call: dict[str, Any], resources: list[str]
) -> None:
    (found,) = granted(call).values()
    assert found == resources
    assert reasons(call) == []


def test_a_path_that_is_computed_may_be_the_root() -> None:
    call = task("aws-sdk:iam:createRole", {"RoleName": "r", "Path.$": "$.p"})
    assert granted(call)["iam:CreateRole"] == of("role", "r", "*/r")
    assert reasons(call) == ["'Path.$' of state 'A' is computed at run time"]


def test_a_role_that_is_put_into_a_profile_may_stand_under_a_path() -> None:
    call = sdk("addRoleToInstanceProfile", InstanceProfileName="p", RoleName="r")
    assert granted(call)["iam:PassRole"] == of("role", "r", "*/r")


def reviewed(*resources: str) -> Review:
    definition = Definition(states(A=sdk("deleteRole", RoleName="n")))
    statement = {"Effect": "Allow", "Action": "iam:DeleteRole", "Resource": list(resources)}
    written = {"Version": "2012-10-17", "Statement": [statement]}
    role = RoleDocuments("Nightly", Policies((read_document(written, "its policy", "policy"),)))
    return review(derive(definition, HERE), role, Identity(MACHINE), definition)


def test_a_role_is_reviewed_by_either_of_them() -> None:
    assert reviewed(*of("role", "n")).suffices
    assert reviewed(*of("role", "*")).suffices
    under = reviewed(*of("role", "team/n"))
    assert under.suffices is None
    assert [one.result.why for one in under.checks] == [
        "it is allowed under a path, which the call does not say"
    ]
    other = reviewed(*of("role", "m"))
    assert other.is_insufficient
    assert [one.required.request.resource for one in other.checks] == of("role", "n")
