"""The role of a machine, read from IAM and reviewed before the machine is deployed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import boto3
import pytest
from click.testing import CliRunner, Result

from sfn_dsl.aws.api import RefusalError, Simulated
from sfn_dsl.aws.boto.client import connect
from sfn_dsl.cli.main import main, sfn
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.options import DeployOptions
from sfn_dsl.deployment.roles import review as permissions
from sfn_dsl.deployment.roles.lookup import role_documents
from sfn_dsl.deployment.roles.review import simulated
from sfn_dsl.errors import DeploymentError, InsufficientRoleError
from sfn_dsl.iam.evaluation.conditions import RequestContext
from sfn_dsl.iam.evaluation.evaluate import AccessRequest, Decision
from sfn_dsl.iam.requirements.model import Permission, Requirements

from ..backend import Backend
from ..ministack import ministack as ministack
from ..model_of_aws import ACCOUNT, TRUST, FakeTime, ModelOfAws
from ..planning import plan_desired

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:orders"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Nightly"
NIGHTLY = Desired(
    "nightly",
    Definition({"StartAt": "Tell", "States": {"Tell": {"Type": "Task", "End": True}}}),
    "Nightly",
)
NEEDED = Requirements((Permission("sns:Publish", (TOPIC,), ("/States/Tell",)),))


def policy(action: str, resource: str = TOPIC, effect: str = "Allow") -> dict[str, Any]:
    statement = {"Effect": effect, "Action": action, "Resource": resource}
    return {"Version": "2012-10-17", "Statement": [statement]}


@pytest.fixture
def _needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "requirements_of", lambda _: NEEDED)


@pytest.fixture
def aws() -> ModelOfAws:
    aws = ModelOfAws()
    aws.role("Nightly")
    return aws


def deployed(aws: ModelOfAws, said: list[str] | None = None, *, allow: bool = False) -> Deployment:
    return deploy_desired(
        lambda *_: NIGHTLY,
        aws,
        check=lambda _: [],
        timing=FakeTime().timing,
        on_progress=[].append if said is None else said.append,
        options=DeployOptions(allow_missing_permissions=allow),
        read_role=role_documents,
    )


@pytest.mark.usefixtures("_needed")
def test_a_deployment_stops_at_what_the_role_is_known_to_lack(aws: ModelOfAws) -> None:
    aws.inline["Nightly"] = {"Work": policy("s3:*")}
    with pytest.raises(InsufficientRoleError, match="'sns:Publish'.*add to its policy") as caught:
        deployed(aws)
    assert [one.code for one in caught.value.diagnostics] == ["SFN921"]
    assert aws.writes == []


def test_what_is_deployed_with_a_placeholder_left_in_it_is_known_to_lack_that(
    aws: ModelOfAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = Requirements((Permission("sns:Publish", ("${Topic}",), ("/States/Tell",)),))
    monkeypatch.setattr(permissions, "requirements_of", lambda _: left)
    aws.inline["Nightly"] = {"Work": policy("sns:*")}
    with pytest.raises(InsufficientRoleError, match="'sns:Publish' on '\\$") as caught:
        deployed(aws)
    assert [one.code for one in caught.value.diagnostics] == ["SFN921"]


@pytest.mark.usefixtures("_needed")
def test_it_goes_on_where_that_is_allowed_and_warns(aws: ModelOfAws) -> None:
    done = deployed(aws, allow=True)
    assert done.action == "created"
    assert [(one.code, one.severity.value) for one in done.plan.findings] == [("SFN921", "warning")]


@pytest.mark.usefixtures("_needed")
def test_managed_policies_count_as_inline_ones_do(aws: ModelOfAws) -> None:
    arn = "arn:aws:iam::aws:policy/AmazonSNSFullAccess"
    aws.managed[arn] = policy("sns:*", "*")
    aws.attached["Nightly"] = [arn]
    done = deployed(aws)
    assert (done.action, done.plan.findings) == ("created", ())


@pytest.mark.usefixtures("_needed")
def test_a_plan_stops_too(aws: ModelOfAws) -> None:
    with pytest.raises(InsufficientRoleError):
        plan_desired(lambda *_: NIGHTLY, aws, check=lambda _: [], read_role=role_documents)


@pytest.mark.usefixtures("_needed")
@pytest.mark.parametrize("operation", ["ListRolePolicies", "GetPolicyVersion", "GetRole"])
def test_where_iam_may_not_be_read_that_is_said_and_the_deployment_goes_on(
    aws: ModelOfAws, operation: str
) -> None:
    limit = "arn:aws:iam::aws:policy/Limit"
    aws.managed[limit] = policy("*", "*")
    aws.role("Nightly", boundary=limit)
    desired = attrs.evolve(NIGHTLY, role=ROLE)
    aws.refusals = [RefusalError(operation, "AccessDenied", "no")]
    said: list[str] = []
    done = deploy_desired(
        lambda *_: desired,
        aws,
        check=lambda _: [],
        timing=FakeTime().timing,
        on_progress=said.append,
        read_role=role_documents,
    )
    assert done.action == "created"
    (sentence,) = said
    assert sentence.startswith(
        "the role is not reviewed: these credentials may not read the role 'Nightly' in IAM "
        f"({operation} is denied); add to the policy of whoever runs this: "
    )


@pytest.mark.parametrize("trust", [{}, {"Statement": "odd"}, {**TRUST, "Version": 7}])
def test_a_role_with_odd_documents_is_reviewed_without_a_fault(
    aws: ModelOfAws, trust: dict[str, Any]
) -> None:
    aws.role("Nightly", trust=trust)
    aws.inline["Nightly"] = {"Odd": {}}
    assert deployed(aws, allow=True).action == "created"


def test_the_simulator_is_asked_once_for_the_actions_on_a_resource(aws: ModelOfAws) -> None:
    aws.simulator = {
        "sns:Publish": Simulated("sns:Publish", "allowed"),
        "sns:Subscribe": Simulated("sns:Subscribe", "explicitDeny", policies=("Quiet",)),
        "sns:Delete": Simulated("sns:Delete", "implicitDeny", by_boundary=False),
        "sns:Tag": Simulated("sns:Tag", "implicitDeny", by_organization=False),
        "sns:Get": Simulated("sns:Get", "implicitDeny", missing=("aws:SourceVpc",)),
        "sns:List": Simulated("sns:List", "implicitDeny"),
    }
    actions = [*aws.simulator, "sns:Other", "sns:*"]
    answers = simulated(aws, ROLE, [AccessRequest(action, TOPIC) for action in actions])
    outcomes = [answer and answer.decision for answer in answers]
    assert outcomes == [
        Decision.ALLOWED,
        Decision.DENIED,
        Decision.MISSING,
        Decision.DENIED,
        None,
        Decision.MISSING,
        None,
        None,
    ]
    assert answers[1] is not None
    assert answers[1].why == "policy 'Quiet' denies it, according to IAM's policy simulator"
    assert answers[2] is not None
    assert answers[2].missing_on == ("permission boundary",)
    assert aws.calls == ["simulate_principal_policy"]


@pytest.fixture
def iam(
    moto_backend: Backend, session: boto3.Session, monkeypatch: pytest.MonkeyPatch
) -> IAMClient:
    """IAM in an account where there is nothing yet."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto_backend.url)
    moto_backend.forget()
    return session.client("iam")


