"""What is wrong at a place that fails, in words: explained by ``jsonschema``."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import attrs

from sfn_dsl.advice import Advice
from sfn_dsl.definition.definition import type_names
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.language.error_names import States
from sfn_dsl.schema.rule_book import (
    CODES,
    JSONPATH_IN_JSONATA,
    LANGUAGES,
    MISPLACED_FIELD,
    MISSING_FIELD,
    NO_SUCH_VALUE,
    OTHER_LANGUAGE,
    UNKNOWN_FIELD,
    UNKNOWN_STATE_TYPE,
    Finding,
    Path,
    Schema,
    definitions,
    fields_of,
    rule_book,
    state_types,
)

# The counterparts of a field in the other query language, best first. The literal twin of a path,
# such as ``Seconds`` of ``SecondsPath``, needs no row.
_COUNTERPARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "Arguments": ("Parameters",),
    "Condition": ("Variable",),
    "Output": ("ResultSelector", "Parameters"),
    "Parameters": ("Arguments", "ItemSelector", "Output"),
    "Result": ("Output",),
    "ResultPath": ("Output",),
    "ResultSelector": ("Output",),
}

# Keywords whose failure is one finding, however much inside them fails.
_CHOICES: Final = frozenset({"oneOf", "anyOf"})
_NESTING: Final = _CHOICES | {"propertyNames"}

ANY_FIELD = ""
LONGEST_SHOWN = 40


@attrs.frozen
class Failure:
    """A place of the document, and the part of the schema that it does not satisfy."""

    place: Path
    instance: Any
    schema: Schema
    definition: str
    advice: Advice

    @property
    def language(self) -> str:
        """The query language that the definition is of: ``Jsonpath``, ``Jsonata``, or neither."""
        return next((name for name in LANGUAGES if self.definition.startswith(name)), "")

    @property
    def subject(self) -> str:
        """What the definition is of, in either query language: ``Task``, ``ItemReader``."""
        return self.definition.removeprefix(self.language)

    @property
    def what(self) -> str:
        """The object at the place, in words."""
        kind = self.instance.get("Type") if isinstance(self.instance, dict) else None
        if kind in state_types():
            return f"a {kind} state"
        title = definitions().get(self.definition, rule_book()).get("title", "the object")
        return self.advice.text(str(title))

    def named(self, path: Path) -> str:
        """A place by the name of its field."""
        if not path:
            return "the definition"
        token = path[-1]
        if isinstance(token, int):
            return f"element {token} of {self.named(path[:-1])}"
        if path[-2:-1] == ("States",):
            return f"'{cut(token)}'"
        is_member = token.endswith(".$")
        return self.advice.member(cut(token)) if is_member else self.field(cut(token))

    def field(self, name: str) -> str:
        """A field in quotes, as the author writes it."""
        return self.advice.text(f"'{name}'")


def findings_in(
    document: Any, errors: Iterable[tuple[str, str]], advice: Advice
) -> Iterator[Finding]:
    """What is wrong with a document, by the errors that `jsonschema_rs` reports.

    Each is the pointer of a place, and the location of the keyword that it fails.
    """
    for failure in _failures(document, errors, advice):
        yield from _findings_of(failure)


def _failures(
    document: Any, errors: Iterable[tuple[str, str]], advice: Advice
) -> Iterator[Failure]:
    """Each place that fails with each part of the schema that it fails, once.

    One keyword of a part may be reported for another, so the keyword is not used.
    """
    places = dict.fromkeys((pointer, _part(location)) for pointer, location in errors)
    for pointer, part in places:
        place, instance = _at(document, tokens(pointer))
        _, schema = _at(rule_book(), part)
        yield Failure(place, instance, schema, part[1] if part else "", advice)


def _part(location: str) -> tuple[str, ...]:
    """The schema object that holds a failed keyword, the outermost where they are nested."""
    path = tokens(location.partition("#")[2])
    outermost = (rank for rank, token in enumerate(path) if token in _NESTING)
    return path[: next(outermost, len(path) - 1)]


def _at(value: Any, path: Iterable[str]) -> tuple[Path, Any]:
    """The value at a pointer's tokens, and its path with the indices as numbers."""
    found: list[str | int] = []
    for token in path:
        found.append(int(token) if isinstance(value, list) else token)
        value = value[found[-1]]
    return tuple(found), value


