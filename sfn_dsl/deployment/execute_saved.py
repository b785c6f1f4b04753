"""Carrying out a plan exactly as it was reviewed, or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs

from sfn_dsl.arns import read_arn
from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import REAL_TIME, Tell, Timing
from sfn_dsl.deployment.deploy import Deployment, carried_out, findings_of, once
from sfn_dsl.deployment.digests import held
from sfn_dsl.deployment.execute import Run
from sfn_dsl.deployment.options import USUAL, Terms
from sfn_dsl.deployment.plan import Plan
from sfn_dsl.deployment.preflight import Check
from sfn_dsl.deployment.release.spec import require_possible
from sfn_dsl.deployment.render.plan import as_json
from sfn_dsl.deployment.saved_plan import Reviewed
from sfn_dsl.deployment.validate_on_aws import judged
from sfn_dsl.errors import DeploymentError

_AGAIN = "make a new plan with 'sfn plan SOURCE -o FILE' and have that reviewed"


def deploy_reviewed(
    reviewed: Reviewed,
    api: Api,
    *,
    check: Check,
    terms: Terms = USUAL,
    timing: Timing = REAL_TIME,
    tell: Tell = lambda _: None,
) -> Deployment:
    """Do what a plan file says, without the source it was made from.

    Nothing is done where AWS holds what the plan leads to already, and what is left where an
    earlier run was cut off. Raises DeploymentError when the region or the account is another one,
    and when the machine is not as it was when the plan was made, so that other steps than the
    reviewed ones would be taken.
    """
    _require_place(reviewed, api)
    desired = reviewed.desired
    require_possible(desired.release, desired.type)
    findings = findings_of(desired, check)
    run = Run(api, reviewed.arn, desired, findings, timing, once(tell), reviewed.replaces)
    run = attrs.evolve(run, findings=(*findings, *terms.review(run)))
    first = run.planned(waiting=True)
    if first and not _goes_on(reviewed, first):
        _require_unchanged(reviewed, first)
    if terms.ask_aws:
        first = judged(first, api, run.tell)
    return carried_out(run, first, lambda left: _require_reviewed(reviewed, left))


def _require_place(reviewed: Reviewed, api: Api) -> None:
    place = read_arn(reviewed.arn)
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


def _require_unchanged(reviewed: Reviewed, found: Plan) -> None:
    now = held(found.actual) if found.actual else None
    name = reviewed.desired.name
    if now is None and reviewed.held is not None:
        what = f"the state machine {name!r} was deleted since the plan was made"
    elif now is not None and reviewed.held is None:
        what = f"the state machine {name!r} was made since the plan was made"
    elif now != reviewed.held:
        what = f"the state machine {name!r} was changed since the plan was made"
    elif _steps(found) != list(reviewed.steps):
        what = "the plan does not hold the steps that lead to what it is for"
    else:
        return
    raise DeploymentError(f"{what}, and nothing is done; {_AGAIN}")


def _goes_on(reviewed: Reviewed, found: Plan) -> bool:
    """Tell whether what is left to do is the end of the reviewed steps, the rest being done.

    The machine then is as it should be, whoever made it so, or was deleted to be made anew.
    """
    left = _steps(found)
    end = reviewed.steps[-len(left) :]
    return len(left) == len(end) and all(map(_is_rest, left, end))


def _is_rest(left: Mapping[str, Any], step: Mapping[str, Any]) -> bool:
    """Tell whether a step is a reviewed one, or what a run that was cut off has left of it."""
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


def _is_reviewed(left: Mapping[str, Any], reviewed: Reviewed) -> bool:
    return any(left == step or _is_rest(left, step) for step in reviewed.steps)


def _require_reviewed(reviewed: Reviewed, left: Plan) -> None:
    """Raise when what is left to do is not what was reviewed: somebody else's change on the way."""
    if not all(_is_reviewed(step, reviewed) for step in _steps(left)):
        raise DeploymentError(
            f"somebody else changes the state machine {reviewed.desired.name!r} while the plan is "
            f"carried out (left to do: {left.summary}); {_AGAIN}"
        )


def _steps(plan: Plan) -> list[Any]:
    """The steps as JSON has them, where a tuple is a list."""
    steps: list[Any] = json.loads(json.dumps(as_json(plan)["steps"]))
    return steps
