"""The tables that statements of PartiQL name, and what these do with them.

A statement works on one table: it selects from it, inserts into it, updates it or deletes from it.
One that is computed at run time may do any of that with any table. (DynamoDB developer guide,
"PartiQL, a SQL-compatible query language" and "IAM security policies with PartiQL".)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from sfn_dsl.iam.requirements.payload import Payload, StaticValue
from sfn_dsl.iam.requirements.static_values import DYNAMIC

CALLS: Final = (
    "dynamodb:batchExecuteStatement",
    "dynamodb:executeStatement",
    "dynamodb:executeTransaction",
)
_PATHS: Final = ("Statement", "Statements.Statement", "TransactStatements.Statement")
_NAME: Final = r'(?:"([^"*]+)"|([\w.$\{\}-]+?))'
_SELECT: Final = rf"select\s(?:.*?\s)?from\s+{_NAME}(?:\.{_NAME})?"
_KINDS: Final = {
    "Select": re.compile(rf"\s*{_SELECT}(?:\s.*|;)?", re.IGNORECASE | re.DOTALL),
    "Insert": re.compile(rf"\s*insert\s+into\s+{_NAME}\s.*", re.IGNORECASE | re.DOTALL),
    "Update": re.compile(rf"\s*update\s+{_NAME}\s.*", re.IGNORECASE | re.DOTALL),
    "Delete": re.compile(rf"\s*delete\s+from\s+{_NAME}(?:\s.*|;)?", re.IGNORECASE | re.DOTALL),
}


def read_statements(payload: Payload) -> Payload:
    """The payload of a call with the tables of each kind of statement in it."""
    found: dict[str, list[StaticValue]] = {kind: [] for kind in _KINDS}
    given = [each for path in _PATHS for each in payload.find(path) if each.texts]
    for static in given or (StaticValue(_PATHS[0], (DYNAMIC,)),):
        for text in static.texts:
            for kind, table in _read(text):
                found[kind].append(StaticValue(static.name, (table,), _why(static, payload, table)))
    derived = {f"PartiQL.{kind}": tuple(values) for kind, values in found.items()}
    return attrs.evolve(payload, derived={**payload.derived, **derived})


def _read(text: str) -> Iterator[tuple[str, str]]:
    """The kind of a statement and its table, all kinds and tables if it cannot be read."""
    for kind, pattern in _KINDS.items():
        read = pattern.fullmatch(text)
        if read is not None:
            table = read[1] or read[2]
            index = (read[3] or read[4]) if kind == "Select" else None
            # A quoted name may be in two parts, of which the second is an index.
            yield kind, table
            if index:
                yield kind, f"{table}/index/{index}"
            return
    yield from ((kind, DYNAMIC) for kind in _KINDS)


def _why(static: StaticValue, payload: Payload, table: str) -> str:
    if table != DYNAMIC or static.is_dynamic:
        return ""
    return f"the statement of state '{payload.state}' is not one that can be read"
