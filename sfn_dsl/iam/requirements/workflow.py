"""What the permissions of a workflow depend on besides its definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from sfn_dsl.iam.requirements.model import Machine
from sfn_dsl.model.settings import ENCRYPTION, LOGGING, TRACING, from_author
from sfn_dsl.model.target import Target
from sfn_dsl.model.workflow import Workflow


def machine_at(target: Target, workflow: Workflow | None = None, *, name: str = "") -> Machine:
    """What the permissions of a workflow depend on besides its definition."""
    machine = Machine(
        account=target.account, region=target.region, partition=target.partition, name=name
    )
    if workflow is None:
        return machine
    machine = attrs.evolve(machine, name=name or workflow.name)
    return with_settings(machine, from_author(workflow))


def with_settings(machine: Machine, settings: Mapping[str, Any]) -> Machine:
    """A machine with what its settings need, which are in AWS's form, by name."""
    logging, tracing, key = (
        settings.get(row.name) or row.default for row in (LOGGING, TRACING, ENCRYPTION)
    )
    return attrs.evolve(
        machine,
        logging=logging.get("level", "OFF") != "OFF",
        tracing=bool(tracing.get("enabled")),
        kms_key=str(key.get("kmsKeyId") or ""),
    )
