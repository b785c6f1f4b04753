"""Every object of a document, outer ones first."""

from __future__ import annotations

from typing import Any, Final

DEPTH: Final = 250
"""The deepest nesting of objects and arrays that is checked.

Step Functions rejects deep nesting at a depth it does not publish; this limit is ours, below the
255 levels that jsonschema_rs explains, and far above any definition in use.
"""


def objects(document: Any, levels: int) -> list[dict[str, Any]] | None:
    """Every object of a document, however odd; None if it is nested deeper than so many levels."""
    found: list[dict[str, Any]] = []
    containers = [document] if isinstance(document, (dict, list)) else []
    for _ in range(levels):
        if not containers:
            return found
        inner: list[Any] = []
        for container in containers:
            if isinstance(container, dict):
                found.append(container)
                members: Any = container.values()
            else:
                members = container
            # Most are strings.
            inner += [
                member
                for member in members
                if type(member) is not str and isinstance(member, (dict, list))
            ]
        containers = inner
    return None if containers else found
