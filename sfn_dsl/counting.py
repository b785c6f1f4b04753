"""Numbers of things, in words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A number of things by their noun: ``1 state``, ``2 states``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
