"""The tables of the language, the JSON Schema and the authoring model say the same, by value."""

from __future__ import annotations

import inspect
import operator
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import combinations, product
from typing import Any, Final, Literal, NamedTuple, get_args, get_origin, get_type_hints

import attrs
import jsonschema_rs
import pytest

import sfn_dsl
from sfn_dsl import distributed, intrinsics, path
from sfn_dsl.diagnostics import has_errors
from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.expressions.choice_rules import rule_test
from sfn_dsl.expressions.conditions import Condition
from sfn_dsl.expressions.intrinsics import Intrinsic
from sfn_dsl.expressions.operands import PathOperand
from sfn_dsl.language import fields as table
from sfn_dsl.language.comparisons import BOOLEAN_OPERATORS, OPERATORS, TYPE_TESTS, ValueKind
from sfn_dsl.language.context_object import MEMBERS
from sfn_dsl.language.error_names import States, matches
from sfn_dsl.language.fields import Field, Kind, QueryLanguage, snake_case
from sfn_dsl.language.intrinsics import FUNCTIONS
from sfn_dsl.schema import check

from .validators import SCHEMA

DEFINITIONS: Final[dict[str, Any]] = SCHEMA["$defs"]
MACHINE = {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}
JSONPATH, JSONATA = QueryLanguage.JSONPATH, QueryLanguage.JSONATA
PREFIXES = {JSONPATH: "Jsonpath", JSONATA: "Jsonata"}


class Holder(NamedTuple):
    """One kind of object: where the schema defines it, and its rows in the table."""

    definition: str
    rows: tuple[Field, ...]
    language: QueryLanguage
    cls: type | None = None


def holders() -> Iterator[Holder]:
    """Each kind of object that the schema and the table both describe, in each query language."""
    apart = [
        ("Catcher", table.CATCHER, sfn_dsl.Catch),
        ("Credentials", table.CREDENTIALS, sfn_dsl.Credentials),
        ("ItemReader", table.ITEM_READER, distributed.ItemReader),
        ("ReaderConfig", table.READER_CONFIG, distributed.ReaderConfig),
        ("ItemBatcher", table.ITEM_BATCHER, distributed.ItemBatcher),
        ("ResultWriter", table.RESULT_WRITER, distributed.ResultWriter),
        ("ChoiceRule", table.RULE, sfn_dsl.When),
    ]
    for language, prefix in PREFIXES.items():
        for kind, rows in table.STATES.items():
            yield Holder(prefix + kind, rows, language, getattr(sfn_dsl, kind))
        for name, rows, cls in apart:
            yield Holder(prefix + name, rows, language, cls)
    yield Holder("Retrier", table.RETRIER, JSONPATH, sfn_dsl.Retry)
    yield Holder("WriterConfig", table.WRITER_CONFIG, JSONPATH, distributed.WriterConfig)
    yield Holder("ProcessorConfig", table.PROCESSOR_CONFIG, JSONPATH, distributed.ProcessorConfig)
    yield Holder("Machine", without("ProcessorConfig"), JSONPATH, sfn_dsl.StateMachine)
    yield Holder("ItemProcessor", without("Version", "TimeoutSeconds", "QueryLanguage"), JSONPATH)
    yield Holder("Branch", without("Version", "TimeoutSeconds", "ProcessorConfig"), JSONPATH)


def without(*names: str) -> tuple[Field, ...]:
    assert set(names) <= {row.name for row in table.MACHINE}
    return tuple(row for row in table.MACHINE if row.name not in names)


HOLDERS: Final = tuple(holders())
each_holder = pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: holder.definition)
each_class = pytest.mark.parametrize(
    "holder", [each for each in HOLDERS if each.cls], ids=lambda holder: holder.definition
)

# What the schema has besides fields of the table: the tests of a rule, and a path in a template.
BESIDES_FIELDS = {
    "JsonpathChoiceRule": {"Variable", *OPERATORS, *TYPE_TESTS, *BOOLEAN_OPERATORS},
    "JsonataChoiceRule": {"Condition"},
    "JsonpathCredentials": {"RoleArn.$"},
}
# What the schema requires elsewhere: a nested rule has no 'Next', and a role may be a path.
REQUIRED_ELSEWHERE = {"JsonpathChoiceRule": {"Next"}, "JsonpathCredentials": {"RoleArn"}}


