"""Targets, many workflows, drift and bare definitions, as commands against an endpoint."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import jsonschema
import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.main import sfn
from sfn_dsl.deployment.saved_plan import schema

from .model_of_aws import ACCOUNT

MACHINES = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Nightly"
FLOW = """
from sfn_dsl import Pass, StateMachine, Target, Workflow, workflow


@workflow
def {name}(target: Target) -> Workflow:
    machine = StateMachine([Pass("A", result={{"in": target.name}}, end=True)])
    return Workflow("{name}", machine, role="{role}")
"""
PROJECT = f"""
[tool.sfn_dsl.targets.prod]
account = "{ACCOUNT}"
region = "us-east-1"
role = "Nightly"

[tool.sfn_dsl.targets.west]
account = "{ACCOUNT}"
region = "us-west-2"

[tool.sfn_dsl.targets.other]
account = "999999999999"
region = "us-east-1"
"""

BROKEN = "import sfn_dsl\n1 / 0\n"


@pytest.fixture(autouse=True)
def _project(account: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with two workflows, a module that they could share, and a bare definition."""
    monkeypatch.chdir(tmp_path)
    Path("pyproject.toml").write_text(PROJECT)
    Path("flows/weekly").mkdir(parents=True)
    Path("flows/nightly.py").write_text(FLOW.format(name="nightly", role="Nightly"))
    Path("flows/weekly/weekly.py").write_text(FLOW.format(name="weekly", role="Nightly"))
    Path("flows/tables.py").write_text("from sfn_dsl import Succeed\n")
    Path("bare.asl.json").write_text('{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}')


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments)


def machines(region: str = "us-east-1") -> list[str]:
    listed = boto3.client("stepfunctions", region_name=region).list_state_machines()
    return sorted(machine["name"] for machine in listed["stateMachines"])


def described(name: str) -> Any:
    return boto3.client("stepfunctions").describe_state_machine(
        stateMachineArn=f"{MACHINES}:{name}"
    )


def test_a_folder_is_planned_deployed_and_deployed_again() -> None:
    planned = run("plan", "flows")
    assert planned.exit_code == 0
    assert planned.stderr == (
        "skipped flows/tables.py: it has no workflow\n2 workflows: 2 to create\n"
    )
    assert planned.stdout.count("create state machine ") == 2
    assert machines() == []
    first = run("deploy", "flows", "--jobs", "2")
    assert (first.exit_code, first.stdout) == (
        0,
        f"created {MACHINES}:nightly\ncreated {MACHINES}:weekly\n",
    )
    assert machines() == ["nightly", "weekly"]
    again = run("deploy", "flows/nightly.py", "flows/weekly/weekly.py")
    assert again.stdout == f"nothing to do: {MACHINES}:nightly\nnothing to do: {MACHINES}:weekly\n"
    assert again.stderr == "2 workflows: 2 unchanged\n"


def test_one_failing_workflow_stops_no_other_and_is_told() -> None:
    Path("flows/broken.py").write_text(BROKEN)
    Path("flows/roleless.py").write_text(FLOW.format(name="roleless", role="Nobody"))
    done = run("deploy", "flows", "--format", "json")
    assert done.exit_code == 2
    assert machines() == ["nightly", "weekly"]
    broken, nightly, roleless, weekly = json.loads(done.stdout)
    assert [each["action"] for each in (nightly, weekly)] == ["created", "created"]
    assert (nightly["source"], nightly["arn"]) == ("flows/nightly.py", f"{MACHINES}:nightly")
    assert (broken["action"], broken["findings"][0]["line"]) == ("failed", 2)
    assert "the role 'Nobody' does not exist" in roleless["error"]
    assert "flows/broken.py failed:\n" in done.stderr
    assert done.stderr.endswith(
        "4 workflows: 2 created, 2 failed ('flows/broken.py', 'flows/roleless.py')\n"
    )


def test_the_plans_of_several_keep_to_the_schema_and_so_does_one_that_failed() -> None:
    Path("flows/broken.py").write_text(BROKEN)
    plans = json.loads(run("plan", "flows", "--format", "json").stdout)
    assert [each["action"] for each in plans] == ["failed", "create", "create"]
    validator = jsonschema.Draft202012Validator(schema())
    validator.validate(plans)
    del plans[1]["source"]
    assert not validator.is_valid(plans)


