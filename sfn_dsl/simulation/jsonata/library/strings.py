"""Functions on strings."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Final
from urllib.parse import quote, unquote_to_bytes

from sfn_dsl.simulation.jsonata.errors import InternalError, JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation
from sfn_dsl.simulation.jsonata.json_text import string
from sfn_dsl.simulation.jsonata.library.functions import Native
from sfn_dsl.simulation.jsonata.values import UNDEFINED


def text(ev: Evaluation, value: Any, prettify: Any) -> str:
    """``$string``."""
    made = string(value, prettify is True)
    ev.allot_text(len(made))
    return made


def substring(ev: Evaluation, value: str, start: Any, length: Any) -> str:
    """``$substring``: a negative start counts from the end."""
    size = len(value)
    first = 0 if start is UNDEFINED else start
    first = max(int(first), 0) if first >= 0 or size + first < 0 else int(size + first)
    if length is UNDEFINED:
        return value[first:]
    return value[first : first + int(length)] if length > 0 else ""


def substring_before(ev: Evaluation, value: str, mark: Any) -> str:
    """``$substringBefore``: all of it where the mark is not in it."""
    return value if mark is UNDEFINED else value.partition(mark)[0] if mark else ""


def substring_after(ev: Evaluation, value: str, mark: Any) -> str:
    """``$substringAfter``: all of it where the mark is not in it."""
    if mark is UNDEFINED or mark not in value:
        return value
    return value[value.index(mark) + len(mark) :]


def lowercase(ev: Evaluation, value: str) -> str:
    """``$lowercase``."""
    return value.lower()


def uppercase(ev: Evaluation, value: str) -> str:
    """``$uppercase``."""
    return value.upper()


def length(ev: Evaluation, value: str) -> int:
    """``$length``, in characters."""
    return len(value)


def trim(ev: Evaluation, value: str) -> str:
    """``$trim``: white space at the ends goes, and what is inside becomes one blank."""
    return re.sub(r"[ \t\n\r]+", " ", value).strip(" ")


def pad(ev: Evaluation, value: str, width: Any, characters: Any) -> str:
    """``$pad``: on the right, or with a negative width on the left."""
    if width is UNDEFINED:
        return value
    missing = int(abs(width)) - len(value)
    if missing <= 0:
        return value
    ev.allot_text(missing)
    unit = " " if characters is UNDEFINED else characters or " "
    padding = (unit * (missing // len(unit) + 1))[:missing]
    return value + padding if width > 0 else padding + value


def join(ev: Evaluation, strings: list[str], separator: Any) -> str:
    """``$join``."""
    between = "" if separator is UNDEFINED else separator
    ev.allot_text(sum(map(len, strings)) + len(between) * len(strings))
    return str(between).join(strings)


def encode_base64(ev: Evaluation, value: str) -> str:
    """``$base64encode``, of UTF-8."""
    return base64.b64encode(value.encode("utf-8", "replace")).decode("ascii")


def decode_base64(ev: Evaluation, value: str) -> str:
    """``$base64decode``, to UTF-8; the padding may be missing."""
    bare = value.rstrip("=")
    try:
        found = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise InternalError from None
    return found.decode("utf-8", "replace")


def encode_url_component(ev: Evaluation, value: str) -> str:
    """``$encodeUrlComponent``."""
    return _encoded(value, _UNRESERVED, "encodeUrlComponent")


def encode_url(ev: Evaluation, value: str) -> str:
    """``$encodeUrl``: what has a meaning in a URL is kept."""
    return _encoded(value, _UNRESERVED + _RESERVED, "encodeUrl")


def decode_url_component(ev: Evaluation, value: str) -> str:
    """``$decodeUrlComponent``; a plus sign is a blank."""
    return _decoded(value.replace("+", " "), "decodeUrlComponent")


def decode_url(ev: Evaluation, value: str) -> str:
    """``$decodeUrl``: escapes of what has a meaning in a URL are kept."""
    return _decoded(_KEPT.sub(lambda match: f"%25{match[0][1:]}", value), "decodeUrl")


_UNRESERVED: Final = "-_.!~*'()"
_RESERVED: Final = ";,/?:@&=+$#"
_KEPT: Final = re.compile(r"%(?:3B|2C|2F|3F|3A|40|26|3D|2B|24|23)", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _encoded(value: str, safe: str, name: str) -> str:
    try:
        return quote(value, safe)
    except UnicodeEncodeError:
        raise JsonataError("D3140", functionName=name, value=value) from None


def _decoded(value: str, name: str) -> str:
    try:
        if not _ESCAPE.search(value):
            return unquote_to_bytes(value).decode()
    except UnicodeError:
        pass
    raise JsonataError("D3140", functionName=name, value=value)


FUNCTIONS: Final = (
    Native("string", "<x-b?:s>", 1, text),
    Native("substring", "<s-nn?:s>", 3, substring),
    Native("substringBefore", "<s-s:s>", 2, substring_before),
    Native("substringAfter", "<s-s:s>", 2, substring_after),
    Native("lowercase", "<s-:s>", 1, lowercase),
    Native("uppercase", "<s-:s>", 1, uppercase),
    Native("length", "<s-:n>", 1, length),
    Native("trim", "<s-:s>", 1, trim),
    Native("pad", "<s-ns?:s>", 3, pad),
    Native("join", "<a<s>s?:s>", 2, join),
    Native("base64encode", "<s-:s>", 1, encode_base64),
    Native("base64decode", "<s-:s>", 1, decode_base64),
    Native("encodeUrlComponent", "<s-:s>", 1, encode_url_component),
    Native("encodeUrl", "<s-:s>", 1, encode_url),
    Native("decodeUrlComponent", "<s-:s>", 1, decode_url_component),
    Native("decodeUrl", "<s-:s>", 1, decode_url),
)
