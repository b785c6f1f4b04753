"""The payload of a task: what each parameter shows before an execution runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.expressions.jsonata import is_jsonata
from sfn_dsl.iam.requirements.static_values import DYNAMIC, Texts, Variables, texts_of
from sfn_dsl.language.fields import QueryLanguage

NAMES: Final = "~"
"""A step of a path that stands for the names of an object's members."""

_MARK: Final = ".$"


@attrs.frozen
class Shown:
    """What one parameter shows; ``name`` is how it stands in the definition.

    ``texts`` are empty where the parameter is left out.
    """

    name: str
    texts: Texts = ()

    @property
    def is_dynamic(self) -> bool:
        """Tell whether an execution decides some of it."""
        return any(DYNAMIC in text for text in self.texts)


@attrs.frozen
class Payload:
    """What a task hands over; ``state`` is its state's name, for those who read of it."""

    content: Any
    state: str
    language: QueryLanguage = QueryLanguage.JSONPATH
    variables: Variables = attrs.field(factory=Variables, eq=False, repr=False)
    field: str = "Parameters"

    def has(self, parameter: str) -> bool:
        """Tell whether a parameter is there, or may be."""
        return any(shown.texts for shown in self.find(parameter))

    def find(self, path: str) -> tuple[Shown, ...]:
        """What a parameter shows, or a member of it: once for each object in a list."""
        return tuple(self._within(self.content, self.field, path.split(".")))

    def names(self) -> Iterator[str]:
        """The names of the parameters, without what marks an expression."""
        if isinstance(self.content, Mapping):
            yield from map(self.plain, self.content)

    def plain(self, name: str) -> str:
        """A member's name without what marks an expression."""
        return name.removesuffix(_MARK) if self._is_path else name

    @property
    def _is_path(self) -> bool:
        return self.language is QueryLanguage.JSONPATH

    def _within(self, value: Any, name: str, steps: list[str]) -> Iterator[Shown]:
        if isinstance(value, list):
            for element in value:
                # No parameter is a list of lists, and so none of any depth is followed.
                is_list = isinstance(element, list)
                yield from self._within(None if is_list else element, name, steps)
        elif not steps:
            texts = texts_of(value, self.language, self.variables)
            yield Shown(name, texts)
        elif isinstance(value, Mapping):
            yield from self._member(value, steps)
        elif is_jsonata(value) or (isinstance(value, str) and "${" in value):
            yield Shown(name, (DYNAMIC,))
        else:
            yield Shown(".".join(steps))

    def _member(self, value: Mapping[str, Any], steps: list[str]) -> Iterator[Shown]:
        first, *rest = steps
        if first == NAMES:
            yield from (Shown(name, (name.removesuffix(_MARK),)) for name in value)
            return
        marked = first + _MARK
        if first in value:
            yield from self._within(value[first], first, rest)
        elif self._is_path and marked in value:
            yield self._expression(value[marked], marked, rest)
        else:
            yield Shown(".".join(steps))

    def _expression(self, value: Any, name: str, rest: list[str]) -> Shown:
        if rest:
            return Shown(name, (DYNAMIC,))
        return Shown(name, texts_of(value, self.language, self.variables, is_path_expression=True))
