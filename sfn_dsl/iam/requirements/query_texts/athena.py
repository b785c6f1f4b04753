"""The databases and tables that an Athena query names, read out of its text.

A parser of SQL reads what is written out; a query that is computed at run time, or that the parser
does not know, may use any table. Names in the Glue Data Catalog are in lower case. (Athena user
guide, "Access to databases and tables in the AWS Glue Data Catalog".)
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import attrs

from sfn_dsl.expressions.placeholders import PLACEHOLDER
from sfn_dsl.iam.requirements.parsers import lowered
from sfn_dsl.iam.requirements.payload import Payload, StaticValue
from sfn_dsl.iam.requirements.static_values import DYNAMIC, Texts

_Node = Any  # of the parser's tree, whose classes have other names in each of its versions

_QUERY: Final = "QueryString"
_CATALOG: Final = "AwsDataCatalog"
_SYSTEM: Final = "information_schema"
_STAND_IN: Final = "sfn_placeholder_{}_"
_LOCATION: Final = re.compile(r"'s3://([^'/]+)/?([^']*)'", re.IGNORECASE)
# Clauses of Athena's own before a query, which no parser knows. (Athena user guide, "Querying with
# user defined functions", "UNLOAD", "Using parameterized queries".)
_EXTERNAL: Final = re.compile(
    r"\s*(?:USING\s+EXTERNAL\s+FUNCTION|,)\s*\w+\s*\([^()]*(?:\([^()]*\)[^()]*)*\)"
    r"\s*RETURNS\s+\w+(?:\s*\([^()]*\))?\s*(LAMBDA|SAGEMAKER)\s*'([^']*)'",
    re.IGNORECASE,
)
_PREPARE: Final = re.compile(r"\s*PREPARE\s+\w+\s+FROM\s+", re.IGNORECASE)
_EXPLAIN: Final = re.compile(r"\s*EXPLAIN(?:\s+ANALYZE\b)?(?:\s*\([^()]*\))?\s+", re.IGNORECASE)
_ONLY_SHOWS: Final = re.compile(r"\s*(?:SHOW|DESCRIBE|DESC)\b", re.IGNORECASE)
_UNLOAD: Final = re.compile(
    r"\s*UNLOAD\s*\((.*)\)\s*TO\s*('s3://[^']*')\s*(?:WITH\s*\([^()]*\))?\s*;?\s*",
    re.IGNORECASE | re.DOTALL,
)
_ICEBERG: Final = re.compile(r"'table_type'\s*=\s*'ICEBERG'", re.IGNORECASE)
_MOST_CHARACTERS: Final = 262_144  # Athena's limit of a query

_IF_A_VIEW: Final = (
    "if the query names a view, glue:GetTable is needed on the tables that the view is made of too"
)
_IF_IT_WRITES: Final = (
    "the query is not known; if it writes to tables, add s3:PutObject and s3:DeleteObject on them"
)
_OF_OTHER: Final = (
    "the catalog '{}' of the query is not the account's own; what its connector, or the catalog of "
    "another account, needs is not known"
)


@attrs.frozen
class _Query:
    """What a query uses: catalogs, databases and tables as ``database/table``.

    ``written`` are the places of the objects that it writes, ``elsewhere`` is set if not
    all are said, and ``changed`` is what it changes in the Data Catalog; none if it only reads.
    ``functions`` of Lambda and ``endpoints`` of SageMaker compute a part.
    """

    catalogs: tuple[str, ...] = ()
    databases: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    endpoints: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    prepared: tuple[str, ...] = ()


def read_query(payload: Payload) -> tuple[Payload, tuple[str, ...]]:
    """The payload of a query with what its text says, and what has to be noted about it."""
    text = payload.literal(_QUERY)
    (context,) = payload.find("QueryExecutionContext.Database") or (StaticValue(""),)
    defaults = context.texts or ("default",)
    found = None if text is None else _read(text, defaults)
    if found is None:
        changed = () if text is not None and _ONLY_SHOWS.match(text) else (DYNAMIC,)
        unread = _Query((DYNAMIC,), (DYNAMIC,), (DYNAMIC,), changed=changed)
        if not payload.has(_QUERY):
            tables = tuple(f"{one}/*" for one in defaults)
            unread = _Query(_catalogs_of(payload), defaults, tables, changed=(DYNAMIC,))
        return _with(payload, unread, _why(payload, text)), (_IF_IT_WRITES,)
    own = _catalogs_of(payload)
    catalogs = tuple(dict.fromkeys((*own, *found.catalogs)))
    others = [one for one in catalogs if one.casefold() != _CATALOG.casefold()]
    notes = tuple(_OF_OTHER.format(one) for one in others if one != DYNAMIC)
    reason = _computed(context.name, payload) if DYNAMIC in defaults else ""
    return _with(payload, attrs.evolve(found, catalogs=catalogs), reason), (
        *notes,
        *((_IF_A_VIEW,) if found.tables else ()),
    )


def _catalogs_of(payload: Payload) -> Texts:
    found = payload.find("QueryExecutionContext.Catalog")
    return tuple(text for static in found for text in static.texts) or (_CATALOG,)


def _why(payload: Payload, text: str | None) -> str:
    """Why the tables of a query are not known."""
    if text is not None:
        return f"the query of state '{payload.state}' is not one that can be read"
    for static in payload.find(_QUERY):
        if static.texts:
            return _computed(static.name, payload)
    return f"state '{payload.state}' has no '{_QUERY}'"


def _computed(name: str, payload: Payload) -> str:
    return f"'{name}' of state '{payload.state}' is computed at run time"


def _with(payload: Payload, query: _Query, reason: str) -> Payload:
    values = {
        "Query.Catalogs": query.catalogs,
        "Query.Databases": query.databases,
        "Query.Tables": query.tables,
        "Query.Changed": query.changed,
        "Query.Elsewhere": query.elsewhere,
        "Query.Functions": query.functions,
        "Query.Prepared": query.prepared,
        "Query.Written": query.written,
        "Query.Endpoints": query.endpoints,
    }
    derived = {key: (StaticValue(_QUERY, texts, reason),) for key, texts in values.items()}
    return attrs.evolve(payload, derived=derived)


def _read(text: str, defaults: Texts) -> _Query | None:
    """What a query uses, None if it cannot be read."""
    if len(text) > _MOST_CHARACTERS:
        return None
    names = list(dict.fromkeys(PLACEHOLDER.findall(text)))
    for number, name in enumerate(names):
        text = text.replace(name, _STAND_IN.format(number))
    text, own = _without_clauses(text)
    statements = _parsed(text)
    found = [_of_statement(one, text, defaults) for one in statements or ()]
    if not found or None in found:
        return None
    used = [own, *(one for one in found if one)]
    return _Query(
        *(
            tuple(
                dict.fromkeys(_filled(text, names) for one in used for text in getattr(one, part))
            )
            for part in attrs.fields_dict(_Query)
        )
    )


def _without_clauses(text: str) -> tuple[str, _Query]:
    """A query without the clauses that only Athena has, and what these use."""
    prepared = _PREPARE.match(text)
    text = text[prepared.end() :] if prepared else text
    explained = _EXPLAIN.match(text)
    text = text[explained.end() :] if explained else text
    called: dict[str, tuple[str, ...]] = {"LAMBDA": (), "SAGEMAKER": ()}
    while (clause := _EXTERNAL.match(text)) is not None:
        called[clause[1].upper()] += (clause[2],)
        text = text[clause.end() :]
    unload = _UNLOAD.fullmatch(text)
    written = _locations(unload[2]) if unload else ()
    own = _Query(
        written=written,
        functions=called["LAMBDA"],
        endpoints=called["SAGEMAKER"],
        prepared=(DYNAMIC,) if prepared else (),
    )
    return unload[1] if unload else text, own


def _filled(text: str, names: list[str]) -> str:
    """A text with the placeholders that were replaced so that it could be parsed."""
    for number, name in enumerate(names):
        text = text.replace(_STAND_IN.format(number), name)
    return text


def _parsed(text: str) -> list[_Node] | None:
    """The statements of a query, None if the parser does not know one of them."""
    # Few definitions have a query, and the parser takes a third of a second to load.
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    try:
        with _quiet():
            found = sqlglot.parse(text, dialect="athena")
    except (SqlglotError, RecursionError):
        return None
    known: list[_Node] = [one for one in found if one is not None]
    is_known = known and not any(isinstance(one, exp.Command) for one in known)
    return known if is_known else None


@contextmanager
def _quiet() -> Iterator[None]:
    """The parser logs what it does not know; here that has a reason of its own."""
    logger = logging.getLogger("sqlglot")
    was_disabled, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = was_disabled


def _of_statement(statement: _Node, text: str, defaults: Texts) -> _Query | None:
    from sqlglot import exp

    named = [one for one in statement.find_all(exp.Table) if one.name and not _is_local(one)]
    if isinstance(statement, (exp.Create, exp.Drop)) and _is_of_database(statement):
        databases = tuple(one.name.lower() for one in named)
        return _Query((), databases, changed=databases)
    if any(_SYSTEM in (one.db.lower(), one.name.lower()) for one in named):
        return None
    pairs = [
        (database, one.name.lower().partition("$")[0])
        for one in named
        for database in ((one.db.lower(),) if one.db else map(lowered, defaults))
    ]
    writes = isinstance(statement, (exp.Insert, exp.Create, exp.Merge, exp.Delete, exp.Update))
    is_described = _is_only_described(statement) and not _ICEBERG.search(text)
    tables = tuple(f"{database}/{name}" for database, name in pairs)
    written = _locations(text) if writes and not is_described else ()
    return _Query(
        tuple(one.catalog for one in named if one.catalog),
        tuple(database for database, _ in pairs),
        tables,
        written,
        () if isinstance(statement, _reading()) else tables or (DYNAMIC,),
        elsewhere=(DYNAMIC,) if writes and not is_described and not written else (),
    )


def _reading() -> tuple[type, ...]:
    """The kinds of statement that change nothing."""
    from sqlglot import exp

    return (exp.Query, exp.Describe, exp.Show)


def _is_of_database(statement: _Node) -> bool:
    return str(statement.args.get("kind", "")).upper() in ("DATABASE", "SCHEMA")


def _is_only_described(statement: _Node) -> bool:
    """Return whether a statement creates something without data: a view, an external table."""
    from sqlglot import exp

    if not isinstance(statement, exp.Create):
        return False
    is_view = str(statement.args.get("kind", "")).upper() == "VIEW"
    return is_view or statement.args.get("expression") is None


def _locations(text: str) -> tuple[str, ...]:
    """The places that a query names, as bucket and prefix."""
    return tuple(f"{one[1]}/{one[2]}".rstrip("/") for one in _LOCATION.finditer(text))


def _is_local(table: _Node) -> bool:
    """Return whether a table is one that a WITH around it defines."""
    from sqlglot import exp

    if table.db:
        return False
    child = table
    node = table.parent
    passed: _Node = None
    while node is not None:
        visible: list[_Node] = []
        if isinstance(node, exp.With):
            index = next(i for i, one in enumerate(node.expressions) if one is child)
            visible = node.expressions[: index + bool(node.args.get("recursive"))]
            passed = node
        else:
            own = node.args.get("with_") or node.args.get("with")
            visible = own.expressions if own is not None and own is not passed else []
        if any(one.alias.lower() == table.name.lower() for one in visible):
            return True
        child, node = node, node.parent
    return False
