"""How rows of the tables name calls."""

from __future__ import annotations

from fnmatch import fnmatchcase


def is_among(call: str, calls: str) -> bool:
    """Return whether a call is one of several, separated by spaces, which may hold wildcards."""
    return any(fnmatchcase(call, one) for one in calls.split())
