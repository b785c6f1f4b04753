"""What is wrong with a definition in AWS's words, where they are known.

The texts were recorded or measured by others (ASL reference, section 11.2). What AWS says of the
rest is not known: that is said in this package's own words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.definition.pointers import parent, tokens
from sfn_dsl.definition.states import language_of
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.language.comparisons import BOOLEAN_OPERATORS, OPERATORS, TYPE_TESTS
from sfn_dsl.language.fields import STATES as FIELDS_OF_STATES
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.dataflow.jsonata import read_expression, refusal_of

_TYPES: Final = ("Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map")
_WAITS: Final = ("SecondsPath", "Seconds", "TimestampPath", "Timestamp")
_ENDS: Final = ("Next", "End")
_TESTS: Final = (*OPERATORS, *TYPE_TESTS, *BOOLEAN_OPERATORS)
_ONE_OF: Final = "This object should have only one of the following fields: [{}]"
_ONLY_ONE_OF: Final = "There should only be one of the following fields: [{}]"


@attrs.frozen
class Wording:
    """A finding, what AWS says of it, and the pointer of the place that AWS names."""

    diagnostic: Diagnostic
    message: str
    pointer: str


_Found = Iterator[tuple[str, str]]


@attrs.frozen
class _Place:
    """A finding in its document: its pointer, the value there, and the object around that."""

    diagnostic: Diagnostic
    document: Any

    @property
    def pointer(self) -> str:
        """Where the finding is."""
        return self.diagnostic.pointer

    @property
    def value(self) -> Any:
        """What is there, None where nothing is."""
        return _at(self.document, self.pointer)

    @property
    def around(self) -> Any:
        """What it is in."""
        return _at(self.document, parent(self.pointer))

    @property
    def name(self) -> str:
        """The name of the member, ``""`` for the whole document."""
        return (tokens(self.pointer) or ("",))[-1]


def wording_of(found: Iterable[Diagnostic], document: Any) -> list[Wording]:
    """What AWS says of findings, in their order; several may be one, and one may be several."""
    said: dict[tuple[str, str], Wording] = {}
    for diagnostic in found:
        place = _Place(diagnostic, document)
        say = _WORDS.get(diagnostic.code)
        theirs = list(say(place)) if say else []
        for message, pointer in theirs or [(_own(diagnostic), diagnostic.pointer)]:
            said.setdefault((message, pointer), Wording(diagnostic, message, pointer))
    return list(said.values())


def _own(diagnostic: Diagnostic) -> str:
    """This package's own words, without what to write instead."""
    return diagnostic.message.partition("; ")[0]


def _at(document: Any, pointer: str) -> Any:
    value = document
    for token in tokens(pointer):
        if isinstance(value, dict) and token in value:
            value = value[token]
        elif isinstance(value, list) and token.isdigit() and int(token) < len(value):
            value = value[int(token)]
        else:
            return None
    return value


def _missing_target(place: _Place) -> _Found:
    yield f"Missing 'Next' target: {place.value}", place.pointer


def _unreachable(place: _Place) -> _Found:
    yield f'State "{place.name}" is not reachable.', place.pointer


def _no_end(place: _Place) -> _Found:
    yield "Workflow has no terminal state", ""


def _duplicate_name(place: _Place) -> _Found:
    yield f"Duplicate State name: {place.name}", place.pointer


def _missing_field(place: _Place) -> _Found:
    if not place.pointer:
        missing = [name for name in ("States", "StartAt") if name not in place.document]
        yield f"These fields are required: [{', '.join(missing)}]", "/"
    elif place.name == "Credentials":
        yield "The field 'RoleArn' is required but was missing", place.pointer
    elif not isinstance(place.value, dict):
        return
    elif _is_rule(place.pointer) and not any(name in place.value for name in _TESTS):
        yield _ONE_OF.format(", ".join(_TESTS)), place.pointer
    else:
        yield from _missing_in_state(place)


