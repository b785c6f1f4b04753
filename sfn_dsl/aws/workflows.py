"""Deploying and planning a workflow as its author wrote it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sfn_dsl._unset import Unset
from sfn_dsl.aws.deploy import Deployment, MakeDesired, deploy_desired, plan_desired
from sfn_dsl.aws.desired import Desired
from sfn_dsl.aws.permissions import role_findings
from sfn_dsl.aws.plan import Plan, held_definition
from sfn_dsl.compiler import compile_workflow
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
    workflow: Workflow | WorkflowBuilder,
    *,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    account: str | None = None,
    region: str | None = None,
    dry_run: bool = False,
    tell: Callable[[str], None] = lambda _: None,
    allow_missing_permissions: bool = False,
) -> Deployment:
    """Create the workflow's state machine, or update it, or do nothing when AWS holds the same.

    Without ``client`` and ``session``, boto3's own conventions decide on credentials, region and
    endpoint (AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL, ...). The account is that of the
    credentials unless given; a role given by name is looked up. ``dry_run`` only says what would be
    done. ``tell`` is called with a sentence whenever there is something to wait for. What the role
    surely lacks keeps the machine from being deployed, unless ``allow_missing_permissions``.

    Raises InvalidDefinitionError for a definition with errors, InsufficientRoleError for a role
    that does not suffice, DeploymentError for whatever else keeps the machine from being created
    or updated.
    """
    api = _connected(client, session, region)
    return deploy_desired(
        _maker(workflow),
        api,
        check=validate,
        account=account,
        dry_run=dry_run,
        tell=tell,
        review=partial(role_findings, allow_missing=allow_missing_permissions),
    )


def plan(
    workflow: Workflow | WorkflowBuilder,
    *,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    account: str | None = None,
    region: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
    allow_missing_permissions: bool = False,
) -> Plan:
    """What `deploy` would do now, found without changing anything. Raises what `deploy` raises."""
    api = _connected(client, session, region)
    review = partial(role_findings, allow_missing=allow_missing_permissions)
    return plan_desired(
        _maker(workflow), api, check=validate, account=account, tell=tell, review=review
    )


def deployed_definition(arn: str) -> Definition:
    """The definition that AWS holds for the state machine of an ARN.

    Raises DeploymentError when there is none, or when AWS cannot be asked.
    """
    region = (arn.split(":") + [""] * 4)[3] or None
    machine = _connected(None, None, region).describe_state_machine(arn)
    if machine is None:
        raise DeploymentError(f"there is no state machine '{arn}'; check the ARN and the account")
    return held_definition(machine)


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


def _connected(client: SFNClient | None, session: boto3.Session | None, region: str | None) -> Api:
    # boto3 costs more to load than everything else here together.
    from sfn_dsl.aws.boto import connect

    return connect(client=client, session=session, region=region)


def _maker(workflow: Workflow | WorkflowBuilder) -> MakeDesired:
    if not isinstance(workflow, (Workflow, WorkflowBuilder)):
        raise AuthoringTypeError(
            f"{workflow!r} cannot be deployed; write a Workflow(...), or a function marked with "
            "@workflow"
        )

    def make(account: str, region: str, partition: str) -> Desired:
        target = Target(account, region, partition)
        built = workflow if isinstance(workflow, Workflow) else workflow(target)
        return desired_of(built, target)

    return make


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
