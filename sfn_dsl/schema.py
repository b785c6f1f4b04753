"""Does a definition have the shape of the States Language? If not: where, and what to write.

``schemas/asl.schema.json`` is the rule book (ASL reference, sections 1 to 7). ``jsonschema_rs``
decides, hundreds of times as fast; ``jsonschema`` explains, and is asked about one part of the
schema at one failed place at a time, so that it costs by the number of mistakes and not by the size
of the definition. The words come from the schema as well: a ``title`` names an object, a
``description`` says what to write.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.definition import type_names
from sfn_dsl.definition.pointers import child, tokens
from sfn_dsl.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    import jsonschema_rs

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

REPORTED: Final = 100
"""How many findings are reported at most."""

DEPTH: Final = 250
"""The deepest nesting of objects and arrays that is checked.

Step Functions refuses deep nesting at a depth it does not publish; this one is ours, short of the
255 levels down to which jsonschema_rs explains, and far above any definition in use.
"""

_LIMITS = ("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "minProperties")
_CODES: Final[Mapping[str, str]] = {
    "type": WRONG_TYPE,
    **dict.fromkeys(("const", "enum"), NO_SUCH_VALUE),
    **dict.fromkeys(_LIMITS, OUT_OF_RANGE),
    **dict.fromkeys(("pattern", "not"), MALFORMED),
}

# What the other query language has in place of a field, best first. A path's literal twin, such as
# ``SecondsPath`` and ``Seconds``, needs no row.
_COUNTERPARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "Arguments": ("Parameters",),
    "Condition": ("Variable",),
    "Output": ("ResultSelector", "Parameters"),
    "Parameters": ("Arguments", "ItemSelector", "Output"),
    "Result": ("Output",),
    "ResultPath": ("Output",),
    "ResultSelector": ("Output",),
}

# Each query language as the names of the schema's definitions begin with it, and the other one.
_LANGUAGES: Final[Mapping[str, str]] = {"Jsonpath": "Jsonata", "Jsonata": "Jsonpath"}

# Keywords whose failure is one finding, however much of what they hold fails.
_NESTING: Final = frozenset({"propertyNames", "oneOf", "anyOf"})

_LONGEST_SHOWN = 40
_ANY = ""
_UNTOLD: Final = "not of the States Language's shape; compare it with the ASL reference"

_Path = tuple[str | int, ...]
_Schema = dict[str, Any]


@attrs.frozen
class _Failure:
    """A place of the document, and the part of the schema that it does not satisfy."""

    place: _Path
    instance: Any
    schema: _Schema
    definition: str

    @property
    def language(self) -> str:
        """The query language that the definition is of: ``Jsonpath``, ``Jsonata``, or neither."""
        return next((name for name in _LANGUAGES if self.definition.startswith(name)), "")

    @property
    def subject(self) -> str:
        """What the definition is of, in either query language: ``Task``, ``ItemReader``."""
        return self.definition.removeprefix(self.language)

    @property
    def what(self) -> str:
        """What stands at the place, in words."""
        kind = self.instance.get("Type") if isinstance(self.instance, dict) else None
        if kind in _state_types():
            return f"a {kind} state"
        return str(_definitions().get(self.definition, _schema()).get("title", "the object"))


@attrs.frozen
class _Finding:
    """What becomes a diagnostic, unless another finding turns out to be its cause.

    ``place`` is the object in question, ``path`` the exact part. ``fields`` are those that are
    missing from the object, or those that were probably meant.
    """

    place: _Path
    path: _Path
    code: str
    message: str
    fields: frozenset[str] = frozenset()


def check(definition: Definition) -> list[Diagnostic]:
    """Every way in which a definition is not of the States Language's shape, in document order.

    Holds it to ASL reference, sections 1 to 7, as far as a schema can: which fields an object has
    in the query language in force, what they hold, which exclude each other. What takes more than
    one object to see (targets, reachability, unique names) and the inside of paths and expressions
    is for other checks. Never raises, whatever the document holds. Reports at most ``REPORTED``
    findings, then a note that there are more.
    """
    document = definition.document
    if _is_deeper(document, DEPTH):
        deep = f"nested too deeply; keep arrays and objects within {DEPTH} levels"
        return _diagnostics(definition, [_Finding((), (), TOO_DEEP, deep)])
    try:
        failures = list(_failures(document))
        findings = [finding for failure in failures for finding in _findings(failure)]
    except ValueError as refusal:
        return _diagnostics(definition, [_Finding((), (), UNFIT, _refused(refusal))])
    if failures and not findings:
        findings = [_Finding((), (), UNFIT, _UNTOLD)]
    return _diagnostics(definition, _in_document_order(document, _causes(findings)))


def _is_deeper(document: Any, levels: int) -> bool:
    """Whether nesting passes a limit; jsonschema_rs would recurse on until the process dies."""
    containers = [document]
    for _ in range(levels):
        containers = [
            member
            for container in containers
            if isinstance(container, (dict, list))
            for member in (container.values() if isinstance(container, dict) else container)
            if isinstance(member, (dict, list))
        ]
    return bool(containers)


def _refused(refusal: ValueError) -> str:
    """What to say of a value that JSON in UTF-8 cannot carry."""
    if isinstance(refusal, UnicodeEncodeError):
        half = refusal.object[refusal.start : refusal.start + 1]
        return f"text holds {half!a}, half of a character; write the whole character"
    return "not a JSON document; write objects, arrays, strings, finite numbers, true, false, null"


# The decision ------------------------------------------------------------------------------------


@cache
def _schema() -> _Schema:
    here = Path(__file__).parent
    in_wheel, in_repository = (home / "schemas" / "asl.schema.json" for home in (here, here.parent))
    path = in_wheel if in_wheel.exists() else in_repository
    schema: _Schema = json.loads(path.read_text(encoding="utf-8"))
    return schema


def _definitions() -> dict[str, _Schema]:
    definitions: dict[str, _Schema] = _schema()["$defs"]
    return definitions


def _fields(definition: str) -> Mapping[str, Any]:
    """The fields of one of the schema's definitions, none for a name that is not one."""
    fields: Mapping[str, Any] = _definitions().get(definition, {}).get("properties", {})
    return fields


