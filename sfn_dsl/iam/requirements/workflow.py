"""What the permissions of a workflow depend on besides its definition."""

from __future__ import annotations

import attrs

from sfn_dsl._unset import Unset
from sfn_dsl.iam.requirements.model import Machine
from sfn_dsl.model.target import Target
from sfn_dsl.model.workflow import Workflow


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
