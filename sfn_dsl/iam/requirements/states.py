"""The states of a definition as far as permissions go: their payloads, and what is assigned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import assigning, scopes
from sfn_dsl.definition.states import StatePlace, states_of
from sfn_dsl.iam.requirements.payload import Payload
from sfn_dsl.iam.requirements.static_values import Assigned, Variables
from sfn_dsl.language.fields import QueryLanguage


@attrs.frozen
class StateInDefinition(StatePlace):
    """A state, and what its definition assigns to the variables that its payload may name."""

    variables: Variables = attrs.field(eq=False, repr=False)

    def payload(self, *within: str) -> Payload:
        """What the state, or a part of it, hands over."""
        content = self.part(*within, self.payload_field)
        return Payload(content, self.name, self.language, self.variables, self.payload_field)

    def as_payload(self, field: str) -> Payload:
        """One field of the state, read as a payload is."""
        return Payload(self.part(field), self.name, self.language, self.variables, field)


def places(definition: Definition) -> Iterator[StateInDefinition]:
    """Every state of a definition, an outer one before those inside it."""
    document = definition.document
    found = list(states_of(document, scopes(document)))
    variables = Variables(_assigned(found))
    for place in found:
        yield StateInDefinition(place.name, place.pointer, place.state, place.language, variables)


def _assigned(found: Iterable[StatePlace]) -> dict[str, tuple[Assigned, ...]]:
    """Everything that is assigned to each variable, wherever."""
    values: dict[str, tuple[Assigned, ...]] = {}
    for place in found:
        for _, holder in assigning(place.pointer, place.state):
            assign = holder.get("Assign")
            for name, value in assign.items() if isinstance(assign, dict) else ():
                is_path = place.language is QueryLanguage.JSONPATH and name.endswith(".$")
                key = name.removesuffix(".$") if is_path else name
                values[key] = (*values.get(key, ()), (value, place.language, is_path))
    return values
