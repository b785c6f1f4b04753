"""What executions that still run need, which a plan takes from the definition and not from them."""

from __future__ import annotations

from sfn_dsl.deployment.plan import Plan, Update
from sfn_dsl.deployment.roles.review import requirements_of
from sfn_dsl.deployment.roles.subject import deployed_subject, subject_of
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.iam.review.running import running_findings, still_needed


def needed_by_running(plan: Plan) -> tuple[Diagnostic, ...]:
    """What executions of the deployed definition still need of the role, if a plan keeps the role.

    An execution keeps the role that it was started with, so another role does not concern it.
    """
    actual = plan.actual.machine if plan.actual else None
    if actual is None or actual.role != plan.desired.role:
        return ()
    parts = {part for step in plan.steps if isinstance(step, Update) for part in step.parts}
    if "definition" not in parts:
        return ()
    deployed = requirements_of(deployed_subject(actual))
    new = requirements_of(subject_of(plan.desired, plan.arn))
    return running_findings(still_needed(deployed, new), actual.type)
