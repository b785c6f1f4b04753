"""An import is equal, or is refused with the place; what is valid is never refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl import (
    AuthoringError,
    Definition,
    SourceError,
    canonical_text,
    compile_machine,
    placeholder,
    validate,
)
from sfn_dsl.definition.reading import read_json
from sfn_dsl.definition.yaml.reading import read_yaml
from sfn_dsl.importer import Deployable, python_source
from sfn_dsl.importer.verification import differences

LAMBDA = "arn:aws:states:::lambda:invoke"
PUBLISH = "arn:aws:states:::sns:publish"
DESCRIBE = "arn:aws:states:::aws-sdk:ec2:describeInstances"


def alone(state: dict[str, Any], language: str | None = None) -> dict[str, Any]:
    says = {"QueryLanguage": language} if language else {}
    return {**says, "StartAt": "A", "States": {"A": state, "Z": {"Type": "Succeed"}}}


def task(**fields: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": LAMBDA, "Next": "Z", **fields}


def rule(**test: Any) -> dict[str, Any]:
    return alone({"Type": "Choice", "Choices": [{**test, "Next": "Z"}]})


def mapped(processor: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    inner = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}, **(processor or {})}
    return {"Type": "Map", "ItemProcessor": inner, "Next": "Z", **fields}


def rebuilt(document: dict[str, Any]) -> Any:
    names: dict[str, Any] = {"__name__": "imported"}
    exec(python_source(Definition(document)), names)  # noqa: S102 - source that was made here
    return compile_machine(names["machine"]).document


READER = {
    "Resource": "arn:aws:states:::s3:getObject",
    "ReaderConfig": {"InputType": "CSV", "CSVHeaders": "${Headers}", "MaxItems": "${Most}"},
}

VALID = {
    "a name that is a member's and ends in a dollar": alone(
        {"Type": "Pass", "Parameters": {"a.$.$": "$.x", "a.$": "$.y"}, "Next": "Z"}
    ),
    "a dollar in the payload of a JSONata task": alone(
        task(Arguments={"FunctionName": "f", "Payload": {"a.$": "x"}}), "JSONata"
    ),
    "a dollar in what both languages have": alone(
        {"Type": "Pass", "Assign": {"v": {"a.$": "{% 1 %}"}}, "Next": "Z"}, "JSONata"
    ),
    "a dollar in an item selector": alone(mapped(ItemSelector={"a.$": 1}), "JSONata"),
    "an empty error name": alone(task(Catch=[{"ErrorEquals": [""], "Next": "Z"}])),
    "an empty error name in a retrier": alone(task(Retry=[{"ErrorEquals": ["", "States.ALL"]}])),
    "an array for parameters": alone(task(Parameters=["a", {"b.$": "$.b"}])),
    "an array for the parameters of a typed task": alone(task(Resource=PUBLISH, Parameters=["a"])),
    "an array for the parameters of an SDK call": alone(task(Resource=DESCRIBE, Parameters=[1])),
    "a huge integer": alone({"Type": "Pass", "Result": {"n": 7 * 10**4000}, "Next": "Z"}),
    "an integer with a fraction of zero": alone(task(TimeoutSeconds=60.0)),
    "a placeholder for a path": alone(
        task(InputPath="${In}", ResultPath="${Result}", OutputPath="x${Out}y")
    ),
    "a placeholder inside a path": alone(task(ResultPath="$.a.x${B}[${C}]")),
    "placeholders for numbers": alone(
        task(
            TimeoutSeconds="${T}",
            HeartbeatSeconds="${H}",
            Retry=[{"ErrorEquals": ["${E}"], "MaxAttempts": "${M}", "JitterStrategy": "${J}"}],
        )
    ),
    "placeholders for a path's twin and in a call": alone(
        {"Type": "Pass", "Parameters": {"a.$": "${A}", "b.$": "States.${F}($.a)"}, "Next": "Z"}
    ),
    "a placeholder for a list of headers": alone(
        mapped(
            {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "${T}"}},
            ItemReader=READER,
            MaxConcurrency="${C}",
        )
    ),
    "a placeholder for an operand": rule(Variable="${V}", NumericGreaterThan="${Most}"),
    "a placeholder for a condition": alone(
        {"Type": "Choice", "Choices": [{"Condition": "${C}", "Next": "Z"}]}, "JSONata"
    ),
    "a start that is a placeholder": {"StartAt": "${S}", "States": {"${S}": {"Type": "Succeed"}}},
    "nothing in a path": alone(task(InputPath=None, ResultPath=None, OutputPath=None)),
}


@pytest.mark.parametrize("document", VALID.values(), ids=VALID.keys())
def test_a_valid_definition_comes_back_equal(document: dict[str, Any]) -> None:
    assert not list(differences(document, rebuilt(document)))


OUTSIDE_QUOTES = {
    "a number": alone({"Type": "Wait", "Seconds": "<N>", "Next": "Z"}),
    "numbers of a retrier, which is there twice": alone(
        task(
            TimeoutSeconds="<T>",
            Retry=[{"ErrorEquals": ["E"], "MaxAttempts": "<M>", "BackoffRate": "${B}"}],
            Catch=[{"ErrorEquals": ["E"], "Next": "Z"}],
        )
    ),
    "a timeout of the machine": {**alone({"Type": "Succeed"}), "TimeoutSeconds": "<T>"},
    "an operand": rule(Not={"Variable": "$.n", "NumericGreaterThan": "<Most>"}),
    "an operand that is told by its kind": rule(Variable="$.b", BooleanEquals="<B>"),
    "a test of a kind": rule(Variable="$.b", IsPresent="<B>"),
    "a condition": alone(
        {"Type": "Choice", "Choices": [{"Condition": "<C>", "Next": "Z"}]}, "JSONata"
    ),
    "a list of headers": alone(
        mapped(
            {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
            ItemReader={
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": "CSV", "CSVHeaders": "<Headers>"},
            },
        )
    ),
    "in a payload": alone(
        task(Parameters={"FunctionName": "f", "Payload": {"a": ["<N>", "${N}"]}})
    ),
    "a whole payload": alone(task(Resource=DESCRIBE, Parameters="<All>")),
    "in a result": alone({"Type": "Pass", "Result": {"a": ["<N>", "${N}"]}, "Next": "Z"}),
    "in JSONata": alone(
        {"Type": "Pass", "Output": {"a": "<N>", "b": "${N}"}, "Next": "Z"}, "JSONata"
    ),
}


@pytest.mark.parametrize("document", OUTSIDE_QUOTES.values(), ids=OUTSIDE_QUOTES.keys())
@pytest.mark.parametrize("opening", ['"${', "${"], ids=["in quotes", "outside them"])
def test_a_placeholder_keeps_its_quotes_or_has_none(document: dict[str, Any], opening: str) -> None:
    closing = opening.replace("${", "}")[::-1]
    text = canonical_text(document).replace('"<', opening).replace('>"', closing)
    names: dict[str, Any] = {"__name__": "imported"}
    exec(python_source(read_json(text)), names)  # noqa: S102 - source that was made here
    built = canonical_text(compile_machine(names["machine"]).document)
    assert not list(differences(read_json(text).document, read_json(built).document))


IN_YAML = """
StartAt: A
States:
  A:
    Type: Wait
    Seconds: ${N}
    Comment: ${C}
    Next: B
  B:
    Type: Choice
    Choices:
      - {Variable: $.n, NumericEquals: "${Quoted}", Next: Z}
      - Variable: $.n
        NumericEquals: ${Most}
        Next: Z
      - Variable: $.n
        StringEquals: ${Text}
        Next: Z
  Z:
    Type: Pass
    Result: ${R}
    End: true
