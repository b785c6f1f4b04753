"""What somebody most likely meant who wrote a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name nearest to a misspelt one, None when none is near."""
    # Loaded only to explain a mistake.
    from difflib import get_close_matches

    folded = {known.casefold(): known for known in names}
    near = get_close_matches(name.casefold(), folded, n=1)
    return folded[near[0]] if near else None
