"""Calls of intrinsic functions: what AWS refuses, and what it accepts though it fails."""

from __future__ import annotations

import pytest

from .verdicts import END, machine, template, verdicts

REFUSED = ["error SFN302 /States/A/Parameters/x.$ SCHEMA_VALIDATION_FAILED"]
FAILS = ["error SFN302 /States/A/Parameters/x.$"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"'{} of {}', $.a, $.b", []),
        (r"'\\{}', $.a", []),
        (r"'\\\\{}', $.a", []),
        (r"'\{{}\}', $.a", []),
        (r"'\\\{{}', $.a", []),
        (r"'it\'s {}', $.a", []),
        (r"$.template, $.a", []),
        (r"'${Text} {', $.a", []),
        (r"'\\{}'", FAILS),
        (r"'\{}', $.a", FAILS),
        (r"'{}'", FAILS),
        (r"'{} {}', $.a", FAILS),
        (r"'a {} { b', $.a", FAILS),
        (r"'a {} } b', $.a", FAILS),
        (r"'}'", FAILS),
        (r"'{'", FAILS),
        (r"'{ }', $.a", FAILS),
        (r"'{0}', $.a", FAILS),
        (r"""'{"k":"{}"}', $.a""", FAILS),
        (r"'\\{', $.a", FAILS),
        (r"'a\b {}', $.a", REFUSED),
    ],
)
def test_a_template_is_read_as_aws_reads_it(text: str, expected: list[str]) -> None:
    assert verdicts(template(**{"x.$": f"States.Format({text})"})) == expected
    inner = f"States.Array(States.Format({text}))"
    assert verdicts(template(**{"x.$": inner})) == expected


@pytest.mark.parametrize(
    "text", ['States.StringToJson(\'{"a": "b"}\')', "States.Base64Encode('{')"]
)
def test_only_templates_have_placeholders(text: str) -> None:
    assert verdicts(template(**{"x.$": text})) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("States.Nope()", ["error SFN116 /States/A/Parameters/x.$ SCHEMA_VALIDATION_FAILED"]),
        ("States.UUID(", REFUSED),
        ("States.Hash('x')", FAILS),
        ("States.StringToJson()", FAILS),
        ("States.MathAdd(true, 1)", FAILS),
        ("States.MathAdd($$.State.EnteredTime, 86400)", FAILS),
        ("States.MathAdd(1, $$.Execution.StartTime)", FAILS),
        ("States.MathAdd($$.Execution.Name, 1)", FAILS),
        ("States.MathAdd($$.State['EnteredTime'], 1)", FAILS),
        ("States.MathAdd(States.Format('{}', $.a), 1)", FAILS),
        ("States.Array(States.MathAdd($$.Execution, 1))", FAILS),
        ("States.MathRandom($$.Execution.StartTime, 10)", FAILS),
        ("States.ArrayLength($$.Execution.Id)", FAILS),
        ("States.ArrayGetItem(States.UUID(), 0)", FAILS),
        ("States.ArrayGetItem($.a, -1)", FAILS),
        ("States.Hash($.a, 'SHA256')", FAILS),
        ("States.Hash($.a, 'sha-256')", FAILS),
        ("States.ArrayPartition($.a, 0.6)", FAILS),
        ("States.ArrayRange(1, 9, 0)", FAILS),
        ("States.ArrayRange(1, 5000, 2)", FAILS),
        ("States.MathRandom(1.4, 1.6)", FAILS),
        ("States.MathAdd(2147483647, 1)", FAILS),
        ("States.MathAdd($.a, 99999999999)", FAILS),
        ("States.MathAdd($$.State.RetryCount, 1)", []),
        ("States.MathAdd($.a, States.ArrayLength($.b))", []),
        ("States.MathAdd(States.StringToJson($.a), 1)", []),
        ("States.ArrayLength($$.Execution.Input.items)", []),
        ("States.ArrayGetItem(States.StringSplit($.a, ','), 0)", []),
        ("States.JsonMerge($.a, $.b, 'no')", []),
        ("States.ArrayRange(1, 1000, 1)", []),
        ("States.ArrayRange(9, 1, -3)", []),
        ("States.MathRandom(1, 2)", []),
        ("States.MathAdd(1e309, 1)", []),
        ("States.ArrayRange(1, 1e309, 1)", []),
        ("States.ArrayPartition($.a, 1.5)", []),
    ],
)
def test_aws_looks_at_the_syntax_and_the_name_and_the_rest_fails_when_it_runs(
    text: str, expected: list[str]
) -> None:
    assert verdicts(template(**{"x.$": text})) == expected


