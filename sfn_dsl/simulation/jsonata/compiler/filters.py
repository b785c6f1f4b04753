"""Predicates: ``[0]``, ``[-1]``, ``[price > 3]``, ``[[1..2]]``."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from sfn_dsl.simulation.jsonata.evaluation import Evaluation, Frame, Node, Run
from sfn_dsl.simulation.jsonata.values import (
    UNDEFINED,
    Sequence,
    is_number,
    is_plain_number,
    truth,
)

Compile = Callable[[Node, int], Run]
"""Compiles a node at a depth."""

Stage = Callable[[Evaluation, Any, Frame], Any]
"""Gives those items of a value that a predicate selects, as a sequence."""


def filtered(run: Run, predicate: Node, depth: int, compile_node: Compile) -> Run:
    """A node with a predicate behind it."""
    select = stage(predicate, depth, compile_node)

    def run_filtered(ev: Evaluation, item: Any, frame: Frame) -> Any:
        return select(ev, run(ev, item, frame), frame)

    return run_filtered


def stage(predicate: Node, depth: int, compile_node: Compile) -> Stage:
    """A predicate as a function of the value in front of it."""
    if predicate.type == "number" and not predicate.predicate:
        return _indexed(math.floor(predicate.value))
    run = compile_node(predicate, depth + 1)

    def select(ev: Evaluation, value: Any, frame: Frame) -> Any:
        items = value if isinstance(value, list) else [value]
        found = Sequence()
        found.tuples = tuples = _has_tuples(items)
        ev.spend(len(items))
        for index, item in enumerate(items):
            if tuples:
                chosen = run(ev, item["@"], tuple_frame(frame, item))
            else:
                chosen = run(ev, item, frame)
            if item is UNDEFINED:
                continue
            if is_plain_number(chosen):
                chosen = [chosen] if is_number(chosen) else chosen
            if isinstance(chosen, list) and all(map(is_number, chosen)):
                found.extend(item for each in chosen if _position(each, items) == index)
            elif truth(chosen):
                found.append(item)
        return found

    return select


def tuple_frame(frame: Frame, item: dict[str, Any]) -> Frame:
    """The bindings that one item of a tuple stream carries."""
    return Frame(frame, dict(item))


def _indexed(index: int) -> Stage:
    def select(ev: Evaluation, value: Any, frame: Frame) -> Any:
        items = value if isinstance(value, list) else [value]
        position = _position(index, items)
        found = items[position] if 0 <= position < len(items) else UNDEFINED
        if isinstance(found, list):
            return found
        made = Sequence() if found is UNDEFINED else Sequence([found])
        made.tuples = _has_tuples(items)
        return made

    return select


def _position(index: float, items: list[Any]) -> int:
    """An index counted from the end of the array where it is negative."""
    whole = math.floor(index)
    return whole + len(items) if whole < 0 else whole


def _has_tuples(items: list[Any]) -> bool:
    return type(items) is Sequence and items.tuples
