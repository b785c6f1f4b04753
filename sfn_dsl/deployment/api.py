"""Deploying a workflow from Python, and everything around it: the functions that are public.

Each takes whatever holds a workflow (a `Workflow`, a function marked with ``@workflow``, what
`sfn_dsl.load` returned, a ``Workflow`` of the AWS Data Science SDK; and with ``name`` and ``role``
also a `Definition` or a `StateMachine`), returns its result as a value, and prints nothing. All of
them say in the same way where on AWS:

* Without anything, boto3's own conventions decide on credentials, region and endpoint (AWS_PROFILE,
  AWS_REGION, AWS_ENDPOINT_URL, ~/.aws/config, ...).
* ``client`` is a Step Functions client to call, ``session`` a session to make one of. With a client
  and no session, its region, address and credentials also serve for IAM and STS.
* ``account`` is an account's 12 digits, and spares asking STS for it; ``region`` is a region.
* ``target`` says both, and gives a workflow its parameters: a `Target`, an `Environment`, or the
  NAME of a target in ``[tool.sfn_dsl.targets.NAME]`` of the nearest pyproject.toml from the working
  directory upwards. Credentials of another account are refused.

``substitutions`` are the values of placeholders, such as ``${Topic}``. One that is left is refused
when a machine is deployed; ``{"Topic": "${Topic}"}`` keeps it as it stands.

``on_progress`` is called with a sentence whenever there is something to wait for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sfn_dsl.arns import read_arn
from sfn_dsl.aws.retry import OnProgress
from sfn_dsl.deployment import pull as pulling
from sfn_dsl.deployment.build import Buildable, build_for_target, maker
from sfn_dsl.deployment.connect import (
    AnyTarget,
    connected,
    connected_to,
    environment_of,
    located,
)
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.drift import Drift, drift_of
from sfn_dsl.deployment.execute_saved import deploy_saved
from sfn_dsl.deployment.options import DEFAULT, DeployOptions
from sfn_dsl.deployment.plan import Plan
from sfn_dsl.deployment.pull import Pulled
from sfn_dsl.deployment.release.manage import Move, rolled_back
from sfn_dsl.deployment.roles.lookup import role_arn, role_documents
from sfn_dsl.deployment.roles.review import reviewed
from sfn_dsl.deployment.roles.subject import Reviewable, from_arn, subject_of
from sfn_dsl.deployment.saved_plan import SavedPlan, saved
from sfn_dsl.errors import AuthoringTypeError, DeploymentError
from sfn_dsl.iam.review.review import Review
from sfn_dsl.validation import validate

if TYPE_CHECKING:
    import boto3
    from mypy_boto3_stepfunctions import SFNClient


def deploy(
    workflow: Buildable,
    *,
    name: str | None = None,
    role: str | None = None,
    substitutions: Mapping[str, str] | None = None,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    account: str | None = None,
    region: str | None = None,
    target: AnyTarget | None = None,
    options: DeployOptions = DEFAULT,
    dry_run: bool = False,
    on_progress: OnProgress = lambda _: None,
) -> Deployment:
    """Create the workflow's state machine, or update it, or do nothing if it is as written.

    Definitions are compared by meaning, settings with AWS's defaults filled in. A role given by
    name is looked up in IAM, and reviewed. ``options`` say what the deployment may do, what it
    checks, and what it releases. ``dry_run`` changes nothing, and returns what would be done.

    Waits for a role that is new (2 minutes at most), an old machine of the same name to be deleted
    (5 minutes), another change in progress (15 seconds), and until DescribeStateMachine shows what
    was done (1 minute).

    Raises InvalidDefinitionError for a definition with errors, found here or by AWS;
    InsufficientRoleError for a role that is known to lack permissions; AuthoringError for a
    workflow that cannot be built; DeploymentError for whatever else keeps the machine from being
    created or updated. Nothing has been changed when the fault could be known beforehand.

    See CreateStateMachine and UpdateStateMachine in the AWS Step Functions API Reference.
    """
    if not isinstance(options, DeployOptions):
        raise AuthoringTypeError(f"{options!r} is not a DeployOptions; write DeployOptions(...)")
    environment = environment_of(target, account, region)
    place = environment.target if environment else None
    make = maker(
        workflow, place, options.release, name=name, role=role, substitutions=substitutions
    )
    return deploy_desired(
        make,
        connected(environment, client=client, session=session, region=region),
        check=validate,
        account=place.account if place else account,
        dry_run=dry_run,
        options=options,
        read_role=role_documents,
        on_progress=on_progress,
    )


def plan(
    workflow: Buildable,
    *,
    name: str | None = None,
    role: str | None = None,
    substitutions: Mapping[str, str] | None = None,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    account: str | None = None,
    region: str | None = None,
    target: AnyTarget | None = None,
    options: DeployOptions = DEFAULT,
    on_progress: OnProgress = lambda _: None,
) -> Plan:
    """What `deploy` would do now, found without changing anything or waiting.

    The plan is false when there is nothing to do. Raises what `deploy` raises before its first
    change.
    """
    return deploy(
        workflow,
        name=name,
        role=role,
        substitutions=substitutions,
        client=client,
        session=session,
        account=account,
        region=region,
        target=target,
        options=options,
        dry_run=True,
        on_progress=on_progress,
    ).plan


def deploy_plan(
    plan: SavedPlan | Plan,
    *,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    region: str | None = None,
    options: DeployOptions = DEFAULT,
    on_progress: OnProgress = lambda _: None,
) -> Deployment:
    """Carry out a plan as it was reviewed, or nothing if it does not fit any more.

    The plan is one of `plan`, or one that `sfn_dsl.deployment.saved_plan.read` has read from the
    text of its file. It says itself what is released, and whether the machine is replaced, so
    ``options`` must not.

    Raises DeploymentError when the region or the account is not that of the plan, or when the
    machine was changed since the plan was made; otherwise what `deploy` raises.
    """
    if options.release is not None or options.replace:
        raise DeploymentError(
            "a plan says what is released and replaced already; give release= and replace= when it "
            "is made"
        )
    return deploy_saved(
        saved(plan) if isinstance(plan, Plan) else plan,
        connected(client=client, session=session, region=region),
        check=validate,
        options=options,
        read_role=role_documents,
        on_progress=on_progress,
    )


def drift(
    workflow: Buildable,
    *,
    name: str | None = None,
    role: str | None = None,
    substitutions: Mapping[str, str] | None = None,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    account: str | None = None,
    region: str | None = None,
    target: AnyTarget | None = None,
) -> Drift:
    """How the deployed state machine differs from the workflow as it is written.

    Compares the definition by meaning, and the settings; tags only where the workflow has some.
    The drift is false when there is none. A machine that does not exist is a drift too. Nothing is
    changed.

    Raises AuthoringError for a workflow that cannot be built, DeploymentError when AWS cannot be
    asked. See DescribeStateMachine in the AWS Step Functions API Reference.
    """
    environment = environment_of(target, account, region)
    api, place = connected_to(environment, account, region, client=client, session=session)
    make = maker(workflow, place, name=name, role=role, substitutions=substitutions)
    desired = make(place.account, place.region, place.partition)
    return drift_of(desired, api, place)


def pull(
    machine: str,
    *,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    account: str | None = None,
    region: str | None = None,
    target: AnyTarget | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Pulled:
    """The Python source of a deployed state machine, given by its name or its ARN.

    The source defines the workflow with all its settings: planning it finds nothing to do. ARNs of
    the machine's own account and region are written with ``target.arn(...)`` in the settings, and
    left as they are in the definition, which ``notes`` then says.

    Raises DeploymentError when there is no such machine, or when AWS cannot be asked. See
    DescribeStateMachine in the AWS Step Functions API Reference.
    """
    environment = environment_of(target, account, region)
    if environment is None and region is None:
        region = read_arn(machine).region or None
    api, place = connected_to(environment, account, region, client=client, session=session)
    return pulling.pulled(machine, api, place, on_progress)


def rollback(
    workflow: Buildable | str,
    alias: str,
    *,
    to: int | None = None,
    name: str | None = None,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    account: str | None = None,
    region: str | None = None,
    target: AnyTarget | None = None,
) -> Move:
    """Point an alias of a state machine at the version before, for all executions at once.

    The machine is that of a workflow, or of an ARN. Of two versions that share the alias during a
    shift, the older one gets all executions again; otherwise it is the next older one that exists,
    or the version ``to``. The machine itself stays as it is, and so do running executions.

    Raises DeploymentError when there is no such machine, alias or version, or when AWS cannot be
    asked. See "Continuous deployments with versions and aliases" in the AWS Step Functions
    Developer Guide.
    """
    environment = environment_of(target, account, region)
    api, arn = located(workflow, account, region, environment, client=client, session=session)
    return rolled_back(api, arn, alias, to)


def review_role(
    workflow: Buildable | str,
    *,
    role: str | None = None,
    simulate: bool = True,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    account: str | None = None,
    region: str | None = None,
    target: AnyTarget | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Review:
    """Whether the role of a state machine has the permissions that it needs, and which are unused.

    The machine is that of a workflow, or of an ARN. ``role`` is the name or ARN of another role to
    review. Its trust policy, policies and permission boundary are read from IAM; ``simulate`` asks
    IAM's own simulator too, where the credentials allow it.

    Raises DeploymentError when the role does not exist or cannot be read, AuthoringError for a
    workflow that cannot be built. See "IAM policies for integrated services" in the AWS Step
    Functions Developer Guide, and "Policy evaluation logic" in the IAM User Guide.
    """
    environment = environment_of(target, account, region)
    if isinstance(workflow, str):
        api, arn = located(workflow, account, region, environment, client=client, session=session)
        found = from_arn(api, arn, role)
    else:
        api, place = connected_to(environment, account, region, client=client, session=session)
        arn, desired = build_for_target(maker(workflow, place), api, place.account)
        named = role_arn(api, role or desired.role, place.account)
        found = Reviewable(subject_of(desired, arn), named)
    return reviewed(
        api,
        found.subject,
        found.role,
        now=datetime.now(UTC),
        simulate=simulate,
        on_progress=on_progress,
    )
