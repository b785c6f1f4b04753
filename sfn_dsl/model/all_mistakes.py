"""All mistakes in the arguments of one state, where attrs stops at the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any

import attrs

from sfn_dsl.errors import AuthoringError, refuse_all

Init = Callable[..., None]


def reporting_all(init: Init) -> Init:
    """An ``__init__`` that attrs wrote, whose error has what else is wrong in its ``others``."""

    @wraps(init)
    def reporting(self: Any, *positional: Any, **named: Any) -> None:
        try:
            init(self, *positional, **named)
        except AuthoringError as error:
            found = {str(each): each for each in (error, *error.others)}
            for other in _mistakes(init, type(self), positional, named):
                found.setdefault(str(other), other)
            refuse_all(found.values())

    return reporting


def _mistakes(
    init: Init, of: type, positional: tuple[Any, ...], named: Mapping[str, Any]
) -> Iterator[AuthoringError]:
    """What is wrong with each argument by itself: those that are right, and one that is not."""
    fields = [field for field in attrs.fields(of) if field.init]
    names = [field.alias for field in fields if not field.kw_only]
    given = {**dict(zip(names, positional, strict=False)), **named}
    wrong = {
        field.alias: mistake
        for field in fields
        if field.alias in given and (mistake := _mistake(field, given[field.alias]))
    }
    right = {name: value for name, value in given.items() if name not in wrong}
    for name, mistake in wrong.items():
        yield _in_full(init, of, {**right, name: given[name]}) or mistake


def _in_full(init: Init, of: type, given: Mapping[str, Any]) -> AuthoringError | None:
    """The mistake as it is reported by itself, with its argument's name, if that can be done."""
    try:
        init(object.__new__(of), **given)
    except AuthoringError as error:
        return error
    except TypeError:  # another argument that is wrong may not be left out
        return None
    return None


def _mistake(field: attrs.Attribute[Any], value: Any) -> AuthoringError | None:
    converter: Any = field.converter
    try:
        if converter is not None:
            converter(value)
    except AuthoringError as error:
        return error
    return None
