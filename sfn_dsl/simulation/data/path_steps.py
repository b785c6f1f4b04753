"""Applying the steps of a path that may select several values, as Jayway JsonPath 2.0 does.

Each step is a closure that passes what it selects on to the next one; the last adds it to the
results. When one of several values lacks what comes next, a wildcard over an array leaves it out,
while after a slice or a filter the whole path finds nothing. (ASL reference, section 3.3.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from sfn_dsl.simulation.data.json_text import Json, compact
from sfn_dsl.simulation.data.path_filters import Decide, Find, PathMissed, compile_test
from sfn_dsl.simulation.data.path_grammar import (
    Filter,
    FromEnd,
    Indices,
    Names,
    Scan,
    Slice,
    Step,
    Wildcard,
)

Visit: TypeAlias = Callable[[Json, list[Json], Json], None]
"""Applies the rest of a path to a value: value, results, the document."""


def is_definite(steps: Sequence[Step]) -> bool:
    """Return whether steps name one place."""
    return all(
        isinstance(step, (Names, FromEnd)) or (isinstance(step, Indices) and len(step.indices) == 1)
        for step in steps
    )


def compile_find(steps: tuple[Step, ...], past_end_is_null: bool) -> Find:
    """What the steps select in a document: one value, or a list for a path that is not definite.

    ``past_end_is_null`` says what is at an index that an array does not have: null, or nothing.
    The function raises PathMissed.
    """
    visit = _compile(steps, past_end_is_null)
    if not is_definite(steps):

        def find_all(document: Json) -> Json:
            results: list[Json] = []
            visit(document, results, document)
            return results

        return find_all

    def find_one(document: Json) -> Json:
        results: list[Json] = []
        visit(document, results, document)
        return results[0]

    return find_one


def fragment(step: Step) -> str:
    """A step as Jayway's texts show it."""
    match step:
        case Names(names):
            return "[" + ", ".join(f"'{name}'" for name in names) + "]"
        case Indices(indices):
            return "[" + ",".join(map(str, indices)) + "]"
        case FromEnd(distance):
            return f"[@.size()-{distance}]"
        case Slice(start, stop):
            return f"[{'' if start is None else start}:{'' if stop is None else stop}]"
        case Wildcard():
            return "[*]"
        case Scan():
            return ".."
        case Filter():
            return "[?]"


def _compile(steps: tuple[Step, ...], past_end_is_null: bool) -> Visit:
    visits: list[Visit] = [_add]
    for at in reversed(range(len(steps))):
        place = _Place(steps, at, visits[0], past_end_is_null)
        visits.insert(0, _visit(place, visits))
    return visits[0]


def _add(value: Json, results: list[Json], document: Json) -> None:
    results.append(value)


class _Place:
    """A step in its path: what comes before it as text, and what comes after it."""

    __slots__ = ("at", "is_leaf", "past_end_is_null", "rest", "step", "steps", "then", "where")

    def __init__(
        self, steps: tuple[Step, ...], at: int, then: Visit, past_end_is_null: bool
    ) -> None:
        self.steps = steps
        self.at = at
        self.step = steps[at]
        self.then = then
        self.past_end_is_null = past_end_is_null
        self.is_leaf = at == len(steps) - 1
        self.where = "$" + "".join(map(fragment, steps[:at]))
        self.rest = "".join(map(fragment, steps[at:]))


def _visit(place: _Place, later: list[Visit]) -> Visit:
    match place.step:
        case Names(names):
            return _name(place, names[0]) if len(names) == 1 else _names(place, names)
        case Indices(indices):
            return _on_arrays(place, lambda length: indices)
        case FromEnd(distance):
            return _on_arrays(place, lambda length: (length - distance,))
        case Slice(start, stop):
            return _on_arrays(place, lambda length: _slice(start, stop, length))
        case Wildcard():
            return _wildcard(place)
        case Filter():
            return _filter(place, _decide(place))
        case Scan():
            return _scan(place, later)


def _name(place: _Place, name: str) -> Visit:
    then, where = place.then, place.where
    shown = f"{where}['{name}']"
    # Jayway overlooks a missing member where the path has a step from here on, or just before,
    # that selects several values.
    is_overlooked = not is_definite(place.steps[max(place.at - 1, 0) :])
    reason = f"{'No results for path:' if place.is_leaf else 'Missing property in path'} {shown}"

    def visit(value: Json, results: list[Json], document: Json) -> None:
        if not isinstance(value, Mapping):
            raise PathMissed(f"Property ['{name}'] not found in path {where}")
        if name in value:
            then(value[name], results, document)
        elif place.is_leaf or not is_overlooked:
            raise PathMissed(reason)

    return visit


