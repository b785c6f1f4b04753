"""Answers of TestState, as AWS's API gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from sfn_dsl.simulation.data.json_text import compact

# What an answer holds as itself, not as the text of its JSON.
_PLAIN: Final = frozenset(
    ("errorDetails", "maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage")
)


@attrs.frozen
class Answer:
    """What came of a state.

    ``status`` is SUCCEEDED, FAILED, RETRIABLE or CAUGHT_ERROR. ``output`` is a list of one, None
    where there is no output.
    """

    status: str
    output: list[Any] | None = None
    error: str | None = None
    cause: str | None = None
    next_state: str | None = None

    def as_api(self, inspection: Mapping[str, Any] | None) -> dict[str, Any]:
        """The answer of the API; ``inspection`` is what was seen of the data on its way."""
        fields: dict[str, Any] = {
            "error": self.error,
            "cause": self.cause,
            "nextState": self.next_state,
            "status": self.status,
        }
        answer = {name: value for name, value in fields.items() if value is not None}
        if self.output is not None:
            answer["output"] = compact(self.output[0])
        if inspection is not None:
            answer["inspectionData"] = {
                name: value if name in _PLAIN else compact(value)
                for name, value in inspection.items()
            }
        return answer
