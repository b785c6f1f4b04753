"""What the expressions of a state can read besides the data of their field."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any, Final, Protocol

from sfn_dsl.simulation.limits import Limits

# The bits of a UUID that say its version and its variant, and how a random one sets them.
_UUID_MASK: Final = ~(0xF000 << 64 | 0xC000 << 48)
_UUID_4: Final = 0x4000 << 64 | 0x8000 << 48


class Roots(Protocol):
    """The context object, the variables, and the execution's own random numbers, time and limits.

    None of the values may be changed by whoever reads them: they are shared.
    """

    @property
    def context(self) -> dict[str, Any]:
        """The context object, ``$$`` and ``$states.context``; made when it is asked for."""

    @property
    def variables(self) -> Mapping[str, Any]:
        """The values of the variables at the entry of the state, those of outer scopes included."""

    @property
    def random(self) -> random.Random:
        """Where random numbers and UUIDs come from, seeded for the execution."""

    @property
    def limits(self) -> Limits:
        """What an expression may use up."""

    @property
    def now(self) -> float:
        """The virtual time, in seconds since 1970-01-01T00:00:00Z."""


def new_uuid(chance: random.Random) -> str:
    """A UUID of version 4, from the random numbers of an execution."""
    bits = chance.getrandbits(128) & _UUID_MASK | _UUID_4
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
