"""What Step Functions takes: the document, its scopes and places, its canonical text."""

from sfn_dsl.definition.definition import (
    Definition,
    MachineType,
    Source,
    Unlocated,
    require_definition,
)
from sfn_dsl.definition.text import canonical_text

__all__ = [
    "Definition",
    "MachineType",
    "Source",
    "Unlocated",
    "canonical_text",
    "require_definition",
]
