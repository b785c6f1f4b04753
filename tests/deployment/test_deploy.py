"""A deployment against a model of AWS in memory: what it does, waits for, and survives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.aws.api import Machine, RefusalError, Role
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.plan import Create, Tag, Untag, Update
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import DeploymentError, InvalidDefinitionError
from sfn_dsl.model.settings import TRACING

from .model_of_aws import ACCOUNT, TRUST, FakeTime, Killed, ModelOfAws
from .planning import evolved, plan_desired

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"
NOT_ASSUMABLE = (
    "Neither the global service principal states.amazonaws.com, nor the regional one is authorized "
    "to assume the provided role."
)


def definition(seconds: int = 5) -> Definition:
    pause = {"Type": "Wait", "Seconds": seconds, "End": True}
    return Definition({"StartAt": "Pause", "States": {"Pause": pause}})


NIGHTLY = Desired("nightly", definition(), "Nightly")


def no_findings(_: Definition) -> list[Diagnostic]:
    return []


def deploy(aws: ModelOfAws, desired: Desired = NIGHTLY, **options: Any) -> Deployment:
    options = {"check": no_findings, "timing": FakeTime().timing, **options}
    return deploy_desired(lambda *_: desired, aws, **options)


@pytest.fixture
def aws() -> ModelOfAws:
    model = ModelOfAws()
    model.role("Nightly")
    model.role("Other", path="/team/")
    return model


def test_creates_then_does_nothing_then_updates(aws: ModelOfAws) -> None:
    assert deploy(aws).action == "created"
    assert aws.machines[ARN].role == f"arn:aws:iam::{ACCOUNT}:role/Nightly"
    again = deploy(aws)
    assert (again.action, again.steps) == ("unchanged", ())
    changed = deploy(aws, attrs.evolve(NIGHTLY, definition=definition(6)))
    assert (changed.action, changed.arn) == ("updated", ARN)
    assert '"Seconds": 6' in aws.machines[ARN].definition
    assert aws.writes == ["create_state_machine", "update_state_machine"]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"role": "Other"}, Update),
        ({"tracing": {"enabled": True}}, Update),
        ({"tags": {"team": "ops"}}, Tag),
        ({"tags": {}}, Untag),
    ],
)
def test_updates_by_one_call_and_is_done(
    aws: ModelOfAws, change: dict[str, Any], kind: type
) -> None:
    deploy(aws, attrs.evolve(NIGHTLY, tags={"team": "data"}))
    changed = evolved(NIGHTLY, **change)
    done = deploy(aws, changed)
    assert done.action == "updated"
    assert [type(step) for step in done.steps] == [kind]
    assert deploy(aws, changed).action == "unchanged"


def test_a_role_given_by_name_is_taken_with_its_path(aws: ModelOfAws) -> None:
    deploy(aws, attrs.evolve(NIGHTLY, role="Other"))
    assert aws.machines[ARN].role == f"arn:aws:iam::{ACCOUNT}:role/team/Other"


def test_a_role_given_by_its_arn_needs_no_question_to_iam(aws: ModelOfAws) -> None:
    deploy(aws, attrs.evolve(NIGHTLY, role=f"arn:aws:iam::{ACCOUNT}:role/elsewhere/Known"))
    assert "get_role" not in aws.calls


def test_a_role_that_does_not_exist_is_named_with_the_account(aws: ModelOfAws) -> None:
    with pytest.raises(DeploymentError, match=f"role 'Gone' does not exist in account {ACCOUNT}"):
        deploy(aws, attrs.evolve(NIGHTLY, role="Gone"))
    assert aws.writes == []


def test_where_iam_may_not_be_asked_the_message_offers_the_arn(aws: ModelOfAws) -> None:
    aws.refusals = [RefusalError("GetRole", "AccessDenied", "User: x is not authorized ...")]
    with pytest.raises(DeploymentError, match="write the role's ARN instead") as caught:
        deploy(aws)
    assert caught.value.code == "AccessDenied"


def test_the_workflow_is_built_for_the_account_of_the_credentials(aws: ModelOfAws) -> None:
    built_for = []

    def make(*place: str) -> Desired:
        built_for.append(place)
        return NIGHTLY

    aws.partition, aws.region = "aws-cn", "cn-north-1"
    plan_desired(make, aws, check=no_findings)
    aws.roles["Nightly"] = Role("arn:aws-cn:iam::210987654321:role/Nightly")
    plan_desired(make, aws, check=no_findings, account="210987654321")
    assert built_for == [
        (ACCOUNT, "cn-north-1", "aws-cn"),
        ("210987654321", "cn-north-1", "aws-cn"),
    ]
    assert aws.calls.count("get_caller_identity") == 1


def test_a_plan_and_a_dry_run_change_nothing(aws: ModelOfAws) -> None:
    assert plan_desired(lambda *_: NIGHTLY, aws, check=no_findings).steps == (Create(),)
    dry = deploy(aws, dry_run=True)
    assert (dry.action, dry.steps, dry.dry_run) == ("created", (), True)
    assert aws.writes == []


def test_findings_that_are_errors_keep_aws_from_being_written_to(aws: ModelOfAws) -> None:
    finding = Diagnostic("SFN201", Severity.ERROR, "a fault; mend it")
    with pytest.raises(InvalidDefinitionError) as caught:
        deploy(aws, check=lambda _: [finding])
    assert caught.value.diagnostics == (finding,)
    with pytest.raises(DeploymentError, match="':', which AWS does not allow"):
        deploy(aws, attrs.evolve(NIGHTLY, name="a:b"))
    assert aws.writes == []


def test_warnings_come_with_the_plan(aws: ModelOfAws) -> None:
    finding = Diagnostic("SFN203", Severity.WARNING, "odd; look at it")
    assert deploy(aws, check=lambda _: [finding]).plan.findings == (finding,)


# What AWS brings about only after a while.


@pytest.mark.parametrize("lag", [1, 3, 8])
def test_what_aws_shows_late_is_waited_for(aws: ModelOfAws, lag: int) -> None:
    aws.lag = lag
    assert deploy(aws).action == "created"
    changed = attrs.evolve(NIGHTLY, definition=definition(6), role="Other")
    time = FakeTime()
    assert deploy(aws, changed, timing=time.timing).action == "updated"
    assert aws.writes == ["create_state_machine", "update_state_machine"]
    assert len(time.slept) == lag


def test_what_aws_never_shows_ends_the_waiting_after_a_minute(aws: ModelOfAws) -> None:
    deploy(aws)
    aws.lag = 1000
    time = FakeTime()
    with pytest.raises(DeploymentError, match=r"60 seconds after .*update role.*run this again"):
        deploy(aws, attrs.evolve(NIGHTLY, role="Other"), timing=time.timing)
    assert sum(time.slept) == pytest.approx(60)


def test_a_creation_that_aws_takes_for_an_old_one_is_followed_by_what_it_ignored(
    aws: ModelOfAws,
) -> None:
    deploy(aws)
    aws._stale[ARN] = [None]  # the description has not heard of the machine yet
    changed = attrs.evolve(NIGHTLY, role="Other", tags={"team": "data"})
    done = deploy(aws, changed)
    assert done.action == "updated"
    assert [type(step) for step in done.steps] == [Create, Update, Tag]
    assert deploy(aws, changed).action == "unchanged"


def test_a_machine_that_somebody_else_makes_meanwhile_is_updated(aws: ModelOfAws) -> None:
    deploy(aws, attrs.evolve(NIGHTLY, definition=definition(7)))
    aws._stale[ARN] = [None, None]
    done = deploy(aws)
    assert done.action == "updated"
    assert [type(step) for step in done.steps] == [Update]


def test_a_machine_that_somebody_else_deletes_meanwhile_is_created(aws: ModelOfAws) -> None:
    deploy(aws)
    aws._stale[ARN] = [aws.machines.pop(ARN)] * 2
    done = deploy(aws, attrs.evolve(NIGHTLY, definition=definition(7)))
    assert done.action == "created"


def going(aws: ModelOfAws, descriptions: int) -> None:
    """Have the machine be deleted, and gone after so many descriptions."""
    deploy(aws)
    machine = aws.machines.pop(ARN)
    aws._stale[ARN] = [attrs.evolve(machine, status="DELETING")] * descriptions


def test_a_machine_being_deleted_is_waited_for_and_made_again(aws: ModelOfAws) -> None:
    going(aws, 5)
    told: list[str] = []
    assert deploy(aws, on_progress=told.append).action == "created"
    assert told == [
        "an old machine of that name is still being deleted; waiting for up to 300 seconds"
    ]


def test_a_machine_that_is_deleted_for_too_long_is_an_error(aws: ModelOfAws) -> None:
    going(aws, 1000)
    time = FakeTime()
    with pytest.raises(DeploymentError, match="once its executions have ended"):
        deploy(aws, timing=time.timing)
    assert sum(time.slept) == pytest.approx(300)


def test_a_plan_does_not_wait_for_a_machine_being_deleted(aws: ModelOfAws) -> None:
    going(aws, 1000)
    assert plan_desired(lambda *_: NIGHTLY, aws, check=no_findings).steps == (Create(),)


@pytest.mark.parametrize(
    ("facts", "seconds"),
    [
        pytest.param({"created": 999_990.0, "trust": TRUST}, 120, id="young"),
        pytest.param({"created": 0.0, "trust": TRUST}, 30, id="old, trust in order"),
        pytest.param({"created": None, "trust": TRUST}, 30, id="of unknown age"),
        pytest.param({"created": 999_990.0, "trust": {}}, 0, id="young, without the trust"),
        pytest.param({"created": 0.0, "trust": {"Statement": []}}, 0, id="old, without the trust"),
    ],
)
def test_how_long_a_role_that_cannot_be_assumed_is_waited_for(
    aws: ModelOfAws, facts: dict[str, Any], seconds: int
) -> None:
    aws.role("Nightly", **facts)
    aws.refusals = [RefusalError("CreateStateMachine", "AccessDeniedException", NOT_ASSUMABLE)] * 99
    time = FakeTime()
    with pytest.raises(DeploymentError, match=r"trust policy, .*: \{.*sts:AssumeRole") as caught:
        deploy(aws, timing=time.timing)
    assert sum(time.slept) == pytest.approx(seconds)
    assert caught.value.code == "AccessDeniedException"


def test_a_role_that_becomes_assumable_in_time_is_not_an_error(aws: ModelOfAws) -> None:
    aws.role("Nightly", created=999_990.0)
    refusal = RefusalError("CreateStateMachine", "AccessDeniedException", NOT_ASSUMABLE)
    aws.refusals = [refusal] * 4
    assert deploy(aws).action == "created"


@pytest.mark.parametrize(
    ("code", "said", "seconds"),
    [
        ("ConflictException", "someone else", 15),
        ("StateMachineDeleting", "being deleted", 300),
        ("AccessDeniedException", "Role is not authorized to access the Log Destination", 30),
        ("AccessDeniedException", "me is not authorized to perform: iam:PassRole on x", 0),
        ("TooManyTags", "", 0),
        ("SomethingNew", "", 0),
    ],
)
def test_only_what_may_pass_is_tried_again_and_never_for_ever(
    aws: ModelOfAws, code: str, said: str, seconds: int
) -> None:
    aws.refusals = [RefusalError("CreateStateMachine", code, said)] * 99
    time = FakeTime()
    with pytest.raises(DeploymentError):
        deploy(aws, timing=time.timing)
    assert sum(time.slept) == pytest.approx(seconds)


# What may not be seen.


def test_a_machine_that_may_not_be_described_says_whether_it_is_there(aws: ModelOfAws) -> None:
    denied = RefusalError("DescribeStateMachine", "AccessDeniedException", "not authorized")
    aws.refusals = [denied]
    with pytest.raises(DeploymentError, match=r"which does not exist; add .*DescribeStateMachine"):
        deploy(aws)
    deploy(aws)
    aws.refusals = [denied]
    with pytest.raises(DeploymentError, match=r"which exists; add .*states:DescribeStateMachine"):
        deploy(aws)


def test_a_machine_of_that_name_in_another_account_is_pointed_to(aws: ModelOfAws) -> None:
    deploy(aws)
    aws.refusals = [RefusalError("DescribeStateMachine", "AccessDeniedException", "no")]
    theirs = attrs.evolve(NIGHTLY, role="arn:aws:iam::210987654321:role/Nightly")
    with pytest.raises(DeploymentError, match=f"did you mean the one of account '{ACCOUNT}'"):
        deploy(aws, theirs, account="210987654321")


def test_where_the_list_may_not_be_seen_either_the_permission_is_named(aws: ModelOfAws) -> None:
    aws.refusals = [
        RefusalError("DescribeStateMachine", "AccessDeniedException", "no"),
        RefusalError("ListStateMachines", "AccessDeniedException", "no"),
    ]
    with pytest.raises(DeploymentError, match=r"may not describe .*states:DescribeStateMachine"):
        deploy(aws)


def test_tags_that_may_not_be_seen_come_with_the_statement(aws: ModelOfAws) -> None:
    tagged = attrs.evolve(NIGHTLY, tags={"team": "data"})
    deploy(aws, tagged)
    aws.refusals = [RefusalError("ListTagsForResource", "AccessDeniedException", "no")]
    with pytest.raises(DeploymentError, match=r"may not do states:ListTagsForResource; add .*\{"):
        deploy(aws, tagged)
    assert deploy(aws).action == "unchanged"  # and are not asked for without need


@pytest.mark.parametrize("role", ["Nightly", f"arn:aws:iam::{ACCOUNT}:role/Nightly"])
def test_a_role_of_another_account_than_the_machines_is_refused(aws: ModelOfAws, role: str) -> None:
    with pytest.raises(DeploymentError, match=f"to account {ACCOUNT}, and the state machine to"):
        deploy(aws, attrs.evolve(NIGHTLY, role=role), account="210987654321")
    assert aws.writes == []


def test_a_machine_made_in_another_account_than_was_given_is_reported(aws: ModelOfAws) -> None:
    theirs = attrs.evolve(NIGHTLY, role="arn:aws:iam::210987654321:role/Nightly")
    with pytest.raises(DeploymentError, match="give the account that the credentials belong to"):
        deploy(aws, theirs, account="210987654321")


# Cut off anywhere, and for whatever machine there may be.

BEFORE = attrs.evolve(
    NIGHTLY, tags={"old": "1", "both": "1"}, settings={"tracing": {"enabled": True}}
)
AFTER = attrs.evolve(
    NIGHTLY, definition=definition(9), role="Other", tags={"new": "1", "both": "2"}
)


def holds(aws: ModelOfAws, desired: Desired) -> bool:
    """Whether AWS holds the definition, role, tracing and tags, whatever it tells."""
    machine = aws.machines[ARN]
    return (
        f'"Seconds": {desired.definition.document["States"]["Pause"]["Seconds"]},'
        in machine.definition
        and machine.role == aws.roles[desired.role].arn
        and not TRACING.differs(TRACING.of(machine), TRACING.of(desired))
        and aws.tags[ARN] == desired.tags
    )


def setups() -> Mapping[str, Callable[[ModelOfAws], object]]:
    return {"nothing there": lambda _: None, "another there": lambda aws: deploy(aws, BEFORE)}


def prepared(setup: Callable[[ModelOfAws], object], **facts: Any) -> ModelOfAws:
    model = ModelOfAws()
    model.role("Nightly")
    model.role("Other")
    setup(model)
    model.calls.clear()
    return attrs.evolve(model, **facts)


@pytest.mark.parametrize("setup", setups().values(), ids=setups())
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("lag", [0, 2])
def test_killed_at_any_call_the_machine_is_the_old_or_the_new_and_a_second_run_gets_there(
    setup: Callable[[ModelOfAws], object], when: str, lag: int
) -> None:
    whole = prepared(setup, lag=lag)
    deploy(whole, AFTER)
    assert holds(whole, AFTER)
    for call in range(len(whole.calls)):
        aws = prepared(setup, lag=lag, kill=(call, when))
        old = aws.machines.get(ARN)
        with pytest.raises(Killed):
            deploy(aws, AFTER)
        assert aws.machines.get(ARN) in (old, whole.machines[ARN])
        aws.kill = None
        deploy(aws, AFTER)
        assert holds(aws, AFTER)
        aws._stale.clear()
        assert deploy(aws, AFTER).action == "unchanged"


TAGS = st.none() | st.dictionaries(st.sampled_from("abc"), st.sampled_from("12"))
SHAPES = st.sampled_from(
    [
        None,
        {"level": "OFF"},
        {"level": "OFF", "includeExecutionData": True},
        {
            "level": "ERROR",
            "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": "arn:aws:logs:x:*"}}],
        },
    ]
)
OWN_KEY = {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "k"}
DESIRED = st.builds(
    Desired,
    st.just("nightly"),
    st.integers(1, 3).map(definition),
    st.sampled_from(["Nightly", "Other"]),
    settings=st.fixed_dictionaries(
        {
            "logging": SHAPES,
            "tracing": st.sampled_from([None, {"enabled": False}, {"enabled": True}]),
            "encryption": st.sampled_from([None, {"type": "AWS_OWNED_KEY"}, OWN_KEY]),
        }
    ),
    tags=TAGS,
)


@given(st.lists(DESIRED, min_size=1, max_size=4), st.integers(0, 3))
def test_after_any_row_of_deployments_the_last_one_has_nothing_left_to_do(
    row: list[Desired], lag: int
) -> None:
    aws = prepared(lambda _: None, lag=lag)
    told: list[str] = []
    for desired in row:
        deploy(aws, desired, on_progress=told.append)
        assert not any("somebody else" in sentence for sentence in told)
        assert deploy(aws, desired).action == "unchanged"
        assert isinstance(aws.machines[ARN], Machine)
