r"""A call of an intrinsic function is well-formed, with the arguments that the function takes.

There are 18 functions; names are case-sensitive, strings are in single quotes, and only
``\'``, ``\{``, ``\}`` and ``\\`` are escapes. AWS rejects anything else. (ASL reference,
sections 4.1, 4.2 and 11.2.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"n.$": "States.ArrayContains($.items)"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"n.$": "States.ArrayContains($.items, 'x')"}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sfn_dsl.counting import counted
from sfn_dsl.errors import AuthoringError
from sfn_dsl.lint.expressions import Place, Sort
from sfn_dsl.lint.subject import Finding, Subject

if TYPE_CHECKING:
    from sfn_dsl.expressions.intrinsics import Intrinsic

CODE = "SFN302"

_ESCAPED = re.compile(r"\\.")


def check(subject: Subject) -> Iterator[Finding]:
    """Every call that AWS would reject, and every Format with too few or too many values."""
    calls = [place for place in subject.places if place.sort is Sort.DYNAMIC and _is_call(place)]
    if not calls:
        return
    # Most definitions have no calls.
    from sfn_dsl.expressions.intrinsics import Intrinsic, parse_intrinsic

    for place in calls:
        try:
            pending = [parse_intrinsic(place.text)]
        except AuthoringError as error:
            yield Finding(place.pointer, error.message)
            continue
        while pending:
            call = pending.pop()
            pending += [part for part in call.arguments if isinstance(part, Intrinsic)]
            if message := _misfit(call):
                yield Finding(place.pointer, message)


def _is_call(place: Place) -> bool:
    return not place.text.startswith("$")


def _misfit(call: Intrinsic) -> str | None:
    """What is wrong with the number of a Format's values, if its template is a literal."""
    if call.function != "States.Format" or not isinstance(call.arguments[0], str):
        return None
    expected = _ESCAPED.sub("", call.arguments[0]).count("{}")
    given = len(call.arguments) - 1
    if expected == given:
        return None
    return (
        f"'States.Format' has {counted(expected, 'placeholder')} {{}} and "
        f"{counted(given, 'value')}; write one value for each placeholder"
    )
