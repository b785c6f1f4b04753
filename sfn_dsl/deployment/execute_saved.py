"""Carrying out a plan exactly as it was reviewed, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sfn_dsl.arns import read_arn
from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import REAL_TIME, OnProgress, Timing
from sfn_dsl.deployment.checks.preflight import Check
from sfn_dsl.deployment.checks.validate_on_aws import validated
from sfn_dsl.deployment.deploy import (
    Deployment,
    carried_out,
    findings_of,
    with_options,
)
from sfn_dsl.deployment.execute import Executor
from sfn_dsl.deployment.options import DEFAULT, DeployOptions
from sfn_dsl.deployment.plan import Plan
from sfn_dsl.deployment.progress import OnEvent, reporting
from sfn_dsl.deployment.release.spec import require_possible
from sfn_dsl.deployment.roles.lookup import ReadRole
from sfn_dsl.deployment.saved_plan import SavedPlan, fingerprint, steps_as_json
from sfn_dsl.errors import DeploymentError

_AGAIN = "make a new plan with 'sfn plan SOURCE -o FILE' and have that reviewed"


def deploy_saved(
    saved: SavedPlan,
    api: Api,
    *,
    check: Check,
    options: DeployOptions = DEFAULT,
    read_role: ReadRole | None = None,
    timing: Timing = REAL_TIME,
    on_progress: OnProgress = lambda _: None,
    on_event: OnEvent = lambda _: None,
) -> Deployment:
    """Carry out a saved plan, without the source it was made from.

    Nothing is done where the machine is as planned already, and only what is left where an earlier
    run was cut off. Raises DeploymentError when the region or the account is another one, and when
    the machine is not as it was when the plan was made, so that other steps than the reviewed ones
    would be taken.
    """
    _require_place(saved, api)
    desired = saved.desired
    require_possible(desired.release, desired.type)
    findings = findings_of(desired, check)
    on_event = reporting(on_progress, on_event)
    executor = Executor(api, saved.arn, desired, timing, on_event, findings, saved.replaces)
    executor = with_options(executor, options, read_role)
    first = executor.planned(waiting=True)
    if first and not _continues(saved, first):
        _require_unchanged(saved, first)
    executor.require_allowed(first)
    if options.validate_on_aws:
        first = validated(first, api, executor.on_progress)
    return carried_out(executor, first, lambda left: _require_reviewed(saved, left))


def _require_place(saved: SavedPlan, api: Api) -> None:
    place = read_arn(saved.arn)
    region, account = place.region, place.account
    if api.region != region:
        raise DeploymentError(
            f"the plan is for region {region!r}, and the region here is {api.region!r}; give "
            f"--region {region}, or make a plan for this region"
        )
    caller = api.get_caller_identity().account
    if caller != account:
        raise DeploymentError(
            f"the plan is for account {account}, and these credentials are of account {caller}; "
            f"use credentials of account {account}, or make a plan with these"
        )


def _require_unchanged(saved: SavedPlan, found: Plan) -> None:
    now = fingerprint(found.actual)
    name = saved.desired.name
    if now is None and saved.deployed is not None:
        what = f"the state machine {name!r} was deleted since the plan was made"
    elif now is not None and saved.deployed is None:
        what = f"the state machine {name!r} was created since the plan was made"
    elif now != saved.deployed:
        what = f"the state machine {name!r} was changed since the plan was made"
    elif not _are_same(steps_as_json(found), saved):
        what = f"the steps that the state machine {name!r} needs now are not those in the plan"
    else:
        return
    raise DeploymentError(f"{what}, so nothing was done; {_AGAIN}")


def _are_same(steps: Sequence[Mapping[str, Any]], saved: SavedPlan) -> bool:
    """Tell whether steps are the reviewed ones, some old versions being pruned already."""
    pruning = [step for step in steps if step["step"] == "prune"]
    other = [step for step in steps if step["step"] != "prune"]
    reviewed = [step for step in saved.steps if step["step"] != "prune"]
    return other == reviewed and all(_is_reviewed(step, saved) for step in pruning)


def _continues(saved: SavedPlan, found: Plan) -> bool:
    """Return whether what is left to do is the end of the reviewed steps, the rest being done.

    The machine then is as it should be, whoever changed it, or was deleted to be created again.
    """
    left = steps_as_json(found)
    end = saved.steps[-len(left) :]
    return len(left) == len(end) and all(map(_is_rest, left, end))


def _is_rest(left: Mapping[str, Any], step: Mapping[str, Any]) -> bool:
    """Return whether a step is a reviewed one, or what a run that was cut off has left of it."""
    if left["step"] != step["step"] or left["step"] in ("update", "delete"):
        return False
    if left["step"] == "alias":
        known = {left["new"], *(route["version"] for route in step["old"])}
        return left["name"] == step["name"] and known.issuperset(
            route["version"] for route in left["old"]
        )
    if left["step"] == "prune":
        return set(left["versions"]) <= set(step["versions"])
    return left == step


def _is_reviewed(left: Mapping[str, Any], saved: SavedPlan) -> bool:
    return any(left == step or _is_rest(left, step) for step in saved.steps)


def _require_reviewed(saved: SavedPlan, left: Plan) -> None:
    """Raise when what is left to do is not what was reviewed: somebody else's change on the way."""
    if not all(_is_reviewed(step, saved) for step in steps_as_json(left)):
        raise DeploymentError(
            f"somebody else changes the state machine {saved.desired.name!r} while the plan is "
            f"carried out (left to do: {left.summary}); {_AGAIN}"
        )
