"""State machines in a ``serverless.yml``: variables, files, settings, and what is not known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sfn_dsl import Definition, SourceError, load, policy_of, validate
from sfn_dsl.cli.main import sfn
from sfn_dsl.definition.filling import fill_in
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.loading import definition_in

SERVICE = """
service: orders
provider:
  name: aws
  stage: ${opt:stage, 'dev'}
  region: eu-west-1
  tags: {team: shop, app: all}
custom:
  prefix: shop-${self:provider.region}
  table: ${self:custom.prefix}-orders
  limit: 30
  wide: true
  names: [first, second]
  shared: ${file(shared.yml)}
functions:
  charge: {handler: a.b}
resources:
  Resources:
    Topic: {Type: AWS::SNS::Topic}
stepFunctions:
  validate: true
  stateMachines:
    orders:
"""
ASL = """
StartAt: A
States:
  A: {Type: Succeed}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shared.yml").write_text(
        "retries:\n  - ErrorEquals: [States.ALL]\n    MaxAttempts: ${self:custom.limit}\n"
        "topic: !Ref Topic\n"
    )


def written(machine: str, name: str = "serverless.yml") -> str:
    lines = "".join(f"      {line}\n" for line in machine.strip("\n").split("\n"))
    Path(name).write_text(SERVICE + lines)
    return name


def with_value(value: str) -> str:
    """A service whose machine has a state with a value."""
    return written(
        "definition:\n  StartAt: A\n  States:\n    A:\n      Type: Pass\n"
        f"      Result: {value}\n      End: true"
    )


def result(value: str) -> Any:
    return load(with_value(value)).definition.document["States"]["A"]["Result"]


def refusal(source: str) -> Diagnostic:
    with pytest.raises(SourceError) as raised:
        load(source)
    (finding,) = raised.value.diagnostics
    return finding


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("${self:custom.limit}", 30),
        ("${self:custom.wide}", True),
        ("'a-${self:custom.limit}-${self:custom.wide}'", "a-30-true"),
        ("${self:custom.table}", "shop-eu-west-1-orders"),
        ("${self:custom.names}", ["first", "second"]),
        ("${self:custom.names.1}", "second"),
        ("${self:service}", "orders"),
        ("${self:custom.none, 'text, with a comma'}", "text, with a comma"),
        ('"${self:custom.none, 7}"', 7),
        ('"${self:custom.none, self:custom.limit}"', 30),
        ('"${self:custom.none, null, 5}"', None),
        ("${self:custom.shared.retries.0.MaxAttempts}", 30),
        ("${file(shared.yml):retries.0.ErrorEquals}", ["States.ALL"]),
        ("${file(./shared.yml):topic}", "${Topic}"),
        ("\"${file(absent.yml):a, 'else'}\"", "else"),
        ("${self:custom.${self:custom.names.0}, 'no first'}", "no first"),
        ("plain", "plain"),
        ("!Sub '${AWS::Region}-${Topic}'", "${AWS::Region}-${Topic}"),
        ("!GetAtt Topic.Arn", "${Topic.Arn}"),
        ("'#{AWS::AccountId}'", "${AWS::AccountId}"),
        ("${aws:accountId}", "${AWS::AccountId}"),
        ("${aws:region}", "${AWS::Region}"),
        ("'\\${self:custom.limit}'", "${self:custom.limit}"),
    ],
)
def test_a_variable_stands_for_what_a_file_says(value: str, meant: Any) -> None:
    assert result(value) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("${opt:stage}", "${opt:stage}"),
        ("\"${opt:stage, 'dev'}\"", "${opt:stage}"),
        ("${sls:stage}", "${sls:stage}"),
        ("${env:TOPIC}", "${env:TOPIC}"),
        ("${env:TOPIC, 'x'}", "${env:TOPIC}"),
        ("${param:domain}", "${param:domain}"),
        ("${ssm:/orders/topic}", "${ssm:/orders/topic}"),
        ("${cf:network.Topic}", "${cf:network.Topic}"),
        ("${s3:bucket/key}", "${s3:bucket/key}"),
        ("x-${self:provider.stage}-y", "x-${opt:stage}-y"),
        ("${self:custom.${opt:stage}.topic}", "${self:custom.opt:stage.topic}"),
        ("${file(./code.js):topic}", "${file(./code.js):topic}"),
        ("${file(config.${opt:stage}.yml):topic}", "${file(config.opt:stage.yml):topic}"),
    ],
)
def test_what_no_file_says_becomes_a_placeholder(value: str, meant: str) -> None:
    assert result(value) == meant


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("${self:custom.tabel}", "'custom' has no 'tabel'; did you mean 'table'?"),
        ("${self:cutsom.table}", "the file has no 'cutsom'; did you mean 'custom'?"),
        ("${file(absent.yml)}", "there is no file 'absent.yml'; check the path"),
        ("${file(shared.yml):none}", "define it, or write a default"),
        ("x${self:custom.names}", "stands for no text; refer to a string or a number"),
        ("${file(../outside.yml)}", "outside the template's folder"),
        ("${file(/etc/hostname.yml)}", "outside the template's folder"),
    ],
)
def test_a_variable_that_stands_for_nothing_is_an_error_at_its_place(
    value: str, said: str, tmp_path: Path
) -> None:
    (tmp_path.parent / "outside.yml").write_text("a: 1\n")
    finding = refusal(with_value(value))
    assert said in finding.message
    assert finding.position is not None
    assert finding.position.line == SERVICE.count("\n") + 6
    (tmp_path.parent / "outside.yml").unlink()


