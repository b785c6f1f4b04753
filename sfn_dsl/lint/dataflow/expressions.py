"""The JSONata expressions of each state, and where in it they stand (ASL reference, 1.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from sfn_dsl.definition.pointers import parent
from sfn_dsl.lint.dataflow.jsonata_text import Expression, read_expression
from sfn_dsl.lint.places import Sort

if TYPE_CHECKING:
    from sfn_dsl.lint.engine import Subject


@attrs.frozen
class Stated:
    """An expression: its pointer, the state it belongs to, and the fields that lead to it there."""

    pointer: str
    text: str
    owner: str
    state: dict[str, Any]
    fields: tuple[str, ...]
    expression: Expression


def stated(subject: Subject) -> Iterator[Stated]:
    """Every JSONata expression that can be read."""
    states = {
        scope.state_pointer(name): state
        for scope in subject.scopes
        for name, state in scope.states.items()
    }
    for place in subject.places:
        if place.sort is not Sort.JSONATA:
            continue
        owner = parent(place.pointer)
        while owner and owner not in states:
            owner = parent(owner)
        expression = read_expression(place.text[2:-2].strip())
        if owner and expression is not None:
            fields = tuple(place.pointer[len(owner) + 1 :].split("/"))
            text = place.text[2:-2].strip()
            yield Stated(place.pointer, text, owner, states[owner], fields, expression)