def spoken(holder: Holder) -> list[Field]:
    """The fields that an object has in its query language."""
    return [row for row in holder.rows if row.only in (None, holder.language)]


def in_table(holder: Holder) -> set[str]:
    names = {row.name for row in spoken(holder)}
    if holder.language is JSONPATH:
        names |= {row.path_twin for row in spoken(holder) if row.path_twin}
    return names


def properties(definition: str) -> dict[str, Any]:
    found: dict[str, Any] = DEFINITIONS[definition]["properties"]
    return found


def accepts(definition: str, member: str, value: Any) -> bool:
    """Tell whether the schema accepts a value as a member of a kind of object."""
    schema = {"$ref": f"#/$defs/{definition}/properties/{member}", "$defs": DEFINITIONS}
    return bool(jsonschema_rs.validator_for(schema).is_valid(value))


def enumeration(schema: Any) -> set[str]:
    """The values that a schema lists, empty if it lists none."""
    if not isinstance(schema, dict):
        return set()
    if "$ref" in schema:
        return enumeration(DEFINITIONS[schema["$ref"].rpartition("/")[2]])
    return set(schema.get("enum", ())) | enumeration(schema.get("else"))


# Fields


@each_holder
def test_the_schema_has_the_fields_of_the_table(holder: Holder) -> None:
    besides = BESIDES_FIELDS.get(holder.definition, set())
    assert set(properties(holder.definition)) - besides == in_table(holder)
    assert not besides & in_table(holder)


@each_holder
def test_the_schema_requires_what_the_table_requires(holder: Holder) -> None:
    required = {row.name for row in spoken(holder) if row.required}
    besides = BESIDES_FIELDS.get(holder.definition, set())
    found = set(DEFINITIONS[holder.definition].get("required", ())) - besides
    elsewhere = REQUIRED_ELSEWHERE.get(holder.definition, set())
    assert found | elsewhere == required - {"Type"}
    assert not found & elsewhere


def test_what_every_state_and_top_rule_requires_is_required_where_they_are_used() -> None:
    assert DEFINITIONS["TopJsonpathChoiceRule"]["required"] == ["Next"]
    untyped = sfn_dsl.Definition({"StartAt": "A", "States": {"A": {"End": True}}})
    assert has_errors(check(untyped))


def test_the_schema_has_the_types_of_state_of_the_table() -> None:
    assert enumeration(DEFINITIONS["StateType"]) == set(table.STATES)
    assert enumeration(DEFINITIONS["QueryLanguage"]) == {each.value for each in QueryLanguage}


@each_holder
def test_fields_are_nullable_in_the_schema_exactly_where_the_table_says_so(holder: Holder) -> None:
    kinds = (Kind.PATH, Kind.REFERENCE_PATH, Kind.TARGET, Kind.CONSTANT, Kind.VALUE, Kind.JSON)
    checked = [row for row in spoken(holder) if row.kind in kinds]
    nullable = {row.name for row in checked if accepts(holder.definition, row.name, None)}
    assert nullable == {row.name for row in checked if row.nullable}


@each_holder
def test_fields_take_a_number_in_the_schema_exactly_where_the_table_says_so(holder: Holder) -> None:
    checked = [row.name for row in spoken(holder) if row.kind in (Kind.CONSTANT, Kind.VALUE)]
    numbers = {name for name in checked if accepts(holder.definition, name, 1)}
    assert numbers == set(checked) & table.NUMBERS


