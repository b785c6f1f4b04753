"""The states that changes are in."""

from __future__ import annotations

from collections.abc import Iterable

from sfn_dsl.definition.pointers import pointer_of, tokens
from sfn_dsl.definition.scopes import place
from sfn_dsl.diff.change import Change, Removed


def state_of(change: Change) -> str:
    """The pointer, in the new document, of the innermost state that a change is in; "" for none."""
    pointer = change.within if isinstance(change, Removed) else change.new_pointer
    where = place(pointer)
    if not where.route:
        return ""
    return pointer_of(tokens(pointer)[: len(tokens(pointer)) - len(where.inside)])


def changed_states(changes: Iterable[Change]) -> list[str]:
    """The pointers, in the new document, of the states that changes are in, each once."""
    return list(dict.fromkeys(filter(None, map(state_of, changes))))
