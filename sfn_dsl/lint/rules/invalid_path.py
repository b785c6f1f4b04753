"""A path is valid.

Paths start with ``$`` (data), ``$$`` (the context object) or ``$name`` (a variable), followed by
names, indices, wildcards and filters. A reference path, as in ``ItemsPath`` and ``ErrorPath``,
selects a single node and may have only names and indices. AWS rejects anything else. (ASL
reference, sections 3.1, 3.2 and 11.2.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Succeed", "InputPath": "$.order["}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Succeed", "InputPath": "$.order[0]"}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.paths import Path
from sfn_dsl.lint.expressions import Place, Sort
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN301"

_OF_FAIL = ("/ErrorPath", "/CausePath")


def check(subject: Subject) -> Iterator[Finding]:
    """Every path that is not valid, or can select several nodes where one is required."""
    for place in subject.places:
        if not _is_path(place):
            continue
        objection, is_reference = _read(place.text)
        if objection:
            yield Finding(place.pointer, objection)
        elif not is_reference and _is_reference_wanted(place):
            yield Finding(
                place.pointer,
                f"{subject.advice.path(place.text)} can select several nodes; write a path of "
                f"names and indices only, such as {subject.advice.path('$.items')}",
            )


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[str | None, bool]:
    """What is wrong with a path, and whether it is a reference path."""
    try:
        return None, Path(text).is_reference
    except AuthoringError as error:
        return error.message, False


def _is_reference_wanted(place: Place) -> bool:
    # Where a call may stand, a path may select several nodes, but not in a Fail state.
    return place.sort is Sort.REFERENCE_PATH or place.pointer.endswith(_OF_FAIL)


def _is_path(place: Place) -> bool:
    if place.sort is Sort.DYNAMIC:
        return place.text.startswith("$")
    return place.sort in (Sort.PATH, Sort.REFERENCE_PATH)
