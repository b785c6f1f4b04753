"""The states of a definition, each with its pointer and its query language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl._lazy import lazy_property
from sfn_dsl.arns import Integration, read_integration
from sfn_dsl.definition.pointers import within
from sfn_dsl.definition.scopes import Scope
from sfn_dsl.language.fields import QueryLanguage

_LANGUAGES: Final[Mapping[object, QueryLanguage]] = {each.value: each for each in QueryLanguage}


# There is one for each state, and a frozen one takes three times as long to make. Lazy properties
# need a dict.
@attrs.define(slots=False, eq=False)
class StatePlace:
    """A state, its pointer, and the query language that it is written in."""

    name: str
    pointer: str
    state: dict[str, Any]
    language: QueryLanguage

    def at(self, *fields: str | int) -> str:
        """The pointer of a part of the state."""
        return within(self.pointer, *fields)

    def part(self, *fields: str) -> Any:
        """A part of the state, None where there is none."""
        value: Any = self.state
        for field in fields:
            value = value.get(field) if isinstance(value, dict) else None
        return value

    def text(self, *fields: str) -> str | None:
        """A part that is a string, None for anything else."""
        value = self.part(*fields)
        return value if isinstance(value, str) else None

    @property
    def payload_field(self) -> str:
        """The field of a task's payload."""
        return "Arguments" if self.language is QueryLanguage.JSONATA else "Parameters"

    @property
    def is_payload_misplaced(self) -> bool:
        """Return whether the payload is in the field of the other query language.

        The schema reports that; what is then missing from the task is the same mistake.
        """
        return self.payload_field not in self.state and bool(
            {"Arguments", "Parameters"} & set(self.state)
        )

    @lazy_property
    def resource(self) -> str:
        """What a task calls, empty where that is not a string."""
        return self.text("Resource") or ""

    @lazy_property
    def call(self) -> Integration | None:
        """The service integration that a task calls; None for functions and what is not known."""
        return read_integration(self.resource)


def language_of(holder: object, default: QueryLanguage = QueryLanguage.JSONPATH) -> QueryLanguage:
    """The query language that a document or a state says it is in (ASL reference, section 1.3)."""
    own = holder.get("QueryLanguage") if isinstance(holder, (dict, Mapping)) else None
    return _LANGUAGES.get(own, default) if isinstance(own, str) else default


def states_of(document: object, scopes: Iterable[Scope]) -> Iterator[StatePlace]:
    """Every state of the scopes of a document, in their order."""
    default = language_of(document)
    for scope in scopes:
        for name, state in scope.states.items():
            language = language_of(state, default) if "QueryLanguage" in state else default
            yield StatePlace(name, scope.pointers[name], state, language)
