"""The operations over HTTP: AWS's JSON protocol, version 1.0, as an application of WSGI.

A request is a POST whose ``X-Amz-Target`` names the operation, ``AWSStepFunctions.StartExecution``,
and whose body is a JSON object. It is the only protocol that Step Functions has: botocore's model
names no other, so neither boto3 nor the AWS CLI nor the AWS SDK for JavaScript speaks CBOR to it.
"""

from __future__ import annotations

import json
import logging
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, Operation
from sfn_dsl.local.stepfunctions.constraints import check_request
from sfn_dsl.local.stepfunctions.database import json_text
from sfn_dsl.model.target import partition_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

TARGET: Final = "AWSStepFunctions."
"""How the ``X-Amz-Target`` of every request begins."""

MAX_REQUEST: Final = 1024 * 1024
"""The largest request in bytes that Step Functions takes (1 MB, whatever is in it)."""

_TYPE: Final = "application/x-amz-json-1.0"
_SCOPE: Final = re.compile(r"Credential=[^/,\s]+/\d+/([a-z0-9-]+)/")
_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_STATUSES: Final = {
    200: "200 OK",
    400: "400 Bad Request",
    402: "402 Payment Required",
    404: "404 Not Found",
    409: "409 Conflict",
    413: "413 Request Entity Too Large",
    500: "500 Internal Server Error",
}
_LOGGER: Final = logging.getLogger(__name__)


class Application:
    """Answers requests by operations, which are given by AWS's names for them.

    ``region`` is that of a request without a signature; ``partition`` follows from the region
    unless it is given.
    """

    def __init__(
        self,
        operations: Mapping[str, Operation],
        *,
        account: str,
        region: str = "us-east-1",
        partition: str | None = None,
    ) -> None:
        self._operations = operations
        self._account = account
        self._region = region
        self._partition = partition

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        try:
            status, answer = 200, self._answer(environ)
        except ApiError as error:
            status, answer = error.status, _refusal(error)
        except Exception as error:
            _LOGGER.exception("a request failed")
            said = f"the local Step Functions failed: {type(error).__name__}: {error}"
            status, answer = 500, _refusal(ApiError("InternalFailure", said, status=500))
        body = json_text(answer).encode()
        headers = [
            ("Content-Type", _TYPE),
            ("Content-Length", str(len(body))),
            ("x-amzn-RequestId", str(uuid.uuid4())),
        ]
        if status != 200:
            headers.append(("x-amzn-ErrorType", str(answer["__type"])))
        start_response(_STATUSES.get(status, f"{status} Error"), headers)
        return [body]

    def _answer(self, environ: WSGIEnvironment) -> Mapping[str, Any]:
        operation, name = self._operation(environ)
        request = _read(environ)
        check_request(name, request)
        return operation(self._caller(environ), request)

    def _operation(self, environ: WSGIEnvironment) -> tuple[Operation, str]:
        target = str(environ.get("HTTP_X_AMZ_TARGET", ""))
        name = target.removeprefix(TARGET) if target.startswith(TARGET) else ""
        operation = self._operations.get(name)
        if operation is None or environ.get("REQUEST_METHOD") != "POST":
            raise ApiError("UnknownOperationException", "", status=404 if not target else 400)
        return operation, name

    def _caller(self, environ: WSGIEnvironment) -> Caller:
        """The caller by the signature, whose own validity nobody checks here."""
        found = _SCOPE.search(str(environ.get("HTTP_AUTHORIZATION", "")))
        region = found[1] if found else self._region
        return Caller(region, self._account, self._partition or partition_of(region))


def _read(environ: WSGIEnvironment) -> dict[str, Any]:
    """The request's body, a JSON object."""
    length = str(environ.get("CONTENT_LENGTH") or "0")
    too_large = ApiError(
        "RequestEntityTooLargeException", f"a request has at most {MAX_REQUEST} bytes", status=413
    )
    if length.isdigit() and int(length) > MAX_REQUEST:
        raise too_large
    # A body without a length, sent in chunks, ends by itself where the server says so.
    ends = bool(environ.get("wsgi.input_terminated"))
    wanted = MAX_REQUEST + 1 if ends else int(length) if length.isdigit() else 0
    body = _read_all(environ["wsgi.input"].read, wanted)
    if len(body) > MAX_REQUEST:
        raise too_large
    try:
        request = json.loads(body or b"{}", parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ApiError("SerializationException", "") from None
    if not isinstance(request, dict):
        raise ApiError("SerializationException", "")
    if _SURROGATE.search(body):
        encodable: dict[str, Any] = _encodable(request)
        return encodable
    return request


def _encodable(value: Any) -> Any:
    """The same with question marks for lone surrogates, as Java encodes them."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, dict):
        return {_encodable(name): _encodable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_encodable(each) for each in value]
    return value


def _read_all(read: Callable[[int], bytes], wanted: int) -> bytes:
    parts: list[bytes] = []
    while wanted > 0 and (part := read(wanted)):
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _refusal(error: ApiError) -> dict[str, Any]:
    said = {"message": error.message} if error.message else {}
    return {"__type": error.code, **said, **error.details}