STRINGS = (
    "States.Format('{}', $.a)",
    "States.JsonToString($.a)",
    "States.ArrayGetItem($.a, 0)",
    "States.Base64Encode($.a)",
    "States.Base64Decode($.a)",
    "States.Hash($.a, 'MD5')",
    "States.UUID()",
)
OTHERS = (
    "States.StringToJson($.a)",
    "States.Array($.a)",
    "States.ArrayLength($.a)",
    "States.ArrayContains($.a, 1)",
    "States.ArrayUnique($.a)",
    "States.JsonMerge($.a, $.b, false)",
    "States.MathAdd(1, 2)",
    "States.MathRandom(1, 2)",
    "States.StringSplit($.a, ',')",
)


@pytest.mark.parametrize("field", ["ErrorPath", "CausePath"])
def test_the_error_and_the_cause_are_strings(field: str) -> None:
    for text in STRINGS:
        assert verdicts(machine(A={"Type": "Fail", field: text})) == []
    for text in OTHERS:
        place = f"error SFN302 /States/A/{field} SCHEMA_VALIDATION_FAILED"
        assert verdicts(machine(A={"Type": "Fail", field: text})) == [place]


def test_members_of_these_names_in_a_payload_hold_anything() -> None:
    members = {"ErrorPath.$": "States.MathAdd(1, 2)", "CausePath.$": "States.Array()"}
    state = {"Type": "Pass", "Parameters": members, "Next": "B"}
    assert verdicts(machine(A=state, B=END)) == []


MANY = ("$.errors[*].name", "$..a", "$.a[-1]", "$.a[0:1]", "$.a[0,1]", "$.a[?(@.b == 1)]", "$.*")


@pytest.mark.parametrize("field", ["ErrorPath", "CausePath"])
def test_the_error_and_the_cause_are_at_one_place(field: str) -> None:
    for text in (*MANY, "$$.Execution.*", "$$..Name"):
        place = f"error SFN301 /States/A/{field} SCHEMA_VALIDATION_FAILED"
        assert verdicts(machine(A={"Type": "Fail", field: text})) == [place]
    for text in ("$.a.b", "$.a[0].b", "$['a b']", "$$.State.Name", "States.UUID()"):
        assert verdicts(machine(A={"Type": "Fail", field: text})) == []
    for text in MANY:
        assert verdicts(template(**{f"{field}.$": text})) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("States.JsonMerge($.a, $.b, false)", []),
        ("States.JsonMerge($.a, $.b, true)", ["warning SFN302 /States/A/Parameters/x.$"]),
        ("States.Array(" * 9 + "States.UUID()" + ")" * 9, []),
        ("States.Array(" * 10 + "$.a" + ")" * 10, []),
        (
            "States.Array(" * 10 + "States.UUID()" + ")" * 10,
            ["warning SFN302 /States/A/Parameters/x.$"],
        ),
        (
            "States.Array($.a, " * 11 + "$.a" + ")" * 11,
            ["warning SFN302 /States/A/Parameters/x.$"],
        ),
    ],
)
def test_what_is_documented_as_not_supported_is_a_warning(text: str, expected: list[str]) -> None:
    assert verdicts(template(**{"x.$": text})) == expected
