"""The states of a definition and their payloads, as far as their values are known.

The payload of a state is what it passes to what it calls: the ``Parameters`` or ``Arguments``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import assigning, scopes
from sfn_dsl.definition.states import StatePlace, states_of
from sfn_dsl.expressions.jsonata import is_jsonata
from sfn_dsl.iam.requirements.static_values import DYNAMIC, Assigned, Texts, Variables, texts_of
from sfn_dsl.language.fields import QueryLanguage

NAMES: Final = "~"
"""A step of a path that stands for the names of an object's members."""

VALUES: Final = "@"
"""A step of a path that stands for the members of an object, whatever their names are."""

_MARK: Final = ".$"


def _never(path: str) -> bool:
    return False


@attrs.frozen
class StaticValue:
    """What the definition shows of a parameter; ``name`` is its name there.

    ``texts`` are its possible values, with ``*`` for what is only known at run time; there are none
    if the parameter is omitted. ``reason`` says why they are not narrower, if not because they are
    computed at run time.
    """

    name: str
    texts: Texts = ()
    reason: str = ""

    @property
    def is_dynamic(self) -> bool:
        """Return whether a part of it is only known at run time."""
        return any(DYNAMIC in text for text in self.texts)


@attrs.frozen
class Payload:
    """What a task passes to what it calls; ``state`` is its name, for messages.

    ``derived`` is what has been read out of its parameters, such as the tables in a query, by the
    names that rows of the table of permissions use for it. ``is_required`` tells
    by its path whether the service wants a member in every object that may have it.
    """

    content: Any
    state: str
    language: QueryLanguage = QueryLanguage.JSONPATH
    variables: Variables = attrs.field(factory=Variables, eq=False, repr=False)
    field: str = "Parameters"
    derived: Mapping[str, tuple[StaticValue, ...]] = attrs.field(factory=dict, eq=False, repr=False)
    is_required: Callable[[str], bool] = attrs.field(default=_never, eq=False, repr=False)

    def has(self, parameter: str) -> bool:
        """Return whether a parameter is present, or may be."""
        return any(static.texts for static in self.find(parameter))

    def shows(self, path: str) -> bool:
        """Return whether a member is written out, in objects that are not computed at run time."""
        last = path.rpartition(".")[2]
        return any(static.texts and self.plain(static.name) == last for static in self.find(path))

    def is_certain(self, path: str) -> bool:
        """Return whether a member is written out, or one that a computed object has to have."""
        if path in self.derived:
            # What could not be read out of a text, such as a query, may not be in it.
            return any(set(each.texts) - {DYNAMIC} for each in self.derived[path])
        return self._is_certain(self.content, "", path.split("."))

    def _is_certain(self, value: Any, walked: str, steps: list[str]) -> bool:
        if isinstance(value, list):
            return any(self._is_certain(each, walked, steps) for each in value)
        if not steps:
            return True
        if not isinstance(value, Mapping):
            return self._must_have(walked, steps)
        first, *rest = steps
        if first in (NAMES, VALUES):
            return any(self._is_certain(each, f"{walked}{first}.", rest) for each in value.values())
        if first in value:
            return self._is_certain(value[first], f"{walked}{first}.", rest)
        is_computed = self._is_path and first + _MARK in value
        return is_computed and self._must_have(f"{walked}{first}.", rest)

    def _must_have(self, walked: str, steps: list[str]) -> bool:
        paths = (walked + ".".join(steps[: end + 1]) for end in range(len(steps)))
        return all(map(self.is_required, paths))

    def surely_has(self, parameter: str) -> bool:
        """Return whether a parameter is written in the payload, whatever its value."""
        return any(self.plain(name) == parameter for name in self.names())

    def find(self, path: str) -> tuple[StaticValue, ...]:
        """The static values of a parameter or a member of it: one for each object in a list."""
        if path in self.derived:
            return self.derived[path]
        return tuple(self._within(self.content, self.field, path.split(".")))

    def within(self, holder: Mapping[str, Any], member: str) -> tuple[StaticValue, ...]:
        """The static values of a member of an object in the payload."""
        return tuple(self._member(holder, [member]))

    def literal(self, parameter: str) -> str | None:
        """The text of a parameter if it is written out, and not an expression."""
        value = self.content.get(parameter) if isinstance(self.content, Mapping) else None
        is_written = isinstance(value, str) and (self._is_path or not is_jsonata(value))
        return value if is_written else None

    @property
    def is_dynamic(self) -> bool:
        """Return whether the payload as a whole is only known at run time."""
        return isinstance(self.content, str)

    def names(self) -> Iterator[str]:
        """The names of the parameters, without the ``.$`` of an expression."""
        if isinstance(self.content, Mapping):
            yield from map(self.plain, self.content)

    def plain(self, name: str) -> str:
        """A member's name without the ``.$`` of an expression."""
        return name.removesuffix(_MARK) if self._is_path else name

    @property
    def _is_path(self) -> bool:
        return self.language is QueryLanguage.JSONPATH

    def _within(self, value: Any, name: str, steps: list[str]) -> Iterator[StaticValue]:
        if isinstance(value, list):
            for element in value:
                # No parameter is a list of lists.
                is_list = isinstance(element, list)
                yield from self._within(None if is_list else element, name, steps)
        elif not steps:
            texts = texts_of(value, self.language, self.variables)
            yield StaticValue(name, texts)
        elif isinstance(value, Mapping):
            yield from self._member(value, steps)
        elif is_jsonata(value) or (isinstance(value, str) and "${" in value):
            yield StaticValue(name, (DYNAMIC,))
        else:
            yield StaticValue(".".join(steps))

    def _member(self, value: Mapping[str, Any], steps: list[str]) -> Iterator[StaticValue]:
        first, *rest = steps
        if first == NAMES:
            yield from (StaticValue(name, (name.removesuffix(_MARK),)) for name in value)
            return
        if first == VALUES:
            for name in value:
                yield from self._member(value, [self.plain(name), *rest])
            return
        marked = first + _MARK
        if first in value:
            yield from self._within(value[first], first, rest)
        elif self._is_path and marked in value:
            yield self._expression(value[marked], marked, rest)
        else:
            yield StaticValue(".".join(steps))

    def _expression(self, value: Any, name: str, rest: list[str]) -> StaticValue:
        if rest:
            return StaticValue(name, (DYNAMIC,))
        return StaticValue(
            name, texts_of(value, self.language, self.variables, is_path_expression=True)
        )


