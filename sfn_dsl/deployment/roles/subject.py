"""The machine whose role is in question, as far as its permissions depend on it."""

from __future__ import annotations

import attrs

from sfn_dsl.aws.api import Machine, Shape
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.settings import held_definition


@attrs.frozen(kw_only=True)
class Subject:
    """A definition and the ARN of its machine, whose name is ``*`` where it has none yet."""

    arn: str
    definition: Definition
    logging: bool = False
    tracing: bool = False
    kms_key: str = ""


def subject_of(desired: Desired, arn: str) -> Subject:
    """The machine that is to be."""
    return _subject(arn, desired.definition, desired)


def held_subject(machine: Machine) -> Subject:
    """The machine that AWS holds."""
    return _subject(machine.arn, held_definition(machine), machine)


def _subject(arn: str, definition: Definition, settings: Desired | Machine) -> Subject:
    return Subject(
        arn=arn,
        definition=definition,
        logging=_shape(settings.logging).get("level", "OFF") != "OFF",
        tracing=bool(_shape(settings.tracing).get("enabled")),
        kms_key=str(_shape(settings.encryption).get("kmsKeyId") or ""),
    )


def _shape(setting: Shape | None) -> Shape:
    return {} if setting is None else setting