def test_a_file_that_is_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path.parent / "linked.yml"
    outside.write_text(ASL)
    Path("link.yml").symlink_to(outside)
    Path("pipe.yml").symlink_to("/dev/zero")
    for name in ("link.yml", "pipe.yml"):
        assert "outside" in refusal(written(f"definition: ${{file({name})}}")).message
    outside.unlink()


def test_variables_in_a_circle_end() -> None:
    Path("serverless.yml").write_text(
        "custom:\n  a: ${self:custom.b}\n  b: x-${self:custom.a}\n"
        "stepFunctions: {stateMachines: {m: {definition: '${self:custom.a}'}}}\n"
    )
    assert "in a circle" in refusal("serverless.yml").message
    Path("serverless.yml").write_text(
        "custom:\n  a: {b: '${self:custom.a}'}\n"
        "stepFunctions: {stateMachines: {m: {definition: '${self:custom.a}'}}}\n"
    )
    assert refusal("serverless.yml").code in ("SFN121", "SFN801")


def test_variables_do_not_grow_without_end() -> None:
    ten = [", ".join([f"'${{self:custom.a{n}}}'"] * 10) for n in range(8)]
    lists = "".join(f"  a{n}: [{each}]\n" for n, each in enumerate(ten, 1))
    Path("serverless.yml").write_text(
        f"custom:\n  a0: x\n{lists}"
        "stepFunctions: {stateMachines: {m: {definition: {States: '${self:custom.a8}'}}}}\n"
    )
    assert "more than a definition can hold" in refusal("serverless.yml").message
    repeated = [f"${{self:custom.a{n}}}" * 10 for n in range(8)]
    texts = "".join(f"  a{n}: {each}\n" for n, each in enumerate(repeated, 1))
    Path("serverless.yml").write_text(
        f"custom:\n  a0: {'x' * 10_000}\n{texts}"
        "stepFunctions: {stateMachines: {m: {definition: '${self:custom.a8}'}}}\n"
    )
    assert "more than a definition can hold" in refusal("serverless.yml").message


def test_a_definition_in_a_file_has_its_places_there() -> None:
    Path("flows").mkdir()
    Path("flows/orders.asl.yaml").write_text(
        "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Result: ${self:custom.limit}\n"
        "    Nxt: B\n    End: true\n"
    )
    source = written("definition: ${file(flows/orders.asl.yaml)}")
    definition = load(source).definition
    assert definition.document["States"]["A"]["Result"] == 30
    (finding,) = validate(definition)
    assert finding.position is not None
    assert finding.position.file.endswith("flows/orders.asl.yaml")
    assert (finding.position.line, finding.code) == (6, "SFN110")


@pytest.mark.parametrize(
    "definition",
    [
        "${file(a.asl.json)}",
        "${file(a.asl.yaml)}",
        "${file(more.yml):machines.orders}",
        "${self:custom.none, file(a.asl.json)}",
        '\'{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}\'',
    ],
)
def test_a_definition_stands_in_a_file_or_a_text(definition: str) -> None:
    document = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
    Path("a.asl.json").write_text(json.dumps(document))
    Path("a.asl.yaml").write_text(ASL)
    Path("more.yml").write_text(json.dumps({"machines": {"orders": document}}))
    assert load(written(f"definition: {definition}")).definition == Definition(document)


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        ("${file(code.js):machine}", "is not known until it is deployed"),
        ("${opt:definition}", "is not known until it is deployed"),
        ("${file(flows/${opt:stage}.yml)}", "is not known until it is deployed"),
        ("${file(shared.yml)}", "neither 'StartAt' nor 'States'"),
        ("[1]", "it is an array"),
        ("'{broken'", "JSON"),
    ],
)
def test_a_definition_that_cannot_be_read_is_told(definition: str, said: str) -> None:
    assert said in refusal(written(f"definition: {definition}")).message


