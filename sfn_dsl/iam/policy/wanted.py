"""What is asked for, as the statements that grant it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from sfn_dsl.iam.evaluation.calls import Asked
from sfn_dsl.iam.policy.document import policy
from sfn_dsl.iam.requirements.model import Requirements


def statements(wanted: Iterable[Asked]) -> list[dict[str, Any]]:
    """The fewest statements that allow what is asked for, and nothing else."""
    narrow = (attrs.evolve(one.permission, resources=(one.call.resource,)) for one in wanted)
    found: list[dict[str, Any]] = policy(Requirements(tuple(narrow)))["Statement"]
    return found