@each_holder
def test_the_schema_takes_only_paths_for_paths_and_path_twins(holder: Holder) -> None:
    paths = (Kind.PATH, Kind.REFERENCE_PATH)
    names = {row.name for row in spoken(holder) if row.kind in paths}
    for name in names | (in_table(holder) - {row.name for row in spoken(holder)}):
        assert accepts(holder.definition, name, "$.x"), name
        assert not accepts(holder.definition, name, "x"), name
    for row in spoken(holder):
        if row.kind in paths:
            is_reference = not accepts(holder.definition, row.name, "$..x")
            assert is_reference is (row.kind is Kind.REFERENCE_PATH), row.name


def attributes(cls: type) -> set[str]:
    hidden = {"origin", "name", "checked", "_inside"}
    return {field.name for field in attrs.fields(cls)} - hidden


@each_class
def test_the_model_has_an_attribute_for_each_field(holder: Holder) -> None:
    assert holder.cls
    own = {sfn_dsl.Map: {"processor_config"}, sfn_dsl.When: {"condition"}}
    rows = {snake_case(row.name) for row in holder.rows} - {"type"}
    assert attributes(holder.cls) == rows | own.get(holder.cls, set())


# The modules of states name these in annotations alone.
NOT_IMPORTED = {**vars(distributed), "StateMachine": sfn_dsl.StateMachine}


@each_class
def test_the_model_takes_the_values_that_the_schema_lists(holder: Holder) -> None:
    assert holder.cls
    hints = get_type_hints(holder.cls, localns=NOT_IMPORTED)
    for row in spoken(holder):
        listed = enumeration(properties(holder.definition)[row.name])
        if row.name != "Type":
            assert literals(hints.get(snake_case(row.name))) == listed, row.name


def literals(hint: Any) -> set[Any]:
    """The strings that a type lists, empty if it lists none."""
    parts = get_args(hint) if get_origin(hint) is not Literal else (hint,)
    listed = [get_args(part) for part in parts if get_origin(part) is Literal]
    return {value for values in listed for value in values if isinstance(value, str)}


# Choice rules

OPERAND_SCHEMAS = {
    ValueKind.STRING: "String",
    ValueKind.NUMBER: "Number",
    ValueKind.BOOLEAN: "Boolean",
    ValueKind.TIMESTAMP: "Timestamp",
}


def test_the_schema_has_the_operators_of_the_table_each_with_its_kind_of_operand() -> None:
    expected = {
        name: "Path" if each.operand_is_path else OPERAND_SCHEMAS[each.kind]
        for name, each in OPERATORS.items()
    }
    expected |= dict.fromkeys(TYPE_TESTS, "Boolean")
    expected |= {"And": "NestedRules", "Or": "NestedRules", "Not": "NestedJsonpathChoiceRule"}
    others = {"Variable", *(row.name for row in table.RULE)}
    found = {
        name: schema["$ref"].removeprefix("#/$defs/")
        for name, schema in properties("JsonpathChoiceRule").items()
        if name not in others
    }
    assert found == expected


def test_each_operator_of_the_table_is_one_choice_of_a_rule() -> None:
    choices = DEFINITIONS["JsonpathChoiceRule"]["allOf"][0]["oneOf"]
    names = [name for choice in choices for name in choice["required"]]
    assert sorted(names) == sorted((*OPERATORS, *TYPE_TESTS, *BOOLEAN_OPERATORS))


LITERALS: Mapping[str, Any] = {
    "string": "x",
    "number": 1,
    "boolean": True,
    "timestamp": datetime(2030, 1, 31, tzinfo=UTC),
}
COMPARE = (operator.eq, operator.lt, operator.gt, operator.le, operator.ge)


def written_in_python() -> Iterator[Condition]:
    """Every comparison that Python can write: each view, operator and kind of operand."""
    for (view, literal), compare in product(LITERALS.items(), COMPARE):
        for operand in (literal, path("$.b")):
            try:
                yield compare(getattr(path("$.a"), view), operand)
            except AuthoringTypeError:
                continue
    yield path("$.a").matches("*")


def test_python_writes_the_comparison_operators_of_the_table() -> None:
    rules = [rule_test(condition) for condition in written_in_python()]
    assert {name for rule in rules for name in rule if name != "Variable"} == set(OPERATORS)


