"""Every expression of a definition: where it is, and what is allowed there.

ASL reference, sections 1.4 to 1.6, 3.1, 4.1 and 5. The table of fields says what each field takes;
values of another shape are skipped, since they are for the schema to report.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, Final

import attrs

from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.scopes import Scope
from sfn_dsl.definition.states import language_of
from sfn_dsl.expressions.jsonata import is_jsonata
from sfn_dsl.expressions.placeholders import PLACEHOLDER
from sfn_dsl.language import fields as table
from sfn_dsl.language.comparisons import OPERATORS
from sfn_dsl.language.fields import Field, Kind, QueryLanguage


class Sort(enum.Enum):
    """What is allowed in a place."""

    PATH = "a path"
    REFERENCE_PATH = "a reference path"
    DYNAMIC = "a path or a call of an intrinsic function"
    JSONATA = "a JSONata expression"

    # That of an enum takes three times as long, and these are looked up for every expression.
    __hash__ = object.__hash__


# There is one for each expression, and a tuple with names takes half as long again to make.
@attrs.define(eq=False)
class Place:
    """An expression: its JSON pointer, what is allowed there, and its text."""

    pointer: str
    sort: Sort
    text: str


@attrs.define(eq=False)
class Stating:
    """A state with expressions in it: its JSON pointer, and where they are."""

    pointer: str
    state: dict[str, Any]
    places: list[Place]


def stating(scopes: tuple[Scope, ...], default: QueryLanguage) -> list[Stating]:
    """Every state of the scopes that has any; ``default`` is the whole machine's language."""
    found: list[Stating] = []
    for scope in scopes:
        for name, state in scope.states.items():
            language = language_of(state, default) if "QueryLanguage" in state else default
            places: list[Place] = []
            pointer = scope.pointers[name]
            _members(_of_state(str(state.get("Type")), language), places, pointer, state)
            if places:
                found.append(Stating(pointer, state, places))
    return found


# What adds the expressions of a field's value, whose pointer it is given, to those found so far.
_Reader = Callable[[list[Place], str, Any], None]
_Readers = Mapping[str, _Reader]


@lru_cache(maxsize=64)
def _of_state(kind: str, language: QueryLanguage) -> _Readers:
    """What reads the fields of a type of state that may contain an expression, by their names."""
    return _readers(table.STATES.get(kind, ()), language)


def _readers(rows: tuple[Field, ...], language: QueryLanguage) -> _Readers:
    found: dict[str, _Reader] = {}
    for row in rows:
        if row.path_twin and language is QueryLanguage.JSONPATH:
            # Only the two twins of Fail allow calls (ASL reference, section 4.1).
            sort = Sort.DYNAMIC if row.name in ("Error", "Cause") else Sort.REFERENCE_PATH
            found[row.path_twin] = partial(_text, sort)
    for row in rows:
        reader = _reader(row, language)
        if reader is not None:
            found[row.name] = reader
    return found


def _reader(field: Field, language: QueryLanguage) -> _Reader | None:
    in_jsonata = language is QueryLanguage.JSONATA
    if field.kind in _PATHS:
        return None if in_jsonata else partial(_text, _PATHS[field.kind])
    if field.kind is Kind.TEMPLATE:
        return _values if in_jsonata else _template
    if field.kind is Kind.VALUE:
        return _jsonata if in_jsonata else None
    if field.kind in (Kind.CATCHERS, Kind.RULES):
        readers = _readers(field.fields, language)
        if field.kind is Kind.CATCHERS:
            return partial(_each, [partial(_members, readers)])
        return partial(_each, [_condition if in_jsonata else _test, partial(_members, readers)])
    if field.kind is Kind.OBJECT:
        members = partial(_members, _readers(field.fields, language))
        is_all_template = field.name == "Credentials" and not in_jsonata
        return partial(_both, members, _template) if is_all_template else members
    return None


