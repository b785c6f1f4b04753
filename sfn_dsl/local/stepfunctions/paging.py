"""Lists in pages: a token continues the list that it was given for, and no other."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from sfn_dsl.local.stepfunctions.calling import ApiError, Caller

_Item = TypeVar("_Item")

_DEFAULT: Final = 100
_OF_THE_PAGE: Final = ("maxResults", "nextToken")
_DIGEST: Final = 12


class Pages:
    """The pages of a list that requests of one kind ask for.

    ``size`` is how many items this page may have: ``maxResults``, where 0 or none is AWS's default,
    100. ``after`` is the JSON value with which `token` was called for the last page, None on the
    first one. Raises ApiError: InvalidToken for a token of another request, or one that is made up.
    """

    def __init__(self, operation: str, caller: Caller, request: Mapping[str, Any]) -> None:
        self.size: int = request.get("maxResults") or _DEFAULT
        asked = {name: value for name, value in request.items() if name not in _OF_THE_PAGE}
        self._request = json.dumps([operation, caller.region, asked], sort_keys=True)
        token = request.get("nextToken")
        self.after: Any = None if token is None else self._read(token)

    def token(self, last: Any) -> str:
        """The token of the next page, which comes after what ``last`` says, a JSON value."""
        place = json.dumps(last).encode()
        return base64.urlsafe_b64encode(self._digest(place) + place).decode()

    def _read(self, token: str) -> Any:
        try:
            read = base64.urlsafe_b64decode(token)
        except ValueError:
            read = b""
        place = read[_DIGEST:]
        if not place or read[:_DIGEST] != self._digest(place):
            raise ApiError("InvalidToken", "Invalid Token: 'Invalid token'")
        return json.loads(place)

    def _digest(self, place: bytes) -> bytes:
        """Not a secret: it tells a token of this request from any other text."""
        return hashlib.blake2b(self._request.encode() + place, digest_size=_DIGEST).digest()


def page(
    operation: str,
    caller: Caller,
    request: Mapping[str, Any],
    items: Sequence[tuple[str, _Item]],
) -> tuple[list[_Item], dict[str, str]]:
    """The items of the page that a request asks for, and ``{"nextToken": ...}`` if there are more.

    ``items`` are in order, each with a key of its own: a page continues after the key at which the
    last one ended, or, where that item is gone, at its place. Raises ApiError as `Pages` does.
    """
    pages = Pages(operation, caller, request)
    start = 0 if pages.after is None else _start(items, *pages.after)
    end = start + pages.size
    chosen = [item for _, item in items[start:end]]
    if end >= len(items):
        return chosen, {}
    return chosen, {"nextToken": pages.token([items[end - 1][0], end])}


def _start(items: Sequence[tuple[str, Any]], last: str, end: int) -> int:
    """Where a page starts after the item of a key, which was the last of ``end`` items."""
    for position, (key, _) in enumerate(items):
        if key == last:
            return position + 1
    return min(end - 1, len(items))
