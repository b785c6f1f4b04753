"""What stand-ins for AWS get wrong about state machines, each as AWS has it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest

from sfn_dsl.local.stepfunctions.machines import changes

from .endpoint import (
    ACCOUNT,
    LOG_GROUP,
    OTHER,
    OTHER_ROLE,
    PASS,
    REGION,
    ROLE,
    UNTRUSTING_ROLE,
    Endpoint,
    refusal,
    trust,
)

NOT_ASSUMABLE = (
    "Neither the global service principal states.amazonaws.com, nor the regional one is authorized "
    "to assume the provided role."
)
_numbers = itertools.count()


@pytest.fixture
def name() -> str:
    """The name of a machine that no other test has."""
    return f"machine-{next(_numbers)}"


@pytest.fixture
def create(sfn: Any, name: str) -> Callable[..., Any]:
    """Create a machine of this test's name, of which anything may be said otherwise."""

    def create(**given: Any) -> Any:
        return sfn.create_state_machine(
            **{"name": name, "definition": PASS, "roleArn": ROLE, **given}
        )

    return create


@pytest.fixture
def machine(create: Callable[..., Any]) -> str:
    """The ARN of a machine."""
    return str(create()["stateMachineArn"])


# Creating


def test_an_exact_repeat_is_answered_like_the_first_time(create: Any) -> None:
    first, second = create(), create()
    assert second["stateMachineArn"] == first["stateMachineArn"]
    assert second["creationDate"] == first["creationDate"]


@pytest.mark.parametrize(
    "other",
    [
        {"definition": OTHER},
        {"definition": json.dumps(json.loads(PASS), indent=2)},
        {"type": "EXPRESS"},
        {"tracingConfiguration": {"enabled": True}},
        {"publish": True},
    ],
    ids=["definition", "white space", "type", "tracing", "publish"],
)
def test_the_same_name_with_anything_else_exists_already(
    create: Any, machine: str, other: dict[str, Any]
) -> None:
    assert refusal(create, **other) == (
        "StateMachineAlreadyExists",
        f"State Machine Already Exists: '{machine}'",
    )


def test_another_role_or_other_tags_are_ignored_on_a_repeat(
    sfn: Any, create: Any, machine: str
) -> None:
    tags = [{"key": "team", "value": "backup"}]
    assert create(roleArn=OTHER_ROLE, tags=tags)["stateMachineArn"] == machine
    assert sfn.describe_state_machine(stateMachineArn=machine)["roleArn"] == ROLE
    assert sfn.list_tags_for_resource(resourceArn=machine)["tags"] == []


@pytest.mark.parametrize(
    "bad", ["a b", "a<b", "a*", 'a"', "a#", "a:b", "a/b", "a\x7f", "a|b", "a$"]
)
def test_a_name_with_a_character_that_names_have_not_is_invalid(create: Any, bad: str) -> None:
    assert refusal(create, name=bad) == ("InvalidName", f"Invalid Name: '{bad}'")


@pytest.mark.parametrize(
    ("bad", "constraint"),
    [
        ("", "Member must have length greater than or equal to 1"),
        ("x" * 81, "Member must have length less than or equal to 80"),
    ],
)
def test_a_name_has_between_1_and_80_characters(create: Any, bad: str, constraint: str) -> None:
    assert refusal(create, name=bad) == (
        "ValidationException",
        (
            f"1 validation error detected: Value '{bad}' at 'name' failed to satisfy constraint: "
            f"{constraint}"
        ),
    )


def test_a_name_may_have_punctuation_and_letters_of_any_alphabet(create: Any) -> None:
    arn = create(name="Sicherung_ü.1@(x)=+!-'")["stateMachineArn"]
    assert arn.endswith(":stateMachine:Sicherung_ü.1@(x)=+!-'")


