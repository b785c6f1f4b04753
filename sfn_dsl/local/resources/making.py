"""Making what workflows need in the embedded AWS, with boto3, as on AWS.

What is there already is left as it is, apart from the policies of roles and the code of functions,
which follow the sources.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from sfn_dsl.arns import role_name
from sfn_dsl.definition import Definition
from sfn_dsl.iam.policy.document import policy
from sfn_dsl.iam.requirements.model import Machine
from sfn_dsl.local.resources.handlers import Code, code_of
from sfn_dsl.local.resources.needed import Named, Table, named_by
from sfn_dsl.local.resources.rights import role_for, topic_may_send
from sfn_dsl.local.stepfunctions.calling import ClientFactory

"""Gives a client of boto3, by the service's name in boto3 and a region."""

_FUNCTION_ROLE: Final = "sfn-local-functions"
_RUNTIME: Final = "python3.12"
_SECONDS: Final = 30
_MOST_NAME: Final = 80  # of a queue
_FIFO: Final = ".fifo"
_PLACEHOLDER: Final = re.compile(r"\$\{[^}]*\}|YOUR_ACCOUNT")
_PLAIN_REGION: Final = "us-east-1"  # the only one that no bucket names


@attrs.frozen(kw_only=True)
class Source:
    """A workflow that resources are made for.

    ``machine`` says account, region and name; ``role`` is the ARN of its role, "" if it has none;
    ``logging`` is its logging configuration as AWS has it.
    """

    definition: Definition
    machine: Machine
    role: str = ""
    logging: Mapping[str, Any] = attrs.field(factory=dict)


@attrs.frozen
class Made:
    """What was made, or was there: lines to show, each with an ARN, and each source's role."""

    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


def make_resources(
    client: ClientFactory, sources: Iterable[Source], *, functions: Path | None = None
) -> Made:
    """Make everything that the sources name; ``functions`` is a folder of handlers.

    Raises SfnError for code of a function that has no handler.
    """
    maker = _Maker(client, functions)
    for source in sources:
        maker.make(source)
    return Made(tuple(maker.lines), tuple(maker.notes), tuple(maker.roles))


