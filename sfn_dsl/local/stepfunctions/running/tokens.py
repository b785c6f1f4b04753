"""The texts of task tokens: they say which execution they belong to, and that they are ours."""

from __future__ import annotations

import base64
import binascii
import hashlib
import uuid
from collections.abc import Callable
from typing import Final

_VERSION: Final = b"\x00\x2a\x00\x01"
_SALT: Final = b"a task token of the local AWS"
_CHECK: Final = 8
_NUMBER: Final = 8
_ID: Final = 16


def token_form(number: int) -> Callable[[str], str]:
    """What makes the tokens of an execution, of the ids of its tasks."""

    def made(task: str) -> str:
        body = number.to_bytes(_NUMBER, "big") + uuid.UUID(task).bytes
        return base64.b64encode(_VERSION + body + _check(body)).decode("ascii")

    return made


def execution_of_token(token: str) -> int | None:
    """The number of the execution that a token belongs to, None for what is no token."""
    try:
        read = base64.b64decode(token, validate=True)
    except (binascii.Error, ValueError):
        return None
    body = read[len(_VERSION) : len(_VERSION) + _NUMBER + _ID]
    if len(body) != _NUMBER + _ID or read != _VERSION + body + _check(body):
        return None
    return int.from_bytes(body[:_NUMBER], "big")


def _check(body: bytes) -> bytes:
    """No secret: it tells a token that is cut, or made up, from a task that is over."""
    return hashlib.blake2b(body, digest_size=_CHECK, key=_SALT).digest()
