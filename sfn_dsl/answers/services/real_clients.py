"""Answers of a real service, or of an emulator, by a client of boto3.

boto3 is not imported here: a client is used by what it has, so that a stub may stand for one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

import attrs

from sfn_dsl.answers.answering import Answer, Answerer
from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.answers.functions.results import answered, metadata, refused, request_id
from sfn_dsl.answers.json_values import compact_json, json_copy
from sfn_dsl.answers.services.operations import Operation, find_operation
from sfn_dsl.answers.services.wire import to_output, to_request
from sfn_dsl.arns import AWS_SDK
from sfn_dsl.language.fields import snake_case
from sfn_dsl.service_models.models import error_name, service_name
from sfn_dsl.simulation.effects import Failed, Outcome, Succeeded, TaskCall


@attrs.frozen
class _Names:
    """How the errors of an optimized integration are called (ASL reference, section 6.5).

    ``general`` is that of an error that the service's model does not have, ``service`` what the
    cause calls the service.
    """

    prefix: str
    general: str
    service: str


_OPTIMIZED: Final[Mapping[str, _Names]] = {
    "batch": _Names("Batch", "AWSBatchException", "AWSBatch"),
    "dynamodb": _Names("DynamoDB", "AmazonDynamoDBException", "AmazonDynamoDBv2"),
    "ecs": _Names("ECS", "AmazonECSException", "AmazonECS"),
    "events": _Names("EventBridge", "AmazonEventBridgeException", "AmazonEventBridge"),
    "glue": _Names("Glue", "AWSGlueException", "AWSGlue"),
    "lambda": _Names("Lambda", "AWSLambdaException", "AWSLambda"),
    "sns": _Names("SNS", "AmazonSNSException", "AmazonSNS"),
    "sqs": _Names("SQS", "AmazonSQSException", "AmazonSQS"),
    "states": _Names("StepFunctions", "AWSStepFunctionsException", "AWSStepFunctions"),
}
_WITHOUT_METADATA: Final = ("events", "eks")


def _none(_: Exception) -> bool:
    return False


def real(client: Any, *, passes: Callable[[Exception], bool] = _none) -> Answer:
    """A real service or an emulator answers, called by a client of boto3.

    The call has the task's parameters, in the API's own spelling. An error of the service becomes
    the failure that AWS would give, ``S3.NoSuchKeyException`` or
    ``DynamoDB.ResourceNotFoundException``; what the client raises before the service was asked
    reaches the test. A task with a token is only asked: its token ends it. A task with ``.sync`` is
    not waited for: write ``submitted(real(client), answer)``.

    Args:
        client: A client of the task's service, or a function that gives one for boto3's name of a
            service: ``real(lambda service: boto3.client(service, endpoint_url=emulator))``.
        passes: Tells which errors of the service are not the task's, and reach the caller as they
            are.

    Raises:
        AnswerError: It is neither a client nor a function.
    """
    if not (callable(client) or hasattr(client, "meta")):
        raise AnswerError(
            f"real() takes a client of boto3, or a function from a service to one, not {client!r}; "
            'write real(boto3.client("s3"))'
        )
    return _Real(client, passes)


@attrs.frozen
class _Real(Answer):
    made_by: ClassVar[str] = "real"

    client: Any
    passes: Callable[[Exception], bool]

    def begin(self, where: str) -> Answerer:
        return lambda call: self._outcome(call, where)

    def _outcome(self, call: TaskCall, where: str) -> Outcome:
        if call.pattern.startswith("sync"):
            raise AnswerError(
                f"{where} is real(client), which does not wait for the job of '{call.resource}'; "
                "write submitted(real(client), answer)"
            )
        action = f"{call.service}:{call.action.partition('.')[0]}"
        operation = find_operation(action) if call.action else _of_lambda()
        if operation is None:
            raise AnswerError(
                f"{where} is real(client), and '{call.resource}' is no call of an API that the "
                "installed botocore knows; write a function of the call"
            )
        method = self._method(call, operation, where)
        try:
            response = method(**to_request(operation, _parameters(call)))
        except Exception as error:
            failed = None if self.passes(error) else _failed(call, operation, error)
            if failed is None:
                error.add_note(f"{where} raised it, called for the state '{call.state}'")
                raise
            return refused(call, failed)
        return _result(call, operation, response)

    def _method(self, call: TaskCall, operation: Operation, where: str) -> Callable[..., Any]:
        folder = operation.folder
        client = self.client if hasattr(self.client, "meta") else self.client(folder)
        meta = getattr(client, "meta", None)
        known = getattr(getattr(meta, "service_model", None), "service_name", folder)
        methods = getattr(meta, "method_to_api_mapping", {})
        names = [name for name, called in methods.items() if called == operation.name]
        name = names[0] if names else snake_case(operation.name)
        method = getattr(client, name, None)
        if known != folder or method is None:
            raise AnswerError(
                f"{where} is real(...) with a client of '{known}', and '{call.state}' calls "
                f"'{call.resource}'; write real(boto3.client(\"{folder}\"))"
            )
        found: Callable[..., Any] = method
        return found


def _of_lambda() -> Operation | None:
    return find_operation("lambda:invoke")


def _parameters(call: TaskCall) -> dict[str, Any]:
    """The parameters of the call, with what Step Functions adds to them."""
    if not call.action:
        return {"FunctionName": call.resource, "Payload": call.parameters}
    parameters: dict[str, Any] = json_copy(call.parameters, "the parameters")
    if call.service == "events":
        own = [call.context.get(kind, {}).get("Id") for kind in ("StateMachine", "Execution")]
        for entry in parameters.get("Entries", []):
            entry["Resources"] = [*entry.get("Resources", []), *filter(None, own)]
    return parameters


def _result(call: TaskCall, operation: Operation, response: Mapping[str, Any]) -> Outcome:
    output = to_output(operation, response)
    about = response.get("ResponseMetadata", {})
    if call.service == "lambda":
        payload = output.get("Payload") or "null"
        if "FunctionError" in output:
            return _function_error(call, payload)
        output["Payload"] = json.loads(payload) if output.get("StatusCode") == 200 else ""
        if not call.action:
            return Succeeded(output["Payload"])
    if call.service == "events" and output.get("FailedEntryCount"):
        return Failed("EventBridge.FailedEntry", compact_json(output))
    if not call.service.startswith(AWS_SDK) and call.service not in _WITHOUT_METADATA:
        request = str(about.get("RequestId") or request_id(call))
        headers = {str(key): str(value) for key, value in about.get("HTTPHeaders", {}).items()}
        output |= metadata(request, headers, int(about.get("HTTPStatusCode", 200)))
    return answered(call, output)


def _function_error(call: TaskCall, payload: str) -> Outcome:
    """A function that failed fails its task, with the name that it gave its error."""
    document = json.loads(payload)
    kind = document.get("errorType") if isinstance(document, dict) else None
    cause = payload if not call.action else compact_json(document)
    return refused(call, Failed(kind or "Lambda.Unknown", cause))


def _failed(call: TaskCall, operation: Operation, error: Exception) -> Failed | None:
    """The failure for an error of the service; None for one that no service gave."""
    response = getattr(error, "response", None)
    said = response.get("Error") if isinstance(response, Mapping) else None
    if not isinstance(response, Mapping) or not isinstance(said, Mapping) or "Code" not in said:
        return None
    code, message = str(said["Code"]), str(said.get("Message", ""))
    about = response.get("ResponseMetadata", {})
    status, request = about.get("HTTPStatusCode", 400), about.get("RequestId") or request_id(call)
    shape = _modelled(operation, code, type(error).__name__)
    if call.service.startswith(AWS_SDK):
        service = service_name(operation.model.service_id)
        name = error_name(shape) if shape else f"{service}Exception"
        extended = f", Extended Request ID: {about['HostId']}" if about.get("HostId") else ""
        cause = (
            f"{message} (Service: {service}, Status Code: {status}, Request ID: {request}"
            f"{extended}) (SDK Attempt Count: 1)"
        )
        return Failed(f"{service}.{name}", cause)
    names = _OPTIMIZED.get(call.service) or _names_of(operation)
    modelled = (shape if shape.endswith("Exception") else f"{shape}Exception") if shape else None
    cause = (
        f"{message} (Service: {names.service}; Status Code: {status}; Error Code: {code}; "
        f"Request ID: {request}; Proxy: null)"
    )
    return Failed(f"{names.prefix}.{modelled or names.general}", cause)


def _names_of(operation: Operation) -> _Names:
    service = service_name(operation.model.service_id)
    return _Names(service, f"Amazon{service}Exception", f"Amazon{service}")


def _modelled(operation: Operation, code: str, class_name: str) -> str | None:
    """The error's shape in the service's model, by the class that boto3 made of it or its code."""
    exceptions = {
        name: shape.get("error", {}).get("code", name)
        for name, shape in operation.model.shapes.items()
        if shape.get("exception")
    }
    if class_name in exceptions:
        return class_name
    plain = code.rpartition("#")[2]
    return next((name for name, known in exceptions.items() if plain in (name, known)), None)
