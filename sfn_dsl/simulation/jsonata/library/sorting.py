"""Sorting by a comparison that may be any function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.simulation.jsonata.evaluation import Evaluation


def merge_sorted(ev: Evaluation, items: list[Any], swaps: Callable[[Any, Any], bool]) -> list[Any]:
    """The items in order, equal ones as they were; ``swaps`` says that the second goes first."""
    runs = [[item] for item in items]
    while len(runs) > 1:
        runs = [
            _merged(ev, runs[index], runs[index + 1], swaps)
            if index + 1 < len(runs)
            else runs[index]
            for index in range(0, len(runs), 2)
        ]
    return runs[0] if runs else []


def _merged(
    ev: Evaluation, left: list[Any], right: list[Any], swaps: Callable[[Any, Any], bool]
) -> list[Any]:
    made = []
    first = second = 0
    while first < len(left) and second < len(right):
        ev.spend(1)
        if swaps(left[first], right[second]):
            made.append(right[second])
            second += 1
        else:
            made.append(left[first])
            first += 1
    return made + left[first:] + right[second:]
