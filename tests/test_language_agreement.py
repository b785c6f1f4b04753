"""The table of fields, the JSON Schema and the authoring model say the same of the language."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import attrs
import pytest
from sfn_dsl.language.exclusive_fields import EXCLUSIVE

import sfn_dsl
from sfn_dsl import distributed
from sfn_dsl.diagnostics import has_errors
from sfn_dsl.expressions.conditions import Comparison
from sfn_dsl.language import fields as table
from sfn_dsl.language.comparisons import OPERATORS, TYPE_TESTS
from sfn_dsl.language.context_object import MEMBERS
from sfn_dsl.language.error_names import States, matches
from sfn_dsl.language.fields import Field, QueryLanguage, snake_case
from sfn_dsl.language.intrinsics import FUNCTIONS
from sfn_dsl.schema import check

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "schemas/asl.schema.json").read_text()
)["$defs"]
MACHINE = {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}
JSONPATH, JSONATA = QueryLanguage.JSONPATH, QueryLanguage.JSONATA
PREFIXES = {JSONPATH: "Jsonpath", JSONATA: "Jsonata"}


def in_table(rows: tuple[Field, ...], language: QueryLanguage) -> set[str]:
    """The names that the table gives an object's fields in one query language."""
    found = set()
    for field in rows:
        if field.only in (None, language):
            found.add(field.name)
            if field.path_twin and language is JSONPATH:
                found.add(field.path_twin)
    return found


def in_schema(definition: str) -> set[str]:
    return set(SCHEMA[definition]["properties"])


@pytest.mark.parametrize("language", PREFIXES, ids=lambda language: language.value)
@pytest.mark.parametrize("kind", table.STATES)
def test_the_schema_has_the_tables_fields_for_each_type_of_state(
    kind: str, language: QueryLanguage
) -> None:
    assert in_schema(PREFIXES[language] + kind) == in_table(table.STATES[kind], language)


@pytest.mark.parametrize("language", PREFIXES, ids=lambda language: language.value)
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Catcher", table.CATCHER),
        ("ItemReader", table.ITEM_READER),
        ("ReaderConfig", table.READER_CONFIG),
        ("ItemBatcher", table.ITEM_BATCHER),
        ("ResultWriter", table.RESULT_WRITER),
    ],
)
def test_the_schema_has_the_tables_fields_for_objects_in_states(
    name: str, rows: tuple[Field, ...], language: QueryLanguage
) -> None:
    assert in_schema(PREFIXES[language] + name) == in_table(rows, language)


def test_the_schema_has_the_tables_fields_for_what_both_languages_write_alike() -> None:
    assert in_schema("Retrier") == in_table(table.RETRIER, JSONPATH)
    assert in_schema("WriterConfig") == in_table(table.WRITER_CONFIG, JSONPATH)
    assert in_schema("ProcessorConfig") == in_table(table.PROCESSOR_CONFIG, JSONPATH)
    assert set(SCHEMA["StateType"]["enum"]) == set(table.STATES)


def test_required_and_nullable_fields_are_the_same_in_table_and_schema() -> None:
    for kind, rows in table.STATES.items():
        for language, prefix in PREFIXES.items():
            known = in_table(rows, language)
            required = {field.name for field in rows if field.required and field.name in known}
            assert set(SCHEMA[prefix + kind].get("required", [])) | {"Type"} == required, kind
    nullable = {field.name for rows in table.STATES.values() for field in rows if field.nullable}
    assert nullable == {"InputPath", "OutputPath", "ResultPath", "Result"}


def test_the_schema_knows_every_comparison_operator() -> None:
    text = json.dumps(SCHEMA)
    for operator in (*OPERATORS, *TYPE_TESTS, "And", "Or", "Not"):
        assert f'"{operator}"' in text
    assert len(OPERATORS) + len(TYPE_TESTS) == 39


def test_the_schema_knows_every_intrinsic_function() -> None:
    pattern = SCHEMA["PathOrIntrinsic"]["else"]["pattern"]
    for function in FUNCTIONS:
        assert function.removeprefix("States.") in pattern


def attributes(cls: type) -> set[str]:
    return {field.name for field in attrs.fields(cls)} - {"origin", "name"}


@pytest.mark.parametrize("kind", table.STATES)
def test_the_model_has_an_attribute_for_each_field_of_each_type_of_state(kind: str) -> None:
    rows = {snake_case(field.name) for field in table.STATES[kind]} - {"type"}
    own = {"processor_config"} if kind == "Map" else set()
    assert attributes(getattr(sfn_dsl, kind)) == rows | own


