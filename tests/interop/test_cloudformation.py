"""State machines in CloudFormation and SAM templates: what is read, kept, refused, and located."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Definition, SourceError, validate
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.interop.cloudformation import read_definition, read_template
from sfn_dsl.loading import load

TEMPLATES = Path(__file__).parent / "templates"


def read(name: str, logical_id: str | None = None) -> Definition:
    return read_template((TEMPLATES / name).read_bytes(), name, logical_id, TEMPLATES)


def machine(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "Resources": {
            "Machine": {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
        }
    }


def read_properties(**properties: Any) -> Definition:
    return read_template(json.dumps(machine(properties)), "t.json", None, TEMPLATES)


def refusal_of(template: str, name: str = "t.yaml", logical_id: str | None = None) -> Diagnostic:
    with pytest.raises(SourceError) as raised:
        read_template(template, name, logical_id, TEMPLATES)
    (finding,) = raised.value.diagnostics
    return finding


def refusal(**properties: Any) -> Diagnostic:
    return refusal_of(json.dumps(machine(properties)), "t.json")


def characters_at(definition: Definition, pointer: str, length: int) -> str:
    """What stands in the template at the place of a part."""
    position = definition.source.locate(pointer)
    assert position is not None
    line = (TEMPLATES / position.file).read_text().split("\n")[position.line - 1]
    return line[position.column - 1 :][:length]


def test_a_definition_is_read_from_an_object_with_placeholders_for_functions() -> None:
    assert read("orders.yaml", "Orders").document == {
        "Comment": "Takes an order",
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task",
                "Resource": "${Charge.Arn}",
                "TimeoutSeconds": 60,
                "Next": "Notify",
            },
            "Notify": {
                "Type": "Task",
                "Resource": "arn:${AWS::Partition}:states:::sns:publish",
                "Parameters": {"TopicArn": "${Topic}", "Message": "Order of ${Stage} taken"},
                "End": True,
            },
        },
    }


def test_a_definition_is_read_from_text_that_sub_fills() -> None:
    assert read("orders.yaml", "Refunds").document["States"]["Refund"] == {
        "Type": "Task",
        "Resource": "${Charge.Arn}",
        "Comment": "${kept}",
        "End": True,
    }


def test_a_definition_is_read_from_text_that_join_makes() -> None:
    assert read("cdk.template.json").document["States"]["Invoke"] == {
        "Type": "Task",
        "Resource": "arn:${AWS::Partition}:states:::lambda:invoke",
        "Parameters": {"FunctionName": "${Function76856677.Arn}"},
        "End": True,
    }


@pytest.mark.parametrize(
    ("logical_id", "file"),
    [("Invoices", "invoices.asl.json"), ("Reminders", "reminders.asl.yaml")],
)
def test_a_definition_is_read_from_the_file_beside_the_template(logical_id: str, file: str) -> None:
    definition = read("orders.yaml", logical_id)
    assert definition == load(str(TEMPLATES / file)).definition
    assert definition.source.name == str(TEMPLATES / file)


def test_a_file_given_as_s3_location_is_one_that_is_not_packaged_yet() -> None:
    assert read_properties(DefinitionS3Location="invoices.asl.json") == read(
        "orders.yaml", "Invoices"
    )


@pytest.mark.parametrize(
    ("logical_id", "pointer", "text"),
    [
        ("Orders", "", "Definition:"),
        ("Orders", "/States/Charge/Resource", "Resource: !GetAtt Charge.Arn"),
        ("Orders", "/States/Notify/Parameters/Message", "Message: !Join"),
        ("Orders", "/States/Notify/Missing", "Notify:"),
        ("Refunds", "", "{"),
        ("Refunds", "/StartAt", '"StartAt": "Refund"'),
        ("Refunds", "/States/Refund/Resource", '"Resource": "${Charge.Arn}"'),
        ("Refunds", "/States/Refund/End", '"End": true'),
        ("Invoices", "/States/Store/End", '"End": true'),
        ("Reminders", "/States/Wait/Timestamp", "Timestamp: 2030"),
    ],
)
def test_each_part_is_located_in_the_template_to_the_character(
    logical_id: str, pointer: str, text: str
) -> None:
    assert characters_at(read("orders.yaml", logical_id), pointer, len(text)) == text


def test_a_part_in_joined_text_is_located_at_its_piece() -> None:
    definition = read("cdk.template.json")
    assert characters_at(definition, "/States", 12) == '"{\\"StartAt\\'
    assert characters_at(definition, "/States/Invoke/End", 12) == '"\\"},\\"End\\"'


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('!Sub |\n        {\n          "StartAt": x}', 7, 22),
        ('|2-\n          {\n        "StartAt": x}', 7, 20),
        ("|\n\n        {\n\n        x}", 9, 9),
        ("!Sub '{\"StartAt\": x}'", 5, 43),
        ("'{\"StartAt\": x}'", 5, 38),
        ("&again '{\"${!a}\": x}'", 5, 43),
        ("{Fn::Sub: ['{\"StartAt\": x}', {}]}", 5, 49),
        ("!Sub\n        - '{\"StartAt\": x}'\n        - {}", 6, 24),
        # Folded and escaped text stands otherwise than it is, so the property is the place.
        ("!Sub >\n        {\n        x}", 5, 25),
        ('"{\\"StartAt\\": x}"', 5, 7),
    ],
)
def test_a_mistake_in_text_is_located_where_the_text_stands_as_it_is(
    text: str, line: int, column: int
) -> None:
    finding = refusal_of(
        "Resources:\n  Machine:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"
        f"      DefinitionString: {text}\n"
    )
    assert finding.code == "SFN103"
    assert finding.position is not None
    assert (finding.position.line, finding.position.column) == (line, column)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"Ref": "Table"}, "${Table}"),
        ({"Ref": "AWS::AccountId"}, "${AWS::AccountId}"),
        ({"Fn::GetAtt": ["Nested", "Outputs.Arn"]}, "${Nested.Outputs.Arn}"),
        ({"Fn::GetAtt": "Function.Arn"}, "${Function.Arn}"),
        ({"Fn::Sub": "a${B}${!C}${!D}"}, "a${B}${C}${D}"),
        ({"Fn::Sub": ["${Given}", {"Given": {"Fn::If": ["C", 1, 2]}}]}, "${Given}"),
        ({"Fn::Join": [":", ["a", 1, {"Fn::Join": ["", []]}, {"Ref": "B"}]]}, "a:1::${B}"),
        ({"Fn::ImportValue": "network-Topic"}, "${network-Topic}"),
    ],
)
def test_what_the_deployment_gives_is_kept_as_a_placeholder(value: Any, text: str) -> None:
    document = read_properties(Definition={"States": {"A": [value]}, "Ref": "a", "x": 1}).document
    assert document == {"States": {"A": [text]}, "Ref": "a", "x": 1}


@pytest.mark.parametrize(
    ("properties", "code", "message"),
    [
        ({"Definition": {"A": {"Fn::If": ["C", 1, 2]}}}, "SFN121", "'${TheName}' here"),
        ({"Definition": {"A": {"Fn::Select": [0, ["a"]]}}}, "SFN121", "'Fn::Select' is not known"),
        ({"Definition": {"A": {"x": 1, "Fn::Transform": {}}}}, "SFN121", "'Fn::Transform'"),
        ({"Definition": {"Ref": "X"}}, "SFN105", "not a string"),
        ({"Definition": [1]}, "SFN105", "not an array"),
        ({"DefinitionString": {"Fn::FindInMap": ["a", "b", "c"]}}, "SFN121", "'Fn::FindInMap'"),
        ({"DefinitionString": {"Fn::Sub": 1}}, "SFN121", "not valid arguments of"),
        ({"DefinitionString": {"Fn::Join": ["", {"Ref": "L"}]}}, "SFN121", "write {\"Fn::Join\""),
        ({"DefinitionString": {"Fn::Join": [1, []]}}, "SFN121", "write {\"Fn::Join\""),
        ({"DefinitionString": {"Fn::Join": ["", [[]]]}}, "SFN121", "this must be text"),
        ({"DefinitionString": {"Fn::Join": []}}, "SFN121", "write {\"Fn::Join\""),
        ({"DefinitionString": {"Fn::GetAtt": ["A", {"Ref": "B"}]}}, "SFN121", "\"Arn\"]}"),
        ({"DefinitionString": {"Fn::GetAtt": "A"}}, "SFN121", "\"Arn\"]}"),
        ({"DefinitionString": {"Ref": ["A"]}}, "SFN121", "{\"Ref\": \"Table\"}"),
        ({"DefinitionString": {"Fn::ImportValue": {"Fn::Sub": "x"}}}, "SFN121", "of-the-export"),
        ({"DefinitionString": {"StartAt": "A"}}, "SFN121", "this must be text"),
        ({"DefinitionString": "StartAt: A"}, "SFN103", "not JSON"),
        ({"DefinitionString": '{"A": 1, "A": 2}'}, "SFN104", "two members named 'A'"),
        ({"DefinitionString": '{"A": ${1}}'}, "SFN103", "'${1}' is outside quotes"),
        ({"DefinitionString": ""}, "SFN105", "this is empty"),
        ({"DefinitionUri": "s3://bucket/key"}, "SFN121", "write a path relative"),
        ({"DefinitionUri": {"Bucket": "b", "Key": "k"}}, "SFN121", "write a path relative"),
        ({"DefinitionS3Location": {"Bucket": "b", "Key": "k"}}, "SFN121", "only local files"),
        ({"DefinitionUri": "missing.json"}, "SFN106", "missing.json' cannot be read: No such file"),
        ({"DefinitionUri": "."}, "SFN106", "check the path"),
        ({"DefinitionUri": "a\0b"}, "SFN106", "check the path"),
        ({}, "SFN108", "'Machine' has no definition; write one of Definition, DefinitionString"),
        ({"Definition": {}, "DefinitionUri": "x"}, "SFN108", "has Definition and DefinitionUri"),
    ],
)  # fmt: skip
def test_what_gives_no_definition_is_refused_with_what_to_write(
    properties: dict[str, Any], code: str, message: str
) -> None:
    finding = refusal(**properties)
    assert (finding.code, message in finding.message) == (code, True), finding
    assert finding.position is not None


def test_a_refused_function_is_located() -> None:
    finding = refusal_of(
        "Resources:\n  Machine:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n"
        "      Definition:\n        StartAt: A\n        Comment: !If [A, b, c]\n"
    )
    assert str(finding.position) == "t.yaml:7:9"


def test_an_object_made_to_text_is_the_object() -> None:
    definition = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
    found = read_properties(DefinitionString={"Fn::ToJsonString": definition})
    assert found.document == definition


@pytest.mark.parametrize(
    ("logical_id", "message"),
    [
        (None, "has 4 state machines: Orders, Refunds, Invoices, Reminders; name one, as in "),
        ("Refund", "has no state machine 'Refund'; did you mean 'Refunds'?"),
        ("Topic", "has no state machine 'Topic'; its state machines: Orders, Refunds, "),
    ],
)
def test_the_state_machine_that_is_meant_must_be_clear(
    logical_id: str | None, message: str
) -> None:
    finding = refusal_of((TEMPLATES / "orders.yaml").read_text(), "orders.yaml", logical_id)
    assert finding.code == "SFN108"
    assert message in finding.message


@pytest.mark.parametrize(
    "template",
    [
        "Resources: {}",
        "Resources: [1]",
        "Resources: {A: 1, B: {Type: []}, C: {}}",
        "StartAt: A",
        "Resources: {A: {Type: AWS::SNS::Topic}}",
    ],
)
def test_a_template_without_a_state_machine_says_what_to_add(template: str) -> None:
    finding = refusal_of(template)
    assert finding.code == "SFN108"
    assert "add a resource of type AWS::StepFunctions::StateMachine or" in finding.message


@pytest.mark.parametrize(
    "template",
    [
        {"AWSTemplateFormatVersion": "2010-09-09"},
        {"AWSTemplateFormatVersion": "2010-09-09", "Parameters": {}, "Outputs": {}},
        {"Transform": "AWS::Serverless-2016-10-31", "Globals": {}},
        {"Transform": ["AWS::Serverless-2016-10-31"], "Description": "x"},
    ],
)
@pytest.mark.parametrize("name", ["t.json", "t.yaml"])
def test_a_template_without_resources_is_no_definition(
    tmp_path: Path, template: dict[str, Any], name: str
) -> None:
    (tmp_path / name).write_text(json.dumps(template))
    with pytest.raises(SourceError, match="has no state machine; add a resource of type"):
        load(str(tmp_path / name))


def test_deep_nesting_in_a_template_is_refused() -> None:
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    finding = refusal_of(
        json.dumps(machine({})).replace("{}", f'{{"Definition": {deep}}}'), "t.json"
    )
    assert finding.code == "SFN801"


@pytest.mark.parametrize("name", ["t.yaml", "t.yml", "t.template", "t.asl.yaml"])
def test_a_file_is_a_template_when_it_has_resources_and_no_states(name: str) -> None:
    template = yaml.safe_dump(machine({"Definition": {"StartAt": "A"}}))
    assert read_definition(template, name, TEMPLATES).document == {"StartAt": "A"}
    both = "Resources: 1\nStates: 2\n"
    assert read_definition(both, name, TEMPLATES).document == {"Resources": 1, "States": 2}


def test_only_a_template_has_tags() -> None:
    assert read_definition("A: wow!\n", "t.yaml", TEMPLATES).document == {"A": "wow!"}
    for text in (b"States: {A: !Ref B}", "States: {A: !Ref B}"):
        with pytest.raises(SourceError, match="the tag '!Ref' is not supported here"):
            read_definition(text, "t.yaml", TEMPLATES)


def test_sources_on_the_command_line_may_name_a_template() -> None:
    named = load(f"{TEMPLATES}/orders.yaml#Invoices").definition
    assert named == load(f"{TEMPLATES}/invoices.asl.json").definition
    only = load(f"{TEMPLATES}/cdk.template.json").definition
    assert only == load(f"{TEMPLATES}/cdk.template.json#Machine2E01A3B9").definition
    assert only == load(f"{TEMPLATES}/cdk.template.json#").definition
    with pytest.raises(SourceError, match="there is no file 'nowhere.yaml'"):
        load("nowhere.yaml#A")


def test_a_file_may_have_a_number_sign_in_its_name(tmp_path: Path) -> None:
    file = tmp_path / "a#b.json"
    file.write_text('{"StartAt": "A"}')
    assert load(str(file)).definition.document == {"StartAt": "A"}


JSON = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["Ref", "Fn::Sub", "Fn::Join", "Fn::GetAtt", "Fn::If", "A"]), inner
        )
    ),
    max_leaves=8,
)


@given(
    st.sampled_from(["Definition", "DefinitionString", "DefinitionUri", "DefinitionS3Location"]),
    JSON,
)
def test_whatever_stands_in_a_template_there_is_a_definition_or_a_source_error(
    name: str, value: Any
) -> None:
    try:
        definition = read_properties(**{name: value})
    except SourceError:
        return
    assert definition.source.locate("/States") is not None


LONG = "k" * 40_000
MANY = 10_000


def machine_with(**properties: Any) -> str:
    resource = {"Type": "AWS::Serverless::StateMachine", "Properties": properties}
    return json.dumps({"Resources": {"M": resource}})


def saying(text: Any) -> dict[str, Any]:
    return {"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": text, "End": True}}}


@pytest.mark.parametrize(
    "template",
    [
        machine_with(
            Definition=saying("${k}" * MANY), DefinitionSubstitutions={"k": LONG, "other": "x"}
        ),
        machine_with(
            Definition=saying(["${k}"] * MANY), DefinitionSubstitutions={"k": LONG, "other": "x"}
        ),
        machine_with(
            Definition=saying({f"${{k}}{n}": 1 for n in range(MANY)}),
            DefinitionSubstitutions={"k": LONG},
        ),
        machine_with(
            DefinitionString={"Fn::Sub": [json.dumps(saying("${k}" * MANY)), {"k": LONG}]}
        ),
        machine_with(DefinitionString={"Fn::Join": [LONG, [json.dumps(saying("a"))] * MANY]}),
        machine_with(Definition=saying({"Fn::Join": [LONG, ["a"] * MANY]})),
    ],
    ids=["a text", "texts", "names", "Fn::Sub", "Fn::Join", "Fn::Join inside"],
)
def test_values_that_make_more_text_than_a_definition_has_are_refused_before_it_is_made(
    template: str,
) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(SourceError) as refused:
            read_template(template, "t.json", None, Path())
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()
    (found,) = refused.value.diagnostics
    assert found.code == "SFN801"
    assert found.position is not None
    assert found.position.file == "t.json"


TWICE = """
Description: first
{outside}
Resources:
  Topic: {{Type: AWS::SNS::Topic}}
  {other}
  M:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/R
      {inside}
      Definition:
        StartAt: A
        States:
          A: {{Type: Succeed}}
