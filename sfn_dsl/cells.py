"""The cells of notebooks: what each is called, and its text.

Code of a cell has the name of a file that nobody wrote, such as ``/tmp/ipykernel_17/2841.py``. What
the notebook itself calls the cell is ``In[3]``, which its tracebacks say too. Nothing of a notebook
is ever imported here: where none is running, there is nothing to ask.
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
    """What IPython calls the cells whose code has these names, None for what is not one of them.

    The same text that is run again has the same name and another number, so this is asked when a
    value is made.
    """
    ipython = sys.modules.get("IPython")
    try:
        shell = ipython.get_ipython() if ipython is not None else None
        if shell is None:
            return [None for _ in files]
        # Notebooks that number no cells, such as those of Databricks, name them here too.
        told = map(shell.compile.format_code_name, files)
        return [str(each[1]) if each else None for each in told]
    except Exception:  # another IPython than those known: the files are named then
        return [None for _ in files]


def source_name(file: str, cell: str | None = None) -> str:
    """What the author knows code by: the cell that it is in, or the file.

    ``cell`` is what IPython called it when it ran. The text of a cell is kept under this name, so
    that whatever shows a line of source finds it there.
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
    """What the author knows code by that is running now."""
    return source_name(file, *cells_now([file]))


def cell_lines(name: str) -> list[str] | None:
    """The lines of a cell by its name, None for what is not one."""
    entry = linecache.cache.get(name)
    # What was read from a file has the time of that file.
    if entry is None or len(entry) != 4 or entry[1] is not None:
        return None
    return [line.removesuffix("\n") for line in entry[2]]
