"""A path stands under a name that ends in ``.$``.

In a payload template a member takes its value from a path or an intrinsic function only if its
name says so; under any other name ``"$.order"`` is the text ``$.order``. An element of an array
has no name and can never be a path. AWS warns of it (NO_DOLLAR). (ASL reference, sections 1.6 and
11.2, W1.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"order": "$.order"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"order.$": "$.order"}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.diagnostics import Severity
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.intrinsic_text import parse_intrinsic
from sfn_dsl.expressions.paths import Path
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.calls import StatePlace, states, strings, templates
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN310"

_PATH = re.compile(r"\$\$?(?:\.\.?[^\W\d]|\[['\d*?])")
_CALL = re.compile(r"States\.[A-Za-z0-9]+\(.*\)", re.DOTALL)

# The fields of a Fail state that are literals beside a twin that is a path.
_TWINS: Final = ("Error", "Cause")

# Other services have paths of their own: an EventBridge rule's InputPath and InputPathsMap.
_OF_ANOTHER = re.compile(r"(?:path|paths|pathsmap|expression|query)$", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Finding]:
    """Every literal in a payload template that is a path or a call from its first to its last."""
    for place in states(subject):
        if place.language is QueryLanguage.JSONPATH:
            for pointer, value in _parts(place):
                yield from _literals(pointer, value)


def _parts(place: StatePlace) -> Iterator[tuple[str, Any]]:
    yield from templates(place)
    if place.state.get("Type") == "Fail":
        yield from ((place.at(name), place.state.get(name)) for name in _TWINS)


def _literals(pointer: str, value: Any) -> Iterator[Finding]:
    for place, name, text in strings(pointer, value):
        if (
            not name.endswith(".$")
            and is_path_or_call(text)
            and not belongs_to_another(pointer, place)
        ):
            yield Finding(
                place,
                f"{_said(place, text, is_field=place == pointer)} (AWS: NO_DOLLAR)",
                Severity.WARNING,
            )


def _said(pointer: str, text: str, *, is_field: bool) -> str:
    name = pointer.rpartition("/")[2]
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    literal = f"'{shown}' is taken literally here"
    if is_field and name in _TWINS:
        return f"{literal}; write '{name}Path'"
    if is_field:
        return f"{literal}; write an object with a name that ends in '.$'"
    if name.isdecimal():
        return f"{literal}; make the array with 'States.Array' under a name that ends in '.$'"
    return f"{literal}; write '{name}.$' as the name"


def belongs_to_another(field: str, pointer: str) -> bool:
    """Tell whether a service may take paths of its own in some place of a field's value."""
    names = pointer.removeprefix(field).split("/")
    return any(_OF_ANOTHER.search(name) for name in names[-2:])


def is_path_or_call(text: str) -> bool:
    """Tell whether a text is a path or a call of an intrinsic function, and nothing else."""
    if "${" in text:
        return False
    try:
        if _PATH.match(text):
            Path(text)
        elif _CALL.fullmatch(text):
            parse_intrinsic(text)
        else:
            return False
    except AuthoringError:
        return False
    return True
