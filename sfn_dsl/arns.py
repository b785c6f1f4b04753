"""ARNs: their fields, and text in a definition that is an ARN or stands for one."""

from __future__ import annotations

from typing import Final

import attrs

from sfn_dsl.expressions.placeholders import PLACEHOLDER

PLACEHOLDER_ACCOUNT: Final = "YOUR_ACCOUNT"
"""Stands for the account id in a definition made for review; no deploy accepts it."""

_FIELDS: Final = 6
_MACHINE: Final = "stateMachine:"


@attrs.frozen
class Arn:
    """An ARN, ``arn:partition:service:region:account:resource``; missing fields are empty."""

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
    """The fields of an ARN, all of them empty if the text is not an ARN."""
    kind, *fields = text.split(":", _FIELDS - 1)
    return Arn(*fields) if kind == "arn" else Arn()


def role_name(role: str) -> str:
    """The name of a role by which IAM knows it, without the path that its ARN has."""
    return role.rpartition("/")[2]


def arn_fields(text: str, most: int = _FIELDS) -> list[str]:
    """The text between colons, at most six fields; a placeholder's own colons do not count.

    Unlike the ARNs of AWS, those of a definition may have placeholders such as
    ``${AWS::Partition}``.
    """
    masked = PLACEHOLDER.sub(lambda found: found[0].replace(":", "\0"), text)
    return [field.replace("\0", ":") for field in masked.split(":", most - 1)]


def is_arn(text: str) -> bool:
    """Return whether a text is an ARN, or a placeholder named like one."""
    if text.startswith("arn:"):
        return len(arn_fields(text)) == _FIELDS
    return is_arn_placeholder(text)


def is_arn_placeholder(text: str) -> bool:
    """Return whether a text begins with a placeholder whose name ends in ``Arn``."""
    found = PLACEHOLDER.match(text)
    return found is not None and found[0][2:-1].rstrip("_").casefold().endswith("arn")


def is_bare_placeholder(text: str) -> bool:
    """Return whether a text is one placeholder and nothing else."""
    return PLACEHOLDER.fullmatch(text) is not None


def resource_part(text: str) -> str:
    """The resource field of an ARN, or the text itself if it is a name."""
    fields = arn_fields(text) if text.startswith("arn:") else []
    return fields[-1] if len(fields) == _FIELDS else text
