"""Answers with status 200 that are not AWS's: one message, and nothing of them is believed."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import boto3
import pytest

from sfn_dsl.aws.api import Api, RefusalError, Route
from sfn_dsl.aws.boto.client import connect
from sfn_dsl.errors import DeploymentError

ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:nightly"
GROUP = {"cloudWatchLogsLogGroup": {"logGroupArn": "arn:aws:logs:us-east-1:123456789012:g:*"}}
LOGGING = {"level": "ALL", "includeExecutionData": True, "destinations": [GROUP]}
MACHINE = {
    "stateMachineArn": ARN,
    "name": "nightly",
    "status": "ACTIVE",
    "definition": "{}",
    "roleArn": "arn:aws:iam::123456789012:role/Nightly",
    "type": "STANDARD",
    "creationDate": 1.5,
    "loggingConfiguration": LOGGING,
    "tracingConfiguration": {"enabled": True},
}
VERSIONS = {"stateMachineVersions": [{"stateMachineVersionArn": f"{ARN}:1", "creationDate": 1.5}]}
ALIASES = {"stateMachineAliases": [{"stateMachineAliasArn": f"{ARN}:live", "creationDate": 1.5}]}
ALIAS = {
    "name": "live",
    "routingConfiguration": [{"stateMachineVersionArn": f"{ARN}:1", "weight": 100}],
}
TAGS = {"tags": [{"key": "team", "value": "data"}]}

Use = Callable[[Api], object]


def describe(api: Api) -> object:
    return api.describe_state_machine(ARN)


def tags(api: Api) -> object:
    return api.list_tags_for_resource(ARN)


def versions(api: Api) -> object:
    return list(api.list_state_machine_versions(ARN))


def aliases(api: Api) -> object:
    return list(api.list_state_machine_aliases(ARN))


def alias(api: Api) -> object:
    return api.describe_state_machine_alias(ARN, "live")


CALLS: dict[str, Use] = {
    "identity": lambda api: api.get_caller_identity(),
    "role": lambda api: api.get_role("Nightly"),
    "attached": lambda api: list(api.list_attached_role_policies("Nightly")),
    "inline": lambda api: api.get_role_policy("Nightly", "p"),
    "managed": lambda api: api.get_policy_version("arn:aws:iam::aws:policy/p"),
    "describe": describe,
    "machines": lambda api: list(api.list_state_machines()),
    "validate": lambda api: api.validate_state_machine_definition("{}", "STANDARD"),
    "create": lambda api: api.create_state_machine(
        name="nightly", definition="{}", role="r", type="STANDARD", settings={}, tags={}
    ),
    "update": lambda api: api.update_state_machine(ARN, definition="{}"),
    "delete": lambda api: api.delete_state_machine(ARN),
    "tags": tags,
    "tag": lambda api: api.tag_resource(ARN, {"team": "data"}),
    "untag": lambda api: api.untag_resource(ARN, ["team"]),
    "publish": lambda api: api.publish_state_machine_version(ARN, revision="r", description=None),
    "versions": versions,
    "delete version": lambda api: api.delete_state_machine_version(ARN, 1),
    "aliases": aliases,
    "alias": alias,
    "create alias": lambda api: api.create_state_machine_alias(
        ARN, "live", [Route(1)], description="d"
    ),
    "move alias": lambda api: api.update_state_machine_alias(
        ARN, "live", [Route(1)], description="d"
    ),
    "executions": lambda api: list(api.list_executions(ARN, 1)),
    "alarms": lambda api: api.describe_alarms(["errors"]),
}
BODIES = {
    "nothing": "",
    "a list": "[1]",
    "a text": '"done"',
    "a number": "7",
    "null": "null",
    "not a number": "NaN",
    "HTML": "<html><body>Log in to the guest network</body></html>",
    "half of it": '{"updateDate": 1',
    "deep": "[" * 100_000,
    "a long number": "9" * 5_000,
    "no text": "\ud800",
}


class Canned(BaseHTTPRequestHandler):
    """Answers every call with status 200 and the body that it is told."""

    body: ClassVar[bytes] = b""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


def tell(body: str) -> None:
    Canned.body = body.encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    """The calls to that endpoint."""
    server = HTTPServer(("127.0.0.1", 0), Canned)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    session = boto3.Session("testing", "testing", region_name="us-east-1")
    yield connect(session=session, endpoint=f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


def require_disbelief(api: Api, use: Use) -> None:
    with pytest.raises(DeploymentError, match="does not answer as AWS does; check") as caught:
        use(api)
    assert not isinstance(caught.value, RefusalError)
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("use", CALLS.values(), ids=CALLS)
def test_what_is_not_an_answer_of_aws_is_not_taken_for_one(api: Api, use: Use, body: str) -> None:
    tell(body)
    require_disbelief(api, use)


@pytest.mark.parametrize("name", ["update", "create", "publish", "create alias", "move alias"])
def test_a_change_without_what_aws_says_of_it_is_not_taken_for_done(api: Api, name: str) -> None:
    for body in ("", "{}", '{"status": "ok"}', '{"updateDate": null}'):
        tell(body)
        require_disbelief(api, CALLS[name])


def test_what_has_nothing_to_tell_is_answered_by_an_empty_object(api: Api) -> None:
    for body in ("{}", '{"new": "member"}'):
        tell(body)
        for name in ("tag", "untag", "delete", "delete version"):
            CALLS[name](api)


@pytest.mark.parametrize(
    ("use", "sound"),
    [(describe, MACHINE), (tags, TAGS), (versions, VERSIONS), (aliases, ALIASES), (alias, ALIAS)],
)
def test_no_part_of_an_answer_may_be_of_another_type(api: Api, use: Use, sound: Any) -> None:
    tell(json.dumps(sound))
    use(api)
    for odd in odd_ones(sound):
        tell(json.dumps(odd))
        require_disbelief(api, use)


OTHER = ARN.replace("nightly", "other")


def routes(*pairs: tuple[str, int]) -> dict[str, Any]:
    routing = [{"stateMachineVersionArn": arn, "weight": weight} for arn, weight in pairs]
    return {"name": "live", "routingConfiguration": routing}


@pytest.mark.parametrize(
    ("use", "odd"),
    [
        (describe, {**MACHINE, "type": "weird"}),
        (describe, {**MACHINE, "stateMachineArn": OTHER}),
        (describe, {**MACHINE, "name": "other"}),
        (describe, {**MACHINE, "roleArn": ""}),
        (describe, {**MACHINE, "loggingConfiguration": {"level": "loud"}}),
        (describe, {**MACHINE, "encryptionConfiguration": {"type": "ROT13"}}),
        (versions, {"stateMachineVersions": [{"stateMachineVersionArn": f"{OTHER}:1"}]}),
        (versions, {"stateMachineVersions": [{"stateMachineVersionArn": f"{ARN}:0"}]}),
        (aliases, {"stateMachineAliases": [{"stateMachineAliasArn": f"{OTHER}:live"}]}),
        (aliases, {"stateMachineAliases": [{"stateMachineAliasArn": "live"}]}),
        (alias, routes()),
        (alias, routes((f"{ARN}:1", 0))),
        (alias, routes((f"{ARN}:1", 50))),
        (alias, routes((f"{ARN}:1", 101), (f"{ARN}:2", -1))),
        (alias, routes((f"{ARN}:-3", 100))),
        (alias, routes((f"{OTHER}:3", 100))),
        (CALLS["publish"], {"stateMachineVersionArn": f"{OTHER}:1", "creationDate": 1.5}),
        (CALLS["validate"], {"result": "FAIL", "diagnostics": []}),
        (CALLS["validate"], {"result": "PERHAPS", "diagnostics": []}),
    ],
)
def test_a_value_that_aws_never_gives_is_not_believed(api: Api, use: Use, odd: Any) -> None:
    for listed in (odd.get("stateMachineVersions", ()), odd.get("stateMachineAliases", ())):
        for each in listed:
            each["creationDate"] = 1.5
    tell(json.dumps(odd))
    require_disbelief(api, use)


def odd_ones(value: Any) -> Iterator[Any]:
    """A value with one of its parts replaced by one of each other type."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from ({**value, key: odd} for odd in [*others(part), *odd_ones(part)])
    if isinstance(value, list):
        yield [None]
        yield from ([odd] for odd in [*others(value[0]), *odd_ones(value[0])])


