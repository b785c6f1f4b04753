"""Functions that look for text or for a regular expression in a string."""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import Any, Final

from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation
from sfn_dsl.simulation.jsonata.library.functions import Native, call
from sfn_dsl.simulation.jsonata.library.regexes import matches
from sfn_dsl.simulation.jsonata.values import UNDEFINED, Sequence


def contains(ev: Evaluation, text: str, wanted: Any) -> bool:
    """``$contains``."""
    if isinstance(wanted, str):
        return wanted in text
    return any(True for _ in matches(ev, wanted, text, "contains"))


def match(ev: Evaluation, text: str, regex: Any, limit: Any) -> Sequence:
    """``$match``: an object for each match, with its text, index and groups."""
    most = _limit(limit, "D3040")
    return Sequence(
        {
            "match": found["match"],
            "index": found["start"],
            "groups": [None if group is UNDEFINED else group for group in found["groups"]],
        }
        for found in islice(matches(ev, regex, text, "match"), most)
    )


def split(ev: Evaluation, text: str, separator: Any, limit: Any) -> list[str]:
    """``$split``."""
    most = _limit(limit, "D3020")
    if separator == "":
        parts = list(text)
    elif isinstance(separator, str):
        parts = text.split(separator)
        most = None if most is None else math.floor(limit)
    else:
        parts = []
        start = 0
        for found in islice(matches(ev, separator, text, "split"), most):
            parts.append(text[start : found["start"]])
            start = found["end"]
        parts.append(text[start:])
    ev.allot(len(parts))
    return parts[:most]


def replace(ev: Evaluation, text: str, wanted: Any, replacement: Any, limit: Any) -> str:
    """``$replace``: by text, in which ``$1`` stands for a group, or by a function of the match."""
    if wanted == "":
        raise JsonataError("D3010", value=wanted)
    most = _limit(limit, "D3011")
    if isinstance(wanted, str):
        if not isinstance(replacement, str):
            replacement = "undefined" if replacement is UNDEFINED else ""
        times = text.count(wanted) if most is None else min(text.count(wanted), most)
        ev.allot_text(len(text) + times * len(replacement))
        return text.replace(wanted, replacement, times)
    made = ""
    position = 0
    for found in islice(matches(ev, wanted, text, "replace"), most):
        made += text[position : found["start"]] + _replaced(ev, found, replacement)
        ev.allot_text(len(made))
        position = found["start"] + len(found["match"])
    return made + text[position:]


def _replaced(ev: Evaluation, found: dict[str, Any], replacement: Any) -> str:
    if isinstance(replacement, str):
        groups = found["groups"]
        return _REFERENCE.sub(lambda part: _group(part[1], found["match"], groups), replacement)
    value = call(ev, replacement, [found])
    if not isinstance(value, str):
        raise JsonataError("D3012", value=value)
    return value


_REFERENCE: Final = re.compile(r"\$(\$|\d+|)")


def _group(reference: str, whole: str, groups: list[Any]) -> str:
    """What stands for ``$0``, ``$12`` or ``$$``; digits past the last group are text."""
    if reference in ("", "$"):
        return "$"
    if reference[0] == "0":
        return whole + reference[1:]
    most = math.floor(math.log10(len(groups))) + 1 if groups else 1
    digits = reference[:most]
    if most > 1 and int(digits) > len(groups):
        digits = digits[:-1]
    index = int(digits)
    group = groups[index - 1] if 0 < index <= len(groups) else UNDEFINED
    rest = reference[len(str(index)) :]
    return ("" if group is UNDEFINED else str(group)) + rest


def _limit(limit: Any, code: str) -> int | None:
    if limit is UNDEFINED:
        return None
    if limit < 0:
        raise JsonataError(code, value=limit)
    most: int = math.ceil(limit)
    return most


FUNCTIONS: Final = (
    Native("contains", "<s-(sf):b>", 2, contains),
    Native("match", "<s-f<s:o>n?:a<o>>", 3, match),
    Native("split", "<s-(sf)n?:a<s>>", 3, split),
    Native("replace", "<s-(sf)(sf)n?:s>", 4, replace),
)
