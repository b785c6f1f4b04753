"""Exceptions of an author's code, looked at without trusting what they do meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

Made = TypeVar("Made")


def traceback_of(error: BaseException) -> TracebackType | None:
    """The traceback of an exception, whose class may have its own idea of it."""
    found: TracebackType | None = vars(BaseException)["__traceback__"].__get__(error)
    return found


def tried(make: Callable[[], Made], otherwise: Made) -> Made:
    """What a function makes of an author's object, or else where that raises anything."""
    try:
        return make()
    except KeyboardInterrupt:
        raise
    except BaseException:
        return otherwise


def name_of(error: BaseException) -> str:
    """The name of an exception's class."""
    # Past a metaclass, which may do anything when it is asked.
    name: str = vars(type)["__name__"].__get__(type(error))
    return str.__str__(name)
