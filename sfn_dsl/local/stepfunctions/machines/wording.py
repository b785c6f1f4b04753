"""What is wrong with a definition in AWS's words, where they are known.

The texts were recorded or measured by others (ASL reference, section 11.2). What AWS says of the
rest is not known: that is said in this package's own words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.lint.dataflow.jsonata import read_expression, refusal_of
from sfn_dsl.local.stepfunctions.machines.field_wording import FIELDS
from sfn_dsl.local.stepfunctions.machines.places import Place, Said


@attrs.frozen
class Wording:
    """A finding, what AWS says of it, and the pointer of the place that AWS names."""

    diagnostic: Diagnostic
    message: str
    pointer: str


def wording_of(found: Iterable[Diagnostic], document: Any) -> list[Wording]:
    """What AWS says of findings, in their order; several may be one, and one may be several."""
    said: dict[tuple[str, str], Wording] = {}
    for diagnostic in found:
        place = Place(diagnostic, document)
        say = _WORDS.get(diagnostic.code)
        theirs = list(say(place)) if say else []
        for message, pointer in theirs or [(_own(diagnostic), diagnostic.pointer)]:
            said.setdefault((message, pointer), Wording(diagnostic, message, pointer))
    return list(said.values())


def _own(diagnostic: Diagnostic) -> str:
    """This package's own words, without what to write instead."""
    return diagnostic.message.partition("; ")[0]


def _missing_target(place: Place) -> Said:
    yield f"Missing 'Next' target: {place.value}", place.pointer


def _unreachable(place: Place) -> Said:
    yield f'State "{place.name}" is not reachable.', place.pointer


def _no_end(place: Place) -> Said:
    yield "Workflow has no terminal state", ""


def _duplicate_name(place: Place) -> Said:
    yield f"Duplicate State name: {place.name}", place.pointer


def _resource(place: Place) -> Said:
    said = (
        f"The resource provided {place.value} is not recognized. The value is not a valid resource "
        "ARN, or the resource is not available in this region."
    )
    yield said, place.pointer


def _express(place: Place) -> Said:
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


def _jsonata(place: Place) -> Said:
    if refusal := refusal_of(_inside(place)):
        yield refusal[:1].upper() + refusal[1:], place.pointer


def _bare(place: Place) -> Said:
    expression = read_expression(_inside(place))
    for name in dict.fromkeys(expression.bare if expression else ()):
        where = "" if name == "$$" else " at the top level"
        yield f"Reference to '{name}'{where} is not supported.", place.pointer


def _no_member(place: Place) -> Said:
    expression = read_expression(_inside(place))
    known = ("input", "context")
    for name in dict.fromkeys(expression.states if expression else ()):
        if name not in known:
            yield f"Field '$states.{name}' does not exist.", place.pointer


def _inside(place: Place) -> str:
    """The expression at a place, without its braces."""
    text = place.value if isinstance(place.value, str) else json.dumps(place.value)
    return text[2:-2].strip()


_WORDS: Final[Mapping[str, Callable[[Place], Said]]] = {
    **FIELDS,
    "SFN201": _missing_target,
    "SFN203": _unreachable,
    "SFN204": _no_end,
    "SFN205": _duplicate_name,
    "SFN601": _jsonata,
    "SFN603": _no_member,
    "SFN604": _no_member,
    "SFN605": _bare,
    "SFN701": _resource,
    "SFN702": _resource,
    "SFN803": _express,
}
