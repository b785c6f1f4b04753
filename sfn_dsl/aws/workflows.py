"""Deploying and planning a workflow as its author wrote it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from sfn_dsl._unset import Unset
from sfn_dsl.aws.accounts import require_place
from sfn_dsl.aws.definitions import NamedDefinition
from sfn_dsl.aws.deploy import Deployment, MakeDesired, deploy_desired, placed, plan_desired
from sfn_dsl.aws.desired import Desired
from sfn_dsl.aws.permissions import role_findings
from sfn_dsl.aws.plan import Plan, held_definition
from sfn_dsl.aws.plan_files import Reviewed
from sfn_dsl.aws.release import Release
from sfn_dsl.aws.reviewed import deploy_reviewed
from sfn_dsl.aws.terms import Terms
from sfn_dsl.compiler import compile_workflow
from sfn_dsl.configuration import Environment
from sfn_dsl.definition import Definition
from sfn_dsl.errors import AuthoringTypeError, DeploymentError
from sfn_dsl.model.workflow import Encryption, Logging, Target, Workflow, WorkflowBuilder
from sfn_dsl.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable

    import boto3
    from mypy_boto3_stepfunctions import SFNClient

    from sfn_dsl.aws.api import Api, Shape


def deploy(
    workflow: Workflow | WorkflowBuilder | NamedDefinition,
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
    tell: Callable[[str], None] = lambda _: None,
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
    workflow: Workflow | WorkflowBuilder | NamedDefinition,
    *,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    account: str | None = None,
    region: str | None = None,
    target: Target | Environment | None = None,
    replace: bool = False,
    release: Release | None = None,
    ask_aws: bool = True,
    tell: Callable[[str], None] = lambda _: None,
    allow_missing_permissions: bool = False,
) -> Plan:
    """What `deploy` would do now, found without changing anything. Raises what `deploy` raises."""
    chosen = _chosen(target, account, region)
    place = chosen.target if chosen else None
    make = maker(workflow, place, release)
    api = connected(chosen, client=client, session=session, region=region)
    return plan_desired(
        make,
        api,
        check=validate,
        account=place.account if place else account,
        terms=terms_of(allow_missing_permissions, replace=replace, ask_aws=ask_aws),
        tell=tell,
    )


def deploy_plan(
    reviewed: Reviewed,
    *,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    region: str | None = None,
    ask_aws: bool = True,
    tell: Callable[[str], None] = lambda _: None,
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


def deployed_definition(arn: str) -> Definition:
    """The definition that AWS holds for the state machine of an ARN.

    Raises DeploymentError when there is none, or when AWS cannot be asked.
    """
    region = (arn.split(":") + [""] * 4)[3] or None
    machine = connected(region=region).describe_state_machine(arn)
    if machine is None:
        raise DeploymentError(f"there is no state machine '{arn}'; check the ARN and the account")
    return held_definition(machine)


def located(
    workflow: Workflow | WorkflowBuilder | NamedDefinition | str,
    *,
    account: str | None = None,
    region: str | None = None,
) -> tuple[Api, str]:
    """The calls to AWS, and the ARN of a workflow's state machine; an ARN is its own.

    Raises DeploymentError for an ARN of anything else, and for one of another region than given.
    """
    if not isinstance(workflow, str):
        api = connected(region=region)
        return api, placed(maker(workflow), api, account)[0]
    parts = workflow.split(":")
    if len(parts) != 7 or parts[2] != "states" or parts[5] != "stateMachine":
        raise DeploymentError(
            f"'{workflow}' is not the ARN of a state machine; write it without a version or an "
            "alias at its end"
        )
    if region not in (None, parts[3]):
        raise DeploymentError(
            f"'{workflow}' is of region {parts[3]}, and not {region}; leave out --region"
        )
    return connected(region=parts[3]), workflow


def desired_of(workflow: Workflow, target: Target) -> Desired:
    """What AWS should hold for a workflow that was built for a target."""
    return Desired(
        name=workflow.name,
        definition=compile_workflow(workflow, partition=target.partition),
        role=workflow.role,
        type=workflow.type,
        logging=_logging(workflow.logging),
        tracing=None if isinstance(workflow.tracing, Unset) else {"enabled": workflow.tracing},
        encryption=_encryption(workflow.encryption),
        tags=None if isinstance(workflow.tags, Unset) else workflow.tags,
        position=workflow.origin.position,
    )


def connected(
    environment: Environment | None = None,
    *,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    region: str | None = None,
) -> Api:
    """The calls to AWS, by the credentials of an environment's account where one is given.

    Raises DeploymentError for credentials of another account, before anything is changed.
    """
    # boto3 costs more to load than everything else here together.
    from sfn_dsl.aws.boto import connect

    if environment is None:
        return connect(client=client, session=session, region=region)
    target = environment.target
    try:
        api = connect(
            client=client,
            session=session,
            region=target.region,
            profile=environment.profile,
            endpoint=environment.endpoint,
        )
    except DeploymentError as error:
        raise DeploymentError(f"target {target.name!r}: {error.message}") from error
    require_place(api, target)
    return api


def maker(
    workflow: Workflow | WorkflowBuilder | NamedDefinition,
    target: Target | None = None,
    release: Release | None = None,
) -> MakeDesired:
    """What builds a workflow for a place, with the name, role and parameters of a target."""
    if not isinstance(workflow, (Workflow, WorkflowBuilder, NamedDefinition)):
        raise AuthoringTypeError(
            f"{workflow!r} cannot be deployed; write a Workflow(...), or a function marked with "
            "@workflow"
        )
    if release is not None and not isinstance(release, Release):
        raise AuthoringTypeError(f"a release is a Release, not {release!r}; write Release(...)")

    def make(account: str, region: str, partition: str) -> Desired:
        if isinstance(workflow, NamedDefinition):
            return attrs.evolve(workflow.desired(), release=release)
        place = attrs.evolve(
            target or Target(), account=account, region=region, partition=partition
        )
        built = workflow if isinstance(workflow, Workflow) else workflow(place)
        return attrs.evolve(desired_of(built, place), release=release)

    return make


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


def _logging(logging: Logging | Unset) -> Shape | None:
    if isinstance(logging, Unset):
        return None
    shape: dict[str, Any] = {
        "level": logging.level,
        "includeExecutionData": logging.include_execution_data,
    }
    if not isinstance(logging.log_group, Unset):
        group = {"cloudWatchLogsLogGroup": {"logGroupArn": logging.log_group}}
        shape["destinations"] = [group]
    return shape


def _encryption(encryption: Encryption | Unset) -> Shape | None:
    if isinstance(encryption, Unset):
        return None
    return {
        "type": "CUSTOMER_MANAGED_KMS_KEY",
        "kmsKeyId": encryption.kms_key,
        "kmsDataKeyReusePeriodSeconds": encryption.data_key_reuse_seconds,
    }