@pytest.mark.parametrize("role", ["x", f"arn:aws:iam::{ACCOUNT}:user/me"])
def test_a_role_that_is_no_arn_of_a_role_is_invalid(
    sfn: Any, create: Any, machine: str, role: str
) -> None:
    expected = ("InvalidArn", f"Invalid Role Arn: '{role}'")
    assert refusal(create, roleArn=role) == expected
    assert refusal(sfn.update_state_machine, stateMachineArn=machine, roleArn=role) == expected


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (f"arn:aws:iam::{ACCOUNT}:role/none", NOT_ASSUMABLE),
        (UNTRUSTING_ROLE, NOT_ASSUMABLE),
        ("arn:aws:iam::999999999999:role/workflow", "Cross-account pass role is not allowed."),
    ],
    ids=["missing", "not assumable", "of another account"],
)
def test_a_role_that_cannot_be_assumed_is_refused(
    sfn: Any, create: Any, machine: str, role: str, said: str
) -> None:
    expected = ("AccessDeniedException", said)
    assert refusal(create, name="never", roleArn=role) == expected
    assert refusal(sfn.update_state_machine, stateMachineArn=machine, roleArn=role) == expected
    assert sfn.describe_state_machine(stateMachineArn=machine)["roleArn"] == ROLE


def test_a_condition_of_the_trust_policy_is_held_to_the_machine(aws: Endpoint, create: Any) -> None:
    bound = f"arn:aws:iam::{ACCOUNT}:role/bound"
    arn = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:mine"
    aws.around.roles[bound] = trust(ArnLike={"aws:SourceArn": arn})
    assert refusal(create, roleArn=bound) == ("AccessDeniedException", NOT_ASSUMABLE)
    assert create(name="mine", roleArn=bound)["stateMachineArn"] == arn


@pytest.mark.parametrize(
    ("definition", "verdict"),
    [
        ("{}", "SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /"),
        (
            '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}',
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /States/A/Next",
        ),
        (
            '{"StartAt": "X", "States": {"A": {"Type": "Succeed"}}}',
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /StartAt",
        ),
        (
            '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}}',
            "MISSING_END_STATE: Workflow has no terminal state at null",
        ),
        (
            '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Succeed"}}}',
            'MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B',
        ),
        (
            '{"StartAt": "A", "States": {"A": {"Type": "Pass"}}}',
            (
                "SCHEMA_VALIDATION_FAILED: This object should have only one of the following "
                "fields: [Next, End] at /States/A"
            ),
        ),
    ],
)
def test_a_definition_that_is_not_valid_is_refused_with_every_fault(
    sfn: Any, create: Any, machine: str, definition: str, verdict: str
) -> None:
    expected = ("InvalidDefinition", f"Invalid State Machine Definition: '{verdict}'")
    assert refusal(create, name="never", definition=definition) == expected
    update = sfn.update_state_machine
    assert refusal(update, stateMachineArn=machine, definition=definition) == expected


def test_several_faults_of_a_definition_are_one_message(create: Any) -> None:
    states = {"A": {"Type": "Pass", "Next": "B", "Foo": 1}}
    code, said = refusal(create, definition=json.dumps({"StartAt": "A", "States": states}))
    assert code == "InvalidDefinition"
    assert said == (
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Field 'Foo' is not supported "
        "at /States/A, MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /States/A/Next'"
    )


def test_an_express_machine_waits_for_no_job(create: Any) -> None:
    task = {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync", "End": True}
    task["Parameters"] = {"StateMachineArn": "arn:aws:states:us-east-1:1:stateMachine:x"}
    definition = json.dumps({"StartAt": "A", "States": {"A": task}})
    assert refusal(create, definition=definition, type="EXPRESS") == (
        "InvalidDefinition",
        (
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Express state machine "
            "does not support '.sync' service integration at /States/A/Resource'"
        ),
    )


def test_what_is_longer_than_a_mebibyte_is_too_large(create: Any) -> None:
    long = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "x" * 2**20}}})
    assert refusal(create, definition=long)[0] == "RequestEntityTooLargeException"


