"""What each integration asks of a machine's role, each fact once.

Keyed as the table of integrations is. Two more tables say what the AWS SDK's operations are called
in IAM where they are called otherwise there, and what executions need beside their tasks.
(Service integrations reference, "How Step Functions generates IAM policies".)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sfn_dsl.language.permissions import (
    applications,
    builds,
    compute,
    data,
    execution,
    learning,
    messages,
)
from sfn_dsl.language.permissions.rows import ALL, SYNC, Condition, Grant

__all__ = ["ALL", "GRANTS", "SYNC", "Condition", "Grant", "execution"]

GRANTS: Final[Mapping[str, tuple[Grant, ...]]] = {
    **applications.GRANTS,
    **builds.GRANTS,
    **compute.GRANTS,
    **data.GRANTS,
    **learning.GRANTS,
    **messages.GRANTS,
}