@pytest.mark.parametrize(
    ("cls", "rows", "own"),
    [
        (sfn_dsl.Retry, table.RETRIER, set()),
        (sfn_dsl.Catch, table.CATCHER, set()),
        (sfn_dsl.When, table.RULE, {"condition"}),
        (sfn_dsl.Credentials, table.CREDENTIALS, set()),
        (distributed.ItemReader, table.ITEM_READER, set()),
        (distributed.ReaderConfig, table.READER_CONFIG, set()),
        (distributed.ItemBatcher, table.ITEM_BATCHER, set()),
        (distributed.ResultWriter, table.RESULT_WRITER, set()),
        (distributed.WriterConfig, table.WRITER_CONFIG, set()),
        (distributed.ProcessorConfig, table.PROCESSOR_CONFIG, set()),
    ],
)
def test_the_model_has_an_attribute_for_each_field_of_other_objects(
    cls: type, rows: tuple[Field, ...], own: set[str]
) -> None:
    assert attributes(cls) == {snake_case(field.name) for field in rows} | own


def test_the_model_has_an_attribute_for_each_field_of_a_machine() -> None:
    rows = {snake_case(field.name) for field in table.MACHINE} - {"processor_config"}
    assert attributes(sfn_dsl.StateMachine) - {"checked", "_inside"} == rows


def test_reserved_error_names_start_alike() -> None:
    names = [value for name, value in vars(States).items() if name.isupper()]
    assert len(names) == len(set(names)) == 17
    assert all(name.startswith("States.") for name in names)


def test_a_comparison_holds_an_operator_of_the_table() -> None:
    condition = sfn_dsl.path("$.n") > 1
    assert isinstance(condition, Comparison)
    assert condition.operator in OPERATORS


LEAST: dict[str, dict[str, Any]] = {
    "Task": {"Resource": "arn:x", "End": True},
    "Parallel": {"Branches": [MACHINE], "End": True},
    "Map": {"ItemProcessor": MACHINE, "End": True},
    "Pass": {"End": True},
    "Wait": {"Seconds": 1, "End": True},
    "Choice": {"Choices": [{"Variable": "$.a", "IsNull": True, "Next": "A"}]},
    "Succeed": {},
    "Fail": {},
}
SAMPLES: dict[str, Any] = {
    "Next": "A",
    "End": True,
    "ItemProcessor": MACHINE,
    "Iterator": MACHINE,
    "Timestamp": "2030-01-31T00:00:00Z",
    "Error": "E",
    "Cause": "C",
    "ItemSelector": {},
    "Parameters": {},
}


def refused(kind: str, state: dict[str, Any]) -> bool:
    document = {"StartAt": "A", "States": {"A": {"Type": kind, **state}}}
    return has_errors(check(sfn_dsl.Definition(document)))


def sample(name: str) -> Any:
    return SAMPLES.get(name, "$.x" if name.endswith("Path") else 1)


@pytest.mark.parametrize("kind", EXCLUSIVE)
def test_the_schema_refuses_fields_that_exclude_each_other(kind: str) -> None:
    assert not refused(kind, LEAST[kind])
    for names, needed in EXCLUSIVE[kind]:
        without = {name: value for name, value in LEAST[kind].items() if name not in names}
        assert refused(kind, without) is needed, (kind, names)
        for name in names:
            assert not refused(kind, {**without, name: sample(name)}), (kind, name)
        for pair in combinations(names, 2):
            assert refused(kind, {**without, **{name: sample(name) for name in pair}}), pair


def test_error_names_match_as_the_service_matches_them() -> None:
    assert matches(States.ALL, "Anything")
    assert not matches(States.ALL, States.RUNTIME)
    assert not matches(States.RUNTIME, States.RUNTIME)
    assert matches(States.TASK_FAILED, "Lambda.ServiceException")
    assert not matches(States.TASK_FAILED, States.TIMEOUT)
    assert matches(States.TIMEOUT, States.TIMEOUT)
    assert not matches("Custom", "custom")


def test_every_member_of_the_context_object_stands_in_one() -> None:
    for name in MEMBERS:
        assert not (parent := name.rpartition(".")[0]) or MEMBERS[parent].kind == "object"
        assert sfn_dsl.context(name).path.is_reference
