"""What all service tasks share: the options of a Task, and how the service's parameters are put."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.expressions.jsonata import Jsonata
from sfn_dsl.expressions.operands import PathOperand
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.templates import freeze_template
from sfn_dsl.model.converters import Template
from sfn_dsl.model.handlers import Catch, Retry
from sfn_dsl.model.integration import Credentials, Integration, Pattern, ServiceParameters
from sfn_dsl.model.state import Chain, ClosedChain, State
from sfn_dsl.model.states import Task


class TaskOptions(TypedDict, total=False):
    """What every service task takes beside its service's parameters; see `Task`."""

    comment: str | Unset
    query_language: Literal["JSONPath", "JSONata"] | Unset
    input_path: PathOperand | Path | str | Unset | None
    timeout_seconds: int | PathOperand | Path | Jsonata | Unset
    heartbeat_seconds: int | PathOperand | Path | Jsonata | Unset
    credentials: Credentials | Unset
    result_selector: Template | Unset
    result_path: PathOperand | Path | str | Unset | None
    output_path: PathOperand | Path | str | Unset | None
    output: Template | Unset
    assign: Mapping[str, Template] | Unset
    retry: Sequence[Retry] | Unset
    catch: Sequence[Catch] | Unset
    next: State | Chain | ClosedChain | str | Unset
    end: Literal[True] | Unset


def service_task(
    name: str,
    action: str,
    wait: Pattern | Unset,
    parameters: Mapping[str, Any],
    options: TaskOptions,
) -> Task:
    """A task that calls a service's action; parameters left `UNSET` are left out.

    They are written as ``Parameters`` in a JSONPath state and as ``Arguments`` in a JSONata one.
    """
    given = ServiceParameters(
        (key, freeze_template(value, key))
        for key, value in parameters.items()
        if value is not UNSET
    )
    return Task(name, resource=Integration(action, wait), parameters=given, **options)
