"""Plans that are kept as files, and carried out as they were reviewed or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.aws.api import Alias, Machine, RefusalError, Route
from sfn_dsl.definition import Definition, canonical_text
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.execute_saved import deploy_saved
from sfn_dsl.deployment.options import DeployOptions, Release, Shift
from sfn_dsl.deployment.plan import Actual, Create, Plan, plan
from sfn_dsl.deployment.release.spec import Released
from sfn_dsl.deployment.render.plan import as_json, as_text
from sfn_dsl.deployment.saved_plan import SavedPlan, digest, read_plan, schema, text_of
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import DeploymentError, InvalidDefinitionError
from sfn_dsl.origin import Position

from .model_of_aws import ACCOUNT, FakeTime, Killed, ModelOfAws, Verdict
from .planning import plan_desired

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Nightly"
GOLDENS = Path(__file__).parent / "goldens"
VALIDATOR = jsonschema_rs.Draft202012Validator(schema())


class Lines:
    """A source that knows the line of each state, and of nothing else."""

    name = "nightly.py"

    def locate(self, pointer: str) -> Position | None:
        return Position(self.name, 7, 5) if pointer.startswith("/States/") else None


def definition(seconds: int, **more: Any) -> Definition:
    pause = {"Type": "Wait", "Seconds": seconds, "End": True, **more}
    return Definition({"StartAt": "Pause", "States": {"Pause": pause}}, Lines())


NIGHTLY = Desired("nightly", definition(5), ROLE, tags={"team": "data"})


@pytest.fixture
def aws() -> ModelOfAws:
    model = ModelOfAws()
    model.role("Nightly")
    return model


def planned(aws: ModelOfAws, desired: Desired, **options: Any) -> SavedPlan:
    """A plan that went through a file."""
    made = plan_desired(lambda *_: desired, aws, check=lambda _: [], **options)
    return read_plan(text_of(made), "nightly.plan.json")


def deploy(aws: ModelOfAws, desired: Desired = NIGHTLY) -> Deployment:
    return deploy_desired(lambda *_: desired, aws, check=lambda _: [], timing=FakeTime().timing)


def carry_out(aws: ModelOfAws, reviewed: SavedPlan, **options: Any) -> Deployment:
    options = {"check": lambda _: [], "timing": FakeTime().timing} | options
    return deploy_saved(reviewed, aws, **options)


# Plans of every kind.

ANYTHING = st.characters() | st.sampled_from("\ud800\udc80")  # lone surrogates too

SETTINGS = st.none() | st.fixed_dictionaries({"level": st.sampled_from(["OFF", "ALL"])})
SHIFTS = st.none() | st.builds(
    Shift, st.integers(1, 99), st.integers(0, 900).map(float), st.booleans()
)
RELEASES = st.none() | st.builds(
    Release,
    st.none() | st.text(max_size=20),
    alias=st.none() | st.sampled_from(["live", "beta"]),
    shift=SHIFTS,
    alarms=st.lists(st.text(min_size=1, max_size=5), max_size=2).map(tuple),
    max_failures=st.none() | st.floats(0, 100),
    keep=st.none() | st.integers(1, 3),
)
DESIRED = st.builds(
    Desired,
    st.just("nightly"),
    st.builds(definition, st.integers(1, 3), Comment=st.text(ANYTHING, max_size=10)),
    st.sampled_from([ROLE, ROLE + "2"]),
    type=st.sampled_from(["STANDARD", "EXPRESS"]),
    settings=st.fixed_dictionaries(
        {
            "logging": SETTINGS,
            "tracing": st.sampled_from([None, {"enabled": True}]),
            "encryption": st.sampled_from(
                [None, {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "k"}]
            ),
        }
    ),
    tags=st.none() | st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=5)),
    release=RELEASES,
    position=st.none() | st.builds(Position, st.just("nightly.py"), st.just(3), st.just(1)),
)


def machine(desired: Desired, revision: str | None) -> Machine:
    return Machine(
        *(ARN, "nightly", desired.type, "ACTIVE"),
        canonical_text(desired.definition.document),
        desired.role,
        desired.settings,
        revision,
    )


FINDINGS = st.lists(
    st.builds(
        Diagnostic,
        st.sampled_from(["SFN201", "SFN310", "SFN322", "SFN921"]),
        st.sampled_from(Severity),
        st.text(ANYTHING, max_size=10),
        st.sampled_from(["", "/States/A"]),
        st.none() | st.just(Position("nightly.py", 3, 1)),
    ),
    max_size=2,
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    return attrs.evolve(draw(unchecked_plans()), findings=tuple(draw(FINDINGS)))


@st.composite
def unchecked_plans(draw: st.DrawFn) -> Plan:
    desired, held = draw(DESIRED), draw(st.none() | DESIRED)
    if held is None:
        return plan(ARN, desired, None)
    made = machine(held, draw(st.sampled_from([None, "r-1"])))
    versions = tuple(range(draw(st.integers(0, 4)), 0, -1))
    newest = machine(draw(DESIRED), None) if versions else None
    routes = (Route(1, 90), Route(2, 10)) if len(versions) > 1 else (Route(1),)
    aliases = (Alias("live", routes),) if versions and draw(st.booleans()) else ()
    actual = Actual(made, held.tags or {}, Released(versions, newest, aliases))
    return plan(ARN, desired, actual, replace=True)


@given(plans())
def test_every_plan_goes_through_a_file_and_comes_back_as_it_was(made: Plan) -> None:
    text = text_of(made)
    back = read_plan(text, "nightly.plan.json")
    assert (back.arn, back.desired) == (made.arn, made.desired)
    assert back.desired.position == made.desired.position
    assert list(back.steps) == json.loads(json.dumps(as_json(made)["steps"]))
    again = plan(ARN, back.desired, made.actual, replace=back.replaces)
    assert text_of(attrs.evolve(again, findings=made.findings)) == text


@given(plans())
def test_every_plan_and_every_file_keep_to_the_schema(made: Plan) -> None:
    for told in (as_json(made), json.loads(text_of(made))):
        # The validator takes no lone surrogates.
        text = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        VALIDATOR.validate(json.loads(text))


def test_a_plan_as_it_is_shown_and_as_it_is_kept(
    aws: ModelOfAws, golden: Callable[[Path, str], None]
) -> None:
    deploy(aws, attrs.evolve(NIGHTLY, release=Release(alias="live")))
    release = Release(
        "git 0123456789ab", alias="live", shift=Shift(25, 90, linear=True), alarms=("errors",)
    )
    changed = attrs.evolve(NIGHTLY, definition=definition(6), tags={"owner": "me"}, release=release)
    made = plan_of(aws, changed)
    golden(GOLDENS / "nightly.plan.txt", as_text(made))
    golden(GOLDENS / "nightly.plan.json", text_of(made))


def test_the_schema_is_one_and_all_its_definitions_are_used() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    text = json.dumps(schema())
    assert [name for name in schema()["$defs"] if f'"#/$defs/{name}"' not in text] == []


ODD = ("{}", "[]", "null", '{"reviewed": "x"}', '{"reviewed": null}', "[" * 100_000, "1" * 9999)


@given(st.text() | st.binary().map(repr) | st.sampled_from(ODD))
def test_any_other_text_is_not_a_plan_file(text: str) -> None:
    with pytest.raises(DeploymentError, match="not a plan file"):
        read_plan(text, "x.json")


Edit = Callable[[dict[str, Any]], object]
EDITS: dict[str, Edit] = {
    "another definition": lambda plan: plan["reviewed"]["desired"]["definition"].clear(),
    "another role": lambda plan: plan["reviewed"]["desired"].update(role=ROLE + "X"),
    "another machine": lambda plan: plan.update(arn=ARN + "X"),
    "another guard": lambda plan: plan["reviewed"].update(deployed=None),
    "no step": lambda plan: plan.update(steps=[]),
    "no digest": lambda plan: plan.pop("digest"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_file_that_was_edited_is_refused(aws: ModelOfAws, edit: Edit) -> None:
    deploy(aws)
    content = json.loads(text_of(plan_of(aws, attrs.evolve(NIGHTLY, definition=definition(6)))))
    edit(content)
    with pytest.raises(DeploymentError, match="'x.json' was edited since it was written; write"):
        read_plan(json.dumps(content), "x.json")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda plan: plan.pop("reviewed"), "is not a plan file"),
        (lambda plan: plan["reviewed"].update(version=1), "by another version of sfn"),
        (lambda plan: plan["reviewed"].pop("places"), "is not a plan file: .*places"),
        (lambda plan: plan.update(arn="x"), "is not a plan file: "),
        (lambda plan: plan["steps"].append({"step": "dance"}), "is not a plan file: "),
    ],
)
def test_an_edit_with_a_digest_of_its_own_has_to_keep_to_the_schema(
    aws: ModelOfAws, edit: Edit, message: str
) -> None:
    content = json.loads(text_of(plan_of(aws, NIGHTLY)))
    edit(content)
    content.pop("digest", None)
    with pytest.raises(DeploymentError, match=message):
        read_plan(json.dumps(content | {"digest": digest(content)}), "x.json")


def test_steps_that_do_not_lead_to_the_machine_are_refused(aws: ModelOfAws) -> None:
    made = attrs.evolve(planned(aws, NIGHTLY), steps=({"step": "create"},))
    with pytest.raises(DeploymentError, match="are not those in the plan"):
        carry_out(aws, made)
    assert aws.writes == []


def plan_of(aws: ModelOfAws, desired: Desired) -> Plan:
    return plan_desired(lambda *_: desired, aws, check=lambda _: [])


def test_a_file_holds_no_credentials(aws: ModelOfAws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush-hush")
    assert not re.search("hush-hush|secret", text_of(plan_of(aws, NIGHTLY)), re.IGNORECASE)


# Carrying out.


def test_what_was_reviewed_is_done_and_a_second_time_nothing(aws: ModelOfAws) -> None:
    reviewed = planned(aws, NIGHTLY)
    assert carry_out(aws, reviewed).steps == (Create(),)
    assert carry_out(aws, reviewed).action == "unchanged"
    changed = planned(aws, attrs.evolve(NIGHTLY, definition=definition(6), tags={"owner": "me"}))
    assert carry_out(aws, changed).action == "updated"
    assert '"Seconds": 6' in aws.machines[ARN].definition
    assert aws.tags[ARN] == {"owner": "me"}


def test_the_definition_is_checked_again_as_one_of_its_type(aws: ModelOfAws) -> None:
    reviewed = planned(aws, attrs.evolve(NIGHTLY, type="EXPRESS"))
    seen: list[Definition] = []

    def check(definition: Definition) -> list[Diagnostic]:
        seen.append(definition)
        return [Diagnostic("SFN201", Severity.ERROR, "a fault; mend it")]

    with pytest.raises(InvalidDefinitionError, match="a fault"):
        carry_out(aws, reviewed, check=check)
    assert [definition.machine_type for definition in seen] == ["EXPRESS"]
    assert aws.writes == []


def test_a_release_is_carried_out_from_a_file(aws: ModelOfAws) -> None:
    release = Release("v", alias="live", shift=Shift(10, 60), keep=3)
    carry_out(aws, planned(aws, attrs.evolve(NIGHTLY, release=release)))
    changed = attrs.evolve(NIGHTLY, release=release, definition=definition(6))
    time = FakeTime()
    aws.clock = lambda: time.seconds
    carry_out(aws, planned(aws, changed), timing=time.timing)
    assert aws.routes(ARN) == (Route(2),)
    assert sum(time.slept) == 60


CHANGES: dict[str, tuple[Callable[[ModelOfAws], object], str]] = {
    "definition": (
        lambda aws: aws.update_state_machine(ARN, definition=canonical_text({"StartAt": "X"})),
        "was changed since the plan was made, so nothing was done; make a new plan",
    ),
    "role": (lambda aws: aws.update_state_machine(ARN, role=ROLE + "X"), "was changed"),
    "and back": (
        lambda aws: (
            aws.update_state_machine(ARN, settings={"tracing": {"enabled": True}}),
            aws.update_state_machine(ARN, settings={"tracing": {"enabled": False}}),
        ),
        "was changed",
    ),
    "tags": (lambda aws: aws.tag_resource(ARN, {"owner": "you"}), "was changed"),
    "deleted": (lambda aws: aws.delete_state_machine(ARN), "was deleted since"),
}


@pytest.mark.parametrize(("change", "message"), CHANGES.values(), ids=CHANGES)
def test_a_machine_that_was_changed_since_is_left_alone(
    aws: ModelOfAws, change: Callable[[ModelOfAws], object], message: str
) -> None:
    deploy(aws)
    reviewed = planned(aws, attrs.evolve(NIGHTLY, definition=definition(6), tags={"owner": "me"}))
    change(aws)
    aws.calls.clear()
    with pytest.raises(DeploymentError, match=message):
        carry_out(aws, reviewed)
    assert aws.writes == []


def test_a_machine_that_somebody_made_meanwhile_is_left_alone(aws: ModelOfAws) -> None:
    reviewed = planned(aws, NIGHTLY)
    deploy(aws, attrs.evolve(NIGHTLY, definition=definition(7)))
    with pytest.raises(DeploymentError, match="was created since the plan was made"):
        carry_out(aws, reviewed)


def test_a_machine_that_somebody_makes_in_the_same_moment_is_left_alone(aws: ModelOfAws) -> None:
    reviewed = planned(aws, NIGHTLY)
    deploy(aws, attrs.evolve(NIGHTLY, definition=definition(7)))
    aws._stale[ARN] = [None]  # it is not shown yet when the plan is compared
    with pytest.raises(DeploymentError, match="somebody else changes the state machine"):
        carry_out(aws, reviewed)
    assert '"Seconds": 7' in aws.machines[ARN].definition


THEIRS = canonical_text(definition(8).document)


class Meddled(ModelOfAws):
    """AWS in which somebody else changes the definition whenever tags are added."""

    def tag_resource(self, arn: str, tags: Mapping[str, str]) -> None:
        super().tag_resource(arn, tags)
        self.update_state_machine(arn, definition=THEIRS)


def test_what_somebody_else_changes_while_the_plan_is_carried_out_stays() -> None:
    aws = Meddled()
    aws.role("Nightly")
    deploy(aws)
    reviewed = planned(aws, attrs.evolve(NIGHTLY, definition=definition(6), tags={"owner": "me"}))
    with pytest.raises(DeploymentError, match="somebody else changes the state machine"):
        carry_out(aws, reviewed)
    assert aws.machines[ARN].definition == THEIRS


def test_an_alias_that_was_moved_since_is_left_alone(aws: ModelOfAws) -> None:
    release = Release(alias="live")
    for seconds in (5, 6):
        deploy(aws, attrs.evolve(NIGHTLY, definition=definition(seconds), release=release))
    reviewed = planned(aws, attrs.evolve(NIGHTLY, definition=definition(7), release=release))
    aws.aliases[ARN]["live"] = Alias("live", (Route(1),))
    with pytest.raises(DeploymentError, match="are not those in the plan"):
        carry_out(aws, reviewed)
    assert aws.routes(ARN) == (Route(1),)


def test_another_region_or_account_is_refused(aws: ModelOfAws) -> None:
    reviewed = planned(aws, NIGHTLY)
    aws.region = "eu-west-1"
    with pytest.raises(DeploymentError, match="for region 'us-east-1', and .* --region us-east-1"):
        carry_out(aws, reviewed)
    aws.region, aws.account = "us-east-1", "210987654321"
    with pytest.raises(DeploymentError, match=f"for account {ACCOUNT}, and these credentials"):
        carry_out(aws, reviewed)
    assert aws.writes == []


def test_what_aws_refuses_is_reported_at_the_authors_line(aws: ModelOfAws) -> None:
    reviewed = planned(aws, NIGHTLY)
    said = "Invalid State Machine Definition: 'BAD: no such thing at /States/Pause/Seconds'"
    aws.refusals = [RefusalError("CreateStateMachine", "InvalidDefinition", said)]
    with pytest.raises(InvalidDefinitionError, match="nightly.py:7:5: error SFN908"):
        carry_out(aws, reviewed)


def test_the_verdict_of_aws_is_asked_for_again(aws: ModelOfAws) -> None:
    reviewed = planned(aws, NIGHTLY)
    aws.verdicts = [Verdict("ERROR", "BAD", "no such thing", "/States/Pause")]
    with pytest.raises(InvalidDefinitionError, match="nightly.py:7:5: error SFN908"):
        carry_out(aws, reviewed)
    assert (
        carry_out(aws, reviewed, options=DeployOptions(validate_on_aws=False)).action == "created"
    )


# Cut off anywhere.

RELEASE = Release(alias="live", shift=Shift(40, 60, linear=True), keep=1)
UPDATED = attrs.evolve(
    NIGHTLY, definition=definition(6), release=RELEASE, tags={"owner": "me"}, role=ROLE
)
REPLACED = attrs.evolve(NIGHTLY, type="EXPRESS", release=Release(alias="live"))


def before(time: FakeTime, *, is_there: bool, **facts: Any) -> ModelOfAws:
    aws = ModelOfAws(clock=lambda: time.seconds)
    aws.role("Nightly")
    if is_there:
        deploy(aws, attrs.evolve(NIGHTLY, release=Release(alias="live")))
    aws.calls.clear()
    return attrs.evolve(aws, **facts)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("desired", "is_there"), [(UPDATED, False), (UPDATED, True), (REPLACED, True)]
)
def test_killed_at_any_call_the_same_file_carries_out_the_rest(
    desired: Desired, is_there: bool, when: str
) -> None:
    time = FakeTime()
    whole = before(time, is_there=is_there)
    reviewed = planned(whole, desired, options=DeployOptions(replace=True))
    whole.calls.clear()
    carry_out(whole, reviewed, timing=time.timing)
    for call in range(len(whole.calls)):
        aws = before(time, is_there=is_there, kill=(call, when))
        with pytest.raises(Killed):
            carry_out(aws, reviewed, timing=time.timing)
        aws.kill = None
        carry_out(aws, reviewed, timing=time.timing)
        assert aws.machines[ARN].definition == whole.machines[ARN].definition
        assert aws.machines[ARN].type == desired.type
        assert aws.tags[ARN] == desired.tags
        assert aws.routes(ARN) == whole.routes(ARN)
        assert carry_out(aws, reviewed).action == "unchanged"


def test_a_rest_that_was_not_reviewed_is_left_alone(aws: ModelOfAws) -> None:
    live = Release(alias="live")
    for seconds in (4, 5):
        deploy(aws, attrs.evolve(NIGHTLY, definition=definition(seconds), release=live))
    aws.update_state_machine(ARN, settings={"tracing": {"enabled": True}})
    reviewed = planned(
        aws, attrs.evolve(NIGHTLY, release=live, settings={"tracing": {"enabled": True}})
    )
    aws.aliases[ARN]["live"] = Alias("live", (Route(1),))  # moved by somebody else meanwhile
    with pytest.raises(DeploymentError, match="are not those in the plan"):
        carry_out(aws, reviewed)


# Replacing.


def test_a_machine_of_another_type_is_replaced_only_when_asked_for(aws: ModelOfAws) -> None:
    deploy(aws)
    express = attrs.evolve(NIGHTLY, type="EXPRESS")
    with pytest.raises(DeploymentError, match=r"or replace the machine \(--replace"):
        planned(aws, express)
    reviewed = planned(aws, express, options=DeployOptions(replace=True))
    aws.lag = 4
    done = carry_out(aws, reviewed)
    assert done.action == "replaced"
    assert [type(step).__name__ for step in done.steps] == ["Delete", "Create"]
    assert aws.machines[ARN].type == "EXPRESS"
    assert aws.tags[ARN] == {"team": "data"}


def test_a_machine_of_the_same_type_is_never_replaced(aws: ModelOfAws) -> None:
    deploy(aws)
    made = plan_desired(
        lambda *_: NIGHTLY, aws, check=lambda _: [], options=DeployOptions(replace=True)
    )
    assert made.steps == ()
