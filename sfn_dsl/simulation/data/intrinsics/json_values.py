"""States.StringToJson, States.JsonToString and States.JsonMerge."""

from __future__ import annotations

from collections.abc import Sequence

from sfn_dsl.simulation.data.intrinsics.arguments import RejectedError, Value, several, text
from sfn_dsl.simulation.data.intrinsics.json_reading import UnreadableJsonError, read_json
from sfn_dsl.simulation.data.json_text import Json, compact
from sfn_dsl.simulation.roots import Roots


def string_to_json(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> Json:
    """The first JSON value in a text; null in a blank one."""
    (written,) = several(arguments, 1)
    try:
        return read_json(text(written))
    except UnreadableJsonError as unreadable:
        raise RejectedError(
            f"Cannot convert String to Json in States.StringToJson, caused by: {unreadable.reason}"
        ) from None


def json_to_string(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> str:
    """A value as compact JSON text."""
    (value,) = several(arguments, 1)
    return compact(value)


def json_merge(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> dict[str, Json]:
    """The members of two objects, those of the second before those of the first.

    There is no deep merge; anything but true is taken as false, nothing at all too.
    """
    first, second, *rest = several(arguments, 2, len(arguments))
    if not (isinstance(first, dict) and isinstance(second, dict)) or rest[:1] == [True]:
        raise RejectedError
    return {**first, **second}
