"""What the list of rules says of each rule is true, and a validation loads only what it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from sfn_dsl import Definition, Severity
from sfn_dsl.lint.rules import RULES, Row, concerned
from sfn_dsl.lint.subject import Subject

from .defects import DEFECTS
from .defects_of_data import DATA_DEFECTS
from .examples import definitions, example

COLLECTIONS = ("lint/defects", "lint/good", "conformance/executions", "corpus/definitions")


@pytest.mark.parametrize("row", RULES, ids=lambda row: row.module)
def test_a_row_has_its_rule_s_code(row: Row) -> None:
    assert row.code == row.load().CODE


def subjects(data: Path) -> list[Subject]:
    documents = [document for document, _ in (*DEFECTS.values(), *DATA_DEFECTS.values())]
    for collection in COLLECTIONS[:3]:
        documents += [document for _, document in definitions(data / collection)]
    examples = [example(cast("Any", row.load()), "Bad") for row in RULES]
    return [
        *(Subject(Definition(document)) for document in documents),
        *(Subject(definition) for definition in examples if definition),
    ]


def test_a_rule_finds_nothing_where_it_is_not_run(data: Path) -> None:
    for subject in subjects(data):
        for row in set(RULES) - set(concerned(subject)):
            assert list(row.load().check(subject)) == [], row


@pytest.mark.slow
def test_no_rule_is_missed_in_public_definitions(data: Path) -> None:
    for name, document in definitions(data / COLLECTIONS[3]):
        subject = Subject(Definition(document))
        for row in set(RULES) - set(concerned(subject)):
            assert list(row.load().check(subject)) == [], (name, row)


def test_every_rule_runs_where_a_definition_has_no_text() -> None:
    odd = Subject(Definition({"StartAt": {1}}))
    assert concerned(odd) == RULES


@pytest.mark.parametrize(
    ("fields", "module", "runs"),
    [
        ({"ResultPath": "$.a"}, "unwritten_member", False),
        ({"ResultPath": "$.a", "InputPath": "$"}, "unwritten_member", False),
        ({"ResultPath": "$.a", "OutputPath": "$.b"}, "unwritten_member", True),
        ({"ResultPath": "$.a", "InputPath": "$['b']"}, "unwritten_member", True),
        ({"Parameters": {"a.$": "States.Array($.b)"}}, "unwritten_member", True),
        ({"Parameters": {"a.$": "$.b", "aPath": "$.b"}}, "forgotten_dollar", False),
        ({"Parameters": {"a": "$.b"}}, "forgotten_dollar", True),
        ({"Parameters": ["x", "$.b"]}, "forgotten_dollar", True),
        ({"Parameters": {"a": "States.UUID()"}}, "forgotten_dollar", True),
        ({"Comment": "${a}"}, "unclosed_placeholder", False),
        ({"Comment": "${a}", "Result": "${b"}, "unclosed_placeholder", True),
        ({"Result": "${b ${a}"}, "unclosed_placeholder", True),
        ({"Output": "{% 'a${b' %}"}, "unclosed_placeholder", True),
    ],
)
def test_a_rule_runs_only_where_what_it_is_about_is_written(
    fields: dict[str, Any], module: str, runs: bool
) -> None:
    state = {"Type": "Pass", "End": True, **fields}
    subject = Subject(Definition({"StartAt": "A", "States": {"A": state}}))
    assert (module in {row.module for row in concerned(subject)}) is runs


def test_a_rule_of_advice_finds_nothing_but_advice(data: Path) -> None:
    for row in filter(lambda row: row.is_advice, RULES):
        for subject in subjects(data):
            severities = {finding.severity for finding in row.load().check(subject)}
            assert severities <= {Severity.INFO}, row


PASSES = {
    "StartAt": "A",
    "States": {
        "A": {"Type": "Pass", "Next": "B"},
        "B": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.ok", "BooleanEquals": True, "Next": "C"}],
            "Default": "C",
        },
        "C": {"Type": "Succeed"},
    },
}
CALL = {
    "StartAt": "A",
    "States": {
        "A": {
            "Type": "Task",
            "End": True,
            "Resource": "arn:aws:states:::sns:publish",
            "Parameters": {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:t", "Message": "m"},
        }
    },
}
EXPRESSION = {
    "QueryLanguage": "JSONata",
    "StartAt": "A",
    "States": {"A": {"Type": "Pass", "End": True, "Output": "{% $states.input %}"}},
}

# What no validation of a sound JSON file needs.
NEVER = (
    "boto3",
    "botocore",
    "jsonschema",
    "sfn_dsl.compiler",
    "sfn_dsl.importer",
    "sfn_dsl.interop.cloudformation",
    "sfn_dsl.interop.stepfunctions_sdk",
    "sfn_dsl.model.machine",
    "sfn_dsl.model.states",
    "sfn_dsl.model.work_states",
    "sfn_dsl.python_files",
    "sfn_dsl.report.codes",
    "sfn_dsl.schema.findings",
    "sfn_dsl.tasks",
    "yaml",
)
SERVICES = "sfn_dsl.service_models"
CHOICES = "sfn_dsl.lint.choice_rules"


def loaded(definition: dict[str, Any], tmp_path: Path) -> set[str]:
    """The modules that ``sfn validate`` has loaded when it is done with a JSON file."""
    file = tmp_path / "machine.asl.json"
    file.write_text(json.dumps(definition), encoding="utf-8")
    program = (
        "import atexit, sys\n"
        "from sfn_dsl.cli.main import main\n"
        "atexit.register(lambda: print(*sys.modules, sep='\\n'))\n"
        f"main(['validate', {str(file)!r}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        cwd=tmp_path,
    )
    return set(done.stdout.splitlines())


@pytest.mark.parametrize(
    ("definition", "also", "without"),
    [
        (PASSES, {CHOICES}, {SERVICES, "jsonata"}),
        (CALL, {SERVICES}, {CHOICES, "jsonata", "sfn_dsl.lint.dataflow"}),
        (EXPRESSION, {"jsonata"}, {SERVICES, CHOICES}),
    ],
    ids=["no call", "a call", "JSONata"],
)
def test_validating_a_json_file_loads_what_its_content_needs(
    definition: dict[str, Any], also: set[str], without: set[str], tmp_path: Path
) -> None:
    found = loaded(definition, tmp_path)
    assert also <= found
    assert not found & {*NEVER, *without}
    rules = {name for name in found if name.startswith("sfn_dsl.lint.rules.")}
    assert len(rules) < len(RULES) / 2
