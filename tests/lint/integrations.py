"""The rules of tasks and payloads, and small machines to try them on."""

from __future__ import annotations

import importlib
from typing import Any

from sfn_dsl import Definition
from sfn_dsl.lint.subject import Finding, Subject

NAMES = (
    "forgotten_dollar",
    "static_result",
    "forgotten_braces",
    "jsonata_in_jsonpath",
    "unknown_resource",
    "unknown_action",
    "unsupported_pattern",
    "unfit_parameters",
    "task_token_not_passed",
    "task_token_without_wait",
    "unknown_map_resource",
    "mixed_partitions",
    "forbidden_header",
    "secret_in_header",
    "header_not_list",
    "function_called_as_service",
    "unraisable_error",
)
RULES = {name: importlib.import_module(f"sfn_dsl.lint.rules.{name}") for name in NAMES}

QUEUE = {"QueueUrl": "https://example.com/q", "MessageBody": "m"}


def found(name: str, document: Any) -> list[Finding]:
    return list(RULES[name].check(Subject(Definition(document))))


def everything(document: Any) -> list[tuple[str, Finding]]:
    subject = Subject(Definition(document))
    return [(rule.CODE, finding) for rule in RULES.values() for finding in rule.check(subject)]


def machine(**state: Any) -> dict[str, Any]:
    return {"StartAt": "A", "States": {"A": {"End": True, **state}}}


def task(resource: str, **fields: Any) -> dict[str, Any]:
    return machine(Type="Task", Resource=resource, **fields)


def service(action: str, parameters: Any, **fields: Any) -> dict[str, Any]:
    return task(f"arn:aws:states:::{action}", Parameters=parameters, **fields)


def jsonata(**state: Any) -> dict[str, Any]:
    return machine(QueryLanguage="JSONata", **state)
