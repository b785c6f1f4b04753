"""Deploying a workflow from Python, and everything around it: the functions that are public.

Each takes any value that holds a workflow (a `Workflow`, a function that returns one, what `load`
returned, a ``Workflow`` or a template of the AWS Data Science SDK; and with ``name`` and ``role``
also a `Definition` or a `StateMachine`), returns its result as a value, and prints nothing. The
arguments that say where on AWS are the same for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from sfn_dsl.aws.retry import OnProgress
from sfn_dsl.deployment.build import Buildable, maker
from sfn_dsl.deployment.connect import (
    BotoSession,
    StepFunctionsClient,
    connected,
    environment_of,
)
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.execute_saved import deploy_saved
from sfn_dsl.deployment.options import DEFAULT, DeployOptions
from sfn_dsl.deployment.plan import Plan
from sfn_dsl.deployment.roles.lookup import role_documents
from sfn_dsl.deployment.saved_plan import SavedPlan, saved
from sfn_dsl.errors import AuthoringTypeError, DeploymentError
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
    name is looked up in IAM, and reviewed. What can be found out beforehand is raised before
    anything is changed.

    Waits for a role that is new (2 minutes at most), an old machine of the same name to be deleted
    (5 minutes), another change in progress (15 seconds), and until DescribeStateMachine shows what
    was done (1 minute).

    See CreateStateMachine and UpdateStateMachine in the AWS Step Functions API Reference.

    Args:
        workflow: A workflow: any value that `compile_workflow` takes. A `Definition` or a
            `StateMachine` needs ``name`` and ``role`` too.
        name: The name of the state machine, for a value that has none. If omitted, that of the
            workflow.
        role: The name or the ARN of the role, for a value that has none. If omitted, that of the
            workflow.
        substitutions: The values of placeholders: ``{"Topic": "arn:..."}`` fills in ``${Topic}``.
            One that is left is refused; ``{"Topic": "${Topic}"}`` keeps it as it is.
        client: A boto3 client of Step Functions to call; without a session, its region, address and
            credentials also serve for IAM and STS. If omitted, one is made.
        session: The boto3 session to make clients of. If omitted, boto3's own conventions decide on
            credentials, region and endpoint (AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL,
            ~/.aws/config).
        account: The account ID, of 12 digits; not together with ``target``. If omitted, that of the
            credentials, for which STS is called.
        region: The region; not together with ``target``. If omitted, that of boto3's configuration.
        target: A `Target` that says account, region and parameters, or the NAME of one in
            ``[tool.sfn_dsl.targets.NAME]`` of the nearest pyproject.toml. Credentials of another
            account are refused.
        options: What the deployment may do, what it checks, and what it releases.
        dry_run: True changes nothing, and returns what would be done.
        on_progress: Called with a sentence about whatever is waited for.

    Returns:
        What was done.

    Raises:
        InvalidDefinitionError: The definition has errors, found here or by AWS.
        InsufficientRoleError: The role is known to lack permissions.
        RefusedPlanError: What would be done needs an option that allows it.
        AuthoringError: The workflow cannot be built as it is written.
        DeploymentError: Something else keeps the machine from being created or updated.
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

    Args:
        workflow: A workflow: any value that `compile_workflow` takes. A `Definition` or a
            `StateMachine` needs ``name`` and ``role`` too.
        name: The name of the state machine, for a value that has none. If omitted, that of the
            workflow.
        role: The name or the ARN of the role, for a value that has none. If omitted, that of the
            workflow.
        substitutions: The values of placeholders: ``{"Topic": "arn:..."}`` fills in ``${Topic}``.
            One that is left is refused; ``{"Topic": "${Topic}"}`` keeps it as it is.
        client: A boto3 client of Step Functions to call; without a session, its region, address and
            credentials also serve for IAM and STS. If omitted, one is made.
        session: The boto3 session to make clients of. If omitted, boto3's own conventions decide on
            credentials, region and endpoint (AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL,
            ~/.aws/config).
        account: The account ID, of 12 digits; not together with ``target``. If omitted, that of the
            credentials, for which STS is called.
        region: The region; not together with ``target``. If omitted, that of boto3's configuration.
        target: A `Target` that says account, region and parameters, or the NAME of one in
            ``[tool.sfn_dsl.targets.NAME]`` of the nearest pyproject.toml. Credentials of another
            account are refused.
        options: What the deployment may do, what it checks, and what it releases.
        on_progress: Called with a sentence about whatever is waited for.

    Returns:
        The plan, which is false if there is nothing to do.

    Raises:
        InvalidDefinitionError: The definition has errors, found here or by AWS.
        InsufficientRoleError: The role is known to lack permissions.
        RefusedPlanError: What would be done needs an option that allows it.
        AuthoringError: The workflow cannot be built as it is written.
        DeploymentError: Something else would keep the machine from being created or updated.
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

    Args:
        plan: The result of `plan`, or that of `read_plan` for the text of a plan file.
        client: A boto3 client of Step Functions to call; without a session, its region, address and
            credentials also serve for IAM and STS. If omitted, one is made.
        session: The boto3 session to make clients of. If omitted, boto3's own conventions decide on
            credentials, region and endpoint (AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL,
            ~/.aws/config).
        region: The region, which must be that of the plan. If omitted, that of boto3's
            configuration.
        options: What the deployment may do and what it checks. What is released or replaced the
            plan itself says, so these options must not.
        on_progress: Called with a sentence about whatever is waited for.

    Returns:
        What was done.

    Raises:
        DeploymentError: The region or the account is not that of the plan, the machine was changed
            since the plan was made, or what else `deploy` raises.
        AuthoringTypeError: It is not a plan.
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


def _require_options(options: DeployOptions) -> None:
    if not isinstance(options, DeployOptions):
        raise AuthoringTypeError(f"{options!r} is not a DeployOptions; write DeployOptions(...)")
