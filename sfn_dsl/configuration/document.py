"""Finds a pyproject.toml, reads its table, and locates mistakes in it."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final, NoReturn

from sfn_dsl.errors import SfnError
from sfn_dsl.spelling import nearest

TABLE: Final = "[tool.sfn_dsl]"
# More digits than Python reads as a number, which are more than anyone means.
_NUMBER: Final = re.compile(r"(?<![\d_])\d(?:_?\d){4300}")
KEYS: Final = ("select", "ignore", "ignores", "targets", "workflows", "resources")


def configuration_file(folder: Path) -> Path | None:
    """The nearest pyproject.toml with a table for this package, from a folder upwards."""
    for place in (folder, *folder.parents):
        file = place / "pyproject.toml"
        if not file.is_file() or b"sfn_dsl" not in file.read_bytes():
            continue
        if table_of(text_of(file), str(file)) is not None:
            return file
    return None


def shown(file: Path) -> str:
    """A file as messages name it: relative to the current folder if it is inside it."""
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def text_of(file: Path) -> str:
    """The text of a file. Raises SfnError for what is not UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except ValueError as error:
        raise SfnError(f"{file} is not UTF-8 text: {error}; save it as UTF-8") from error


def table_of(text: str, file: str) -> dict[str, Any] | None:
    """The table of this package, None if there is none. Raises SfnError for invalid TOML."""
    # Most projects have no such table, and need no TOML parser.
    import tomllib

    try:
        tool = tomllib.loads(text).get("tool")
    except RecursionError as error:
        raise SfnError(f"{file} is nested too deeply to be read; nest it less") from error
    except ValueError as error:
        found = None if isinstance(error, tomllib.TOMLDecodeError) else _NUMBER.search(text)
        if found is None:
            raise SfnError(f"{file} is not valid TOML: {error}; fix it there") from error
        line = text.count("\n", 0, found.start()) + 1
        message = "a number has too many digits to be read; shorten it"
        raise SfnError(f"{file}:{line}: {message}") from error
    table = tool.get("sfn_dsl") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        refuse(file, f"'tool.sfn_dsl' is not a table; write {TABLE}")
    return table


def line_of(text: str, *path: str) -> int:
    """The line of a key, counted from 1, or else that of the nearest table around it.

    For a table written in several parts it is the first of them. The TOML parser gives no lines, so
    the lines that start a table or set a key are parsed one by one; 1 if none is found.
    """
    best, best_line = 0, 1
    header: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            route = header = _route(line) or header
        else:
            key, equals, _ = line.partition("=")
            own = _route(f"{key}= 0") if equals else ()
            route = (*header, *own) if own else ()
        shared = min(len(route), len(path))
        if best < shared and route[:shared] == path[:shared]:
            best, best_line = shared, number
    return best_line


def hold_to(keys: Collection[str], table: dict[str, Any], what: str, file: str) -> None:
    """Raise SfnError for an unknown key in a table."""
    for key in table:
        if key not in keys:
            advice = meant(key, keys) or f"write one of {', '.join(keys)}"
            refuse(file, f"unknown key '{key}' in {what}; {advice}")


def meant(word: str, known: Collection[str]) -> str | None:
    """The question whether a known word was meant, None if none is close."""
    near = nearest(word, known)
    return f"did you mean '{near}'?" if near else None


def refuse(file: str, message: str) -> NoReturn:
    """Raise SfnError for a mistake in a file, or at a line of it."""
    raise SfnError(f"{file}: {message}")


def _route(line: str) -> tuple[str, ...]:
    """The path of the key that one line of TOML sets, empty for any other line."""
    import tomllib

    try:
        value: Any = tomllib.loads(f"{line}\n")
    except (ValueError, RecursionError):
        return ()
    route: list[str] = []
    while isinstance(value, (dict, list)) and len(value) == 1:
        if isinstance(value, dict):
            ((key, value),) = value.items()
            route.append(key)
        else:
            (value,) = value
    return tuple(route)
