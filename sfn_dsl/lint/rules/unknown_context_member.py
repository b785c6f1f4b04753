"""The context object has what is read of it.

Its members are fixed: ``$$.Execution.Id`` exists, ``$$.Execution.Arn`` does not. ``$$.Map.Item``
is only there while a Map starts its iterations. AWS accepts the path, and the execution fails. (ASL
reference, sections 3.3 and 3.4.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"id.$": "$$.Execution.Arn"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"id.$": "$$.Execution.Id"}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from sfn_dsl.advice import Advice
from sfn_dsl.diagnostics import Severity
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.paths import Path
from sfn_dsl.language.context_object import MEMBERS
from sfn_dsl.lint.expressions import Place, Sort
from sfn_dsl.lint.subject import Finding, Subject
from sfn_dsl.spelling import nearest

CODE = "SFN319"

_Steps = tuple[str | int, ...]

# Most expressions need no tree to show which members of the context object they read.
_IN_JSONATA: Final = re.compile(r"\$states\s*\.\s*context((?:\s*\.\s*[A-Za-z_]\w*)+)(?!\s*\()")
# What is in every expression that reads the context object; most others are passed over.
_MARKS: Final = {Sort.JSONATA: "context"}
_MAP: Final = re.compile(r"/(?:ItemProcessor|Iterator)/States/")


def check(subject: Subject) -> Iterator[Finding]:
    """Every path into the context object that finds nothing there."""
    for each in subject.stating:
        for place in each.places:
            mark = _MARKS.get(place.sort, "$$")
            for steps in _read(place.sort, place.text) if mark in place.text else ():
                if said := _unknown(place.sort, steps, subject.advice) or _elsewhere(
                    place, steps, each.state, subject.advice
                ):
                    yield Finding(place.pointer, said, Severity.WARNING)


@lru_cache(maxsize=4096)
def _read(sort: Sort, text: str) -> tuple[_Steps, ...]:
    """The steps of each path into the context object."""
    if sort is Sort.JSONATA:
        return tuple(
            tuple(re.split(r"\s*\.\s*", found[1].strip().removeprefix(".").strip()))
            for found in _IN_JSONATA.finditer(text)
        )
    try:
        return tuple(path.steps for path in _paths(text) if path.reads_context and path.steps)
    except AuthoringError:
        return ()


def _paths(text: str) -> list[Path]:
    if text.startswith("$"):
        return [Path(text)]
    # Most definitions have no calls.
    from sfn_dsl.expressions.intrinsics import Intrinsic, parse_intrinsic

    found: list[Path] = []
    pending = [parse_intrinsic(text)]
    while pending:
        for part in pending.pop().arguments:
            if isinstance(part, Intrinsic):
                pending.append(part)
            elif isinstance(part, Path):
                found.append(part)
    return found


def _named(sort: Sort, name: str, advice: Advice) -> str:
    return f"'$states.context.{name}'" if sort is Sort.JSONATA else advice.path(f"$$.{name}")


def _unknown(sort: Sort, steps: _Steps, advice: Advice) -> str | None:
    """What is wrong with steps that lead nowhere in any state."""
    for length in range(1, len(steps) + 1):
        name = ".".join(map(str, steps[:length]))
        member = MEMBERS.get(name)
        if member is None:
            near = nearest(name, MEMBERS)
            instead = f"write {_named(sort, near, advice)}" if near else "remove it"
            return f"the context object has no {_named(sort, name, advice)}; {instead}"
        if member.kind == "any":
            return None
    return None


def _elsewhere(place: Place, steps: _Steps, state: dict[str, Any], advice: Advice) -> str | None:
    """What is wrong with a member that other states have."""
    if place.pointer.endswith("/Variable") or "exists" in place.text:
        # It may be asked whether the member is there.
        return None
    if steps[0] == "Map" and state.get("Type") != "Map" and not _MAP.search(place.pointer):
        name = _named(place.sort, ".".join(map(str, steps)), advice)
        return f"there is no {name} outside a Map; remove it"
    return None
