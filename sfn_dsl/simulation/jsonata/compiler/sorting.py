"""Order-by: ``orders^(>total, name)``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.simulation.data.java import utf16
from sfn_dsl.simulation.jsonata.compiler.body import Body
from sfn_dsl.simulation.jsonata.compiler.filters import tuple_frame
from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation, Frame, Node, Run
from sfn_dsl.simulation.jsonata.library.sorting import merge_sorted
from sfn_dsl.simulation.jsonata.values import UNDEFINED, Sequence, is_plain_number

Order = Callable[[Evaluation, list[Any], Frame], list[Any]]
"""Gives the items in their order."""


def ordering(node: Node, depth: int, body: Body) -> Order:
    """An order-by clause as a function of the items in front of it."""
    terms = [(body.compile(term.expression, depth + 1), term.descending) for term in node.terms]

    def order(ev: Evaluation, items: list[Any], frame: Frame) -> list[Any]:
        tuples = type(items) is Sequence and items.tuples
        if len(items) <= 1:
            return items if tuples else Sequence(items)

        def swaps(left: Any, right: Any) -> bool:
            return _compare(ev, left, right, frame, terms, tuples) == 1

        made: list[Any] = merge_sorted(ev, items, swaps)
        if tuples:
            made = Sequence(made)
            made.tuples = True
        return made

    return order


def _compare(
    ev: Evaluation,
    left: Any,
    right: Any,
    frame: Frame,
    terms: list[tuple[Run, bool]],
    tuples: bool,
) -> int:
    for run, descending in terms:
        compared = _compare_values(
            _term(ev, run, left, frame, tuples), _term(ev, run, right, frame, tuples), descending
        )
        if compared:
            return compared
    return 0


def _term(ev: Evaluation, run: Run, item: Any, frame: Frame, tuples: bool) -> Any:
    if tuples:
        return run(ev, item["@"], tuple_frame(frame, item))
    return run(ev, item, frame)


def _compare_values(left: Any, right: Any, descending: bool) -> int:
    """-1, 0 or 1; what is undefined comes last, in either direction."""
    if left is UNDEFINED or right is UNDEFINED:
        return (left is UNDEFINED) - (right is UNDEFINED)
    for value in (left, right):
        if not (isinstance(value, str) or is_plain_number(value)):
            raise JsonataError("T2008", value=value)
    if isinstance(left, str) != isinstance(right, str):
        raise JsonataError("T2007", value=left, value2=right)
    if isinstance(left, str):
        left, right = utf16(left), utf16(right)
    compared = int(left > right) - int(left < right)
    return -compared if descending else compared
