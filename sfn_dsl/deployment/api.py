"""Deploying a workflow from Python, and everything around it: the functions that are public.

Each takes any value that holds a workflow (a `Workflow`, a function that returns one, what
`sfn_dsl.load` returned, a ``Workflow`` or a template of the AWS Data Science SDK; and with ``name``
and ``role`` also a `Definition` or a `StateMachine`), returns its result as a value, and prints
nothing. The arguments that say where on AWS are the same for all of them:

* By default, boto3's own conventions decide on credentials, region and endpoint (AWS_PROFILE,
  AWS_REGION, AWS_ENDPOINT_URL, ~/.aws/config, ...).
* ``client`` is a Step Functions client to call, ``session`` a session to make one of. With a client
  and no session, its region, address and credentials also serve for IAM and STS.
* ``account`` is an account ID of 12 digits, without which STS is called; ``region`` is a region.
* ``target`` says both, and gives a workflow its parameters: a `Target`, an `Environment`, or the
  NAME of a target in ``[tool.sfn_dsl.targets.NAME]`` of the nearest pyproject.toml from the working
  directory upwards. Credentials of another account are refused.

``substitutions`` are the values of placeholders, such as ``${Topic}``. One that is left is refused
when a machine is deployed; ``{"Topic": "${Topic}"}`` keeps it as it is.

``on_progress`` is called with a sentence about whatever is waited for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sfn_dsl.arns import read_arn
from sfn_dsl.aws.retry import OnProgress
from sfn_dsl.deployment import pull as pulling
from sfn_dsl.deployment.build import Buildable, build_for_target, maker
from sfn_dsl.deployment.connect import (
    BotoSession,
    StepFunctionsClient,
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
from sfn_dsl.model.resources import ByResource, known_arns
from sfn_dsl.validation import validate
from sfn_dsl.workflow_values import AnyTarget


def deploy(
    workflow: Buildable,
    *,
    name: str | None = None,
    role: str | None = None,
    substitutions: Mapping[str, str] | None = None,
    client: StepFunctionsClient | None = None,
    session: BotoSession | None = None,
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
    created or updated. What can be found out beforehand is raised before anything is changed.

    See CreateStateMachine and UpdateStateMachine in the AWS Step Functions API Reference.
    """
    _require_options(options)
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
    client: StepFunctionsClient | None = None,
    session: BotoSession | None = None,
    account: str | None = None,
    region: str | None = None,
    target: AnyTarget | None = None,
    options: DeployOptions = DEFAULT,
    on_progress: OnProgress = lambda _: None,
) -> Plan:
    """What `deploy` would do now, found without changing anything or waiting.

    The plan is false if there is nothing to do. Raises what `deploy` raises before its first
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
    client: StepFunctionsClient | None = None,
    session: BotoSession | None = None,
    region: str | None = None,
    options: DeployOptions = DEFAULT,
    on_progress: OnProgress = lambda _: None,
) -> Deployment:
    """Carry out exactly the plan that was reviewed, or nothing if it does not apply any more.

    The plan is the result of `plan`, or of `read_plan` for the text of a plan file. It already says
    what is released and whether the machine is replaced, so
    ``options`` must not.

    Raises DeploymentError when the region or the account is not that of the plan, or when the
    machine was changed since the plan was made; otherwise what `deploy` raises.
    """
    if not isinstance(plan, (Plan, SavedPlan)):
        raise AuthoringTypeError(f"{plan!r:.80} is not a plan; write deploy_plan(plan(workflow))")
    _require_options(options)
    if options.release is not None or options.replace:
        raise DeploymentError(
            "a plan already says what is released and replaced; give these options to plan(...), "
            "which makes it"
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
    client: StepFunctionsClient | None = None,
    session: BotoSession | None = None,
    account: str | None = None,
    region: str | None = None,
    target: AnyTarget | None = None,
    alias: str | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Drift:
    """How the deployed state machine differs from the workflow.

    Compares the definition by meaning, and the settings; tags only if the workflow has some.
    Aliases are compared by the versions that they point at: the one named ``alias``, otherwise all.
    The `Drift` is false if there is none. A machine that does not exist counts as drift. Nothing is
    changed on AWS.

    Raises AuthoringError for a workflow that cannot be built, DeploymentError when AWS cannot be
    reached or refuses. See DescribeStateMachine in the AWS Step Functions API Reference.
    """
    environment = environment_of(target, account, region)
    api, place = connected_to(environment, account, region, client=client, session=session)
    make = maker(workflow, place, name=name, role=role, substitutions=substitutions)
    desired = make(place.account, place.region, place.partition)
    return drift_of(desired, api, place, alias=alias, on_progress=on_progress)


def pull(
    machine: str,
    *,
    client: StepFunctionsClient | None = None,
    session: BotoSession | None = None,
    account: str | None = None,
    region: str | None = None,
    target: AnyTarget | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Pulled:
    """The Python source of a deployed state machine, given by its name or its ARN.

    The source defines the workflow with all its settings: planning it finds nothing to do. ARNs of
    the machine's own account and region are written with ``target.arn(...)`` in the settings, and
    left as they are in the definition, which ``notes`` then says.

    Raises DeploymentError when there is no such machine, or when AWS cannot be reached
    or refuses. See DescribeStateMachine in the AWS Step Functions API Reference.
    """
    if not isinstance(machine, str):
        raise AuthoringTypeError(
            f"{machine!r:.80} is not the name or the ARN of a state machine; write pull('nightly')"
        )
    pulling.require_machine(machine)
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
    substitutions: Mapping[str, str] | None = None,
    client: StepFunctionsClient | None = None,
    session: BotoSession | None = None,
    account: str | None = None,
    region: str | None = None,
    target: AnyTarget | None = None,
) -> Move:
    """Point an alias of a state machine back at the previous version, for all executions at once.

    The machine is that of a workflow, or of an ARN; ``name`` is the name of one that has none
    itself. During a traffic shift, the version that it began from gets all executions again;
    otherwise it is the one that the alias pointed at before, as its description records, or the
    version ``to``. The state machine itself is not changed, and neither are running executions.

    Raises DeploymentError when there is no such machine, alias or version, or when AWS cannot be
    reached or refuses. See "Continuous deployments with versions and aliases" in the AWS Step
    Functions Developer Guide.
    """
    environment = environment_of(target, account, region)
    api, arn = located(
        workflow,
        account,
        region,
        environment,
        name=name,
        client=client,
        session=session,
        substitutions=substitutions,
    )
    return rolled_back(api, arn, alias, to)


def review_role(
    workflow: Buildable | str,
    *,
    name: str | None = None,
    role: str | None = None,
    substitutions: Mapping[str, str] | None = None,
    resources: ByResource | None = None,
    simulate: bool = True,
    client: StepFunctionsClient | None = None,
    session: BotoSession | None = None,
    account: str | None = None,
    region: str | None = None,
    target: AnyTarget | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Review:
    """Review whether the role of a state machine suffices, and what it allows in excess.

    The machine is that of a workflow, or of an ARN. ``role`` is the name or ARN of another role to
    review. ``resources`` are the ARNs of resources that the definition leaves open, by the name
    that the notes of ``sfn policy`` have for them. The role's trust policy, policies and
    permissions boundary are read from IAM; ``simulate`` uses IAM's policy simulator too, if the
    credentials may use it.

    Raises DeploymentError when the role does not exist or cannot be read, AuthoringError for a
    workflow that cannot be built. See "IAM policies for integrated services" in the AWS Step
    Functions Developer Guide, and "Policy evaluation logic" in the IAM User Guide.
    """
    known = known_arns(resources or {})
    environment = environment_of(target, account, region)
    if isinstance(workflow, str):
        api, arn = located(
            workflow, account, region, environment, name=name, client=client, session=session
        )
        found = from_arn(api, arn, role)
    else:
        api, place = connected_to(environment, account, region, client=client, session=session)
        make = maker(workflow, place, name=name, role=role, substitutions=substitutions)
        arn, desired = build_for_target(make, api, place.account)
        found = Reviewable(subject_of(desired, arn), role_arn(api, desired.role, place.account))
    return reviewed(
        api,
        found.subject.with_resources(known),
        found.role,
        now=datetime.now(UTC),
        simulate=simulate,
        is_new=not isinstance(workflow, str),
        on_progress=on_progress,
    )


def _require_options(options: DeployOptions) -> None:
    if not isinstance(options, DeployOptions):
        raise AuthoringTypeError(f"{options!r} is not a DeployOptions; write DeployOptions(...)")
