"""A Pass state's Result is taken as it is.

No path in it is followed, and a name that ends in ``.$`` keeps its ending. What takes values from
the input is ``Parameters``. AWS warns of it (PASS_RESULT_IS_STATIC). (ASL reference, sections 1.4
and 11.2, W3.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Result": {"order.$": "$.order"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"order.$": "$.order"}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.calls import states, strings
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN311"

_BEGINNINGS = ("$", "States.")


def check(subject: Subject) -> Iterator[Finding]:
    """Every member of a Result that is written as if it took its value from a path."""
    for place in states(subject):
        if place.state.get("Type") != "Pass" or place.language is not QueryLanguage.JSONPATH:
            continue
        for pointer, name, text in strings(place.at("Result"), place.state.get("Result")):
            if name.endswith(".$") and text.startswith(_BEGINNINGS) and "${" not in text:
                yield Finding(
                    pointer,
                    f"'Result' is taken literally, so '{name}' stays as it is; write 'Parameters' "
                    "in place of 'Result'",
                    Severity.WARNING,
                )
