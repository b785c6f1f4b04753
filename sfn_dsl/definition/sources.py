"""Where the parts of a definition came from, for the sources that are not text."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from sfn_dsl.definition.pointers import parent
from sfn_dsl.origin import Origin, Position


@attrs.frozen
class Authored:
    """A definition that Python built: the author's lines, by JSON pointer."""

    machine: Origin
    origins: Mapping[str, Origin]

    @property
    def name(self) -> str:
        """The file that the machine was written in."""
        position = self.machine.position
        return position.file if position else "<python>"

    def locate(self, pointer: str) -> Position | None:
        """The line of the part named, or of the nearest part around it that has a line."""
        while True:
            origin = self.origins.get(pointer)
            if origin is not None or not pointer:
                return origin.position if origin else None
            pointer = parent(pointer)
