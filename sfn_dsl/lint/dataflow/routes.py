"""Routes in words, for messages."""

from __future__ import annotations

from sfn_dsl.definition.pointers import tokens


def way_of(pointer: str) -> str:
    """A transition by the state it leaves and the field it stands in: "'A', by its Default"."""
    parts = tokens(pointer)
    if parts[-1:] == ("StartAt",):
        return "the start"
    # The last States on the way down holds the state that the transition leaves.
    for at in range(len(parts) - 3, -1, -1):
        if parts[at] == "States":
            field = parts[at + 2]
            index = f"[{parts[at + 3]}]" if len(parts) > at + 4 else ""
            return f"'{parts[at + 1]}', by its {field}{index}"
    return pointer