def test_the_machines_may_stand_in_other_files() -> None:
    machine = "    definition:\n      StartAt: A\n      States: {A: {Type: Succeed}}\n"
    Path("one.yml").write_text(f"one:\n{machine}")
    Path("two.yml").write_text(f"two:\n{machine}three:\n{machine}")
    by_name = "one: ${file(one.yml):one}\n    two: ${file(two.yml):two}\n    three:\n"
    by_name += "      definition: ${file(one.yml):one.definition}\n"
    for text in (
        "stateMachines:\n    - ${file(one.yml)}\n    - ${file(two.yml)}\n",
        f"stateMachines:\n    {by_name}",
    ):
        Path("serverless.yml").write_text(f"service: s\nstepFunctions:\n  {text}")
        for name in ("one", "two", "three"):
            assert load(f"serverless.yml#{name}").definition.document["StartAt"] == "A"
    Path("steps.yml").write_text("stateMachines: ${file(one.yml)}\n")
    Path("serverless.yml").write_text("service: s\nstepFunctions: ${file(steps.yml)}\n")
    assert load("serverless.yml").definition.document["StartAt"] == "A"
    Path("serverless.yml").write_text("stepFunctions: {stateMachines: '${opt:machines}'}\n")
    assert "${opt:machines}" in refusal("serverless.yml").message


def test_one_of_several_machines_is_named() -> None:
    Path("serverless.json").write_text(
        json.dumps({"stepFunctions": {"stateMachines": {"orders": {}, "refunds": {}}}})
    )
    message = refusal("serverless.json").message
    assert message.endswith("orders, refunds; name one, as in 'serverless.json#orders'")
    assert "did you mean 'orders'?" in refusal("serverless.json#order").message
    assert "has no definition" in refusal("serverless.json#orders").message
    Path("serverless.json").write_text('{"stepFunctions": {}}')
    assert "has no state machine" in refusal("serverless.json").message


SETTINGS = """
name: orders-${self:provider.region}
type: EXPRESS
role: arn:aws:iam::${aws:accountId}:role/orders
loggingConfig:
  level: ERROR
  includeExecutionData: true
  destinations: [!GetAtt Logs.Arn]
tracingConfig: {enabled: true}
tags: {app: "${self:service}"}
definition: ${file(a.asl.yaml)}
"""


def test_the_settings_are_read_as_far_as_they_stand() -> None:
    Path("a.asl.yaml").write_text(ASL)
    found = load(written(SETTINGS)).definition
    assert found.machine_type == "EXPRESS"
    assert found.settings == {
        "name": "orders-eu-west-1",
        "role": "arn:aws:iam::${AWS::AccountId}:role/orders",
        "logging": {
            "level": "ERROR",
            "includeExecutionData": True,
            "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": "${Logs.Arn}"}}],
        },
        "tracing": {"enabled": True},
        "tags": {"team": "shop", "app": "orders"},
    }
    bare = load(written("definition: ${file(a.asl.yaml)}\ninheritGlobalTags: false")).definition
    assert (bare.machine_type, bare.settings) == ("STANDARD", {})
    unknown = load(written("type: ${opt:type}\ndefinition: ${file(a.asl.yaml)}")).definition
    assert unknown.machine_type is None


def test_a_policy_knows_the_functions_of_the_service() -> None:
    source = written(
        "definition:\n  StartAt: A\n  States:\n    A:\n      Type: Task\n"
        "      Resource: !GetAtt charge.Arn\n      End: true"
    )
    assert "lambda:InvokeFunction" in str(policy_of(load(source)))


def test_a_definition_with_its_states_is_no_service() -> None:
    Path("a.asl.yaml").write_text(f"{ASL}stepFunctions: 1\n")
    assert [finding.code for finding in validate(load("a.asl.yaml").definition)] == ["SFN110"]


@pytest.mark.parametrize("command", ["compile", "validate", "import", "policy"])
def test_every_command_takes_a_service(command: str) -> None:
    Path("a.asl.yaml").write_text(ASL)
    done = CliRunner().invoke(sfn, [command, written(SETTINGS)])
    assert done.exit_code == 0, done.output
    named = CliRunner().invoke(sfn, [command, "serverless.yml#orders"])
    assert named.stdout == done.stdout.replace("serverless.yml", "serverless.yml#orders", 0)


def waiting(seconds: str, custom: str = "{wait: {dev: 5, prod: 60}}") -> str:
    Path("serverless.yml").write_text(
        f"service: s\nprovider: {{name: aws}}\ncustom: {custom}\nstepFunctions:\n"
        "  stateMachines:\n    one:\n      definition:\n        StartAt: A\n        States:\n"
        f"          A:\n            Type: Wait\n            Seconds: {seconds}\n"
        "            End: true\n"
    )
    return "serverless.yml"


