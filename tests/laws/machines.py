"""Machines of every shape, for the laws that hold for all of them."""

from __future__ import annotations

from itertools import count
from typing import Any

from hypothesis import strategies as st

from sfn_dsl import (
    Catch,
    Choice,
    Fail,
    Map,
    Parallel,
    Pass,
    Retry,
    StateMachine,
    Succeed,
    Task,
    Wait,
    When,
    context,
    intrinsics,
    path,
    variable,
)
from sfn_dsl.model.state import State

paths = st.sampled_from(["$", "$.a", "$.a.b[0]", "$['odd name']", "$.items[*].x", "$.é"]).map(path)
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(-10, 10),
    st.text(max_size=5),
    paths,
    st.just(context("Execution.Id")),
    st.just(variable("v.x")),
    st.builds(intrinsics.format, st.just("{}"), paths),
    st.just(intrinsics.parse("States.Array($.a,1)")),
)
keys = st.text(max_size=4).filter(lambda key: not key.endswith(".$"))
templates = st.dictionaries(
    keys, st.one_of(values, st.dictionaries(keys, values, max_size=2)), max_size=3
)
errors = st.sampled_from(["States.ALL", "States.TaskFailed", "Custom", "Odd'Name"])


@st.composite
def comparisons(draw: st.DrawFn) -> Any:
    operand = draw(paths)
    test = draw(st.integers(0, 6))
    if test == 0:
        return operand == draw(st.text(max_size=4))
    if test == 1:
        return operand > draw(st.integers(-9, 9))
    if test == 2:
        return operand.number <= draw(paths)
    if test == 3:
        return operand.is_present(draw(st.booleans()))
    if test == 4:
        return operand.matches("a*")
    if test == 5:
        return operand == draw(st.booleans())
    return operand.timestamp < "2030-01-31T00:00:00Z"


conditions = st.recursive(
    comparisons(),
    lambda inner: st.one_of(
        st.builds(lambda a, b: a & b, inner, inner),
        st.builds(lambda a, b: a | b, inner, inner),
        inner.map(lambda a: ~a),
        st.builds(lambda a, text: a.commented(text), inner, st.text(max_size=3)),
    ),
    max_leaves=5,
)


@st.composite
def machines(draw: st.DrawFn, depth: int = 2, numbers: Any = None) -> StateMachine:
    """A machine whose states lead to any of its own states, with machines inside."""
    numbers = numbers if numbers is not None else count()
    names = [f"S{next(numbers)} é" for _ in range(draw(st.integers(1, 4)))]
    states = [_state(draw, name, names, depth, numbers) for name in names]
    return StateMachine(states, comment=draw(st.text(max_size=3)))


def _state(draw: st.DrawFn, name: str, names: list[str], depth: int, numbers: Any) -> State:
    kind = draw(
        st.sampled_from(["Task", "Pass", "Wait", "Choice", "Succeed", "Fail", "Map", "Fork"])
    )
    target = st.sampled_from(names)
    onward: dict[str, Any] = draw(
        st.one_of(st.just({"end": True}), target.map(lambda name: {"next": name}))
    )
    if kind == "Choice":
        rules = draw(st.lists(st.builds(When, conditions, target), min_size=1, max_size=3))
        return Choice(name, rules, default=draw(target))
    if kind == "Succeed":
        return Succeed(name, output_path=draw(st.one_of(st.none(), paths)))
    if kind == "Fail":
        return Fail(name, error=draw(st.one_of(st.text(), paths)))
    if kind == "Wait":
        return Wait(
            name, seconds=draw(st.one_of(st.integers(0, 9), st.just(path("$.n")))), **onward
        )
    if kind == "Pass" or (depth == 0 and kind in ("Map", "Fork")):
        return Pass(name, parameters=draw(templates), result_path=None, **onward)
    handlers: dict[str, Any] = {
        "retry": draw(
            st.lists(st.builds(Retry, errors, max_attempts=st.integers(0, 3)), max_size=2)
        ),
        "catch": draw(st.lists(st.builds(Catch, errors, target), max_size=2)),
    }
    if kind == "Task":
        return Task(
            name,
            resource="arn:aws:lambda:eu-west-1:123456789012:function:f",
            parameters=draw(templates),
            **handlers,
            **onward,
        )
    inner = machines(depth - 1, numbers)
    if kind == "Map":
        return Map(name, item_processor=draw(inner), **handlers, **onward)
    return Parallel(name, branches=[draw(inner), draw(inner)], **handlers, **onward)
