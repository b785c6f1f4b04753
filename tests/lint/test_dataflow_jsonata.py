"""What JSONata expressions name: functions, members of ``$states``, and names that mean nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl import Definition, Severity, validate
from sfn_dsl.expressions.jsonata import Parsed, parse
from sfn_dsl.lint.dataflow.jsonata import FUNCTIONS, read_expression
from sfn_dsl.lint.rules import (
    bare_name,
    misplaced_states_member,
    unknown_function,
    unknown_states_member,
)
from sfn_dsl.lint.subject import Rule, Subject

RULES: tuple[Rule, ...] = (
    unknown_function,
    misplaced_states_member,
    unknown_states_member,
    bare_name,
)


def codes(state: dict[str, Any]) -> list[str]:
    document = {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": state}}
    subject = Subject(Definition(document))
    return [rule.CODE for rule in RULES for _ in rule.check(subject)]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$states.input.items[price > 3].name", []),
        ("$map($states.input.items, function($v, $i) { $v.name & $i })", []),
        ("($f := function($a) { $a + 1 }; $f(2))", []),
        ("$states.input.items@$i#$j.($i & $j)", []),
        ("$states.input.items^(>price, $.name)", []),
        ("$states.input.items{id: $sum(v)}", []),
        ("$states.input ~> |items|{'x': $.y + z}|", []),
        ("$states.input.items ~> $count", []),
        ("$states.context.Execution.Id & $uuid() & $hash('a', 'MD5')", []),
        ("$states.input.list.$length($)", []),
        ("$notAFunction(1)", ["SFN602"]),
        ("$map([1], function($v) { $nope($v) })", ["SFN602"]),
        ("$eval('1')", ["SFN602"]),
        ("$states.result.x", ["SFN603"]),
        ("$states.errorOutput", ["SFN603"]),
        ("$states.inputs", ["SFN604"]),
        ("$", ["SFN605"]),
        ("$.a", ["SFN605"]),
        ("$$.a", ["SFN605"]),
        ("$states.input.a[$$.b]", ["SFN605"]),
        ("name", ["SFN605"]),
        ("{'a': b}", ["SFN605"]),
        ("$uppercase(name)", ["SFN605"]),
    ],
)
def test_an_expression_starts_from_what_there_is(expression: str, expected: list[str]) -> None:
    assert codes({"Type": "Pass", "Output": f"{{% {expression} %}}", "End": True}) == expected


def test_the_result_and_the_error_are_there_at_the_end_of_the_work_and_in_a_catcher() -> None:
    state = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": "f"},
        "Assign": {"a": {"b": ["{% $states.result.x %}"]}},
        "Output": "{% $states.result %}",
        "Catch": [
            {
                "ErrorEquals": ["States.ALL"],
                "Next": "A",
                "Assign": {"e": "{% $states.errorOutput.Error %}"},
                "Output": "{% $states.errorOutput %}",
            }
        ],
        "End": True,
    }
    assert codes(state) == []
    assert codes({**state, "Arguments": "{% $states.result %}"}) == ["SFN603"]
    assert codes({**state, "Output": "{% $states.errorOutput %}"}) == ["SFN603"]


def test_the_table_of_functions_holds_all_of_jsonata() -> None:
    from jsonata import Jsonata

    Jsonata("1")
    built_in = set(Jsonata.static_frame.bindings) - {"eval"}
    assert built_in <= FUNCTIONS
    assert FUNCTIONS - built_in == {"partition", "range", "hash", "uuid", "parse"}


@pytest.mark.parametrize(
    "text", ["", "1 +", "$", "(", "'a", "[1", "{", "%", "/a/", "function(1){2}"]
)
def test_what_cannot_be_read_raises_nothing(text: str) -> None:
    read_expression(text)


def test_what_aws_accepted_and_what_is_good_is_not_flagged(data: Path) -> None:
    files = sorted((data / "conformance" / "executions").glob("*.json"))
    documents = [json.loads(file.read_text()).get("definition") for file in files]
    documents += [json.loads(file.read_text()) for file in (data / "lint" / "good").glob("*.json")]
    for document in documents:
        subject = Subject(Definition(document))
        found = [finding for rule in RULES for finding in rule.check(subject)]
        assert [f for f in found if f.severity is not Severity.INFO] == []


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'s3://${Bucket}/' & $states.result", ["SFN603"]),
        ('/* don\'t ${x} */ "${Text}" & $nope($states.input)', ["SFN602"]),
        ("$states.input.`${Name}` & $states.result", ["SFN603"]),
        ("${Expression} & $states.result", []),
        ("'a' & ${Expression} & 'b' & $states.result", []),
        ("$match('x', /'/) & ${Expression} & ' & $states.result", []),
        ("$states.result & '${Text}' &", []),
    ],
)
def test_placeholders_inside_texts_hide_nothing_and_others_all(
    expression: str, expected: list[str]
) -> None:
    assert codes({"Type": "Pass", "Output": f"{{% {expression} %}}", "End": True}) == expected


def test_each_expression_is_parsed_once_however_many_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parsed: list[str] = []

    def counting(text: str) -> Parsed:
        parsed.append(text)
        return parse(text)

    monkeypatch.setattr("sfn_dsl.lint.dataflow.jsonata.parse", counting)
    rules = [{"Condition": f"{{% $states.input.once = {n} %}}", "Next": "B"} for n in range(4_500)]
    choice = {"Type": "Choice", "Choices": rules, "Default": "B"}
    states = {"A": choice, "B": {"Type": "Succeed"}}
    document = {"QueryLanguage": "JSONata", "StartAt": "A", "States": states}
    assert list(validate(Definition(document))) == []
    assert len(parsed) == 4_500
