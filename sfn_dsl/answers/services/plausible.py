"""Answers as services give them, made from their models: for exploring a workflow.

Nothing is known of what a function, a worker or a person answers: they give back what they were
given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, ClassVar, Final

import attrs

from sfn_dsl.answers.answering import Answer, Answerer
from sfn_dsl.answers.functions.results import invocation_result, metadata, request_id
from sfn_dsl.answers.json_values import compact_json
from sfn_dsl.answers.services.executions import (
    SUCCEEDED,
    Ended,
    InvalidInputError,
    description,
    input_of,
    started,
    sync_express_result,
)
from sfn_dsl.answers.services.operations import (
    JOBS,
    Operation,
    capital,
    describing,
    find_operation,
)
from sfn_dsl.answers.services.samples import Samples
from sfn_dsl.arns import AWS_SDK
from sfn_dsl.simulation.effects import Outcome, Succeeded, TaskCall

_HTTP: Final = {"Headers": {}, "ResponseBody": {}, "StatusCode": 200, "StatusText": "OK"}
# What no model has, or has otherwise than the integration gives it.
_FIXED: Final[Mapping[str, Any]] = {
    "apigateway:invoke": _HTTP,
    "http:invoke": _HTTP,
    "eks:call": {"ResponseBody": {}, "StatusCode": 200},
    "eks:runJob": {"ResponseBody": {}},
    "bedrock:invokeModel": {"Body": {}, "ContentType": "application/json"},
    "bedrockagentcore:invokeHarness": {"StopReason": "end_turn", "Output": {}},
    "elasticmapreduce:createCluster": {"ClusterId": "j-1EXAMPLE"},
    "elasticmapreduce:addStep": {"StepId": "s-1EXAMPLE"},
    "elasticmapreduce:cancelStep": {"CancelStepsInfo": {"Status": "SUBMITTED"}},
}
# What a service's response has only where the request had something.
_ONLY_WITH: Final[Mapping[str, Mapping[str, str]]] = {
    "dynamodb": {
        "Attributes": "ReturnValues",
        "ConsumedCapacity": "ReturnConsumedCapacity",
        "ItemCollectionMetrics": "ReturnItemCollectionMetrics",
    },
    "sns": {"SequenceNumber": "MessageGroupId"},
    "sqs": {
        "SequenceNumber": "MessageGroupId",
        "MD5OfMessageAttributes": "MessageAttributes",
        "MD5OfMessageSystemAttributes": "MessageSystemAttributes",
    },
}
# Integrations that tell nothing of the request itself.
_WITHOUT_METADATA: Final = ("apigateway", "eks", "events", "http", "bedrockagentcore")


def answers_like_service() -> Answer:
    """A plausible answer, made from the output of the service's own model.

    Tasks with ``.sync`` give what describes a finished job. Functions, activities and task tokens
    give back their input. The same call has the same answer in each run with the same seed.

    Example::

        one_service = {"dynamodb:*": answers_like_service()}
        machine = StateMachine([sns.publish("Tell", topic_arn="$t", message="hello", end=True)])
        assert simulate(machine, tasks=answers_like_service()).status == "SUCCEEDED"
    """
    return _LikeService()


@attrs.frozen
class _LikeService(Answer):
    made_by: ClassVar[str] = "answers_like_service"

    def begin(self, where: str) -> Answerer:
        return plausible


def plausible(call: TaskCall) -> Outcome:
    """A plausible outcome of a call."""
    if call.service == "activity":
        return Succeeded(call.parameters)
    action = f"{call.service}:{call.action.partition('.')[0]}"
    if call.pattern == "waitForTaskToken":
        first = response_of(call, action)
        return Succeeded(call.input, submitted=first)
    if call.pattern:
        return Succeeded(_finished(call, action), submitted=response_of(call, action))
    return Succeeded(response_of(call, action))


def response_of(call: TaskCall, action: str) -> Any:
    """What the service answers at once."""
    parameters = call.parameters if isinstance(call.parameters, dict) else {}
    bare = action.removeprefix(AWS_SDK)
    if bare == "lambda:invoke" or call.service == "lambda":
        return _of_function(call)
    if bare in ("states:startExecution", "sfn:startExecution"):
        return started(call)
    if bare == "sfn:startSyncExecution":
        return sync_express_result(call, _ended(call))
    if bare == "dynamodb:getItem":
        key = parameters.get("Key")
        found = {"Item": key if isinstance(key, dict) else {}}
    elif action in _FIXED:
        found = _FIXED[action]
    else:
        operation = find_operation(action)
        found = _sample(call, operation) if operation else {}
    found = _shaped(bare, parameters, found)
    if action.startswith(AWS_SDK) or call.service in _WITHOUT_METADATA:
        return found
    headers = {"Content-Type": "application/json", "Content-Length": str(len(compact_json(found)))}
    return {**found, **metadata(request_id(call), headers, 200)}


def _ended(call: TaskCall) -> Ended:
    """A child execution that did nothing."""
    given: Any = {}
    with suppress(InvalidInputError):  # the text of a definition may still be a template
        given = input_of(call)
    return Ended(SUCCEEDED, given, output={})


def _of_function(call: TaskCall) -> Any:
    """A function gives back its payload."""
    if call.action == "":
        return call.parameters
    parameters = call.parameters if isinstance(call.parameters, dict) else {}
    payload = parameters.get("Payload")
    return invocation_result(call, {} if payload is None else payload)


def _shaped(action: str, parameters: Mapping[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """What a model does not say: what depends on the parameters."""
    optional = _ONLY_WITH.get(action.partition(":")[0], {})
    dropped = {name for name, needed in optional.items() if needed not in parameters}
    found = {name: part for name, part in found.items() if name not in dropped}
    if "MD5OfMessageBody" in found:
        body = parameters.get("MessageBody", "")
        text = body if isinstance(body, str) else compact_json(body)
        digest = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
        return {**found, "MD5OfMessageBody": digest}
    if action.endswith(":putEvents") and isinstance(parameters.get("Entries"), list):
        entries = found.get("Entries", [{}]) * len(parameters["Entries"])
        return {**found, "Entries": entries, "FailedEntryCount": 0}
    return found


def _finished(call: TaskCall, action: str) -> Any:
    """What describes the finished job of a task with ``.sync``."""
    if action == "states:startExecution":
        return description(call, _ended(call), is_parsed=call.pattern == "sync:2")
    job = JOBS.get(action)
    operation = describing(job) if job else None
    if job is None or operation is None:
        return response_of(call, action)
    found: Any = _sample(call, operation)
    for step in job.path:
        found = found[step if isinstance(step, int) else capital(step)]
    if action == "elasticmapreduce:createCluster":
        found = {"ClusterId": found["Cluster"]["Id"], **found}
    return found


def _sample(call: TaskCall, operation: Operation) -> dict[str, Any]:
    shape = operation.model.output_of(operation.name)
    if shape is None:
        return {}
    samples = Samples(
        operation=operation,
        parameters=call.parameters if isinstance(call.parameters, dict) else {},
        seed=f"{call.token}/{call.attempt}",
        time=call.time,
    )
    return samples.structure(shape)
