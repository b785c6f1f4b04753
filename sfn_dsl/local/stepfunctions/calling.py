"""Who calls an operation, how it refuses, and how it reaches other services.

(AWS Step Functions API Reference.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import attrs


@attrs.frozen
class Caller:
    """Where a request is made: the region that it is signed for, and the account."""

    region: str
    account: str
    partition: str = "aws"

    def arn(self, kind: str, name: str) -> str:
        """The ARN of a resource of Step Functions, ``arn:aws:states:...:stateMachine:name``."""
        return f"arn:{self.partition}:states:{self.region}:{self.account}:{kind}:{name}"


class ApiError(Exception):
    """An operation that AWS answers with an error.

    ``code`` is the error's shape in AWS's API, ``InvalidArn``; ``status`` is that of HTTP.
    ``details`` are members of the error beside its message.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int = 400,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.details = dict(details or {})


Operation: TypeAlias = "Callable[[Caller, Mapping[str, Any]], Mapping[str, Any]]"
"""Answers a request of one kind; times are seconds since 1970. Raises ApiError."""

ClientFactory: TypeAlias = "Callable[[str, str], Any]"
"""Gives a boto3 client for another local service, by its name in boto3 and a region."""
