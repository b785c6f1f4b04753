"""AWS's own codes for what this package finds (ASL reference, section 11).

ValidateStateMachineDefinition returns them with each diagnostic, CreateStateMachine in its message.
What has no row here is not checked by AWS before an execution, or its code is not known.
"""

from __future__ import annotations

import re
from typing import Final

_INVALID: Final = "SCHEMA_VALIDATION_FAILED"

REJECTED: Final = {
    "SFN103": "INVALID_JSON_DESCRIPTION",
    "SFN201": "MISSING_TRANSITION_TARGET",
    "SFN203": "MISSING_TRANSITION_TARGET",
    "SFN204": "MISSING_END_STATE",
    "SFN205": "DUPLICATE_STATE_NAME",
    "SFN332": "DUPLICATE_VARIABLE_NAME",
    "SFN601": "INVALID_JSONATA_EXPRESSION",
    **dict.fromkeys(("SFN603", "SFN604", "SFN605"), "UNSUPPORTED_JSONATA_EXPRESSION"),
    "SFN801": "TOO_DEEPLY_NESTED",
    "SFN804": "DUPLICATE_LABEL_NAME",
    **dict.fromkeys(
        (
            *("SFN101", "SFN105", "SFN110", "SFN111", "SFN112", "SFN113", "SFN114", "SFN115"),
            *("SFN116", "SFN117", "SFN118", "SFN119", "SFN209", "SFN301", "SFN302", "SFN314"),
            *("SFN501", "SFN502", "SFN701", "SFN702", "SFN703", "SFN704", "SFN707", "SFN714"),
            "SFN803",
        ),
        _INVALID,
    ),
}
"""What AWS rejects, by our code."""

WARNED_OF: Final = {
    "SFN310": "NO_DOLLAR",
    "SFN311": "PASS_RESULT_IS_STATIC",
    "SFN405": "NO_PATH",
}
"""What AWS accepts with a warning, by our code."""

# A name that is too long or has invalid characters is reported by what it is the name of.
_OUT_OF_BOUNDS: Final = ("SFN115", "SFN116")
_NAMES: Final = (
    (re.compile(r"(?:.*/)?States/[^/]*"), "INVALID_STATE_NAME"),
    (re.compile(r".*/Label"), "INVALID_LABEL_NAME"),
)


def aws_codes(code: str) -> tuple[str, ...]:
    """All codes that AWS has for what a code of ours stands for, the most usual one first."""
    usual = [table[code] for table in (REJECTED, WARNED_OF) if code in table]
    names = [theirs for _, theirs in _NAMES] if code in _OUT_OF_BOUNDS else []
    return (*usual, *names)


def aws_code(code: str, pointer: str, *, is_error: bool) -> str:
    """AWS's code for a finding at a JSON pointer, empty if none is known."""
    if not is_error:
        return WARNED_OF.get(code, "")
    if code in _OUT_OF_BOUNDS:
        for place, theirs in _NAMES:
            if place.fullmatch(pointer):
                return theirs
    return REJECTED.get(code, "")
