"""A member of a payload in JSONata has no name that ends in ``.$``.

In a JSONPath template ``"order.$"`` says that the value is a path. In JSONata it is the whole name
of the member, so the service or function gets a member called ``order.$``. As the parameter of a
service it is one that the service does not have, which AWS rejects. (ASL reference, sections 1.3,
1.6 and 8.3.)

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Output": {"order.$": "$.order"}}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Output": {"order": "{% $states.input.order %}"}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sfn_dsl.advice import Advice
from sfn_dsl.definition.pointers import child
from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.states import Template, templates
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN315"

# The paths that are written alike in both languages, but for their root.
_ALIKE = re.compile(r"(\$\$?)((?:\.[A-Za-z_]\w*|\[\d+\])*)")
_ROOTS = {"$": "$states.input", "$$": "$states.context"}


def check(subject: Subject) -> Iterator[Finding]:
    """Every member of a JSONata template whose name ends in ``.$``."""
    for template in templates(subject):
        if template.place.language is QueryLanguage.JSONATA:
            call = template.place.call
            of_service = template.pointer == template.place.at("Arguments") and call is not None
            yield from _members(subject.advice, template, of_service=of_service)


def _members(advice: Advice, template: Template, *, of_service: bool) -> Iterator[Finding]:
    field, pending = template.pointer, [(template.pointer, template.value)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, list):
            pending += [(child(pointer, index), part) for index, part in enumerate(value)]
        elif isinstance(value, dict):
            for name, part in value.items():
                at = child(pointer, name)
                pending.append((at, part))
                if name.endswith(".$") and not _is_of_another(field, at):
                    is_rejected = of_service and pointer == field
                    severity = Severity.ERROR if is_rejected else Severity.WARNING
                    yield Finding(at, _message(advice, name, part), severity)


def _is_of_another(field: str, pointer: str) -> bool:
    """Return whether a member is one of a definition that is passed on, in any language."""
    return "States" in pointer.removeprefix(field).split("/")


def _message(advice: Advice, name: str, value: Any) -> str:
    stem = name.removesuffix(".$")
    found = _ALIKE.fullmatch(value) if isinstance(value, str) else None
    said = f"'{name}' is the whole name of this member in JSONata"
    if found:
        return f"{said}; write {advice.entry(stem, _ROOTS[found[1]] + found[2])}"
    return f"{said}; write '{stem}', with a JSONata expression where the value is computed"
