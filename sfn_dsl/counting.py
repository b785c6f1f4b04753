"""Counts in words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A count with its noun: ``1 state``, ``2 states``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
