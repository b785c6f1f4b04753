"""The least-privilege policy of a workflow's role, from whatever holds its definition."""

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
from sfn_dsl.model.workflow import Target, Workflow, WorkflowBuilder

Source = Definition | StateMachine | Workflow | WorkflowBuilder


def policy_of(source: Source, target: Target | None = None, *, name: str = "") -> dict[str, Any]:
    """The policy document that the role of a workflow needs, and nothing beyond it.

    ``target`` is where the workflow is to live, by default the placeholder account. ``name`` is
    the machine's, which a distributed Map and a key are named in; that of a Workflow unless given.
    What the definition does not show is a wildcard, and what nobody can know is missing:
    `requirements_of` tells both. Raises AuthoringError for a machine or a workflow that cannot be
    built as written.
    """
    return policy(requirements_of(source, target, name=name))


def requirements_of(
    source: Source, target: Target | None = None, *, name: str = ""
) -> Requirements:
    """What the role of a workflow must allow, with why, where and what is not known."""
    target = Target() if target is None else target
    built = source(target) if isinstance(source, WorkflowBuilder) else source
    workflow = built if isinstance(built, Workflow) else None
    machine = built.machine if isinstance(built, Workflow) else built
    if isinstance(machine, StateMachine):
        machine = compile_machine(machine, partition=target.partition)
    return derive(require_definition(machine), machine_at(target, workflow, name=name))


def machine_at(target: Target, workflow: Workflow | None = None, *, name: str = "") -> Machine:
    """The machine that a workflow is at a target, as far as its permissions depend on it."""
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
