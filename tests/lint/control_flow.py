"""The rules of flow, choice, errors and maps, and small machines to try them on."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from sfn_dsl import Definition, Severity
from sfn_dsl.lint.rules import (
    choice_rule_never_taken,
    choice_without_default,
    contradicting_comparisons,
    distributed_field_on_inline_map,
    duplicate_map_label,
    endless_loop,
    express_waits,
    heartbeat_not_below_timeout,
    idle_self_transition,
    impossible_date,
    lambda_without_retry,
    max_delay_without_effect,
    polling_without_wait,
    reserved_error_name,
    states_all_not_last,
    task_without_timeout,
    uncatchable_error,
    unknown_error_name,
    unreachable_handler,
    unreadable_pattern,
)
from sfn_dsl.lint.subject import Subject

PAGES = [
    endless_loop,
    idle_self_transition,
    polling_without_wait,
    impossible_date,
    choice_without_default,
    choice_rule_never_taken,
    contradicting_comparisons,
    unreadable_pattern,
    states_all_not_last,
    heartbeat_not_below_timeout,
    unreachable_handler,
    uncatchable_error,
    unknown_error_name,
    reserved_error_name,
    max_delay_without_effect,
    task_without_timeout,
    lambda_without_retry,
    express_waits,
    duplicate_map_label,
    distributed_field_on_inline_map,
]


def found(page: ModuleType, document: Any) -> list[tuple[str, Severity]]:
    findings = page.check(Subject(Definition(document)))
    return [(finding.pointer, finding.severity) for finding in findings]


def places(page: ModuleType, document: Any) -> list[str]:
    return [pointer for pointer, _ in found(page, document)]


def machine(**states: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


END: dict[str, Any] = {"Type": "Succeed"}


def choice(*rules: dict[str, Any]) -> dict[str, Any]:
    state = {"Type": "Choice", "Choices": [{**rule, "Next": "B"} for rule in rules]}
    return machine(A=state, B=END)


def asks(operator: str, operand: Any, variable: str = "$.x") -> dict[str, Any]:
    return {"Variable": variable, operator: operand}
