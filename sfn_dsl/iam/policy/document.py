"""The policy document with the permissions that a role must have.

Equal permissions give an equal document, whatever the order of the states that need them: actions
on the same resources share a statement, and resources that another one covers are omitted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from sfn_dsl.iam.requirements.model import Conditions, Permission, Requirements
from sfn_dsl.language.limits import INLINE_POLICY_CHARACTERS, MANAGED_POLICY_CHARACTERS

VERSION: Final = "2012-10-17"

# With more wildcards inside names than this, comparing all pairs costs more than it can save.
_MOST_COMPARED: Final = 200

_ConditionText = str
"""A condition as JSON text, which can be a dictionary key."""

PolicyJson = dict[str, Any]
"""A policy document as plain JSON values."""


def policy(requirements: Requirements) -> PolicyJson:
    """The least-privilege policy for what is required, as IAM accepts it."""
    return {"Version": VERSION, "Statement": statements(requirements.permissions)}


def size(document: PolicyJson) -> int:
    """The characters of a policy as IAM counts them, without white space."""
    return len(json.dumps(document, ensure_ascii=False, separators=(",", ":")))


def size_warning(document: PolicyJson) -> str:
    """Why a policy is too large for IAM, and what to do; "" if it is not."""
    characters = size(document)
    if characters > INLINE_POLICY_CHARACTERS:
        return (
            f"the policy has {characters:,} characters, and the inline policies of a role at most "
            f"{INLINE_POLICY_CHARACTERS:,}; split it into managed policies of at most "
            f"{MANAGED_POLICY_CHARACTERS:,} each, or name resources so that one wildcard covers "
            "several"
        )
    if characters > MANAGED_POLICY_CHARACTERS:
        return (
            f"the policy has {characters:,} characters, and a managed policy at most "
            f"{MANAGED_POLICY_CHARACTERS:,}; make it an inline policy of the role"
        )
    return ""


def _grouped(
    permissions: Iterable[Permission],
) -> list[tuple[tuple[str, ...], tuple[str, ...], _ConditionText]]:
    """The actions, resources and condition of each statement, in the order of the document."""
    actions: dict[tuple[tuple[str, ...], _ConditionText], list[str]] = {}
    for (action, condition), resources in _by_action(permissions).items():
        actions.setdefault((resources, condition), []).append(action)
    return sorted(
        (tuple(sorted(names)), resources, condition)
        for (resources, condition), names in actions.items()
    )


def _by_action(
    permissions: Iterable[Permission],
) -> dict[tuple[str, _ConditionText], tuple[str, ...]]:
    """The resources of each action under each condition, without those that others cover."""
    found: dict[tuple[str, _ConditionText], set[str]] = {}
    for one in permissions:
        found.setdefault((one.action, _key(one.conditions)), set()).update(one.resources)
    free = _key({})
    return {
        (action, condition): kept
        for (action, condition), resources in found.items()
        if (kept := _kept(resources, found.get((action, free), set()) if condition != free else ()))
    }


def _kept(resources: set[str], allowed_anyway: Iterable[str]) -> tuple[str, ...]:
    """The resources that no other one covers and that are not allowed unconditionally."""
    anyway = set(map(_plain, allowed_anyway))
    found = set(map(_plain, resources))
    wide = {one for one in found | anyway if "*" in one}
    # Nearly all wildcards are at the end, where a set lookup finds what covers a resource.
    starts = _Starts({one[:-1] for one in wide if one.index("*") == len(one) - 1})
    left = [one for one in sorted(found - anyway) if not starts.cover(one)]
    others = [one for one in sorted(wide) if not starts.cover(one) and one[:-1] not in starts.texts]
    if len(others) > _MOST_COMPARED:
        return tuple(left)
    return tuple(
        one for one in left if not any(covers(other, one) for other in others if other != one)
    )


def _plain(resource: str) -> str:
    """A resource with consecutive wildcards made one, which matches the same."""
    return re.sub(r"\*\*+", "*", resource)


class _Starts:
    """The beginnings that resources with a wildcard at their end have."""

    def __init__(self, texts: set[str]) -> None:
        self.texts = texts
        self._lengths = sorted({len(text) for text in texts})

    def cover(self, resource: str) -> bool:
        """Return whether a resource has the beginning of another one that ends in a wildcard."""
        own = resource[:-1] if resource.endswith("*") else None
        return any(
            resource[:length] in self.texts
            for length in self._lengths
            if length <= len(resource) and resource[:length] != own
        )


def covers(wide: str, narrow: str) -> bool:
    """Return whether the first pattern matches every resource that the second one matches.

    A wildcard of the narrower pattern is a plain character that the wider one must match. What
    stands between wildcards is looked for from left to right, each part once.
    """
    first, *parts = wide.split("*")
    if not parts:
        return wide == narrow
    *middle, last = parts
    at, end = len(first), len(narrow) - len(last)
    if at > end or not narrow.startswith(first) or not narrow.endswith(last):
        return False
    for part in middle:
        found = narrow.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _key(conditions: Conditions) -> _ConditionText:
    return json.dumps(conditions, sort_keys=True)


def _statement(
    actions: tuple[str, ...], resources: tuple[str, ...], condition: _ConditionText
) -> dict[str, Any]:
    statement: dict[str, Any] = {
        "Effect": "Allow",
        "Action": list(actions),
        "Resource": list(resources),
    }
    if condition != _key({}):
        statement["Condition"] = json.loads(condition)
    return statement


def statements(permissions: Iterable[Permission]) -> list[dict[str, Any]]:
    """The fewest statements that allow these permissions and nothing else."""
    return [_statement(*each) for each in _grouped(permissions)]
