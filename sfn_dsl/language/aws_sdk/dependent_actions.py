"""The further actions that an action may need, by the service authorization reference.

The reference does not say when, so they are reported and not granted. In the table beside this file
each action stands on a line of its own, with those that it may need below, indented. Tagging is
left out. ``scripts/generate_dependent_actions.py`` writes the table.
(Service authorization reference, column "Dependent actions", as of November 2026.)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def dependent_actions(action: str) -> tuple[str, ...]:
    """The actions that one may need as well; none if the reference lists none."""
    return _read().get(action, ())


@cache
def _read() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    action = ""
    table = files("sfn_dsl.language.aws_sdk").joinpath("dependent_actions.txt")
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            found[action] = (*found.get(action, ()), *line.split())
        else:
            action = line
    return found
