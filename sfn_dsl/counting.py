"""Counts, lists and times in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta


def counted(number: int, noun: str) -> str:
    """A count with its noun: ``1 state``, ``2 states``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names in quotes, of many the first: ``'a', 'b', ...``."""
    known = tuple(names)
    more = ", ..." if len(known) > most else ""
    return ", ".join(f"'{name}'" for name in known[:most]) + more


def duration(seconds: float) -> str:
    """A time in words that are short: ``14 s``, ``1:02:03``, ``30 days, 0:00:00``."""
    if seconds < 60:
        return f"{seconds:g} s"
    return str(timedelta(seconds=round(seconds)))
