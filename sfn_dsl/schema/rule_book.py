"""The schema itself, ``schemas/asl.schema.json``, and what its definitions are called."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import Any, Final

# Each query language as the names of the schema's definitions begin with it, and the other one.
LANGUAGES: Final[Mapping[str, str]] = {"Jsonpath": "Jsonata", "Jsonata": "Jsonpath"}

Schema = dict[str, Any]


@cache
def rule_book() -> Schema:
    """The JSON Schema of the States Language."""
    package = FilePath(__file__).parents[1]
    in_wheel, in_repository = (
        home / "schemas" / "asl.schema.json" for home in (package, package.parent)
    )
    file = in_wheel if in_wheel.exists() else in_repository
    schema: Schema = json.loads(file.read_text(encoding="utf-8"))
    return schema


def definitions() -> dict[str, Schema]:
    """The schema's definitions, by name."""
    definitions: dict[str, Schema] = rule_book()["$defs"]
    return definitions


def fields_of(definition: str) -> Mapping[str, Any]:
    """The fields of one of the schema's definitions, none for a name that is not one."""
    fields: Mapping[str, Any] = definitions().get(definition, {}).get("properties", {})
    return fields


def state_types() -> list[str]:
    """The eight types of state."""
    types: list[str] = definitions()["StateType"]["enum"]
    return types