@attrs.frozen
class StateInDefinition(StatePlace):
    """A state, and the values of the variables that its payload may use."""

    variables: Variables = attrs.field(eq=False, repr=False)

    def payload(self, *within: str) -> Payload:
        """The payload of the state, or of a part of it."""
        content = self.part(*within, self.payload_field)
        return Payload(content, self.name, self.language, self.variables, self.payload_field)

    def as_payload(self, field: str) -> Payload:
        """A field of the state, read like a payload."""
        return Payload(self.part(field), self.name, self.language, self.variables, field)


def states_in(definition: Definition) -> Iterator[StateInDefinition]:
    """Every state of a definition, outer states before those inside them."""
    document = definition.document
    found = list(states_of(document, scopes(document)))
    variables = Variables(_assigned(found))
    for place in found:
        yield StateInDefinition(place.name, place.pointer, place.state, place.language, variables)


def _assigned(found: Iterable[StatePlace]) -> dict[str, tuple[Assigned, ...]]:
    """All values that are assigned to each variable, anywhere."""
    values: dict[str, tuple[Assigned, ...]] = {}
    for place in found:
        for _, holder in assigning(place.pointer, place.state):
            assign = holder.get("Assign")
            for name, value in assign.items() if isinstance(assign, dict) else ():
                is_path = place.language is QueryLanguage.JSONPATH and name.endswith(".$")
                key = name.removesuffix(".$") if is_path else name
                values[key] = (*values.get(key, ()), (value, place.language, is_path))
    return values
