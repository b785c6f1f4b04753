"""What AWS asks of a task's parameters once they are worked out (ASL reference, section 6.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sfn_dsl.simulation.data.json_text import compact
from sfn_dsl.simulation.failures import StateFault
from sfn_dsl.simulation.states.task_events import TaskKind


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
    """Raise StateFault for parameters that the service integration cannot use."""
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
