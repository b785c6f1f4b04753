"""The functions that are public: what the commands do, as values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

from sfn_dsl import (
    AuthoringError,
    DeployOptions,
    Release,
    SfnError,
    StateMachine,
    Task,
    Wait,
    Workflow,
    canonical_text,
    compile_machine,
    load,
)
from sfn_dsl.aws.api import Route
from sfn_dsl.aws.boto import client as boto
from sfn_dsl.configuration.targets import Environment
from sfn_dsl.deployment.api import deploy, deploy_plan, plan
from sfn_dsl.deployment.deployed_api import drift, pull, review_role, rollback
from sfn_dsl.deployment.saved_plan import read_plan, text_of
from sfn_dsl.errors import DeploymentError, InsufficientRoleError
from sfn_dsl.model.target import Target
from sfn_dsl.model.workflow import workflow

from .model_of_aws import ACCOUNT, ModelOfAws

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"
PROJECT = f"""
[tool.sfn_dsl.targets.prod]
account = "{ACCOUNT}"
region = "us-east-1"

[tool.sfn_dsl.targets.prod.parameters]
seconds = 7

[tool.sfn_dsl.targets.other]
account = "210987654321"
region = "us-east-1"
"""


def nightly(seconds: int = 5, role: str = "Nightly") -> Workflow:
    pause = Wait("Pause", seconds=seconds, end=True)
    return Workflow("nightly", StateMachine([pause]), role=role, tracing=True)


@workflow
def by_target(target: Target) -> Workflow:
    return nightly(target.parameter("seconds", int))


@pytest.fixture(autouse=True)
def aws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModelOfAws:
    """What the credentials of this machine lead to, in a project with two targets."""
    model = ModelOfAws()
    model.role("Nightly")
    traces = {"Effect": "Allow", "Action": "xray:*", "Resource": "*"}
    model.inline["Nightly"] = {"Trace": {"Statement": [traces]}}
    monkeypatch.setattr(boto, "connect", lambda **_: model)
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    (tmp_path / "flows").mkdir()
    monkeypatch.chdir(tmp_path / "flows")
    return model


def test_a_deployment_a_plan_and_drift_agree(aws: ModelOfAws) -> None:
    assert drift(nightly()).actual is None
    assert plan(nightly())
    assert aws.writes == []
    assert deploy(nightly(), dry_run=True).dry_run
    assert deploy(nightly()).action == "created"
    assert not plan(nightly())
    assert not drift(nightly())
    assert [setting.part for setting in drift(attrs.evolve(nightly(), tracing=False)).settings] == [
        "tracing"
    ]


ANYWAY = DeployOptions(allow_missing_permissions=True)
TARGETS = ["prod", Target(ACCOUNT, "us-east-1", parameters={"seconds": 7})]


@pytest.mark.parametrize("target", [*TARGETS, Environment(TARGETS[1])])
def test_a_target_may_be_a_name_of_the_project_wherever_one_is_taken(target: Any) -> None:
    assert deploy(by_target, target=target, options=PUBLISHING).arn == ARN
    assert not plan(by_target, target=target)
    assert not drift(by_target, target=target)
    assert "seconds=7" in pull("nightly", target=target).source
    assert not review_role(by_target, target=target).is_insufficient
    deploy(nightly(8), target=target, options=PUBLISHING)
    assert rollback(by_target, "live", target=target).new == 1


@pytest.mark.parametrize(
    ("target", "error", "message"),
    [
        ("prd", SfnError, "there is no target 'prd'; did you mean 'prod'"),
        ("other", DeploymentError, "is account '210987654321', and these credentials are of"),
        (5, AuthoringError, r"5 is not a target; write target=Target\("),
    ],
)
def test_another_target_is_refused_by_each(
    aws: ModelOfAws, target: Any, error: type, message: str
) -> None:
    calls: list[Any] = [
        lambda: deploy(by_target, target=target),
        lambda: plan(by_target, target=target),
        lambda: drift(by_target, target=target),
        lambda: pull("nightly", target=target),
        lambda: rollback(by_target, "live", target=target),
        lambda: review_role(by_target, target=target),
    ]
    for call in calls:
        with pytest.raises(error, match=message):
            call()
    with pytest.raises(DeploymentError, match="give target= alone"):
        deploy(by_target, target="prod", account=ACCOUNT)
    assert aws.writes == []


def test_a_plan_is_deployed_as_it_was_made_or_not_at_all(aws: ModelOfAws) -> None:
    made = plan(nightly(), options=PUBLISHING)
    with pytest.raises(DeploymentError, match="a plan already says what is released and replaced"):
        deploy_plan(made, options=PUBLISHING)
    assert deploy_plan(made).version == 1
    update = plan(nightly(6))
    deploy(nightly(7))
    for stale in (update, read_plan(text_of(update), "nightly.plan.json")):
        with pytest.raises(DeploymentError, match="was changed since the plan was made"):
            deploy_plan(stale)


def test_a_pull_is_what_an_author_would_write(aws: ModelOfAws) -> None:
    deploy(nightly())
    found = pull(ARN)
    assert found.arn == ARN
    assert 'Workflow("nightly", machine, role="Nightly", tracing=True)' in found.source
    assert found.notes == ()
    with pytest.raises(DeploymentError, match="did you mean 'nightly'"):
        pull("nightli")


PUBLISHING = DeployOptions(release=Release(alias="live"))


def test_a_rollback_takes_a_workflow_or_an_arn(aws: ModelOfAws) -> None:
    for seconds in (5, 6, 7):
        deploy(nightly(seconds), options=PUBLISHING)
    assert rollback(ARN, "live").new == 2
    assert rollback(nightly(), "live").old == (Route(2),)
    assert aws.routes(ARN) == (Route(1),)
    assert rollback(nightly(), "live", to=3).new == 3


def test_a_role_is_reviewed_of_a_workflow_or_an_arn_or_another_one(aws: ModelOfAws) -> None:
    aws.role("Poor", trust={"Statement": []})
    deploy(nightly())
    assert not review_role(nightly()).is_insufficient
    assert not review_role(ARN).is_insufficient
    assert review_role(ARN, role="Poor").is_insufficient
    assert review_role(nightly(role="Poor")).is_insufficient
    with pytest.raises(InsufficientRoleError):
        deploy(nightly(role="Poor"))
    allowing = DeployOptions(allow_missing_permissions=True)
    assert deploy(nightly(role="Poor"), options=allowing).plan.findings


def asking(queue: str, name: str = "nightly") -> Workflow:
    """A workflow that sends to the queue of a URL."""
    send = Task(
        "Send",
        resource="arn:aws:states:::sqs:sendMessage",
        parameters={"QueueUrl": queue, "MessageBody": "m"},
        end=True,
    )
    return Workflow(name, StateMachine([send]), role="Sender")


def may_send(aws: ModelOfAws, queue: str) -> None:
    aws.role("Sender")
    allowed = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queue}
    aws.inline["Sender"] = {"Send": {"Statement": [allowed]}}


EVERY_QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:*"
ORDERS = f"arn:aws:sqs:us-east-1:{ACCOUNT}:orders"


def test_a_role_is_reviewed_by_what_is_known_of_open_resources(aws: ModelOfAws) -> None:
    may_send(aws, ORDERS)
    assert review_role(asking("${Queue}")).suffices is not True
    assert review_role(asking("${Queue}"), resources={EVERY_QUEUE: ORDERS}).suffices
    other = {EVERY_QUEUE: [f"{ORDERS}-2"]}
    assert review_role(asking("${Queue}"), resources=other).is_insufficient


def test_a_role_is_reviewed_with_the_placeholders_filled_in(aws: ModelOfAws) -> None:
    may_send(aws, ORDERS)
    url = f"https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/"
    for name, is_enough in (("orders", True), ("returns", False)):
        found = review_role(asking("${Queue}"), substitutions={"Queue": url + name})
        assert found.suffices is is_enough


def test_a_state_machine_without_a_name_is_found_by_one_that_is_given(aws: ModelOfAws) -> None:
    for seconds in (5, 6):
        deploy(nightly(seconds), options=PUBLISHING)
    machine = nightly().machine
    assert rollback(machine, "live", name="nightly").new == 1
    named = rollback(machine, "live", to=2, name="${N}", substitutions={"N": "nightly"})
    assert named.new == 2
    assert not review_role(machine, name="nightly", role="Nightly").is_insufficient
    for call in (
        lambda: rollback(ARN, "live", name="nightly"),
        lambda: review_role(ARN, name="nightly"),
    ):
        with pytest.raises(DeploymentError, match="which has its name; leave out name"):
            call()


WRITTEN = """
from sfn_dsl import StateMachine, Target, Wait, Workflow, workflow

