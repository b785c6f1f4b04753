"""The second argument of a Lambda function's handler."""

from __future__ import annotations

import sys
import time
from typing import Any

import attrs


@attrs.frozen
class CognitoIdentity:
    """Who invoked the function by the mobile SDK: never Step Functions."""

    cognito_identity_id: str | None = None
    cognito_identity_pool_id: str | None = None


@attrs.define
class LambdaContext:
    """The context object of an invocation, with the attributes that it has on AWS.

    The remaining time is real: a handler that works until its time is up comes to an end.
    """

    function_name: str
    function_version: str
    invoked_function_arn: str
    memory_limit_in_mb: str
    aws_request_id: str
    log_group_name: str
    log_stream_name: str
    timeout: float
    identity: CognitoIdentity = CognitoIdentity()
    client_context: Any = None
    tenant_id: str | None = None
    _begun: float = attrs.field(factory=time.monotonic, init=False)

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the invocation times out, never below zero."""
        return max(0, int((self._begun + self.timeout - time.monotonic()) * 1000))

    def log(self, message: object) -> None:
        """Write to standard output, which is the function's log."""
        sys.stdout.write(str(message))
