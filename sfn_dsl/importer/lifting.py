"""Which repeated values become constants of the file, and what tells of them in a name."""

from __future__ import annotations

import re
from typing import Any, Final

_SHORTEST: Final = 12
_LAST_NAME: Final = re.compile(r"[\w-]+(?=[^\w-]*$)")


def is_worth_a_name(text: str) -> bool:
    """Tell whether a string is an ARN or a placeholder, which are the same thing at each place."""
    is_named = text.startswith("arn:") and ":states:::" not in text
    return len(text) >= _SHORTEST and (is_named or "${" in text)


def constant_hint(text: str) -> str:
    """What a constant that holds a string is named after."""
    inside = re.fullmatch(r".*\$\{([^}]+)\}", text)
    if inside:
        return inside[1]
    last = _LAST_NAME.search(text)
    return last[0] if last else text


def policy_hint(retriers: list[dict[str, Any]]) -> str:
    """What a constant that holds a list of retriers is named after."""
    errors = retriers[0].get("ErrorEquals") or []
    if errors and all(str(error).startswith("Lambda.") for error in errors):
        return "LambdaRetry"
    if len(errors) == 1 and errors[0] != "States.ALL":
        return f"{str(errors[0]).rpartition('.')[2]}Retry"
    return "Retry"
