"""What an execution is started of: a state machine as it is at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol

import attrs

from sfn_dsl.local.stepfunctions.calling import Caller


@attrs.frozen(kw_only=True)
class MachineAtStart:
    """A state machine as an execution keeps it, whatever is changed later.

    ``machine`` is the ARN without a version, ``version`` and ``alias`` are ARNs where the execution
    was started by one; ``updated`` is when it became what it is. ``configuration``
    holds logging, tracing and encryption as AWS returns them.
    """

    machine: str
    name: str
    type: Literal["STANDARD", "EXPRESS"]
    definition: str
    role: str
    version: str | None = None
    alias: str | None = None
    revision: str | None = None
    updated: float | None = None
    configuration: Mapping[str, Any] = attrs.Factory(dict)


class FindsMachines(Protocol):
    """Finds what an ARN names."""

    def at_start(self, caller: Caller, arn: str) -> MachineAtStart:
        """The machine that a StartExecution with this ARN starts, an alias's by its weights.

        Raises ApiError: InvalidArn, StateMachineDoesNotExist, StateMachineDeleting.
        """
