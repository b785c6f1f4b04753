"""How the States Language's names are written in Python."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def snake_case(name: str) -> str:
    """A field's name as a Python name: ``CSVHeaderLocation`` is ``csv_header_location``."""
    return _WORD.sub("_", name).lower()
