"""Outcomes of calls as JSON, to be written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from sfn_dsl.simulation.effects import Failed, Hangs, Outcome, Succeeded

_KINDS: Final = {"succeeded": Succeeded, "failed": Failed, "hangs": Hangs}


class DivergedError(Exception):
    """What reached an execution does not fit what it does now."""


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON."""
    kind = type(outcome).__name__.lower()
    return {"outcome": kind, **attrs.asdict(outcome, recurse=False)}


def outcome_of(written: Mapping[str, Any]) -> Outcome:
    """The outcome that was written down. Raises DivergedError."""
    members = {name: value for name, value in written.items() if name != "outcome"}
    try:
        made: Outcome = _KINDS[written["outcome"]](**members)
    except (KeyError, TypeError) as error:
        raise DivergedError(str(error)) from error
    return made
