"""ARNs in their parts: those of AWS's resources, and those that a task calls.

An ARN in a definition may hold placeholders, whose own colons (``${AWS::Partition}``) do not part
it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from sfn_dsl.expressions.placeholders import PLACEHOLDER

OWN_KINDS: Final = ("activity:", "stateMachine:", "execution:", "express:")
"""How the resources begin that Step Functions has itself, and that are not integrations."""

AWS_SDK: Final = "aws-sdk:"
"""How the action of an AWS SDK integration begins: ``aws-sdk:s3:getObject``."""

_SEGMENTS: Final = 6
_MACHINE: Final = "stateMachine:"
_PARTITION: Final = r"aws(-[a-z]+)*"
_ROLE: Final = r"arn:[a-z0-9-]+:iam::\d{12}:role/\S+"
_INTEGRATION: Final = (
    r"arn:([^:]*):states:[^:]*:[^:]*:((?:aws-sdk:)?(?!aws-sdk:)[^:.]+:[^:.]+)(\..*)?"
)


class Arn(NamedTuple):
    """An ARN, ``arn:partition:service:region:account:resource``; missing parts are empty."""

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

    @property
    def is_function(self) -> bool:
        """Return whether this is a Lambda function, or a version or an alias of one."""
        return self.service == "lambda" and self.resource.startswith("function:")

    @property
    def is_activity(self) -> bool:
        """Return whether this is an activity of Step Functions."""
        return self.service == "states" and self.resource.startswith("activity:")

    @property
    def is_complete_worker(self) -> bool:
        """Return whether this is a function or an activity with every part that its ARN has."""
        _, *names = self.resource.split(":")
        most = 2 if self.is_function else 1
        place = (self.partition, self.region, self.account)
        is_worker = self.is_function or self.is_activity
        return is_worker and all((*place, *names)) and 1 <= len(names) <= most


class Integration(NamedTuple):
    """A service integration: ``arn:aws:states:::sns:publish.waitForTaskToken`` in its parts.

    ASL reference, sections 8.1 and 8.2.
    """

    partition: str
    action: str
    suffix: str = ""


def arn_fields(text: str, most: int = _SEGMENTS) -> list[str]:
    """The parts between colons, of an ARN six."""
    if "${" not in text:
        return text.split(":", most - 1)
    masked = PLACEHOLDER.sub(lambda found: found[0].replace(":", "\0"), text)
    return [part.replace("\0", ":") for part in masked.split(":", most - 1)]


def read_arn(text: str) -> Arn:
    """The parts of an ARN, all of them empty for a text that is not one."""
    kind, *parts = arn_fields(text)
    return Arn(*parts) if kind == "arn" else Arn()


@lru_cache(maxsize=256)
def read_integration(text: str) -> Integration | None:
    """The parts of a service integration's ARN; None where it is not one, or not known in full."""
    found = re.fullmatch(_INTEGRATION, PLACEHOLDER.sub("${}", text))
    if found is None or found[2].startswith(OWN_KINDS) or "{%" in text:
        return None
    if "${}" in found[2] + (found[3] or ""):
        return None
    return Integration(found[1], found[2], found[3] or "")


def is_arn(text: str) -> bool:
    """Return whether a text is an ARN, or a placeholder that says it stands for one."""
    if text.startswith("arn:"):
        return len(arn_fields(text)) == _SEGMENTS
    return is_arn_placeholder(text)


def is_arn_placeholder(text: str) -> bool:
    """Return whether a text begins with a placeholder whose name says that it stands for an ARN."""
    found = PLACEHOLDER.match(text)
    return found is not None and found[0][2:-1].rstrip("_").casefold().endswith("arn")


def is_bare_placeholder(text: str) -> bool:
    """Return whether a text is a placeholder and nothing else."""
    return PLACEHOLDER.fullmatch(text) is not None


def is_partition(text: str) -> bool:
    """Return whether a text has the form of a partition's name, such as ``aws-cn``."""
    return re.fullmatch(_PARTITION, text) is not None


def is_role_arn(text: str) -> bool:
    """Return whether a text is the ARN of an IAM role, with an account of 12 digits."""
    return re.fullmatch(_ROLE, text, re.ASCII) is not None


def resource_part(text: str) -> str:
    """What an ARN says after the account, or the text itself where it is a name."""
    parts = arn_fields(text) if text.startswith("arn:") else []
    return parts[-1] if len(parts) == _SEGMENTS else text


def role_name(role: str) -> str:
    """The name of a role by which IAM knows it, without the path that its ARN has."""
    return role.rpartition("/")[2]
