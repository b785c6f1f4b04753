"""Machines that several clients change at once, and those that a file keeps."""

from __future__ import annotations

import itertools
import json
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
from botocore.exceptions import ClientError

from sfn_dsl.local.stepfunctions.database import Database

from .endpoint import OTHER, PASS, ROLE, Endpoint, endpoint, refusal

CLIENTS = 8
WAITING = json.dumps(
    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 600, "End": True}}}
)


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What becomes of an act of several clients, all at the same time."""
    ready = threading.Barrier(CLIENTS, timeout=30)

    def wait_and_act(number: int) -> Any:
        ready.wait()
        try:
            return act(number)
        except ClientError as error:
            return error.response["Error"]["Code"]

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(wait_and_act, range(CLIENTS)))


def commented(number: int) -> str:
    return json.dumps({**json.loads(PASS), "Comment": str(number)})


def test_of_several_who_create_a_name_one_does(aws: Endpoint) -> None:
    clients = [aws.client() for _ in range(CLIENTS)]

    def create(number: int) -> str:
        answer = clients[number].create_state_machine(
            name="raced-for", definition=commented(number), roleArn=ROLE
        )
        return str(answer["stateMachineArn"])

    codes = Counter(at_once(create))
    assert codes.pop("StateMachineAlreadyExists") == CLIENTS - 1
    assert list(codes.values()) == [1]


def test_several_who_publish_a_revision_get_one_version(aws: Endpoint) -> None:
    clients = [aws.client() for _ in range(CLIENTS)]
    arn = clients[0].create_state_machine(name="shared", definition=PASS, roleArn=ROLE)[
        "stateMachineArn"
    ]

    def publish(number: int) -> str:
        answer = clients[number].publish_state_machine_version(stateMachineArn=arn)
        return str(answer["stateMachineVersionArn"])

    assert set(at_once(publish)) == {f"{arn}:1"}


def test_several_who_update_and_publish_each_get_a_version_of_what_they_sent(
    aws: Endpoint,
) -> None:
    clients = [aws.client() for _ in range(CLIENTS)]
    arn = clients[0].create_state_machine(name="contended", definition=PASS, roleArn=ROLE)[
        "stateMachineArn"
    ]

    def update(number: int) -> str:
        answer = clients[number].update_state_machine(
            stateMachineArn=arn, definition=commented(number), publish=True
        )
        return str(answer["stateMachineVersionArn"])

    versions = at_once(update)
    assert sorted(versions) == [f"{arn}:{number}" for number in range(1, CLIENTS + 1)]
    for number, version in enumerate(versions):
        described = clients[0].describe_state_machine(stateMachineArn=version)
        assert described["definition"] == commented(number)


def test_a_file_has_everything_when_it_is_served_again(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    calls = ("describe_state_machine", "list_tags_for_resource", "list_state_machine_versions")

    def seen(running: Endpoint, arn: str) -> Any:
        sfn = running.client()
        names = ("stateMachineArn", "resourceArn", "stateMachineArn")
        answers = [
            getattr(sfn, call)(**{name: arn}) for call, name in zip(calls, names, strict=True)
        ]
        alias = sfn.describe_state_machine_alias(stateMachineAliasArn=f"{arn}:live")
        found = [*answers, alias, sfn.describe_state_machine(stateMachineArn=f"{arn}:1")]
        return [{**each, "ResponseMetadata": None} for each in found]

    database = Database(file)
    with endpoint(database) as running:
        sfn = running.client()
        created = sfn.create_state_machine(
            name="kept",
            definition=PASS,
            roleArn=ROLE,
            publish=True,
            tags=[{"key": "a", "value": "b"}],
            tracingConfiguration={"enabled": True},
        )
        arn = created["stateMachineArn"]
        routes = [{"stateMachineVersionArn": created["stateMachineVersionArn"], "weight": 100}]
        sfn.create_state_machine_alias(name="live", description="now", routingConfiguration=routes)
        sfn.update_state_machine(stateMachineArn=arn, definition=OTHER)
        before = seen(running, arn)
    database.close()
    again = Database(file)
    with endpoint(again) as running:
        assert seen(running, arn) == before
        published = running.client().publish_state_machine_version(stateMachineArn=arn)
        assert published["stateMachineVersionArn"] == f"{arn}:2"
    again.close()


def test_a_machine_is_deleted_when_its_last_execution_is_over(aws: Endpoint) -> None:
    sfn = aws.client()
    request = {"name": "busy", "definition": WAITING, "roleArn": ROLE}
    arn = sfn.create_state_machine(**request)["stateMachineArn"]
    execution = sfn.start_execution(stateMachineArn=arn)["executionArn"]
    sfn.delete_state_machine(stateMachineArn=arn)
    assert sfn.describe_state_machine(stateMachineArn=arn)["status"] == "DELETING"
    assert refusal(sfn.start_execution, stateMachineArn=arn)[0] == "StateMachineDeleting"
    assert refusal(sfn.create_state_machine, **request)[0] == "StateMachineDeleting"
    sfn.stop_execution(executionArn=execution)
    assert refusal(sfn.describe_state_machine, stateMachineArn=arn)[0] == (
        "StateMachineDoesNotExist"
    )
    assert sfn.create_state_machine(**request)["stateMachineArn"] == arn


def test_thousands_of_machines_are_listed(aws: Endpoint) -> None:
    region = "sa-east-1"
    sfn = aws.client(region=region)
    store = aws.service.machines._store
    arn = sfn.create_state_machine(name="m", definition=PASS, roleArn=ROLE)["stateMachineArn"]
    machine = store.machine(arn)
    assert machine is not None
    with store.database.transaction():
        for number in range(2_999):
            name = f"m{number:05}"
            copy = attrs.evolve(machine, arn=f"{arn}{number:05}", name=name)
            store.put_machine(copy, PASS)
    pages = sfn.get_paginator("list_state_machines").paginate(PaginationConfig={"PageSize": 1000})
    names = list(itertools.chain(*([m["name"] for m in page["stateMachines"]] for page in pages)))
    assert names == ["m", *(f"m{number:05}" for number in range(2_999))]
