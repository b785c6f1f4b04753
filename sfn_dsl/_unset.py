"""The value of a field that the author omitted.

An omitted field, ``null`` and the default value are three different things in the States Language:
``"ResultPath": null`` drops the result, no ``ResultPath`` keeps it. Therefore ``None`` writes
``null``, and `UNSET` writes nothing.
"""

from __future__ import annotations

import enum
from typing import Final


class Unset(enum.Enum):
    """The type of `UNSET`; an enum of one member is what type checkers can narrow away.

    A keyword with this value is as if it was omitted, for code that decides whether to set a field.
    None is not the same: it writes ``null``.
    """

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET: Final = Unset.UNSET
"""The value of a keyword that is left out, for code that decides whether to set a field."""
