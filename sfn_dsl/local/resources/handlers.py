"""The code of Lambda functions on this machine, as zips: handlers in a folder, or a stub."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

import attrs

from sfn_dsl.errors import SfnError

_STUB: Final = Path(__file__).with_name("echo_function.py")
_ENTRIES: Final = ("app", "lambda_function", "handler", "main", "index")
_FUNCTIONS: Final = ("handler", "lambda_handler")
_TIME: Final = (1980, 1, 1, 0, 0, 0)  # so that the same code is the same zip
_MOST_BYTES: Final = 50 * 2**20  # that Lambda takes in a request


@attrs.frozen
class Code:
    """The code of a function: a zip, its handler, and where it is from."""

    zip: bytes = attrs.field(repr=False)
    handler: str
    origin: str
    is_stub: bool = False


def code_of(function: str, folder: Path | None) -> Code:
    """The code for a function: ``folder/NAME.py``, ``folder/NAME/``, or else a stub that echoes.

    The handler is the function ``handler`` or ``lambda_handler`` of ``NAME.py``, or of ``app.py``,
    ``lambda_function.py``, ``handler.py``, ``main.py`` or ``index.py`` in the folder ``NAME``.

    Raises SfnError where there is code, but no handler in it, or more than 50 MB.
    """
    if folder is not None:
        for name in dict.fromkeys((function, function.replace("-", "_"))):
            if (file := folder / f"{name}.py").is_file():
                return _code(file, [file], folder)
            if (root := folder / name).is_dir():
                return _code(_entry(root), sorted(_files(root)), root)
    return Code(
        _zip([_STUB], _STUB.parent), f"{_STUB.stem}.handler", "a stub that echoes", is_stub=True
    )


def _code(entry: Path, files: list[Path], root: Path) -> Code:
    text = entry.read_text(encoding="utf-8", errors="replace")
    name = next((each for each in _FUNCTIONS if f"def {each}(" in text), None)
    if name is None:
        raise SfnError(f"'{entry}' has no handler; write a function handler(event, context) in it")
    module = ".".join(entry.relative_to(root).with_suffix("").parts)
    packed = _zip(files, root)
    if len(packed) > _MOST_BYTES:
        raise SfnError(
            f"'{root}' has more than the 50 MB of code that Lambda takes; leave some out"
        )
    return Code(packed, f"{module}.{name}", str(entry))


def _entry(root: Path) -> Path:
    for name in (*_ENTRIES, root.name, root.name.replace("-", "_")):
        if (file := root / f"{name}.py").is_file():
            return file
    known = ", ".join(f"{name}.py" for name in _ENTRIES)
    raise SfnError(f"'{root}' has none of {known}; write the handler in one of them")


def _files(root: Path) -> list[Path]:
    return [
        file
        for file in root.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and not file.is_symlink()
    ]


def _zip(files: list[Path], root: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.relative_to(root).as_posix(), _TIME)
            entry.external_attr = (file.stat().st_mode & 0o777) << 16
            archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
