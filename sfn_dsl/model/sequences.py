"""Lists that an author writes: one string is none, although Python goes through its letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, Final, NoReturn, Protocol, TypeVar

from sfn_dsl.errors import AuthoringTypeError, Mistake
from sfn_dsl.expressions.runtime_value import RuntimeValue

_T_co = TypeVar("_T_co", covariant=True)

_TEXT: Final = (str, bytes, bytearray, memoryview)
# Of these nobody means the elements, or they have no order, or are not there yet.
_NO_LISTS: Final = (*_TEXT, Mapping, Set, RuntimeValue)


class ListOf(Protocol[_T_co]):
    """A list or tuple. To type checkers, a string is a ``Sequence[str]``, but none of these."""

    # A string's own takes nothing but strings, which is what tells it apart.
    def __contains__(self, value: object, /) -> bool: ...
    def __iter__(self) -> Iterator[_T_co]: ...
    def __len__(self) -> int: ...


def elements(value: object, field: str, of: str, kind: type[Any] = str) -> tuple[Any, ...]:
    """The elements of a list that an author wrote in a field.

    ``of`` is one element as an author writes it. Raises AuthoringTypeError for a value that is not
    a list, and for an element of another type.
    """
    if isinstance(value, _NO_LISTS) or not isinstance(value, Iterable):
        refuse_list(value, field, of)
    found = tuple(value)
    for element in found:
        if not isinstance(element, kind):
            raise AuthoringTypeError(
                f"'{field}' has the element {element!r:.80}, which does not belong there; write "
                f"{field}=[{of}]"
            )
    return found


def instances(value: object, kind: type[Any], field: str) -> tuple[Any, ...]:
    """The values of one kind in a list that an author wrote, or the only one, without a list."""
    if isinstance(value, kind):
        return (value,)
    return elements(value, field, f"{kind.__name__}(...)", kind)


def refuse_list(value: object, field: str, of: str, write: str = "") -> NoReturn:
    """Raise AuthoringTypeError for what is no list, with the list to write in its place."""
    instead = write or f"{field}=[{_meant(value, of)}]"
    raise AuthoringTypeError(
        f"'{field}' is a list, and {value!r:.80} is not one; write {instead}",
        code=Mistake.NOT_A_LIST,
    )


def is_text(value: object) -> bool:
    """Return whether a value is a string or bytes, whose elements nobody means."""
    return isinstance(value, _TEXT)


def _meant(value: object, of: str) -> str:
    """The elements of the list that was meant: where strings belong, those in the string itself."""
    if not of.startswith(("'", '"')):
        return of
    if isinstance(value, (bytes, bytearray)):
        value = value.decode(errors="replace")
    if not isinstance(value, str) or not 0 < len(value) <= _SHOWN:
        return of
    text = str.__str__(value)
    separator = next((one for one in _SEPARATORS if one in text), None)
    parts = [part.strip() for part in text.split(separator)] if separator else [text]
    return ", ".join(repr(part) for part in parts if part) or of


# Of the lines of a table or a setting; the first that there is separates the elements.
_SEPARATORS: Final = (",", ";", "|", "\t", "\n")
_SHOWN: Final = 80
