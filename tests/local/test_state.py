"""What `--state` keeps: everything that was acknowledged, wherever the process was killed."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from sfn_dsl.errors import SfnError
from sfn_dsl.local import LocalAWS
from sfn_dsl.local.journal import Journal
from sfn_dsl.local.state import kept_in
from tests.local.stepfunctions.endpoint import trust

WAITS = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3600, "End": True}}}
SERVER = """
import sys
from sfn_dsl.local import LocalAWS
with LocalAWS(state=sys.argv[1]) as aws:
    print(aws.url, flush=True)
    sys.stdin.read()
"""


@contextmanager
def server(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process with the endpoint, and its address; it is killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate(timeout=20)


class Account:
    """Clients of one endpoint."""

    def __init__(self, url: str) -> None:
        session = boto3.Session("testing", "testing", region_name="us-east-1")
        config = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=30)
        names = ("sqs", "sns", "s3", "dynamodb", "iam", "stepfunctions")
        self.sqs, self.sns, self.s3, self.dynamodb, self.iam, self.machines = (
            session.client(name, endpoint_url=url, config=config)  # type: ignore[call-overload]
            for name in names
        )

    def set_up(self) -> None:
        self.sqs.create_queue(QueueName="jobs")
        queue = self.sqs.create_queue(QueueName="news")["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
        topic = self.sns.create_topic(Name="news")["TopicArn"]
        self.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn["Attributes"]["QueueArn"])
        self.s3.create_bucket(Bucket="kept-bucket")
        self.dynamodb.create_table(
            TableName="t",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        role = self.iam.create_role(RoleName="r", AssumeRolePolicyDocument=json.dumps(trust()))[
            "Role"
        ]["Arn"]
        self.machines.create_state_machine(name="m", definition=json.dumps(WAITS), roleArn=role)

    def write(self, kind: str, key: str) -> None:
        """Write one thing of a kind; it returns when that is acknowledged."""
        match kind:
            case "sqs":
                self.sqs.send_message(QueueUrl="jobs", MessageBody=key)
            case "sns":
                self.sns.publish(TopicArn="arn:aws:sns:us-east-1:123456789012:news", Message=key)
            case "s3":
                self.s3.put_object(Bucket="kept-bucket", Key=key, Body=key.encode())
            case "dynamodb":
                self.dynamodb.put_item(TableName="t", Item={"id": {"S": key}})
            case "iam":
                self.iam.create_role(RoleName=key, AssumeRolePolicyDocument="{}")
            case _:
                self.machines.start_execution(
                    stateMachineArn="arn:aws:states:us-east-1:123456789012:stateMachine:m",
                    name=key,
                )

    def everything(self) -> set[tuple[str, str]]:
        """All that is there, by kind and key."""
        return {
            *(("sqs", body) for body in self._bodies("jobs")),
            *(("sns", json.loads(body)["Message"]) for body in self._bodies("news")),
            *(("s3", key) for key in self._pages("s3", "list_objects_v2", Bucket="kept-bucket")),
            *(("dynamodb", key) for key in self._pages("dynamodb", "scan", TableName="t")),
            *(("iam", key) for key in self._pages("iam", "list_roles")),
            *(
                ("states", key)
                for key in self._pages(
                    "machines",
                    "list_executions",
                    stateMachineArn="arn:aws:states:us-east-1:123456789012:stateMachine:m",
                    statusFilter="RUNNING",
                )
            ),
        }

    def _bodies(self, queue: str) -> Iterator[str]:
        while True:
            got = self.sqs.receive_message(
                QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=0
            ).get("Messages", [])
            for message in got:
                yield message["Body"]
                self.sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            if not got:
                return

    def _pages(self, client: str, operation: str, **parameters: Any) -> Iterator[str]:
        pages = getattr(self, client).get_paginator(operation).paginate(**parameters)
        for page in pages:
            for one in page.get("Contents", []):
                yield one["Key"]
            for one in page.get("Items", []):
                yield one["id"]["S"]
            for one in page.get("Roles", []):
                yield one["RoleName"]
            for one in page.get("executions", []):
                yield one["name"]


def written_until_killed(account: Account, kill: Callable[[], None], chosen: random.Random) -> Any:
    """What was acknowledged by a server that is killed while several write to it."""
    acknowledged: set[tuple[str, str]] = set()
    enough = threading.Event()
    most = chosen.randint(20, 90)

    def hammer(kind: str) -> None:
        for number in range(10_000):
            key = f"{kind}-{most}-{number}"
            try:
                account.write(kind, key)
            except Exception:
                return  # it is gone, in whatever way the client notices
            acknowledged.add((kind, key))
            if len(acknowledged) >= most:
                enough.set()

    kinds = ("sqs", "sns", "s3", "dynamodb", "iam", "states")
    threads = [threading.Thread(target=hammer, args=(kind,)) for kind in kinds]
    for thread in threads:
        thread.start()
    assert enough.wait(120)
    kill()
    for thread in threads:
        thread.join(60)
    return acknowledged


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_what_was_acknowledged_is_there_after_the_process_was_killed(
    tmp_path: Path, seed: int
) -> None:
    with server(tmp_path) as (process, url):
        account = Account(url)
        account.set_up()
        acknowledged = written_until_killed(account, process.kill, random.Random(seed))  # noqa: S311
    with server(tmp_path) as (_, url):
        found = Account(url).everything()
    assert acknowledged <= found
    assert {kind for kind, _ in acknowledged} == {kind for kind, _ in found}


def test_ids_dates_receipts_and_ciphertexts_are_those_of_before(tmp_path: Path) -> None:
    with LocalAWS(state=tmp_path) as aws:
        clients = {name: aws.client(name) for name in ("sqs", "iam", "kms", "s3", "secretsmanager")}
        role = clients["iam"].create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]
        queue = clients["sqs"].create_queue(QueueName="q")["QueueUrl"]
        clients["sqs"].send_message(QueueUrl=queue, MessageBody="a")
        receipt = clients["sqs"].receive_message(QueueUrl=queue)["Messages"][0]["ReceiptHandle"]
        key = clients["kms"].create_key()["KeyMetadata"]["KeyId"]
        secret = clients["kms"].encrypt(KeyId=key, Plaintext=b"p")["CiphertextBlob"]
        clients["s3"].create_bucket(Bucket="kept-bucket")
        buckets = clients["s3"].list_buckets()["Buckets"]
        arn = clients["secretsmanager"].create_secret(Name="s", SecretString="x")["ARN"]
    with LocalAWS(state=tmp_path) as aws:
        assert aws.client("iam").get_role(RoleName="r")["Role"] == role
        aws.client("sqs").delete_message(QueueUrl="q", ReceiptHandle=receipt)
        counts = aws.client("sqs").get_queue_attributes(QueueUrl="q", AttributeNames=["All"])
        assert counts["Attributes"]["ApproximateNumberOfMessagesNotVisible"] == "0"
        assert aws.client("kms").decrypt(CiphertextBlob=secret)["Plaintext"] == b"p"
        assert aws.client("s3").list_buckets()["Buckets"] == buckets
        assert aws.client("secretsmanager").describe_secret(SecretId="s")["ARN"] == arn


def test_a_message_that_was_received_too_often_stays_in_the_dead_letter_queue(
    tmp_path: Path,
) -> None:
    with LocalAWS(state=tmp_path) as aws:
        sqs = aws.client("sqs")
        sqs.create_queue(QueueName="dead")
        policy = {
            "deadLetterTargetArn": "arn:aws:sqs:us-east-1:123456789012:dead",
            "maxReceiveCount": 1,
        }
        sqs.create_queue(QueueName="q", Attributes={"RedrivePolicy": json.dumps(policy)})
        sqs.send_message(QueueUrl="q", MessageBody="a")
        for expected in (1, 0):  # the second receipt moves it, and returns nothing
            got = sqs.receive_message(QueueUrl="q", VisibilityTimeout=0).get("Messages", [])
            assert len(got) == expected
    with LocalAWS(state=tmp_path) as aws:
        assert aws.client("sqs").receive_message(QueueUrl="dead")["Messages"][0]["Body"] == "a"


def test_a_long_poll_lets_others_through_and_ends_with_a_message(tmp_path: Path) -> None:
    with LocalAWS(state=tmp_path) as aws:
        sqs = aws.client("sqs")
        sqs.create_queue(QueueName="q", Attributes={"ReceiveMessageWaitTimeSeconds": "20"})
        got: list[Any] = []
        poll = threading.Thread(
            target=lambda: got.extend(sqs.receive_message(QueueUrl="q").get("Messages", []))
        )
        poll.start()
        sqs.send_message(QueueUrl="q", MessageBody="a")
        poll.join(15)
    assert [message["Body"] for message in got] == ["a"]


def test_what_reads_or_is_refused_is_not_written(tmp_path: Path) -> None:
    with LocalAWS(state=tmp_path) as aws:
        sqs = aws.client("sqs")
        sqs.list_queues()
        with suppress(ClientError):
            sqs.send_message(QueueUrl="none", MessageBody="a")
        aws.client("s3").list_buckets()
        aws.client("dynamodb").list_tables()
    with kept_in(tmp_path) as database, database.transaction() as connection:
        assert connection.execute("SELECT count(*) FROM requests").fetchone() == (0,)


def test_a_second_process_on_the_folder_is_refused(tmp_path: Path) -> None:
    with (
        kept_in(tmp_path),
        pytest.raises(SfnError, match="another local AWS keeps its state in"),
        LocalAWS(state=tmp_path),
    ):
        pass


def test_state_of_another_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with kept_in(tmp_path) as database:
        database.put("about the state", "format", {"version": 99})
    with pytest.raises(SfnError, match="written by another version.*format 99.*begin anew"):
        LocalAWS(state=tmp_path).__enter__()
    with sqlite3.connect(tmp_path / "state.sqlite") as connection:
        assert '{"version":99}' in connection.execute("SELECT document FROM documents").fetchone()
    connection.close()


@pytest.mark.parametrize("at", [0, 4096])
def test_a_broken_file_is_refused(tmp_path: Path, at: int) -> None:
    with LocalAWS(state=tmp_path) as aws:
        for number in range(20):
            aws.client("iam").create_role(RoleName=f"r{number}", AssumeRolePolicyDocument="{}")
    file = tmp_path / "state.sqlite"
    content = bytearray(file.read_bytes())
    content[at : at + 20_000] = b"\xff" * 20_000
    file.write_bytes(content)
    with pytest.raises(SfnError, match="cannot be read.*begin anew"):
        LocalAWS(state=tmp_path).__enter__()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SfnError, match="cannot keep state in.*name another folder"):
        LocalAWS(state=tmp_path / "file" / "state").__enter__()


def test_a_disk_that_is_full_is_told_to_the_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with LocalAWS(state=tmp_path / "kept") as aws:
        account = Account(aws.url)
        with monkeypatch.context() as patched:
            patched.setattr(Journal, "_change", fails)
            with pytest.raises(ClientError, match="disk is full") as raised:
                account.sqs.create_queue(QueueName="one")
        assert raised.value.response["Error"]["Code"] == "InternalFailure"
        account.sqs.create_queue(QueueName="one")
