"""State machines in what ``terraform show -json`` prints, and what is not known until applied."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sfn_dsl import Definition, SourceError, load, validate
from sfn_dsl.cli.main import sfn
from sfn_dsl.diagnostics import Diagnostic

DOCUMENT = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
VALUES: dict[str, Any] = {
    "name": "orders",
    "role_arn": "arn:aws:iam::123456789012:role/Orders",
    "definition": json.dumps(DOCUMENT),
    "type": "EXPRESS",
    "logging_configuration": [
        {
            "include_execution_data": True,
            "level": "ERROR",
            "log_destination": "arn:aws:logs:us-east-1:123456789012:log-group:orders:*",
        }
    ],
    "tracing_configuration": [{"enabled": True}],
    "encryption_configuration": [
        {"kms_data_key_reuse_period_seconds": 300, "kms_key_id": "alias/k", "type": "CUSTOMER"}
    ],
    "tags": {"app": "orders"},
    "tags_all": {"app": "orders", "team": "shop"},
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def resource(name: str, values: dict[str, Any], module: str = "") -> dict[str, Any]:
    address = f"{module}{'.' if module else ''}aws_sfn_state_machine.{name}"
    kind = {"mode": "managed", "type": "aws_sfn_state_machine", "name": name}
    return {"address": address, **kind, "values": values}


def plan(*resources: dict[str, Any], key: str = "planned_values", **more: Any) -> str:
    other = {"address": "aws_iam_role.r", "mode": "managed", "type": "aws_iam_role", "values": {}}
    module = {"resources": [other, *resources], **more.pop("module", {})}
    text = json.dumps({"format_version": "1.2", key: {"root_module": module}, **more}, indent=1)
    Path("plan.json").write_text(text)
    return "plan.json"


def unknown(address: str, **names: Any) -> dict[str, Any]:
    return {"resource_changes": [{"address": address, "change": {"after_unknown": names}}]}


def configuration(name: str, **references: list[str]) -> dict[str, Any]:
    expressions = {key: {"references": each} for key, each in references.items()}
    kind = {"type": "aws_sfn_state_machine", "name": name}
    return {"resources": [{**kind, "expressions": expressions}]}


def refusal(source: str) -> Diagnostic:
    with pytest.raises(SourceError) as raised:
        load(source)
    (finding,) = raised.value.diagnostics
    return finding


@pytest.mark.parametrize("key", ["planned_values", "values"])
def test_a_machine_of_a_plan_or_a_state_is_read_with_its_settings(key: str) -> None:
    found = load(plan(resource("orders", VALUES), key=key)).definition
    assert found == Definition(DOCUMENT)
    assert found.machine_type == "EXPRESS"
    assert found.settings == {
        "name": "orders",
        "role": "arn:aws:iam::123456789012:role/Orders",
        "logging": {
            "level": "ERROR",
            "includeExecutionData": True,
            "destinations": [
                {
                    "cloudWatchLogsLogGroup": {
                        "logGroupArn": "arn:aws:logs:us-east-1:123456789012:log-group:orders:*"
                    }
                }
            ],
        },
        "tracing": {"enabled": True},
        "encryption": {
            "kmsDataKeyReusePeriodSeconds": 300,
            "kmsKeyId": "alias/k",
            "type": "CUSTOMER",
        },
        "tags": {"app": "orders", "team": "shop"},
    }


def test_machines_of_modules_are_named_by_their_address() -> None:
    inner = {
        "address": 'module.flows["eu"]',
        "resources": [resource("orders", VALUES, 'module.flows["eu"]')],
        "child_modules": [
            {
                "address": 'module.flows["eu"].module.deep',
                "resources": [resource("refunds", VALUES, 'module.flows["eu"].module.deep')],
            }
        ],
    }
    source = plan(module={"child_modules": [inner]})
    for address in ("orders", "module.deep.aws_sfn_state_machine.refunds"):
        kind = "" if "." in address else "aws_sfn_state_machine."
        assert load(f'{source}#module.flows["eu"].{kind}{address}').definition.document == DOCUMENT
    assert "2 state machines" in refusal(source).message
    assert (
        "did you mean"
        in refusal(f'{source}#module.flows["eu"].aws_sfn_state_machine.order').message
    )


def test_a_plan_without_a_machine_says_so() -> None:
    assert "aws_sfn_state_machine" in refusal(plan()).message
    Path("plan.json").write_text('{"planned_values": {}}')
    assert "has no state machine" in refusal("plan.json").message


@pytest.mark.parametrize(
    "state",
    [
        {"format_version": "1.0"},
        {"format_version": "1.0", "terraform_version": "1.9.0"},
        {"format_version": "1.0", "values": {}},
        {"format_version": "1.0", "values": {"outputs": {}}},
        {"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {}},
        {"format_version": "1.2", "resource_changes": [], "configuration": {}},
    ],
)
def test_an_empty_state_has_no_machine(state: dict[str, Any]) -> None:
    Path("state.json").write_text(json.dumps(state))
    finding = refusal("state.json")
    assert finding.code == "SFN108"
    assert finding.message.startswith("'state.json' has no state machine; ")


def test_terraforms_own_file_of_a_state_is_told_with_what_prints_it() -> None:
    own = {"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "resources": []}
    Path("state.json").write_text(json.dumps(own))
    assert "give what 'terraform show -json' prints" in refusal("state.json").message


def test_a_definition_that_is_not_known_yet_says_what_it_depends_on() -> None:
    values = {key: each for key, each in VALUES.items() if key != "definition"}
    references = ["aws_lambda_function.charge.arn", "aws_lambda_function.charge", "var.stage"]
    source = plan(
        resource("orders", values),
        configuration={"root_module": configuration("orders", definition=references)},
        **unknown("aws_sfn_state_machine.orders", definition=True),
    )
    finding = refusal(source)
    assert finding.code == "SFN121"
    assert "it depends on aws_lambda_function.charge.arn, var.stage; apply that" in finding.message
    assert finding.position is not None
    assert finding.position.line > 1


def test_settings_that_are_not_known_yet_are_placeholders_that_no_deploy_takes() -> None:
    known = {"definition": VALUES["definition"], "name": "orders"}
    address = 'module.flows["eu"].aws_sfn_state_machine.orders'
    inner = {
        "address": 'module.flows["eu"]',
        "resources": [resource("orders", known, 'module.flows["eu"]')],
    }
    call = {
        "module": configuration("orders", role_arn=["aws_iam_role.sfn.arn", "aws_iam_role.sfn"])
    }
    source = plan(
        module={"child_modules": [inner]},
        configuration={"root_module": {"module_calls": {"flows": call}}},
        **unknown(address, role_arn=True, logging_configuration=[{"log_destination": True}]),
    )
    found = load(source).definition
    assert found.settings == {"name": "orders", "role": "${aws_iam_role.sfn.arn}"}
    assert found.template is not None
    assert found.template.unread == ("logging",)
    done = CliRunner().invoke(sfn, ["validate", source])
    assert done.exit_code == 0, done.output


def test_a_name_that_is_not_known_yet_is_a_placeholder_of_its_address() -> None:
    source = plan(resource("orders", {"definition": VALUES["definition"]}))
    assert load(source).definition.settings == {
        "name": "${aws_sfn_state_machine.orders.name}",
        "role": "${aws_sfn_state_machine.orders.role_arn}",
    }


def test_findings_are_at_the_definition_in_the_plan() -> None:
    broken = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Suceed"}}})
    source = plan(resource("orders", {**VALUES, "definition": broken}))
    (finding,) = validate(load(source).definition)
    assert finding.position is not None
    line = Path(source).read_text().split("\n")[finding.position.line - 1]
    assert '"definition"' in line
    assert "JSON" in refusal(plan(resource("orders", {**VALUES, "definition": "{"}))).message


def test_other_json_with_values_is_a_definition_all_the_same() -> None:
    Path("other.json").write_text('{"values": {"a": 1}}')
    codes = {finding.code for finding in validate(load("other.json").definition)}
    assert codes == {"SFN110", "SFN111"} or codes


@pytest.mark.parametrize("command", ["compile", "validate", "import", "policy"])
def test_every_command_takes_a_plan_also_from_standard_input(command: str) -> None:
    text = Path(plan(resource("orders", VALUES))).read_text()
    done = CliRunner().invoke(sfn, [command, "plan.json"])
    assert done.exit_code == 0, done.output
    piped = CliRunner().invoke(sfn, [command, "-"], input=text)
    assert piped.exit_code == 0, piped.output
