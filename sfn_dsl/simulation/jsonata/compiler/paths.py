"""Paths: a value, and steps from item to item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.simulation.jsonata.compiler.body import Body
from sfn_dsl.simulation.jsonata.compiler.filters import Stage, stage
from sfn_dsl.simulation.jsonata.compiler.groups import grouping
from sfn_dsl.simulation.jsonata.compiler.sorting import ordering
from sfn_dsl.simulation.jsonata.compiler.states import states_member
from sfn_dsl.simulation.jsonata.compiler.tuples import tuple_path
from sfn_dsl.simulation.jsonata.evaluation import Evaluation, Frame, Node, Run
from sfn_dsl.simulation.jsonata.values import (
    UNDEFINED,
    Constructed,
    Sequence,
    field,
    gathered,
    unwrapped,
)

Step = Callable[[Evaluation, list[Any], Frame, bool], Any]
"""Gives what the items of a step give; the last flag is true for the last step."""


def path(node: Node, depth: int, body: Body) -> Run:
    """A path; its first steps are usually names, and those are walked one value at a time."""
    if any(step.tuple for step in node.steps):
        return tuple_path(node, depth, body)
    start, rest = _start(node, depth, body)
    names: list[str] = []
    while rest and _is_name(rest[0]):
        names.append(rest.pop(0).value)
    if rest or node.keep_singleton_array or node.keep_array or node.group is not None:
        steps = [_named(name) for name in names] + [_step(each, depth, body) for each in rest]
        return _full(node, start, steps, depth, body)
    return _walk(start, names, body)


def _start(node: Node, depth: int, body: Body) -> tuple[Run, list[Node]]:
    """The first value of a path, and the steps from there on."""
    first, *rest = node.steps
    member = states_member(node.steps, body)
    if member is not None:
        body.height = max(body.height, depth + 1)
        return member, rest[1:]
    if first.type == "variable" and not first.stages:
        return body.compile(first, depth + 1), rest
    if _is_name(first):
        body.height = max(body.height, depth + 1)
        return _context_item, node.steps.copy()
    run = body.compile(first, depth + 1)
    if first.consarray:
        return _constructed(run, bool(rest)), rest
    step = _stepped(run, _stages(first, depth, body))
    staged = bool(first.stages)
    last = not rest

    def begin(ev: Evaluation, item: Any, frame: Frame) -> Any:
        if staged or isinstance(item, list):
            return step(ev, _listed(item), frame, last)
        return run(ev, item, frame)

    return begin, rest


def _constructed(run: Run, iterated: bool) -> Run:
    """An array that is written as the first step: the next steps go through its items."""

    def construct(ev: Evaluation, item: Any, frame: Frame) -> Any:
        value = run(ev, _listed(item), frame)
        return list(value) if iterated and type(value) is Constructed else value

    return construct


def _context_item(ev: Evaluation, item: Any, frame: Frame) -> Any:
    return item


def _listed(item: Any) -> list[Any]:
    return item if isinstance(item, list) else Sequence([item])


def _is_name(step: Node) -> bool:
    return step.type == "name" and not step.stages and not step.keep_array and step.group is None


def _walk(start: Run, names: list[str], body: Body) -> Run:
    steps = [_named(name) for name in names]

    def walk(ev: Evaluation, item: Any, frame: Frame) -> Any:
        value = start(ev, item, frame)
        for index, name in enumerate(names):
            if isinstance(value, dict):
                value = value.get(name, UNDEFINED)
            elif isinstance(value, list):
                return unwrapped(_follow(ev, value, frame, steps[index:]))
            else:
                return UNDEFINED
        return unwrapped(Sequence(value)) if type(value) is Sequence else value

    return walk


def _full(node: Node, start: Run, steps: list[Step], depth: int, body: Body) -> Run:
    group = grouping(node.group, depth, body.compile) if node.group is not None else None
    keep = node.keep_singleton_array or node.keep_array

    def run(ev: Evaluation, item: Any, frame: Frame) -> Any:
        value = start(ev, item, frame)
        found = _follow(ev, value, frame, steps)
        if keep:
            found = _kept(found)
        if group is not None:
            return group(ev, found, frame)
        return unwrapped(found)

    return run


def _follow(ev: Evaluation, value: Any, frame: Frame, steps: list[Step]) -> Any:
    """The results of steps from a value on."""
    if not steps:
        return value if isinstance(value, list) else _sequence(value)
    if isinstance(value, list) and type(value) is not Constructed:
        items: Any = value
    else:
        items = _sequence(value)
    last = len(steps) - 1
    for index, step in enumerate(steps):
        if not items:
            return Sequence()
        ev.spend(len(items))
        items = step(ev, items, frame, index == last)
    return items


def _sequence(value: Any) -> Sequence:
    return Sequence() if value is UNDEFINED else Sequence([value])


def _kept(found: Any) -> Any:
    """The results of a path with ``[]``, which stay an array where there is one."""
    if type(found) is Constructed:
        found = Sequence([found])
    if type(found) is Sequence:
        found.keep = True
    return found


def _named(name: str) -> Step:
    def step(ev: Evaluation, items: list[Any], frame: Frame, last: bool) -> Any:
        found = []
        for item in items:
            if isinstance(item, dict):
                value = item.get(name, UNDEFINED)
            elif isinstance(item, list):
                value = unwrapped(field(item, name))
            else:
                continue
            if value is not UNDEFINED:
                found.append(value)
        return gathered(found, last)

    return step


def _step(node: Node, depth: int, body: Body) -> Step:
    if node.type == "sort":
        return _sorted(node, depth, body)
    return _stepped(body.compile(node, depth + 1), _stages(node, depth, body))


def _stages(node: Node, depth: int, body: Body) -> list[Stage]:
    return [stage(each.expr, depth, body.compile) for each in node.stages or ()]


def _stepped(run: Run, stages: list[Stage]) -> Step:
    def step(ev: Evaluation, items: list[Any], frame: Frame, last: bool) -> Any:
        found = []
        for item in items:
            value = run(ev, item, frame)
            for select in stages:
                value = select(ev, value, frame)
            if value is not UNDEFINED:
                found.append(value)
        return gathered(found, last)

    return step


def _sorted(node: Node, depth: int, body: Body) -> Step:
    order = ordering(node, depth, body)
    stages = _stages(node, depth, body)

    def step(ev: Evaluation, items: list[Any], frame: Frame, last: bool) -> Any:
        found: Any = order(ev, items, frame)
        for select in stages:
            found = select(ev, found, frame)
        return found

    return step
