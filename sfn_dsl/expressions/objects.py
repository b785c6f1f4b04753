"""JSON objects as values, apart from what may stand in them: a target's parameters need no more."""

from __future__ import annotations

from typing import Any, NoReturn


class Object(dict[str, Any]):
    """A JSON object that nobody can change, equal to a dict of the same members."""

    __slots__ = ()

    def _refuse(self, *arguments: object, **named: object) -> NoReturn:
        raise TypeError("a workflow is a value; make a new one in place of changing this")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # dict has none, being changeable
        return hash(frozenset(self.items()))
