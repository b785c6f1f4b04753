"""Literals that read like expressions."""

from __future__ import annotations

import re
from collections.abc import Container

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.intrinsics import parse_intrinsic
from sfn_dsl.expressions.paths import Path

_PATH = re.compile(r"\$\$?(?:\.\.?[^\W\d]|\.?\[['\"\d*?])")
_VARIABLE = re.compile(r"\$([^\W\d]\w*)(?:[.\[].*)?", re.DOTALL)
_CALL = re.compile(r"States\.[A-Za-z0-9]+\(.*\)", re.DOTALL)


# Other services have paths of their own: an EventBridge rule's InputPath and InputPathsMap.
_OF_ANOTHER = re.compile(r"(?:path|paths|pathsmap|expression|query)$", re.IGNORECASE)


def belongs_to_another(field: str, pointer: str, text: str) -> bool:
    """Tell whether a text may be a path that a service takes in some place of a field's value.

    No service but Step Functions takes calls of intrinsic functions.
    """
    if _CALL.fullmatch(text):
        return False
    names = pointer.removeprefix(field).split("/")
    return any(_OF_ANOTHER.search(name) for name in names[-2:])


def is_path_or_call(text: str) -> bool:
    """Tell whether a text is a path or a call of an intrinsic function, and nothing else."""
    if "${" in text:
        return False
    try:
        if _PATH.match(text):
            Path(text)
        elif _CALL.fullmatch(text):
            parse_intrinsic(text)
        else:
            return False
    except AuthoringError:
        return False
    return True


def is_of_variable(text: str, variables: Container[str]) -> bool:
    """Tell whether a text is a path that begins with one of the variables, and nothing else."""
    found = _VARIABLE.fullmatch(text)
    if found is None or found[1] not in variables or "${" in text:
        return False
    try:
        Path(text)
    except AuthoringError:
        return False
    return True
