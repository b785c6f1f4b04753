"""What is wrong with the fields of a definition in AWS's words (ASL reference, section 11.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sfn_dsl.definition.pointers import parent, pointer_of, tokens
from sfn_dsl.definition.states import language_of
from sfn_dsl.language.comparisons import BOOLEAN_OPERATORS, OPERATORS, TYPE_TESTS
from sfn_dsl.language.fields import STATES as FIELDS_OF_STATES
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.local.stepfunctions.machines.places import Place, Said, is_rule, is_state, value_at

_TYPES: Final = ("Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map")
_WAITS: Final = ("SecondsPath", "Seconds", "TimestampPath", "Timestamp")
_ENDS: Final = ("Next", "End")
_TESTS: Final = (*OPERATORS, *TYPE_TESTS, *BOOLEAN_OPERATORS)
_ONE_OF: Final = "This object should have only one of the following fields: [{}]"
_ONLY_ONE_OF: Final = "There should only be one of the following fields: [{}]"
_INTEGERS: Final = frozenset(
    (
        *("Seconds", "TimeoutSeconds", "HeartbeatSeconds", "IntervalSeconds", "MaxAttempts"),
        *("MaxDelaySeconds", "MaxConcurrency", "MaxItems", "MaxItemsPerBatch"),
        *("MaxInputBytesPerBatch", "ToleratedFailureCount"),
    )
)


def _missing_field(place: Place) -> Said:
    if not place.pointer:
        missing = [name for name in ("States", "StartAt") if name not in place.document]
        yield f"These fields are required: [{', '.join(missing)}]", "/"
    elif place.name == "Credentials":
        yield "The field 'RoleArn' is required but was missing", place.pointer
    elif not isinstance(place.value, dict):
        return
    elif is_rule(place.pointer) and not any(name in place.value for name in _TESTS):
        yield _ONE_OF.format(", ".join(_TESTS)), place.pointer
    else:
        yield from _missing_in_state(place)


def _missing_in_state(place: Place) -> Said:
    state: dict[str, Any] = place.value
    kind = state.get("Type")
    if not is_state(place.pointer):
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


def _misplaced(place: Place) -> Said:
    """Fields of which there may be only one."""
    if isinstance(place.value, dict) and place.value.get("Type") == "Wait":
        yield _ONLY_ONE_OF.format(", ".join(_WAITS)), place.pointer
    elif is_rule(place.pointer):
        yield _ONLY_ONE_OF.format(", ".join(_TESTS)), place.pointer
    elif place.name in _ENDS:
        yield _ONLY_ONE_OF.format(", ".join(_ENDS)), parent(place.pointer)
    elif place.name.endswith("Path") and place.name.removesuffix("Path") in place.around:
        both = (place.name.removesuffix("Path"), place.name)
        yield _ONLY_ONE_OF.format(", ".join(both)), parent(place.pointer)


def _unknown_field(place: Place) -> Said:
    yield f"Field '{place.name}' is not supported", parent(place.pointer) or "/"


def _other_language(place: Place) -> Said:
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


def _languages(place: Place) -> tuple[QueryLanguage, QueryLanguage]:
    """The query language of the state around a place, and the other one."""
    whole = language_of(place.document)
    names = tokens(place.pointer)
    language = whole
    for end in range(2, len(names) + 1):
        if names[end - 2] == "States":
            state = value_at(place.document, pointer_of(names[:end]))
            if isinstance(state, dict):
                language = language_of(state, whole)
    both = (QueryLanguage.JSONPATH, QueryLanguage.JSONATA)
    return language, both[1 - both.index(language)]


def _fields_around(place: Place) -> tuple[Any, ...]:
    if not is_state(parent(place.pointer)):
        return ()
    return FIELDS_OF_STATES.get(str(place.around.get("Type")), ())


def _unknown_type(place: Place) -> Said:
    values = ", ".join(_TYPES)
    yield f"The field 'Type' should have one of these values: [{values}]", place.pointer


def _downgraded(place: Place) -> Said:
    yield (
        "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
        parent(place.pointer),
    )


def _no_such_value(place: Place) -> Said:
    if place.name == "QueryLanguage":
        if not isinstance(place.value, str):
            yield "Expected value of type [STRING]", place.pointer
        yield "Value should be one of the following: [JSONPath, JSONata]", place.pointer


def _wrong_type(place: Place) -> Said:
    if place.name in _INTEGERS:
        yield "Expected value of type Integer", place.pointer


def _out_of_range(place: Place) -> Said:
    if place.value in ({}, []):
        yield "Value cannot be empty", place.pointer
    elif place.name == "Seconds":
        yield "Minimum value is 0", place.pointer
    elif place.value == "States.ALL":
        yield from _not_last(place)


def _malformed(place: Place) -> Said:
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


def _not_last(place: Place) -> Said:
    yield "States.ALL must appear alone and at end of list", place.pointer


FIELDS: Final[Mapping[str, Callable[[Place], Said]]] = {
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
    "SFN302": _malformed,
    "SFN501": _not_last,
}
"""What is said of a finding, by its code."""
