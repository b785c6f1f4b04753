"""Creating or updating a state machine in one call.

Every step is one call to AWS that happens wholly or not at all, and says what is to be rather than
what is to change. So a run that is cut off anywhere leaves the old machine or the new one, and the
next run plans what is left. The machine is found by its ARN, which follows from partition, region,
account and name, so no search through ListStateMachines is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

import attrs

from sfn_dsl.arns import read_arn
from sfn_dsl.aws.account import place_of
from sfn_dsl.aws.api import Api, RefusalError
from sfn_dsl.aws.retry import REAL_TIME, Tell, Timing
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.errors.messages import explained
from sfn_dsl.deployment.execute import Run
from sfn_dsl.deployment.options import USUAL, Terms
from sfn_dsl.deployment.plan import Create, Delete, Plan, Step, Update
from sfn_dsl.deployment.preflight import Check, definition_findings, settings_findings
from sfn_dsl.deployment.release.spec import Publish, require_possible
from sfn_dsl.deployment.release.traffic_shift import require_quiet
from sfn_dsl.deployment.roles.lookup import role_arn
from sfn_dsl.deployment.validate_on_aws import judged
from sfn_dsl.diagnostics import Diagnostic, Severity, has_errors
from sfn_dsl.errors import DeploymentError, InvalidDefinitionError

Action = Literal["created", "updated", "replaced", "unchanged"]

MakeDesired = Callable[[str, str, str], Desired]
"""Builds the workflow for an account, a region and a partition, in this order."""

_ROUNDS = 8


@attrs.frozen
class Deployment:
    """What came of a deployment.

    ``plan`` is what there was to do at its beginning, ``steps`` what was carried out, in order. A
    dry run carries out nothing, and its ``action`` is what would have come of it.
    """

    action: Action
    arn: str
    plan: Plan
    steps: tuple[Step, ...] = ()
    dry_run: bool = False

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
    terms: Terms = USUAL,
    timing: Timing = REAL_TIME,
    tell: Tell = lambda _: None,
) -> Deployment:
    """Create or update a state machine so that AWS holds what `make_desired` builds, or do nothing.

    The account is that of the credentials unless given. `check` decides whether the definition is
    sound, and so does AWS's own validation where AWS may be asked; `terms` say whether it is, and
    what else is asked and allowed. Waits, within bounds, for a role that is new (2 minutes), for an
    old machine of the same name to be deleted (5 minutes), for another change under way (15
    seconds), and until DescribeStateMachine shows what was done (1 minute).

    Raises InvalidDefinitionError for a definition with errors, or one that AWS does not accept;
    DeploymentError for everything else that has to be changed first. Nothing has been changed in
    AWS when the fault could be known beforehand.
    """
    run = _run(make_desired, api, check, account, timing, once(tell))
    run = attrs.evolve(run, replace=terms.replace, findings=(*run.findings, *terms.review(run)))
    first = run.planned(waiting=not dry_run)
    if terms.ask_aws:
        first = judged(first, api, run.tell)
    if dry_run:
        return Deployment(_action(first.steps), run.arn, first, dry_run=True)
    return carried_out(run, first)


def carried_out(
    run: Run, first: Plan, allow: Callable[[Plan], None] = lambda _: None
) -> Deployment:
    """Carry out a plan, and whatever turns out to be left to do, which `allow` may refuse."""
    done: list[Step] = []
    try:
        require_quiet(run, first.steps)
    except RefusalError as refusal:
        raise explained(refusal, run.arn, run.desired) from refusal
    left = first
    for _ in range(_ROUNDS):
        if left:
            left = run.carry_out(left, done)
            _require_own(left)
            allow(left)
    if not left:
        return Deployment(_action(done), run.arn, first, tuple(done))
    raise DeploymentError(
        f"the state machine {run.desired.name!r} keeps changing while it is being deployed "
        f"(left to do: {left.summary}); see who else deploys it, and run this again when they are "
        "done"
    )


def _require_own(left: Plan) -> None:
    """Raise where a machine would be deleted that was not there when this began."""
    if left.deletes and left.actual:
        raise DeploymentError(
            f"somebody else has made the state machine {left.desired.name!r} anew meanwhile, of "
            f"type {left.actual.machine.type}; see who else deploys it, and run this again when "
            "they are done"
        )


def plan_desired(
    make_desired: MakeDesired,
    api: Api,
    *,
    check: Check,
    account: str | None = None,
    terms: Terms = USUAL,
    tell: Tell = lambda _: None,
) -> Plan:
    """What `deploy_desired` would do now, found without changing anything or waiting.

    Raises what `deploy_desired` raises before its first change.
    """
    return deploy_desired(
        make_desired, api, check=check, account=account, dry_run=True, terms=terms, tell=tell
    ).plan


def _run(
    make_desired: MakeDesired,
    api: Api,
    check: Check,
    account: str | None,
    timing: Timing,
    tell: Tell,
) -> Run:
    arn, desired = placed(make_desired, api, account)
    require_possible(desired.release, desired.type)
    findings = findings_of(desired, check)
    desired = attrs.evolve(desired, role=role_arn(api, desired.role, read_arn(arn).account))
    return Run(api, arn, desired, findings, timing, tell)


def placed(make_desired: MakeDesired, api: Api, account: str | None) -> tuple[str, Desired]:
    """What is to be built for the account and region there are, and the ARN it is to have."""
    place = place_of(api, account)
    desired = make_desired(place.account, place.region, place.partition)
    return place.arn("states", f"stateMachine:{desired.name}"), desired


def findings_of(desired: Desired, check: Check) -> tuple[Diagnostic, ...]:
    """The warnings about a workflow; raises when there are errors too, all of them at once."""
    settings = settings_findings(desired)
    definition = definition_findings(desired, check)
    if has_errors(definition):
        raise InvalidDefinitionError([*settings, *definition])
    if has_errors(settings):
        errors = (finding for finding in settings if finding.severity is Severity.ERROR)
        raise DeploymentError("\n".join(finding.message for finding in errors))
    return (*settings, *definition)


def _action(steps: Iterable[Step]) -> Action:
    """What steps come to; a creation that an update had to follow made nothing new."""
    kinds = {type(step) for step in steps}
    if not kinds:
        return "unchanged"
    if Delete in kinds:
        return "replaced"
    return "created" if Create in kinds and Update not in kinds else "updated"


def once(tell: Tell) -> Tell:
    """The same, but a sentence is told only once."""
    told: set[str] = set()

    def tell_once(sentence: str) -> None:
        if sentence not in told:
            told.add(sentence)
            tell(sentence)

    return tell_once
