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
from typing import Any

from sfn_dsl.advice import Advice
from sfn_dsl.definition.pointers import child
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.states import templates
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN314"


def check(subject: Subject) -> Iterator[Finding]:
    """Every member of a template that occurs both with and without ``.$``."""
    names = subject.names
    if names is not None and not any(_is_twice(name, names) for name in names):
        return
    for template in templates(subject):
        if template.place.language is QueryLanguage.JSONPATH:
            yield from _twice(subject.advice, template.pointer, template.value)


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
