"""The fields of a Task that say how long it may take, and as whom it calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from sfn_dsl.simulation.data import integers
from sfn_dsl.simulation.data import templates as jsonpath
from sfn_dsl.simulation.fiber import Fiber
from sfn_dsl.simulation.jsonata.fields import compile_integer
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.jsonata.templates import compile_jsonata

Reading = Callable[[Fiber, Any], Any]


def _nothing(_: Fiber, data: Any) -> None:
    """A field that is not there."""


@attrs.frozen
class TaskFields:
    """Each reads the effective input; times are in seconds, None where there is no limit."""

    timeout: Reading = _nothing
    heartbeat: Reading = _nothing
    credentials: Reading = _nothing


def task_fields(state: dict[str, Any], *, is_jsonata: bool) -> TaskFields:
    """The fields of a Task state."""
    return TaskFields(
        _seconds(state, "TimeoutSeconds", is_jsonata),
        _seconds(state, "HeartbeatSeconds", is_jsonata),
        _credentials(state, is_jsonata),
    )


def _seconds(state: dict[str, Any], field: str, is_jsonata: bool) -> Reading:
    if f"{field}Path" in state:
        read = integers.compile_timeout(state[f"{field}Path"], f"{field}Path")
        return lambda fiber, data: read(data, fiber)
    if field not in state:
        return _nothing
    literal = state[field]
    if is_jsonata and isinstance(literal, str):
        evaluate = compile_integer(literal, field)
        return lambda fiber, data: evaluate(StatesRoot(data), fiber)
    return lambda *_: literal


def _credentials(state: dict[str, Any], is_jsonata: bool) -> Reading:
    if "Credentials" not in state:
        return _nothing
    if is_jsonata:
        evaluate = compile_jsonata(state["Credentials"], "Credentials")
        return lambda fiber, data: evaluate(StatesRoot(data), fiber)
    template = jsonpath.compile_template(state["Credentials"], "Credentials")
    return lambda fiber, data: template(data, fiber)