def _missing_in_state(place: _Place) -> _Found:
    state: dict[str, Any] = place.value
    kind = state.get("Type")
    if not _is_state(place.pointer):
        return
    if "Type" not in state:
        yield "The field 'Type' is required", place.pointer
        return
    fields = FIELDS_OF_STATES.get(str(kind), ())
    required = [each.name for each in fields if each.required and each.name not in state]
    if len(required) == 1:
        yield f"The field '{required[0]}' is required", place.pointer
    elif required:
        yield f"These fields are required: [{', '.join(required)}]", place.pointer
    ends = any(each.name == "End" for each in fields)
    if ends and not any(name in state for name in _ENDS):
        yield _ONE_OF.format(", ".join(_ENDS)), place.pointer
    if kind == "Wait" and not any(name in state for name in _WAITS):
        yield _ONE_OF.format(", ".join(_WAITS)), place.pointer


def _misplaced(place: _Place) -> _Found:
    """Fields of which there may be only one."""
    if isinstance(place.value, dict) and place.value.get("Type") == "Wait":
        yield _ONLY_ONE_OF.format(", ".join(_WAITS)), place.pointer
    elif _is_rule(place.pointer):
        yield _ONLY_ONE_OF.format(", ".join(_TESTS)), place.pointer
    elif place.name in _ENDS:
        yield _ONLY_ONE_OF.format(", ".join(_ENDS)), parent(place.pointer)
    elif place.name.endswith("Path") and place.name.removesuffix("Path") in place.around:
        both = (place.name.removesuffix("Path"), place.name)
        yield _ONLY_ONE_OF.format(", ".join(both)), parent(place.pointer)


def _unknown_field(place: _Place) -> _Found:
    yield f"Field '{place.name}' is not supported", parent(place.pointer) or "/"


def _other_language(place: _Place) -> _Found:
    """Fields of the other query language, each of which AWS names."""
    around = place.around
    if not isinstance(around, dict):
        return
    language, other = _languages(place)
    fields = _fields_around(place)
    only = [each.name for each in fields if each.only is other and each.name in around]
    for name in only or [place.name]:
        said = (
            f"The QueryLanguage is set to '{language.value}', but field '{name}' is only supported "
            f"for the '{other.value}' QueryLanguage"
        )
        yield said, parent(place.pointer)


def _languages(place: _Place) -> tuple[QueryLanguage, QueryLanguage]:
    """The query language of the state around a place, and the other one."""
    whole = language_of(place.document)
    names = tokens(place.pointer)
    language = whole
    for end in range(2, len(names) + 1):
        if names[end - 2] == "States":
            state = _at(place.document, "/" + "/".join(map(_escaped, names[:end])))
            if isinstance(state, dict):
                language = language_of(state, whole)
    both = (QueryLanguage.JSONPATH, QueryLanguage.JSONATA)
    return language, both[1 - both.index(language)]