def _findings_of(failure: Failure) -> Iterator[Finding]:
    """What `jsonschema` says about one part of the schema at one place, in our words."""
    keywords = {
        name: value
        for name, value in failure.schema.items()
        if name in _FINDERS or name in _CHOICES
    }
    # The contents of members are checked at their own places; here, only whether they belong.
    if keywords.pop("additionalProperties", True) is False:
        keywords["additionalProperties"] = False
        keywords["properties"] = dict.fromkeys(failure.schema["properties"], True)
    # A choice is one between required fields, of which `jsonschema` would explain each.
    for name in _CHOICES & keywords.keys():
        yield from _one_of(failure, keywords.pop(name), is_single=name == "oneOf")
    for error in explainer().evolve(schema=keywords).iter_errors(failure.instance):
        yield from _FINDERS[error.schema_path[0]](failure, error)


@cache
def explainer() -> Any:
    """The validator that says what is wrong; slow, so it checks one place at a time."""
    import jsonschema  # type: ignore[import-untyped]  # it has neither types nor stubs here

    return jsonschema.Draft202012Validator(rule_book())


def _unfit(failure: Failure, error: Any) -> Iterator[Finding]:
    """A value that is not what its field takes."""
    path = failure.place
    if error.validator == "maxItems" and States.ALL in failure.instance:
        # AWS names the place of the name that has to stand alone.
        path = (*path, failure.instance.index(States.ALL))
    expected = _rest_of(failure) or failure.advice.text(str(failure.schema.get("description")))
    message = f"{failure.named(failure.place)} is {shown(failure.instance)}; write {expected}"
    yield Finding(path, path, CODES[error.validator], message)


def _rest_of(failure: Failure) -> str | None:
    """What half an expression lacks, whatever its field takes."""
    text, definition = failure.instance, failure.definition
    if not isinstance(text, str) or not definition.startswith(("Jsonata", "Expression")):
        return None
    half = definitions()["JsonataString"]
    if text.startswith("{%"):
        lacks = None if text.endswith("%}") else half["then"]
    else:
        lacks = half["else"] if text.endswith("%}") else None
    return failure.advice.text(str(lacks["description"])) if lacks else None


def _not_this(failure: Failure, error: Any) -> Iterator[Finding]:
    """A value of an excluded form, or a field that is not allowed here at all."""
    if error.validator_value != {}:
        yield from _unfit(failure, error)
        return
    path = failure.place
    code = JSONPATH_IN_JSONATA if path[-1] == "QueryLanguage" else MISPLACED_FIELD
    message = f"{failure.named(path)} {failure.advice.text(failure.schema['description'])}"
    yield Finding(path[:-1], path, code, message)


def _not_in_list(failure: Failure, error: Any) -> Iterator[Finding]:
    path, value = failure.place, failure.instance
    close = closest(value, error.validator_value) if isinstance(value, str) else None
    all_of_them = listed(error.validator_value, "or")
    advice = f"did you mean '{close}'?" if close else f"write {all_of_them}"
    if path[-1] == "Type":
        message = f"{shown(value)} is not a valid state type; {advice}"
        yield Finding(path, path, UNKNOWN_STATE_TYPE, message)
    else:
        message = f"{failure.named(path)} is {shown(value)}; {advice}"
        yield Finding(path, path, NO_SUCH_VALUE, message)


def _bad_name(failure: Failure, error: Any) -> Iterator[Finding]:
    path = (*failure.place, error.instance)
    expected = failure.advice.text(error.schema["description"])
    message = f"{shown(error.instance)} is not a valid name here; write {expected}"
    yield Finding(path, path, CODES[error.validator], message)


