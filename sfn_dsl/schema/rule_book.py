"""The schema, ``schemas/asl.schema.json``: its definitions, and the codes of what breaks it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import Any, Final, NamedTuple

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
JSONPATH_IN_JSONATA: Final = "SFN119"
TOO_DEEP: Final = "SFN801"

_LIMITS = ("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "minProperties")
CODES: Final[Mapping[str, str]] = {
    "type": WRONG_TYPE,
    **dict.fromkeys(("const", "enum"), NO_SUCH_VALUE),
    **dict.fromkeys(_LIMITS, OUT_OF_RANGE),
    **dict.fromkeys(("pattern", "not"), MALFORMED),
}

FIELD_CODES: Final = frozenset({UNKNOWN_FIELD, OTHER_LANGUAGE})

# How the names of each query language's definitions begin, and those of the other one.
LANGUAGES: Final[Mapping[str, str]] = {"Jsonpath": "Jsonata", "Jsonata": "Jsonpath"}

Schema = dict[str, Any]

Path = tuple[str | int, ...]


class Finding(NamedTuple):
    """What becomes a diagnostic, unless another finding turns out to be its cause.

    ``place`` is the object in question, ``path`` the exact part. ``fields`` are those that are
    missing from the object, or those that were probably meant.
    """

    place: Path
    path: Path
    code: str
    message: str
    fields: frozenset[str] = frozenset()


@cache
def rule_book() -> Schema:
    """The JSON Schema of the States Language."""
    schema: Schema = json.loads(_text())
    return schema


# What keeps the ``$`` of Python's patterns from matching before a line break at the end.
_NO_LINE_BREAK: Final = r"(?!\\n)"


def rule_book_for_rust() -> Schema:
    """The same where ``$`` is the end of the text alone, and looking ahead takes long."""
    schema: Schema = json.loads(_text().replace(f"${_NO_LINE_BREAK}", "$"))
    return schema


def _text() -> str:
    package = FilePath(__file__).parents[1]
    in_wheel, in_repository = (
        home / "schemas" / "asl.schema.json" for home in (package, package.parent)
    )
    file = in_wheel if in_wheel.exists() else in_repository
    return file.read_text(encoding="utf-8")


def definitions() -> dict[str, Schema]:
    """The schema's definitions, by name."""
    definitions: dict[str, Schema] = rule_book()["$defs"]
    return definitions


def fields_of(definition: str) -> Mapping[str, Any]:
    """The fields of one of the schema's definitions, none for another name."""
    fields: Mapping[str, Any] = definitions().get(definition, {}).get("properties", {})
    return fields


def state_types() -> list[str]:
    """The eight types of state."""
    types: list[str] = definitions()["StateType"]["enum"]
    return types
