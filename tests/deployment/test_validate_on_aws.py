"""AWS's own validation, where it may be asked and where not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NoReturn

import attrs
import boto3
import pytest
from botocore.stub import Stubber

from sfn_dsl.aws.api import RefusalError, Verdict
from sfn_dsl.aws.boto.client import connect
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.options import DeployOptions
from sfn_dsl.deployment.plan import Plan
from sfn_dsl.diagnostics import Severity
from sfn_dsl.errors import DeploymentError, InvalidDefinitionError
from sfn_dsl.origin import Position

from .model_of_aws import FakeTime, ModelOfAws
from .planning import plan_desired

BAD = Verdict("ERROR", "SCHEMA_VALIDATION_FAILED", "Value is not a URL.", "/States/Pause/Seconds")
ODD = Verdict("WARNING", "NO_DOLLAR", "No .$ on the field 'a'", "/States/Pause")


class Lines:
    """A source in which each part has a line of its own."""

    name = "nightly.py"

    def locate(self, pointer: str) -> Position | None:
        return Position(self.name, 1 + pointer.count("/"), 5)


def nightly(seconds: int = 5, **settings: Any) -> Desired:
    pause = {"Type": "Wait", "Seconds": seconds, "End": True}
    definition = Definition({"StartAt": "Pause", "States": {"Pause": pause}}, Lines())
    return Desired("nightly", definition, "Nightly", **settings)


@pytest.fixture
def aws() -> ModelOfAws:
    model = ModelOfAws()
    model.role("Nightly")
    return model


def deploy(aws: ModelOfAws, desired: Desired | None = None, **options: Any) -> Deployment:
    wanted = desired or nightly()
    return deploy_desired(
        lambda *_: wanted, aws, check=lambda _: [], timing=FakeTime().timing, **options
    )


def planned(aws: ModelOfAws) -> Plan:
    return plan_desired(lambda *_: nightly(), aws, check=lambda _: [])


def test_an_error_of_aws_is_reported_at_the_authors_line_and_nothing_is_changed(
    aws: ModelOfAws,
) -> None:
    aws.verdicts = [BAD, ODD]
    for attempt in (deploy, planned):
        with pytest.raises(InvalidDefinitionError) as caught:
            attempt(aws)
        first, second = map(str, caught.value.diagnostics)
        assert first == (
            "nightly.py:4:5: error SFN908 AWS refuses the definition: Value is not a URL "
            "(SCHEMA_VALIDATION_FAILED); correct that and run this again  [/States/Pause/Seconds]"
        )
        assert second.startswith("nightly.py:3:5: warning SFN909 AWS warns of the definition: No")
    assert aws.writes == []


def test_a_warning_of_aws_comes_with_the_plan(aws: ModelOfAws) -> None:
    aws.verdicts = [ODD]
    (finding,) = deploy(aws).plan.findings
    assert (finding.code, finding.severity) == ("SFN909", Severity.WARNING)


@pytest.mark.parametrize("location", ["", "/"])
def test_a_verdict_without_a_place_is_about_the_whole(aws: ModelOfAws, location: str) -> None:
    aws.verdicts = [attrs.evolve(ODD, location=location)]
    (finding,) = deploy(aws).plan.findings
    assert (finding.pointer, finding.position) == ("", Position("nightly.py", 1, 5))


def test_aws_is_asked_only_about_what_is_sent_and_only_if_wanted(aws: ModelOfAws) -> None:
    deploy(aws)
    deploy(aws)
    deploy(aws, nightly(settings={"tracing": {"enabled": True}}))
    assert aws.calls.count("validate_state_machine_definition") == 1
    aws.verdicts = [BAD]
    deploy(aws, nightly(6), options=DeployOptions(validate_on_aws=False))
    assert aws.calls.count("validate_state_machine_definition") == 1


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("AccessDeniedException", 1),
        ("UnknownOperationException", 0),
        ("500", 0),
        ("InvalidAction", 0),
        ("ValidationException", 0),
    ],
)
def test_where_aws_does_not_answer_the_checks_here_do(
    aws: ModelOfAws, code: str, told: int
) -> None:
    aws.refusals = [RefusalError("ValidateStateMachineDefinition", code, "no")]
    sentences: list[str] = []
    assert deploy(aws, on_progress=sentences.append).action == "created"
    assert len(sentences) == told
    assert all("may not do states:ValidateStateMachineDefinition" in line for line in sentences)


def test_an_answer_that_is_not_of_aws_is_reported(
    aws: ModelOfAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    def validate(*_: object) -> NoReturn:
        raise DeploymentError("http://x does not answer as AWS does")

    monkeypatch.setattr(type(aws), "validate_state_machine_definition", validate)
    sentences: list[str] = []
    assert deploy(aws, on_progress=sentences.append).action == "created"
    why = "http://x does not answer as AWS does"
    assert sentences == [f"AWS did not validate the definition ({why}); it was checked here"]


def test_a_throttled_question_to_aws_is_reported(aws: ModelOfAws) -> None:
    aws.refusals = [RefusalError("ValidateStateMachineDefinition", "ThrottlingException", "no")]
    sentences: list[str] = []
    assert deploy(aws, on_progress=sentences.append).action == "created"
    assert sentences == [
        "AWS did not validate the definition, as there are too many requests; it was checked here"
    ]


@pytest.fixture(scope="module")
def session() -> boto3.Session:
    """One for all tests, as reading botocore's models takes most of the time here."""
    return boto3.Session("testing", "testing", region_name="us-east-1")


