"""What is filled in to be deployed: values of templates, of options and of files, as they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from click.testing import CliRunner, Result

import sfn_dsl
from sfn_dsl import Target, read_json
from sfn_dsl.cli.main import sfn
from sfn_dsl.deployment.build import NamedDefinition, maker
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.errors import AuthoringTypeError, InvalidDefinitionError
from sfn_dsl.interop.cloudformation import read_definition

from .model_of_aws import ACCOUNT

ALLOW = "--allow-missing-permissions"
STARTED = ("--name", "x", "--role", "Nightly", ALLOW)
TEMPLATE = """
Parameters:
  Stage: {Type: String, Default: dev}
  Bucket: {Type: String}
  Secret: {Type: "AWS::SSM::Parameter::Value<String>", Default: /path}
Resources:
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: !Sub "parcels-${Stage}"
      Role: !Sub arn:aws:iam::${AWS::AccountId}:role/Nightly
      DefinitionSubstitutions:
        D: !Sub "arn:${AWS::Partition}:states:::dynamodb:putItem"
        R: !Ref AWS::Region
        A: !Sub "x-${AWS::AccountId}.${AWS::URLSuffix}"
        S: !Ref Stage
      Definition:
        StartAt: A
        States:
          A: {Type: Pass, Result: ["${D}", "${R}", "${A}", "${S}"], End: true}
