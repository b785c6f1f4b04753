"""What counts as drift, and how it is told."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Target, read_json
from sfn_dsl.aws.api import Machine
from sfn_dsl.deployment.build import NamedDefinition
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.drift import Drift, compared, drift_of
from sfn_dsl.deployment.plan import Actual, plan
from sfn_dsl.deployment.render.drift import as_json, as_text
from sfn_dsl.origin import Position

from .model_of_aws import ACCOUNT, ModelOfAws
from .planning import evolved

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/team/Nightly"
GROUP = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:nightly"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234"
TEXT = """{
  "StartAt": "Pause",
  "States": {
    "Pause": {"Type": "Wait", "Seconds": 5, "Next": "Done"},
    "Done": {"Type": "Succeed"}
  }
}
"""
WRITTEN = Desired("nightly", read_json(TEXT, "nightly.asl.json"), "Nightly")
# As AWS describes a machine for which nothing but the definition and the role was given.
HELD = Machine(
    ARN,
    "nightly",
    "STANDARD",
    "ACTIVE",
    TEXT,
    ROLE,
    {"level": "OFF", "includeExecutionData": False},
    {"enabled": False},
    {"type": "AWS_OWNED_KEY"},
)


def logging(group: str, **more: Any) -> dict[str, Any]:
    group_member = {"cloudWatchLogsLogGroup": {"logGroupArn": group}}
    return {"level": "ALL", "destinations": [group_member], **more}


def own_key(key: str, **more: Any) -> dict[str, Any]:
    return {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": key, **more}


def found(
    written: dict[str, Any], held: dict[str, Any], tags: dict[str, str] | None = None
) -> Drift:
    actual = Actual(evolved(HELD, **held), tags or {})
    return compared(ARN, evolved(WRITTEN, **written), actual)


NO_DRIFT: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, str]]] = {
    "the same": ({}, {}, {}),
    "another format": ({}, {"definition": json.dumps(json.loads(TEXT), sort_keys=True)}, {}),
    "numbers written otherwise": ({}, {"definition": TEXT.replace("5,", "5.0,")}, {}),
    "a default written out": ({}, {"definition": '{"Version": "1.0",' + TEXT[1:]}, {}),
    "defaults left out by AWS": ({}, {"logging": None, "tracing": None, "encryption": None}, {}),
    "a role by its ARN": ({"role": ROLE}, {}, {}),
    "a log group with and without what AWS puts behind it": (
        {"logging": logging(GROUP)},
        {"logging": logging(f"{GROUP}:*", includeExecutionData=False)},
        {},
    ),
    "a key by its id and by its ARN": (
        {"encryption": own_key("1234")},
        {"encryption": own_key(KEY, kmsDataKeyReusePeriodSeconds=300)},
        {},
    ),
    "tags that the workflow does not name": ({}, {}, {"owner": "me"}),
    "tags in another order, and AWS's own": (
        {"tags": {"a": "1", "b": "2"}},
        {},
        {"aws:stack": "x", "b": "2", "a": "1"},
    ),
    "no tags wanted, and only AWS's own there": ({"tags": {}}, {}, {"aws:stack": "x"}),
}


@pytest.mark.parametrize("case", NO_DRIFT)
def test_what_means_the_same_is_not_drift(case: str) -> None:
    drift = found(*NO_DRIFT[case])
    assert not drift
    assert as_text(drift) == f"no drift: state machine 'nightly' ({ARN})\n"
    assert as_json(drift)["drift"] is False


DRIFT: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, str], str]] = {
    "type": ({}, {"type": "EXPRESS"}, {}, 'type: written "STANDARD", deployed "EXPRESS"'),
    "role": (
        {},
        {"role": f"arn:aws:iam::{ACCOUNT}:role/Other"},
        {},
        f'role: written "Nightly", deployed "arn:aws:iam::{ACCOUNT}:role/Other"',
    ),
    "the role's path, where it is written": (
        {"role": f"arn:aws:iam::{ACCOUNT}:role/Nightly"},
        {},
        {},
        f'role: written "arn:aws:iam::{ACCOUNT}:role/Nightly", deployed "{ROLE}"',
    ),
    "logging": (
        {},
        {"logging": logging(f"{GROUP}:*")},
        {},
        'logging: written {"level": "OFF", "includeExecutionData": false, "destinations": []}',
    ),
    "tracing": (
        {"tracing": {"enabled": True}},
        {},
        {},
        'tracing: written {"enabled": true}, deployed {"enabled": false}',
    ),
    "encryption": ({"encryption": own_key("1234")}, {}, {}, "encryption: written {"),
    "tags": (
        {"tags": {"team": "data"}},
        {},
        {"team": "ops", "aws:stack": "x"},
        'tags: written {"team": "data"}, deployed {"team": "ops"}',
    ),
    "no tags": ({"tags": {}}, {}, {"team": "ops"}, 'tags: written {}, deployed {"team": "ops"}'),
}


@pytest.mark.parametrize("case", DRIFT)
def test_a_setting_that_differs_is_reported_with_both_sides_at_the_workflows_line(
    case: str,
) -> None:
    written, held, tags, said = DRIFT[case]
    drift = found({**written, "position": Position("flows/nightly.py", 7, 12)}, held, tags)
    assert drift
    first, line = as_text(drift).splitlines()
    assert first == f"drift: state machine 'nightly' ({ARN})"
    assert line.startswith(f"  flows/nightly.py:7:12: {said}")
    (setting,) = as_json(drift)["settings"]
    assert (setting["file"], setting["line"]) == ("flows/nightly.py", 7)


def changed(**states: Any) -> dict[str, Any]:
    document = json.loads(TEXT)
    document["States"].update(states)
    return {"definition": json.dumps(document)}


PAUSE = {"Type": "Wait", "Seconds": 5, "Next": "Done"}
CHANGES = {
    "changed": (
        changed(Pause={**PAUSE, "Seconds": 7}),
        "nightly.asl.json:4:31: /States/Pause/Seconds: written 5, deployed 7",
    ),
    "added": (
        changed(Pause={**PAUSE, "Comment": "hm"}),
        'nightly.asl.json:4:5: /States/Pause/Comment: not written, deployed "hm"',
    ),
    "added over a default": (
        changed(Pause={**PAUSE, "OutputPath": "$.x"}),
        (
            "nightly.asl.json:4:5: /States/Pause/OutputPath: not written "
            '(which means "$"), deployed "$.x"'
        ),
    ),
    "not JSON": (
        {"definition": "not JSON"},
        'nightly.asl.json:2:3: /StartAt: written "Pause", not deployed',
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_change_of_the_definition_is_reported_with_both_sides_at_its_line(case: str) -> None:
    held, said = CHANGES[case]
    drift = found({}, held)
    assert f"\n  {said}\n" in as_text(drift)
    assert as_json(drift)["definition"][0]["file"] == "nightly.asl.json"


def test_a_machine_that_is_not_there_or_is_deleting_is_drift() -> None:
    aws = ModelOfAws()
    place = Target(ACCOUNT, "us-east-1")
    missing = drift_of(WRITTEN, aws, place)
    assert missing
    assert as_text(missing) == f"not deployed: state machine 'nightly' ({ARN})\n"
    assert as_json(missing) == {
        "drift": True,
        "name": "nightly",
        "arn": ARN,
        "deployed": False,
        "written": True,
        "settings": [],
        "definition": [],
        "aliases": [],
    }
    aws.machines[ARN] = attrs.evolve(HELD, status="DELETING")
    assert drift_of(WRITTEN, aws, place).actual is None
    aws.machines[ARN] = HELD
    assert not drift_of(WRITTEN, aws, place)
    assert set(aws.calls) == {"describe_state_machine", "list_state_machine_aliases"}


def test_tags_are_asked_for_only_where_the_workflow_names_some() -> None:
    aws = ModelOfAws(machines={ARN: HELD}, tags={ARN: {"team": "data"}})
    place = Target(ACCOUNT, "us-east-1")
    assert not drift_of(attrs.evolve(WRITTEN, tags={"team": "data"}), aws, place)
    assert drift_of(attrs.evolve(WRITTEN, tags={}), aws, place)
    assert aws.calls.count("list_tags_for_resource") == 2


def test_a_bare_definition_says_nothing_of_settings_so_they_are_not_drift() -> None:
    held = {
        "type": "EXPRESS",
        "logging": logging(GROUP),
        "tracing": {"enabled": True},
        "encryption": own_key(KEY),
    }
    bare = NamedDefinition(WRITTEN.definition, "nightly", "Nightly")
    actual = Actual(evolved(HELD, **held), {"team": "data"})
    assert not compared(ARN, bare.desired(), actual)
    typed = attrs.evolve(bare, type="STANDARD").desired()
    assert [setting.part for setting in compared(ARN, typed, actual).settings] == ["type"]


SETTINGS = {
    "role": st.sampled_from([ROLE, f"arn:aws:iam::{ACCOUNT}:role/Other"]),
    "logging": st.sampled_from(
        [
            None,
            {"level": "OFF", "includeExecutionData": False},
            logging(GROUP),
            logging(f"{GROUP}:*", includeExecutionData=False),
            logging(f"{GROUP}-other:*"),
        ]
    ),
    "tracing": st.sampled_from([None, {"enabled": False}, {"enabled": True}]),
    "encryption": st.sampled_from(
        [None, {"type": "AWS_OWNED_KEY"}, own_key("1234"), own_key(KEY), own_key("5678")]
    ),
}
TAGS = st.dictionaries(st.sampled_from(["team", "aws:stack"]), st.sampled_from(["a", "b"]))


@given(
    written=st.fixed_dictionaries(SETTINGS),
    held=st.fixed_dictionaries(SETTINGS),
    definition=st.sampled_from([TEXT, TEXT.replace("5,", "5.0 ,"), TEXT.replace("5,", "6,")]),
    wanted=st.none() | TAGS.filter(lambda tags: "aws:stack" not in tags),
    tags=TAGS,
)
def test_there_is_drift_exactly_where_a_deploy_would_do_something(
    written: dict[str, Any],
    held: dict[str, Any],
    definition: str,
    wanted: dict[str, str] | None,
    tags: dict[str, str],
) -> None:
    desired = evolved(WRITTEN, tags=wanted, **written)
    actual = Actual(evolved(HELD, definition=definition, **held), tags)
    drift = compared(ARN, desired, actual)
    assert bool(drift) == bool(plan(ARN, desired, actual))
    assert all(setting.written != setting.deployed for setting in drift.settings)