def test_the_call_asks_for_warnings_too_and_is_made_once(session: boto3.Session) -> None:
    api = connect(session=session)
    client = api._trying_once()
    assert client.meta.config.retries["total_max_attempts"] == 1
    diagnostic = {"severity": "WARNING", "code": "NO_DOLLAR", "message": "No .$ on the field 'a'"}
    with Stubber(client) as stub:
        stub.add_response(
            "validate_state_machine_definition",
            {"result": "OK", "diagnostics": [diagnostic, {**diagnostic, "location": "/States/A"}]},
            {"definition": "{}", "type": "EXPRESS", "severity": "WARNING", "maxResults": 100},
        )
        found = api.validate_state_machine_definition("{}", "EXPRESS")
    assert [(each.code, each.location) for each in found] == [
        ("NO_DOLLAR", ""),
        ("NO_DOLLAR", "/States/A"),
    ]


def test_an_emulator_without_versions_is_named(session: boto3.Session) -> None:
    api = connect(session=session)
    with Stubber(api._trying_once()) as stub:
        stub.add_client_error("list_state_machine_versions", "500", "<!doctype html>", 500)
        with pytest.raises(DeploymentError, match="http://127.0.0.1:1 does not support versions"):
            list(api.list_state_machine_versions("arn"))


def test_aws_itself_is_asked_for_versions_as_patiently_as_for_all_else(
    session: boto3.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    api = connect(session=session)
    assert api._for_versions().meta.config.retries["total_max_attempts"] == 10


def test_executions_are_those_of_one_version_page_after_page(session: boto3.Session) -> None:
    client = session.client("stepfunctions")
    api = connect(client=client, session=session)
    started = datetime(2026, 1, 1, tzinfo=UTC)
    execution = {"executionArn": "e", "stateMachineArn": "m", "name": "e", "startDate": started}
    with Stubber(client) as stub:
        for status, token in (("FAILED", None), ("SUCCEEDED", "more")):
            request = {"stateMachineArn": "arn:3", "maxResults": 1000}
            page: dict[str, Any] = {"executions": [{**execution, "status": status}]}
            stub.add_response(
                "list_executions",
                page if token else {**page, "nextToken": "more"},
                request | ({"nextToken": token} if token else {}),
            )
        found = list(api.list_executions("arn", 3))
    assert [each.status for each in found] == ["FAILED", "SUCCEEDED"]
    assert found[0].started == started.timestamp()