def _state_types() -> list[str]:
    types: list[str] = _definitions()["StateType"]["enum"]
    return types


@cache
def _decider() -> jsonschema_rs.Draft202012Validator:
    # Here, not above: reading or printing a definition should not wait for validators.
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(_schema())


@cache
def _explainer() -> Any:
    import jsonschema  # type: ignore[import-untyped]  # it has neither types nor stubs here

    return jsonschema.Draft202012Validator(_schema())


def _failures(document: Any) -> Iterator[_Failure]:
    """Each place that fails with each part of the schema that it fails, once.

    By `evaluate`, whose pointers are exact: the paths of `iter_errors` lose empty names and make
    numbers of names such as '0'. It may take one keyword of a part for another, so that is not
    asked of it.
    """
    decider = _decider()
    if decider.is_valid(document):
        return
    places = dict.fromkeys(
        (error["instanceLocation"], _part(error["schemaLocation"]))
        for error in decider.evaluate(document).errors()
    )
    for pointer, part in places:
        place, instance = _at(document, tokens(pointer))
        _, schema = _at(_schema(), part)
        yield _Failure(place, instance, schema, part[1] if part else "")


def _part(location: str) -> tuple[str, ...]:
    """The schema object that holds a failed keyword, the outermost where they are nested."""
    path = tokens(location.partition("#")[2])
    outermost = (rank for rank, token in enumerate(path) if token in _NESTING)
    return path[: next(outermost, len(path) - 1)]


def _at(value: Any, path: Iterable[str]) -> tuple[_Path, Any]:
    """The value at a pointer's tokens, and its path with the indices as numbers."""
    found: list[str | int] = []
    for token in path:
        found.append(int(token) if isinstance(value, list) else token)
        value = value[found[-1]]
    return tuple(found), value


# The explanation ---------------------------------------------------------------------------------


def _findings(failure: _Failure) -> Iterator[_Finding]:
    """What `jsonschema` has to say about one part of the schema at one place, in our words."""
    keywords = {name: value for name, value in failure.schema.items() if name in _FINDERS}
    # What members hold is asked where they stand; here, only whether they belong.
    if keywords.pop("additionalProperties", True) is False:
        keywords["additionalProperties"] = False
        keywords["properties"] = dict.fromkeys(failure.schema["properties"], True)
    for error in _explainer().evolve(schema=keywords).iter_errors(failure.instance):
        yield from _FINDERS[error.schema_path[0]](failure, error)


def _unfit(failure: _Failure, error: Any) -> Iterator[_Finding]:
    """A value that is not what its field takes."""
    path, wanted = failure.place, failure.schema.get("description")
    message = f"{_named(path)} is {_shown(failure.instance)}; write {wanted}"
    yield _Finding(path, path, _CODES[error.validator], message)


def _not_this(failure: _Failure, error: Any) -> Iterator[_Finding]:
    """A value that is of a refused form, or a field that cannot stand here at all."""
    if error.validator_value != {}:
        yield from _unfit(failure, error)
        return
    path = failure.place
    code = LANGUAGE_TURNED_BACK if path[-1] == "QueryLanguage" else MISPLACED_FIELD
    message = f"{_named(path)} {failure.schema['description']}"
    yield _Finding(path[:-1], path, code, message)


