"""What is deployed, from Python: its drift, its source, its role and its aliases.

The arguments that say where on AWS are those of `sfn_dsl.deployment.api`.
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
    connected_to,
    environment_of,
    located,
)
from sfn_dsl.deployment.drift import Drift, drift_of
from sfn_dsl.deployment.pull import Pulled
from sfn_dsl.deployment.release.manage import Move, rolled_back
from sfn_dsl.deployment.roles.lookup import role_arn
from sfn_dsl.deployment.roles.review import reviewed
from sfn_dsl.deployment.roles.subject import Reviewable, from_arn, subject_of
from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.iam.review.review import Review
from sfn_dsl.model.resources import ByResource, known_arns
from sfn_dsl.workflow_values import AnyTarget


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
    """How the deployed state machine differs from the workflow; nothing is changed on AWS.

    Compares the definition by meaning, and the settings; tags only if the workflow has some.
    Aliases are compared by the versions that they point at. A machine that does not exist counts as
    drift. See DescribeStateMachine in the AWS Step Functions API Reference.

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
        alias: The name of the only alias to compare. If omitted, all of them are compared.
        on_progress: Called with a sentence about whatever is waited for.

    Returns:
        The drift, which is false if there is none.

    Raises:
        AuthoringError: The workflow cannot be built as it is written.
        DeploymentError: AWS cannot be reached, or refuses.
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
    """The Python source of a deployed state machine.

    The source defines the workflow with all its settings: planning it finds nothing to do. ARNs of
    the machine's own account and region are written with ``target.arn(...)`` in the settings, and
    left as they are in the definition, which ``notes`` then says. See DescribeStateMachine in the
    AWS Step Functions API Reference.

    Args:
        machine: The name or the ARN of the state machine.
        client: A boto3 client of Step Functions to call; without a session, its region, address and
            credentials also serve for IAM and STS. If omitted, one is made.
        session: The boto3 session to make clients of. If omitted, boto3's own conventions decide on
            credentials, region and endpoint (AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL,
            ~/.aws/config).
        account: The account ID, of 12 digits; not together with ``target``. If omitted, that of the
            credentials, for which STS is called.
        region: The region; not together with ``target``. If omitted, that of the ARN, or of boto3's
            configuration.
        target: A `Target` that says account, region and parameters, or the NAME of one in
            ``[tool.sfn_dsl.targets.NAME]`` of the nearest pyproject.toml. Credentials of another
            account are refused.
        on_progress: Called with a sentence about whatever is waited for.

    Returns:
        The source, and what to know about it.

    Raises:
        DeploymentError: There is no such machine, or AWS cannot be reached or refuses.
        AuthoringTypeError: It is not a string.
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

    During a traffic shift, the version that it began from gets all executions again; otherwise it
    is the one that the alias pointed at before, as its description records. The state machine
    itself is not changed, and neither are running executions. See "Continuous deployments with
    versions and aliases" in the AWS Step Functions Developer Guide.

    Args:
        workflow: A workflow, any value that `compile_workflow` takes, or the ARN of the state
            machine.
        alias: The name of the alias.
        to: The number of the version to point it at. If omitted, the previous one.
        name: The name of the state machine, for a value that has none. If omitted, that of the
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

    Returns:
        The alias, from where it was moved, and to which version.

    Raises:
        DeploymentError: There is no such machine, alias or version, or AWS cannot be reached or
            refuses.
        AuthoringError: The workflow cannot be built as it is written.
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

    The role's trust policy, policies and permissions boundary are read from IAM. See "IAM policies
    for integrated services" in the AWS Step Functions Developer Guide, and "Policy evaluation
    logic" in the IAM User Guide.

    Args:
        workflow: A workflow, any value that `compile_workflow` takes, or the ARN of the state
            machine.
        name: The name of the state machine, for a value that has none. If omitted, that of the
            workflow.
        role: The name or the ARN of another role to review. If omitted, that of the workflow or the
            machine.
        substitutions: The values of placeholders: ``{"Topic": "arn:..."}`` fills in ``${Topic}``.
            One that is left is refused; ``{"Topic": "${Topic}"}`` keeps it as it is.
        resources: ARNs of resources that the definition leaves open, by the name that the notes of
            ``sfn policy`` have for them.
        simulate: Ask IAM's policy simulator too, if the credentials may use it.
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
        on_progress: Called with a sentence about whatever is waited for.

    Returns:
        The review; its `Review.suffices` is True, False, or None if that is not known.

    Raises:
        DeploymentError: The role does not exist or cannot be read, or AWS cannot be reached or
            refuses.
        AuthoringError: The workflow cannot be built as it is written.
        SfnError: An entry of ``resources`` is not a resource and its ARNs.
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
