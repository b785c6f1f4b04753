"""Where in the author's source a value was made.

A workflow of ten thousand states makes thirty thousand of these, so making one only notes which
code was running and at which instruction; file, line and column are worked out when a message
needs them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from itertools import islice
from types import CodeType, FrameType

import attrs

from sfn_dsl.notebook_cells import cells_now, source_name

_PACKAGE = __name__.partition(".")[0]
_PACKAGE_PREFIX = _PACKAGE + "."
_CALLED_BY_NO_AUTHOR = (_PACKAGE + ".cli.", _PACKAGE + ".pytest_plugin")
"""Modules that a library calls: click calls commands, and pytest calls a plugin."""

_CONTEXTS = "contextlib"
_GENERATED_BY_ATTRS = "<attrs generated"
_FRAMES_KEPT = 3


@attrs.frozen
class Position:
    """A place in a source.

    Attributes:
        file: The name of the file, or whatever else the source is called: a cell of a notebook is
            ``In[3]``.
        line: The line, counted from 1.
        column: The column, counted from 1.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@attrs.frozen
class CellCode:
    """Code of a notebook's cell, and what the cell was called when that code was run."""

    code: CodeType
    cell: str


@attrs.frozen
class Origin:
    """Up to three of the author's frames, innermost first: the code, and the instruction in it.

    Two uses of one function that builds states differ in the outer frames. There are thousands of
    these in a large workflow, so they are two plain tuples. Code cannot be pickled, so an origin
    that has been holds positions in its place.

    Attributes:
        codes: The code objects, or their positions.
        offsets: The instruction in each.
    """

    codes: tuple[CodeType | CellCode | Position, ...]
    offsets: tuple[int, ...]

    def __reduce__(self) -> tuple[Callable[..., Origin], tuple[object, ...]]:
        return Origin, (self.positions, self.offsets)

    def __deepcopy__(self, _: object) -> Origin:
        return self

    @property
    def position(self) -> Position | None:
        """The innermost place, or None when nothing of the author's was on the stack."""
        return _position(self.codes[0], self.offsets[0]) if self.codes else None

    @property
    def positions(self) -> tuple[Position, ...]:
        """All places kept, innermost first."""
        return tuple(map(_position, self.codes, self.offsets))


NOWHERE = Origin((), ())


def here() -> Origin:
    """The origin of the value being made by the running call, seen from outside this package."""
    inner = frame = sys._getframe(1)
    # A context manager of this package is entered through the standard library.
    while _is_ours(frame) or frame.f_globals.get("__name__") == _CONTEXTS:
        if frame.f_back is None:
            return NOWHERE
        inner, frame = frame, frame.f_back
    if inner.f_globals.get("__name__", "").startswith(_CALLED_BY_NO_AUTHOR):
        return NOWHERE
    codes, offsets = [frame.f_code], [frame.f_lasti]
    while (outer := frame.f_back) and len(codes) < _FRAMES_KEPT and not _is_ours(outer):
        codes.append(outer.f_code)
        offsets.append(outer.f_lasti)
        frame = outer
    if "IPython" in sys.modules:
        return Origin(_with_cells(codes), tuple(offsets))
    return Origin(tuple(codes), tuple(offsets))


def _with_cells(codes: Iterable[CodeType]) -> tuple[CodeType | CellCode, ...]:
    """Code with the cell that it is in, where it is of a notebook."""
    own = tuple(codes)
    cells = cells_now([code.co_filename for code in own])
    return tuple(
        code if cell is None else CellCode(code, cell)
        for code, cell in zip(own, cells, strict=True)
    )


def of_frame(code: CodeType, offset: int) -> Origin:
    """The origin that is one given frame, for instance the one in which an exception was raised."""
    return Origin(_with_cells([code]), (offset,))


def is_authors(frame: FrameType) -> bool:
    """Return whether a frame runs the author's code: not this package's, nor generated for it."""
    return not _is_ours(frame)


def _is_ours(frame: FrameType) -> bool:
    module: str | None = frame.f_globals.get("__name__")
    if module is None:
        return frame.f_code.co_filename.startswith(_GENERATED_BY_ATTRS)
    return module.startswith(_PACKAGE_PREFIX) or module == _PACKAGE


def _position(found: CodeType | CellCode | Position, offset: int) -> Position:
    if isinstance(found, Position):
        return found
    code, cell = (found.code, found.cell) if isinstance(found, CellCode) else (found, None)
    # Instructions are two bytes wide, and co_positions yields one entry for each.
    line, _, column, _ = next(
        islice(code.co_positions(), offset // 2, None), (None, None, None, None)
    )
    name = source_name(code.co_filename, cell)
    return Position(name, line or code.co_firstlineno, (column or 0) + 1)
