"""Where a finding is in its document, and what is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from sfn_dsl.definition.pointers import parent, tokens
from sfn_dsl.diagnostics import Diagnostic

Said = Iterator[tuple[str, str]]
"""Texts of AWS's, each with the pointer of the place that AWS names."""


@attrs.frozen
class Place:
    """A finding in its document: its pointer, the value there, and the object around that."""

    diagnostic: Diagnostic
    document: Any

    @property
    def pointer(self) -> str:
        """Where the finding is."""
        return self.diagnostic.pointer

    @property
    def value(self) -> Any:
        """What is there, None where nothing is."""
        return value_at(self.document, self.pointer)

    @property
    def around(self) -> Any:
        """What it is in."""
        return value_at(self.document, parent(self.pointer))

    @property
    def name(self) -> str:
        """The name of the member, ``""`` for the whole document."""
        return (tokens(self.pointer) or ("",))[-1]


def value_at(document: Any, pointer: str) -> Any:
    """What a pointer names, None where there is nothing."""
    value = document
    for token in tokens(pointer):
        if isinstance(value, dict) and token in value:
            value = value[token]
        elif isinstance(value, list) and token.isdigit() and int(token) < len(value):
            value = value[int(token)]
        else:
            return None
    return value


def is_state(pointer: str) -> bool:
    """Return whether a pointer names a state."""
    return tokens(pointer)[-2:-1] == ("States",)


def is_rule(pointer: str) -> bool:
    """Return whether a pointer names a Choice rule, or one inside another."""
    around = tokens(pointer)[-2:]
    return bool(around) and (around[0] in ("Choices", "And", "Or") or around[-1] == "Not")