@workflow
def nightly(target: Target) -> Workflow:
    pause = Wait("Pause", seconds=target.parameter("seconds", int), end=True)
    return Workflow("nightly", StateMachine([pause]), role="Nightly", tracing=True)
"""


def test_a_loaded_source_is_deployed_with_the_parameters_of_each_target(tmp_path: Path) -> None:
    (tmp_path / "nightly.py").write_text(WRITTEN)
    source = load(str(tmp_path / "nightly.py"), Target(parameters={"seconds": 1}))
    assert deploy(source, target="prod").action == "created"
    assert "seconds=7" in pull("nightly").source
    assert not drift(source, target="prod")


@pytest.mark.parametrize("kind", ["definition", "machine", "JSON file"])
def test_what_has_no_name_and_role_is_given_them(kind: str, tmp_path: Path) -> None:
    machine = nightly().machine
    (tmp_path / "x.asl.json").write_text(canonical_text(compile_machine(machine).document))
    values: dict[str, Any] = {
        "definition": compile_machine(machine),
        "machine": machine,
        "JSON file": load(str(tmp_path / "x.asl.json")),
    }
    value = values[kind]
    deploy(nightly())
    assert not plan(value, name="nightly", role="Nightly"), "settings that it does not have stay"
    assert not drift(value, name="nightly", role="Nightly")
    assert deploy(value, name="weekly", role="Nightly").arn == ARN.replace("nightly", "weekly")
    for call in (plan, deploy, drift):
        with pytest.raises(AuthoringError, match="write name='...' and role='...'"):
            call(value)


def test_a_name_and_a_role_go_before_those_of_the_workflow(aws: ModelOfAws) -> None:
    aws.role("Other")
    done = deploy(nightly(), name="weekly", role="Other", options=ANYWAY)
    assert done.arn == ARN.replace("nightly", "weekly")
    assert aws.machines[done.arn].role.endswith("role/Other")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: deploy(nightly(), client=5), r"write client=boto3\.client\('stepfunctions'\)"),  # type: ignore[arg-type]  # wrong on purpose
        (lambda: plan(nightly(), session="s"), r"write boto3\.Session\(\)"),  # type: ignore[arg-type]  # wrong on purpose
        (lambda: deploy_plan(nightly()), r"write deploy_plan\(plan\(workflow\)\)"),  # type: ignore[arg-type]  # wrong on purpose
        (lambda: pull(nightly()), r"write pull\('nightly'\)"),  # type: ignore[arg-type]  # wrong on purpose
        (lambda: load(5), r"write load\('workflows/backup.py'\)"),  # type: ignore[arg-type]  # wrong on purpose
        (lambda: DeployOptions(replace="yes"), "write replace=True or False"),  # type: ignore[arg-type]  # wrong on purpose
        (lambda: Target(123456789012), "a target's account is a string"),  # type: ignore[arg-type]  # wrong on purpose
    ],
)
def test_an_argument_of_another_type_is_told_before_aws_is_called(
    aws: ModelOfAws, call: Any, message: str
) -> None:
    with pytest.raises(AuthoringError, match=message):
        call()
    assert aws.calls == []
