"""Which versions an alias has served, remembered in its own description.

AWS keeps no history of an alias, and the next lower number may be a version that was rolled back.
The description is the one place that changes in the same call as the routes, so the two cannot
disagree whatever is cut off, and that whoever may roll the alias back can read. The description of
a version cannot be changed once it is published; a tag of the machine takes a call and a permission
of its own, and is lost where a workflow or a stack sets all tags.

An alias forgets the versions above the one that it serves. So what was rolled back is not gone back
to, and an alias that another tool moved, which leaves the description, is understood.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from sfn_dsl.aws.api import Alias, Route

_RECORD: Final = re.compile(r" ?\[sfn rollback: (\d{1,9}(?:, \d{1,9})*)\]", re.ASCII)
_MAX_DESCRIPTION: Final = 256
_MOST: Final = 20


def is_recorded(alias: Alias) -> bool:
    """Tell whether an alias has a record of what it has served."""
    return _RECORD.search(alias.description) is not None


def serving(alias: Alias) -> int:
    """The version that an alias serves; of two that share it, the one that served before.

    That is the one that is recorded, and the older one where that does not tell.
    """
    versions = [route.version for route in alias.routes]
    known = [version for version in versions if version in _recorded(alias)]
    return known[0] if len(known) == 1 else min(versions)


def before(alias: Alias, versions: Collection[int]) -> list[int]:
    """The versions that an alias may have served before the one that it serves, the latest first.

    Of those that exist. Without a record, that is any older one.
    """
    now = serving(alias)
    served = _recorded(alias) if is_recorded(alias) else versions
    return sorted((n for n in served if n < now and n in versions), reverse=True)


def needed(alias: Alias, versions: Collection[int]) -> set[int]:
    """The versions that must stay for an alias: what it points at, and what it was at before."""
    return {*(route.version for route in alias.routes), *before(alias, versions)[:1]}


def moved(alias: Alias, version: int) -> Alias:
    """An alias as it is once it points at a version alone; one without routes is a new one."""
    now = serving(alias) if alias.routes else 0
    served_before = {now, *(n for n in _recorded(alias) if n < now)}
    served = [version, *sorted((n for n in served_before if 0 < n < version), reverse=True)]
    return Alias(alias.name, (Route(version),), _with_record(alias.description, served))


def _recorded(alias: Alias) -> tuple[int, ...]:
    found = _RECORD.search(alias.description)
    return tuple(map(int, found[1].split(", "))) if found else ()


def _with_record(description: str, served: list[int]) -> str:
    """A description with the record in place of the one it had.

    What is too long loses the oldest versions first, and then the end of what others wrote.
    """
    own = _RECORD.sub("", description)
    for count in range(min(len(served), _MOST), 1, -1):
        text = _joined(own, served[:count])
        if len(text) <= _MAX_DESCRIPTION:
            return text
    surplus = len(_joined(own, served[:2])) - _MAX_DESCRIPTION
    return _joined(f"{own[: -surplus - 1]}…" if surplus > 0 else own, served[:2])


def _joined(own: str, served: list[int]) -> str:
    return f"{own} [sfn rollback: {', '.join(map(str, served))}]".lstrip()