def test_a_role_is_read_with_all_its_documents(iam: IAMClient, session: boto3.Session) -> None:
    limit = iam.create_policy(PolicyName="Limit", PolicyDocument=json.dumps(policy("sns:*", "*")))
    role = iam.create_role(
        RoleName="Nightly",
        Path="/team/",
        AssumeRolePolicyDocument=json.dumps(TRUST),
        PermissionsBoundary=limit["Policy"]["Arn"],
    )["Role"]
    for number in range(3):
        name, document = (
            f"Inline{number}",
            json.dumps(policy(f"s3:Get{number}", "arn:aws:s3:::ü%20+/*")),
        )
        iam.put_role_policy(RoleName="Nightly", PolicyName=name, PolicyDocument=document)
        made = iam.create_policy(PolicyName=f"Managed{number}", PolicyDocument=document)
        iam.attach_role_policy(RoleName="Nightly", PolicyArn=made["Policy"]["Arn"])
    arn = made["Policy"]["Arn"]
    newer = json.dumps(policy("sqs:*"))
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=newer, SetAsDefault=True)

    held = role_documents(connect(session=session), role["Arn"])

    assert held.name == "Nightly"
    assert held.trust is not None
    assert held.trust.statements[0].principals == (("Service", "states.amazonaws.com"),)
    assert held.policies.boundary is not None
    assert held.policies.boundary.name == f"its permissions boundary '{limit['Policy']['Arn']}'"
    found = {one.name: one.statements[0] for one in held.policies.documents}
    assert len(found) == 6
    assert found["its inline policy 'Inline2'"].resources.texts == ("arn:aws:s3:::ü%20+/*",)
    assert found[f"policy '{arn}'"].actions.texts == ("sqs:*",)


