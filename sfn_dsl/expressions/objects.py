"""JSON objects as values that cannot be changed."""

from __future__ import annotations

from typing import Any, NoReturn

from sfn_dsl.errors import AuthoringTypeError, Mistake


class Object(dict[str, Any]):
    """A JSON object that cannot be changed, equal to a dict of the same members."""

    __slots__ = ()

    def _refuse(self, *arguments: object, **named: object) -> NoReturn:
        raise AuthoringTypeError(
            "a workflow cannot be changed; create a new one instead", code=Mistake.CHANGED_VALUE
        )

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # dict has none, being changeable
        return hash(frozenset(self.items()))

    def __repr__(self) -> str:
        return f"{{{', '.join(f'{name!r}: {as_written(self[name])}' for name in self)}}}"

    # By default a copy is filled member by member, which is refused.
    def __reduce__(self) -> tuple[type[Object], tuple[dict[str, Any]]]:
        return type(self), (dict(self),)


def as_written(value: Any) -> str:
    """A value of a workflow as an author writes it: what is kept as a tuple was a list."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(as_written, value))}]"
    return repr(value)
