"""The fields of a Task besides its data flow, and what AWS asks of its parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.simulation.data import integers
from sfn_dsl.simulation.data.json_text import compact
from sfn_dsl.simulation.failures import StateFault
from sfn_dsl.simulation.jsonata.fields import compile_integer
from sfn_dsl.simulation.states.fields import Reading, compile_number, compile_part
from sfn_dsl.simulation.states.task_events import TaskKind


@attrs.frozen
class TaskFields:
    """How long a task may take, in seconds, None where there is no limit; and as whom it calls."""

    timeout: Reading
    heartbeat: Reading
    credentials: Reading


def task_fields(state: dict[str, Any], *, is_jsonata: bool) -> TaskFields:
    """The fields of a Task state."""
    return TaskFields(
        _seconds(state, "TimeoutSeconds", is_jsonata),
        _seconds(state, "HeartbeatSeconds", is_jsonata),
        compile_part(state, "Credentials", "Credentials", is_jsonata=is_jsonata),
    )


def _seconds(state: dict[str, Any], field: str, is_jsonata: bool) -> Reading:
    return compile_number(
        state,
        field,
        integers.compile_timeout,
        lambda text: compile_integer(text, field),
        is_jsonata=is_jsonata,
    )


def _is_multi_map(value: Any) -> bool:
    """Return whether a value is an object whose members are arrays of strings."""
    return isinstance(value, dict) and all(
        isinstance(each, list) and all(isinstance(text, str) for text in each)
        for each in value.values()
    )


_FORMATS: Final[Mapping[tuple[str, str], Mapping[str, Callable[[Any], bool]]]] = {
    ("apigateway", "invoke"): {"Headers": _is_multi_map, "QueryParameters": _is_multi_map},
}


def check_parameters(kind: TaskKind, parameters: Any) -> None:
    """Raise StateFault for parameters that the integration cannot use (section 6.6)."""
    formats = _FORMATS.get((kind.service, kind.action.partition(".")[0]))
    if formats is None or not isinstance(parameters, dict):
        return
    wrong = [
        f"The value of the field '{name}' has an invalid format"
        for name, is_right in formats.items()
        if name in parameters and not is_right(parameters[name])
    ]
    if wrong:
        raise StateFault(
            f"The Parameters '{compact(parameters)}' could not be used to start the Task: "
            f"[{', '.join(wrong)}]"
        )