def _missing(failure: Failure, error: Any) -> Iterator[Finding]:
    # On a condition the description says what to do, on an object what the object is.
    is_condition = "properties" not in failure.schema
    advice = failure.schema.get("description", "add it") if is_condition else "add it"
    for name in error.validator_value:
        if name not in failure.instance:
            message = f"{failure.what} has no {failure.field(name)}; {failure.advice.text(advice)}"
            yield Finding(failure.place, failure.place, MISSING_FIELD, message, frozenset([name]))


def _one_of(failure: Failure, options: list[Schema], *, is_single: bool) -> Iterator[Finding]:
    """A choice between fields of which none is given, or too many are."""
    if not isinstance(failure.instance, dict):
        return
    choice = [option["required"][0] for option in options]
    given = [name for name in choice if name in failure.instance]
    if len(given) == 1 or (given and not is_single):
        return
    place, advice = failure.place, failure.advice.text(failure.schema["description"])
    if given:
        names = listed(map(failure.field, given), "and", quote=False)
        message = f"{failure.what} has {names}; {advice}"
        yield Finding(place, place, MISPLACED_FIELD, message)
    else:
        message = f"{failure.what} is incomplete; {advice}"
        # Any unknown field may have been meant as one of these, and a rule of the other query
        # language (without a 'Variable') has no operator for that reason.
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
    advice = f"write {failure.field(instead)}" if instead else "remove it"
    if other == "JSONata":
        advice += f", or write {failure.advice.setting('QueryLanguage', 'JSONata')}"
    belong = "belongs" if len(names) == 1 else "belong"
    fields_ = listed(map(failure.field, names), "and", quote=False)
    message = f"{fields_} {belong} to {other} states; {advice}"
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
        message = f"{failure.named(path)} belongs to {types} states; remove it"
    else:
        advice = f"did you mean {failure.field(close)}?" if close else "remove it"
        message = f"unknown field {failure.named(path)} in {failure.what}; {advice}"
    return Finding(failure.place, path, UNKNOWN_FIELD, message, frozenset([close or ANY_FIELD]))


_FINDERS: Final[Mapping[str, Callable[[Failure, Any], Iterator[Finding]]]] = {
    **dict.fromkeys(CODES, _unfit),
    "additionalProperties": _unknown_fields,
    "enum": _not_in_list,
    "not": _not_this,
    "propertyNames": _bad_name,
    "required": _missing,
}


def _counterpart(name: str, allowed: Mapping[str, Any]) -> str | None:
    """The field of this query language that corresponds to one of the other language."""
    candidates = (*_COUNTERPARTS.get(name, ()), name.removesuffix("Path"), f"{name}Path")
    found = next((candidate for candidate in candidates if candidate in allowed), None)
    # All other tests of a JSONPath rule go into the condition in JSONata.
    return found or ("Condition" if "Condition" in allowed else None)


def _owners(name: str, failure: Failure) -> list[str]:
    """The other state types that have a field."""
    if failure.subject not in state_types():
        return []
    fields = {kind: fields_of(f"{failure.language}{kind}") for kind in state_types()}
    return [kind for kind, names in fields.items() if name in names]


def shown(value: Any) -> str:
    """A value as a message shows it: text and numbers as they are, the rest by its type."""
    if isinstance(value, str):
        return f"'{cut(value)}'" if value else "empty"
    if isinstance(value, (dict, list)):
        return type_names[type(value)] if value else f"an empty {type_names[type(value)][3:]}"
    return cut(json.dumps(value))


def cut(text: str) -> str:
    """Text shortened for a message, with unprintable characters escaped."""
    shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return shown if shown.isprintable() else json.dumps(shown)[1:-1]


def listed(names: Iterable[Any], word: str, *, quote: bool = True) -> str:
    """Several names in words: `one, two and three`."""
    *others, last = [f"'{name}'" if quote else str(name) for name in names]
    return f"{', '.join(others)} {word} {last}" if others else last


def closest(word: str, choice: Iterable[str]) -> str | None:
    """The candidate that a word is probably a misspelling of."""
    by_folded = {candidate.casefold(): candidate for candidate in choice}
    close = difflib.get_close_matches(word.casefold()[:LONGEST_SHOWN], by_folded, n=1, cutoff=0.7)
    return by_folded[close[0]] if close else None
