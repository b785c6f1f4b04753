"""The policy document of what a role must allow.

The same permissions give the same document, in whatever order the states that need them stand:
actions on the same resources share a statement, and what another resource covers is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from sfn_dsl.iam.requirements.model import Conditions, Permission, Requirements
from sfn_dsl.language.limits import INLINE_POLICY_CHARACTERS, MANAGED_POLICY_CHARACTERS

VERSION: Final = "2012-10-17"

# Beyond so many wildcards within names, comparing each with each costs more than it can save.
_MOST_COMPARED: Final = 200

_Condition = str
"""A condition as JSON text, which can be a key."""

Document = dict[str, Any]


def policy(requirements: Requirements) -> Document:
    """The least policy that allows what is required, as IAM takes it."""
    statements = [_statement(*each) for each in _grouped(requirements.permissions)]
    return {"Version": VERSION, "Statement": statements}


def size(document: Document) -> int:
    """The characters of a policy as IAM counts them: white space is none."""
    return len(json.dumps(document, ensure_ascii=False, separators=(",", ":")))


def size_warning(document: Document) -> str:
    """What IAM will say of a policy's size; empty where it takes it."""
    characters = size(document)
    if characters > INLINE_POLICY_CHARACTERS:
        return (
            f"the policy has {characters:,} characters, and a role takes "
            f"{INLINE_POLICY_CHARACTERS:,} of inline policies; split it over managed policies of "
            f"{MANAGED_POLICY_CHARACTERS:,} each, or name resources so that one wildcard covers "
            "several"
        )
    if characters > MANAGED_POLICY_CHARACTERS:
        return (
            f"the policy has {characters:,} characters, and a managed policy takes "
            f"{MANAGED_POLICY_CHARACTERS:,}; make it an inline policy of the role"
        )
    return ""


def _grouped(
    permissions: Iterable[Permission],
) -> list[tuple[tuple[str, ...], tuple[str, ...], _Condition]]:
    """Actions, resources and condition of each statement, in the order in which they stand."""
    actions: dict[tuple[tuple[str, ...], _Condition], list[str]] = {}
    for (action, condition), resources in _by_action(permissions).items():
        actions.setdefault((resources, condition), []).append(action)
    return sorted(
        (tuple(sorted(names)), resources, condition)
        for (resources, condition), names in actions.items()
    )


def _by_action(
    permissions: Iterable[Permission],
) -> dict[tuple[str, _Condition], tuple[str, ...]]:
    """The resources of each action under each condition, without those that others cover."""
    found: dict[tuple[str, _Condition], set[str]] = {}
    for one in permissions:
        found.setdefault((one.action, _key(one.conditions)), set()).update(one.resources)
    free = _key({})
    return {
        (action, condition): kept
        for (action, condition), resources in found.items()
        if (kept := _kept(resources, found.get((action, free), set()) if condition != free else ()))
    }


def _kept(resources: set[str], allowed_anyway: Iterable[str]) -> tuple[str, ...]:
    """The resources that no other one covers, and that are not allowed without condition."""
    anyway = set(map(_plain, allowed_anyway))
    found = set(map(_plain, resources))
    wide = {one for one in found | anyway if "*" in one}
    # Nearly all wildcards are at the end, and those that cover are found without trying each.
    starts = {one[:-1] for one in wide if one.index("*") == len(one) - 1}
    left = [one for one in sorted(found - anyway) if not _is_started(one, starts)]
    others = [
        one for one in sorted(wide) if not _is_started(one, starts) and one[:-1] not in starts
    ]
    if len(others) > _MOST_COMPARED:
        return tuple(left)
    return tuple(
        one for one in left if not any(covers(other, one) for other in others if other != one)
    )


def _plain(resource: str) -> str:
    """A resource without a wildcard that directly follows another, and stands for no more."""
    return re.sub(r"\*\*+", "*", resource)


def _is_started(resource: str, starts: set[str]) -> bool:
    """Tell whether a resource begins as another that ends in a wildcard."""
    is_one = resource.endswith("*") and resource[:-1] in starts
    ends = range(len(resource) - 1 if is_one else len(resource) + 1)
    return any(resource[:end] in starts for end in ends)


def covers(wide: str, narrow: str) -> bool:
    """Tell whether every resource that one pattern stands for is one of another's."""
    return wide == narrow or ("*" in wide and _pattern(wide).fullmatch(narrow) is not None)


@lru_cache(maxsize=1024)
def _pattern(resource: str) -> re.Pattern[str]:
    # A wildcard of the narrower pattern is a letter like any other: the wider one's covers it.
    return re.compile(".*".join(map(re.escape, resource.split("*"))), re.DOTALL)


def _key(conditions: Conditions) -> _Condition:
    return json.dumps(conditions, sort_keys=True)


def _statement(
    actions: tuple[str, ...], resources: tuple[str, ...], condition: _Condition
) -> dict[str, Any]:
    statement: dict[str, Any] = {
        "Effect": "Allow",
        "Action": list(actions),
        "Resource": list(resources),
    }
    if condition != _key({}):
        statement["Condition"] = json.loads(condition)
    return statement
