"""``--set`` and ``[tool.sfn_dsl.resources]``: what an author knows and a definition cannot show."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sfn_dsl import Definition, DeployOptions, SfnError, Target, policy_of
from sfn_dsl.cli.main import sfn

PLACE = "eu-west-1:123456789012"
WIDE = f"arn:aws:sqs:{PLACE}:*"
ORDERS, RETURNS = f"arn:aws:sqs:{PLACE}:orders", f"arn:aws:sqs:{PLACE}:returns"
FUNCTION = f"arn:aws:lambda:{PLACE}:function:charge"


def send(**more: Any) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {"QueueUrl.$": "$.queue", "MessageBody": "m"},
        **(more or {"End": True}),
    }


CHARGE = {"Type": "Task", "Resource": "${Charge.Arn}", "End": True}
DOCUMENT = {
    "StartAt": "Send",
    "States": {"Send": send(Next="Again"), "Again": send(Next="Charge"), "Charge": CHARGE},
}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("orders.asl.json").write_text(json.dumps(DOCUMENT))


def run(command: str, *arguments: str) -> Result:
    place = ("--account", "123456789012", "--region", "eu-west-1")
    return CliRunner().invoke(sfn, [command, "orders.asl.json", *place, *arguments])


def allowed(policy: str, action: str = "sqs:SendMessage") -> list[str]:
    statements = json.loads(policy)["Statement"]
    return [arn for one in statements if action in one["Action"] for arn in one["Resource"]]


def sets(**given: str) -> list[str]:
    return [part for name, arn in given.items() for part in ("--set", f"{name}={arn}")]


def test_the_notes_say_what_to_write() -> None:
    done = run("policy")
    (example,) = re.findall(r"as in --set '(.*)=ARN'", done.stderr)
    assert example == WIDE
    placeholder = re.findall(r"give its ARN with --set '(.*)=ARN'", done.stderr)
    assert placeholder == ["${Charge.Arn}"]
    done = run("policy", "--set", f"{example}={ORDERS}", "--set", f"{placeholder[0]}={FUNCTION}")
    assert (done.exit_code, allowed(done.stdout)) == (0, [ORDERS])
    assert "note:" not in done.stderr
    assert allowed(done.stdout, "lambda:InvokeFunction") == [FUNCTION, f"{FUNCTION}:*"]


def test_a_resource_may_be_several() -> None:
    done = run("policy", "--set", f"{WIDE}={ORDERS}", "--set", f"{WIDE}={RETURNS}")
    assert allowed(done.stdout) == [ORDERS, RETURNS]


def test_a_resource_of_one_state_leaves_the_others() -> None:
    done = run("policy", "--set", f"Send/{WIDE}={ORDERS}", "--format", "explain")
    permissions = json.loads(done.stdout)["permissions"]
    found = {tuple(one["pointers"]): one["resources"] for one in permissions}
    assert found == {("/States/Send",): [ORDERS], ("/States/Again",): [WIDE]}


def test_the_account_and_the_region_are_those_of_the_machine() -> None:
    start = "arn:{partition}:sqs:{region}:{account}:"
    done = run("policy", "--set", f"{start}*={start}orders")
    assert allowed(done.stdout) == [ORDERS]
    placeholder = "arn:aws:sqs:eu-west-1:YOUR_ACCOUNT:"
    assert allowed(run("policy", "--set", f"{placeholder}*={placeholder}orders").stdout) == [ORDERS]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("orders", "'orders' is not RESOURCE=ARN; write a resource as the policy's notes show it"),
        (f"{WIDE}=orders", "is not RESOURCE=ARN"),
        (f"arn:aws:sqs:{PLACE}:x={ORDERS}", f"those are: '{WIDE}', '${{Charge.Arn}}'"),
        (f"{WIDE}=arn:aws:sns:{PLACE}:t", "is of service 'sns', and"),
    ],
)
def test_what_cannot_be_set_is_refused(given: str, said: str) -> None:
    done = run("policy", "--set", given)
    assert done.exit_code != 0
    assert said in str(done.exception)


def test_a_placeholder_stands_for_one_arn() -> None:
    given = ("--set", f"${{Charge.Arn}}={FUNCTION}")
    assert "stands for one ARN, and 2 are given" in str(run("policy", *given, *given).exception)


def test_a_project_sets_it_for_all_of_its_sources() -> None:
    Path("pyproject.toml").write_text(
        "[tool.sfn_dsl.resources]\n"
        '"arn:aws:sqs:{region}:{account}:*" = ["arn:aws:sqs:{region}:{account}:orders"]\n'
        f'"${{Charge.Arn}}" = "{FUNCTION}"\n'
        f'"arn:aws:sns:{PLACE}:*" = "arn:aws:sns:{PLACE}:unused"\n'
    )
    done = run("policy")
    assert (done.exit_code, allowed(done.stdout)) == (0, [ORDERS])
    assert allowed(run("policy", "--set", f"{WIDE}={RETURNS}").stdout) == [RETURNS]


def test_a_role_is_reviewed_for_what_is_set() -> None:
    Path("least.json").write_text(
        run("policy", "--set", f"{WIDE}={ORDERS}", "--set", f"${{Charge.Arn}}={FUNCTION}").stdout
    )
    assert run("role", "--policy", "least.json").exit_code == 0
    assert "may suffice" in run("role", "--policy", "least.json").stdout
    own = ("--set", f"{WIDE}={ORDERS}", "--set", f"${{Charge.Arn}}={FUNCTION}")
    done = run("role", "--policy", "least.json", *own, "--format", "json")
    review = json.loads(done.stdout)
    assert (review["suffices"], review["findings"]) == (True, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("resources = 3", "pyproject.toml:2: 'resources' is not a table"),
        (f'[tool.sfn_dsl.resources]\n"{WIDE}" = 3', "pyproject.toml:3: "),
        (f'[tool.sfn_dsl.resources]\n"{WIDE}" = "orders"', "is not RESOURCE=ARN"),
        ('[tool.sfn_dsl.resources]\n"${F}" = ["arn:a:b:c:d:e", "arn:a:b:c:d:f"]', "one ARN"),
    ],
)
def test_a_mistake_in_the_project_is_one_message_with_its_line(text: str, said: str) -> None:
    Path("pyproject.toml").write_text(f"[tool.sfn_dsl]\n{text}\n")
    assert said in str(run("policy").exception)


def test_python_takes_the_same() -> None:
    document = {"StartAt": "Send", "States": {"Send": send()}}
    place = Target("123456789012", "eu-west-1")
    (statement,) = policy_of(Definition(document), place, resources={WIDE: ORDERS})["Statement"]
    assert statement["Resource"] == [ORDERS]
    several = policy_of(Definition(document), place, resources={WIDE: [ORDERS, RETURNS]})
    assert several["Statement"][0]["Resource"] == [ORDERS, RETURNS]
    assert DeployOptions(resources={WIDE: ORDERS}).resources == {WIDE: (ORDERS,)}
    with pytest.raises(SfnError, match="is not RESOURCE=ARN"):
        DeployOptions(resources={WIDE: "orders"})


FUNCTIONS = f"arn:aws:lambda:{PLACE}:function:*"


def call(resource: str, **parameters: Any) -> None:
    task = {"Type": "Task", "Resource": f"arn:aws:states:::{resource}", "Parameters": parameters}
    document = {"StartAt": "Call", "States": {"Call": {**task, "End": True}}}
    Path("orders.asl.json").write_text(json.dumps(document))


@pytest.mark.parametrize(
    ("given", "arns"),
    [(FUNCTION, [FUNCTION, f"{FUNCTION}:*"]), (f"{FUNCTION}:prod", [f"{FUNCTION}:prod"])],
)
def test_the_versions_of_a_function_go_with_it(given: str, arns: list[str]) -> None:
    call("lambda:invoke", **{"FunctionName.$": "$.f"})
    done = run("policy", "--set", f"{FUNCTIONS}={given}")
    assert allowed(done.stdout, "lambda:InvokeFunction") == arns
    assert "note:" not in done.stderr


def test_a_resource_of_several_states_may_be_that_of_one() -> None:
    said = run("policy").stderr
    assert f"that of one state is STATE/RESOURCE: --set 'Send/{WIDE}=ARN'" in said
    assert "several states" not in run("policy", "--set", f"Send/{WIDE}={ORDERS}").stderr


def test_a_placeholder_in_a_query_is_the_name_in_its_arn() -> None:
    call("athena:startQueryExecution", QueryString="SELECT * FROM ${Db}.t")
    given = f"${{Db}}=arn:aws:glue:{PLACE}:database/sales"
    found = allowed(run("policy", "--set", given).stdout, "glue:GetTable")
    assert f"arn:aws:glue:{PLACE}:table/sales/t" in found


def test_what_a_project_sets_in_vain_is_said() -> None:
    Path("pyproject.toml").write_text(
        f'[tool.sfn_dsl.resources]\n"{WIDE}" = "{ORDERS}"\n"{FUNCTIONS}" = "{FUNCTION}"\n'
    )
    done = run("policy")
    assert f"[tool.sfn_dsl.resources] sets '{FUNCTIONS}'" in done.stderr
    assert f"sets '{WIDE}'" not in done.stderr
    assert "sets" not in run("policy", "--quiet").stderr


def test_a_role_is_reviewed_for_a_machine_by_name() -> None:
    inner = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}
    mode = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    items = {"Type": "Map", "Label": "L", "ItemProcessor": {"ProcessorConfig": mode, **inner}}
    document = {"StartAt": "A", "States": {"A": {**items, "End": True}}}
    Path("orders.asl.json").write_text(json.dumps(document))
    run("policy", "--name", "nightly", "--output", "policy.json")
    assert "may suffice" in run("role", "--policy", "policy.json").stdout
    done = run("role", "--policy", "policy.json", "--name", "nightly")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "role 'policy.json' suffices"


def test_the_arn_of_a_machine_has_its_name() -> None:
    arn = f"arn:aws:states:{PLACE}:stateMachine:nightly"
    done = CliRunner().invoke(sfn, ["role", arn, "--name", "other"])
    assert done.exit_code == 2
    assert "leave out --name" in done.output
