"""What the permissions of a workflow depend on besides its definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.iam.requirements.model import Machine
from sfn_dsl.model.settings import ENCRYPTION, LOGGING, TRACING, from_author
from sfn_dsl.model.target import Target
from sfn_dsl.model.workflow import Workflow


def machine_at(
    target: Target,
    workflow: Workflow | None = None,
    definition: Definition | None = None,
    *,
    name: str = "",
) -> Machine:
    """What the permissions of a workflow depend on besides its definition.

    Without a workflow they are the settings that the definition came with: those of its template,
    or of the deployed machine.
    """
    machine = Machine(
        account=target.account, region=target.region, partition=target.partition, name=name
    )
    if workflow is None:
        return machine if definition is None else with_settings_of(machine, definition)
    machine = attrs.evolve(machine, name=name or workflow.name)
    return with_settings(machine, from_author(workflow))


def with_settings_of(machine: Machine, definition: Definition) -> Machine:
    """A machine with the settings that its definition came with.

    What is known only when a template is deployed may need its permissions, so it counts as on.
    """
    unread = definition.template.unread if definition.template else ()
    machine = attrs.evolve(machine, name=machine.name or str(definition.settings.get("name", "")))
    machine = with_settings(machine, definition.settings)
    return attrs.evolve(
        machine,
        logging=machine.logging or LOGGING.name in unread,
        tracing=machine.tracing or TRACING.name in unread,
    )


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