def test_a_role_that_is_not_there_is_reported(iam: IAMClient, session: boto3.Session) -> None:
    assert iam
    with pytest.raises(DeploymentError, match="the role 'Nobody' does not exist in account"):
        role_documents(connect(session=session), f"arn:aws:iam::{ACCOUNT}:role/Nobody")


def test_an_endpoint_without_a_simulator_is_asked_once_and_then_left_alone(
    iam: IAMClient, session: boto3.Session
) -> None:
    assert iam
    with pytest.raises(DeploymentError):
        simulated(connect(session=session), ROLE, [AccessRequest("sns:Publish", TOPIC)])


def test_an_emulators_simulator_is_understood(
    ministack: str, session: boto3.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", ministack)
    iam = session.client("iam")
    made = iam.create_role(RoleName="Simulated", AssumeRolePolicyDocument=json.dumps(TRUST))
    document = json.dumps(policy("sns:Publish"))
    iam.put_role_policy(RoleName="Simulated", PolicyName="Work", PolicyDocument=document)
    denied = json.dumps(policy("sns:Subscribe", effect="Deny"))
    iam.put_role_policy(RoleName="Simulated", PolicyName="Quiet", PolicyDocument=denied)
    context = RequestContext({"aws:SecureTransport": ("true",)})
    calls = [
        AccessRequest(action, TOPIC, context)
        for action in ("sns:Publish", "sns:Subscribe", "s3:GetObject")
    ]
    answers = simulated(connect(session=session), made["Role"]["Arn"], calls)
    assert [answer and answer.decision for answer in answers] == [
        Decision.ALLOWED,
        Decision.DENIED,
        Decision.MISSING,
    ]


BACKUP = "workflows/backup.py"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments)


