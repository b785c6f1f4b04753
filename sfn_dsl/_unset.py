"""The mark of a field that the author left out.

Left out, ``null`` and the default value are three different things in the States Language:
``"ResultPath": null`` drops the result, while no ``ResultPath`` keeps it. ``None`` therefore
writes ``null``, and `UNSET` writes nothing.
"""

from __future__ import annotations

import enum
from typing import Final


class Unset(enum.Enum):
    """The type of `UNSET`; an enum of one member is what type checkers can narrow away."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET: Final = Unset.UNSET
