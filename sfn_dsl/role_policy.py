"""The least-privilege policy for the role of a workflow."""

from __future__ import annotations

from typing import Any

import attrs

from sfn_dsl._unset import Unset
from sfn_dsl.compiler import compile_machine
from sfn_dsl.definition import Definition, require_definition
from sfn_dsl.iam.policy.document import policy
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Machine, Requirements
from sfn_dsl.model.machine import StateMachine
from sfn_dsl.model.target import Target
from sfn_dsl.model.workflow import Workflow, WorkflowBuilder

Source = Definition | StateMachine | Workflow | WorkflowBuilder


def policy_of(source: Source, target: Target | None = None, *, name: str = "") -> dict[str, Any]:
    """The least-privilege policy document for the role of a workflow, as plain JSON values.

    ``target`` is the account, region and partition of the state machine, by default the placeholder
    account ``YOUR_ACCOUNT`` in us-east-1. ``name`` is the name of the state machine, by default
    that of a `Workflow`; the resources of distributed Maps and of encryption contain it.

    The permissions of each integration are those that AWS documents (Step Functions Developer
    Guide, "How Step Functions generates IAM policies for integrated services"; service
    authorization reference for AWS SDK integrations). What the definition leaves open is a
    wildcard, and what cannot be determined is not in the policy: `requirements_of` reports both.
    Raises AuthoringError if a state machine or workflow cannot be built.
    """
    return policy(requirements_of(source, target, name=name))


def requirements_of(
    source: Source, target: Target | None = None, *, name: str = ""
) -> Requirements:
    """The permissions that the role of a workflow must have, and what is not known of them.

    The arguments are those of `policy_of`. Each permission names the states that need it and why
    it is wider than necessary, if it is. Raises AuthoringError if a state machine or workflow
    cannot be built.
    """
    target = Target() if target is None else target
    built = source(target) if isinstance(source, WorkflowBuilder) else source
    workflow = built if isinstance(built, Workflow) else None
    machine = built.machine if isinstance(built, Workflow) else built
    if isinstance(machine, StateMachine):
        machine = compile_machine(machine, partition=target.partition)
    return derive(require_definition(machine), machine_at(target, workflow, name=name))


def machine_at(target: Target, workflow: Workflow | None = None, *, name: str = "") -> Machine:
    """What the permissions of a workflow depend on besides its definition."""
    machine = Machine(
        account=target.account, region=target.region, partition=target.partition, name=name
    )
    if workflow is None:
        return machine
    logging, encryption = workflow.logging, workflow.encryption
    return attrs.evolve(
        machine,
        name=name or workflow.name,
        logging=not isinstance(logging, Unset) and logging.level != "OFF",
        tracing=workflow.tracing is True,
        kms_key="" if isinstance(encryption, Unset) else encryption.kms_key,
    )