def test_a_region_has_only_so_many_machines(aws: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MAX_MACHINES", 1)  # of AWS's 100,000
    sfn = aws.client(region="ap-south-1")
    first = {"name": "first", "definition": PASS, "roleArn": ROLE}
    sfn.create_state_machine(**first)
    assert refusal(sfn.create_state_machine, **{**first, "name": "second"})[0] == (
        "StateMachineLimitExceeded"
    )
    sfn.create_state_machine(**first)


# Describing and updating


def test_a_machine_has_no_revision_until_its_first_update(sfn: Any, machine: str) -> None:
    described = sfn.describe_state_machine(stateMachineArn=machine)
    assert "revisionId" not in described
    assert described["loggingConfiguration"] == {"level": "OFF", "includeExecutionData": False}
    assert described["tracingConfiguration"] == {"enabled": False}
    assert described["status"] == "ACTIVE"
    assert described["definition"] == PASS
    updated = sfn.update_state_machine(stateMachineArn=machine, definition=OTHER)
    described = sfn.describe_state_machine(stateMachineArn=machine)
    assert described["revisionId"] == updated["revisionId"]
    assert described["definition"] == OTHER


def test_only_a_real_change_is_another_revision(sfn: Any, machine: str) -> None:
    def update(**given: Any) -> str | None:
        answer = sfn.update_state_machine(stateMachineArn=machine, **given)
        return answer.get("revisionId")  # type: ignore[no-any-return]  # boto3 has no types here

    assert update(definition=PASS, roleArn=ROLE) is None
    first = update(definition=OTHER)
    assert update(definition=OTHER, roleArn=ROLE) == first
    assert update(tracingConfiguration={"enabled": True}) != first


def test_an_update_of_nothing_is_refused(sfn: Any, machine: str) -> None:
    assert refusal(sfn.update_state_machine, stateMachineArn=machine) == (
        "MissingRequiredParameter",
        (
            "Either the definition, the role ARN, the LoggingConfiguration, or the "
            "TracingConfiguration must be specified"
        ),
    )


def test_the_variables_that_states_refer_to_are_told(sfn: Any, create: Any) -> None:
    states = {
        "A": {"Type": "Pass", "Assign": {"x": 1, "y": 2}, "Next": "B"},
        "B": {"Type": "Pass", "Parameters": {"sum.$": "States.MathAdd($y, $x)"}, "Next": "C"},
        "C": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $x %}", "End": True},
    }
    arn = create(definition=json.dumps({"StartAt": "A", "States": states}))["stateMachineArn"]
    described = sfn.describe_state_machine(stateMachineArn=arn)
    assert described["variableReferences"] == {"B": ["x", "y"], "C": ["x"]}
    metadata = sfn.describe_state_machine(stateMachineArn=arn, includedData="METADATA_ONLY")
    assert "variableReferences" not in metadata


def test_only_the_metadata_can_be_asked_for(sfn: Any, machine: str) -> None:
    answer = sfn.describe_state_machine(stateMachineArn=machine, includedData="METADATA_ONLY")
    assert answer["definition"] == "{}"


@pytest.mark.parametrize(
    ("arn", "said"),
    [
        ("x", "Invalid Arn: 'Invalid ARN prefix: x'"),
        (
            f"arn:aws:states:{REGION}:{ACCOUNT}:execution:a:b",
            "Invalid Arn: 'Resource type not valid in this context: execution'",
        ),
    ],
)
def test_an_arn_of_something_else_is_invalid(sfn: Any, arn: str, said: str) -> None:
    for call in (sfn.describe_state_machine, sfn.delete_state_machine, sfn.update_state_machine):
        more = {"roleArn": ROLE} if call == sfn.update_state_machine else {}
        assert refusal(call, stateMachineArn=arn, **more) == ("InvalidArn", said)


def test_a_machine_that_does_not_exist_is_named(sfn: Any) -> None:
    arn = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:none"
    expected = ("StateMachineDoesNotExist", f"State Machine Does Not Exist: '{arn}'")
    assert refusal(sfn.describe_state_machine, stateMachineArn=arn) == expected
    assert refusal(sfn.update_state_machine, stateMachineArn=arn, roleArn=ROLE) == expected
    assert refusal(sfn.publish_state_machine_version, stateMachineArn=arn) == expected


