"""Answers of TestState, as AWS's API gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

# What an answer holds as itself, not as the text of its JSON.
_PLAIN: Final = frozenset(
    ("errorDetails", "maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage")
)


@attrs.define
class Inspection:
    """The data of a state on its way, by the names of ``inspectionData``, in order."""

    seen: dict[str, Any] = attrs.Factory(dict)

    def note(self, name: str, value: Any) -> Any:
        """Keep a value and return it."""
        self.seen[name] = value
        return value


@attrs.frozen
class Answer:
    """What came of a state.

    ``status`` is SUCCEEDED, FAILED, RETRIABLE or CAUGHT_ERROR; ``output`` is in a list of one,
    None where there is none.
    """

    status: str
    output: list[Any] | None = None
    error: str | None = None
    cause: str | None = None
    next_state: str | None = None
    inspection: Mapping[str, Any] | None = None

    def as_api(self, text: Callable[[Any], str]) -> dict[str, Any]:
        """The answer of the API; ``text`` writes JSON."""
        fields: dict[str, Any] = {
            "error": self.error,
            "cause": self.cause,
            "nextState": self.next_state,
            "status": self.status,
        }
        answer = {name: value for name, value in fields.items() if value is not None}
        if self.output is not None:
            answer["output"] = text(self.output[0])
        if self.inspection is not None:
            answer["inspectionData"] = {
                name: value if name in _PLAIN else text(value)
                for name, value in self.inspection.items()
            }
        return answer