def _names(place: _Place, names: tuple[str, ...]) -> Visit:
    shown = fragment(place.step)

    def visit(value: Json, results: list[Json], document: Json) -> None:
        if type(value) is not dict:
            raise PathMissed(f"Property {shown} not found in path {place.where}")
        if not place.is_leaf:
            raise PathMissed(
                f"Multi properties can only be used as path leafs: {place.where}{shown}",
                is_wrong_type=True,
            )
        results.append({name: value[name] for name in names if name in value})

    return visit


def _on_arrays(place: _Place, indices_for: Callable[[int], Sequence[int]]) -> Visit:
    def visit(value: Json, results: list[Json], document: Json) -> None:
        if value is None:
            raise PathMissed(f"The path {place.where} is null")
        if type(value) is not list:
            raise PathMissed(
                f"Filter: {place.rest} can only be applied to arrays. "
                f"Current context is: {shown_value(value)}",
                is_wrong_type=True,
            )
        for index in indices_for(len(value)):
            _element(place, value, index, results, document)

    return visit


def _element(
    place: _Place, array: list[Json], index: int, results: list[Json], document: Json
) -> None:
    if 0 <= index < len(array):
        place.then(array[index], results, document)
    elif place.past_end_is_null:
        place.then(None, results, document)
    else:
        raise PathMissed(f"Index out of bounds when evaluating path {place.where}[{index}]")


def _slice(start: int | None, stop: int | None, length: int) -> range:
    if stop is None:
        first = start or 0
        return range(max(0, length + first if first < 0 else first), length)
    if start is None:
        return range(min(length, length + stop if stop < 0 else stop))
    # Between two ends nothing is counted from the array's end: Jayway takes both as they are.
    return range(start, min(length, stop)) if length else range(0)


def _wildcard(place: _Place) -> Visit:
    then = place.then

    def visit(value: Json, results: list[Json], document: Json) -> None:
        if type(value) is dict:
            for member in value.values():
                then(member, results, document)
        elif type(value) is list:
            for element in value:
                try:
                    then(element, results, document)
                except PathMissed as missed:
                    if missed.is_wrong_type:
                        raise

    return visit


def _decide(place: _Place) -> Decide:
    if not isinstance(place.step, Filter):
        return lambda item, document: False
    return compile_test(place.step.test, lambda steps: compile_find(steps, place.past_end_is_null))


def _filter(place: _Place, decide: Decide) -> Visit:
    then = place.then

    def visit(value: Json, results: list[Json], document: Json) -> None:
        if type(value) is dict:
            if decide(value, document):
                then(value, results, document)
        elif type(value) is list:
            for element in value:
                if decide(element, document):
                    then(element, results, document)
        else:
            raise PathMissed(
                f"Filter: {place.rest} can not be applied to primitives. "
                f"Current context is: {shown_value(value)}",
                is_wrong_type=True,
            )

    return visit


def _scan(place: _Place, later: list[Visit]) -> Visit:
    """``..``: the value itself first, then what it holds, in order."""
    target = _Place(place.steps, place.at + 1, _add, place.past_end_is_null)
    fits, apply = _fits(target), place.then
    after = None if target.is_leaf else later[1]

    def visit(value: Json, results: list[Json], document: Json) -> None:
        if type(value) is dict:
            if fits(value, document):
                apply(value, results, document)
            for member in value.values():
                visit(member, results, document)
        elif type(value) is list:
            if fits(value, document):
                _scan_array(value, results, document)
            for element in value:
                visit(element, results, document)

    def _scan_array(value: list[Json], results: list[Json], document: Json) -> None:
        if after is None:
            apply(value, results, document)
        else:
            for element in value:
                after(element, results, document)

    return visit


def _fits(target: _Place) -> Decide:
    match target.step:
        case Names(names):
            wanted = set(names)
            return lambda value, document: type(value) is dict and wanted <= value.keys()
        case Indices() | FromEnd() | Slice():
            return lambda value, document: type(value) is list
        case Wildcard():
            return lambda value, document: True
        case Filter():
            return _decide(target)
        case Scan():
            return lambda value, document: False


def shown_value(value: Json) -> str:
    """A value as the texts of a failed path show it."""
    return value if isinstance(value, str) else compact(value)