# Logging, tracing, encryption


@pytest.mark.parametrize(
    "logging",
    [
        {"level": "ALL"},
        {"level": "ALL", "destinations": []},
        {"destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": LOG_GROUP}}] * 2},
    ],
)
def test_logging_has_exactly_one_destination(create: Any, logging: dict[str, Any]) -> None:
    assert refusal(create, loggingConfiguration=logging) == (
        "InvalidLoggingConfiguration",
        "Invalid Logging Configuration: Must specify exactly one Log Destination.",
    )


@pytest.mark.parametrize("arn", [LOG_GROUP.replace("flow", "none"), LOG_GROUP.removesuffix(":*")])
def test_the_log_group_must_exist(create: Any, arn: str) -> None:
    destination = {"cloudWatchLogsLogGroup": {"logGroupArn": arn}}
    assert refusal(
        create, loggingConfiguration={"level": "ALL", "destinations": [destination]}
    ) == (
        "InvalidLoggingConfiguration",
        "Invalid Logging Configuration: Log Destination not found.",
    )


def test_settings_are_kept_and_returned(sfn: Any, create: Any) -> None:
    logging = {
        "level": "ERROR",
        "includeExecutionData": True,
        "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": LOG_GROUP}}],
    }
    key = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234"
    encryption = {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": key}
    arn = create(
        loggingConfiguration=logging,
        tracingConfiguration={"enabled": True},
        encryptionConfiguration=encryption,
    )["stateMachineArn"]
    described = sfn.describe_state_machine(stateMachineArn=arn)
    assert described["loggingConfiguration"] == logging
    assert described["tracingConfiguration"] == {"enabled": True}
    assert described["encryptionConfiguration"] == {
        **encryption,
        "kmsDataKeyReusePeriodSeconds": 300,
    }


@pytest.mark.parametrize(
    "encryption",
    [
        {"type": "CUSTOMER_MANAGED_KMS_KEY"},
        {"type": "AWS_OWNED_KEY", "kmsKeyId": "1234"},
        {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "alias/aws/states"},
        {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "arn:aws:kms:eu-west-1:1:key/1"},
    ],
)
def test_a_key_that_cannot_be_used_is_refused(create: Any, encryption: dict[str, Any]) -> None:
    code, _ = refusal(create, encryptionConfiguration=encryption)
    assert code == "InvalidEncryptionConfiguration"


# Tags


def test_tags_are_added_replaced_removed_and_listed(sfn: Any, create: Any) -> None:
    arn = create(tags=[{"key": "a", "value": "1"}])["stateMachineArn"]
    sfn.tag_resource(resourceArn=arn, tags=[{"key": "b", "value": "2"}, {"key": "a", "value": "3"}])
    assert sfn.list_tags_for_resource(resourceArn=arn)["tags"] == [
        {"key": "a", "value": "3"},
        {"key": "b", "value": "2"},
    ]
    sfn.untag_resource(resourceArn=arn, tagKeys=["a", "none"])
    assert sfn.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "b", "value": "2"}]


def test_there_are_at_most_50_tags(sfn: Any, create: Any, machine: str) -> None:
    tags = [{"key": str(n), "value": ""} for n in range(51)]
    assert refusal(create, name="never", tags=tags)[0] == "TooManyTags"
    sfn.tag_resource(resourceArn=machine, tags=tags[:50])
    assert refusal(sfn.tag_resource, resourceArn=machine, tags=tags[50:])[0] == "TooManyTags"
    sfn.tag_resource(resourceArn=machine, tags=tags[:1])


@pytest.mark.parametrize("tag", [{"key": "aws:x", "value": ""}, {"key": "x", "value": "aws:y"}])
def test_tags_that_begin_with_aws_are_aws_s_own(
    sfn: Any, create: Any, machine: str, tag: dict[str, str]
) -> None:
    assert refusal(sfn.tag_resource, resourceArn=machine, tags=[tag])[0] == "ValidationException"
    assert refusal(create, name="never", tags=[tag])[0] == "ValidationException"


