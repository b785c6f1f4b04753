"""Creating or updating a state machine in one call.

Every step is one call to AWS that happens wholly or not at all, and says what is to be rather than
what is to change. So a run that is cut off anywhere leaves the old machine or the new one, and the
next run plans what is left. The machine is found by its ARN, which follows from partition, region,
account and name, so no search through ListStateMachines is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, cast

import attrs

from sfn_dsl._notebook_display import NotebookDisplay
from sfn_dsl.arns import Arn, read_arn
from sfn_dsl.aws.api import Api, RefusalError
from sfn_dsl.aws.retry import REAL_TIME, OnProgress, Timing
from sfn_dsl.deployment.build import build_for_target
from sfn_dsl.deployment.checks.preflight import (
    ANYWHERE,
    Check,
    definition_findings,
    settings_findings,
)
from sfn_dsl.deployment.checks.running import needed_by_running
from sfn_dsl.deployment.checks.validate_on_aws import validated
from sfn_dsl.deployment.desired import Desired, MakeDesired
from sfn_dsl.deployment.execute import Executor
from sfn_dsl.deployment.options import DEFAULT, DeployOptions
from sfn_dsl.deployment.plan import Create, Delete, Plan, Step, Update
from sfn_dsl.deployment.progress import OnEvent, StepsPlanned, reporting
from sfn_dsl.deployment.release.spec import Publish, require_possible
from sfn_dsl.deployment.release.traffic_shift import require_quiet
from sfn_dsl.deployment.roles.lookup import ReadRole, role_arn
from sfn_dsl.deployment.roles.review import role_findings
from sfn_dsl.diagnostics import Diagnostic, has_errors
from sfn_dsl.errors import (
    DeploymentError,
    InsufficientRoleError,
    InvalidDefinitionError,
    InvalidSettingsError,
    RefusedPlanError,
)

Action = Literal["created", "updated", "replaced", "unchanged"]

_ROUNDS = 8


@attrs.frozen
class Deployment(NotebookDisplay):
    """The result of a deployment.

    Attributes:
        action: ``"created"``, ``"updated"``, ``"replaced"`` or ``"unchanged"``. A dry run carries
            out nothing, and this is what a deployment would have done.
        arn: The ARN of the state machine.
        plan: What there was to do at the beginning.
        steps: The steps that were carried out, in order.
        dry_run: Whether nothing was carried out.
    """

    action: Action
    arn: str
    plan: Plan
    steps: tuple[Step, ...] = ()
    dry_run: bool = False

    def __repr__(self) -> str:
        steps = "".join(f", {step!r}" for step in self.steps)
        return f"Deployment({self.action}{' (dry run)' if self.dry_run else ''}: {self.arn}{steps})"

    @property
    def version(self) -> int | None:
        """The number of the version that was published, None when none was."""
        return next((step.number for step in self.steps if isinstance(step, Publish)), None)


def deploy_desired(
    make_desired: MakeDesired,
    api: Api,
    *,
    check: Check,
    account: str | None = None,
    dry_run: bool = False,
    options: DeployOptions = DEFAULT,
    read_role: ReadRole | None = None,
    timing: Timing = REAL_TIME,
    on_progress: OnProgress = lambda _: None,
    on_event: OnEvent = lambda _: None,
) -> Deployment:
    """Create or update the state machine that `make_desired` builds, or do nothing.

    The account is that of the credentials unless given. `check` finds what is wrong with the
    definition, and so does AWS's own validation; `read_role` reads the role to review, which is not
    reviewed without it. What is released is said by what is built, not by the options. Waits,
    within bounds, for a role that is new (2 minutes), for an old machine of the same name to be
    deleted (5 minutes), for another change in progress (15 seconds), and until DescribeStateMachine
    shows what was done (1 minute). `on_progress` is called with sentences about waits,
    `on_event` with all that happens.

    Raises InvalidDefinitionError for a definition with errors, or one that AWS does not accept;
    DeploymentError for everything else that has to be changed first. Nothing has been changed in
    AWS when the fault could be known beforehand.
    """
    executor = _executor(
        make_desired, api, check, account, timing, reporting(on_progress, on_event)
    )
    try:
        executor = with_options(executor, options, read_role)
    except InsufficientRoleError as error:
        if dry_run:
            error.plan = _plan_all_the_same(executor, options)
        raise
    first = executor.planned(waiting=not dry_run)
    executor.require_allowed(first)
    if read_role is not None:
        first = attrs.evolve(first, findings=(*first.findings, *needed_by_running(first)))
    if options.validate_on_aws:
        first = validated(first, api, executor.on_progress)
    if dry_run:
        return Deployment(_action(first.steps), executor.arn, first, dry_run=True)
    return carried_out(executor, first)


def _plan_all_the_same(executor: Executor, options: DeployOptions) -> Plan | None:
    """The plan that is refused, for whoever reviews it; None if there is none."""
    try:
        return attrs.evolve(executor, replace=options.replace).planned(waiting=False)
    except RefusedPlanError as error:
        return cast("Plan | None", error.plan)
    except DeploymentError:
        return None


def with_options(
    executor: Executor, options: DeployOptions, read_role: ReadRole | None
) -> Executor:
    """The executor with what its role is found to lack, and what it may do.

    Raises InsufficientRoleError for permissions that are known to be missing, unless the options
    allow that.
    """
    found = executor.findings
    if read_role is not None:
        found += role_findings(
            executor.api,
            executor.arn,
            executor.desired,
            now=executor.timing.now(),
            allow_missing=options.allow_missing_permissions,
            resources=options.resources,
            read=read_role,
            on_progress=executor.on_progress,
        )
    replace = options.replace or executor.replace
    return attrs.evolve(executor, replace=replace, adopt=options.adopt, findings=found)


def carried_out(
    executor: Executor, first: Plan, allow: Callable[[Plan], None] = lambda _: None
) -> Deployment:
    """Carry out a plan, and whatever turns out to be left to do, which `allow` may refuse."""
    done: list[Step] = []
    try:
        require_quiet(executor, first.steps)
    except RefusalError as refusal:
        raise executor.explained(refusal) from refusal
    left = first
    executor.on_event(StepsPlanned(left.in_words))
    for _ in range(_ROUNDS):
        if left:
            left = executor.carry_out(left, done)
            executor.on_event(StepsPlanned(left.in_words))
            _require_own(left)
            executor.require_allowed(left)
            allow(left)
    if not left:
        return Deployment(_action(done), executor.arn, first, tuple(done))
    raise DeploymentError(
        f"the state machine {executor.desired.name!r} keeps changing while it is being deployed "
        f"(left to do: {left.summary}); see who else deploys it, and run this again when they are "
        "done"
    )


def _require_own(left: Plan) -> None:
    """Raise where a machine would be deleted that did not exist when this began."""
    if left.deletes and left.actual:
        raise DeploymentError(
            f"somebody else has created the state machine {left.desired.name!r} meanwhile, of "
            f"type {left.actual.machine.type}; see who else deploys it, and run this again when "
            "they are done"
        )


def _executor(
    make_desired: MakeDesired,
    api: Api,
    check: Check,
    account: str | None,
    timing: Timing,
    on_event: OnEvent,
) -> Executor:
    arn, desired = build_for_target(make_desired, api, account)
    require_possible(desired.release, desired.type)
    findings = findings_of(desired, check, read_arn(arn))
    desired = attrs.evolve(desired, role=role_arn(api, desired.role, read_arn(arn).account))
    return Executor(api, arn, desired, timing, on_event, findings)


def findings_of(desired: Desired, check: Check, place: Arn = ANYWHERE) -> tuple[Diagnostic, ...]:
    """The warnings about a workflow; raises when there are errors too, all of them at once."""
    settings = settings_findings(desired, place)
    definition = definition_findings(desired, check)
    if has_errors(definition):
        raise InvalidDefinitionError([*settings, *definition])
    if has_errors(settings):
        raise InvalidSettingsError([*settings, *definition])
    return (*settings, *definition)


def _action(steps: Iterable[Step]) -> Action:
    """What steps amount to; a creation that an update had to follow created nothing new."""
    kinds = {type(step) for step in steps}
    if not kinds:
        return "unchanged"
    if Delete in kinds:
        return "replaced"
    return "created" if Create in kinds and Update not in kinds else "updated"
