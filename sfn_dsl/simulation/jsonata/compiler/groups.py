"""Object constructors, and groupings by a key: ``{"a": 1}``, ``orders{customer: total}``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.simulation.jsonata.compiler.filters import Compile, tuple_frame
from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation, Frame, Node, Run
from sfn_dsl.simulation.jsonata.values import UNDEFINED, Sequence, appended, stored

Group = Callable[[Evaluation, Any, Frame], dict[str, Any]]
"""Gives the object that a value is grouped to."""


def grouped(run: Run, group: Node, depth: int, compile_node: Compile) -> Run:
    """A node with a grouping behind it."""
    make = grouping(group, depth, compile_node)

    def run_grouped(ev: Evaluation, item: Any, frame: Frame) -> Any:
        return make(ev, run(ev, item, frame), frame)

    return run_grouped


def grouping(node: Node, depth: int, compile_node: Compile) -> Group:
    """A grouping as a function of the value that is grouped."""
    pairs = [
        (compile_node(key, depth + 1), compile_node(value, depth + 1))
        for key, value in node.lhs_object
    ]

    def make(ev: Evaluation, value: Any, frame: Frame) -> dict[str, Any]:
        tuples = type(value) is Sequence and value.tuples
        items = value if isinstance(value, list) else [value]
        if not items and not tuples:
            items = [UNDEFINED]
        groups = _groups(ev, items, tuples, frame, [key for key, _ in pairs])
        made: dict[str, Any] = {}
        for key, (data, index) in groups.items():
            if tuples:
                bindings = _reduced(data)
                found = pairs[index][1](ev, bindings.pop("@"), tuple_frame(frame, bindings))
            else:
                found = pairs[index][1](ev, data, frame)
            if found is not UNDEFINED:
                made[key] = stored(found)
        ev.weigh(made)
        return made

    return make


def constructor(node: Node, depth: int, compile_node: Compile) -> Run:
    """An object that is written; its keys are often literal, and then only the values vary."""
    make = grouping(node, depth, compile_node)
    keys = [key.value for key, _ in node.lhs_object if _is_literal(key)]
    if len(set(keys)) < len(node.lhs_object):
        return make
    members = [(key.value, compile_node(value, depth + 1)) for key, value in node.lhs_object]

    def construct(ev: Evaluation, item: Any, frame: Frame) -> Any:
        if isinstance(item, list):
            return make(ev, item, frame)
        made = {}
        for key, run in members:
            value = run(ev, item, frame)
            if value is not UNDEFINED:
                made[key] = stored(value)
        ev.weigh(made)
        return made

    return construct


def _is_literal(key: Node) -> bool:
    return key.type == "string" and not key.predicate and key.group is None


def _groups(
    ev: Evaluation, items: list[Any], tuples: bool, frame: Frame, keys: list[Run]
) -> dict[str, tuple[Any, int]]:
    """The items by their keys, with the index of the pair that made the key."""
    groups: dict[str, tuple[Any, int]] = {}
    ev.spend(len(items))
    for item in items:
        here = tuple_frame(frame, item) if tuples else frame
        for index, run in enumerate(keys):
            key = run(ev, item["@"] if tuples else item, here)
            if key is UNDEFINED:
                continue
            if not isinstance(key, str):
                raise JsonataError("T1003", value=key)
            if key not in groups:
                groups[key] = (item, index)
                continue
            data, first = groups[key]
            if first != index:
                raise JsonataError("D1009", value=key)
            groups[key] = (appended(data, item), index)
    return groups


def _reduced(data: Any) -> dict[str, Any]:
    """The bindings of several tuples as those of one."""
    if not isinstance(data, list):
        return dict(data)
    made = dict(data[0])
    for each in data[1:]:
        for name, value in each.items():
            made[name] = appended(made.get(name, UNDEFINED), value)
    return made
