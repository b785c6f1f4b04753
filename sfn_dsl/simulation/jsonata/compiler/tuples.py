"""Paths that carry bindings from step to step: ``@$v``, ``#$i`` and ``%``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.simulation.jsonata.compiler.body import Body
from sfn_dsl.simulation.jsonata.compiler.filters import Stage, stage, tuple_frame
from sfn_dsl.simulation.jsonata.compiler.groups import grouping
from sfn_dsl.simulation.jsonata.compiler.sorting import ordering
from sfn_dsl.simulation.jsonata.evaluation import Evaluation, Frame, Node, Run
from sfn_dsl.simulation.jsonata.values import UNDEFINED, Sequence, gathered, unwrapped

_TupleStep = Callable[[Evaluation, list[Any], Any, Frame], Any]


def tuple_path(node: Node, depth: int, body: Body) -> Run:
    """A path from whose steps bindings go on to the steps behind them."""
    plain: list[tuple[Run, list[Stage], bool]] = []
    carried: list[tuple[_TupleStep, bool]] = []
    for step in node.steps:
        if step.tuple or carried:
            carried.append((_tuple_step(step, depth, body), step.focus is not None))
        else:
            stages = [stage(each.expr, depth, body.compile) for each in step.stages or ()]
            plain.append((body.compile(step, depth + 1), stages, bool(step.consarray)))
    group = grouping(node.group, depth, body.compile) if node.group is not None else None
    absolute = node.steps[0].type == "variable"

    def run(ev: Evaluation, item: Any, frame: Frame) -> Any:
        items: Any = item if isinstance(item, list) and not absolute else Sequence([item])
        for index, (evaluate, stages, constructs) in enumerate(plain):
            if index == 0 and constructs:
                items = evaluate(ev, items, frame)
            else:
                items = gathered(list(_each(ev, items, frame, evaluate, stages)), False)
            if items is UNDEFINED or not items:
                return group(ev, Sequence(), frame) if group is not None else UNDEFINED
        tuples: Any = None
        for follow, focused in carried:
            tuples = follow(ev, items, tuples, frame)
            if not focused:
                items = tuples
        if group is not None:
            return group(ev, tuples, frame)
        if node.tuple:
            return tuples
        made = Sequence(each["@"] for each in tuples)
        made.keep = node.keep_singleton_array
        return unwrapped(made)

    return run


def _each(
    ev: Evaluation, items: list[Any], frame: Frame, evaluate: Run, stages: list[Stage]
) -> Any:
    ev.spend(len(items))
    for item in items:
        value = evaluate(ev, item, frame)
        for select in stages:
            value = select(ev, value, frame)
        if value is not UNDEFINED:
            yield value


def _tuple_step(node: Node, depth: int, body: Body) -> _TupleStep:
    stages = [_tuple_stage(each, depth, body) for each in node.stages or ()]
    follow = _sort_step(node, depth, body) if node.type == "sort" else _bind_step(node, depth, body)

    def step(ev: Evaluation, items: list[Any], tuples: Any, frame: Frame) -> Any:
        made = follow(ev, items, tuples, frame)
        for select in stages:
            made = select(ev, made, frame)
        return made

    return step


def _tuple_stage(node: Node, depth: int, body: Body) -> Stage:
    if node.type != "index":
        return stage(node.expr, depth, body.compile)
    name = str(node.value)

    def number(ev: Evaluation, tuples: Any, frame: Frame) -> Any:
        for index, each in enumerate(tuples):
            each[name] = index
        return tuples

    return number


def _sort_step(node: Node, depth: int, body: Body) -> _TupleStep:
    order = ordering(node, depth, body)

    def step(ev: Evaluation, items: list[Any], tuples: Any, frame: Frame) -> Any:
        if tuples is not None:
            return order(ev, tuples, frame)
        made = Sequence(
            {"@": item, str(node.index): index}
            for index, item in enumerate(order(ev, items, frame))
        )
        made.tuples = True
        return made

    return step


def _bind_step(node: Node, depth: int, body: Body) -> _TupleStep:
    run = body.compile(node, depth + 1)
    focus, index = node.focus, node.index
    ancestor = node.ancestor.label if node.ancestor is not None else None

    def step(ev: Evaluation, items: list[Any], tuples: Any, frame: Frame) -> Any:
        made = Sequence()
        made.tuples = True
        for before in [{"@": item} for item in items] if tuples is None else tuples:
            ev.spend(1)
            value = run(ev, before["@"], tuple_frame(frame, before))
            if value is UNDEFINED:
                continue
            carried = type(value) is Sequence and value.tuples
            for position, each in enumerate(value if isinstance(value, list) else [value]):
                bindings = dict(before)
                if carried:
                    bindings.update(each)
                else:
                    bindings[focus or "@"] = each
                    if index is not None:
                        bindings[str(index)] = position
                    if ancestor is not None:
                        bindings[ancestor] = before["@"]
                made.append(bindings)
        return made

    return step
