r"""A call of an intrinsic function is well-formed, with the arguments that the function takes.

There are 18 functions; names are case-sensitive, strings are in single quotes, and only
``\'``, ``\{``, ``\}`` and ``\\`` are escapes. AWS rejects anything else, and in ``ErrorPath`` and
``CausePath`` a function that does not return a string. It does not look at the arguments: with too
few or too many, with a value of another type, or with a template in which a brace stands alone, the
execution fails, and no handler catches it. More than 10 nested calls, and a deep ``JsonMerge``, are
documented as not supported, which is a warning. (ASL reference, sections 4.1, 4.2 and 11.2.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"n.$": "States.ArrayContains($.items)"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"n.$": "States.ArrayContains($.items, 'x')"}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from sfn_dsl.diagnostics import Severity
from sfn_dsl.errors import AuthoringError
from sfn_dsl.language.intrinsics import FUNCTIONS
from sfn_dsl.lint.expressions import Place, Sort
from sfn_dsl.lint.subject import Finding, Subject

if TYPE_CHECKING:
    from sfn_dsl.expressions.intrinsics import Intrinsic

CODE = "SFN302"

# The fields that hold nothing but a string.
_TEXTS = ("/ErrorPath", "/CausePath")
# Its item may be a string, so AWS takes it there too.
_ANY_ITEM = "States.ArrayGetItem"


def check(subject: Subject) -> Iterator[Finding]:
    """Every call that AWS would reject, and every call that fails whenever it is made."""
    calls = [place for place in subject.places if place.sort is Sort.DYNAMIC and _is_call(place)]
    if not calls:
        return
    for place in calls:
        is_text = place.pointer.endswith(_TEXTS)
        for message, is_accepted in _objections(place.text, is_text):
            yield Finding(place.pointer, message, is_accepted=is_accepted)
        for message in _doubts(place.text):
            yield Finding(place.pointer, message, Severity.WARNING)


def _is_call(place: Place) -> bool:
    return not place.text.startswith("$")


@lru_cache(maxsize=1024)
def _objections(text: str, is_text: bool) -> tuple[tuple[str, bool], ...]:
    """What is wrong with a call, and whether AWS accepts it all the same."""
    # Most definitions have no calls.
    from sfn_dsl.expressions.intrinsics import ArgumentsError, parse_intrinsic
    from sfn_dsl.lint.intrinsics import failures

    try:
        call = parse_intrinsic(text)
    except AuthoringError as error:
        return ((error.message, isinstance(error, ArgumentsError)),)
    no_text = _no_text(call) if is_text else None
    found = [(no_text, False)] if no_text else []
    return (*found, *((message, True) for message in failures(call)))


@lru_cache(maxsize=1024)
def _doubts(text: str) -> tuple[str, ...]:
    """What is said to fail in a call that can be read."""
    from sfn_dsl.expressions.intrinsics import parse_intrinsic
    from sfn_dsl.lint.intrinsics import doubts

    try:
        return tuple(doubts(parse_intrinsic(text)))
    except AuthoringError:
        return ()


def _no_text(call: Intrinsic) -> str | None:
    if FUNCTIONS[call.function].gives == "string" or call.function == _ANY_ITEM:
        return None
    return (
        f"'{call.function}' does not return a string; convert it with 'States.JsonToString' or "
        "'States.Format'"
    )
