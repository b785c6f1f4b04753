"""The fields that exclude each other, by type of state (ASL reference, section 11.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from sfn_dsl.language.fields import STATES


class Exclusive(NamedTuple):
    """Fields of one object of which at most one stands, or exactly one where one is ``needed``."""

    fields: tuple[str, ...]
    needed: bool


_ONE_WAY_ON: Final = Exclusive(("Next", "End"), needed=True)
_TWINS: Final = {
    kind: tuple(
        Exclusive((field.name, field.path_twin), needed=False)
        for field in rows
        if field.path_twin and kind != "Wait"
    )
    for kind, rows in STATES.items()
}

EXCLUSIVE: Final[Mapping[str, tuple[Exclusive, ...]]] = {
    "Task": (*_TWINS["Task"], _ONE_WAY_ON),
    "Parallel": (_ONE_WAY_ON,),
    "Map": (
        *_TWINS["Map"],
        Exclusive(("ItemProcessor", "Iterator"), needed=True),
        Exclusive(("ItemSelector", "Parameters"), needed=False),
        _ONE_WAY_ON,
    ),
    "Pass": (_ONE_WAY_ON,),
    "Wait": (
        Exclusive(("Seconds", "SecondsPath", "Timestamp", "TimestampPath"), needed=True),
        _ONE_WAY_ON,
    ),
    "Choice": (),
    "Succeed": (),
    "Fail": _TWINS["Fail"],
}
