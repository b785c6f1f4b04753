"""What a request to moto does, read from its headers and body: it reads, changes, or invokes.

Whatever is not known to read changes something; to keep too much costs only time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final
from urllib.parse import parse_qs, urlencode

import attrs


class Kind(Enum):
    """What a request does."""

    READ = "reads"
    CHANGE = "changes"
    RECEIVE = "takes messages of a queue"
    INVOKE = "invokes a function"


@attrs.frozen
class Receipt:
    """A ReceiveMessage, and the body of the same without waiting.

    ``seconds`` is how long it waits, None where the queue says that.
    """

    queue: str
    seconds: float | None
    at_once: bytes


_SCOPE: Final = re.compile(r"Credential=[^/,]+/\d{8}/([a-z0-9-]+)/")
_READS: Final = re.compile(
    r"(?:Batch(?:Get|Check|Describe|Detect)|Check|Count|Decode|Decrypt|Describe|Detect|Encrypt"
    r"|Estimate|Filter|GenerateDataKey|GenerateRandom|Get|Head|List|Lookup|Preview|Query|ReEncrypt"
    r"|Scan|Search|Select|Sign|Simulate|Test|TransactGet|Validate|Verify)"
    r"(?:[A-Z]\w*)?"
)
# These begin like a read, and are none.
_CHANGES: Final = ("GetId", "GetOpenIdTokenForDeveloperIdentity", "SignUp", "VerifyDomainIdentity")
_RECEIVE: Final = "ReceiveMessage"
_READING_METHODS: Final = ("GET", "HEAD", "OPTIONS")
_INVOCATION: Final = re.compile(r"/functions/[^/]+/(?:invocations|invoke-async)/?$")
_FORM: Final = "application/x-www-form-urlencoded"
_MOST_SECONDS: Final = 20.0  # that SQS waits


def kind_of(environ: Mapping[str, Any], body: bytes) -> Kind:
    """What a request does."""
    operation = _operation(environ, body)
    if operation == _RECEIVE:
        return Kind.RECEIVE
    if operation:
        is_read = _READS.fullmatch(operation) and operation not in _CHANGES
        return Kind.READ if is_read else Kind.CHANGE
    if environ["REQUEST_METHOD"] in _READING_METHODS:
        return Kind.READ
    if _INVOCATION.search(environ.get("PATH_INFO", "")):
        return Kind.INVOKE
    return Kind.CHANGE


def _operation(environ: Mapping[str, Any], body: bytes) -> str | None:
    """The name of the operation, where the protocol says it: JSON and Query do, REST does not."""
    if target := environ.get("HTTP_X_AMZ_TARGET"):
        return str(target).rpartition(".")[2]
    actions = parse_qs(environ.get("QUERY_STRING", "")).get("Action")
    if not actions and environ.get("CONTENT_TYPE", "").startswith(_FORM):
        actions = parse_qs(body.decode("utf-8", "replace")).get("Action")
    return actions[0] if actions else None


def receipt(body: bytes) -> Receipt:
    """What a ReceiveMessage asks, in either protocol of SQS."""
    try:
        asked: dict[str, Any] = json.loads(body)
        fields = asked if isinstance(asked, dict) else {}
    except ValueError:
        form = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        fields = {name: values[0] for name, values in form.items()}
        at_once = urlencode({**fields, "WaitTimeSeconds": 0}).encode()
    else:
        at_once = json.dumps({**fields, "WaitTimeSeconds": 0}).encode()
    seconds = _seconds(fields.get("WaitTimeSeconds"))
    # What SQS refuses, and a wait of the queue's, it is to see as it stands.
    is_refused = seconds is not None and not 0 <= seconds <= _MOST_SECONDS
    name = str(fields.get("QueueUrl", "")).rstrip("/").rpartition("/")[2]
    return Receipt(name, 0 if is_refused else seconds, body if is_refused else at_once)


def _seconds(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def region_of(environ: Mapping[str, Any]) -> str | None:
    """The region for which a request is signed, None if it is not signed."""
    scope = _SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
    return scope[1] if scope else None
