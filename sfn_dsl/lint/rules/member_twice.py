"""A payload template defines each member once.

``"order"`` and ``"order.$"`` define the same member, one by a literal and one by a path. AWS
rejects a template with both. (ASL reference, sections 1.6 and 11.2, row 35.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"order": "none", "order.$": "$.order"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"order.$": "$.order"}}}}
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any, Final

from sfn_dsl.advice import Advice
from sfn_dsl.definition.pointers import child
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.states import templates
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN314"


# In compact JSON: how the name ends of a member that takes its value from a path.
_ENDING: Final = '.$":'
_MOST_SEARCHED: Final = 100


def check(subject: Subject) -> Iterator[Finding]:
    """Every member of a template that occurs both with and without ``.$``."""
    if not _may_have(subject):
        return
    for template in templates(subject):
        if template.place.language is QueryLanguage.JSONPATH:
            yield from _twice(subject.advice, template.pointer, template.value)


def _may_have(subject: Subject) -> bool:
    """Return whether there may be such a member, which there hardly ever is."""
    dynamic = _dynamic(subject.text)
    # Each takes a search of the whole text; with more, the templates are looked at instead.
    if not subject.text or len(dynamic) > _MOST_SEARCHED:
        return True
    return any(f'"{name}":' in subject.text for name in dynamic)


def _dynamic(text: str) -> set[str]:
    """The names of members that take their values from paths, without their ending.

    Of a name with a quote in it, what follows the quote; the literal member's ends so, too.
    """
    found, end = set(), text.find(_ENDING)
    while end >= 0:
        found.add(text[text.rfind('"', 0, end) + 1 : end])
        end = text.find(_ENDING, end + len(_ENDING))
    return found


def _is_twice(name: str, names: Container[str]) -> bool:
    return name.endswith(".$") and name[:-2] in names


def _twice(advice: Advice, pointer: str, value: Any) -> Iterator[Finding]:
    pending = [(pointer, value)]
    while pending:
        place, part = pending.pop()
        if isinstance(part, (dict, list)):
            members = part.items() if isinstance(part, dict) else enumerate(part)
            pending += [
                (child(place, name), inner)
                for name, inner in members
                if isinstance(inner, (dict, list))
            ]
        if isinstance(part, dict):
            for name in part:
                if _is_twice(name, part):
                    yield Finding(
                        child(place, name),
                        f"{advice.member(name)} defines the member '{name[:-2]}', which is also "
                        "given as a literal; remove one of the two, or rename it",
                    )
