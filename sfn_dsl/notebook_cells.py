"""The cells of notebooks: the name of each, and its text.

The code of a cell has the name of a file that does not exist, such as
``/tmp/ipykernel_17/2841.py``. The notebook calls the cell ``In[3]``, also in its tracebacks.
IPython is never imported here: unless it is loaded already, no notebook is running.
"""

from __future__ import annotations

import linecache
import re
import sys
from collections.abc import Iterable
from typing import Final

# IPython's names have the number of the cell, and marimo's the cell's identifier.
_IPYTHON: Final = re.compile(r"<ipython-input-(\d+)-\w+>")
_MARIMO: Final = re.compile(r".*[\\/]__marimo__cell_(\w+?)_\.py", re.DOTALL)


def cells_now(files: Iterable[str]) -> list[str | None]:
    """The names that IPython gives to the cells with these files, None for a file that is no cell.

    A cell that is run again has the same file and another number, so this is called when a value
    is created.
    """
    ipython = sys.modules.get("IPython")
    try:
        shell = ipython.get_ipython() if ipython is not None else None
        if shell is None:
            return [None for _ in files]
        # Notebooks that number no cells, such as those of Databricks, name them here too.
        names = map(shell.compile.format_code_name, files)
        return [str(each[1]) if each else None for each in names]
    except Exception:  # an unknown version of IPython: messages name the file then
        return [None for _ in files]


def source_name(file: str, cell: str | None = None) -> str:
    """The name by which the author knows a piece of code: that of its cell, or of its file.

    ``cell`` is the name that IPython gave it when it ran. `linecache` gets the text of a cell under
    this name as well, for whatever shows a line of source.
    """
    found = _IPYTHON.fullmatch(file) or _MARIMO.fullmatch(file)
    if cell is None and found is not None:
        cell = f"In[{found[1]}]" if found.re is _IPYTHON else f"marimo cell {found[1]}"
    if cell is None or cell == file:
        return file
    entry = linecache.cache.get(file)
    if entry is not None:
        linecache.cache[cell] = entry
    return cell


def name_now(file: str) -> str:
    """The name by which the author knows the code that is running now."""
    return source_name(file, *cells_now([file]))


def cell_lines(name: str) -> list[str] | None:
    """The lines of a cell, by its name; None for a name that is no cell's."""
    entry = linecache.cache.get(name)
    # What was read from a file has the time of that file.
    if entry is None or len(entry) != 4 or entry[1] is not None:
        return None
    return [line.removesuffix("\n") for line in entry[2]]
