"""A Pass state's Result is literal.

Paths in it are not evaluated, and a name that ends in ``.$`` keeps its ending. Use ``Parameters``
to take values from the input. AWS warns about it (PASS_RESULT_IS_STATIC). (ASL reference, sections
1.4 and 11.2, W3.)

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
from sfn_dsl.lint.states import states, strings
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN311"

_BEGINNINGS = ("$", "States.")


def check(subject: Subject) -> Iterator[Finding]:
    """Every member of a Result that looks as if it took its value from a path."""
    advice = subject.advice
    result = advice.field("Result")
    for place in states(subject):
        if place.state.get("Type") != "Pass" or place.language is not QueryLanguage.JSONPATH:
            continue
        for pointer, name, text in strings(place.at("Result"), place.state.get("Result")):
            if name.endswith(".$") and text.startswith(_BEGINNINGS) and "${" not in text:
                yield Finding(
                    pointer,
                    f"{result} is literal, so {advice.member(name)} gets no value from a path; "
                    f"write {advice.field('Parameters')} instead of {result}",
                    Severity.WARNING,
                )