def test_two_workflows_of_one_name_are_refused_before_anything_is_done() -> None:
    Path("flows/copy.py").write_text(FLOW.format(name="nightly", role="Nightly"))
    done = run("deploy", "flows")
    assert "'flows/copy.py' and 'flows/nightly.py' are both named 'nightly'" in str(done.exception)
    assert machines() == []


def test_several_workflows_of_a_file_are_named_each() -> None:
    both = FLOW.format(name="early", role="Nightly") + FLOW.format(name="late", role="Nightly")
    Path("flows/both.py").write_text(both)
    done = run("deploy", "flows", "--dry-run", "--format", "json")
    sources = [each["source"] for each in json.loads(done.stdout)]
    assert sources[:2] == ["flows/both.py:early", "flows/both.py:late"]
    assert machines() == []


def test_a_folder_without_a_workflow_is_reported() -> None:
    for folder in ("empty", "empty/env", "empty/node_modules", "empty/__pycache__"):
        Path(folder).mkdir()
    Path("empty/env/pyvenv.cfg").touch()
    for file in (".hidden", "__init__", "env/flow", "node_modules/flow", "__pycache__/flow"):
        Path(f"empty/{file}.py").write_text("import sfn_dsl\nraise AssertionError('unasked')\n")
    done = run("deploy", "empty")
    assert "'empty' has no Python file with a workflow" in str(done.exception)


def test_a_target_says_where_and_hands_its_name_to_the_workflow() -> None:
    assert run("deploy", "flows/nightly.py", "--target", "prod").exit_code == 0
    assert json.loads(described("nightly")["definition"])["States"]["A"]["Result"] == {"in": "prod"}
    assert run("plan", "flows/nightly.py", "--target", "prod").stdout.startswith("nothing to do")
    assert run("deploy", "flows", "--target", "west").exit_code == 0
    assert machines("us-west-2") == ["nightly", "weekly"]
    compiled = run("compile", "flows/nightly.py", "--target", "west")
    assert json.loads(compiled.stdout)["States"]["A"]["Result"] == {"in": "west"}
    assert run("validate", "flows/nightly.py", "bare.asl.json", "--target", "west").exit_code == 0
    assert run("diff", "flows/nightly.py", "bare.asl.json", "--target", "prod").exit_code == 1


@pytest.mark.parametrize("sources", [["flows/nightly.py"], ["flows"]])
def test_credentials_of_another_account_are_refused_before_anything_is_done(
    sources: list[str],
) -> None:
    done = run("deploy", *sources, "--target", "other")
    assert done.exit_code != 0
    said = "target 'other' is account '999999999999', and these credentials are of account"
    assert said in str(done.exception)
    assert machines() == []


def test_what_a_target_says_cannot_be_given_with_it() -> None:
    for command in ("compile", "deploy", "drift"):
        done = run(command, "flows/nightly.py", "--target", "prod", "--region", "eu-west-1")
        assert done.exit_code == 2
        assert "--target prod already sets --region; give one or the other" in done.stderr


def test_a_target_is_of_the_project_that_the_sources_belong_to(tmp_path: Path) -> None:
    Path("inner").mkdir()
    Path("inner/pyproject.toml").write_text(PROJECT.replace("prod", "inner"))
    Path("inner/nightly.py").write_text(FLOW.format(name="nightly", role="Nightly"))
    assert run("plan", "inner/nightly.py", "--target", "inner").exit_code == 0
    unknown = run("plan", "inner/nightly.py", "--target", "prod")
    assert "inner/pyproject.toml:2: there is no target 'prod'" in str(unknown.exception)
    several = run("plan", "inner/nightly.py", "flows/nightly.py", "--target", "prod")
    assert several.exit_code == 2
    assert "the sources belong to several projects" in several.stderr


