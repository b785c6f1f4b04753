"""ResultPath: putting a result into the raw input (ASL reference, section 2.1).

Nothing is changed in place: the objects and arrays on the way are copied, and all else is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.paths import Path
from sfn_dsl.simulation.data.json_text import Json, compact
from sfn_dsl.simulation.failures import REFERENCE_CONFLICT, Failure

Place: TypeAlias = Callable[[Json, Json], Json]


_ABSENT: Final = object()


class _ConflictError(Exception):
    """A path goes through what has no members or elements, or past the end of an array."""


def compile_result_path(text: str) -> Place:
    """A function of a raw input and a value that gives the input with the value at a path.

    Missing objects on the way are made, and what is there is replaced. The function raises
    Failure, with States.ReferencePathConflict. Raises AuthoringError for text that is not a
    Reference Path into the input.
    """
    path = Path(text)
    steps = path.steps
    if steps is None or path.reads_context or path.variable is not None:
        raise AuthoringError(f"'{text}' is not a Reference Path; write one such as '$.result'")
    if not steps:
        return lambda raw, value: value
    if len(steps) == 1 and isinstance(steps[0], str):
        return _one_member(steps[0], text)
    return lambda raw, value: insert(raw, steps, value, text)


def insert(raw: Json, steps: Sequence[str | int], value: Json, text: str | None = None) -> Json:
    """An input with a value at a place in it; ``text`` is the place's path in the failure."""
    try:
        return _inserted(raw, steps, value)
    except _ConflictError:
        shown = text if text is not None else _text(steps)
        raise Failure(
            REFERENCE_CONFLICT,
            f"Unable to apply ReferencePath {shown} to input {compact(raw)}",
        ) from None


def _one_member(name: str, text: str) -> Place:
    def place(raw: Json, value: Json) -> Json:
        if type(raw) is dict:
            return {**raw, name: value}
        return insert(raw, (name,), value, text)

    return place


def _inserted(into: Json, steps: Sequence[str | int], value: Json) -> Json:
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(step, str):
        if into is _ABSENT:
            return {step: _inserted(_ABSENT, rest, value)}
        if not isinstance(into, dict):
            raise _ConflictError
        members = into.copy()
        members[step] = _inserted(members.get(step, _ABSENT), rest, value)
        return members
    if not isinstance(into, list) or step >= len(into):
        raise _ConflictError
    elements = list(into)
    elements[step] = _inserted(elements[step], rest, value)
    return elements


def _text(steps: Sequence[str | int]) -> str:
    return "$" + "".join(f".{step}" if isinstance(step, str) else f"[{step}]" for step in steps)
