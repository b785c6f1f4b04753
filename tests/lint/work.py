"""How much work something is, by a count that is the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any


def calls(run: Callable[[], Iterable[Any]]) -> int:
    """How many calls of Python functions it takes to run something and to go through the result."""
    count = 0

    def noted(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(noted)
    try:
        for _ in run():
            pass
    finally:
        sys.setprofile(before)
    return count
