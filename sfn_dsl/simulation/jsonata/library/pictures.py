"""Functions that format and read by a picture string, by the library that parses expressions."""

from __future__ import annotations

import math
import re
import warnings
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any, Final

from sfn_dsl.simulation.jsonata.errors import InternalError, JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation
from sfn_dsl.simulation.jsonata.library.functions import Native
from sfn_dsl.simulation.jsonata.values import UNDEFINED, normal

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ISO: Final = re.compile(
    r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?"
    r"(?:T(\d\d):(\d\d)(?::(\d\d))?(?:[.,](\d+))?(?:Z|([+-])(\d\d):?(\d\d))?)?",
    re.ASCII,
)


def format_integer(ev: Evaluation, value: Any, picture: Any) -> str:
    """``$formatInteger``: by an XPath picture, in words, Roman numerals or letters too."""
    whole = math.floor(value)
    made: str = _by_library("format_integer", picture, whole, picture)
    return made


def parse_integer(ev: Evaluation, value: Any, picture: Any) -> Any:
    """``$parseInteger``."""
    return normal(_by_library("parse_integer", picture, value, picture))


def now(ev: Evaluation, picture: Any, timezone: Any) -> str:
    """``$now``: the time of the evaluation, which is that of the simulation."""
    return from_millis(ev, millis(ev), picture, timezone)


def millis(ev: Evaluation) -> int:
    """``$millis``."""
    return round(ev.roots.now * 1000)


def from_millis(ev: Evaluation, value: Any, picture: Any, timezone: Any) -> str:
    """``$fromMillis``: ISO 8601, or by a picture."""
    if picture is UNDEFINED and timezone is UNDEFINED:
        try:
            time = _EPOCH + timedelta(milliseconds=math.floor(value))
        except (OverflowError, ValueError):
            raise InternalError from None
        return f"{time:%Y-%m-%dT%H:%M:%S}.{time.microsecond // 1000:03}Z".rjust(24, "0")
    given = None if picture is UNDEFINED else picture
    zone = None if timezone is UNDEFINED else timezone
    made: str = _by_library("format_datetime", given or "", math.floor(value), given, zone)
    return made


def to_millis(ev: Evaluation, value: str, picture: Any) -> Any:
    """``$toMillis``: of ISO 8601 text, or of text that a picture reads."""
    if picture is not UNDEFINED:
        text, before = _leading(ev, picture)
        found = _by_library("parse_datetime", picture, f"{text}{value}", f"{before}{picture}")
        return UNDEFINED if found is None else found
    match = _ISO.fullmatch(value)
    if match is None:
        raise JsonataError("D3110", value=value)
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    hours, minutes = (int(part or 0) for part in match.groups()[8:])
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if match[8] == "-" else 1)
    try:
        time = datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=UTC) - offset
    except (OverflowError, ValueError):
        raise JsonataError("D3110", value=value) from None
    fraction = int((match[7] or "0").ljust(3, "0")[:3])
    return (time - _EPOCH) // timedelta(milliseconds=1) + fraction


def _leading(ev: Evaluation, picture: str) -> tuple[str, str]:
    """The larger parts that a picture leaves out, as text and as a picture.

    They are those of the present time, which is the simulation's, and not what the library takes.
    """
    named = set(re.findall(r"\[\s*([A-Za-z])", picture.replace("[[", "")))
    named |= {_ALIKE[each] for each in named & _ALIKE.keys()}
    now = _EPOCH + timedelta(seconds=ev.roots.now)
    parts = takewhile(lambda part: part not in named, _PARTS)
    written = [(f"{now:{_PARTS[part][0]}} ", f"[{part}{_PARTS[part][1]}] ") for part in parts]
    if len(written) == len(_PARTS):
        return "", ""
    return "".join(text for text, _ in written), "".join(part for _, part in written)


_PARTS: Final = {
    "Y": ("%Y", "0001"),
    "M": ("%m", "01"),
    "D": ("%d", "01"),
    "H": ("%H", "01"),
    "m": ("%M", "01"),
    "s": ("%S", "01"),
}
_ALIKE: Final = {"X": "Y", "d": "M", "h": "H", "P": "H"}
"""Parts that stand for others: years of weeks, days of the year, hours of half a day."""


def _by_library(function: str, picture: str, *args: Any) -> Any:
    """What a function of the library makes, with its errors as ours."""
    from jsonata.datetimeutils import DateTimeUtils
    from jsonata.jexception import JException

    try:
        with warnings.catch_warnings():
            # It asks for the time in a way that Python advises against, and needs it for nothing.
            warnings.simplefilter("ignore", DeprecationWarning)
            return getattr(DateTimeUtils, function)(*args)
    except JException as error:
        raise JsonataError(error.error, value=error.current) from None
    except RuntimeError as error:
        raise _told(str(error), picture) from None
    except Exception:
        # The library itself fails at some pictures, in many ways.
        raise InternalError from None


def _told(message: str, picture: str) -> Exception:
    """The error of a message that the library has without its code and without what it names."""
    code = next((code for opening, code in _CODES.items() if message.startswith(opening)), None)
    return InternalError() if code is None else JsonataError(code, value=_named(code, picture))


_CODES: Final = {
    "Formatting or parsing an integer": "D3130",
    "In a decimal digit pattern": "D3131",
    "Unknown component specifier": "D3132",
    "The 'name' modifier": "D3133",
    "The timezone integer format": "D3134",
    "No matching closing bracket": "D3135",
    "The date/time picture string is missing": "D3136",
}
_COMPONENTS: Final = "YMDdFWwXxHhPmsfZzCE"


def _named(code: str, picture: str) -> str:
    """What the message of an error names: the part of the picture that is wrong."""
    if code == "D3132":
        found = re.search(rf"\[\s*([^{_COMPONENTS}\]])", picture)
    elif code == "D3133":
        found = re.search(r"\[\s*([^MDdF])[^\]]*[nN]", picture)
    else:
        found = re.search(r"(\S)", picture)
    return found[1] if found else picture


FUNCTIONS: Final = (
    Native("formatInteger", "<n-s:s>", 2, format_integer),
    Native("parseInteger", "<s-s:n>", 2, parse_integer),
    Native("now", "<s?s?:s>", 2, now, strict=False),
    Native("millis", "<:n>", 0, millis, strict=False),
    Native("fromMillis", "<n-s?s?:s>", 3, from_millis),
    Native("toMillis", "<s-s?:n>", 2, to_millis),
)