def _not_in_list(failure: _Failure, error: Any) -> Iterator[_Finding]:
    path, value = failure.place, failure.instance
    close = _closest(value, error.validator_value) if isinstance(value, str) else None
    all_of_them = _listed(error.validator_value, "or")
    advice = f"did you mean '{close}'?" if close else f"write {all_of_them}"
    if path[-1] == "Type":
        message = f"{_shown(value)} is no state type; {advice}"
        yield _Finding(path, path, UNKNOWN_STATE_TYPE, message)
    else:
        message = f"{_named(path)} is {_shown(value)}; {advice}"
        yield _Finding(path, path, NO_SUCH_VALUE, message)


def _bad_name(failure: _Failure, error: Any) -> Iterator[_Finding]:
    path = (*failure.place, error.instance)
    wanted = error.schema["description"]
    message = f"{_shown(error.instance)} cannot be a name here; write {wanted}"
    yield _Finding(path, path, _CODES[error.validator], message)


def _missing(failure: _Failure, error: Any) -> Iterator[_Finding]:
    # On a condition the description says what to do, on an object what the object is.
    is_condition = "properties" not in failure.schema
    advice = failure.schema.get("description", "add it") if is_condition else "add it"
    for name in error.validator_value:
        if name not in failure.instance:
            message = f"{failure.what} lacks '{name}'; {advice}"
            yield _Finding(failure.place, failure.place, MISSING_FIELD, message, frozenset([name]))


def _one_of(failure: _Failure, error: Any) -> Iterator[_Finding]:
    """A choice between fields of which none is there, or too many are."""
    if not isinstance(failure.instance, dict):
        return
    choice = [option["required"][0] for option in error.validator_value]
    given = [name for name in choice if name in failure.instance]
    place, advice = failure.place, failure.schema["description"]
    if given:
        message = f"{failure.what} has {_listed(given, 'and')}; {advice}"
        yield _Finding(place, place, MISPLACED_FIELD, message)
    else:
        message = f"{failure.what} is incomplete; {advice}"
        # Any field that nobody knows may have been meant as one of these, and a rule of the other
        # query language (where it tests no 'Variable') lacks an operator for that reason.
        fields = frozenset([*choice, "Variable", _ANY])
        yield _Finding(place, place, MISSING_FIELD, message, fields)


def _unknown_fields(failure: _Failure, error: Any) -> Iterator[_Finding]:
    """Fields that an object does not have: of the other query language, misspelt, or foreign."""
    allowed = failure.schema["properties"]
    twin = _fields(_LANGUAGES.get(failure.language, "") + failure.subject)
    foreign: dict[str | None, list[str]] = {}
    for name in failure.instance:
        if name in allowed:
            continue
        if name in twin:
            foreign.setdefault(_counterpart(name, allowed), []).append(name)
        else:
            yield _unknown_field(failure, name)
    for instead, names in foreign.items():
        yield _of_other_language(failure, names, instead)


def _of_other_language(failure: _Failure, names: list[str], instead: str | None) -> _Finding:
    other = "JSONata" if failure.language == "Jsonpath" else "JSONPath"
    advice = f"write '{instead}'" if instead else "remove it"
    if other == "JSONata":
        advice += ", or set 'QueryLanguage' to 'JSONata'"
    belong = "belongs" if len(names) == 1 else "belong"
    message = f"{_listed(names, 'and')} {belong} to {other} states; {advice}"
    path = (*failure.place, names[0])
    fields = frozenset([instead]) if instead else frozenset()
    return _Finding(failure.place, path, OTHER_LANGUAGE, message, fields)


def _unknown_field(failure: _Failure, name: str) -> _Finding:
    path = (*failure.place, name)
    owners = _owners(name, failure)
    absent = [field for field in failure.schema["properties"] if field not in failure.instance]
    close = _closest(name, absent)
    if owners:
        types = _listed(owners, "and", quote=False)
        message = f"{_named(path)} belongs to {types} states; remove it"
    else:
        advice = f"did you mean '{close}'?" if close else "remove it"
        message = f"unknown field {_named(path)} in {failure.what}; {advice}"
    return _Finding(failure.place, path, UNKNOWN_FIELD, message, frozenset([close or _ANY]))


_FINDERS: Final[Mapping[str, Callable[[_Failure, Any], Iterator[_Finding]]]] = {
    **dict.fromkeys(_CODES, _unfit),
    "additionalProperties": _unknown_fields,
    "anyOf": _one_of,
    "enum": _not_in_list,
    "not": _not_this,
    "oneOf": _one_of,
    "propertyNames": _bad_name,
    "required": _missing,
}


