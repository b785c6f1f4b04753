"""The published schema in the two validators that read it: a fast one and an exact one."""

from __future__ import annotations

from functools import cache

import jsonschema
import jsonschema_rs

from sfn_dsl.schema.rule_book import rule_book

from .definitions import Json

SCHEMA = rule_book()


@cache
def validators() -> tuple[Json, Json]:
    return jsonschema_rs.Draft202012Validator(SCHEMA), jsonschema.Draft202012Validator(SCHEMA)


def agree(document: Json) -> bool:
    fast, exact = validators()
    return bool(fast.is_valid(document) == exact.is_valid(document))
