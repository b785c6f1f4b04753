"""Permissions as the statements that grant them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sfn_dsl.iam.calls import Asked


def statements(wanted: Iterable[Asked]) -> list[dict[str, Any]]:
    """The fewest plain statements that allow what is asked for, and nothing else."""
    resources: dict[tuple[str, str], tuple[Mapping[str, Any], list[str]]] = {}
    for one in wanted:
        conditions = one.permission.conditions
        _, listed = resources.setdefault((one.call.action, repr(conditions)), (conditions, []))
        listed.append(one.call.resource)
    actions: dict[tuple[tuple[str, ...], str], tuple[Mapping[str, Any], list[str]]] = {}
    for (action, key), (conditions, listed) in resources.items():
        held = (tuple(dict.fromkeys(listed)), key)
        actions.setdefault(held, (conditions, []))[1].append(action)
    return [
        _statement(named, held, conditions) for (held, _), (conditions, named) in actions.items()
    ]


def _statement(
    actions: list[str], resources: tuple[str, ...], conditions: Mapping[str, Any]
) -> dict[str, Any]:
    condition = {operator: dict(keys) for operator, keys in conditions.items()}
    return {
        "Effect": "Allow",
        "Action": _one_or_all(actions),
        "Resource": _one_or_all(list(resources)),
        **({"Condition": condition} if condition else {}),
    }


def _one_or_all(texts: list[str]) -> str | list[str]:
    return texts[0] if len(texts) == 1 else texts
