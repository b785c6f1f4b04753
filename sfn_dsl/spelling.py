"""Suggestions for misspelt names."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The closest match for a misspelt name, None if none is close."""
    # Loaded only to explain a mistake.
    from difflib import get_close_matches

    folded = {known.casefold(): known for known in names}
    near = get_close_matches(name.casefold(), folded, n=1)
    return folded[near[0]] if near else None


def several_near(name: str, names: Iterable[str]) -> list[str]:
    """The closest matches for a misspelt name, best first."""
    from difflib import get_close_matches

    return get_close_matches(name, names, n=3, cutoff=0.75)
