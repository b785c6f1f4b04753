"""The states of a definition as far as permissions go: their payloads, and what is assigned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.scopes import scopes
from sfn_dsl.iam.payload import Payload
from sfn_dsl.iam.shown import Assigned, Variables
from sfn_dsl.language.fields import QueryLanguage


@attrs.frozen
class StatePlace:
    """A state: its name and pointer, its query language, and what the definition assigns."""

    name: str
    pointer: str
    state: dict[str, Any]
    language: QueryLanguage
    variables: Variables = attrs.field(eq=False, repr=False)

    def payload(self, *within: str) -> Payload:
        """What the state, or a part of it, hands over."""
        field = "Arguments" if self.language is QueryLanguage.JSONATA else "Parameters"
        holder = self.part(*within)
        content = holder.get(field) if isinstance(holder, dict) else None
        return Payload(content, self.name, self.language, self.variables, field)

    def as_payload(self, field: str) -> Payload:
        """One field of the state, read as a payload is."""
        return Payload(self.state.get(field), self.name, self.language, self.variables, field)

    def part(self, *fields: str) -> Any:
        """A part of the state, None where there is none."""
        value: Any = self.state
        for field in fields:
            value = value.get(field) if isinstance(value, dict) else None
        return value

    def text(self, *fields: str) -> str | None:
        """A part that is a text, None where it is none."""
        value = self.part(*fields)
        return value if isinstance(value, str) else None

    def at(self, field: str) -> str:
        """The pointer of one of the fields."""
        return child(self.pointer, field)


def places(definition: Definition) -> Iterator[StatePlace]:
    """Every state of a definition, an outer one before those inside it."""
    found = list(_states(definition))
    variables = Variables(_assigned(found))
    for name, pointer, state, language in found:
        yield StatePlace(name, pointer, state, language, variables)


_State = tuple[str, str, dict[str, Any], QueryLanguage]


def _states(definition: Definition) -> Iterator[_State]:
    document: Any = definition.document
    default = _language(document if isinstance(document, dict) else {}, QueryLanguage.JSONPATH)
    for scope in scopes(document):
        for name, state in scope.states.items():
            yield name, scope.state_pointer(name), state, _language(state, default)


def _language(holder: dict[str, Any], default: QueryLanguage) -> QueryLanguage:
    own = holder.get("QueryLanguage")
    return QueryLanguage(own) if own in ("JSONPath", "JSONata") else default


def _assigned(states: list[_State]) -> dict[str, tuple[Assigned, ...]]:
    """Everything that is assigned to each variable, wherever."""
    found: dict[str, tuple[Assigned, ...]] = {}
    for _, _, state, language in states:
        for values in _assignments(state):
            for name, value in values.items():
                is_expression = language is QueryLanguage.JSONPATH and name.endswith(".$")
                key = name.removesuffix(".$") if is_expression else name
                found[key] = (*found.get(key, ()), (value, language, is_expression))
    return found


def _assignments(state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    holders: list[Any] = [state]
    for field in ("Catch", "Choices"):
        handlers = state.get(field)
        holders += handlers if isinstance(handlers, list) else []
    for holder in holders:
        values = holder.get("Assign") if isinstance(holder, dict) else None
        if isinstance(values, dict):
            yield values