def test_python_writes_the_type_tests_of_the_table() -> None:
    tests = [name for name in dir(PathOperand) if name.startswith("is_")]
    rules = [rule_test(getattr(path("$.a"), name)()) for name in tests]
    assert {name for rule in rules for name in rule if name != "Variable"} == set(TYPE_TESTS)


# Intrinsic functions


def test_the_schema_has_the_intrinsic_functions_of_the_table() -> None:
    pattern = DEFINITIONS["PathOrIntrinsic"]["else"]["pattern"]
    listed = re.search(r"States\\\.\(\?:([\w|]+)\)", pattern)
    assert listed
    names = [f"States.{name}" for name in listed[1].split("|")]
    assert sorted(names) == sorted(FUNCTIONS)


def test_python_has_the_intrinsic_functions_of_the_table_with_their_numbers_of_arguments() -> None:
    assert {call.function for call, _, _ in calls()} == set(FUNCTIONS)
    for call, positional, takes_more in calls():
        row = FUNCTIONS[call.function]
        assert len(call.arguments) == row.fewest, call.function
        assert (None if takes_more else positional) == row.most, call.function


def calls() -> Iterator[tuple[Intrinsic, int, bool]]:
    """A call of each function with what it requires, and how many arguments it can take."""
    for name, function in inspect.getmembers(intrinsics, inspect.isfunction):
        if name.startswith("_") or name == "parse" or function.__module__ != intrinsics.__name__:
            continue
        parameters = inspect.signature(function).parameters.values()
        positional = [p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
        required = [path("$.x") for p in positional if p.default is p.empty]
        takes_more = any(p.kind is p.VAR_POSITIONAL for p in parameters)
        yield function(*required), len(positional), takes_more


# Error names and the context object


def test_each_reserved_error_name_is_written_as_its_constant() -> None:
    names = {name: value for name, value in vars(States).items() if name.isupper()}
    for name, value in names.items():
        start, _, rest = value.partition(".")
        assert (start, snake_case(rest.replace(".", "_")).replace("__", "_").upper()) == (
            "States",
            name,
        )


def test_error_names_match_as_the_service_matches_them() -> None:
    assert matches(States.ALL, "Anything")
    assert not matches(States.ALL, States.RUNTIME)
    assert not matches(States.RUNTIME, States.RUNTIME)
    assert matches(States.TASK_FAILED, "Lambda.ServiceException")
    assert not matches(States.TASK_FAILED, States.TIMEOUT)
    assert matches(States.TIMEOUT, States.TIMEOUT)
    assert not matches("Custom", "custom")


def test_every_member_of_the_context_object_is_in_one_that_is_an_object() -> None:
    for name in MEMBERS:
        assert not (parent := name.rpartition(".")[0]) or MEMBERS[parent].kind == "object"
        assert sfn_dsl.context(name).path.is_reference


# Fields that exclude each other (ASL reference, section 11.2): of each group at most one is given,
# and exactly one where the group is needed.

ONE_WAY_ON = (("Next", "End"), True)
WAITS = (("Seconds", "SecondsPath", "Timestamp", "TimestampPath"), True)
EXCLUSIVE: dict[str, list[tuple[tuple[str, ...], bool]]] = {
    kind: [((row.name, row.path_twin), False) for row in rows if row.path_twin and kind != "Wait"]
    for kind, rows in table.STATES.items()
}
for _kind in ("Task", "Parallel", "Map", "Pass", "Wait"):
    EXCLUSIVE[_kind].append(ONE_WAY_ON)
EXCLUSIVE["Wait"].append(WAITS)
EXCLUSIVE["Map"] += [(("ItemProcessor", "Iterator"), True), (("ItemSelector", "Parameters"), False)]

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
        without_any = {name: value for name, value in LEAST[kind].items() if name not in names}
        assert refused(kind, without_any) is needed, (kind, names)
        for name in names:
            assert not refused(kind, {**without_any, name: sample(name)}), (kind, name)
        for pair in combinations(names, 2):
            both = {name: sample(name) for name in pair}
            assert refused(kind, {**without_any, **both}), pair
