"""The actions of Step Functions that moto lacks: ValidateStateMachineDefinition and TestState.

A definition is validated as ``sfn validate`` does it, and a state is tested by executing it alone.
(AWS Step Functions API Reference.)
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from sfn_dsl.definition.definition import MachineType
from sfn_dsl.definition.reading import read_json
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import SourceError
from sfn_dsl.language.error_names import matches
from sfn_dsl.validation import validate

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_TARGET: Final = "AWSStepFunctions."
_MOST_DIAGNOSTICS: Final = 100
_POLL_SECONDS: Final = 0.02
_SECONDS: Final = 300.0  # what AWS gives a tested state
_ROLE: Final = "arn:aws:iam::123456789012:role/TestState"
_INVALID: Final = "InvalidDefinition"
_VALUES: Final = "the variables of the test"

_Answer = Mapping[str, Any]


class _RefusedError(Exception):
    """What AWS would answer with an error."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)


def with_missing_actions(application: WSGIApplication) -> WSGIApplication:
    """The application of moto, with the actions that it does not have."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        act = _ACTIONS.get(environ.get("HTTP_X_AMZ_TARGET", "").removeprefix(_TARGET))
        if act is None:
            return application(environ, start_response)
        length = int(environ.get("CONTENT_LENGTH") or 0)
        try:
            request = json.loads(environ["wsgi.input"].read(length) or b"{}")
            status, said = "200 OK", act(request, _region(environ))
        except _RefusedError as error:
            status = "400 Bad Request"
            said = {"__type": error.code, "message": error.message}
        body = json.dumps(said).encode()
        headers = [
            ("Content-Type", "application/x-amz-json-1.0"),
            ("Content-Length", str(len(body))),
        ]
        start_response(status, headers)
        return [body]

    return answer


def _region(environ: Mapping[str, Any]) -> str:
    """The region that a request is signed for."""
    scope = str(environ.get("HTTP_AUTHORIZATION", "")).partition("Credential=")[2].split("/")
    return scope[2] if len(scope) > 2 else "us-east-1"


def _validated(request: Mapping[str, Any], _: str) -> _Answer:
    wanted = (Severity.ERROR,) if request.get("severity", "ERROR") == "ERROR" else _BOTH
    # What AWS does not tell either is for those who validate here.
    found = [one for one in _findings(request) if one.severity is Severity.ERROR or one.aws_code]
    shown = [one for one in found if one.severity in wanted]
    most = min(int(request.get("maxResults") or _MOST_DIAGNOSTICS), _MOST_DIAGNOSTICS)
    is_broken = any(one.severity is Severity.ERROR for one in found)
    return {
        "result": "FAIL" if is_broken else "OK",
        "diagnostics": [_diagnostic(one) for one in shown[:most]],
        "truncated": len(shown) > most,
    }


_BOTH: Final = (Severity.ERROR, Severity.WARNING)


def _findings(request: Mapping[str, Any]) -> Iterator[Diagnostic]:
    try:
        definition = read_json(str(request.get("definition", "")), "definition")
    except SourceError as error:
        yield from error.diagnostics
        return
    kind: MachineType = "EXPRESS" if request.get("type") == "EXPRESS" else "STANDARD"
    yield from validate(attrs.evolve(definition, machine_type=kind))


def _diagnostic(finding: Diagnostic) -> _Answer:
    code = finding.aws_code or finding.code
    place = {"location": finding.pointer} if finding.pointer else {}
    severity = "ERROR" if finding.severity is Severity.ERROR else "WARNING"
    return {"severity": severity, "code": code, "message": finding.message, **place}


def _tested(request: Mapping[str, Any], region: str) -> _Answer:
    if "mock" in request:
        raise _RefusedError(
            "ValidationException", "the embedded AWS cannot mock a state; test it without 'mock'"
        )
    document, name, state = _of_one_state(request)
    history = _executed(document, request, region)
    ended = history[-1]
    entered = [one["stateEnteredEventDetails"] for one in history if _ENTERED in one]
    after = next((one for one in entered if one["name"] not in (name, _VALUES)), None)
    error = _failure(history)
    answer: dict[str, Any] = {"status": "SUCCEEDED"}
    if error is not None:
        answer.update({key: error[key] for key in ("error", "cause") if error.get(key)})
        answer["status"] = "CAUGHT_ERROR" if after else "FAILED"
        if any(_is_retried(retrier, error.get("error", "")) for retrier in _retriers(state)):
            return {**answer, "status": "RETRIABLE"}
    if after is not None:
        answer.update(nextState=after["name"], output=after.get("input", ""))
    elif error is None:
        answer["output"] = ended.get("executionSucceededEventDetails", {}).get("output", "")
    return answer


_ENTERED: Final = "stateEnteredEventDetails"


def _of_one_state(request: Mapping[str, Any]) -> tuple[dict[str, Any], str, dict[str, Any]]:
    """A machine of the tested state alone, and of states that end where it leads to."""
    try:
        given = json.loads(request.get("definition", ""))
        values = json.loads(request.get("variables") or "{}")
    except ValueError as error:
        raise _RefusedError(_INVALID, f"Invalid State Machine Definition: {error}") from error
    name, language = request.get("stateName") or "State", {}
    state = given
    if "stateName" in request and isinstance(given, dict):
        states = given.get("States")
        state = states.get(name) if isinstance(states, dict) else None
        language = {key: given[key] for key in ("QueryLanguage",) if key in given}
    if not isinstance(state, dict):
        raise _RefusedError(_INVALID, "Invalid State Machine Definition: it has no such state")
    # A test does not retry: it says that AWS would.
    tested = {**language, **{key: value for key, value in state.items() if key != "Retry"}}
    ends = {target: {"Type": "Succeed"} for target in _targets(state)}
    states = {name: tested, **ends}
    if values:
        before = {**language, "Type": "Pass", "Assign": values, "Next": name}
        states = {_VALUES: before, **states}
    return {"StartAt": next(iter(states)), "States": states}, name, state


def _targets(state: Mapping[str, Any]) -> Iterator[str]:
    rules = [one for key in ("Choices", "Catch") for one in state.get(key) or ()]
    for each in (state.get("Next"), state.get("Default"), *(one.get("Next") for one in rules)):
        if isinstance(each, str):
            yield each


def _executed(
    document: Mapping[str, Any], request: Mapping[str, Any], region: str
) -> list[dict[str, Any]]:
    """The history of one execution of a machine that exists for it only."""
    import boto3

    client = boto3.client("stepfunctions", region_name=region)
    name = f"TestState-{uuid.uuid4().hex[:12]}"
    try:
        machine = client.create_state_machine(
            name=name, definition=json.dumps(document), roleArn=request.get("roleArn") or _ROLE
        )["stateMachineArn"]
    except client.exceptions.ClientError as error:
        raise _refused(error) from error
    try:
        execution = client.start_execution(
            stateMachineArn=machine, input=request.get("input") or "{}"
        )["executionArn"]
        deadline = time.monotonic() + _SECONDS
        while client.describe_execution(executionArn=execution)["status"] == "RUNNING":
            if time.monotonic() > deadline:
                client.stop_execution(executionArn=execution, error="States.Timeout")
            time.sleep(_POLL_SECONDS)
        found: Any = client.get_execution_history(executionArn=execution)
        return list(found["events"])
    except client.exceptions.ClientError as error:
        raise _refused(error) from error
    finally:
        client.delete_state_machine(stateMachineArn=machine)


def _refused(error: Any) -> _RefusedError:
    said = error.response["Error"]
    # The endpoint tells no code of a definition that it cannot read.
    return _RefusedError(said.get("Code") or _INVALID, said.get("Message") or str(error))


def _failure(history: list[dict[str, Any]]) -> Mapping[str, Any] | None:
    """The error of the state, whether it ended the execution or was caught."""
    for event in history:
        for key, details in event.items():
            if key.endswith(_FAILED) and isinstance(details, dict) and "error" in details:
                return details
    return None


_FAILED: Final = ("FailedEventDetails", "TimedOutEventDetails", "AbortedEventDetails")


def _retriers(state: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in state.get("Retry") or () if isinstance(one, dict)]


def _is_retried(retrier: Mapping[str, Any], error: str) -> bool:
    names = retrier.get("ErrorEquals") or ()
    return retrier.get("MaxAttempts", 3) != 0 and any(matches(name, error) for name in names)


_ACTIONS: Final[Mapping[str, Callable[[Mapping[str, Any], str], _Answer]]] = {
    "ValidateStateMachineDefinition": _validated,
    "TestState": _tested,
}
