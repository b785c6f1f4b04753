"""Which Python files a project runs for their workflows, though their imports do not tell.

    [tool.sfn_dsl]
    workflows = ["flows/*.py", "nightly.py"]

Each is a file or a pattern, from the folder of the pyproject.toml; ``**`` stands for any folders.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sfn_dsl.configuration.document import TABLE, line_of, refuse, shown, table_of, text_of

_EXAMPLE: Final = 'write workflows = ["flows/*.py"]'


def listed_workflows(file: Path) -> frozenset[Path]:
    """The files that a pyproject.toml lists, without symbolic links in their paths.

    Raises SfnError for what is no list of paths, and for one that leads to no file.
    """
    text = text_of(file)
    entries = (table_of(text, str(file)) or {}).get("workflows", [])
    place = f"{shown(file)}:{line_of(text, 'tool', 'sfn_dsl', 'workflows')}"
    if not isinstance(entries, list):
        refuse(place, f"'workflows' in {TABLE} is a list of paths; {_EXAMPLE}")
    return frozenset(path for entry in entries for path in _files(entry, file.parent, place))


def _files(entry: Any, folder: Path, place: str) -> list[Path]:
    if not isinstance(entry, str) or not entry or Path(entry).is_absolute() or ".." in entry:
        refuse(place, f"'workflows' in {TABLE} is a list of paths below its folder; {_EXAMPLE}")
    try:
        found = [path.resolve() for path in folder.glob(entry) if path.is_file()]
    except ValueError as error:
        refuse(place, f"'{entry}' in 'workflows' is not a pattern: {error}; {_EXAMPLE}")
    if not found:
        refuse(place, f"'{entry}' in 'workflows' leads to no file; correct or remove it")
    return found
