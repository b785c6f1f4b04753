"""What a state machine should be, in AWS's terms.

The authoring model says it in the author's terms; this is the same with the account filled in, the
machine compiled, and each setting in the shape that AWS takes and returns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import attrs

from sfn_dsl.aws.api import MachineType
from sfn_dsl.definition import Definition, canonical_text
from sfn_dsl.deployment.options import Release
from sfn_dsl.language.limits import DEFINITION_BYTES
from sfn_dsl.model.settings import given
from sfn_dsl.origin import Position

_MAX_REQUEST_BYTES = 1_000_000


@attrs.frozen
class Desired:
    """A state machine as it should be.

    ``role`` is a role's name or ARN as the author wrote it. ``settings`` are AWS's configurations
    by the names that `sfn_dsl.model.settings` gives them; one that is missing is AWS's default, so
    a machine that has another one is reset to it. ``tags`` None leaves existing tags alone; a
    mapping, even an empty one, is all the tags there should be. ``release`` is what is published
    besides, None for nothing. ``position`` is where the author wrote the workflow. ``unmanaged``
    names the settings that are left as they are deployed, ``kept_tags`` the tags that are;
    ``unknown`` says of settings that a template has, and that are not known, what they depend on.
    ``places`` are where the settings were written, if elsewhere than ``position``. ``literal`` are
    the placeholders that are meant as they stand, ``placeholders`` the names that a value can be
    given for.
    """

    name: str
    definition: Definition
    role: str
    type: MachineType = "STANDARD"
    settings: Mapping[str, Any] = attrs.field(factory=dict, converter=given)
    tags: Mapping[str, str] | None = None
    release: Release | None = None
    position: Position | None = attrs.field(default=None, eq=False)
    unmanaged: frozenset[str] = frozenset()
    literal: frozenset[str] = attrs.field(default=frozenset(), eq=False)
    kept_tags: tuple[str, ...] = ()
    unknown: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, eq=False)
    places: Mapping[str, Position] = attrs.field(factory=dict, eq=False)
    placeholders: frozenset[str] = attrs.field(default=frozenset(), eq=False)

    def position_of(self, setting: str) -> Position | None:
        """Where the author wrote a setting, or the workflow."""
        return self.places.get(setting, self.position)

    def __repr__(self) -> str:
        return f"Desired({self.name!r}, type={self.type!r}, role={self.role!r})"


MakeDesired = Callable[[str, str, str], Desired]
"""Builds the workflow for an account, a region and a partition, in this order."""


def definition_text(definition: Definition) -> str:
    """The text to send: the canonical one, or without white space where only that fits.

    It has to fit twice: by itself, and within a request, where its quotes are escaped. AWS compares
    it byte for byte when a machine is created twice, so equal documents must give equal text.
    """
    text = canonical_text(definition.document)
    if len(text.encode()) <= DEFINITION_BYTES and len(json.dumps(text)) <= _MAX_REQUEST_BYTES:
        return text
    try:
        short = json.dumps(definition.document, ensure_ascii=False, separators=(",", ":"))
    except RecursionError:
        return text
    # What UTF-8 cannot hold, a lone surrogate, becomes the escape that JSON has for it.
    return short.encode("utf-8", "backslashreplace").decode()