@pytest.mark.parametrize(
    "seconds",
    [
        "${self:custom.wait.${sls:stage}}",
        '"${self:custom.wait.${sls:stage}}"',
        "'${self:custom.wait.${sls:stage}, 7}'",
        "'${self:custom.wait.${opt:stage, self:provider.stage}}'",
        "'${opt:wait, 7}'",
        "'${env:WAIT, self:custom.wait.dev}'",
        "${file(wait.js):seconds}",
        "${file(wait.${sls:stage}.yml):seconds}",
        "${param:wait}",
        "${strToBool(1)}",
        "${self:custom.other}",
    ],
)
def test_a_variable_that_is_the_whole_value_takes_one_of_any_type(seconds: str) -> None:
    custom = "{wait: {dev: 5, prod: 60}, other: '${self:custom.wait.${sls:stage}}'}"
    assert validate(load(waiting(seconds, custom))) == []


@pytest.mark.parametrize(
    ("seconds", "name"),
    [
        ("${opt:wait}", "opt:wait"),
        ("'${env:WAIT}'", "env:WAIT"),
        ("\"${opt:wait, '7'}\"", "opt:wait"),
        ("${ssm(eu-west-1):/wait}", "ssm(eu-west-1):/wait"),
        ("${self:custom.wait}", "opt:wait"),
    ],
)
def test_a_variable_that_is_always_text_is_no_number(seconds: str, name: str) -> None:
    (finding,) = validate(load(waiting(seconds, "{wait: '${opt:wait}'}")))
    assert finding.code == "SFN113"
    assert finding.message == (
        f"'Seconds' is '${{{name}}}', which is always text, and AWS wants a number; write the "
        "value here, or refer to one in a file, as in ${self:custom.NAME}"
    )


def test_a_variable_beside_text_is_text() -> None:
    (finding,) = validate(load(waiting("${self:custom.wait.${sls:stage}}0")))
    assert (finding.code, finding.severity) == ("SFN113", Severity.ERROR)


@pytest.mark.parametrize(
    ("value", "given", "meant"),
    [
        ("${self:custom.wait.${sls:stage}}", {"sls:stage": "prod"}, 60),
        ("${param:wait}", {"param:wait": "30"}, 30),
        ("${param:text}", {"param:text": "1.10.2"}, "1.10.2"),
        ("v${param:version}", {"param:version": "1.10"}, "v1.10"),
        ("v${self:custom.version}", {"param:version": "1.10"}, "v1.10"),
        ("${opt:wait}", {"opt:wait": "30"}, "30"),
    ],
)
def test_what_is_given_for_a_variable_is_what_it_would_be_in_yaml(
    value: str, given: dict[str, str], meant: Any
) -> None:
    custom = "{wait: {dev: 5, prod: 60}, version: '${param:version}'}"
    document = definition_in(waiting(value, custom), given).document
    assert document["States"]["A"]["Seconds"] == meant
    later = fill_in(definition_in(waiting(value, custom)), given).document
    if "custom.wait" not in value:
        assert later["States"]["A"]["Seconds"] == meant


@pytest.mark.parametrize("name", ["serverless.yml", "serverless.json"])
@pytest.mark.parametrize("more", [{}, {"functions": {"a": {"handler": "b.c"}}}])
def test_a_service_without_a_state_machine_says_where_one_belongs(
    name: str, more: dict[str, Any]
) -> None:
    service = {"service": "s", "provider": {"name": "aws"}, **more}
    Path(name).write_text(json.dumps(service))
    finding = refusal(name)
    assert (finding.code, finding.message) == (
        "SFN108",
        f"'{name}' has no state machine; add one below 'stepFunctions: stateMachines:'",
    )
    machine = {"Type": "AWS::StepFunctions::StateMachine", "Properties": {}}
    Path(name).write_text(json.dumps({**service, "resources": {"Resources": {"M": machine}}}))
    assert "the template that 'serverless package' writes" in refusal(name).message


def test_a_definition_with_a_members_name_of_a_service_is_no_service() -> None:
    Path("a.asl.json").write_text('{"StartAt": "A", "service": "s", "provider": "p"}')
    codes = [finding.code for finding in validate(load("a.asl.json").definition)]
    assert codes.count("SFN110") == 2


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("name: one\n", "is a definition without a role; give --role, or"),
        ("role: arn:aws:iam::123456789012:role/R\n", "without a name; give --name, or"),
        ("", "without a name and a role; give --name and --role, or"),
    ],
)
def test_a_plan_asks_for_what_a_service_does_not_say(told: str, said: str) -> None:
    Path("a.asl.yaml").write_text(ASL)
    source = written(f"{told}definition: ${{file(a.asl.yaml)}}")
    done = CliRunner().invoke(sfn, ["plan", source])
    assert said in str(done.exception)
