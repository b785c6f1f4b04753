"""Every function of the table: its signature, and what it compiles to."""

from __future__ import annotations

import inspect
from typing import Any, Literal

import attrs
import pytest

import sfn_dsl.tasks
from sfn_dsl import StateMachine, Task, canonical_text, compile_machine, jsonata, path
from sfn_dsl.errors import AuthoringError, AuthoringTypeError
from sfn_dsl.language.fields import snake_case
from sfn_dsl.language.services import ACTIONS, MODULES, Action
from sfn_dsl.model.work_states import TaskOptions
from sfn_dsl.tasks import activity, ecs, lambda_, sns
from sfn_dsl.tasks.index import lookup, objections

from .calls import call, function_of

ROWS = sorted(ACTIONS.values())
SUFFIXES = {"": "", "sync": ".sync", "sync:2": ".sync:2", "task_token": ".waitForTaskToken"}
LANGUAGES: dict[Literal["JSONPath", "JSONata"], str] = {
    "JSONPath": "Parameters",
    "JSONata": "Arguments",
}

by_id = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)


def compiled(task: Task, **how: Any) -> Any:
    document = compile_machine(StateMachine([task]), **how).document
    return document["States"][task.name]


@by_id
def test_a_function_has_the_arguments_of_its_action(row: Action) -> None:
    signature = inspect.signature(function_of(row))
    kinds = {name: parameter.kind for name, parameter in signature.parameters.items()}
    assert kinds.pop("name") is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert kinds.pop("options") is inspect.Parameter.VAR_KEYWORD
    assert ("wait" in kinds) is bool(row.waits)
    kinds.pop("wait", None)
    assert set(kinds.values()) == {inspect.Parameter.KEYWORD_ONLY}
    assert set(kinds) == {parameter.argument for parameter in row.parameters}
    required = {name for name in kinds if signature.parameters[name].default is inspect._empty}
    assert required == {p.argument for p in row.parameters if p.required}


@by_id
def test_a_function_compiles_in_both_languages_and_all_partitions(row: Action) -> None:
    left_out = {name for group in row.one_of for name in group[1:]}
    names = [parameter.name for parameter in row.parameters if parameter.name not in left_out]
    for language, field in LANGUAGES.items():
        task = call(row, query_language=language, end=True)
        for partition in ("aws", "aws-cn", "aws-us-gov"):
            state = compiled(task, partition=partition)
            assert state["Resource"] == f"arn:{partition}:states:::{row.id}"
            assert list(state[field]) == names
            assert objections(row.id, sfn_dsl.UNSET, state[field]) == ()


@by_id
def test_a_function_compiles_with_every_pattern(row: Action) -> None:
    for wait in row.waits:
        state = compiled(call(row, wait=wait, end=True))
        assert state["Resource"] == f"arn:aws:states:::{row.id}{SUFFIXES[wait]}"


@by_id
def test_every_argument_may_be_a_path(row: Action) -> None:
    left_out = {name for group in row.one_of for name in group[1:]}
    given = {p.argument: path("$.x") for p in row.parameters if p.name not in left_out}
    state = compiled(function_of(row)("The task", **given, end=True))
    assert set(state["Parameters"].values()) == {"$.x"}
    assert objections(row.id, sfn_dsl.UNSET, state["Parameters"]) == ()


@by_id
def test_the_index_says_what_the_signature_says(row: Action) -> None:
    found = lookup(row.id)
    assert found is not None
    assert (found.module, found.function) == (MODULES[row.service], snake_case(row.name))
    assert list(found.parameters) == [parameter.name for parameter in row.parameters]
    arguments = inspect.signature(function_of(row)).parameters
    assert set(found.parameters.values()) < set(arguments)
    needed = {found.parameters[name] for name in found.required}
    assert all(arguments[name].default is inspect._empty for name in needed)


def test_a_call_without_a_function_is_not_found() -> None:
    assert lookup("dynamodb:query") is None
    assert lookup("aws-sdk:s3:getObject") is None


def test_an_argument_that_does_not_exist_is_refused_at_the_line_of_the_call() -> None:
    with pytest.raises(AuthoringTypeError) as raised:
        sns.publish("A", topic_arn="t", message="m", mesage_attributes={})  # type: ignore[call-arg]  # misspelt
    assert raised.value.message == (
        "'sns:publish' has no parameter 'mesage_attributes'; write 'message_attributes'"
    )
    assert raised.value.position is not None
    assert raised.value.position.file == __file__


def test_a_member_that_does_not_exist_is_refused_at_the_line_of_the_call() -> None:
    with pytest.raises(AuthoringError) as raised:
        ecs.run_task("A", task_definition="t", overrides={"ContainerOverrides": [{"Nmae": "c"}]})
    assert raised.value.message == (
        "in 'A', 'ecs:runTask' has no parameter 'Overrides.ContainerOverrides[0].Nmae'; "
        "write 'Name'"
    )
    assert raised.value.position is not None
    assert raised.value.position.file == __file__


def test_exactly_one_of_a_group_is_taken() -> None:
    with pytest.raises(AuthoringError, match="'A' takes one of 'topic_arn', .* and 0 are given"):
        sns.publish("A", message="m")
    with pytest.raises(AuthoringError, match="2 are given; write exactly one of them"):
        sns.publish("A", message="m", topic_arn="t", phone_number="p")


def test_a_function_is_called_by_its_arn_with_its_event_in_either_language() -> None:
    arn = "arn:aws:lambda:eu-central-1:123456789012:function:f"
    for event in ({"n": 1}, jsonata("$states.input.order")):
        task = lambda_.call_function(
            "Call", function_arn=arn, event=event, query_language="JSONata", end=True
        )
        assert "Arguments" in compiled(task)
    with pytest.raises(AuthoringError, match="is not the ARN of a function"):
        lambda_.call_function("Call", function_arn="f")


def test_an_activity_is_named_by_its_arn_and_given_its_input() -> None:
    arn = "arn:aws:states:eu-central-1:123456789012:activity:approve"
    task = activity("Approve", activity_arn=arn, input={"id": path("$.id")}, end=True)
    assert compiled(task) == {
        "Type": "Task",
        "Resource": arn,
        "Parameters": {"id.$": "$.id"},
        "End": True,
    }
    assert "Parameters" not in compiled(activity("Approve", activity_arn=arn, end=True))
    with pytest.raises(AuthoringError, match="is not the ARN of an activity"):
        activity("Approve", activity_arn="approve")


def test_the_modules_can_be_had_from_the_package_and_are_listed() -> None:
    for name in sfn_dsl.tasks.__all__:
        assert getattr(sfn_dsl.tasks, name) is not None
    assert set(sfn_dsl.tasks.__all__) == set(MODULES.values()) | {"activity", "aws_sdk"}
    assert dir(sfn_dsl.tasks) == sorted(sfn_dsl.tasks.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'snss'"):
        _ = sfn_dsl.tasks.snss  # type: ignore[attr-defined]  # that is the point


def test_tasks_are_values() -> None:
    assert canonical_text(
        compile_machine(StateMachine([call(ROWS[0], end=True)])).document
    ) == canonical_text(compile_machine(StateMachine([call(ROWS[0], end=True)])).document)
    assert call(ROWS[0]) == call(ROWS[0])


def test_a_service_task_takes_every_field_of_a_task() -> None:
    own = {"name", "resource", "parameters", "arguments", "origin"}
    fields = {field.name for field in attrs.fields(Task)}
    assert set(TaskOptions.__annotations__) == fields - own
