"""Machines that AWS holds, brought into a project: what is pulled plans as nothing to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import boto3
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfn_dsl import Definition, SourceError, Target, pull
from sfn_dsl.aws.api import Api, Machine, RefusalError
from sfn_dsl.aws.boto.client import connect
from sfn_dsl.cli.main import sfn
from sfn_dsl.deployment.build import maker
from sfn_dsl.deployment.deploy import deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.differences import deployed_definition
from sfn_dsl.deployment.drift import drift_of
from sfn_dsl.deployment.pull import arn_of, deployable_of, deployed
from sfn_dsl.errors import DeploymentError
from sfn_dsl.importer import python_source
from sfn_dsl.loading import load, workflows_in

from .model_of_aws import ACCOUNT, ModelOfAws
from .planning import evolved, plan_desired

ROOT = Path(__file__).parents[2]
PLACE = Target(ACCOUNT, "us-east-1")
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Nightly"
GROUP = PLACE.arn("logs", "log-group:/aws/vendedlogs/states/nightly:*")
KEY = PLACE.arn("kms", "key/1a2b3c4d-0000-1111-2222-333344445555")
OWNED = Definition({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})
SOURCES = [
    str(ROOT / "workflows/backup.py"),
    *(
        f"{file}:machine"
        for file in sorted((ROOT / "tests/importer/goldens").glob("*.py"))
        if file.name != "backup.py"  # the same, with a placeholder for the account
    ),
]
SETTINGS = {
    "logging": {
        "level": "ERROR",
        "includeExecutionData": True,
        "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": GROUP}}],
    },
    "tracing": {"enabled": True},
    "encryption": {
        "type": "CUSTOMER_MANAGED_KMS_KEY",
        "kmsKeyId": KEY,
        "kmsDataKeyReusePeriodSeconds": 600,
    },
    "tags": {"team": "data"},
    "type": "EXPRESS",
}
PULLED = '''"""A state machine."""

from sfn_dsl import (
    Encryption,
    Logging,
    StateMachine,
    Succeed,
    Target,
    Workflow,
    workflow,
)

a = Succeed("A")
machine = StateMachine([a])


@workflow
def nightly(target: Target) -> Workflow:
    return Workflow(
        "nightly",
        machine,
        role="Nightly",
        type="EXPRESS",
        logging=Logging(
            "ERROR",
            log_group=target.arn("logs", "log-group:/aws/vendedlogs/states/nightly:*"),
            include_execution_data=True,
        ),
        tracing=True,
        encryption=Encryption(
            target.arn("kms", "key/1a2b3c4d-0000-1111-2222-333344445555"),
            data_key_reuse_seconds=600,
        ),
        tags={"team": "data"},
    )
'''


def source_of(api: Any, name: str) -> str:
    actual = deployed(api, arn_of(name, PLACE), lambda _: None)
    return python_source(deployed_definition(actual.machine), deployable_of(actual, api, PLACE))


def assert_plans_as_nothing(api: Any, name: str, file: Path) -> None:
    """Hold that the source of a machine, run anew, is what AWS holds."""
    file.write_text(source_of(api, name), encoding="utf-8")
    (workflow,) = workflows_in(str(file)).values()
    made = maker(workflow)
    planned = plan_desired(made, api, check=lambda _: [], account=ACCOUNT)
    assert not planned, planned.summary
    assert not drift_of(made(ACCOUNT, "us-east-1", "aws"), api, PLACE)


@pytest.fixture
def aws() -> ModelOfAws:
    model = ModelOfAws()
    model.role("Nightly")
    return model


def put(aws: ModelOfAws, desired: Desired) -> None:
    deploy_desired(lambda *_: desired, aws, check=lambda _: [], account=ACCOUNT)


def test_every_setting_is_written_and_own_arns_by_the_target(aws: ModelOfAws) -> None:
    put(aws, evolved(Desired("nightly", OWNED, "Nightly"), **SETTINGS))
    assert source_of(aws, "nightly") == PULLED


def test_what_is_awss_default_is_left_out(aws: ModelOfAws) -> None:
    put(aws, Desired("nightly", OWNED, "Nightly"))
    assert 'return Workflow("nightly", machine, role="Nightly")' in source_of(aws, "nightly")


def test_arns_of_another_account_or_region_stand_as_they_are(aws: ModelOfAws) -> None:
    elsewhere = GROUP.replace("us-east-1", "eu-west-1")
    logging: Any = json.loads(json.dumps(SETTINGS["logging"]).replace(GROUP, elsewhere))
    put(aws, Desired("nightly", OWNED, "Nightly"))
    aws.update_state_machine(arn_of("nightly", PLACE), settings={"logging": logging})
    assert f'log_group="{elsewhere}"' in source_of(aws, "nightly")


def test_a_role_that_iam_does_not_find_is_written_by_its_arn(aws: ModelOfAws) -> None:
    put(aws, Desired("nightly", OWNED, "Nightly"))
    del aws.roles["Nightly"]
    assert f'role="{ROLE}"' in source_of(aws, "nightly")
    aws.role("Nightly", path="/other/")
    assert f'role="{ROLE}"' in source_of(aws, "nightly")
    aws.refusals.append(RefusalError("GetRole", "AccessDenied", "not authorized"))
    assert f'role="{ROLE}"' in source_of(aws, "nightly")


def test_awss_own_tags_are_not_pulled_and_denied_ones_are_said(aws: ModelOfAws) -> None:
    put(aws, Desired("nightly", OWNED, "Nightly", tags={"team": "data"}))
    arn = arn_of("nightly", PLACE)
    aws.tags[arn]["aws:cloudformation:stack-name"] = "x"
    assert 'tags={"team": "data"}' in " ".join(source_of(aws, "nightly").split())
    said = "User: me is not authorized to perform: states:ListTagsForResource on resource: x"
    aws.refusals.append(RefusalError("ListTagsForResource", "AccessDeniedException", said))
    told: list[str] = []
    assert deployed(aws, arn, told.append).tags == {}
    assert told == ["these credentials may not list the machine's tags, so the source has none"]


@pytest.mark.parametrize(
    ("machine", "said"),
    [
        ("nightli", "does not exist; did you mean 'nightly'?"),
        ("weekly", "does not exist; check the name, the account and the region"),
        (f"arn:aws:states:us-east-1:{ACCOUNT}:execution:nightly:x", "is not the ARN of a state ma"),
        (f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly:3", "is not the ARN of a state"),
        ("arn:aws:states:us-east-1:999999999999:stateMachine:x", f"is not in account '{ACCOUNT}'"),
        ("", "the name of the machine is empty; write its name"),
        (" \n", "the name of the machine is empty; write its name"),
        ("arn:aws:states", "is not the ARN of a state machine; write its name"),
    ],
)
def test_what_cannot_be_pulled_is_reported(aws: ModelOfAws, machine: str, said: str) -> None:
    put(aws, Desired("nightly", OWNED, "Nightly"))
    with pytest.raises(DeploymentError) as refusal:
        source_of(aws, machine)
    assert said in str(refusal.value)


@pytest.mark.parametrize("name", ["", " ", "\t\n"])
def test_a_name_that_is_empty_is_told_before_aws_is_asked(name: str, without_aws: None) -> None:
    with pytest.raises(DeploymentError, match="the name of the machine is empty"):
        pull(name)
    done = CliRunner().invoke(sfn, ["pull", name])
    assert "the name of the machine is empty" in str(done.exception)


def test_a_machine_being_deleted_or_without_a_definition_is_reported(aws: ModelOfAws) -> None:
    put(aws, Desired("nightly", OWNED, "Nightly"))
    (arn,) = aws.machines
    aws.machines[arn] = attrs.evolve(aws.machines[arn], status="DELETING")
    with pytest.raises(DeploymentError, match="is being deleted; check the name"):
        source_of(aws, "nightly")
    aws.machines[arn] = Machine(arn, "nightly", "STANDARD", "ACTIVE", "not JSON", ROLE)
    with pytest.raises(SourceError, match="it has no States"):
        source_of(aws, "nightly")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments)


@pytest.fixture
def api(account: str) -> Api:
    return connect()


@pytest.fixture
def states(account: str) -> Any:
    return boto3.client("stepfunctions")


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: Path(source).stem)
def test_what_is_pulled_over_http_plans_as_nothing_to_do(
    api: Api, source: str, tmp_path: Path
) -> None:
    tags = {"stage": "prod"}
    desired = Desired("pulled", load(source, PLACE).definition, "Nightly", tags=tags)
    deploy_desired(lambda *_: desired, api, check=lambda _: [])
    assert_plans_as_nothing(api, "pulled", tmp_path / "pulled.py")


TEXT = st.text("abcXYZ019 _.:/=+-@", max_size=12)
LOGGING = st.none() | st.builds(
    lambda level, data, group: {
        "level": level,
        "includeExecutionData": data,
        "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": group}}],
    },
    st.sampled_from(["ALL", "ERROR", "FATAL", "OFF"]),
    st.booleans(),
    st.sampled_from([GROUP, GROUP.replace("nightly", "weekly")]),
)
ENCRYPTION = st.none() | st.builds(
    lambda key, seconds: {
        "type": "CUSTOMER_MANAGED_KMS_KEY",
        "kmsKeyId": key,
        "kmsDataKeyReusePeriodSeconds": seconds,
    },
    st.sampled_from([KEY, "1a2b3c4d", "alias/nightly", PLACE.arn("kms", "alias/nightly")]),
    st.integers(60, 900),
)
DESIRED = st.builds(
    Desired,
    st.text("abcXYZ019-_", min_size=1, max_size=20),
    st.just(OWNED),
    st.sampled_from(["Nightly", ROLE, f"arn:aws:iam::{ACCOUNT}:role/team/Gone"]),
    st.sampled_from(["STANDARD", "EXPRESS"]),
    settings=st.fixed_dictionaries(
        {
            "logging": LOGGING,
            "tracing": st.sampled_from([None, {"enabled": True}, {"enabled": False}]),
            "encryption": ENCRYPTION,
        }
    ),
    tags=st.none() | st.dictionaries(TEXT.filter(bool), TEXT, max_size=4),
)


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(desired=DESIRED)
def test_any_settings_pulled_over_http_plan_as_nothing_to_do(
    api: Api, states: Any, tmp_path_factory: pytest.TempPathFactory, desired: Desired
) -> None:
    arn = deploy_desired(lambda *_: desired, api, check=lambda _: []).arn
    try:
        assert_plans_as_nothing(api, desired.name, tmp_path_factory.mktemp("pulled") / "pulled.py")
    finally:
        states.delete_state_machine(stateMachineArn=arn)


@pytest.mark.usefixtures("account")
def test_pull_writes_a_file_once_and_says_what_stands_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = {"Type": "Pass", "Result": PLACE.arn("lambda", "function:a")}
    arn = boto3.client("stepfunctions").create_state_machine(
        name="nightly",
        roleArn=ROLE,
        definition=json.dumps({"StartAt": "A", "States": {"A": {**kept, "End": True}}}),
    )["stateMachineArn"]
    done = run("pull", "nightly", "-o", "nightly.py")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith(
        f"wrote nightly.py\nthe definition has 1 ARN of account {ACCOUNT} in us-east-1, copied"
    )
    text = Path("nightly.py").read_text()
    assert run("pull", arn).stdout == text
    again = run("pull", "nightly", "-o", "nightly.py")
    assert "'nightly.py' already exists; add --force to overwrite it" in str(again.exception)
    Path("nightly.py").write_text("kept?")
    assert run("pull", "nightly", "-o", "nightly.py", "--force").exit_code == 0
    assert Path("nightly.py").read_text() == text
    assert run("plan", "nightly.py").stdout.startswith("nothing to do")
    assert run("drift", "nightly.py").exit_code == 0


@pytest.mark.usefixtures("account")
def test_a_pull_that_fails_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("pull", "nightly", "-o", "nightly.py")
    assert "does not exist; check the name" in str(done.exception)
    assert list(tmp_path.iterdir()) == []
