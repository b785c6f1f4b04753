"""Which state machine is read of a file that has several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sfn_dsl.definition.definition import Source
from sfn_dsl.errors import refuse
from sfn_dsl.spelling import nearest

NO_SUCH_MACHINE: Final = "SFN108"


def chosen(source: Source, name: str | None, names: Sequence[str], pointer: str, add: str) -> str:
    """The name of the machine to read: the one that is meant, or the only one.

    ``add`` says how a file without any gets one. Raises SourceError (SFN108) otherwise.
    """
    if name is None and len(names) == 1:
        return names[0]
    if name is None or name not in names:
        refuse(NO_SUCH_MACHINE, _not_chosen(source.name, name, names, add), source.locate(pointer))
    return name


def _not_chosen(file: str, name: str | None, names: Sequence[str], add: str) -> str:
    if not names:
        return f"'{file}' has no state machine; {add}"
    listed = ", ".join(names)
    if name is None:
        source = "-" if file.startswith("<") else file  # standard input, as a command takes it
        return (
            f"'{file}' has {len(names)} state machines: {listed}; name one, as in "
            f"'{source}#{names[0]}'"
        )
    near = nearest(name, names)
    instead = f"did you mean '{near}'?" if near else f"its state machines: {listed}"
    return f"'{file}' has no state machine '{name}'; {instead}"
