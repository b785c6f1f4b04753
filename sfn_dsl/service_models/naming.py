"""How Step Functions spells the names of services, actions and parameters.

It spells them as the AWS SDK for Java 2 does, with a capital for parameters. (Integrations
reference, section "AWS SDK"; the rules were held against all services that it lists.)
"""

from __future__ import annotations

import re
from typing import Final

# Where one word of a service's id ends and the next begins, in the order they are looked for.
_BREAKS: Final = (
    (re.compile(r"[^A-Za-z0-9]+"), " "),
    (re.compile(r"([^a-z]{2,})v([0-9]+)"), r"\1 v\2 "),
    (re.compile(r"([^A-Z]{2,})V([0-9]+)"), r"\1 V\2 "),
    (re.compile(r"(?<=[a-z])(?=[A-Z][a-zA-Z0-9])"), " "),
    (re.compile(r"([A-Z]+)([A-Z][a-z])"), r"\1 \2"),
    (re.compile(r"([0-9])([a-zA-Z])"), r"\1 \2"),
)

_KEPT_BY_JAVA: Final = frozenset(
    ("class", "default", "equals", "hashCode", "notify", "return", "wait")
)


def service_name(service_id: str) -> str:
    """A service's name as error names begin with it: ``SecretsManager`` of ``Secrets Manager``.

    In lower case it is the service's name in a resource.
    """
    for pattern, replacement in _BREAKS:
        service_id = pattern.sub(replacement, service_id)
    name = "".join(word.capitalize() for word in service_id.split())
    return name.removeprefix("Amazon").removeprefix("Aws").removesuffix("Service")


def action_name(operation: str) -> str:
    """An operation's name in a resource: ``describeDBInstances`` of ``DescribeDBInstances``."""
    return operation[:1].lower() + operation[1:]


def parameter_name(member: str) -> str:
    """A member's name in a payload: ``DbInstanceIdentifier`` of ``DBInstanceIdentifier``."""
    end = 1
    while member[end : end + 1].isupper() and not member[end + 1 : end + 2].islower():
        end += 1
    return member[0].upper() + member[1:end].lower() + member[end:]


def spellings(member: str) -> tuple[str, ...]:
    """All names in a payload that may stand for a member.

    Java keeps some words to itself, and how it names such members is not told for each.
    """
    name = parameter_name(member)
    if member == "NULL":
        return name, "NULL", "Nul"
    return (name, f"{name}Value") if member in _KEPT_BY_JAVA else (name,)