class _Maker:
    def __init__(self, client: ClientFactory, functions: Path | None) -> None:
        self._client = client
        self._functions = functions
        self.lines: dict[str, None] = {}
        self.notes: dict[str, None] = {}
        self.roles: list[str] = []

    def make(self, source: Source) -> None:
        named, requirements = named_by(source.definition, source.machine, source.logging)
        self.notes.update(dict.fromkeys(named.notes))
        name = role_name(source.role) if source.role else f"{source.machine.name}-role"
        arn = self._role(name, "states.amazonaws.com")
        if requirements.permissions:
            self._client("iam", source.machine.region).put_role_policy(
                RoleName=name,
                PolicyName=(source.machine.name or "workflow")[:128],
                PolicyDocument=json.dumps(_without_placeholders(policy(requirements))),
            )
        self.roles.append(arn)
        self._say(arn, "with the least-privilege policy, trusted to Step Functions")
        if source.role not in ("", name, arn):
            self._note(f"'{source.role}' is not in this account; the role made is '{arn}'")
        self._make_named(named)

    def _make_named(self, named: Named) -> None:
        for region, function, qualifier in sorted(named.functions):
            self._function(region, function, qualifier)
        queues = {queue for _, queue in named.queues}
        for region, queue in sorted(named.queues):
            self._say(self._queue(region, queue))
        for region, topic in sorted(named.topics):
            self._topic(region, topic, queues)
        for region, table in sorted(named.tables):
            self._table(region, table)
        for region, bucket in sorted(named.buckets):
            self._bucket(region, bucket)
        for region, bus in sorted(named.buses):
            events = self._client("events", region)
            made = _unless(
                events.exceptions.ResourceAlreadyExistsException, events.create_event_bus
            )
            made(Name=bus)
            self._say(events.describe_event_bus(Name=bus)["Arn"])
        for region, group in sorted(named.log_groups):
            logs = self._client("logs", region)
            _unless(logs.exceptions.ResourceAlreadyExistsException, logs.create_log_group)(
                logGroupName=group
            )
            self._say(f"log group {group} in {region}")
        for region, activity in sorted(named.activities):
            made = self._client("stepfunctions", region).create_activity(name=activity)
            self._say(made["activityArn"])

    def _role(self, name: str, service: str) -> str:
        return role_for(self._client("iam", _PLAIN_REGION), name, service)

    def _function(self, region: str, name: str, qualifier: str) -> None:
        client = self._client("lambda", region)
        code = code_of(name, self._functions)
        try:
            deployed = client.get_function(FunctionName=name)["Configuration"]
        except client.exceptions.ResourceNotFoundException:
            deployed = client.create_function(
                FunctionName=name,
                Runtime=_RUNTIME,
                Handler=code.handler,
                Role=self._role(_FUNCTION_ROLE, "lambda.amazonaws.com"),
                Code={"ZipFile": code.zip},
                Timeout=_SECONDS,
            )
        else:
            _update(client, name, code, deployed)
        if qualifier and qualifier != "$LATEST":
            _qualify(client, name, qualifier)
        self._say(deployed["FunctionArn"].removesuffix(":$LATEST"), code.origin)

    def _queue(self, region: str, name: str) -> str:
        """The ARN of a queue, which is made if it is not there."""
        sqs = self._client("sqs", region)
        try:
            url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
        except sqs.exceptions.QueueDoesNotExist:
            attributes = {"FifoQueue": "true"} if name.endswith(_FIFO) else {}
            url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        asked = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        return str(asked["Attributes"]["QueueArn"])

    def _topic(self, region: str, name: str, queues: set[str]) -> None:
        """A topic, and a queue that gets what is published to it."""
        sns = self._client("sns", region)
        is_fifo = name.endswith(_FIFO)
        attributes = {"FifoTopic": "true"} if is_fifo else {}
        arn = sns.create_topic(Name=name, Attributes=attributes)["TopicArn"]
        queue = _subscriber(name, queues)
        queue_arn = self._queue(region, queue)
        sqs = self._client("sqs", region)
        url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
        sqs.set_queue_attributes(
            QueueUrl=url, Attributes={"Policy": topic_may_send(arn, queue_arn)}
        )
        sns.subscribe(TopicArn=arn, Protocol="sqs", Endpoint=queue_arn)
        self._say(arn, f"its messages are in the queue '{queue}'")

    def _table(self, region: str, table: Table) -> None:
        dynamodb = self._client("dynamodb", region)
        _unless(dynamodb.exceptions.ResourceInUseException, dynamodb.create_table)(
            TableName=table.name,
            KeySchema=[
                {"AttributeName": name, "KeyType": kind}
                for (name, _), kind in zip(table.key, ("HASH", "RANGE"), strict=False)
            ],
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": kind} for name, kind in table.key
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        arn = dynamodb.describe_table(TableName=table.name)["Table"]["TableArn"]
        key = " and ".join(f"'{name}' ({kind})" for name, kind in table.key)
        self._say(arn, f"its key is {key}")

    def _bucket(self, region: str, name: str) -> None:
        s3 = self._client("s3", region)
        place = {"CreateBucketConfiguration": {"LocationConstraint": region}}
        _unless(s3.exceptions.BucketAlreadyOwnedByYou, s3.create_bucket)(
            Bucket=name, **({} if region == _PLAIN_REGION else place)
        )
        self._say(f"arn:aws:s3:::{name}")

    def _say(self, arn: str, remark: str = "") -> None:
        self.lines[f"{arn}: {remark}" if remark else arn] = None

    def _note(self, text: str) -> None:
        self.notes[text] = None


def _unless(error: Any, call: Callable[..., Any]) -> Callable[..., None]:
    """The call, after which its being made before is no error."""

    def made(**parameters: Any) -> None:
        try:
            call(**parameters)
        except error:
            return

    return made


def _update(client: Any, name: str, code: Code, deployed: Mapping[str, Any]) -> None:
    """Give a function the code that is in the folder now, unless it is a stub for code it has."""
    digest = base64.b64encode(hashlib.sha256(code.zip).digest()).decode()
    if deployed["CodeSha256"] != digest and not code.is_stub:
        client.update_function_code(FunctionName=name, ZipFile=code.zip)
        client.update_function_configuration(FunctionName=name, Handler=code.handler)


def _qualify(client: Any, name: str, qualifier: str) -> None:
    """Publish the version or make the alias by which a definition invokes a function."""
    known = [
        one["Version"] for one in client.list_versions_by_function(FunctionName=name)["Versions"]
    ]
    aliases = [one["Name"] for one in client.list_aliases(FunctionName=name)["Aliases"]]
    if qualifier in (*known, *aliases):
        return
    version = client.publish_version(FunctionName=name)["Version"]
    if not qualifier.isdecimal():
        client.create_alias(FunctionName=name, Name=qualifier, FunctionVersion=version)


def _subscriber(topic: str, queues: set[str]) -> str:
    """The name of the queue for a topic: the topic's own, unless that is another queue's."""
    name, fifo = (topic.removesuffix(_FIFO), _FIFO) if topic.endswith(_FIFO) else (topic, "")
    if topic in queues:
        name += "-messages"
    return name[: _MOST_NAME - len(fifo)] + fifo


def _without_placeholders(document: Mapping[str, Any]) -> dict[str, Any]:
    """A policy in which what only a template's deployment would say is any resource."""
    return {
        **document,
        "Statement": [
            {**statement, "Resource": sorted({_known(one) for one in statement["Resource"]})}
            for statement in document["Statement"]
        ],
    }


def _known(resource: str) -> str:
    known = _PLACEHOLDER.sub("*", resource)
    return known if known.startswith("arn:") else "*"
