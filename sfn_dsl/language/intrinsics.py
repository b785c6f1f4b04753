"""The intrinsic functions: how many arguments each takes, and of what kinds.

ASL reference, section 4.2. Kinds name what a literal argument may be; a path or a nested call may
stand anywhere, since what it gives is known only when the execution runs. ``gives`` is the type of
a function's value, as the context object's members have it.
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
    COMPUTED = "an array or object, which only a path or another call can give"


class Function(NamedTuple):
    """One intrinsic function; ``rest`` is the kind of any further arguments, None when fixed."""

    name: str
    arguments: tuple[Argument, ...]
    gives: str
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
_COMPUTED = Argument.COMPUTED

FUNCTIONS: Final[Mapping[str, Function]] = {
    function.name: function
    for function in (
        Function("States.Format", (_STRING,), "string", rest=_ANY),
        Function("States.StringToJson", (_STRING,), "any"),
        Function("States.JsonToString", (_ANY,), "string"),
        Function("States.Array", (), "array", rest=_ANY),
        Function("States.ArrayPartition", (_COMPUTED, _NUMBER), "array"),
        Function("States.ArrayContains", (_COMPUTED, _ANY), "boolean"),
        Function("States.ArrayRange", (_NUMBER, _NUMBER, _NUMBER), "array"),
        Function("States.ArrayGetItem", (_COMPUTED, _NUMBER), "any"),
        Function("States.ArrayLength", (_COMPUTED,), "number"),
        Function("States.ArrayUnique", (_COMPUTED,), "array"),
        Function("States.Base64Encode", (_STRING,), "string"),
        Function("States.Base64Decode", (_STRING,), "string"),
        Function("States.Hash", (_ANY, _STRING), "string"),
        Function("States.JsonMerge", (_COMPUTED, _COMPUTED, _ANY), "object"),
        Function("States.MathRandom", (_NUMBER, _NUMBER, _NUMBER), "number", optional=1),
        Function("States.MathAdd", (_NUMBER, _NUMBER), "number"),
        Function("States.StringSplit", (_STRING, _STRING), "array"),
        Function("States.UUID", (), "string"),
    )
}

LONGEST_TEXT: Final = 10_000
"""The most characters that Base64Encode, Base64Decode and Hash take."""

LONGEST_RANGE: Final = 1000
"""The most numbers that ArrayRange gives."""

MOST_NESTED: Final = 10
"""How many calls may be nested, the outermost one counted."""

HASHES: Final = ("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512")
"""The algorithms of Hash, which are spelled in no other way."""
