"""The formats of coverage that are written to files."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from sfn_dsl.files import write_atomically
from sfn_dsl.testing.coverage.cobertura import cobertura_text
from sfn_dsl.testing.coverage.coverage import Coverage
from sfn_dsl.testing.coverage.lcov import lcov_text


def _json_text(coverage: Coverage) -> str:
    return json.dumps(coverage.report(), indent=2) + "\n"


_FORMATS: Final[dict[str, Callable[[Coverage], str]]] = {
    "json": _json_text,
    "lcov": lcov_text,
    "xml": cobertura_text,
}


def write_report(coverage: Coverage, format_name: str, file: Path) -> None:
    """Write coverage to a file as ``json``, ``lcov`` or ``xml`` (Cobertura's).

    Folders on the way to it are made. Raises SfnError if it cannot be written.
    """
    text = _FORMATS[format_name](coverage)
    with suppress(OSError):  # which writing the file tells
        file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(str(file), text)