# Words -------------------------------------------------------------------------------------------


def _counterpart(name: str, allowed: Mapping[str, Any]) -> str | None:
    """The field of this query language that does the work of one of the other language."""
    candidates = (*_COUNTERPARTS.get(name, ()), name.removesuffix("Path"), f"{name}Path")
    found = next((candidate for candidate in candidates if candidate in allowed), None)
    # Whatever else a JSONPath rule tests with, in JSONata it goes into the condition.
    return found or ("Condition" if "Condition" in allowed else None)


def _owners(name: str, failure: _Failure) -> list[str]:
    """The other state types that have a field which this state has not."""
    if failure.subject not in _state_types():
        return []
    fields = {kind: _fields(f"{failure.language}{kind}") for kind in _state_types()}
    return [kind for kind, names in fields.items() if name in names]


def _closest(word: str, choice: Iterable[str]) -> str | None:
    """The member of a choice that a word is probably a misspelling of."""
    by_folded = {candidate.casefold(): candidate for candidate in choice}
    close = difflib.get_close_matches(word.casefold()[:_LONGEST_SHOWN], by_folded, n=1, cutoff=0.7)
    return by_folded[close[0]] if close else None


def _named(path: _Path) -> str:
    """A place by the name of its field."""
    if not path:
        return "the definition"
    token = path[-1]
    if isinstance(token, int):
        return f"element {token} of {_named(path[:-1])}"
    return f"'{_cut(token)}'"


def _shown(value: Any) -> str:
    """A value as a message shows it: text and numbers as they are, the rest by its kind."""
    if isinstance(value, str):
        return f"'{_cut(value)}'" if value else "empty"
    if isinstance(value, (dict, list)):
        return type_names[type(value)] if value else f"an empty {type_names[type(value)][3:]}"
    return _cut(json.dumps(value))


def _cut(text: str) -> str:
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return shown if shown.isprintable() else json.dumps(shown)[1:-1]


def _listed(names: Iterable[Any], word: str, *, quote: bool = True) -> str:
    *others, last = [f"'{name}'" if quote else str(name) for name in names]
    return f"{', '.join(others)} {word} {last}" if others else last


# The report --------------------------------------------------------------------------------------

_FIELD_CODES: Final = frozenset({UNKNOWN_FIELD, OTHER_LANGUAGE})


def _causes(findings: list[_Finding]) -> list[_Finding]:
    """The findings without those that follow from another one: one mistake, one finding."""
    out_of_place = {f.path for f in findings if f.code in _FIELD_CODES and f.path != f.place}
    meant = {(f.place, field) for f in findings if f.code in _FIELD_CODES for field in f.fields}

    def follows(finding: _Finding) -> bool:
        # What does not belong there need not be right inside, and what is misspelt is not missing.
        depth = len(finding.path) + (finding.code not in _FIELD_CODES)
        return any(finding.path[:length] in out_of_place for length in range(depth)) or (
            finding.code == MISSING_FIELD
            and any((finding.place, field) in meant for field in finding.fields)
        )

    return [finding for finding in findings if not follows(finding)]


def _in_document_order(document: Any, findings: list[_Finding]) -> list[_Finding]:
    positions: dict[_Path, dict[str, int]] = {}

    def order(finding: _Finding) -> list[int]:
        ranks, value = [], document
        for depth, token in enumerate(finding.path):
            if isinstance(token, int):
                ranks.append(token)
            else:
                holder = finding.path[:depth]
                if holder not in positions:
                    positions[holder] = {name: rank for rank, name in enumerate(value)}
                ranks.append(positions[holder][token])
            value = value[token]
        return ranks

    return sorted(findings, key=order)


def _diagnostics(definition: Definition, findings: list[_Finding]) -> list[Diagnostic]:
    """The findings as diagnostics with their places in the source, each once, capped."""

    def diagnostic(path: _Path, code: str, message: str, severity: Severity) -> Diagnostic:
        pointer = ""
        for token in path:
            pointer = child(pointer, token)
        return Diagnostic(code, severity, message, pointer, definition.source.locate(pointer))

    unique: dict[tuple[_Path, str], str] = {}
    for finding in findings:
        unique.setdefault((finding.path, finding.message), finding.code)
    reported = [
        diagnostic(path, code, message, Severity.ERROR)
        for (path, message), code in islice(unique.items(), REPORTED)
    ]
    if len(unique) > REPORTED:
        more = f"there are more than {REPORTED} findings; mend these, then check again"
        reported.append(diagnostic((), MORE, more, Severity.INFO))
    return reported
