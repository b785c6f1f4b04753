"""The endpoint answers AWS clients on this machine, and nothing that a browser may have sent."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from socket import SHUT_WR, create_connection
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sfn_dsl.local import LocalAWS, serving
from sfn_dsl.local.endpoint import MOST_BYTES
from sfn_dsl.local.guard import guarded

QUEUES = "Action=ListQueues&Version=2012-11-05"
SIGNED = (
    "AWS4-HMAC-SHA256 Credential=testing/20300101/us-east-1/sqs/aws4_request, "
    "SignedHeaders=host, Signature=0"
)


def ask(
    aws: LocalAWS,
    headers: Mapping[str, str] | None = None,
    *,
    method: str = "POST",
    path: str = "/",
    body: str = QUEUES,
) -> tuple[int, str]:
    """The status and the text that a request gets, with the Host that a client would send."""
    address = aws.url.removeprefix("http://")
    sent = {
        "Host": address,
        "Authorization": SIGNED,
        "Content-Type": "application/x-www-form-urlencoded",
        **(headers or {}),
    }
    connection = HTTPConnection(address, timeout=30)
    try:
        connection.putrequest(method, path, skip_host=True)
        for name, value in sent.items():
            if value:
                connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body.encode())
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def port_of(aws: LocalAWS) -> str:
    return aws.url.rpartition(":")[2]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LocalHost"])
def test_a_client_that_names_the_address_and_port_served_is_answered(
    aws: LocalAWS, host: str
) -> None:
    status, said = ask(aws, {"Host": f"{host}:{port_of(aws)}"})
    assert status == 200
    assert "ListQueuesResponse" in said


@pytest.mark.parametrize(
    "host",
    [
        "attacker.example",
        "attacker.example:{port}",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "127.0.0.1.attacker.example:{port}",
        "localhost.attacker.example:{port}",
        "sqs.us-east-1.amazonaws.com",
        "127.0.0.1:{port}, attacker.example",
        "user@127.0.0.1:{port}",
        "0.0.0.0:{port}",
        "",
    ],
)
def test_a_request_for_another_host_is_refused(aws: LocalAWS, host: str) -> None:
    status, said = ask(aws, {"Host": host.format(port=port_of(aws))})
    assert status == 403
    assert "send requests to AWS_ENDPOINT_URL" in said


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("sts", "get_caller_identity"),
        ("s3", "list_buckets"),
        ("lambda", "list_functions"),
        ("dynamodb", "list_tables"),
        ("stepfunctions", "list_state_machines"),
    ],
)
def test_every_client_can_read_why_it_was_refused(
    aws: LocalAWS, service: Any, operation: str
) -> None:
    client = aws.session().client(service)

    def elsewhere(request: Any, **_: object) -> None:
        request.headers["Host"] = "attacker.example"

    client.meta.events.register("before-send", elsewhere)
    with pytest.raises(ClientError, match="AccessDenied.*send requests to AWS_ENDPOINT_URL"):
        getattr(client, operation)()


def test_the_host_of_an_absolute_address_counts_whatever_the_header_says(aws: LocalAWS) -> None:
    status, _ = ask(aws, path=f"http://attacker.example:{port_of(aws)}/")
    assert status == 403


def raw(aws: LocalAWS, lines: str, body: str = QUEUES) -> str:
    """What a request with these lines is answered, byte by byte; "{}" stands for the address."""
    address = aws.url.removeprefix("http://")
    host, _, port = address.partition(":")
    text = lines.replace("{}", address).replace("\n", "\r\n")
    rest = f"Authorization: {SIGNED}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    sent = f"{text}\r\n{rest}Content-Length: {len(body)}\r\n\r\n{body}"
    with create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(sent.encode("latin-1"))
        connection.shutdown(SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


def test_a_plain_request_is_answered_as_it_stands(aws: LocalAWS) -> None:
    assert raw(aws, "POST / HTTP/1.1\nHost: {}").startswith("HTTP/1.0 200 ")


@pytest.mark.parametrize(
    "lines",
    [
        "POST http://{}/ HTTP/1.1\nHost: attacker.example",
        "POST http://{}/ HTTP/1.1\nHost: {}",
        "POST http://{}/ HTTP/1.1",
        "POST HTTP://{}/ HTTP/1.0",
        "POST * HTTP/1.1\nHost: {}",
        "POST {} HTTP/1.1\nHost: {}",
        "POST / HTTP/1.1\nHost: {}\nOrigin : https://attacker.example",
        "POST / HTTP/1.1\nHost: {}\nOrigin\t: https://attacker.example",
        "POST / HTTP/1.1\nHost: {}\nHost : attacker.example",
        "POST / HTTP/1.1\nHost: {}\nHost: attacker.example",
        "POST / HTTP/1.1\nHost: {}\nHost: {}",
        "POST / HTTP/1.1\nHost: {}\nSec_Fetch_Site: cross-site",
        "POST / HTTP/1.1\nHost: {}\nno header\nOrigin: https://attacker.example",
        "POST / HTTP/1.1\nHost: {}\n: https://attacker.example",
        "POST / HTTP/1.1\n Host: {}\nOrigin: https://attacker.example",
        "POST / HTTP/1.1\nHost: {}\nOrig\u0131n: https://attacker.example",
    ],
    ids=repr,
)
def test_what_might_be_read_in_two_ways_is_refused(aws: LocalAWS, lines: str) -> None:
    said = raw(aws, lines.replace("\u0131", "\xfd"))
    assert said.startswith("HTTP/1.0 403 ")
    assert "ListQueuesResponse" not in said


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://attacker.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:{port}"},
        {"Referer": "https://attacker.example/page"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {"sec-fetch-mode": "no-cors"},
        {"Sec-Fetch-Dest": "empty"},
        {"Sec-CH-UA": '"Chromium";v="140"'},
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "PUT"])
def test_what_a_browser_sends_is_refused(
    aws: LocalAWS, headers: dict[str, str], method: str
) -> None:
    sent = {name: value.format(port=port_of(aws)) for name, value in headers.items()}
    status, said = ask(aws, sent, method=method)
    assert status == 403
    assert "answers no browser" in said


@pytest.mark.parametrize(
    "path",
    [
        "/moto-api",
        "/moto-api/",
        "/moto-api/data.json",
        "/moto-api/reset",
        "/moto-api/recorder/replay-recording",
        "/moto-api/recorder/upload-recording",
        "//moto-api/reset",
        "/%6doto-api/reset",
        "/favicon.ico",
    ],
)
def test_the_controls_of_moto_are_refused_and_nothing_is_lost(aws: LocalAWS, path: str) -> None:
    sqs = aws.session().client("sqs")
    sqs.create_queue(QueueName="kept")
    for method in ("GET", "POST"):
        status, said = ask(aws, method=method, path=path, body="")
        assert status == 403
        assert "has no '/moto-api'" in said
    assert sqs.get_queue_url(QueueName="kept")["QueueUrl"].endswith("/kept")


def test_no_credential_scope_leads_to_the_controls_of_moto(aws: LocalAWS) -> None:
    scope = SIGNED.replace("us-east-1/sqs", "us-east-1/motoapi.amazonaws.com")
    assert ask(aws, {"Authorization": scope}, path="/")[0] in {403, 404}


def test_a_refused_request_reaches_nothing_behind_the_guard() -> None:
    reached: list[Any] = []

    def behind(environ: Any, start_response: Any) -> list[bytes]:
        reached.append(environ)
        start_response("200 OK", [])
        return []

    said: list[str] = []
    check = guarded(behind, 80)
    for host, headers in (("127.0.0.1", {}), ("a", {}), ("localhost:80", {"HTTP_ORIGIN": "null"})):
        check({"HTTP_HOST": host, **headers}, lambda status, _: said.append(status))  # type: ignore[arg-type, misc]  # what the server passes, cut short
    assert said == ["200 OK", "403 Forbidden", "403 Forbidden"]
    assert len(reached) == 1


def test_a_request_that_is_too_large_is_refused_unread(aws: LocalAWS) -> None:
    lines = "PUT /kept/key HTTP/1.1\nHost: {}\nExpect: 100-continue"
    address = aws.url.removeprefix("http://")
    host, _, port = address.partition(":")
    head = lines.replace("{}", address).replace("\n", "\r\n")
    sent = f"{head}\r\nAuthorization: {SIGNED}\r\nContent-Length: {MOST_BYTES + 1}\r\n\r\n"
    with create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(sent.encode())
        connection.shutdown(SHUT_WR)
        said = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    assert "HTTP/1.0 413 " in said
    assert "RequestEntityTooLargeException" in said


def test_a_request_in_chunks_is_read_to_its_end(aws: LocalAWS) -> None:
    address = aws.url.removeprefix("http://")
    host, _, port = address.partition(":")
    head = (
        f"POST / HTTP/1.1\r\nHost: {address}\r\nAuthorization: {SIGNED}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    chunks = "".join(f"{len(part):x}\r\n{part}\r\n" for part in (QUEUES[:9], QUEUES[9:], ""))
    with create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall((head + chunks).encode())
        said = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    assert "ListQueuesResponse" in said


def test_more_connections_than_there_may_be_are_told_so_and_the_others_go_on(
    aws: LocalAWS, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "MOST_CONNECTIONS", 2)
    with ExitStack() as stack:
        host, _, port = aws.url.removeprefix("http://").partition(":")
        silent = [
            stack.enter_context(create_connection((host, int(port)), timeout=30)) for _ in range(3)
        ]
        said = b"".join(iter(lambda: silent[-1].recv(65536), b"")).decode()
        assert said.startswith("HTTP/1.0 503 ")
        assert "too many connections" in said
    deadline = time.monotonic() + 20
    while True:  # until the server has noticed that they are closed
        with suppress(OSError):
            if raw(aws, "POST / HTTP/1.1\nHost: {}").startswith("HTTP/1.0 200 "):
                return
        assert time.monotonic() < deadline


@pytest.mark.parametrize(
    "lines",
    [
        "Content-Length: abc",
        "Content-Length: -1",
        "Content-Length: +2",
        "Content-Length: " + "9" * 5000,
        "Content-Length: 2\r\nContent-Length: 0",
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
    ],
    ids=lambda lines: f"{lines:.40}",
)
def test_a_body_whose_end_is_not_said_plainly_is_refused(aws: LocalAWS, lines: str) -> None:
    assert _with_body(aws, lines, "{}").startswith("HTTP/1.0 403 ")


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        ("Content-Length: 100", "{}"),
        ("Transfer-Encoding: chunked", "zz\r\n{}\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked", "-2\r\n{}\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked", "5\r\n{}"),
    ],
    ids=repr,
)
def test_a_body_that_ends_too_early_is_the_clients_mistake(
    aws: LocalAWS, lines: str, body: str
) -> None:
    said = _with_body(aws, lines, body)
    assert said.startswith("HTTP/1.0 400 ")
    assert "IncompleteBody" in said


def _with_body(aws: LocalAWS, lines: str, body: str) -> str:
    """The answer to a body for Step Functions, with header lines that say how long it is."""
    address = aws.url.removeprefix("http://")
    host, _, port = address.partition(":")
    head = (
        f"POST / HTTP/1.1\r\nHost: {address}\r\nAuthorization: {SIGNED}\r\n"
        f"X-Amz-Target: AWSStepFunctions.ListActivities\r\n{lines}\r\n\r\n"
    )
    with create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall((head + body).encode())
        connection.shutdown(SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()
