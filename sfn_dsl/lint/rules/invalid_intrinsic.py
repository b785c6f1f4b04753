r"""A call of an intrinsic function can be read, and has the arguments that the function takes.

There are 18 functions, their names are case-sensitive, strings stand in single quotes, and only
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

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.intrinsics import Intrinsic, parse_intrinsic
from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.lint.places import Sort

CODE = "SFN302"

_ESCAPED = re.compile(r"\\.")


def check(subject: Subject) -> Iterator[Finding]:
    """Every call that AWS would reject, and every Format whose placeholders do not fit."""
    for place in subject.places:
        if place.sort is not Sort.DYNAMIC or place.text.startswith("$"):
            continue
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


def _misfit(call: Intrinsic) -> str | None:
    """What is wrong with the number of a Format's arguments, where its template is a literal."""
    if call.function != "States.Format" or not isinstance(call.arguments[0], str):
        return None
    wanted = _ESCAPED.sub("", call.arguments[0]).count("{}")
    given = len(call.arguments) - 1
    if wanted == given:
        return None
    return (
        f"'States.Format' has {wanted} placeholders {{}} and {given} values for them; write one "
        "value for each"
    )