Description: last
"""
PLAIN = {"outside": "Metadata: {}", "other": "Queue: {Type: AWS::SQS::Queue}", "inside": "Tags: []"}


def twice(name: str, tmp_path: Path, **parts: str) -> str:
    text = TWICE.format(**PLAIN | parts)
    if name.endswith(".json"):
        names = {"first": "Description", "last": "Description"}
        document = json.dumps(yaml.safe_load(text.replace("Description: first", "Twice: 1")))
        for one in ("Twice", "Again"):
            document = document.replace(f'"{one}":', f'"{names["first"]}":')
        text = document
    (tmp_path / name).write_text(text)
    return str(tmp_path / name)


@pytest.mark.parametrize("name", ["t.yaml", "t.json", "t.template"])
def test_a_name_that_stands_twice_around_the_machine_is_a_warning(
    name: str, tmp_path: Path
) -> None:
    source = twice(name, tmp_path)
    for one in (source, f"{source}#M"):
        (finding,) = validate(load(one))
        assert (finding.code, finding.severity) == ("SFN104", Severity.WARNING)
        assert "two members named 'Description', of which the last one counts" in finding.message
        assert finding.position is not None
        assert finding.position.file == source
    if name != "t.json":
        assert finding.position.line == TWICE.count("\n")


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ({"inside": "Tags: []\n      Tags: []"}, "Tags"),
        ({"inside": "Tags: [{Key: a, Key: b, Value: c}]"}, "Key"),
        ({"other": "M: {Type: AWS::SNS::Topic}"}, "M"),
        ({"inside": "DefinitionSubstitutions: {A: x, A: y}"}, "A"),
    ],
)
def test_a_name_that_stands_twice_in_the_machine_is_an_error(
    parts: dict[str, str], named: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceError) as refused:
        load(twice("t.yaml", tmp_path, **parts))
    (finding,) = refused.value.diagnostics
    assert (finding.code, finding.severity) == ("SFN104", Severity.ERROR)
    assert f"two members named '{named}'" in finding.message


def test_the_last_of_several_members_counts(tmp_path: Path) -> None:
    parts = {"outside": "Parameters: {Stage: {Type: String, Default: a}}\nParameters: {}"}
    found = load(twice("t.yaml", tmp_path, **parts)).definition
    assert found.template is not None
    assert found.template.parameters == {}
    assert [one.message.count("'Parameters'") for one in validate(found)] == [1, 0]
    other = {"other": "Queue: {Type: AWS::SQS::Queue, Type: AWS::SNS::Topic}"}
    template = load(twice("t.yaml", tmp_path, **other)).definition.template
    assert template is not None
    assert template.types["Queue"] == "AWS::SNS::Topic"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.asl.json", '{"StartAt": "A", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'),
        ("a.asl.yaml", "StartAt: A\nStartAt: A\nStates: {A: {Type: Succeed}}\n"),
        ("serverless.yml", "service: a\nservice: b\nprovider: {}\nstepFunctions: {}\n"),
        ("plan.json", '{"format_version": "1.0", "format_version": "1.0"}'),
    ],
)
def test_elsewhere_no_name_may_stand_twice(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(SourceError, match="one of which would be lost"):
        load(str(tmp_path / name))
