"""Which requests the embedded AWS answers: those of AWS clients on this machine, none of a browser.

Any page that a browser shows can send requests to a port of this machine, and whoever may create
and invoke a Lambda function runs code here. A page cannot choose the headers by which its requests
are told: the browser sets ``Host``, ``Origin`` and those that start with ``Sec-``. What is
no plain request for a path, with plain headers, is refused too, since it might be read in two ways.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from email.message import Message

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOOPBACK: Final = ("127.0.0.1", "localhost")  # executions call the endpoint as localhost

_DEFAULT_PORT: Final = 80  # which clients leave out of Host
_SET_BY_BROWSERS: Final = ("HTTP_ORIGIN", "HTTP_REFERER")
_ONLY_FROM_BROWSERS: Final = "HTTP_SEC_"
_CONTROLS_OF_MOTO: Final = ("moto-api", "favicon.ico")

NO_CONTROLS: Final = (
    "the embedded AWS has no '/moto-api'; for an empty account, end it and start it again"
)


MALFORMED: Final = "sfn_dsl.malformed"
"""In the environment of a request, says that it has headers that might be read in two ways."""

_NAME_OF_HEADER: Final = re.compile(r"[A-Za-z0-9-]+")
_LENGTH: Final = re.compile(r"[0-9]{1,18}")


def is_malformed(headers: Message) -> bool:
    """Return whether headers have a line that is none, or a name that not every reader takes.

    Python ends the headers at such a line, and werkzeug drops names with an underscore, so that
    what follows or stands there would pass unseen. Where the body ends is said once and plainly:
    for a length that is no number, werkzeug would read no body at all.
    """
    names = headers.keys()
    if headers.defects or not all(map(_NAME_OF_HEADER.fullmatch, names)):
        return True
    lengths = headers.get_all("Content-Length", [])
    codings = headers.get_all("Transfer-Encoding", [])
    return (
        len(lengths) + len(codings) > 1
        or not all(map(_LENGTH.fullmatch, lengths))
        or any(coding.lower() != "chunked" for coding in codings)
    )


def guarded(application: WSGIApplication, port: int) -> WSGIApplication:
    """The application behind a check of each request; what is refused never reaches it."""
    hosts = _hosts(port)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        why = refusal(environ, hosts)
        if why is None:
            return application(environ, start_response)
        return refused(why)(environ, start_response)

    return answer


def refused(
    why: str, code: str = "AccessDeniedException", status: str = "403 Forbidden"
) -> WSGIApplication:
    """An application that answers every request with an error: access is denied, by default.

    The error has the form that the client of the service reads, JSON or XML.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        is_json = "json" in environ.get("CONTENT_TYPE", "") or "HTTP_X_AMZ_TARGET" in environ
        if is_json:
            body = json.dumps({"__type": code, "message": why})
        else:
            said = f"<Code>{code}</Code><Message>{escape(why)}</Message>"
            body = f"<ErrorResponse><Error>{said}</Error></ErrorResponse>"
        headers = [
            ("Content-Type", "application/json" if is_json else "text/xml"),
            ("Content-Length", str(len(body.encode()))),
            ("x-amzn-ErrorType", code),
        ]
        start_response(status, headers)
        return [body.encode()]

    return answer


def refusal(environ: Mapping[str, Any], hosts: Iterable[str]) -> str | None:
    """Why a request is not answered, None for one that is."""
    if not environ.get("REQUEST_URI", "/").startswith("/") or environ.get(MALFORMED):
        return "the embedded AWS answers only requests as AWS SDKs send them"
    if environ.get("HTTP_HOST", "").lower() not in hosts:
        return "the embedded AWS answers only at its own address; send requests to AWS_ENDPOINT_URL"
    if any(name in _SET_BY_BROWSERS or name.startswith(_ONLY_FROM_BROWSERS) for name in environ):
        return "the embedded AWS answers no browser; use an AWS SDK or the AWS CLI"
    if environ.get("PATH_INFO", "").lstrip("/").startswith(_CONTROLS_OF_MOTO):
        return NO_CONTROLS
    return None


def _hosts(port: int) -> frozenset[str]:
    named = {f"{host}:{port}" for host in LOOPBACK}
    return frozenset(named | set(LOOPBACK) if port == _DEFAULT_PORT else named)