def others(value: Any) -> list[Any]:
    kind = float if isinstance(value, int) and not isinstance(value, bool) else type(value)
    candidates = [{"x": 1}, [1], "yesterday", 2.5, True]
    return [each for each in candidates if type(each) is not kind or each == [1]]


def test_a_list_that_leads_back_to_its_first_page_ends(api: Api) -> None:
    tell(json.dumps({**VERSIONS, **ALIASES, "nextToken": "again"}))
    require_disbelief(api, versions)
    require_disbelief(api, aliases)


ROLE = "<Role><Arn>{arn}</Arn><CreateDate>{date}</CreateDate></Role>"


@pytest.mark.parametrize(
    ("use", "result"),
    [
        ("role", ROLE.format(arn="", date="2026-01-01T00:00:00Z")),
        ("role", ROLE.format(arn="Nightly", date="2026-01-01T00:00:00Z")),
        ("role", ROLE.format(arn="arn:aws:iam::123456789012:role/Nightly", date="yesterday")),
        ("role", ROLE.format(arn="arn:aws:iam::1:role/Other", date="2026-01-01T00:00:00Z")),
        ("role", "<Role/>"),
        ("identity", "<Account/><Arn>arn:aws:iam::123456789012:user/me</Arn>"),
        ("identity", "<Account>me</Account><Arn>arn:aws:iam::123456789012:user/me</Arn>"),
    ],
)
def test_nor_may_it_be_in_xml(api: Api, use: str, result: str) -> None:
    name = {"role": "GetRole", "identity": "GetCallerIdentity"}[use]
    tell(f"<{name}Response><{name}Result>{result}</{name}Result></{name}Response>")
    require_disbelief(api, CALLS[use])