"""


def test_a_placeholder_that_yaml_has_without_quotes_is_what_its_field_takes() -> None:
    names: dict[str, Any] = {"__name__": "imported"}
    exec(python_source(read_yaml(IN_YAML, "d.yaml")), names)  # noqa: S102 - source that was made here
    said = canonical_text(compile_machine(names["machine"]).document)
    for text in ('"Seconds": ${N}', '"NumericEquals": ${Most}', '"NumericEquals": "${Quoted}"'):
        assert text in said
    for text in ('"Comment": "${C}"', '"StringEquals": "${Text}"', '"Result": "${R}"'):
        assert text in said


@pytest.mark.parametrize(
    "text",
    [
        '${W}, "Comment": "injected"',
        '5, "Comment": "injected"',
        "x",
        "60",
        "{% 1 %}",
        "${W}0",
        "a${W}b",
        "${W}\n",
        "${W",
        "",
    ],
)
@pytest.mark.parametrize("field", ["TimeoutSeconds", "MaxAttempts", "IntervalSeconds"])
def test_what_is_no_placeholder_in_the_place_of_a_number_is_refused(text: str, field: str) -> None:
    retrier = {"ErrorEquals": ["E"], field: text}
    is_state = field == "TimeoutSeconds"
    document = alone(task(**{field: text}) if is_state else task(Retry=[retrier]))
    with pytest.raises(SourceError, match="neither a number nor a placeholder") as refused:
        python_source(Definition(document))
    (found,) = refused.value.diagnostics
    assert found.pointer.startswith("/States/A/TimeoutSeconds" if is_state else "/States/A/Retry")
    wrong = [found for found in validate(Definition(document)) if found.code == "SFN113"]
    assert [found.severity.name for found in wrong] == ["ERROR"]


@pytest.mark.parametrize("text", ["", "x", "5", "a${W}b", "${A}${B}", '${A"}', "${1}", "${W}\n"])
def test_a_placeholder_in_python_is_one_and_nothing_else(text: str) -> None:
    with pytest.raises(AuthoringError, match="is not a placeholder and nothing else"):
        placeholder(text)


@pytest.mark.parametrize("text", ["", "x", "a${W}b", "${W}\n"])
def test_a_placeholder_in_quotes_is_nothing_else_either(text: str) -> None:
    with pytest.raises(AuthoringError, match="is not a placeholder and nothing else"):
        placeholder(text, quoted=True)


@pytest.mark.parametrize("action", ["aws-sdk:x", "aws-sdk:${", "aws-sdk:aws-sdk:x", "aws-sdk::x"])
def test_a_resource_that_names_no_call_is_imported_as_it_stands(action: str) -> None:
    document = alone(task(Resource=f"arn:aws:states:::{action}", Parameters={"A": 1}))
    assert rebuilt(document) == document


def test_a_placeholder_outside_quotes_where_only_a_string_can_stand_is_refused() -> None:
    text = canonical_text(alone({"Type": "Pass", "Comment": "<C>", "Next": "Z"}))
    with pytest.raises(SourceError, match=r'write the placeholder in quotes, "\$\{C\}"') as refused:
        python_source(read_json(text.replace('"<C>"', "${C}")))
    assert refused.value.diagnostics[0].pointer == "/States/A/Comment"


def test_names_are_told_apart_as_python_does() -> None:
    topics = [f"arn:aws:sns:us-east-1:123456789012:orders-{digit}" for digit in "1\uff11\u2460"]
    names = [f"{letter}{n}" for n in (1, 2) for letter in "A\uff21\ufb01"]
    states = {
        name: task(Resource=PUBLISH, Parameters={"TopicArn": topics[i % 3], "Message": "m"})
        for i, name in enumerate(names)
    }
    document = {"StartAt": names[0], "States": {**states, "Z": {"Type": "Succeed"}}}
    assert rebuilt(document) == document


@pytest.mark.parametrize("length", [99, 100, 101, 2_500])
def test_a_flat_chain_of_any_length_is_imported(length: int) -> None:
    states: dict[str, Any] = {
        f"S{n}": {"Type": "Pass", "Next": f"S{n + 1}"} for n in range(length - 1)
    }
    states[f"S{length - 1}"] = {"Type": "Pass", "End": True}
    document = {"StartAt": "S0", "States": states}
    source = python_source(Definition(document))
    assert rebuilt(document) == document
    assert source.index('"S0"') < source.index(f'"S{length - 1}"')  # in reading order
    assert max(line.count(">>") for line in source.splitlines()) < 100


DECIDED = {"Variable": "$.a", "IsPresent": True}
LOST = [
    (rule(And=[DECIDED], Or=[DECIDED]), "/States/A/Choices"),
    (rule(And=[{**DECIDED, "IsNull": False}]), "/States/A/Choices"),
    (rule(Not=DECIDED, **DECIDED), "/States/A/Choices"),
    (rule(Not=DECIDED, Variable="$.b"), "/States/A/Choices"),
    (rule(And=[]), "/States/A/Choices"),
    (rule(And="x"), "/States/A/Choices"),
    (rule(Not=[DECIDED]), "/States/A/Choices"),
    (rule(IsPresent=True), "/States/A/Choices"),
    (rule(Variable="$.a", NumericEquals=[1]), "/States/A/Choices"),
    (rule(Variable="$.a", Unknown=1, IsNull=True), "/States/A/Choices"),
    (rule(Condition="{% true %}"), "/States/A/Choices"),
    ({**rule(**DECIDED), "QueryLanguage": "JSONata"}, "/States/A/Choices"),
    ({**rule(Condition=True, **DECIDED), "QueryLanguage": "JSONata"}, "/States/A/Choices"),
    ({**alone({"Type": "Succeed"}), "ProcessorConfig": {"Mode": "INLINE"}}, "/ProcessorConfig"),
    (
        alone(
            {
                "Type": "Parallel",
                "End": True,
                "Branches": [
                    {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}, "ProcessorConfig": {}}
                ],
            }
        ),
        "/States/A/Branches/0/ProcessorConfig",
    ),
    (alone({"Type": "Task", "End": True}), "/States/A"),
    (alone({"Type": "Parallel", "End": True}), "/States/A"),
    (alone({"Type": "Wait", "End": True}), "/States/A"),
    (alone({"Type": "Wait", "Seconds": 1, "Timestamp": "2030-01-01T00:00:00Z"}), "/States/A"),
    ({**alone({"Type": "Succeed"}), "StartAt": ["A"]}, "/StartAt"),
    ({"States": {"A": {"Type": "Succeed"}}}, ""),
    ({"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B": 1}}, "/States/B"),
    (alone(task(Parameters={"FunctionName.$": True})), "/States/A/Parameters"),
    (alone(task(Parameters={"a.$": "$.a", "a": 1})), "/States/A/Parameters"),
    (alone(task(Retry=[{"MaxAttempts": 1}])), "/States/A/Retry"),
    (alone(task(Catch=[{"ErrorEquals": ["E"]}])), "/States/A/Catch"),
    (alone(task(Retry=[{"ErrorEquals": "States.ALL"}])), "/States/A/Retry"),
    (alone(task(TimeoutSeconds=1.5)), "/States/A"),
    (alone({"Type": "Succeed", "QueryLanguage": "XPath"}), "/States/A"),
    (alone({"Type": ["Task"]}), "/States/A/Type"),
    (alone(mapped({"ProcessorConfig": 1})), "/States/A/ItemProcessor"),
]


@pytest.mark.parametrize(("document", "pointer"), LOST)
def test_what_would_be_lost_is_refused_with_its_place(
    document: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(SourceError) as raised:
        python_source(Definition(document))
    (finding,) = raised.value.diagnostics
    assert finding.code == "SFN130"
    assert finding.pointer.startswith(pointer)


def test_the_command_that_would_lose_something_writes_nothing(tmp_path: Path) -> None:
    file, out = tmp_path / "a.asl.json", tmp_path / "a.py"
    out.write_text("mine")
    file.write_text(canonical_text(rule(And=[DECIDED], Or=[DECIDED])), encoding="utf-8")
    command = [sys.executable, "-m", "sfn_dsl", "import", str(file), "-o", str(out)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, out.read_text()) == (2, "mine")
    assert "a rule has one test, and this one has And and Or" in ended.stderr


def test_the_workflow_around_it_is_compared_too() -> None:
    definition = Definition(alone({"Type": "Succeed"}))
    assert "@workflow" in python_source(definition, Deployable("orders", "OrdersRole"))
    with pytest.raises(SourceError, match="a workflow's name is a string"):
        python_source(definition, Deployable("", "OrdersRole"))


def test_what_is_nested_too_deeply_is_told_at_its_state() -> None:
    value: Any = 1
    for _ in range(300):
        value = [value]
    states = {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Result": value}}
    with pytest.raises(SourceError, match="nested too deeply for Python") as raised:
        python_source(Definition({"StartAt": "A", "States": states}))
    assert raised.value.diagnostics[0].pointer == "/States/B"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({"a": 2}, {"a": 2.0}, []),
        ({"a": 1}, {"a": True}, ["/a"]),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, ["/a/1/b"]),
        ({"a": {}}, {"a": []}, ["/a"]),
        ({"a/b": 1}, {}, ["/a~1b"]),
        ({}, {"c": 1}, ["/c"]),
        ([1], [1, 2], [""]),
    ],
)
def test_documents_differ_where_their_values_do(one: Any, other: Any, found: list[str]) -> None:
    assert list(differences(one, other)) == found


def test_placeholders_that_stand_unquoted_in_yaml_are_imported_as_their_fields_take_them() -> None:
    text = (
        "StartAt: A\nStates:\n  A: {Type: Wait, Seconds: 1, Next: B}\n  B:\n    Type: Task\n"
        "    Resource: ${Function}\n    TimeoutSeconds: ${Limit}\n    End: true\n"
    )
    source = python_source(read_yaml(text, "a.asl.yaml"))
    assert "timeout_seconds=placeholder('${Limit}')" in source.replace('"', "'")
    assert "${Function}" in source