def test_the_command_asks_iam_for_the_role_that_a_workflow_names(
    iam: IAMClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    iam.create_role(RoleName="StepFunctionsBackupRole", AssumeRolePolicyDocument=json.dumps(TRUST))
    lacking = run("role", BACKUP)
    assert lacking.exit_code == 1
    assert lacking.stdout.startswith("role 'StepFunctionsBackupRole' does not suffice\n")
    assert lacking.stderr == (
        "IAM's policy simulator cannot be used (no answer); the role's policies decide\n"
    )

    least = run("policy", BACKUP, "--account", ACCOUNT).stdout
    iam.put_role_policy(
        RoleName="StepFunctionsBackupRole", PolicyName="Least", PolicyDocument=least
    )
    enough = run("role", BACKUP, "--format", "json")
    assert enough.exit_code == 0
    assert json.loads(enough.stdout)["suffices"] is True


def test_the_command_takes_a_deployed_machine_and_another_role(
    iam: IAMClient, session: boto3.Session
) -> None:
    roles = {
        name: iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]
        for name in ("Poor", "Rich")
    }
    everything = json.dumps(policy("*", "*"))
    iam.put_role_policy(RoleName="Rich", PolicyName="All", PolicyDocument=everything)
    task = {"Type": "Task", "Resource": f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:f"}
    document = {"StartAt": "AccessRequest", "States": {"AccessRequest": {**task, "End": True}}}
    machine = session.client("stepfunctions").create_state_machine(
        name="held", definition=json.dumps(document), roleArn=roles["Poor"]["Arn"]
    )["stateMachineArn"]
    assert run("role", machine).exit_code == 1
    assert run("role", machine, "--role", "Rich").exit_code == 0
    gone = run("role", f"{machine}-old")
    assert "does not exist; check the ARN" in str(gone.exception)


def test_a_bare_definition_needs_a_role_to_review(
    iam: IAMClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert iam
    monkeypatch.chdir(root)
    done = run("role", "workflows/backup.asl.json")
    assert "is a definition without a role; name one with --role, or" in str(done.exception)


def test_a_plan_that_stops_shows_what_is_missing_at_the_authors_lines_and_exits_2(
    iam: IAMClient, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    iam.create_role(RoleName="StepFunctionsBackupRole", AssumeRolePolicyDocument=json.dumps(TRUST))
    for command in ("plan", "deploy"):
        with pytest.raises(SystemExit) as ended:
            main([command, BACKUP])
        said = capsys.readouterr()
        assert (ended.value.code, bool(said.out)) == (2, command == "plan")
        assert f"{BACKUP}:23:15: error SFN921 state 'SendSuccessNotification' needs" in said.err
    with pytest.raises(SystemExit) as ended:
        main(["plan", BACKUP, "--allow-missing-permissions"])
    said = capsys.readouterr()
    assert ended.value.code == 0
    assert said.out.startswith("create state machine 'enhanced-backup-orchestration'")
    assert "warning SFN921" in said.err


def test_the_command_takes_the_simulators_answers_where_it_may_ask(
    ministack: str, session: boto3.Session, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Twelve digits as a key are the account, to the emulator.
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCOUNT)
    monkeypatch.setenv("AWS_ENDPOINT_URL", ministack)
    monkeypatch.chdir(root)
    iam = boto3.Session(ACCOUNT, "testing", region_name="us-east-1").client("iam")
    iam.create_role(RoleName="Backups", AssumeRolePolicyDocument=json.dumps(TRUST))
    iam.put_role_policy(
        RoleName="Backups", PolicyName="Work", PolicyDocument=json.dumps(policy("lambda:*", "*"))
    )
    done = run("role", BACKUP, "--role", "Backups", "--format", "json")
    review = json.loads(done.stdout)
    assert (done.exit_code, done.stderr, review["suffices"]) == (1, "", False)
    found = [(one["action"], one["outcome"], one["by"]) for one in review["permissions"]]
    assert found == [
        ("lambda:InvokeFunction", "allowed", "simulation"),
        ("lambda:InvokeFunction", "allowed", "documents"),
        ("sns:Publish", "missing", "simulation"),
        ("sns:Publish", "missing", "simulation"),
    ]
    assert len(review["add"]["policy"]) == 1


def test_a_role_is_held_to_what_is_known_of_resources_that_are_left_open(aws: ModelOfAws) -> None:
    resource = "arn:aws:states:::sns:publish"
    state = {"Type": "Task", "Resource": resource, "Parameters": {"TopicArn.$": "$.t"}, "End": True}
    tell = attrs.evolve(
        NIGHTLY, definition=Definition({"StartAt": "Tell", "States": {"Tell": state}})
    )
    aws.inline["Nightly"] = {"Work": policy("sns:Publish", TOPIC)}

    def codes(options: DeployOptions) -> list[str]:
        made = plan_desired(
            lambda *_: tell, aws, check=lambda _: [], read_role=role_documents, options=options
        )
        return [one.code for one in made.findings]

    assert codes(DeployOptions()) == ["SFN923"]
    everything = "arn:aws:sns:{region}:{account}:*"
    assert codes(DeployOptions(resources={everything: TOPIC})) == []
