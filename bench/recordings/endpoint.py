"""An endpoint of AWS that is asked by boto3 over HTTP: ours, moto's, ministack's.

The recordings are of an account of their own; what is sent has the endpoint's account in its
place, and what comes back the recorded one.
"""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from recordings.cases import ACCOUNT, REGION, Case
from recordings.limits import EngineError
from recordings.shape import answer_from_api, from_api, parsed

_OWN_ACCOUNT = "123456789012"
_ROLE = "sfn-role"
_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": ["states.amazonaws.com", "lambda.amazonaws.com"]},
            "Action": "sts:AssumeRole",
        }
    ],
}
_HANDLER = "import json\n\ndef handler(event, context):\n    return json.loads({result!r})\n"
_SECONDS = 20.0
_PAUSE = 0.01


class Refusal(Exception):  # noqa: N818  # an answer like any other
    """The endpoint refuses a call, or cannot answer it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class Endpoint:
    """An endpoint by its URL, with the role that all recordings had."""

    def __init__(self, url: str, *, account: str = _OWN_ACCOUNT) -> None:
        self.url = url
        self.account = account
        self.role = f"arn:aws:iam::{account}:role/{_ROLE}"
        self._made: list[str] = []
        self._groups: set[str] = set()
        iam = self.client("iam")
        with suppress(iam.exceptions.EntityAlreadyExistsException):
            iam.create_role(RoleName=_ROLE, AssumeRolePolicyDocument=json.dumps(_TRUST))

    def client(self, service: str) -> Any:
        """A client that checks nothing itself, and does not try again."""
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=self.url,
            aws_access_key_id="local",
            aws_secret_access_key="local",  # noqa: S106 - nobody checks it
            config=Config(
                parameter_validation=False,
                inject_host_prefix=False,
                read_timeout=_SECONDS,
                retries={"total_max_attempts": 1},
            ),
        )

    @cached_property
    def _states(self) -> Any:
        return self.client("stepfunctions")

    def ask(self, operation: str, /, **request: Any) -> Mapping[str, Any]:
        """The answer to a request of Step Functions. Raises Refusal."""
        try:
            answer = getattr(self._states, operation)(**self._as_here(request))
        except ClientError as error:
            said = error.response["Error"]
            message = str(said.get("Message", ""))
            raise Refusal(str(said.get("Code")), message.replace(self.account, ACCOUNT)) from None
        except BotoCoreError as error:
            raise Refusal(type(error).__name__, str(error)) from None
        if "stateMachineArn" in answer and operation == "create_state_machine":
            self._made.append(answer["stateMachineArn"])
        answer.pop("ResponseMetadata", None)
        return self._as_recorded(answer)

    def _as_here(self, value: Any) -> Any:
        return _each_text(value, lambda text: text.replace(ACCOUNT, self.account))

    def _as_recorded(self, value: Any) -> Any:
        return _each_text(value, lambda text: text.replace(self.account, ACCOUNT))

    @contextmanager
    def machines(self) -> Iterator[None]:
        """Delete the machines that are created in the block at its end."""
        try:
            yield
        finally:
            while self._made:
                with suppress(ClientError):
                    self._states.delete_state_machine(stateMachineArn=self._made.pop())

    def a_machine(self) -> str:
        """The ARN of the machine that was created last, in the recorded account."""
        made = self._made[-1] if self._made else f"{self._around}:stateMachine:none"
        return made.replace(self.account, ACCOUNT)

    @property
    def _around(self) -> str:
        return f"arn:aws:states:{REGION}:{self.account}"

    def make_log_groups(self, names: Iterable[str]) -> None:
        """Make log groups that are not there."""
        for name in set(names) - self._groups:
            self.client("logs").create_log_group(logGroupName=name)
            self._groups.add(name)

    def make_function(self, name: str, result: Any) -> None:
        """Make a function that always gives a result, in the place of one of that name."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("index.py", _HANDLER.format(result=json.dumps(result)))
        functions = self.client("lambda")
        with suppress(ClientError, BotoCoreError):
            functions.delete_function(FunctionName=name)
        with suppress(ClientError, BotoCoreError):
            functions.create_function(
                FunctionName=name,
                Runtime="python3.11",
                Role=self.role,
                Handler="index.handler",
                Code={"ZipFile": packed.getvalue()},
            )

    def tested(self, case: Case) -> Callable[[], Mapping[str, Any]]:
        """Test a state; the function that is returned gives the answer as it was recorded."""
        request = {**case.content["request"], "definition": case.definition}
        if case.input is not None:
            request["input"] = case.input
        if case.content["needs"] and not request.get("mock"):
            self.make_function(*_function_of(case))
        try:
            answer = self.ask("test_state", **request)
        except Refusal as refusal:
            refused = {"exception": {"code": refusal.code, "message": refusal.message}}
            return lambda: refused
        return lambda: answer_from_api(answer)

    def executed(self, case: Case) -> Callable[[], Mapping[str, Any]]:
        """Run an execution; the function that is returned gives it as it was recorded."""
        with self.machines():
            try:
                run = self._execute(case)
            except Refusal as refusal:
                raise EngineError(str(refusal)) from None
        return lambda: run

    def _execute(self, case: Case) -> Mapping[str, Any]:
        kind = case.content["type"]
        machine = self.ask(
            "create_state_machine",
            name=f"recorded-{time.monotonic_ns()}",
            definition=case.definition,
            roleArn=self.role,
            type=kind,
        )["stateMachineArn"]
        request = {"stateMachineArn": machine, "name": "recorded", "input": case.input or "{}"}
        if kind == "EXPRESS":
            return _ended(self.ask("start_sync_execution", **request))
        execution = self.ask("start_execution", **request)["executionArn"]
        if case.expected["status"] == "ABORTED":
            self.ask("stop_execution", executionArn=execution)
        described = self._wait(execution)
        return {**_ended(described), "history": from_api(self._history(execution))}

    def _wait(self, execution: str) -> Mapping[str, Any]:
        until = time.monotonic() + _SECONDS
        while True:
            described = self.ask("describe_execution", executionArn=execution)
            if described["status"] != "RUNNING":
                return described
            if time.monotonic() > until:
                raise EngineError(f"it did not end within {_SECONDS:g} seconds")
            time.sleep(_PAUSE)

    def _history(self, execution: str) -> Iterator[Mapping[str, Any]]:
        request = {"executionArn": execution, "maxResults": 1000}
        while True:
            page = self.ask("get_execution_history", **request)
            yield from page["events"]
            if "nextToken" not in page:
                return
            request["nextToken"] = page["nextToken"]


def _ended(described: Mapping[str, Any]) -> dict[str, Any]:
    names = ("status", "output", "error", "cause")
    run = {name: described[name] for name in names if described.get(name) is not None}
    if "output" in run:
        run["output"] = parsed(run["output"])
    return run


def _function_of(case: Case) -> tuple[str, Any]:
    """The function that a task calls, by its name in the resource or the input, and its result."""
    resource = case.content["definition"].get("Resource", "")
    output = case.expected.get("output")
    if ":function:" in resource:
        return resource.rpartition(":")[2], output
    given = json.loads(case.input or "{}")
    return str(given.get("FunctionName")).rpartition(":")[2], (output or {}).get("Payload")


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(each, change) for key, each in value.items()}
    if isinstance(value, list):
        return [_each_text(each, change) for each in value]
    return value
