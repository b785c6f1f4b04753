"""Literals, variables, arrays, wildcards, conditionals and blocks."""

from __future__ import annotations

from typing import Any

from sfn_dsl.simulation.jsonata.compiler import groups, operators, states
from sfn_dsl.simulation.jsonata.compiler.body import Body
from sfn_dsl.simulation.jsonata.evaluation import MISSING, Evaluation, Frame, Node, Run
from sfn_dsl.simulation.jsonata.library.registry import BUILT_IN
from sfn_dsl.simulation.jsonata.values import (
    UNDEFINED,
    Constructed,
    Sequence,
    appended,
    field,
    normal,
    truth,
    unwrapped,
)


def literal(node: Node, depth: int, body: Body) -> Run:
    """A string, number, boolean or null."""
    value = node.value
    if type(value) is int or type(value) is float:
        value = normal(value)
    elif isinstance(value, str) and not value.isascii():
        # Two escapes may be one character.
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return lambda ev, item, frame: value


def name(node: Node, depth: int, body: Body) -> Run:
    """A member of the context item."""
    key = str(node.value)
    return lambda ev, item, frame: unwrapped(field(item, key))


def variable(node: Node, depth: int, body: Body) -> Run:
    """``$``, a local binding, ``$states``, a variable of the state machine, or a function."""
    key = str(node.value)
    if key == "":
        return lambda ev, item, frame: item
    if key not in body.tree.bound:
        return _global(key, body)
    everywhere = _global(key, body)

    def find(ev: Evaluation, item: Any, frame: Frame) -> Any:
        value = frame.find(key)
        return everywhere(ev, item, frame) if value is MISSING else value

    return find


def _global(key: str, body: Body) -> Run:
    if key == "states":
        return states.whole
    default = BUILT_IN.get(key, UNDEFINED)
    if default is not UNDEFINED:
        body.tree.functions = True
    return lambda ev, item, frame: ev.variables.get(key, default)


def parent(node: Node, depth: int, body: Body) -> Run:
    """``%``: the item that the step before came from."""
    label = node.slot.label

    def find(ev: Evaluation, item: Any, frame: Frame) -> Any:
        value = frame.find(label)
        return UNDEFINED if value is MISSING else value

    return find


def unary(node: Node, depth: int, body: Body) -> Run:
    """Unary minus, an array or an object."""
    if node.value == "[":
        return _array(node, depth, body)
    if node.value == "{":
        return groups.constructor(node, depth, body.compile)
    return operators.minus(node, depth, body)


def _array(node: Node, depth: int, body: Body) -> Run:
    items = [(body.compile(each, depth + 1), each.value == "[") for each in node.expressions]
    first = bool(node.consarray)

    def construct(ev: Evaluation, item: Any, frame: Frame) -> Any:
        made: list[Any] = Constructed() if first else []
        # One such array may be an item of the result.
        ev.irregular |= first
        for run, whole in items:
            value = run(ev, item, frame)
            if isinstance(value, list) and not whole:
                ev.allot(len(value))
                made.extend(value)
            elif value is not UNDEFINED:
                made.append(value)
        ev.weigh(made)
        return made

    return construct


def wildcard(node: Node, depth: int, body: Body) -> Run:
    """``*``: the values of an object, those of arrays in it one by one."""

    def select(ev: Evaluation, item: Any, frame: Frame) -> Any:
        found: Any = Sequence()
        if isinstance(item, dict):
            values: Any = item.values()
        else:
            values = item if isinstance(item, list) else ()
        ev.spend(len(values))
        for value in values:
            if isinstance(value, list):
                found = appended(found, list(_flat(value)))
            else:
                found.append(value)
        return found

    return select


def _flat(value: Any) -> Any:
    if isinstance(value, list):
        for item in value:
            yield from _flat(item)
    else:
        yield value


def descendant(node: Node, depth: int, body: Body) -> Run:
    """``**``: an item and all that is in it."""

    def select(ev: Evaluation, item: Any, frame: Frame) -> Any:
        found = Sequence()
        if item is not UNDEFINED:
            _descend(ev, item, found)
        return found

    return select


def _descend(ev: Evaluation, value: Any, found: Sequence) -> None:
    ev.spend(1)
    if isinstance(value, list):
        for item in value:
            _descend(ev, item, found)
        return
    found.append(value)
    if isinstance(value, dict):
        for member in value.values():
            _descend(ev, member, found)


def condition(node: Node, depth: int, body: Body) -> Run:
    """``a ? b : c``; without the last part it may be undefined."""
    decide = body.compile(node.condition, depth + 1)
    then = body.compile(node.then, depth + 1)
    otherwise = body.compile(node._else, depth + 1) if node._else is not None else None

    def choose(ev: Evaluation, item: Any, frame: Frame) -> Any:
        if truth(decide(ev, item, frame)):
            return then(ev, item, frame)
        return UNDEFINED if otherwise is None else otherwise(ev, item, frame)

    return choose


def block(node: Node, depth: int, body: Body) -> Run:
    """``( a; b )``: the last of several expressions, with bindings of their own."""
    runs = [body.compile(each, depth + 1) for each in node.expressions]
    scoped = bool(body.tree.bound)

    def run(ev: Evaluation, item: Any, frame: Frame) -> Any:
        inner = Frame(frame, {}) if scoped else frame
        value: Any = UNDEFINED
        for each in runs:
            value = each(ev, item, inner)
        return value

    return run


def bind(node: Node, depth: int, body: Body) -> Run:
    """``$name := value``."""
    key = str(node.lhs.value)
    run = body.compile(node.rhs, depth + 1)

    def assign(ev: Evaluation, item: Any, frame: Frame) -> Any:
        value = run(ev, item, frame)
        frame.names[key] = value
        return value

    return assign
