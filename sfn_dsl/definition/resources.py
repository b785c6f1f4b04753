"""What the ``Resource`` of a task names (ASL reference, sections 8.1 and 8.2)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import attrs

from sfn_dsl.expressions.placeholders import PLACEHOLDER

OWN_KINDS: Final = ("activity:", "stateMachine:", "execution:", "express:")
"""How the resources begin that Step Functions has itself, and that are no integration."""

_SERVICE = re.compile(r"arn:([^:]*):states:[^:]*:[^:]*:((?:aws-sdk:)?[^:.]+:[^:.]+)(\..*)?")


@attrs.frozen
class Resource:
    """A service integration: ``arn:aws:states:::sns:publish.waitForTaskToken`` in its parts."""

    partition: str
    action: str
    suffix: str = ""


@lru_cache(maxsize=256)
def read_resource(text: str) -> Resource | None:
    """The parts of a service integration's ARN; None where it is none, or not known in full."""
    found = _SERVICE.fullmatch(PLACEHOLDER.sub("${}", text))
    if found is None or found[2].startswith(OWN_KINDS):
        return None
    if "${}" in found[2] + (found[3] or ""):
        return None
    return Resource(found[1], found[2], found[3] or "")
