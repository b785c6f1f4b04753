"""Versions and aliases of state machines, as AWS has them."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import attrs
import pytest

from sfn_dsl.local.stepfunctions.calling import Caller

from .endpoint import ACCOUNT, OTHER, PASS, REGION, ROLE, Endpoint, refusal

_numbers = itertools.count()


@pytest.fixture
def machine(sfn: Any) -> str:
    """The ARN of a machine."""
    name = f"versioned-{next(_numbers)}"
    return str(
        sfn.create_state_machine(name=name, definition=PASS, roleArn=ROLE)["stateMachineArn"]
    )


@pytest.fixture
def two(sfn: Any, machine: str) -> list[str]:
    """The ARNs of two versions of it."""
    return [publish(sfn, machine), change(sfn, machine, publish=True)["stateMachineVersionArn"]]


def publish(sfn: Any, machine: str, **given: Any) -> str:
    answer = sfn.publish_state_machine_version(stateMachineArn=machine, **given)
    return str(answer["stateMachineVersionArn"])


def change(sfn: Any, machine: str, **given: Any) -> Any:
    """Change the definition, whatever it is."""
    now = sfn.describe_state_machine(stateMachineArn=machine)["definition"]
    other = OTHER if now == PASS else PASS
    return sfn.update_state_machine(stateMachineArn=machine, definition=other, **given)


def routes(*weights: tuple[str, int]) -> list[dict[str, Any]]:
    return [{"stateMachineVersionArn": arn, "weight": weight} for arn, weight in weights]


def test_a_revision_is_published_once(sfn: Any, machine: str) -> None:
    first = publish(sfn, machine, description="first")
    assert first == f"{machine}:1"
    assert publish(sfn, machine, description="again") == first
    unchanged = sfn.update_state_machine(stateMachineArn=machine, definition=PASS, publish=True)
    assert unchanged["stateMachineVersionArn"] == first
    changed = change(sfn, machine, publish=True, versionDescription="second")
    assert changed["stateMachineVersionArn"] == f"{machine}:2"


def test_a_version_stays_what_it_was(sfn: Any, machine: str) -> None:
    first = publish(sfn, machine, description="first")
    change(sfn, machine)
    version = sfn.describe_state_machine(stateMachineArn=first)
    assert version["stateMachineArn"] == first
    assert version["definition"] == PASS
    assert version["description"] == "first"
    assert version["status"] == "ACTIVE"
    assert sfn.describe_state_machine(stateMachineArn=machine)["definition"] == OTHER


def test_creating_can_publish(sfn: Any) -> None:
    request = {"name": "published", "definition": PASS, "roleArn": ROLE, "publish": True}
    created = sfn.create_state_machine(**request)
    assert created["stateMachineVersionArn"] == f"{created['stateMachineArn']}:1"
    assert sfn.create_state_machine(**request)["stateMachineVersionArn"].endswith(":1")


def test_a_description_is_of_a_version_that_is_published(sfn: Any, machine: str) -> None:
    said = "Version description can only be set when publish is true"
    update = {"stateMachineArn": machine, "roleArn": ROLE, "versionDescription": "x"}
    assert refusal(sfn.update_state_machine, **update) == ("ValidationException", said)
    create = {"name": "x", "definition": PASS, "roleArn": ROLE, "versionDescription": "x"}
    assert refusal(sfn.create_state_machine, **create) == ("ValidationException", said)


def test_publishing_guards_against_another_revision(sfn: Any, machine: str) -> None:
    assert publish(sfn, machine, revisionId="INITIAL") == f"{machine}:1"
    current = change(sfn, machine)["revisionId"]
    call = sfn.publish_state_machine_version
    for revision in ("", "INITIAL", "other"):
        assert refusal(call, stateMachineArn=machine, revisionId=revision) == (
            "ConflictException",
            (
                f"Failed to publish the State Machine version for revision {revision}. The current "
                f"State Machine revision is {current}."
            ),
        )
    assert publish(sfn, machine, revisionId=current) == f"{machine}:2"


def test_the_number_of_a_deleted_version_is_not_used_again(sfn: Any, machine: str) -> None:
    first = publish(sfn, machine)
    sfn.delete_state_machine_version(stateMachineVersionArn=first)
    sfn.delete_state_machine_version(stateMachineVersionArn=first)  # it may be gone already
    assert publish(sfn, machine) == f"{machine}:2"
    assert refusal(sfn.describe_state_machine, stateMachineArn=first)[0] == (
        "StateMachineDoesNotExist"
    )


def test_versions_are_listed_newest_first_in_pages(sfn: Any, machine: str, two: list[str]) -> None:
    pages = [
        [each["stateMachineVersionArn"] for each in page["stateMachineVersions"]]
        for page in _pages(sfn.list_state_machine_versions, stateMachineArn=machine, maxResults=1)
    ]
    assert pages == [[two[1]], [two[0]]]
    missing = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:none"
    assert refusal(sfn.list_state_machine_versions, stateMachineArn=missing)[0] == "InvalidArn"


def _pages(call: Any, **request: Any) -> Any:
    while True:
        page = call(**request)
        yield page
        if "nextToken" not in page:
            return
        request["nextToken"] = page["nextToken"]


def test_a_version_or_an_alias_is_not_updated(sfn: Any, machine: str, two: list[str]) -> None:
    assert refusal(sfn.update_state_machine, stateMachineArn=two[0], roleArn=ROLE) == (
        "StateMachineDoesNotExist",
        f"State Machine Does Not Exist: '{two[0]}'",
    )


def test_there_are_at_most_1000_versions_and_the_update_is_made_all_the_same(
    aws: Endpoint, sfn: Any, machine: str
) -> None:
    last = publish(sfn, machine)
    store = aws.service.machines._store
    with store.database.transaction():
        version = store.versions(machine)[0]
        for number in range(2, 1001):
            store.put_version(attrs.evolve(version, number=number), PASS)
    update = {"stateMachineArn": machine, "definition": OTHER, "publish": True}
    assert refusal(sfn.update_state_machine, **update)[0] == "ServiceQuotaExceededException"
    assert sfn.describe_state_machine(stateMachineArn=machine)["definition"] == OTHER
    sfn.delete_state_machine_version(stateMachineVersionArn=last)
    assert sfn.update_state_machine(**update)["stateMachineVersionArn"].startswith(machine)


# Aliases


def test_an_alias_is_created_described_updated_and_deleted(
    sfn: Any, machine: str, two: list[str]
) -> None:
    created = sfn.create_state_machine_alias(
        name="live", description="now", routingConfiguration=routes((two[0], 100))
    )
    arn = created["stateMachineAliasArn"]
    assert arn == f"{machine}:live"
    shift = routes((two[0], 90), (two[1], 10))
    sfn.update_state_machine_alias(stateMachineAliasArn=arn, routingConfiguration=shift)
    described = sfn.describe_state_machine_alias(stateMachineAliasArn=arn)
    assert described["routingConfiguration"] == shift
    assert described["name"] == "live"
    assert described["description"] == "now"
    assert described["creationDate"] == created["creationDate"]
    assert described["updateDate"] >= described["creationDate"]
    for asked in (machine, two[1]):
        listed = sfn.list_state_machine_aliases(stateMachineArn=asked)["stateMachineAliases"]
        assert [each["stateMachineAliasArn"] for each in listed] == [arn]
    for _ in range(2):  # it may be gone already
        sfn.delete_state_machine_alias(stateMachineAliasArn=arn)
    assert sfn.list_state_machine_aliases(stateMachineArn=machine)["stateMachineAliases"] == []


def test_an_alias_is_created_again_only_as_it_is(sfn: Any, two: list[str]) -> None:
    request = {"name": "live", "routingConfiguration": routes((two[0], 100))}
    first = sfn.create_state_machine_alias(**request)
    again = sfn.create_state_machine_alias(**request)
    assert again["creationDate"] == first["creationDate"]
    other = {**request, "routingConfiguration": routes((two[1], 100))}
    assert refusal(sfn.create_state_machine_alias, **other) == (
        "ConflictException",
        (
            "Failed to create alias because an alias with the same name and a different routing "
            "configuration already exists."
        ),
    )


def test_weights_add_up_to_100(sfn: Any, two: list[str]) -> None:
    wrong = routes((two[0], 70), (two[1], 29))
    assert refusal(sfn.create_state_machine_alias, name="live", routingConfiguration=wrong) == (
        "ValidationException",
        "Sum of routing configuration weights must equal 100. Received: [70, 29]",
    )


def test_an_alias_points_at_one_or_two_versions_of_one_machine(
    sfn: Any, machine: str, two: list[str]
) -> None:
    create = sfn.create_state_machine_alias
    other = sfn.create_state_machine(
        name=f"other-{next(_numbers)}", definition=PASS, roleArn=ROLE, publish=True
    )["stateMachineVersionArn"]
    wrong = {
        "none": [],
        "three": routes((two[0], 50), (two[1], 25), (other, 25)),
        "one twice": routes((two[0], 50), (two[0], 50)),
        "of two machines": routes((two[0], 50), (other, 50)),
        "no version": routes((machine, 100)),
    }
    for why, given in wrong.items():
        assert refusal(create, name="live", routingConfiguration=given)[0] == (
            "ValidationException"
        ), why
    missing = routes((f"{machine}:99", 100))
    assert refusal(create, name="live", routingConfiguration=missing)[0] == "ResourceNotFound"


def test_routes_that_are_too_many_are_shown_as_aws_shows_them(sfn: Any, two: list[str]) -> None:
    weights = [(two[0], 50), (two[1], 25), (two[0], 25)]
    shown = ", ".join(
        f"RoutingConfigurationListItem(stateMachineVersionArn={arn}, weight={weight})"
        for arn, weight in weights
    )
    given = {"name": "live", "routingConfiguration": routes(*weights)}
    assert refusal(sfn.create_state_machine_alias, **given) == (
        "ValidationException",
        (
            f"1 validation error detected: Value '[{shown}]' at 'routingConfiguration' failed to "
            "satisfy constraint: Member must have length less than or equal to 2"
        ),
    )


@pytest.mark.parametrize("name", ["12", "a b", "a:b", "", "x" * 81])
def test_a_name_of_an_alias_is_no_number(sfn: Any, two: list[str], name: str) -> None:
    given = {"name": name, "routingConfiguration": routes((two[0], 100))}
    code, said = refusal(sfn.create_state_machine_alias, **given)
    assert code == "ValidationException"
    assert f"Value '{name}' at 'name' failed to satisfy constraint: " in said


def test_a_version_that_an_alias_points_at_is_not_deleted(
    sfn: Any, machine: str, two: list[str]
) -> None:
    for name in ("live", "canary"):
        sfn.create_state_machine_alias(name=name, routingConfiguration=routes((two[0], 100)))
    assert refusal(sfn.delete_state_machine_version, stateMachineVersionArn=two[0]) == (
        "ConflictException",
        (
            "Version to be deleted must not be referenced by an alias. Current list of aliases "
            "referencing this version: [canary, live]"
        ),
    )
    sfn.delete_state_machine_version(stateMachineVersionArn=two[1])


def test_an_update_of_an_alias_says_something(sfn: Any, machine: str, two: list[str]) -> None:
    arn = f"{machine}:live"
    missing = {"stateMachineAliasArn": arn, "description": "x"}
    assert refusal(sfn.update_state_machine_alias, **missing)[0] == "ResourceNotFound"
    sfn.create_state_machine_alias(name="live", routingConfiguration=routes((two[0], 100)))
    assert refusal(sfn.update_state_machine_alias, stateMachineAliasArn=arn)[0] == (
        "ValidationException"
    )


def test_describing_a_machine_takes_no_alias(sfn: Any, machine: str, two: list[str]) -> None:
    sfn.create_state_machine_alias(name="live", routingConfiguration=routes((two[0], 100)))
    assert refusal(sfn.describe_state_machine, stateMachineArn=f"{machine}:live") == (
        "StateMachineDoesNotExist",
        f"State Machine Does Not Exist: '{machine}:live'",
    )


def test_an_alias_starts_versions_by_their_weights(
    aws: Endpoint, sfn: Any, machine: str, two: list[str]
) -> None:
    shift = routes((two[0], 75), (two[1], 25))
    sfn.create_state_machine_alias(name="live", routingConfiguration=shift)
    lookup = aws.service.machines._lookup
    chances = (n / 100 for n in range(100))
    lookup.choose, before = chances.__next__, lookup.choose
    try:
        started = [
            aws.service.machines.at_start(Caller(REGION, ACCOUNT), f"{machine}:live")
            for _ in range(100)
        ]
    finally:
        lookup.choose = before
    assert Counter(each.version for each in started) == {two[0]: 75, two[1]: 25}
    assert {each.alias for each in started} == {f"{machine}:live"}
    assert {each.definition for each in started if each.version == two[0]} == {PASS}
