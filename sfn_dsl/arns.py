"""ARNs as AWS writes them, in their parts."""

from __future__ import annotations

from typing import Final

import attrs

PLACEHOLDER_ACCOUNT: Final = "YOUR_ACCOUNT"
"""Stands for the account id in a definition made for review; no deploy accepts it."""

_PARTS = 5
_MACHINE = "stateMachine:"


@attrs.frozen
class Arn:
    """An ARN, ``arn:partition:service:region:account:resource``; what a text lacks is empty."""

    partition: str = ""
    service: str = ""
    region: str = ""
    account: str = ""
    resource: str = ""

    @property
    def machine_name(self) -> str | None:
        """The name of the state machine itself; None for anything else, a version or an alias."""
        name = self.resource.removeprefix(_MACHINE)
        is_machine = self.service == "states" and self.resource.startswith(_MACHINE)
        return name if is_machine and ":" not in name else None


def read_arn(text: str) -> Arn:
    """The parts of an ARN, all of them empty for a text that is none."""
    kind, *parts = text.split(":", _PARTS)
    return Arn(*parts) if kind == "arn" else Arn()


def role_name(role: str) -> str:
    """The name of a role by which IAM knows it, without the path that its ARN has."""
    return role.rpartition("/")[2]
