"""A finding advises in the language that its source is written in."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any, cast

import attrs
import pytest

from sfn_dsl import (
    Catch,
    Choice,
    Definition,
    Fail,
    Pass,
    Retry,
    StateMachine,
    Succeed,
    Task,
    When,
    compile_machine,
    context,
    intrinsics,
    jsonata,
    path,
    validate,
    variable,
)
from sfn_dsl.definition.definition import Authored
from sfn_dsl.language import fields as table
from sfn_dsl.language.comparisons import BOOLEAN_OPERATORS, OPERATORS, TYPE_TESTS
from sfn_dsl.lint import lint
from sfn_dsl.lint.rules import rules
from sfn_dsl.origin import NOWHERE
from sfn_dsl.schema import check
from sfn_dsl.tasks import sqs

from ..schema.refused import REFUSED
from .examples import example

PAGES = [cast("ModuleType", rule) for rule in rules()]
# Names of fields that Python writes alike, as classes or in prose.
ALIKE = {
    *("Catch", "Retry", "States", "Parameters", "Resource", "Type", "Comment", "Version", "Error"),
    *("Credentials", "ItemBatcher", "ItemReader", "ProcessorConfig", "ReaderConfig"),
    *("ResultWriter", "WriterConfig"),
}


def field_names() -> set[str]:
    rows = [*table.MACHINE, *(row for kind in table.STATES.values() for row in kind)]
    found = set()
    while rows:
        row = rows.pop()
        rows += row.fields
        found |= {row.name, row.path_twin or row.name}
    return found


NAMES = field_names() | {*OPERATORS, *TYPE_TESTS, *BOOLEAN_OPERATORS}
LONG_NAMES = {name for name in NAMES - ALIKE if len(name) > 7}
FIELD = re.compile(
    rf"'(?:{'|'.join(sorted(NAMES))})(?:\.\$|\[\d+\])?'|\b(?:{'|'.join(sorted(LONG_NAMES))})\b"
)
NOTATION = re.compile(
    r"\.\$'|\{%|\"\w+\": true|'\.(?:sync|waitForTaskToken)| /States/|'\$[.\[]|'\$\$\."
)


def is_python(message: str) -> bool:
    """Tell whether a message names fields as arguments, and advises nothing but Python."""
    advice = message.rpartition("; ")[2]
    return not FIELD.search(message) and not NOTATION.search(advice)


def in_python(definition: Definition) -> Definition:
    return attrs.evolve(definition, source=Authored(NOWHERE, {}))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__.rpartition(".")[2])
def test_advice_on_a_python_source_has_no_spelling_that_only_json_has(page: ModuleType) -> None:
    bad = example(page, "Bad")
    if bad is None:
        pytest.skip("this page tells its examples in words")
    found = [f for f in lint(in_python(bad), strict=True) if f.code == page.CODE]
    assert found
    for finding in found:
        assert is_python(finding.message), finding.message


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__.rpartition(".")[2])
def test_advice_on_json_has_no_spelling_that_only_python_has(page: ModuleType) -> None:
    bad = example(page, "Bad")
    for finding in lint(bad, strict=True) if bad else ():
        assert not re.search(r"\w=|path\(|jsonata\(|context\(|variable\(|_seconds", finding.message)


@pytest.mark.parametrize("document", [case[0] for case in REFUSED.values()], ids=REFUSED)
def test_the_schema_too_advises_in_the_author_s_language(document: Any) -> None:
    for finding in check(Definition(document, Authored(NOWHERE, {}))):
        assert is_python(finding.message), finding.message


def messages(*states: Any, start: str = "A") -> list[str]:
    machine = StateMachine(list(states), start_at=start)
    return [finding.message for finding in validate(compile_machine(machine))]


FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f"


# What is written, what is advised, and the same with what is advised.
FOLLOWED: dict[str, tuple[list[Any], str, list[Any]]] = {
    "a path in quotes": (
        [Pass("A", parameters={"x": "$.x"}, end=True)],
        'write path("$.x")',
        [Pass("A", parameters={"x": path("$.x")}, end=True)],
    ),
    "the context object in quotes": (
        [Pass("A", parameters={"x": "$$.Execution.Id"}, end=True)],
        'write context("Execution.Id")',
        [Pass("A", parameters={"x": context("Execution.Id")}, end=True)],
    ),
    "a variable in quotes": (
        [
            Pass("A", assign={"total": 3}, next="B"),
            Pass("B", parameters={"x": "$total"}, end=True),
        ],
        'write variable("total")',
        [
            Pass("A", assign={"total": 3}, next="B"),
            Pass("B", parameters={"x": variable("total")}, end=True),
        ],
    ),
    "a call in quotes": (
        [Pass("A", parameters={"x": "States.UUID()"}, end=True)],
        'write intrinsics.parse("States.UUID()")',
        [Pass("A", parameters={"x": intrinsics.parse("States.UUID()")}, end=True)],
    ),
    "a path in an array": (
        [Pass("A", parameters={"x": ["$.x"]}, end=True)],
        'make the array with intrinsics.array(path("$.x"))',
        [Pass("A", parameters={"x": intrinsics.array(path("$.x"))}, end=True)],
    ),
    "a path as a cause": (
        [Fail("A", error="E", cause="$.cause")],
        'write cause=path("$.cause")',
        [Fail("A", error="E", cause=path("$.cause"))],
    ),
    "JSONata without jsonata()": (
        [Pass("A", query_language="JSONata", output={"x": "$states.input.x"}, end=True)],
        'write jsonata("$states.input.x")',
        [Pass("A", query_language="JSONata", output={"x": jsonata("$states.input.x")}, end=True)],
    ),
    "a Choice without a default": (
        [Choice("A", [When(path("$.n") > 3, "B")]), Succeed("B")],
        "add 'default'",
        [Choice("A", [When(path("$.n") > 3, "B")], default="B"), Succeed("B")],
    ),
    "a heartbeat as long as the timeout": (
        [Task("A", resource=FUNCTION, timeout_seconds=60, heartbeat_seconds=60, end=True)],
        "'heartbeat_seconds' is 60 and 'timeout_seconds' is 60",
        [Task("A", resource=FUNCTION, timeout_seconds=60, heartbeat_seconds=20, end=True)],
    ),
    "a token that is not passed on": (
        [sqs.send_message("A", queue_url="q", message_body="m", wait="task_token", end=True)],
        'pass it in \'parameters\', as in "TaskToken": context("Task.Token")',
        [
            sqs.send_message(
                "A",
                queue_url="q",
                message_body={"TaskToken": context("Task.Token")},
                wait="task_token",
                end=True,
            )
        ],
    ),
    "a token that is not waited for": (
        [sqs.send_message("A", queue_url="q", message_body=context("Task.Token"), end=True)],
        'add wait="task_token" to the task',
        [
            sqs.send_message(
                "A", queue_url="q", message_body=context("Task.Token"), wait="task_token", end=True
            )
        ],
    ),
    "an error that is not written on every route": (
        [
            Task("A", resource=FUNCTION, catch=[Catch("States.ALL", "C")], next="B"),
            Pass("B", result={"ok": True}, next="C"),
            Pass("C", parameters={"x": path("$.Cause")}, end=True),
        ],
        "path(\"$.Cause\") finds nothing when 'C' is reached from 'B', by its next",
        [
            Task("A", resource=FUNCTION, catch=[Catch("States.ALL", "C")], next="B"),
            Pass("B", result={"Cause": "none"}, next="C"),
            Pass("C", parameters={"x": path("$.Cause")}, end=True),
        ],
    ),
    "a delay that does not grow": (
        [
            Task(
                "A",
                resource=FUNCTION,
                retry=[Retry("Busy", backoff_rate=1, max_delay_seconds=9)],
                end=True,
            )
        ],
        "or remove 'max_delay_seconds'",
        [Task("A", resource=FUNCTION, retry=[Retry("Busy", backoff_rate=1)], end=True)],
    ),
}


@pytest.mark.parametrize(("written", "advice", "instead"), FOLLOWED.values(), ids=FOLLOWED)
def test_doing_what_is_advised_ends_the_finding(
    written: list[Any], advice: str, instead: list[Any]
) -> None:
    (message,) = messages(*written)
    assert advice in message
    assert messages(*instead) == []