def _escaped(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")


def _fields_around(place: _Place) -> tuple[Any, ...]:
    if not _is_state(parent(place.pointer)):
        return ()
    return FIELDS_OF_STATES.get(str(place.around.get("Type")), ())


def _unknown_type(place: _Place) -> _Found:
    values = ", ".join(_TYPES)
    yield f"The field 'Type' should have one of these values: [{values}]", place.pointer


def _downgraded(place: _Place) -> _Found:
    yield (
        "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
        parent(place.pointer),
    )


def _no_such_value(place: _Place) -> _Found:
    if place.name == "QueryLanguage":
        if not isinstance(place.value, str):
            yield "Expected value of type [STRING]", place.pointer
        yield "Value should be one of the following: [JSONPath, JSONata]", place.pointer


def _wrong_type(place: _Place) -> _Found:
    if place.name in _INTEGERS:
        yield "Expected value of type Integer", place.pointer


def _out_of_range(place: _Place) -> _Found:
    if place.value in ({}, []):
        yield "Value cannot be empty", place.pointer
    elif place.name == "Seconds":
        yield "Minimum value is 0", place.pointer
    elif place.value == "States.ALL":
        yield from _not_last(place)


def _malformed(place: _Place) -> _Found:
    if place.name == "Timestamp":
        yield "String does not match RFC3339 timestamp", place.pointer
    elif place.name == "Variable" and not str(place.value).startswith("$"):
        said = "Value is not a Reference Path: Reference path didn't start with '$'"
        yield said, place.pointer
    elif place.name.endswith(".$"):
        said = (
            f"The value for the field '{place.name}' must be a valid JSONPath or a valid intrinsic "
            "function call"
        )
        yield said, parent(place.pointer)


def _not_last(place: _Place) -> _Found:
    yield "States.ALL must appear alone and at end of list", place.pointer


def _resource(place: _Place) -> _Found:
    said = (
        f"The resource provided {place.value} is not recognized. The value is not a valid resource "
        "ARN, or the resource is not available in this region."
    )
    yield said, place.pointer


def _express(place: _Place) -> _Found:
    resource = str(place.value)
    if ":activity:" in resource:
        yield "Express state machine does not support Activity ARN", place.pointer
    elif resource.endswith(".waitForTaskToken"):
        # The blank at the end is AWS's.
        said = "Express state machine does not support '.waitForTaskToken' service integration "
        yield said, place.pointer
    elif ".sync" in resource:
        said = "Express state machine does not support '.sync' service integration"
        yield said, place.pointer


def _jsonata(place: _Place) -> _Found:
    if refusal := refusal_of(_inside(place)):
        yield refusal[:1].upper() + refusal[1:], place.pointer


def _bare(place: _Place) -> _Found:
    expression = read_expression(_inside(place))
    for name in dict.fromkeys(expression.bare if expression else ()):
        where = "" if name == "$$" else " at the top level"
        yield f"Reference to '{name}'{where} is not supported.", place.pointer


def _no_member(place: _Place) -> _Found:
    expression = read_expression(_inside(place))
    known = ("input", "context")
    for name in dict.fromkeys(expression.states if expression else ()):
        if name not in known:
            yield f"Field '$states.{name}' does not exist.", place.pointer


def _inside(place: _Place) -> str:
    """The expression at a place, without its braces."""
    text = place.value if isinstance(place.value, str) else json.dumps(place.value)
    return text[2:-2].strip()


def _is_state(pointer: str) -> bool:
    return tokens(pointer)[-2:-1] == ("States",)


def _is_rule(pointer: str) -> bool:
    """Return whether a pointer names a Choice rule, or one inside another."""
    around = tokens(pointer)[-2:]
    return bool(around) and (around[0] in ("Choices", "And", "Or") or around[-1] == "Not")


_INTEGERS: Final = frozenset(
    (
        *("Seconds", "TimeoutSeconds", "HeartbeatSeconds", "IntervalSeconds", "MaxAttempts"),
        *("MaxDelaySeconds", "MaxConcurrency", "MaxItems", "MaxItemsPerBatch"),
        *("MaxInputBytesPerBatch", "ToleratedFailureCount"),
    )
)

_WORDS: Final[Mapping[str, Callable[[_Place], _Found]]] = {
    "SFN110": _unknown_field,
    "SFN111": _other_language,
    "SFN112": _missing_field,
    "SFN113": _wrong_type,
    "SFN114": _no_such_value,
    "SFN115": _out_of_range,
    "SFN116": _malformed,
    "SFN117": _misplaced,
    "SFN118": _unknown_type,
    "SFN119": _downgraded,
    "SFN201": _missing_target,
    "SFN203": _unreachable,
    "SFN204": _no_end,
    "SFN205": _duplicate_name,
    "SFN302": _malformed,
    "SFN501": _not_last,
    "SFN601": _jsonata,
    "SFN603": _no_member,
    "SFN604": _no_member,
    "SFN605": _bare,
    "SFN701": _resource,
    "SFN702": _resource,
    "SFN803": _express,
}
