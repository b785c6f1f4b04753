"""Lists in pages: tokens that say where the next page begins, and are good for one request."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from sfn_dsl.local.stepfunctions.calling import ApiError

_PAGE: Final = 100
_LARGEST: Final = 1000
_CHECK: Final = 12


class Pages:
    """The pages of one request: how many things are on one, and what it begins after.

    Raises ApiError, InvalidToken, for a token that another request was given.
    """

    def __init__(self, operation: str, request: Mapping[str, Any], *, default: int = _PAGE) -> None:
        self.size = min(request.get("maxResults") or default, _LARGEST)
        asked = {name: value for name, value in request.items() if name not in _PLACES}
        self._request = json.dumps([operation, asked], sort_keys=True)
        token = request.get("nextToken")
        self.after: int | None = None if token is None else self._read(token)

    def next_token(self, last: int) -> str:
        """The token of the page after this one, which ends with the thing of this number."""
        return base64.b64encode(self._check(last) + str(last).encode()).decode("ascii")

    def _read(self, token: str) -> int:
        try:
            read = base64.b64decode(token, validate=True)
            last = int(read[_CHECK:])
        except (binascii.Error, ValueError):
            last, read = 0, b""
        if read[:_CHECK] != self._check(last):
            raise ApiError("InvalidToken", "Invalid Token: 'Invalid token'")
        return last

    def _check(self, last: int) -> bytes:
        text = f"{self._request}{last}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(text, digest_size=_CHECK).digest()


_PLACES: Final = ("nextToken", "maxResults")
