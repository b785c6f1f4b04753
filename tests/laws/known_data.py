"""Machines whose data is all their own: what their states read can be told without running them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

_NAMES = ("a", "b", "c")

_members = st.sampled_from(_NAMES)
_leaves = st.one_of(st.integers(-3, 3), st.booleans(), st.sampled_from(["x", "y"]))
results = st.dictionaries(
    _members, st.one_of(_leaves, st.dictionaries(_members, _leaves, max_size=2)), max_size=3
)
paths = st.lists(_members, min_size=1, max_size=2).map(lambda steps: "$." + ".".join(steps))


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A machine in JSONPath that goes forward only, and begins by replacing its input."""
    count = draw(st.integers(2, 6))
    names = [f"S{number}" for number in range(count)]
    states: dict[str, Any] = {
        "S0": {"Type": "Pass", "Result": draw(results), "Next": "S1"},
    }
    for number in range(1, count):
        later = names[number + 1 :]
        states[names[number]] = draw(_state(later))
    return {"StartAt": "S0", "States": states}


@st.composite
def _state(draw: st.DrawFn, later: list[str]) -> dict[str, Any]:
    if not later:
        return {"Type": "Succeed", **draw(_filters())}
    kind = draw(st.sampled_from(["Pass", "Shaping", "Choice", "Wait", "Variable"]))
    onward = {"Next": draw(st.sampled_from(later))}
    if kind == "Choice":
        rules = draw(st.lists(_rule(later), min_size=1, max_size=2))
        return {"Type": "Choice", "Choices": rules, "Default": draw(st.sampled_from(later))}
    if kind == "Wait":
        return {"Type": "Wait", "SecondsPath": draw(paths), **onward}
    if kind == "Variable":
        value = draw(st.one_of(paths, st.sampled_from(["$a", "$b.a"])))
        return {"Type": "Pass", "Assign": {f"{draw(_members)}.$": value}, **onward}
    if kind == "Shaping":
        made = {f"{name}.$": draw(paths) for name in draw(st.sets(_members, max_size=2))}
        return {"Type": "Pass", "Parameters": made, **draw(_placing()), **onward}
    literal = {"Result": draw(results)} if draw(st.booleans()) else {}
    return {"Type": "Pass", **literal, **draw(_placing()), **draw(_filters()), **onward}


@st.composite
def _rule(draw: st.DrawFn, later: list[str]) -> dict[str, Any]:
    test = draw(
        st.sampled_from([{"IsPresent": True}, {"NumericGreaterThan": 0}, {"StringEquals": "x"}])
    )
    return {"Variable": draw(paths), **test, "Next": draw(st.sampled_from(later))}


def _placing() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.just({}), st.just({"ResultPath": None}), paths.map(lambda text: {"ResultPath": text})
    )


def _filters() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.just({}),
        paths.map(lambda text: {"InputPath": text}),
        paths.map(lambda text: {"OutputPath": text}),
    )
