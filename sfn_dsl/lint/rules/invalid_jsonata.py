"""A JSONata expression can be read.

What stands between ``{%`` and ``%}`` in a JSONata state is JSONata 2. AWS parses it when a machine
is created and rejects what it cannot. (ASL reference, sections 1.5, 9.1 and 11.2.)

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A",
     "States": {"A": {"Type": "Pass", "Output": "{% $states.input. %}", "End": true}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A",
     "States": {"A": {"Type": "Pass", "Output": "{% $states.input.a %}", "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.lint.places import Sort

CODE = "SFN601"


def check(subject: Subject) -> Iterator[Finding]:
    """Every expression that the JSONata parser refuses."""
    for place in subject.places:
        if place.sort is not Sort.JSONATA or "${" in place.text:
            continue
        if said := _refusal(place.text[2:-2]):
            yield Finding(
                place.pointer,
                f"'{place.text[2:-2].strip()}' is not JSONata: {said}; correct the expression",
            )


def _refusal(expression: str) -> str | None:
    # The parser is loaded by the first definition that has JSONata in it.
    from jsonata import JException, Jsonata

    try:
        Jsonata(expression)
    except (JException, RecursionError) as error:
        said = str(error) or type(error).__name__
        return said[0].lower() + said[1:]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        # The parser stumbles over some input that is no JSONata.
        return "it breaks off in the middle"
    return None
