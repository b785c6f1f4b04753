"""How a deployed machine differs from what it should be, part by part.

Definitions are compared by meaning, settings after AWS's defaults are filled in on both sides, so
what is deployed already in other words never makes a difference.
"""

from __future__ import annotations

import json
from typing import Any, Literal

import attrs

from sfn_dsl.aws.api import Machine, Shape
from sfn_dsl.comparison import Changes, diff
from sfn_dsl.definition import Definition, Unlocated
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.preflight import log_groups

Part = Literal["definition", "role", "logging", "tracing", "encryption"]

_LOGGING_OFF: Shape = {"level": "OFF", "includeExecutionData": False, "destinations": []}
_TRACING_OFF: Shape = {"enabled": False}
_OWNED_KEY: Shape = {"type": "AWS_OWNED_KEY"}
_KEY_REUSE_SECONDS = 300


@attrs.frozen
class Difference:
    """One part of a machine that an update replaces, as it is and as it should be."""

    part: Part
    old: Any
    new: Any


def differences(desired: Desired, machine: Machine) -> tuple[Difference, ...]:
    """The parts of a machine, or of a version of one, that are not as they should be."""
    return changed_parts(desired, machine, diff(deployed_definition(machine), desired.definition))


def changed_parts(desired: Desired, machine: Machine, changes: Changes) -> tuple[Difference, ...]:
    """The same as `differences`, where it is known already how the definition changes."""
    deployed = deployed_definition(machine)
    definition = [Difference("definition", deployed, desired.definition)] if changes else []
    return (*definition, *_differences(desired, machine))


def deployed_definition(machine: Machine) -> Definition:
    """The definition of a machine; an empty one when its text is not a JSON object."""
    try:
        document = json.loads(machine.definition)
    except (ValueError, RecursionError):
        document = None
    return Definition(
        document if isinstance(document, dict) else {},
        Unlocated(machine.arn),
        "EXPRESS" if machine.type == "EXPRESS" else "STANDARD",
    )


def _differences(desired: Desired, machine: Machine) -> list[Difference]:
    found = []
    if machine.role != desired.role:
        found.append(Difference("role", machine.role, desired.role))
    if _logging(machine.logging) != _logging(desired.logging):
        found.append(_setting("logging", machine.logging, desired.logging, _LOGGING_OFF))
    if _tracing(machine.tracing) != _tracing(desired.tracing):
        found.append(_setting("tracing", machine.tracing, desired.tracing, _TRACING_OFF))
    if _encryption(machine.encryption) != _encryption(desired.encryption):
        found.append(_setting("encryption", machine.encryption, desired.encryption, _OWNED_KEY))
    return [difference for difference in found if difference.part not in desired.unmanaged]


def _setting(part: Part, old: Shape | None, new: Shape | None, default: Shape) -> Difference:
    return Difference(part, default if old is None else old, default if new is None else new)


def _logging(shape: Shape | None) -> Shape:
    """The configuration with defaults, log groups as the ARNs without what AWS puts behind them.

    Where nothing is logged, it does not matter where to and with what.
    """
    given = {**_LOGGING_OFF, **(shape or {})}
    if given["level"] == "OFF":
        return _LOGGING_OFF
    return {**given, "destinations": [group.removesuffix(":*") for group in log_groups(given)]}


def _tracing(shape: Shape | None) -> Shape:
    return {**_TRACING_OFF, **(shape or {})}


def _encryption(shape: Shape | None) -> Shape:
    """The configuration with defaults, a key named by its id where its ARN was given."""
    if shape is None or shape.get("type", "AWS_OWNED_KEY") == "AWS_OWNED_KEY":
        return _OWNED_KEY
    key = str(shape.get("kmsKeyId", "")).rpartition(":key/")[2]
    return {"kmsDataKeyReusePeriodSeconds": _KEY_REUSE_SECONDS, **shape, "kmsKeyId": key}