"""


@pytest.fixture(autouse=True)
def _project(account: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("template.yaml").write_text(TEMPLATE)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments)


def deployed(name: str) -> Any:
    client = boto3.client("stepfunctions")
    arn = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:{name}"
    return json.loads(client.describe_state_machine(stateMachineArn=arn)["definition"])


def passing(result: str) -> str:
    state = f'{{"Type": "Pass", "Result": {result}, "End": true}}'
    return f'{{"StartAt": "A", "States": {{"A": {state}}}}}'


def in_yaml(result: str) -> str:
    lines = ("StartAt: A", "States:", "  A:", "    Type: Pass", f"    Result: {result}")
    return "\n".join((*lines, "    End: true\n"))


def made(text: str, name: str = "d.asl.json", **values: object) -> Desired:
    definition = read_definition(text, name, Path())
    make = maker(NamedDefinition(definition, "x", "r"), substitutions=values)  # type: ignore[arg-type]
    return make(ACCOUNT, "us-east-1", "aws")


def result_of(desired: Desired) -> Any:
    return desired.definition.document["States"]["A"]["Result"]


def test_values_of_a_template_are_filled_in_with_what_the_place_and_parameters_say() -> None:
    done = run("deploy", "template.yaml", ALLOW)
    assert done.exit_code == 0, (done.stderr, done.exception)
    assert deployed("parcels-dev")["States"]["A"]["Result"] == [
        "arn:aws:states:::dynamodb:putItem",
        "us-east-1",
        f"x-{ACCOUNT}.amazonaws.com",
        "dev",
    ]
    assert run("drift", "template.yaml").stdout.startswith("no drift")
    given = ("--substitute", "Stage=prod")
    assert run("deploy", "template.yaml", ALLOW, *given).exit_code == 0
    assert deployed("parcels-prod")["States"]["A"]["Result"][3] == "prod"


def test_the_default_of_an_ssm_parameter_is_no_value() -> None:
    Path("template.yaml").write_text(TEMPLATE.replace("S: !Ref Stage", "S: !Ref Secret"))
    assert "'${Secret}' is not filled in" in str(run("deploy", "template.yaml").exception)


@pytest.mark.parametrize("text", ["NaN", "1e400", "Infinity", "hello", "", "9" * 5_000, "[NaN]"])
def test_what_stands_outside_quotes_is_json(text: str) -> None:
    with pytest.raises(InvalidDefinitionError) as refused:
        made(passing("${X}"), X=text)
    (finding,) = refused.value.diagnostics
    assert (finding.code, finding.pointer) == ("SFN103", "/States/A/Result")
    assert finding.position is not None
    assert "is not JSON; give a finite number" in finding.message


@pytest.mark.parametrize(
    ("text", "value"), [("60", 60), ("1.5", 1.5), ("true", True), ('["a"]', ["a"]), ("null", None)]
)
def test_what_is_json_is_that_outside_quotes(text: str, value: object) -> None:
    assert result_of(made(passing("${X}"), X=text)) == value


def test_a_name_that_is_filled_in_never_replaces_another_member() -> None:
    state = '{"Type": "Succeed"}'
    text = f'{{"StartAt": "${{Last}}", "States": {{"${{Last}}": {state},\n"Notify": {state}}}}}'
    assert made(text, Last="Tell").definition.document["States"].keys() == {"Tell", "Notify"}
    with pytest.raises(InvalidDefinitionError) as refused:
        made(text, Last="Notify")
    (finding,) = refused.value.diagnostics
    assert finding.code == "SFN104"
    assert "'${Last}' is filled in to 'Notify'" in finding.message
    assert finding.position is not None
    assert finding.position.line == 1


def test_two_names_that_become_one_are_refused() -> None:
    text = passing('{"${A}": 1, "${B}": 2}')
    with pytest.raises(InvalidDefinitionError, match="SFN104"):
        made(text, A="x", B="x")
    assert result_of(made(text, A="x", B="y")) == {"x": 1, "y": 2}


def test_a_template_that_gives_two_members_one_name_is_refused_when_it_is_read() -> None:
    definition = {"StartAt": "a", "States": {"${N}": {"Type": "Succeed"}, "a": {"Type": "Succeed"}}}
    properties = {"Definition": definition, "DefinitionSubstitutions": {"N": "a"}}
    machine = {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
    with pytest.raises(sfn_dsl.SourceError, match="SFN104"):
        read_definition(json.dumps({"Resources": {"M": machine}}), "t.json", Path())


def test_findings_under_a_name_that_was_filled_in_have_their_place() -> None:
    text = '{"StartAt": "${A}", "States": {\n"${A}": {"Type": "Pass",\n"Result": 1, "End": 1}}}'
    place = made(text, A="x").definition.source.locate("/States/x/Result")
    assert str(place) == "d.asl.json:3:1"


@pytest.mark.parametrize(
    ("text", "value"),
    [("60", 60), ("1.5", 1.5), ("true", True), ("arn:x", "arn:x"), ("a: b", "a: b"), ("[1]", [1])],
)
def test_what_stands_unquoted_in_yaml_is_what_the_value_is(text: str, value: object) -> None:
    states = in_yaml("${X}")
    assert result_of(made(states, "d.asl.yaml", X=text)) == value
    quoted = states.replace("${X}", '"${X}"')
    assert result_of(made(quoted, "d.asl.yaml", X=text)) == text


def test_an_account_that_stands_unquoted_in_yaml_stays_text() -> None:
    assert result_of(made(in_yaml("${AWS::AccountId}"), "d.asl.yaml")) == ACCOUNT


@pytest.mark.parametrize("text", [".nan", ".inf", "[NaN]"])
def test_what_yaml_has_and_json_has_not_is_refused(text: str) -> None:
    states = in_yaml("${X}")
    with pytest.raises(InvalidDefinitionError, match="SFN103"):
        made(states, "d.asl.yaml", X=text)


def test_values_in_a_yaml_definition_are_deployed_as_numbers() -> None:
    text = in_yaml("${Wait}").replace("Result", "Seconds").replace("Pass", "Wait")
    Path("w.asl.yaml").write_text(text)
    Path("v.json").write_text('{"Wait": 60}')
    done = run("deploy", "w.asl.yaml", *STARTED, "--substitutions", "v.json")
    assert done.exit_code == 0, (done.stderr, done.exception)
    assert deployed("x")["States"]["A"]["Seconds"] == 60


@pytest.mark.parametrize(
    ("values", "left"),
    [
        ({"A": "${B}"}, ["B"]),
        ({"A": "${A}x"}, ["A"]),
        ({"A": "${B}", "B": "${A}"}, ["A"]),
        ({"A": "${B} and ${C}", "C": "${C}"}, ["B"]),
        ({"A": "${A}"}, []),
        ({"A": "${B}", "B": "${B}"}, []),
        ({"A": "${B}", "B": "x"}, []),
    ],
)
def test_only_what_is_given_as_itself_is_meant_as_it_stands(
    values: dict[str, str], left: list[str]
) -> None:
    Path("d.asl.json").write_text(passing('"${A}"'))
    given = [part for name, text in values.items() for part in ("--substitute", f"{name}={text}")]
    done = run("plan", "d.asl.json", *STARTED, *given)
    assert (done.exit_code == 0) == (not left), (done.output, done.exception)
    assert all(f"'${{{name}}}' is not filled in" in str(done.exception) for name in left)


def test_a_value_that_refers_to_others_has_theirs() -> None:
    values = {"A": "${B}-${C}", "B": "${C}", "C": "c"}
    assert result_of(made(passing('"${A}"'), **values)) == "c-c"


def test_a_value_that_a_definition_repeats_is_refused_before_it_is_too_much() -> None:
    text = passing(json.dumps("${A}" * 10_000))
    with pytest.raises(sfn_dsl.errors.SfnError, match="more text than a definition may have"):
        made(text, A="k" * 40_000)


def test_values_never_grow_beyond_a_definition() -> None:
    values = {f"N{i}": f"${{N{i + 1}}}" * 10 for i in range(30)}
    with pytest.raises(sfn_dsl.errors.DeploymentError, match="longer than a definition"):
        made(passing('"${N0}"'), **{**values, "N30": "x"})


def test_a_value_is_a_text_a_number_or_a_boolean() -> None:
    assert result_of(made(passing("${X}"), X=5)) == 5
    with pytest.raises(AuthoringTypeError, match="'X'"):
        made(passing("${X}"), X=[1])


@pytest.mark.parametrize("character", ["\ue000", "\\ue000", "\\uE000", "\ue001\\ue000"])
def test_no_character_is_taken_for_a_placeholder(character: str) -> None:
    text = passing(f'["{character}abc", ${{X}}]')
    definition = read_json(text, "d.json")
    first, second = definition.document["States"]["A"]["Result"]
    assert first == json.loads(f'"{character}abc"')
    assert second == "${X}"
    assert result_of(made(text, X=1)) == [first, 1]


@pytest.mark.parametrize("text", ["${ Sp }", "${Sp }", "a ${\\tSp}"])
def test_a_placeholder_may_have_space_around_its_name(text: str) -> None:
    with pytest.raises(InvalidDefinitionError, match=r"Sp}' is not filled in"):
        sfn_dsl.plan(read_json(passing(f'"{text}"')), name="x", role="Nightly")
    assert "Sp" not in result_of(made(passing(f'"{text}"'), Sp="v"))


def test_an_escape_of_cloudformation_is_told_with_what_to_write() -> None:
    with pytest.raises(InvalidDefinitionError, match=r"write '\$\{Lit}', with --substitute"):
        sfn_dsl.plan(read_json(passing('"${!Lit}"')), name="x", role="Nightly")


def test_a_group_of_jsonata_is_no_placeholder() -> None:
    assert made(passing('"{% $x.${ name: price } %}"')).placeholders == frozenset()


def test_a_name_with_a_placeholder_is_filled_in() -> None:
    Path("d.asl.json").write_text(passing("1"))
    options = ("--name", "${Env}-pb", "--role", "Nightly", "--substitute", "Env=dev")
    done = run("plan", "d.asl.json", *options, ALLOW)
    assert done.stdout.startswith("create state machine 'dev-pb'"), done.exception
    left = sfn_dsl.Definition({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})
    values = {"Env": "qa"}
    done_in_python = sfn_dsl.plan(left, name="${Env}-pb", role="Nightly", substitutions=values)
    assert done_in_python.desired.name == "qa-pb"


def test_a_place_is_what_the_target_says() -> None:
    make = maker(NamedDefinition(read_json(passing('"${AWS::URLSuffix}"')), "x", "r"), Target())
    assert result_of(make(ACCOUNT, "cn-north-1", "aws-cn")) == "amazonaws.com.cn"
