"""The paths in the texts of a definition, in both query languages, as the steps through data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_STEP: Final = r"\[[^\]]*\]|\.\.?(?:[A-Za-z_][\w{dash}]*|`[^`]*`|\*)"
_PATH: Final = r"\$\$?(?!\{{)(?:[A-Za-z_]\w*)?(?![\w(])(?:{step})*"
_PATHS: Final = {
    is_jsonata: re.compile(_PATH.format(step=_STEP.format(dash="" if is_jsonata else "-")))
    for is_jsonata in (False, True)
}
_INSIDE: Final = re.compile(r"@\.([A-Za-z_][\w-]*)")
# What stands before a member of the data in paths of the context object.
_CONTEXT: Final = (("Map", "Item", "Value"), ("Execution", "Input"))


def path_of(text: str) -> re.Pattern[str]:
    """What a path is in a text, which may be JSONata."""
    return _PATHS[text.startswith("{%")]


def paths_in(text: str) -> Iterator[tuple[str, ...]]:
    """The paths in a text, as the names of their steps, "" for a step into an array."""
    for found in path_of(text).finditer(text):
        steps = data_steps(found[0])
        if steps:
            yield steps


def data_steps(path: str) -> tuple[str, ...]:
    """The steps of a path that lead through data, and not to it."""
    root = re.match(r"\$\$?\w*", path)
    rest = path[root.end() :] if root else ""
    steps = tuple(_steps(rest))
    match root[0] if root else "":
        case "$states":
            inside, steps = steps[:1], steps[1:]
            if inside == ("context",):
                return _after_context(steps)
            return steps if inside in (("input",), ("result",)) else ()
        case "$$":
            return _after_context(steps)
        case "$":
            return steps
        case variable:
            return (variable.lstrip("$"), *steps)


def _after_context(steps: tuple[str, ...]) -> tuple[str, ...]:
    for before in _CONTEXT:
        if steps[: len(before)] == before:
            return steps[len(before) :]
    return ()


def _steps(path: str) -> Iterator[str]:
    for step in re.findall(r"\[[^\]]*\]|\.+[^.\[]*", path):
        if step.startswith("["):
            quoted = re.fullmatch(r"\[\s*'([^']*)'\s*\]", step)
            yield quoted[1] if quoted else ""
            yield from _INSIDE.findall(step)
        elif step.strip(".`*"):
            yield step.strip(".`")
