"""From a workflow as its author wrote it to what AWS should hold for it."""

from __future__ import annotations

from typing import Any

import attrs

from sfn_dsl._unset import Unset
from sfn_dsl.aws.api import Shape
from sfn_dsl.compiler import compile_workflow
from sfn_dsl.deployment.bare_definition import NamedDefinition
from sfn_dsl.deployment.deploy import MakeDesired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.release.spec import Release
from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.model.workflow import Encryption, Logging, Target, Workflow, WorkflowBuilder

Buildable = Workflow | WorkflowBuilder | NamedDefinition
"""What can be built for a place, and then deployed there."""


def maker(
    workflow: Buildable,
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
