"""A request sets no header that Step Functions reserves.

``http:invoke`` and ``apigateway:invoke`` reject headers such as ``Authorization`` and ``Host``, and
those that begin with ``X-Amz-`` or ``X-Forwarded-``; the task fails. Credentials belong in an
EventBridge connection. (ASL reference, section 8.5.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::http:invoke",
      "Parameters": {"ApiEndpoint": "https://example.com/", "Method": "GET",
        "Headers": {"Host": "example.com"},
        "InvocationConfig": {"ConnectionArn": "${Connection}"}}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::http:invoke",
      "Parameters": {"ApiEndpoint": "https://example.com/", "Method": "GET",
        "Headers": {"Accept": "application/json"},
        "InvocationConfig": {"ConnectionArn": "${Connection}"}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sfn_dsl.advice import Advice
from sfn_dsl.lint.states import headers, tasks
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN709"

_NAMES: Final[Mapping[str, str]] = {
    "http:invoke": (
        "a-im accept-charset accept-datetime accept-encoding authorization cache-control connection"
        " content-encoding content-md5 date expect forwarded from host http2-settings max-forwards"
        " origin pragma proxy-authorization referer server te trailer transfer-encoding upgrade via"
        " warning"
    ),
    "apigateway:invoke": (
        "authorization connection content-md5 expect host max-forwards proxy-authenticate server te"
        " transfer-encoding trailer upgrade via www-authenticate"
    ),
}
_BEGINNINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "http:invoke": ("if-", "x-forwarded-", "x-amz-", "x-amzn-"),
    "apigateway:invoke": ("x-forwarded", "x-amz"),
}


def check(subject: Subject) -> Iterator[Finding]:
    """Every header that the task would fail with."""
    for task in tasks(subject):
        action = task.call.action if task.call else ""
        for name in headers(task):
            folded = name.removesuffix(".$").casefold()
            if folded in _NAMES[action].split() or folded.startswith(_BEGINNINGS[action]):
                yield Finding(
                    task.at(task.payload_field, "Headers", name),
                    f"'{action}' rejects the header '{name.removesuffix('.$')}'; remove it, and "
                    f"{_instead(subject.advice, action)}",
                )


def _instead(advice: Advice, action: str) -> str:
    if action == "http:invoke":
        return "let the connection authorize the request"
    return f"write {advice.setting('AuthType', 'IAM_ROLE')} if the API authorizes its callers"
