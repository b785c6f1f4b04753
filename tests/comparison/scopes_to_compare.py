"""Small machines, and ways to change them, for the tests of the comparison."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from sfn_dsl.comparison import Changes, diff
from sfn_dsl.definition import Definition

Document = dict[str, Any]


def compare(old: Any, new: Any) -> Changes:
    return diff(Definition(old), Definition(new))


def one_state(state: Any) -> Document:
    return {"StartAt": "A", "States": {"A": state}}


def task(function: str, **members: Any) -> Document:
    resource = f"arn:aws:lambda:eu-west-1:123456789012:function:{function}"
    return {"Type": "Task", "Resource": resource, **members}


def chain(*names: str, **states: Document) -> Document:
    """States that follow each other; by default each is a task of its own name's function."""
    steps = {}
    for name, following in zip(names, (*names[1:], None), strict=True):
        onward = {"Next": following} if following else {"End": True}
        steps[name] = {**states.get(name, task(name)), **onward}
    return {"StartAt": names[0], "States": steps}


def changed(document: Document, change: Callable[[Document], object]) -> Document:
    """A copy of a document with one change made to it."""
    result = copy.deepcopy(document)
    change(result)
    return result


_names = st.sampled_from(["A", "B", "C", "D", "E", "F/G", "H~"])
_scalars = st.one_of(
    st.none(), st.booleans(), st.sampled_from([0, 1, 2, 2.0, 1.5, "$", "$.a", "x", "JSONata"])
)
_json = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "b", "Next", "States", "Retry"]), inner, max_size=3),
    ),
    max_leaves=6,
)
_errors = st.lists(st.sampled_from(["States.ALL", "States.Timeout", "Own"]), max_size=3)
_retriers = st.fixed_dictionaries(
    {"ErrorEquals": _errors},
    optional={"MaxAttempts": st.sampled_from([0, 3, 3.0, 5]), "BackoffRate": st.just(2)},
)
_catchers = st.fixed_dictionaries(
    {"ErrorEquals": _errors, "Next": _names},
    optional={"ResultPath": st.sampled_from(["$", "$.error", None])},
)
_rules = st.fixed_dictionaries(
    {"Variable": st.just("$.a"), "Next": _names}, optional={"NumericEquals": _scalars}
)


def _states(machines: st.SearchStrategy[Document]) -> st.SearchStrategy[Document]:
    return st.fixed_dictionaries(
        {"Type": st.sampled_from(["Task", "Map", "Parallel", "Choice", "Pass", "Succeed"])},
        optional={
            "Next": _names,
            "Default": _names,
            "QueryLanguage": st.sampled_from(["JSONPath", "JSONata"]),
            "ResultPath": st.sampled_from(["$", "$.r", None]),
            "Parameters": _json,
            "ItemSelector": _json,
            "Result": _json,
            "TimeoutSeconds": st.sampled_from([99999999, 5]),
            "TimeoutSecondsPath": st.just("$.t"),
            "MaxConcurrency": st.sampled_from([0, 4]),
            "Retry": st.lists(_retriers, max_size=3),
            "Catch": st.lists(_catchers, max_size=3),
            "Choices": st.lists(_rules, max_size=4),
            "Branches": st.lists(machines, max_size=3),
            "Iterator": machines,
            "ItemProcessor": machines,
        },
    )


def _machines(inner: st.SearchStrategy[Document]) -> st.SearchStrategy[Document]:
    return st.fixed_dictionaries(
        {"StartAt": _names, "States": st.dictionaries(_names, _states(inner), max_size=4)},
        optional={
            "QueryLanguage": st.sampled_from(["JSONPath", "JSONata"]),
            "ProcessorConfig": st.sampled_from([{}, {"Mode": "INLINE"}, {"Mode": "DISTRIBUTED"}]),
        },
    )


machines = _machines(_machines(st.just({"StartAt": "Z", "States": {"Z": {"Type": "Succeed"}}})))
json_values = _json


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[Any, Any]:
    """A machine and the same after a few edits anywhere in it, some of which break it."""
    old = draw(machines)
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, 4))):
        _edit(draw, draw(st.sampled_from(_containers(new))))
    return old, new


def _containers(value: Any) -> list[Any]:
    found = [value]
    for container in found:
        parts = container.values() if isinstance(container, dict) else container
        found += [part for part in parts if isinstance(part, (dict, list))]
    return found


def _edit(draw: st.DrawFn, container: Any) -> None:
    if isinstance(container, list):
        if container and draw(st.booleans()):
            container.insert(draw(st.integers(0, 3)), container.pop())
        else:
            container.insert(draw(st.integers(0, 3)), draw(_json))
    elif container:
        key = draw(st.sampled_from(sorted(container)))
        match draw(st.sampled_from(["rename", "remove", "replace"])):
            case "rename":
                container[f"{key} 2"] = container.pop(key)
            case "remove":
                del container[key]
            case "replace":
                container[key] = draw(_json)
