"""Instants as text, and as seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

_PARTS: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?([Zz]|[+-]\d\d(?::?\d\d)?)", re.ASCII
)


def epoch_seconds(text: str) -> float:
    """An ISO 8601 instant with an offset in seconds since 1970; fractions are cut off.

    Raises ValueError for other text.
    """
    found = _PARTS.fullmatch(text)
    if found is None:
        raise ValueError(text)
    day, time, offset = found.groups()
    zone = "+00:00" if offset in "Zz" else offset
    return datetime.fromisoformat(f"{day}T{time.replace(':60', ':59')}{zone}").timestamp()


def instant_text(seconds: float) -> str:
    """An instant as the context object has it: ISO 8601 in UTC, with milliseconds."""
    text = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
