"""The examples on a rule's page, and the definitions that others collected."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from sfn_dsl import Definition, read_json


def example(page: ModuleType, title: str) -> Definition | None:
    """The definition under ``Bad::`` or ``Good::``, or None where the page tells it in words."""
    text = re.search(rf"^{title}::\n\n((?: {{4}}.*\n|\n)+)", f"{page.__doc__}\n", re.MULTILINE)
    return read_json(text[1], page.__name__) if text else None


def definitions(folder: Path) -> Iterator[tuple[str, Any]]:
    """Each file's name with its definition, which a recorded execution holds as one member."""
    assert folder.is_dir()
    for file in sorted(folder.glob("*.json")):
        document = json.loads(file.read_text(encoding="utf-8"))
        yield file.name, document["definition"] if folder.name == "executions" else document
