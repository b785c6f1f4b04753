"""Each setting of a state machine is one row: what reads the rows, reads all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import boto3
import pytest
from botocore.stub import Stubber

from sfn_dsl import StateMachine, Succeed, Target, Workflow
from sfn_dsl._unset import UNSET
from sfn_dsl.aws.boto.client import connect
from sfn_dsl.deployment.build import maker
from sfn_dsl.deployment.checks.preflight import settings_findings
from sfn_dsl.deployment.deploy import deploy_desired
from sfn_dsl.deployment.drift import drift_of
from sfn_dsl.deployment.plan import Update
from sfn_dsl.deployment.pull import pulled
from sfn_dsl.deployment.render import drift as drift_render
from sfn_dsl.deployment.render.plan import as_json, as_text
from sfn_dsl.deployment.saved_plan import schema
from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.model import settings
from sfn_dsl.model.settings import (
    ENCRYPTION,
    LOGGING,
    SETTINGS,
    TAGS,
    TRACING,
    Encryption,
    Logging,
    Setting,
    configuration,
    updatable,
)

from .model_of_aws import ACCOUNT, ModelOfAws
from .planning import plan_desired

PLACE = Target(ACCOUNT, "us-east-1")
ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"
MACHINE = StateMachine([Succeed("Done")])


@pytest.fixture(scope="module")
def service() -> Any:
    client = boto3.client("stepfunctions", region_name="us-east-1")
    return client.meta.service_model


# The table and AWS.


def test_each_setting_is_a_member_of_awss_requests_and_none_is_missing(service: Any) -> None:
    members = {setting.member for setting in SETTINGS}
    create = set(service.operation_model("CreateStateMachine").input_shape.members)
    assert create - members == {"name", "definition", "publish", "versionDescription"}
    update = set(service.operation_model("UpdateStateMachine").input_shape.members)
    assert {s.member for s in updatable()} == update - {
        *("stateMachineArn", "definition", "publish", "versionDescription")
    }
    described = set(service.operation_model("DescribeStateMachine").output_shape.members)
    assert {setting.member for setting in configuration()} <= described


def test_each_default_means_what_is_written_as_nothing() -> None:
    for setting in configuration():
        assert setting.to_author(setting.default) is None
        assert not setting.differs(None, setting.default)
        assert list(setting.faults(setting.default)) == []


GROUP = PLACE.arn("logs", "log-group:nightly:*")
WRITTEN: dict[Setting, list[Any]] = {
    LOGGING: [
        Logging("ALL", log_group=GROUP),
        Logging("ERROR", log_group=GROUP, include_execution_data=True),
        Logging("OFF", log_group=GROUP),
    ],
    TRACING: [True],
    ENCRYPTION: [Encryption("1234"), Encryption("1234", data_key_reuse_seconds=60)],
}


def test_what_an_author_writes_comes_back_from_awss_form() -> None:
    assert list(WRITTEN) == list(configuration())
    for setting, values in WRITTEN.items():
        for value in values:
            assert setting.fault(value) is None
            assert setting.to_author(setting.to_aws(value)) == value


def test_logging_that_is_off_is_not_logging_wherever_it_would_go() -> None:
    off = LOGGING.to_aws(Logging("OFF", log_group=GROUP, include_execution_data=True))
    assert not LOGGING.differs(off, None)
    assert not LOGGING.differs(LOGGING.to_aws(Logging("OFF")), off)
    for level in ("ALL", "ERROR", "FATAL"):
        on = LOGGING.to_aws(Logging(level, log_group=GROUP))
        assert LOGGING.differs(on, None)
        assert LOGGING.differs(off, on)


# The table and this package.


def test_each_setting_is_an_attribute_of_a_workflow() -> None:
    attributes = {field.name for field in attrs.fields(Workflow)}
    assert attributes - {setting.name for setting in SETTINGS} == {"name", "machine", "origin"}
    for setting in SETTINGS:
        with pytest.raises(ValueError, match="write|not a valid"):
            Workflow("nightly", MACHINE, **{"role": "r", setting.name: object()})


def test_the_schema_of_plans_has_each_setting() -> None:
    parts: Any = schema()["$defs"]
    names = [setting.name for setting in SETTINGS]
    configured = {setting.name for setting in configuration()}
    create, update, desired = parts["Create"], parts["Update"], parts["Desired"]["properties"]
    assert list(create["properties"]) == ["step", *names]
    assert create["required"] == names
    changed = update["properties"]["parts"]["properties"]
    assert list(changed) == ["definition", *(setting.name for setting in updatable())]
    assert set(desired["settings"]["properties"]) == configured
    assert set(names) - configured <= set(desired)
    assert set(desired["unmanaged"]["items"]["enum"]) == {*configured, "type"}


# A setting that AWS does not have, by one row and one attribute.


@attrs.frozen
class Retention:
    days: int
    archive: str = attrs.field(default="none", kw_only=True)


def retention_faults(shape: Any) -> Iterator[tuple[str, str]]:
    if shape["days"] < 1:
        yield "SFN905", f"{shape['days']} days cannot be retained; write 1 or more"


RETENTION = Setting(
    name="retention",
    member="retentionConfiguration",
    kind=Retention,
    example="Retention(30)",
    default={"days": 90, "archive": "none"},
    to_aws=attrs.asdict,
    to_author=lambda shape: None if shape["days"] == 90 else Retention(**shape),
    faults=retention_faults,
)


@attrs.frozen
class RetainedWorkflow(Workflow):
    retention: Any = attrs.field(default=UNSET, kw_only=True)


def nightly(retention: Any = UNSET) -> RetainedWorkflow:
    return RetainedWorkflow("nightly", MACHINE, role="Nightly", retention=retention)


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> ModelOfAws:
    monkeypatch.setattr(settings, "SETTINGS", (*SETTINGS, RETENTION))
    aws = ModelOfAws()
    aws.role("Nightly")
    return aws


def deploy(aws: ModelOfAws, workflow: Workflow) -> Any:
    return deploy_desired(maker(workflow, PLACE), aws, check=lambda _: [])


def plan(aws: ModelOfAws, workflow: Workflow) -> Any:
    return plan_desired(maker(workflow, PLACE), aws, check=lambda _: [])


def test_a_new_row_is_checked_where_it_is_written(aws: ModelOfAws) -> None:
    with pytest.raises(AuthoringTypeError, match=r"write retention=Retention\(30\), not 30"):
        nightly(30)
    desired = maker(nightly(Retention(0)), PLACE)(ACCOUNT, "us-east-1", "aws")
    (finding,) = settings_findings(desired)
    assert finding.message == "0 days cannot be retained; write 1 or more"


def test_a_new_row_travels_from_the_first_plan_to_a_pull(
    aws: ModelOfAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The row is made up, so the `Workflow` that an import is checked with does not have it.
    monkeypatch.setattr("sfn_dsl.importer.source.verify", lambda *_: None)
    written = nightly(Retention(30))
    first = plan(aws, written)
    assert '  retention: {"days": 30, "archive": "none"}\n' in as_text(first)
    assert as_json(first)["steps"][0]["retention"] == {"days": 30, "archive": "none"}

    deploy(aws, written)
    assert aws.machines[ARN].settings["retention"] == {"days": 30, "archive": "none"}
    assert not plan(aws, written)

    desired = maker(nightly(), PLACE)(ACCOUNT, "us-east-1", "aws")
    drift = drift_of(desired, aws, PLACE)
    assert drift_render.as_json(drift)["settings"][0]["part"] == "retention"
    assert 'retention: written {"days": 90, "archive": "none"}, deployed {"days": 30' in (
        drift_render.as_text(drift)
    )

    source = pulled("nightly", aws, PLACE, lambda _: None).source
    assert "retention=Retention(30)" in source

    again = plan(aws, nightly())
    (update,) = again.steps
    assert isinstance(update, Update)
    assert [difference.part for difference in update.differences] == ["retention"]
    assert as_json(again)["steps"][0]["parts"]["retention"]["new"] == RETENTION.default
    assert '  retention: {"days": 30, "archive": "none"} -> {"days": 90' in as_text(again)
    deploy(aws, nightly())
    assert not drift_of(desired, aws, PLACE)


def test_a_new_row_is_sent_and_read_under_its_member(aws: ModelOfAws) -> None:
    client: Any = boto3.client("stepfunctions", region_name="us-east-1")
    sent: dict[str, Any] = {}
    client.meta.events.register(
        "provide-client-params.stepfunctions.UpdateStateMachine",
        lambda params, **_: sent.update(params) or {"stateMachineArn": ARN, "roleArn": "r" * 20},
    )
    with Stubber(client) as stubber:
        stubber.add_response("update_state_machine", {"updateDate": 0})
        connect(client=client).update_state_machine(ARN, settings={"retention": {"days": 1}})
    assert sent == {"stateMachineArn": ARN, "retentionConfiguration": {"days": 1}}


def test_the_tags_have_calls_of_their_own() -> None:
    assert [setting.name for setting in SETTINGS if setting.change == "tag"] == [TAGS.name]
