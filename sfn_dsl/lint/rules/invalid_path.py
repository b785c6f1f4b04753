"""A path can be read.

Paths start with ``$`` (data), ``$$`` (the context object) or ``$name`` (a variable) and go on with
names, indices, wildcards and filters. Where one place must be named, as in ``ItemsPath``, only
names and indices will do. AWS rejects any other text. (ASL reference, sections 3.1, 3.2 and 11.2.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Succeed", "InputPath": "$.order["}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Succeed", "InputPath": "$.order[0]"}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.paths import Path
from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.lint.places import Place, Sort

CODE = "SFN301"


def check(subject: Subject) -> Iterator[Finding]:
    """Every path that cannot be read, or that can select several places where one is meant."""
    for place in subject.places:
        if _is_path(place):
            try:
                path = Path(place.text)
            except AuthoringError as error:
                yield Finding(place.pointer, error.message)
                continue
            if place.sort is Sort.REFERENCE_PATH and not path.is_reference:
                yield Finding(
                    place.pointer,
                    f"'{place.text}' can select several places; write a path of names and indices "
                    "only, such as '$.items'",
                )


def _is_path(place: Place) -> bool:
    if place.sort is Sort.DYNAMIC:
        return place.text.startswith("$")
    return place.sort in (Sort.PATH, Sort.REFERENCE_PATH)
