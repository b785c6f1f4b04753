"""A string, which Python goes through letter by letter, is never taken for a list."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

import sfn_dsl
from sfn_dsl import (
    AuthoringTypeError,
    Choice,
    DeployOptions,
    Map,
    Parallel,
    Pass,
    Release,
    Retry,
    StateMachine,
    Succeed,
    Task,
    compile_machine,
    distributed,
    path,
    placeholder,
    tasks,
)
from sfn_dsl.distributed import ItemReader, ProcessorConfig, ReaderConfig
from sfn_dsl.tasks import athena, dynamodb, ecs

DONE = StateMachine([Succeed("Done")])
NO_LISTS = ["a,b", b"a,b", bytearray(b"a"), {"a": 1}, 5, None]

PUBLIC = {name: getattr(sfn_dsl, name) for name in sfn_dsl.__all__} | vars(distributed)

# What a class needs besides the field that is tried.
REQUIRED: dict[str, dict[str, Any]] = {
    "Task": {"name": "A", "resource": "arn:aws:lambda:us-east-1:1:function:f"},
    "Parallel": {"name": "A", "branches": [DONE]},
    "Map": {"name": "A", "item_processor": DONE},
    "Choice": {"name": "A"},
    "Catch": {"next": "A"},
}


def list_fields() -> Iterator[tuple[type, str]]:
    """The fields of the public classes that hold a tuple."""
    for name, made in sorted(PUBLIC.items()):
        if isinstance(made, type) and attrs.has(made) and made.__name__ == name:
            for field in attrs.fields(made):
                if field.init and str(field.type).startswith("tuple["):
                    yield made, field.name


# Results of tools, which no author makes, and where one string is the one name.
RESULTS = {
    *("Changes", "Deployment", "Drift", "Execution", "Plan", "Pulled", "Review", "SavedPlan")
}
FIELDS = [(made, name) for made, name in list_fields() if made.__name__ not in RESULTS]


def test_the_fields_are_found() -> None:
    assert {(made.__name__, name) for made, name in FIELDS} >= {
        ("ReaderConfig", "csv_headers"),
        ("Retry", "error_equals"),
        ("Task", "retry"),
        ("Map", "catch"),
        ("Parallel", "branches"),
        ("Choice", "choices"),
        ("StateMachine", "states"),
        ("Release", "alarms"),
    }


@pytest.mark.parametrize("value", NO_LISTS, ids=repr)
@pytest.mark.parametrize(("made", "name"), FIELDS, ids=lambda each: getattr(each, "__name__", each))
def test_no_list_is_made_of_another_value(made: type, name: str, value: Any) -> None:
    if name == "error_equals" and isinstance(value, str):
        assert made(**REQUIRED.get(made.__name__, {}) | {name: value}).error_equals == (value,)
        return
    with pytest.raises(AuthoringTypeError, match=f"'{name}' is a list") as refused:
        made(**REQUIRED.get(made.__name__, {}) | {name: value})
    assert "; write " in refused.value.message
    assert refused.value.position is not None
    assert refused.value.position.file == __file__


def list_arguments() -> Iterator[tuple[Any, str]]:
    for module in (getattr(tasks, name) for name in tasks.__all__):
        for function in vars(module).values() if inspect.ismodule(module) else ():
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                for name, kind in function.__annotations__.items():
                    if "Elements" in str(kind):
                        yield function, name


@pytest.mark.parametrize("value", ["a,b", b"a,b", 5], ids=repr)
@pytest.mark.parametrize(("function", "name"), list(list_arguments()))
def test_no_service_is_given_another_value_for_a_list(
    function: Any, name: str, value: object
) -> None:
    required = {
        parameter.name: path("$.x")
        for parameter in inspect.signature(function).parameters.values()
        if parameter.default is parameter.empty
        and parameter.kind is not parameter.VAR_KEYWORD
        and parameter.name not in {"name", name}
    }
    with pytest.raises(AuthoringTypeError, match=f"'{name}' is a list, .*; write {name}=\\["):
        function("A", **required, **{name: value})


def test_what_to_write_holds_the_string() -> None:
    with pytest.raises(AuthoringTypeError, match=r"write csv_headers=\['id', 'total'\]$"):
        ReaderConfig(csv_headers="id,total")  # type: ignore[arg-type]  # the mistake
    with pytest.raises(AuthoringTypeError, match=r"write execution_parameters=\['x'\]$"):
        athena.start_query_execution("A", query_string="q", execution_parameters="x")  # type: ignore[arg-type]  # the mistake
    with pytest.raises(AuthoringTypeError, match=r"write StateMachine\(\[Succeed\('A'\)\]\)$"):
        StateMachine(Succeed("A"))  # type: ignore[arg-type]  # the mistake
    with pytest.raises(AuthoringTypeError, match=r"has the element 1, .*; write csv_headers=\['id"):
        ReaderConfig(csv_headers=["a", 1])  # type: ignore[list-item]  # the mistake


def test_lists_of_every_kind_are_taken() -> None:
    assert ReaderConfig(csv_headers=("a", "b")) == ReaderConfig(csv_headers=["a", "b"])
    assert StateMachine(Pass("A") >> Succeed("B")).states[1] == Succeed("B")
    assert len(StateMachine(Pass(name, end=True) for name in "AB").states) == 2
    assert Release(alarms=["a"]).alarms == ("a",)
    ecs.run_task("A", cluster="c", task_definition="d", tags=path("$.tags"))
    dynamodb.get_item("A", table_name="t", key={"id": {"S": "1"}}, attributes_to_get=["a"])
    athena.start_query_execution(
        "A",
        query_string="q",
        execution_parameters="${Parameters}",  # type: ignore[arg-type]  # filled in later
    )


@pytest.mark.parametrize("value", [b"arn:aws:s3:::b", 5, {"a": 1}, None], ids=repr)
def test_arns_of_a_resource_are_one_or_a_list(value: Any) -> None:
    with pytest.raises(AuthoringTypeError, match=r"\] is a list|' is a list"):
        DeployOptions(resources={"arn:aws:s3:::*": value})


def test_one_handler_is_a_list_of_one() -> None:
    retry = Retry("States.ALL")
    arn = "arn:aws:lambda:us-east-1:1:function:f"
    assert Task("A", resource=arn, retry=retry) == Task("A", resource=arn, retry=[retry])  # type: ignore[arg-type]  # taken, though not what the types say


def test_a_placeholder_stands_for_the_headers() -> None:
    for written in (placeholder("${Headers}"), "${Headers}"):
        reader = ItemReader(
            resource="arn:aws:states:::s3:getObject",
            reader_config=ReaderConfig(input_type="CSV", csv_headers=written),  # type: ignore[arg-type]  # a string is one too
        )
        each = Map(
            "A",
            item_processor=DONE,
            item_reader=reader,
            processor_config=ProcessorConfig("DISTRIBUTED"),
            end=True,
        )
        state = compile_machine(StateMachine([each])).document["States"]["A"]
        assert state["ItemReader"]["ReaderConfig"]["CSVHeaders"] == "${Headers}"


def test_a_branch_and_a_rule_are_told_by_what_they_are() -> None:
    with pytest.raises(AuthoringTypeError, match=r"write branches=\[StateMachine\(...\)\]"):
        Parallel("A", branches="B")  # type: ignore[arg-type]  # the mistake
    with pytest.raises(AuthoringTypeError, match=r"write choices=\[When\(...\)\]"):
        Choice("A", path("$.x") == 1)  # type: ignore[arg-type]  # the mistake