def test_an_endpoint_of_a_target_is_the_one_that_is_asked(
    account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    at_endpoint = f'region = "us-east-1"\nendpoint = "{account}"'
    Path("pyproject.toml").write_text(PROJECT.replace('region = "us-east-1"', at_endpoint))
    assert run("deploy", "flows", "--target", "prod").exit_code == 0


def test_drift_is_none_then_found_then_gone_again() -> None:
    Path("pyproject.toml").unlink()
    missing = run("drift", "flows")
    assert missing.exit_code == 1
    assert missing.stdout.count("not deployed: state machine ") == 2
    run("deploy", "flows")
    assert run("drift", "flows").exit_code == 0
    changed = json.loads(described("nightly")["definition"])
    changed["States"]["A"]["Result"] = {"in": "haste"}
    boto3.client("stepfunctions").update_state_machine(
        stateMachineArn=f"{MACHINES}:nightly",
        definition=json.dumps(changed, indent=4, sort_keys=True),
        tracingConfiguration={"enabled": True},
    )
    found = run("drift", "flows")
    assert (found.exit_code, found.stderr.splitlines()[-1]) == (
        1,
        "2 workflows: 1 with drift, 1 without drift",
    )
    assert found.stdout == (
        f"drift: state machine 'nightly' ({MACHINES}:nightly)\n"
        '  flows/nightly.py:8:12: tracing: written {"enabled": false}, deployed {"enabled": true}\n'
        '  flows/nightly.py:7:29: /States/A/Result/in: written "", deployed "haste"\n'
        f"no drift: state machine 'weekly' ({MACHINES}:weekly)\n"
    )
    first, second = json.loads(run("drift", "flows", "--format", "json").stdout)
    assert (first["drift"], second["drift"]) == (True, False)
    assert first["definition"][0]["new_value"] == "haste"
    run("deploy", "flows")
    assert run("drift", "flows").exit_code == 0


def test_machines_that_are_not_in_any_source_are_reported_by_their_prefix() -> None:
    run("deploy", "flows")
    states = boto3.client("stepfunctions")
    for name in ("night-watch", "weekend"):
        states.create_state_machine(
            name=name, definition='{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}', roleArn=ROLE
        )
    assert run("drift", "flows").exit_code == 0
    found = run("drift", "flows", "--prefix", "night")
    assert found.exit_code == 1
    assert found.stdout.endswith(
        f"not written: state machine 'night-watch' ({MACHINES}:night-watch)\n"
    )
    assert found.stderr.endswith("3 workflows: 2 without drift, 1 not written\n")
    every = json.loads(run("drift", "flows", "--prefix", "", "--format", "json").stdout)
    assert [each["name"] for each in every if not each["written"]] == ["night-watch", "weekend"]


def test_drift_that_cannot_be_told_is_trouble() -> None:
    Path("flows/broken.py").write_text(BROKEN)
    assert run("drift", "flows").exit_code == 2


def test_a_bare_definition_is_deployed_with_a_name_and_a_role() -> None:
    done = run("deploy", "bare.asl.json", "--name", "bare", "--role", "Nightly")
    assert done.stdout == f"created {MACHINES}:bare\n"
    boto3.client("stepfunctions").update_state_machine(
        stateMachineArn=f"{MACHINES}:bare", tracingConfiguration={"enabled": True}
    )
    options = ("bare.asl.json", "--name", "bare", "--target", "prod")
    assert run("plan", *options).stdout.startswith("nothing to do")
    assert run("drift", *options).exit_code == 0
    Path("bare.asl.json").write_text('{"StartAt":"B","States":{"B":{"Type":"Succeed"}}}')
    assert run("drift", *options).exit_code == 1
    assert run("deploy", *options).stdout.endswith(f"updated {MACHINES}:bare\n")
    assert described("bare")["tracingConfiguration"] == {"enabled": True}


def test_a_bare_definition_may_be_an_express_machine() -> None:
    options = ("bare.asl.json", "--name", "fast", "--role", "Nightly")
    run("deploy", *options, "--type", "EXPRESS")
    assert described("fast")["type"] == "EXPRESS"
    assert run("deploy", *options).stdout == f"nothing to do: {MACHINES}:fast\n"
    other = run("deploy", *options, "--type", "STANDARD")
    assert "is of type EXPRESS, and AWS cannot change" in str(other.exception)


def test_what_a_target_says_serves_every_command() -> None:
    project = PROJECT.replace(
        "[tool.sfn_dsl.targets.west]",
        '[tool.sfn_dsl.targets.prod.parameters]\nname = "named"\n\n[tool.sfn_dsl.targets.west]',
    )
    Path("pyproject.toml").write_text(project)
    flow = FLOW.format(name="named", role="Nightly").replace('"named"', 'target.parameter("name")')
    Path("named.py").write_text(flow)
    assert run("deploy", "named.py", "--target", "prod").exit_code == 0
    assert run("role", "named.py", "--target", "prod").exit_code == 0
    assert '"in": "prod"' in run("import", "named.py", "--target", "prod").stdout
    for command in (("versions",), ("rollback", "--alias", "live")):
        for source in ("named.py", f"{MACHINES}:named"):
            done = run(*command, source, "--target", "prod")
            expected = (
                "does not support versions" if command == ("versions",) else "no alias 'live' of"
            )
            assert expected in str(done.exception)
        elsewhere = run(*command, f"{MACHINES}:named", "--target", "west")
        assert "is not of target 'west', which is account" in str(elsewhere.exception)


@pytest.mark.parametrize("command", ["plan", "deploy", "versions"])
@pytest.mark.parametrize("source", ["nothing", "nothing.asl.json", "nothing.yaml#Orders"])
def test_a_file_that_is_not_there_is_reported_as_such(command: str, source: str) -> None:
    file = source.partition("#")[0]
    assert f"there is no file '{file}'" in str(run(command, source).exception)


def test_the_versions_of_a_bare_definition_are_asked_for_by_an_arn() -> None:
    said = str(run("versions", "bare.asl.json").exception)
    assert said.endswith("give the ARN of the state machine, or the Python file of its workflow")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bare.asl.json"], "is a definition without a name and a role; give --name and --role"),
        (["bare.asl.json", "--name", "x"], "is a definition without a role; give --role, or"),
        ([f"{MACHINES}:x"], "is already deployed; give a file, or create one with sfn pull"),
    ],
)
def test_a_source_that_says_too_little_is_reported_with_what_to_give(
    arguments: list[str], said: str
) -> None:
    assert said in str(run("deploy", *arguments).exception)


