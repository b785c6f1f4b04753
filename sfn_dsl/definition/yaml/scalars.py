"""What an unquoted YAML scalar is in JSON.

YAML 1.1, which PyYAML, SAM and CloudFormation follow, and YAML 1.2, which editors follow, disagree
about words and numbers that people write every day. Here a scalar is more than text only where
both say so, and say the same: ``yes``, ``on``, ``012345678901`` (an account), ``1:30``, ``1_000``,
``1e3`` and ``2030-01-01`` stay the text that was written, and none of them changes silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

Plain = str | int | float | bool | None

_WORDS: Final[dict[str, Plain]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def _of_hexadecimal(text: str) -> int:
    number = int(text, 16)
    str(number)  # Python reads any number of digits here, and refuses to write them in decimal.
    return number


# ``.inf`` and ``.nan`` are numbers in either YAML, and never in JSON: the reader refuses them.
_NUMBERS: Final[tuple[tuple[re.Pattern[str], Callable[[str], int | float]], ...]] = (
    (re.compile(r"[-+]?(?:0|[1-9][0-9]*)"), int),
    (re.compile(r"0x[0-9a-fA-F]+"), _of_hexadecimal),
    (re.compile(r"[-+]?[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?"), float),
    (re.compile(r"\.[0-9]+(?:[eE][-+][0-9]+)?"), float),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)"), lambda text: float(text.replace(".", ""))),
    (re.compile(r"\.(?:nan|NaN|NAN)"), lambda text: float("nan")),
)
_NUMBER_STARTS: Final = frozenset("+-.0123456789")

_STANDARD: Final = "tag:yaml.org,2002:"
_TYPES: Final[dict[str, type]] = {
    f"{_STANDARD}null": type(None),
    f"{_STANDARD}bool": bool,
    f"{_STANDARD}int": int,
    f"{_STANDARD}float": float,
}
_TEXT_TAGS: Final = frozenset({"!", f"{_STANDARD}str"})


def plain_value(text: str) -> Plain:
    """The value of an unquoted scalar; text where the versions of YAML do not agree.

    Raises ValueError for a number with more digits than Python reads.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_STARTS:
        for pattern, number in _NUMBERS:
            if pattern.fullmatch(text):
                return number(text)
    return text


def tagged_value(text: str, tag: str) -> Plain:
    """The value of a scalar with one of YAML's own tags, as in ``!!str 12``.

    Raises KeyError for any other tag, ValueError for text that is not of the tag's type.
    """
    if tag in _TEXT_TAGS:
        return text
    expected = _TYPES[tag]
    value = plain_value(text)
    if expected is float and type(value) is int:
        return float(value)
    if type(value) is not expected:
        raise ValueError(text)
    return value


def fits(tag: str | None, *, is_object: bool) -> bool:
    """Return whether an object or an array may have a tag: none, or the one it has anyway."""
    return tag in (None, "!", f"{_STANDARD}{'map' if is_object else 'seq'}")


def readable_tag(tag: str) -> str:
    """A tag as people write it: ``!!binary`` for YAML's own ones."""
    return f"!!{tag.removeprefix(_STANDARD)}" if tag.startswith(_STANDARD) else tag
