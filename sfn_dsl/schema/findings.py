"""What is wrong at a place that fails, in words: explained by ``jsonschema``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import attrs

from sfn_dsl.schema.codes import (
    CODES,
    LANGUAGE_TURNED_BACK,
    MISPLACED_FIELD,
    MISSING_FIELD,
    NO_SUCH_VALUE,
    OTHER_LANGUAGE,
    UNKNOWN_FIELD,
    UNKNOWN_STATE_TYPE,
)
from sfn_dsl.schema.failures import Failure, Path
from sfn_dsl.schema.rule_book import LANGUAGES, fields_of, rule_book, state_types
from sfn_dsl.schema.wording import closest, listed, named, shown

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

ANY_FIELD = ""


@attrs.frozen
class Finding:
    """What becomes a diagnostic, unless another finding turns out to be its cause.

    ``place`` is the object in question, ``path`` the exact part. ``fields`` are those that are
    missing from the object, or those that were probably meant.
    """

    place: Path
    path: Path
    code: str
    message: str
    fields: frozenset[str] = frozenset()


def findings_of(failure: Failure) -> Iterator[Finding]:
    """What `jsonschema` has to say about one part of the schema at one place, in our words."""
    keywords = {name: value for name, value in failure.schema.items() if name in _FINDERS}
    # What members hold is asked where they stand; here, only whether they belong.
    if keywords.pop("additionalProperties", True) is False:
        keywords["additionalProperties"] = False
        keywords["properties"] = dict.fromkeys(failure.schema["properties"], True)
    for error in explainer().evolve(schema=keywords).iter_errors(failure.instance):
        yield from _FINDERS[error.schema_path[0]](failure, error)


@cache
def explainer() -> Any:
    """The validator that says what is wrong; slow, so it is asked about one place at a time."""
    import jsonschema  # type: ignore[import-untyped]  # it has neither types nor stubs here

    return jsonschema.Draft202012Validator(rule_book())


def _unfit(failure: Failure, error: Any) -> Iterator[Finding]:
    """A value that is not what its field takes."""
    path, wanted = failure.place, failure.schema.get("description")
    message = f"{named(path)} is {shown(failure.instance)}; write {wanted}"
    yield Finding(path, path, CODES[error.validator], message)


def _not_this(failure: Failure, error: Any) -> Iterator[Finding]:
    """A value that is of a refused form, or a field that cannot stand here at all."""
    if error.validator_value != {}:
        yield from _unfit(failure, error)
        return
    path = failure.place
    code = LANGUAGE_TURNED_BACK if path[-1] == "QueryLanguage" else MISPLACED_FIELD
    message = f"{named(path)} {failure.schema['description']}"
    yield Finding(path[:-1], path, code, message)


def _not_in_list(failure: Failure, error: Any) -> Iterator[Finding]:
    path, value = failure.place, failure.instance
    close = closest(value, error.validator_value) if isinstance(value, str) else None
    all_of_them = listed(error.validator_value, "or")
    advice = f"did you mean '{close}'?" if close else f"write {all_of_them}"
    if path[-1] == "Type":
        message = f"{shown(value)} is no state type; {advice}"
        yield Finding(path, path, UNKNOWN_STATE_TYPE, message)
    else:
        message = f"{named(path)} is {shown(value)}; {advice}"
        yield Finding(path, path, NO_SUCH_VALUE, message)


def _bad_name(failure: Failure, error: Any) -> Iterator[Finding]:
    path = (*failure.place, error.instance)
    wanted = error.schema["description"]
    message = f"{shown(error.instance)} cannot be a name here; write {wanted}"
    yield Finding(path, path, CODES[error.validator], message)


def _missing(failure: Failure, error: Any) -> Iterator[Finding]:
    # On a condition the description says what to do, on an object what the object is.
    is_condition = "properties" not in failure.schema
    advice = failure.schema.get("description", "add it") if is_condition else "add it"
    for name in error.validator_value:
        if name not in failure.instance:
            message = f"{failure.what} lacks '{name}'; {advice}"
            yield Finding(failure.place, failure.place, MISSING_FIELD, message, frozenset([name]))


def _one_of(failure: Failure, error: Any) -> Iterator[Finding]:
    """A choice between fields of which none is there, or too many are."""
    if not isinstance(failure.instance, dict):
        return
    choice = [option["required"][0] for option in error.validator_value]
    given = [name for name in choice if name in failure.instance]
    place, advice = failure.place, failure.schema["description"]
    if given:
        message = f"{failure.what} has {listed(given, 'and')}; {advice}"
        yield Finding(place, place, MISPLACED_FIELD, message)
    else:
        message = f"{failure.what} is incomplete; {advice}"
        # Any field that nobody knows may have been meant as one of these, and a rule of the other
        # query language (where it tests no 'Variable') lacks an operator for that reason.
        fields = frozenset([*choice, "Variable", ANY_FIELD])
        yield Finding(place, place, MISSING_FIELD, message, fields)


def _unknown_fields(failure: Failure, error: Any) -> Iterator[Finding]:
    """Fields that an object does not have: of the other query language, misspelt, or foreign."""
    allowed = failure.schema["properties"]
    twin = fields_of(LANGUAGES.get(failure.language, "") + failure.subject)
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


def _of_other_language(failure: Failure, names: list[str], instead: str | None) -> Finding:
    other = "JSONata" if failure.language == "Jsonpath" else "JSONPath"
    advice = f"write '{instead}'" if instead else "remove it"
    if other == "JSONata":
        advice += ", or set 'QueryLanguage' to 'JSONata'"
    belong = "belongs" if len(names) == 1 else "belong"
    message = f"{listed(names, 'and')} {belong} to {other} states; {advice}"
    path = (*failure.place, names[0])
    fields = frozenset([instead]) if instead else frozenset()
    return Finding(failure.place, path, OTHER_LANGUAGE, message, fields)


def _unknown_field(failure: Failure, name: str) -> Finding:
    path = (*failure.place, name)
    owners = _owners(name, failure)
    absent = [field for field in failure.schema["properties"] if field not in failure.instance]
    close = closest(name, absent)
    if owners:
        types = listed(owners, "and", quote=False)
        message = f"{named(path)} belongs to {types} states; remove it"
    else:
        advice = f"did you mean '{close}'?" if close else "remove it"
        message = f"unknown field {named(path)} in {failure.what}; {advice}"
    return Finding(failure.place, path, UNKNOWN_FIELD, message, frozenset([close or ANY_FIELD]))


_FINDERS: Final[Mapping[str, Callable[[Failure, Any], Iterator[Finding]]]] = {
    **dict.fromkeys(CODES, _unfit),
    "additionalProperties": _unknown_fields,
    "anyOf": _one_of,
    "enum": _not_in_list,
    "not": _not_this,
    "oneOf": _one_of,
    "propertyNames": _bad_name,
    "required": _missing,
}


def _counterpart(name: str, allowed: Mapping[str, Any]) -> str | None:
    """The field of this query language that does the work of one of the other language."""
    candidates = (*_COUNTERPARTS.get(name, ()), name.removesuffix("Path"), f"{name}Path")
    found = next((candidate for candidate in candidates if candidate in allowed), None)
    # Whatever else a JSONPath rule tests with, in JSONata it goes into the condition.
    return found or ("Condition" if "Condition" in allowed else None)


def _owners(name: str, failure: Failure) -> list[str]:
    """The other state types that have a field which this state has not."""
    if failure.subject not in state_types():
        return []
    fields = {kind: fields_of(f"{failure.language}{kind}") for kind in state_types()}
    return [kind for kind, names in fields.items() if name in names]