def _members(readers: _Readers, found: list[Place], pointer: str, value: Any) -> None:
    if isinstance(value, dict):
        for name, member in value.items():
            if name in readers:
                readers[name](found, f"{pointer}/{name}", member)


def _each(readers: Sequence[_Reader], found: list[Place], pointer: str, value: Any) -> None:
    if isinstance(value, list):
        for index, element in enumerate(value):
            for read in readers:
                read(found, f"{pointer}/{index}", element)


def _both(one: _Reader, other: _Reader, found: list[Place], pointer: str, value: Any) -> None:
    one(found, pointer, value)
    other(found, pointer, value)


def _template(found: list[Place], pointer: str, value: Any) -> None:
    """Those in a payload template of JSONPath: the members whose names end in ``.$``."""
    pending = [(pointer, value)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, dict):
            for key, member in value.items():
                if isinstance(member, str):
                    if key.endswith(".$"):
                        _text(Sort.DYNAMIC, found, child(pointer, key), member)
                elif isinstance(member, (dict, list)) and not key.endswith(".$"):
                    pending.append((child(pointer, key), member))
        elif isinstance(value, list):
            pending += [
                (child(pointer, index), part)
                for index, part in enumerate(value)
                if isinstance(part, (dict, list))
            ]


def _values(found: list[Place], pointer: str, value: Any) -> None:
    """Those in JSON with JSONata expressions in it."""
    pending = [(pointer, value)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, dict):
            for key, member in value.items():
                if isinstance(member, str):
                    if member.startswith("{%"):
                        _jsonata(found, child(pointer, key), member)
                elif isinstance(member, (dict, list)):
                    pending.append((child(pointer, key), member))
        elif isinstance(value, list):
            pending += [(f"{pointer}/{index}", part) for index, part in enumerate(value)]
        else:
            _jsonata(found, pointer, value)


def _condition(found: list[Place], pointer: str, rule: Any) -> None:
    if isinstance(rule, dict):
        _jsonata(found, f"{pointer}/Condition", rule.get("Condition"))


def _test(found: list[Place], pointer: str, rule: Any) -> None:
    """Those in the comparisons of a JSONPath rule."""
    pending = [(pointer, rule)]
    while pending:
        pointer, rule = pending.pop()
        if not isinstance(rule, dict):
            continue
        for name, value in rule.items():
            if name == "Variable" or (name in OPERATORS and OPERATORS[name].operand_is_path):
                _text(Sort.PATH, found, f"{pointer}/{name}", value)
            elif name == "Not":
                pending.append((f"{pointer}/Not", value))
            elif name in ("And", "Or") and isinstance(value, list):
                pending += [(f"{pointer}/{name}/{index}", part) for index, part in enumerate(value)]


def _text(sort: Sort, found: list[Place], pointer: str, value: Any) -> None:
    # The value of a placeholder is not known, so it is not checked.
    if isinstance(value, str) and ("${" not in value or not PLACEHOLDER.search(value)):
        found.append(Place(pointer, sort, value))


def _jsonata(found: list[Place], pointer: str, value: Any) -> None:
    if is_jsonata(value) and ("${" not in value or _is_code_known(value)):
        found.append(Place(pointer, Sort.JSONATA, value))


def _is_code_known(expression: str) -> bool:
    """Return whether placeholders occur only in the string literals of an expression.

    A slash may begin a regular expression, in which a quote does not begin a string.
    """
    code = re.sub(_TEXTS, lambda found: found["open"] or "", expression)
    # What is opened and never closed is no placeholder, and no JSONata either.
    return "/" not in code and not PLACEHOLDER.search(code[2:-2])


# Few expressions hold placeholders, so it is compiled when the first one does.
_TEXTS: Final = r"""(?sx)/\*.*?\*/ | `[^`]*` | "(?:[^"\\]|\\.)*+" | '(?:[^'\\]|\\.)*+'
    | (?P<open>(?:/\*|[`"']).*)"""

_PATHS: Final = {Kind.PATH: Sort.PATH, Kind.REFERENCE_PATH: Sort.REFERENCE_PATH}
