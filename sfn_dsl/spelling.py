"""Suggestions for misspelt names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_SHORTEST_START: Final = 3  # fewer letters begin too much


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The closest match for a misspelt or cut name, None if none is close."""
    # Loaded only to explain a mistake.
    from difflib import get_close_matches

    folded = {known.casefold(): known for known in names}
    written = name.casefold()
    near = get_close_matches(written, folded, n=1) or _longer(written, folded)
    return folded[near[0]] if near else None


def _longer(start: str, names: Iterable[str]) -> list[str]:
    """The one name of those that begin so, such as ``jitter_strategy`` for ``jitter``."""
    found = [name for name in names if name.startswith(start)]
    return found if len(found) == 1 and len(start) >= _SHORTEST_START else []


def several_near(name: str, names: Iterable[str]) -> list[str]:
    """The closest matches for a misspelt name, best first."""
    from difflib import get_close_matches

    return get_close_matches(name, names, n=3, cutoff=0.75)
