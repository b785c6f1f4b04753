"""Machines that CloudFormation or SAM has made: not changed behind a stack's back, nor drift."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import pytest

from sfn_dsl import Target
from sfn_dsl.aws.api import RefusalError
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.drift import drift_of
from sfn_dsl.deployment.execute_saved import deploy_saved
from sfn_dsl.deployment.options import DeployOptions, Release
from sfn_dsl.deployment.plan import Publish, Tag, Untag, Update
from sfn_dsl.deployment.saved_plan import saved
from sfn_dsl.errors import DeploymentError, RefusedPlanError

from .backend import ARN, definition
from .model_of_aws import ACCOUNT, FakeTime, ModelOfAws
from .planning import plan_desired

STACK_TAGS = {
    "aws:cloudformation:stack-name": "orders",
    "aws:cloudformation:stack-id": "arn:aws:cloudformation:us-east-1:123456789012:stack/orders/1",
    "aws:cloudformation:logical-id": "Nightly",
    "stateMachine:createdBy": "SAM",
}
NIGHTLY = Desired("nightly", definition(5), "Nightly", tags={"team": "data"})
CHANGED = attrs.evolve(NIGHTLY, definition=definition(6))
ADOPT = DeployOptions(adopt=True)
REFUSED = "belongs to the CloudFormation stack 'orders', .* with --adopt"


def made_by_a_stack(tags: Mapping[str, str] = STACK_TAGS) -> ModelOfAws:
    aws = ModelOfAws()
    aws.role("Nightly")
    deploy(aws, NIGHTLY)
    aws.tags[ARN] |= tags
    aws.calls.clear()
    return aws


def deploy(aws: ModelOfAws, desired: Desired, **options: Any) -> Deployment:
    timing = FakeTime().timing
    return deploy_desired(lambda *_: desired, aws, check=lambda _: [], timing=timing, **options)


@pytest.mark.parametrize(
    "desired",
    [
        CHANGED,
        attrs.evolve(CHANGED, tags=None),
        attrs.evolve(NIGHTLY, tags={"team": "ops"}),
        attrs.evolve(NIGHTLY, tags={}),
    ],
    ids=["definition", "definition without tags", "tag", "untag"],
)
def test_a_machine_of_a_stack_is_changed_only_where_that_is_asked_for(desired: Desired) -> None:
    aws = made_by_a_stack()
    for dry_run in (False, True):
        with pytest.raises(RefusedPlanError, match=REFUSED) as refused:
            deploy(aws, desired, dry_run=dry_run)
        assert {type(step) for step in refused.value.plan.steps} <= {Update, Tag, Untag}
    assert aws.writes == []
    assert deploy(aws, desired, options=ADOPT).action == "updated"
    assert aws.tags[ARN].items() >= STACK_TAGS.items()


def test_a_machine_of_a_stack_is_not_replaced_either() -> None:
    aws = made_by_a_stack()
    with pytest.raises(DeploymentError, match=REFUSED):
        deploy(aws, attrs.evolve(CHANGED, type="EXPRESS"), options=DeployOptions(replace=True))
    assert aws.writes == []


def test_a_plan_that_was_saved_before_the_stack_took_the_machine_is_not_carried_out() -> None:
    aws = made_by_a_stack({})
    desired = attrs.evolve(CHANGED, tags=None)
    reviewed = saved(plan_desired(lambda *_: desired, aws, check=lambda _: []))
    aws.tags[ARN] |= STACK_TAGS
    more: Any = {"check": lambda _: [], "timing": FakeTime().timing}
    with pytest.raises(DeploymentError, match=REFUSED):
        deploy_saved(reviewed, aws, **more)
    assert aws.writes == []
    assert deploy_saved(reviewed, aws, options=ADOPT, **more).action == "updated"


def test_a_stack_that_makes_the_machine_during_the_deployment_keeps_it() -> None:
    aws = ModelOfAws()
    aws.role("Nightly")
    create = aws.create_state_machine

    def beaten(**asked: Any) -> str:
        arn = create(**{**asked, "definition": "{}"})
        aws.tags[arn] |= STACK_TAGS
        raise RefusalError("CreateStateMachine", "StateMachineAlreadyExists", "beaten")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ModelOfAws, "create_state_machine", staticmethod(beaten))
        with pytest.raises(DeploymentError, match=REFUSED):
            deploy(aws, NIGHTLY)
    assert "update_state_machine" not in aws.calls


def test_a_version_beside_what_a_stack_has_made_is_published() -> None:
    aws = made_by_a_stack()
    done = deploy(aws, attrs.evolve(NIGHTLY, release=Release()))
    assert [type(step) for step in done.steps] == [Publish]


def test_whether_there_is_a_stack_is_found_out_or_said_and_not_guessed() -> None:
    said = f"User: x is not authorized to perform: states:ListTagsForResource on resource: {ARN}"
    aws = made_by_a_stack()
    aws.refusals = [RefusalError("ListTagsForResource", "AccessDeniedException", said)]
    desired = attrs.evolve(CHANGED, tags=None)
    with pytest.raises(DeploymentError, match="may not do states:ListTagsForResource; add"):
        deploy(aws, desired)
    assert aws.writes == []
    aws.calls.clear()
    assert deploy(aws, desired, options=ADOPT).action == "updated"
    assert "list_tags_for_resource" not in aws.calls


def test_the_tags_of_cloudformation_and_sam_are_no_drift_and_stay() -> None:
    aws = made_by_a_stack()
    assert deploy(aws, NIGHTLY).action == "unchanged"
    assert not drift_of(NIGHTLY, aws, Target(ACCOUNT, "us-east-1"))
    done = deploy(aws, attrs.evolve(CHANGED, tags={}), options=ADOPT)
    assert done.steps[1:] == (Untag(("team",)),)
    assert isinstance(done.steps[0], Update)
    assert aws.tags[ARN] == STACK_TAGS


def test_who_writes_the_tag_of_sam_has_it_once() -> None:
    aws = made_by_a_stack({"stateMachine:createdBy": "SAM"})
    written = attrs.evolve(NIGHTLY, tags={"team": "data", "stateMachine:createdBy": "us"})
    assert deploy(aws, written).action == "updated"
    assert deploy(aws, written).action == "unchanged"
