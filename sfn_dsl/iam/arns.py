"""Texts of a definition that are ARNs, or placeholders that stand for some.

Unlike the ARNs that AWS writes, these may hold placeholders with colons of their own.
"""

from __future__ import annotations

from typing import Final

from sfn_dsl.expressions.placeholders import PLACEHOLDER

_SEGMENTS: Final = 6


def segments(text: str, most: int = _SEGMENTS) -> list[str]:
    """The parts between colons, of an ARN six; a placeholder's own colons part nothing."""
    masked = PLACEHOLDER.sub(lambda found: found[0].replace(":", "\0"), text)
    return [part.replace("\0", ":") for part in masked.split(":", most - 1)]


def is_arn(text: str) -> bool:
    """Tell whether a text is an ARN, or a placeholder that says it stands for one."""
    if text.startswith("arn:"):
        return len(segments(text)) == _SEGMENTS
    return says_arn(text)


def says_arn(text: str) -> bool:
    """Tell whether a text begins with a placeholder whose name says that an ARN is meant."""
    found = PLACEHOLDER.match(text)
    return found is not None and found[0][2:-1].rstrip("_").casefold().endswith("arn")


def is_placeholder(text: str) -> bool:
    """Tell whether a text is a placeholder and nothing else."""
    return PLACEHOLDER.fullmatch(text) is not None


def tail(text: str) -> str:
    """What an ARN says behind the account, or the text itself where it is a name."""
    parts = segments(text) if text.startswith("arn:") else []
    return parts[-1] if len(parts) == _SEGMENTS else text
