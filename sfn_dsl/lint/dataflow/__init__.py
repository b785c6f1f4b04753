"""What is known of data and variables at each state, on each route, before anything runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from sfn_dsl.lint.dataflow.analysis import Entered, analyse

if TYPE_CHECKING:
    from sfn_dsl.lint.engine import Subject

__all__ = ["Entered", "entered"]

_DONE: Final[WeakKeyDictionary[Subject, tuple[Entered, ...]]] = WeakKeyDictionary()


def entered(subject: Subject) -> tuple[Entered, ...]:
    """Every state that can be entered, with what is known there; worked out once."""
    found = _DONE.get(subject)
    if found is None:
        found = analyse(subject.definition.document, subject.scopes, subject.transitions)
        _DONE[subject] = found
    return found