def test_a_name_is_not_given_to_what_has_one() -> None:
    for source in ("flows/nightly.py", "flows"):
        done = run("deploy", source, "--name", "x")
        assert done.exit_code == 2
        assert "--name can only be given for a definition that has no name" in done.stderr


def test_a_profile_that_is_not_there_is_reported_with_its_target() -> None:
    with_profile = 'region = "us-east-1"\nprofile = "nobodys"'
    Path("pyproject.toml").write_text(PROJECT.replace('region = "us-east-1"', with_profile))
    done = run("plan", "flows", "--target", "prod")
    assert str(done.exception).startswith("target 'prod': there is no AWS profile 'nobodys'; ")


def test_a_plan_is_kept_of_one_workflow_and_of_a_bare_definition_too() -> None:
    done = run("plan", "flows", "-o", "x.plan.json")
    assert done.exit_code == 2
    assert "--output saves the plan of one workflow" in done.stderr
    named = ("bare.asl.json", "--name", "bare", "--role", "Nightly")
    kept = run("plan", *named, "-o", "x.plan.json")
    said = "wrote x.plan.json; carry it out with: sfn deploy --plan x.plan.json"
    assert (kept.exit_code, kept.stderr) == (0, f"{said}\n")
    allowing = run("plan", *named, "-o", "y.plan.json", "--allow-missing-permissions")
    assert allowing.stderr.endswith("--plan y.plan.json --allow-missing-permissions\n")
    assert run("deploy", "--plan", "x.plan.json").exit_code == 0
    assert run("drift", *named).exit_code == 0
    beside = run("deploy", "--plan", "x.plan.json", "--target", "prod")
    assert "--plan carries out a plan as it was saved" in beside.stderr


def test_many_machines_of_another_type_are_replaced_when_that_is_asked_for() -> None:
    run("deploy", "flows")
    for file in (Path("flows/nightly.py"), Path("flows/weekly/weekly.py")):
        file.write_text(file.read_text().replace('", machine', '", machine, type="EXPRESS"'))
    refused = run("plan", "flows")
    assert refused.exit_code == 2
    assert refused.stderr.endswith(
        "2 workflows: 2 failed ('flows/nightly.py', 'flows/weekly/weekly.py')\n"
    )
    assert run("deploy", "flows", "--replace").stderr.endswith("2 workflows: 2 replaced\n")
    assert described("nightly")["type"] == "EXPRESS"
