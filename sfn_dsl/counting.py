"""Counts and lists in words."""

from __future__ import annotations

from collections.abc import Iterable


def counted(number: int, noun: str) -> str:
    """A count with its noun: ``1 state``, ``2 states``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names in quotes, of many the first: ``'a', 'b', ...``."""
    known = tuple(names)
    more = ", ..." if len(known) > most else ""
    return ", ".join(f"'{name}'" for name in known[:most]) + more
