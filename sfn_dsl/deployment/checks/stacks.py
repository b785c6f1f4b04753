"""Machines of a CloudFormation stack, which nobody should change behind the stack's back.

The stack does not see such a change: it drifts, and its next update may undo the change or fail.
CloudFormation marks what it makes by tags that nobody else can set.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sfn_dsl.aws.api import RefusalError
from sfn_dsl.deployment.attempt import Attempt
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.deployment.plan import Delete, Plan, Tag, Untag, Update
from sfn_dsl.errors import RefusedPlanError

STACK_TAG: Final = "aws:cloudformation:stack-name"


def require_no_stack(attempt: Attempt, todo: Plan) -> None:
    """Raise RefusedPlanError where a plan changes a machine that belongs to a stack.

    Versions and aliases are added beside it, and change nothing that the stack knows of.
    """
    if not any(isinstance(step, (Delete, Update, Tag, Untag)) for step in todo.steps):
        return
    stack = _tags(attempt, todo).get(STACK_TAG)
    if stack is not None:
        raise RefusedPlanError(
            f"the state machine {todo.desired.name!r} belongs to the CloudFormation stack "
            f"{stack!r}, which would not know of the change and may undo it; change the template "
            "of the stack, or change the state machine all the same with --adopt (in Python "
            "DeployOptions(adopt=True))",
            todo,
        )


def _tags(attempt: Attempt, todo: Plan) -> Mapping[str, str]:
    """The tags of the machine, which are looked up where the plan did not need them."""
    if todo.actual is None or todo.desired.tags is not None:
        return todo.actual.tags if todo.actual else {}
    try:
        return attempt.api.list_tags_for_resource(attempt.arn)
    except RefusalError as refusal:
        if reason(refusal) is Reason.GONE:
            return {}
        raise attempt.explained(refusal) from refusal
