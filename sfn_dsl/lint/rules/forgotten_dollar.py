"""A path stands under a name that ends in ``.$``.

In a payload template a member takes its value from a path or an intrinsic function only if its
name says so; under any other name ``"$.order"`` is the text ``$.order``, and ``"$order"`` the text
``$order`` though there is such a variable. An element of an array has no name and can never be a
path. AWS warns of it (NO_DOLLAR). (ASL reference, sections 1.6 and 11.2, W1.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"order": "$.order"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"order.$": "$.order"}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.definition.states import StatePlace
from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.calls import states, strings, templates
from sfn_dsl.lint.dataflow.variables import all_variables
from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.lint.literals import belongs_to_another, is_of_variable, is_path_or_call

CODE = "SFN310"


# The fields of a Fail state that are literals beside a twin that is a path.
_TWINS: Final = ("Error", "Cause")

# Of paths, of variables and of calls.
_BEGINNINGS: Final = ("$", "States.")


def check(subject: Subject) -> Iterator[Finding]:
    """Every literal in a payload template that is a path or a call from its first to its last."""
    variables = all_variables(subject)
    for place in states(subject):
        if place.language is QueryLanguage.JSONPATH:
            for pointer, value in _parts(place):
                yield from _literals(pointer, value, variables)


def _parts(place: StatePlace) -> Iterator[tuple[str, Any]]:
    yield from templates(place)
    if place.state.get("Type") == "Fail":
        yield from ((place.at(name), place.state.get(name)) for name in _TWINS)


def _literals(pointer: str, value: Any, variables: set[str]) -> Iterator[Finding]:
    for place, name, text in strings(pointer, value):
        if name.endswith(".$") or not text.startswith(_BEGINNINGS):
            continue
        if belongs_to_another(pointer, place, text):
            continue
        if is_path_or_call(text) or is_of_variable(text, variables):
            yield Finding(place, _said(place, text, is_field=place == pointer), Severity.WARNING)


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
