"""Deploying and planning a workflow as its author wrote it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sfn_dsl.aws.building import Buildable, maker
from sfn_dsl.aws.connecting import connected
from sfn_dsl.aws.deploy import Deployment, deploy_desired
from sfn_dsl.aws.permissions import role_findings
from sfn_dsl.aws.plan import Plan
from sfn_dsl.aws.plan_files import Reviewed
from sfn_dsl.aws.release import Release
from sfn_dsl.aws.reviewed import deploy_reviewed
from sfn_dsl.aws.terms import Terms
from sfn_dsl.aws.waiting import Tell
from sfn_dsl.configuration.targets import Environment
from sfn_dsl.errors import AuthoringTypeError, DeploymentError
from sfn_dsl.model.workflow import Target
from sfn_dsl.validation import validate

if TYPE_CHECKING:
    import boto3
    from mypy_boto3_stepfunctions import SFNClient


def deploy(
    workflow: Buildable,
    *,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    account: str | None = None,
    region: str | None = None,
    target: Target | Environment | None = None,
    dry_run: bool = False,
    replace: bool = False,
    release: Release | None = None,
    ask_aws: bool = True,
    tell: Tell = lambda _: None,
    allow_missing_permissions: bool = False,
) -> Deployment:
    """Create the workflow's state machine, or update it, or do nothing when AWS holds the same.

    Without ``client`` and ``session``, boto3's own conventions decide on credentials, region and
    endpoint (AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL, ...). The account is that of the
    credentials unless given; a role given by name is looked up. ``target`` says account, region
    and parameters in place of these, and credentials of another account are refused. ``dry_run``
    only says what would be done. ``tell`` is called with a sentence whenever there is something to
    wait for. What the role surely lacks keeps the machine from being deployed, unless
    ``allow_missing_permissions``.

    With ``replace`` a machine of another type is deleted and made anew. ``release`` publishes a
    version and leads an alias to it. ``ask_aws`` False leaves AWS's own validation of the
    definition out, which otherwise is asked where the credentials allow it.

    Raises InvalidDefinitionError for a definition with errors, InsufficientRoleError for a role
    that does not suffice, DeploymentError for whatever else keeps the machine from being created
    or updated.
    """
    chosen = _chosen(target, account, region)
    place = chosen.target if chosen else None
    make = maker(workflow, place, release)
    api = connected(chosen, client=client, session=session, region=region)
    return deploy_desired(
        make,
        api,
        check=validate,
        account=place.account if place else account,
        dry_run=dry_run,
        terms=terms_of(allow_missing_permissions, replace=replace, ask_aws=ask_aws),
        tell=tell,
    )


def plan(
    workflow: Buildable,
    *,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    account: str | None = None,
    region: str | None = None,
    target: Target | Environment | None = None,
    replace: bool = False,
    release: Release | None = None,
    ask_aws: bool = True,
    tell: Tell = lambda _: None,
    allow_missing_permissions: bool = False,
) -> Plan:
    """What `deploy` would do now, found without changing anything. Raises what `deploy` raises."""
    return deploy(
        workflow,
        client=client,
        session=session,
        account=account,
        region=region,
        target=target,
        dry_run=True,
        replace=replace,
        release=release,
        ask_aws=ask_aws,
        tell=tell,
        allow_missing_permissions=allow_missing_permissions,
    ).plan


def deploy_plan(
    reviewed: Reviewed,
    *,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    region: str | None = None,
    ask_aws: bool = True,
    tell: Tell = lambda _: None,
    allow_missing_permissions: bool = False,
) -> Deployment:
    """Carry out a plan as it was reviewed, or raise DeploymentError when it does not fit any more.

    `sfn_dsl.aws.plan_files.read` gives the plan from the text of its file.
    """
    api = connected(client=client, session=session, region=region)
    terms = terms_of(allow_missing_permissions, ask_aws=ask_aws)
    return deploy_reviewed(reviewed, api, check=validate, terms=terms, tell=tell)


def terms_of(
    allow_missing_permissions: bool, *, replace: bool = False, ask_aws: bool = True
) -> Terms:
    """The terms of a deployment whose role is reviewed."""
    review = partial(role_findings, allow_missing=allow_missing_permissions)
    return Terms(replace, ask_aws, review)


def _chosen(
    target: Target | Environment | None, account: str | None, region: str | None
) -> Environment | None:
    if target is None:
        return None
    if account is not None or region is not None:
        raise DeploymentError("a target says account and region; give account=, region= or target=")
    if not isinstance(target, (Target, Environment)):
        raise AuthoringTypeError(
            f"a target is a Target, not {target!r}; write Target('123456789012', 'eu-west-1')"
        )
    return target if isinstance(target, Environment) else Environment(target)