def test_what_does_not_exist_has_no_tags(sfn: Any, create: Any) -> None:
    version = create(publish=True)["stateMachineVersionArn"]
    missing = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:none"
    for arn in (version, missing):
        expected = ("ResourceNotFound", f"Resource not found: '{arn}'")
        assert refusal(sfn.list_tags_for_resource, resourceArn=arn) == expected
        assert refusal(sfn.tag_resource, resourceArn=arn, tags=[]) == expected
        assert refusal(sfn.untag_resource, resourceArn=arn, tagKeys=[]) == expected


# Lists


def test_lists_come_in_pages_whose_tokens_are_theirs_alone(aws: Endpoint) -> None:
    sfn = aws.client(region="eu-north-1")
    for letter in "abcde":
        sfn.create_state_machine(name=letter, definition=PASS, roleArn=ROLE)
    pages = sfn.get_paginator("list_state_machines").paginate(PaginationConfig={"PageSize": 2})
    assert [[each["name"] for each in page["stateMachines"]] for page in pages] == [
        ["a", "b"],
        ["c", "d"],
        ["e"],
    ]
    token = sfn.list_state_machines(maxResults=2)["nextToken"]
    sfn.delete_state_machine(stateMachineArn=f"arn:aws:states:eu-north-1:{ACCOUNT}:stateMachine:b")
    rest = sfn.list_state_machines(nextToken=token)["stateMachines"]
    assert [each["name"] for each in rest] == ["c", "d", "e"]
    expected = ("InvalidToken", "Invalid Token: 'Invalid token'")
    assert refusal(sfn.list_state_machines, nextToken="nonsense") == expected
    shortened = token[:-20] + token[-16:]
    assert refusal(sfn.list_state_machines, nextToken=shortened) == expected
    elsewhere = aws.client(region="eu-west-1")
    assert refusal(elsewhere.list_state_machines, nextToken=token) == expected


# Deleting


def test_deleting_what_does_not_exist_succeeds(sfn: Any, machine: str) -> None:
    for _ in range(2):
        sfn.delete_state_machine(stateMachineArn=machine)
    assert refusal(sfn.describe_state_machine, stateMachineArn=machine)[0] == (
        "StateMachineDoesNotExist"
    )


def test_a_machine_whose_executions_are_running_is_there_until_they_end(
    aws: Endpoint, sfn: Any, create: Any, machine: str
) -> None:
    running = {machine}
    before = aws.service.machines.is_running
    aws.service.machines.is_running = running.__contains__
    try:
        sfn.delete_state_machine(stateMachineArn=machine)
        assert sfn.describe_state_machine(stateMachineArn=machine)["status"] == "DELETING"
        expected = ("StateMachineDeleting", f"State Machine is being deleted: '{machine}'")
        assert refusal(create) == expected
        assert refusal(sfn.update_state_machine, stateMachineArn=machine, roleArn=ROLE) == expected
        assert refusal(sfn.publish_state_machine_version, stateMachineArn=machine) == expected
        running.clear()
        assert create(definition=OTHER)["stateMachineArn"] == machine
    finally:
        aws.service.machines.is_running = before


def test_a_machine_takes_its_versions_aliases_and_tags_with_it(sfn: Any, create: Any) -> None:
    first = create(publish=True, tags=[{"key": "a", "value": "b"}])
    arn, version = first["stateMachineArn"], first["stateMachineVersionArn"]
    routes = [{"stateMachineVersionArn": version, "weight": 100}]
    alias = sfn.create_state_machine_alias(name="live", routingConfiguration=routes)
    sfn.delete_state_machine(stateMachineArn=arn)
    create(publish=True, definition=OTHER)
    assert sfn.describe_state_machine(stateMachineArn=version)["definition"] == OTHER
    assert sfn.list_tags_for_resource(resourceArn=arn)["tags"] == []
    gone = alias["stateMachineAliasArn"]
    assert refusal(sfn.describe_state_machine_alias, stateMachineAliasArn=gone)[0] == (
        "ResourceNotFound"
    )
