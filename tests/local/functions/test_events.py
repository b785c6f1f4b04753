"""Functions that run after what invokes them was answered."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.local import LocalAWS

# It says what it got by a message, with the endpoint's own client.
SOURCE = """
import json, os, urllib.request, urllib.parse
def handler(event, context):
    url = os.environ["AWS_ENDPOINT_URL"]
    body = urllib.parse.urlencode({
        "Action": "SendMessage", "Version": "2012-11-05", "QueueUrl": url + "/123456789012/told",
        "MessageBody": json.dumps(event)}).encode()
    scope = "AWS4-HMAC-SHA256 Credential=a/20300101/us-east-1/sqs/aws4_request, SignedHeaders=host"
    headers = {"Authorization": scope + ", Signature=0"}
    urllib.request.urlopen(urllib.request.Request(url + "/", body, headers)).read()
"""


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("app.py", SOURCE)
    return buffer.getvalue()


@pytest.fixture(params=[False, True], ids=["in memory", "kept"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LocalAWS]:
    with LocalAWS(state=tmp_path / "state" if request.param else None) as aws:
        aws.client("sqs").create_queue(QueueName="told")
        role = aws.client("iam").create_role(RoleName="f", AssumeRolePolicyDocument="{}")["Role"]
        aws.client("lambda").create_function(
            FunctionName="tell",
            Runtime="python3.12",
            Handler="app.handler",
            Role=role["Arn"],
            Code={"ZipFile": zipped()},
        )
        yield aws


def invoked(aws: LocalAWS, _: str) -> str:
    answer = aws.client("lambda").invoke(
        FunctionName="tell", InvocationType="Event", Payload=b'{"key": "value"}'
    )
    assert answer["StatusCode"] == 202
    assert answer["Payload"].read() == b""
    return '"key"'


def published(aws: LocalAWS, arn: str) -> str:
    topic = aws.client("sns").create_topic(Name="t")["TopicArn"]
    aws.client("sns").subscribe(TopicArn=topic, Protocol="lambda", Endpoint=arn)
    aws.client("sns").publish(TopicArn=topic, Message="news")
    return "news"


def queued(aws: LocalAWS, arn: str) -> str:
    url = aws.client("sqs").create_queue(QueueName="source")["QueueUrl"]
    source = aws.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    aws.client("lambda").create_event_source_mapping(
        EventSourceArn=source["Attributes"]["QueueArn"], FunctionName=arn
    )
    aws.client("sqs").send_message(QueueUrl=url, MessageBody="a job")
    return "a job"


@pytest.mark.slow
@pytest.mark.parametrize("cause", [invoked, published, queued])
def test_what_invokes_a_function_does_not_wait_for_it_and_it_may_call_the_endpoint(
    own: LocalAWS, cause: Callable[[LocalAWS, str], str]
) -> None:
    began = time.monotonic()
    expected = cause(own, "arn:aws:lambda:us-east-1:123456789012:function:tell")
    messages: list[Any] = []
    while not messages and time.monotonic() < began + 30:
        got = own.client("sqs").receive_message(QueueUrl="told", WaitTimeSeconds=5)
        messages = got.get("Messages", [])
    assert expected in json.dumps(json.loads(messages[0]["Body"]))
