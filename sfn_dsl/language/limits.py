"""The limits of the service (ASL reference, sections 1.2 and 10)."""

from __future__ import annotations

from typing import Final

DEFINITION_BYTES: Final = 1_048_576
"""The largest definition that CreateStateMachine takes, in bytes of UTF-8."""

DATA_BYTES: Final = 262_144
"""The largest input or result of a state or task, in bytes of JSON in UTF-8."""

STATE_NAME_CHARACTERS: Final = 80
MACHINE_NAME_CHARACTERS: Final = 80

# IAM's quotas of a policy's text without white space: a managed one, and all inline ones of a role.
MANAGED_POLICY_CHARACTERS: Final = 6_144
INLINE_POLICY_CHARACTERS: Final = 10_240
