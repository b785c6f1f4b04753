"""The intrinsic functions: how many arguments each takes, and of what kinds.

ASL reference, section 4.2. Kinds name what a literal argument may be; a path or a nested call may
stand anywhere, since what it gives is known only when the execution runs.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final, NamedTuple


class Argument(enum.Enum):
    """What a literal argument of an intrinsic function may be."""

    ANY = "any JSON value"
    STRING = "a string"
    NUMBER = "a number"
    BOOLEAN = "a boolean"
    COMPUTED = "an array or object, which only a path or another call can give"


class Function(NamedTuple):
    """One intrinsic function; ``rest`` is the kind of any further arguments, None when fixed."""

    name: str
    arguments: tuple[Argument, ...]
    optional: int = 0
    rest: Argument | None = None

    @property
    def fewest(self) -> int:
        """How many arguments a call must have."""
        return len(self.arguments) - self.optional

    @property
    def most(self) -> int | None:
        """How many arguments a call may have; None means any number."""
        return None if self.rest else len(self.arguments)


_ANY, _STRING, _NUMBER = Argument.ANY, Argument.STRING, Argument.NUMBER
_BOOLEAN, _COMPUTED = Argument.BOOLEAN, Argument.COMPUTED

FUNCTIONS: Final[Mapping[str, Function]] = {
    function.name: function
    for function in (
        Function("States.Format", (_STRING,), rest=_ANY),
        Function("States.StringToJson", (_STRING,)),
        Function("States.JsonToString", (_ANY,)),
        Function("States.Array", (), rest=_ANY),
        Function("States.ArrayPartition", (_COMPUTED, _NUMBER)),
        Function("States.ArrayContains", (_COMPUTED, _ANY)),
        Function("States.ArrayRange", (_NUMBER, _NUMBER, _NUMBER)),
        Function("States.ArrayGetItem", (_COMPUTED, _NUMBER)),
        Function("States.ArrayLength", (_COMPUTED,)),
        Function("States.ArrayUnique", (_COMPUTED,)),
        Function("States.Base64Encode", (_STRING,)),
        Function("States.Base64Decode", (_STRING,)),
        Function("States.Hash", (_ANY, _STRING)),
        Function("States.JsonMerge", (_COMPUTED, _COMPUTED, _BOOLEAN)),
        Function("States.MathRandom", (_NUMBER, _NUMBER, _NUMBER), optional=1),
        Function("States.MathAdd", (_NUMBER, _NUMBER)),
        Function("States.StringSplit", (_STRING, _STRING)),
        Function("States.UUID", ()),
    )
}
