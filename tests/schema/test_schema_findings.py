"""How findings are told: their order, place and number, and those of odd values."""

# ruff: noqa: E501 -- a refused definition and what is said of it read best as one line each

from __future__ import annotations

import subprocess
import sys
from typing import Any

import attrs
import pytest

from sfn_dsl import schema
from sfn_dsl.definition import Definition
from sfn_dsl.diagnostics import Severity
from sfn_dsl.origin import Position

from .definitions import ONE_PASS, PASS, TASK, Json, found, jsonpath


def test_findings_come_in_the_order_of_the_document() -> None:
    document = {
        "States": {"B": {"Type": "Pass", "Zzz": 1, "End": 1}, "A": {"Type": "Fail", "Error": 1}},
        "StartAt": 1,
    }

    pointers = [finding.pointer for finding in schema.check(Definition(document))]

    assert pointers == ["/States/B/Zzz", "/States/B/End", "/States/A/Error", "/StartAt"]


@pytest.mark.parametrize("name", ["", "0", "00", "+1", "-1", "a/b"])
def test_a_finding_has_its_place_in_a_state_of_any_name(name: str) -> None:
    document = {"StartAt": "A", "States": {"A": PASS, name: {**PASS, "Zzz": 1}}}

    pointers = {finding.pointer for finding in schema.check(Definition(document))}

    assert f"/States/{name.replace('/', '~1')}/Zzz" in pointers


def test_a_document_with_names_that_are_no_text_is_refused() -> None:
    odd: Any = {"StartAt": 1, "States": {"A": {"Type": "Nope", 1: 2}}}

    (finding,) = schema.check(Definition(odd))

    assert finding.message.startswith("not a JSON document")


def test_findings_stop_at_a_hundred_and_say_so() -> None:
    document = {"StartAt": "0", "States": {str(i): {"Type": "Nope"} for i in range(200)}}

    *errors, note = schema.check(Definition(document))

    assert len(errors) == schema.REPORTED == 100
    assert errors[-1].pointer == "/States/99/Type"
    assert (note.code, note.severity, note.message) == (
        "SFN109",
        Severity.INFO,
        "there are more than 100 findings; fix these, then check again",
    )


def test_a_finding_has_its_place_in_the_authors_source() -> None:
    @attrs.frozen
    class Located:
        name: str = "x.asl.json"

        def locate(self, pointer: str) -> Position | None:
            return Position(self.name, 7, 3) if pointer == "/States/A~1B/Type" else None

    document = {"StartAt": "A/B", "States": {"A/B": {"Type": "Nope"}}}

    [diagnostic] = schema.check(Definition(document, Located()))

    assert diagnostic.position == Position("x.asl.json", 7, 3)
    assert diagnostic.severity is Severity.ERROR


@pytest.mark.parametrize("levels", [schema.DEPTH + 1, 100_000])
def test_nesting_beyond_the_limit_is_a_finding(levels: int) -> None:
    value: Json = {}
    for _ in range(levels):
        value = {"a": [value]}

    assert found(jsonpath({**PASS, "Parameters": value})) == [
        "(root) SFN801 nested too deeply; keep arrays and objects within 250 levels"
    ]


def test_nesting_up_to_the_limit_is_explained() -> None:
    value: Json = {"a.$": 1}
    for _ in range(schema.DEPTH - 4):
        value = [value]
    deepest = jsonpath({**PASS, "Parameters": value})

    [finding] = found(deepest)
    [refusal] = found(jsonpath({**PASS, "Parameters": [value]}))

    assert "/0/0/a.$ SFN113 " in finding
    assert "SFN801" in refusal


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (10**400, f"'TimeoutSeconds' is 1{'0' * 39}…; write an integer from 1 to 99999999"),
        (float("nan"), "'TimeoutSeconds' is NaN; write an integer from 1 to 99999999"),
        (float("-inf"), "'TimeoutSeconds' is -Infinity; write an integer from 1 to 99999999"),
        (
            10**5000,
            "not a JSON document; write objects, arrays, strings, finite numbers, true, false, null",
        ),
        (True, "'TimeoutSeconds' is true; write an integer from 1 to 99999999"),
        (
            "\ud800",
            r"text contains '\ud800', half of a surrogate pair; write the whole character",
        ),
        (
            {1, 2},
            "not a JSON document; write objects, arrays, strings, finite numbers, true, false, null",
        ),
    ],
    ids=[
        "a great integer",
        "NaN",
        "an infinity",
        "a greater one",
        "a boolean",
        "half a character",
        "a set",
    ],
)
def test_odd_values_are_findings(value: Json, message: str) -> None:
    [finding] = schema.check(Definition({**ONE_PASS, "TimeoutSeconds": value}))

    assert finding.message == message


def test_a_mistake_in_a_large_definition_is_explained_alone() -> None:
    states = {f"S{index}": {**TASK, "Parameters": {"a.$": "$.b"}} for index in range(5_000)}
    states["S4321"] = {**TASK, "Paramaters": {}}

    assert found({"StartAt": "S0", "States": states}) == [
        "/States/S4321/Paramaters SFN110 unknown field 'Paramaters' in a Task state; did you mean 'Parameters'?"
    ]


def test_importing_the_module_loads_no_validator() -> None:
    program = (
        "import sys, sfn_dsl.schema; "
        "print([name for name in sys.modules if name.startswith('jsonschema')])"
    )

    done = subprocess.run(  # our own interpreter, our own text
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.strip() == "[]"
