"""A member that takes its value from a path has a name that ends in ``.$``.

In a payload template a member takes its value from a path or an intrinsic function only if its name
ends in ``.$``; under any other name ``"$.order"`` is the string ``$.order``, and ``"$order"`` the
string ``$order`` even if there is such a variable. An element of an array has no name and can never
be a path. In Python a string is always literal, and ``path("$.order")`` is the path. AWS warns
about it (NO_DOLLAR). (ASL reference, sections 1.6 and 11.2, W1.)

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
from typing import Final

from sfn_dsl.advice import Advice, Spot
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.dataflow.variables import all_variables
from sfn_dsl.lint.states import (
    belongs_to_another,
    is_of_variable,
    is_path_or_call,
    literal_templates,
    literals,
)
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN310"


# Of paths and variables, and of calls.
_BEGINNING: Final = re.compile(r"\$|States\.").match


def check(subject: Subject) -> Iterator[Finding]:
    """Every literal in a payload template that as a whole is a path or a call."""
    for pointer, value in literal_templates(subject, QueryLanguage.JSONPATH):
        for place, _, text in literals(pointer, value, _BEGINNING):
            if belongs_to_another(pointer, place, text):
                continue
            if is_path_or_call(text) or is_of_variable(text, all_variables(subject)):
                spot = _spot(place, is_field=place == pointer)
                yield Finding(place, _message(subject.advice, place, text, spot), Severity.WARNING)


def _spot(pointer: str, *, is_field: bool) -> Spot:
    if is_field:
        return "field"
    return "element" if pointer.rpartition("/")[2].isdecimal() else "member"


def _message(advice: Advice, pointer: str, text: str, spot: Spot) -> str:
    name = tokens(pointer)[-1]
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    return f"'{shown}' is taken literally here; {advice.from_path(name, shown, spot)}"
