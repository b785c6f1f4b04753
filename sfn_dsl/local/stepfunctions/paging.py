"""Lists in pages: a token continues the list that it was given for, and no other."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from sfn_dsl.local.stepfunctions.calling import ApiError, Caller

_Item = TypeVar("_Item")

_MOST: Final = 100
_OWN: Final = ("maxResults", "nextToken")
_SECRET: Final = b"sfn_dsl.local"


def page(
    operation: str,
    caller: Caller,
    request: Mapping[str, Any],
    items: Sequence[tuple[str, _Item]],
) -> tuple[list[_Item], dict[str, str]]:
    """The items of the page that a request asks for, and ``{"nextToken": ...}`` if there are more.

    ``items`` are in order, each with a key of its own: a page continues after the key at which the
    last one ended, or, where that item is gone, at its place. ``maxResults`` 0 or none is AWS's
    default, 100. Raises ApiError: InvalidToken for a token of another request, or none at all.
    """
    about = _about(operation, caller, request)
    start = _start(request.get("nextToken"), about, items)
    end = start + (request.get("maxResults") or _MOST)
    chosen = [item for _, item in items[start:end]]
    if end >= len(items):
        return chosen, {}
    return chosen, {"nextToken": _token([about, items[end - 1][0], end])}


def _about(operation: str, caller: Caller, request: Mapping[str, Any]) -> str:
    """What a token is valid for."""
    asked = {name: value for name, value in request.items() if name not in _OWN}
    text = json.dumps([operation, caller.region, asked], sort_keys=True)
    return hashlib.sha256(_SECRET + text.encode()).hexdigest()[:32]


def _start(token: str | None, about: str, items: Sequence[tuple[str, Any]]) -> int:
    if token is None:
        return 0
    try:
        given, key, index = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError):
        raise _invalid() from None
    if given != about:
        raise _invalid()
    for position, (each, _) in enumerate(items):
        if each == key:
            return position + 1
    return min(int(index) - 1, len(items))


def _token(content: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode()


def _invalid() -> ApiError:
    return ApiError("InvalidToken", "Invalid Token: 'Invalid token'")
