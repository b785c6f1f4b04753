"""A JSONata expression gives what its field takes.

Nothing is converted: 'Seconds' takes a whole number, 'Condition' true or false, 'Items' an array,
and no field a function. AWS accepts the machine, and the state fails with
States.QueryEvaluationError. So does a call of a function with too few arguments, or with one of
another type. (ASL reference, sections 1.5, 7.2, 9.3 and 9.5.)

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Wait", "Seconds": "{% '5' %}", "End": true}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Wait", "Seconds": "{% 5 %}", "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from sfn_dsl.advice import Advice
from sfn_dsl.definition.states import StatePlace
from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.dataflow.jsonata import Stated, stated
from sfn_dsl.lint.dataflow.jsonata_types import FUNCTION, UNKNOWN
from sfn_dsl.lint.states import states
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN607"


class _Wanted(NamedTuple):
    kind: str
    least: float | None = None
    most: float | None = None
    is_whole: bool = True


_COUNT: Final = _Wanted("number", 0)
_SECONDS: Final = _Wanted("number", 0, 99_999_999)
_TEXT: Final = _Wanted("string")
_FIELDS: Final[Mapping[str, _Wanted]] = {
    "Seconds": _COUNT,
    "TimeoutSeconds": _SECONDS,
    "HeartbeatSeconds": _SECONDS,
    "Timestamp": _TEXT,
    "Error": _TEXT,
    "Cause": _TEXT,
    "Items": _Wanted("array"),
    "MaxConcurrency": _COUNT,
    "ToleratedFailureCount": _COUNT,
    "ToleratedFailurePercentage": _Wanted("number", 0, 100, is_whole=False),
}
_INNER: Final[Mapping[tuple[str, str], _Wanted]] = {
    ("Credentials", "RoleArn"): _TEXT,
    ("ItemReader", "ReaderConfig"): _COUNT,
    ("ItemBatcher", "MaxItemsPerBatch"): _COUNT,
    ("ItemBatcher", "MaxInputBytesPerBatch"): _COUNT,
}
_CONDITION: Final = _Wanted("boolean")


def check(subject: Subject) -> Iterator[Finding]:
    """Every expression whose value its field is known not to take, and every call that fails."""
    for found in stated(subject):
        if message := _objection(found, subject.advice):
            yield Finding(found.pointer, message, Severity.WARNING)
        for misuse in found.expression.misuses:
            yield Finding(found.pointer, misuse, Severity.WARNING)
    for place in states(subject):
        if _iterates_object(place):
            message = "the items of an inline Map are an array, not an object; write '[...]'"
            yield Finding(place.at("Items"), message, Severity.WARNING)


def _objection(found: Stated, advice: Advice) -> str | None:
    kind, value = found.expression.constant
    if kind == UNKNOWN:
        return None
    if kind == FUNCTION:
        return "the expression gives a function, which is not JSON; call it"
    wanted = _wanted(found.fields)
    if wanted is None or (kind == "object" and wanted.kind == "array" and _is_distributed(found)):
        return None
    field = advice.field(found.fields[-1])
    if kind != wanted.kind:
        return f"{field} takes {_named(wanted)}, and the expression gives {_given(kind)}; {_FIX}"
    if kind == "number" and value is not None and not _is_within(value, wanted):
        return f"{field} takes {_named(wanted)}, not {value}; write another number"
    return None


_FIX: Final = "nothing is converted, so write an expression that gives one"


def _wanted(fields: tuple[str, ...]) -> _Wanted | None:
    if len(fields) == 1:
        return _FIELDS.get(fields[0])
    if fields[0] == "Choices" and fields[2:] == ("Condition",):
        return _CONDITION
    return _INNER.get((fields[0], fields[1]))


def _named(wanted: _Wanted) -> str:
    if wanted.kind == "boolean":
        return "true or false"
    if wanted.kind != "number":
        return _given(wanted.kind)
    what = "a whole number" if wanted.is_whole else "a number"
    return f"{what} from {wanted.least:.0f}" + (f" to {wanted.most:.0f}" if wanted.most else " on")


def _given(kind: str) -> str:
    if kind == "null":
        return kind
    return f"{'an' if kind[0] in 'ao' else 'a'} {kind}"


def _is_within(value: float, wanted: _Wanted) -> bool:
    if wanted.is_whole and value != int(value):
        return False
    is_enough = wanted.least is None or value >= wanted.least
    return is_enough and (wanted.most is None or value <= wanted.most)


def _is_distributed(found: Stated) -> bool:
    return _mode(found.state) != "INLINE"


def _mode(state: dict[str, Any]) -> str:
    processor = state.get("ItemProcessor")
    config = processor.get("ProcessorConfig") if isinstance(processor, dict) else None
    return str(config.get("Mode", "INLINE")) if isinstance(config, dict) else "INLINE"


def _iterates_object(place: StatePlace) -> bool:
    is_map = place.state.get("Type") == "Map" and place.language is QueryLanguage.JSONATA
    return is_map and isinstance(place.state.get("Items"), dict) and _mode(place.state) == "INLINE"
