"""The codes of what the schema finds, by what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

UNFIT: Final = "SFN101"
MORE: Final = "SFN109"
UNKNOWN_FIELD: Final = "SFN110"
OTHER_LANGUAGE: Final = "SFN111"
MISSING_FIELD: Final = "SFN112"
WRONG_TYPE: Final = "SFN113"
NO_SUCH_VALUE: Final = "SFN114"
OUT_OF_RANGE: Final = "SFN115"
MALFORMED: Final = "SFN116"
MISPLACED_FIELD: Final = "SFN117"
UNKNOWN_STATE_TYPE: Final = "SFN118"
LANGUAGE_TURNED_BACK: Final = "SFN119"
TOO_DEEP: Final = "SFN801"

_LIMITS = ("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "minProperties")
CODES: Final[Mapping[str, str]] = {
    "type": WRONG_TYPE,
    **dict.fromkeys(("const", "enum"), NO_SUCH_VALUE),
    **dict.fromkeys(_LIMITS, OUT_OF_RANGE),
    **dict.fromkeys(("pattern", "not"), MALFORMED),
}

FIELD_CODES: Final = frozenset({UNKNOWN_FIELD, OTHER_LANGUAGE})
