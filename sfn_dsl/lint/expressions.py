"""Every expression of a definition: where it is, and what is allowed there.

ASL reference, sections 1.4 to 1.6, 3.1, 4.1 and 5. The table of fields says what each field takes;
values of another shape are skipped, since they are for the schema to report.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.scopes import Scope
from sfn_dsl.definition.states import language_of
from sfn_dsl.expressions.jsonata import is_jsonata
from sfn_dsl.language import fields as table
from sfn_dsl.language.comparisons import OPERATORS
from sfn_dsl.language.fields import Field, Kind, QueryLanguage


class Sort(enum.Enum):
    """What is allowed in a place."""

    PATH = "a path"
    REFERENCE_PATH = "a reference path"
    DYNAMIC = "a path or a call of an intrinsic function"
    JSONATA = "a JSONata expression"


class Place(NamedTuple):
    """An expression: its JSON pointer, what is allowed there, and its text."""

    pointer: str
    sort: Sort
    text: str


def places(scopes: tuple[Scope, ...], default: QueryLanguage) -> Iterator[Place]:
    """Every expression in the states of the scopes; ``default`` is the whole machine's language."""
    for scope in scopes:
        for name, state in scope.states.items():
            kind = str(state.get("Type"))
            rows = table.STATES.get(kind, ())
            language = language_of(state, default)
            yield from _members(
                scope.state_pointer(name), state, kind if rows else "", rows, language
            )


def _members(
    pointer: str, value: Any, kind: str, rows: tuple[Field, ...], language: QueryLanguage
) -> Iterator[Place]:
    if not isinstance(value, dict):
        return
    fields, twins = _by_name(kind, rows)
    for name, member in value.items():
        if name in fields:
            yield from _field(f"{pointer}/{name}", member, fields[name], language)
        elif name in twins and language is QueryLanguage.JSONPATH:
            yield from _text(f"{pointer}/{name}", member, twins[name])


def _by_name(kind: str, rows: tuple[Field, ...]) -> tuple[dict[str, Field], dict[str, Sort]]:
    """The fields that may contain an expression, and what their path twins allow, by name."""
    if kind not in _KNOWN:
        _KNOWN[kind] = _looked_up(rows)
    return _KNOWN[kind]


def _looked_up(rows: tuple[Field, ...]) -> tuple[dict[str, Field], dict[str, Sort]]:
    fields = {field.name: field for field in rows if field.kind in _EXPRESSIVE}
    # Only the two twins of Fail allow calls (ASL reference, section 4.1).
    twins = {
        field.path_twin: Sort.DYNAMIC if field.name in ("Error", "Cause") else Sort.REFERENCE_PATH
        for field in rows
        if field.path_twin
    }
    return fields, twins


def _field(pointer: str, value: Any, field: Field, language: QueryLanguage) -> Iterator[Place]:
    in_jsonata = language is QueryLanguage.JSONATA
    if field.kind in _PATHS:
        yield from () if in_jsonata else _text(pointer, value, _PATHS[field.kind])
    elif field.kind is Kind.TEMPLATE:
        yield from _template(pointer, value, language)
    elif field.kind is Kind.VALUE:
        yield from _jsonata(pointer, value) if in_jsonata else ()
    elif field.kind in (Kind.CATCHERS, Kind.RULES) and isinstance(value, list):
        for index, handler in enumerate(value):
            if field.kind is Kind.RULES:
                yield from _test(f"{pointer}/{index}", handler, language)
            yield from _members(f"{pointer}/{index}", handler, field.name, field.fields, language)
    elif field.kind is Kind.OBJECT:
        yield from _members(pointer, value, field.name, field.fields, language)
        if field.name == "Credentials" and isinstance(value, dict) and not in_jsonata:
            yield from _template(pointer, value, language)


def _template(pointer: str, value: Any, language: QueryLanguage) -> Iterator[Place]:
    pending = [(pointer, value)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, dict):
            for key, member in value.items():
                if language is QueryLanguage.JSONPATH and key.endswith(".$"):
                    yield from _text(child(pointer, key), member, Sort.DYNAMIC)
                else:
                    pending.append((child(pointer, key), member))
        elif isinstance(value, list):
            pending += [(child(pointer, index), part) for index, part in enumerate(value)]
        elif language is QueryLanguage.JSONATA:
            yield from _jsonata(pointer, value)


def _test(pointer: str, rule: Any, language: QueryLanguage) -> Iterator[Place]:
    if language is QueryLanguage.JSONATA:
        if isinstance(rule, dict):
            yield from _jsonata(f"{pointer}/Condition", rule.get("Condition"))
        return
    pending = [(pointer, rule)]
    while pending:
        pointer, rule = pending.pop()
        if not isinstance(rule, dict):
            continue
        for name, value in rule.items():
            if name == "Variable" or (name in OPERATORS and OPERATORS[name].operand_is_path):
                yield from _text(f"{pointer}/{name}", value, Sort.PATH)
            elif name == "Not":
                pending.append((f"{pointer}/Not", value))
            elif name in ("And", "Or") and isinstance(value, list):
                pending += [(f"{pointer}/{name}/{index}", part) for index, part in enumerate(value)]


def _text(pointer: str, value: Any, sort: Sort) -> Iterator[Place]:
    # The value of a placeholder is not known, so it is not checked.
    if isinstance(value, str) and "${" not in value:
        yield Place(pointer, sort, value)


def _jsonata(pointer: str, value: Any) -> Iterator[Place]:
    if is_jsonata(value) and ("${" not in value or _is_code_known(value)):
        yield Place(pointer, Sort.JSONATA, value)


def _is_code_known(expression: str) -> bool:
    """Return whether placeholders occur only in the string literals of an expression.

    A slash may begin a regular expression, in which a quote does not begin a string.
    """
    code = _TEXTS.sub(lambda found: found["open"] or "", expression)
    return "${" not in code and "/" not in code


_TEXTS: Final = re.compile(
    r"""/\*.*?\*/ | `[^`]*` | "(?:[^"\\]|\\.)*+" | '(?:[^'\\]|\\.)*+'
    | (?P<open>(?:/\*|[`"']).*)""",
    re.DOTALL | re.VERBOSE,
)

# By the type of state, or the name of the field that contains the object.
_KNOWN: Final[dict[str, tuple[dict[str, Field], dict[str, Sort]]]] = {}

_EXPRESSIVE: Final = frozenset(
    (
        Kind.PATH,
        Kind.REFERENCE_PATH,
        Kind.TEMPLATE,
        Kind.VALUE,
        Kind.CATCHERS,
        Kind.RULES,
        Kind.OBJECT,
    )
)
_PATHS: Final = {Kind.PATH: Sort.PATH, Kind.REFERENCE_PATH: Sort.REFERENCE_PATH}
