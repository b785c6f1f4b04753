"""One Python source runs the same in JSONPath and in JSONata."""

from __future__ import annotations

from typing import Any, Literal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfn_dsl import Choice, Map, Pass, StateMachine, Succeed, Wait, When, context, path, variable
from sfn_dsl.model.state import State
from sfn_dsl.tasks import sns
from sfn_dsl.testing import Execution, TaskCall, simulate

Language = Literal["JSONPath", "JSONata"]

scalars = st.one_of(st.integers(-9, 9), st.floats(-4, 4), st.booleans(), st.text(max_size=3))
INPUTS = st.fixed_dictionaries(
    {
        "n": st.integers(-3, 3),
        "m": st.integers(-3, 3),
        "s": st.sampled_from(["", "ab", "abc", "B"]),
        "flag": st.booleans(),
        "pause": st.integers(0, 5),
        "o": st.fixed_dictionaries({"x": scalars, "odd name": scalars, "none": st.none()}),
        "list": st.lists(scalars, min_size=1, max_size=3),
    }
)
READS = ["$.n", "$.s", "$.flag", "$.o", "$.o.x", "$.o['odd name']", "$.o.none", "$.list"]
READS += ["$.list[0]", "$"]
CONDITIONS = [
    lambda: path("$.n") > 0,
    lambda: path("$.n").number <= path("$.m"),
    lambda: (path("$.s") == "ab") | (path("$.flag") == True),  # noqa: E712  # a condition
    lambda: ~path("$.s").matches("a*"),
    lambda: path("$.o.none").is_null(),
    lambda: path("$.missing").is_present(),
    lambda: path("$.o.x").is_string() & (path("$.n") >= -1),
]

# What the states are is drawn once, and built for each language.
PLANS = st.lists(
    st.one_of(
        st.tuples(st.just("tell"), st.lists(st.sampled_from(READS), min_size=1, max_size=3)),
        st.tuples(st.just("choose"), st.integers(0, len(CONDITIONS) - 1)),
        st.tuples(st.just("each"), st.sampled_from(READS)),
        st.tuples(st.just("pause"), st.none()),
    ),
    min_size=1,
    max_size=5,
)


def built(plan: list[tuple[str, Any]], language: Language) -> StateMachine:
    names = [f"{kind} {number}" for number, (kind, _) in enumerate(plan)] + ["Done"]
    states: list[State] = []
    for number, (kind, detail) in enumerate(plan):
        name, after = names[number], names[number + 1]
        if kind == "tell":
            message = {f"m{index}": path(text) for index, text in enumerate(detail)}
            told = sns.publish(
                name,
                topic_arn="arn:aws:sns:us-east-1:123456789012:told",
                message={**message, "name": context("Execution.Name"), "fixed": [1, "$.n"]},
                assign={"kept": path("$.n")},
                next=after,
            )
            states.append(told)
        elif kind == "choose":
            rule = When(CONDITIONS[detail](), after, assign={f"chose{number}": path("$.n")})
            states.append(Choice(name, [rule], default="Done"))
        elif kind == "each":
            inner = StateMachine([Pass(f"item {number}", end=True)])
            wrapped = Map(
                name,
                item_selector={"item": context("Map.Item.Value"), "read": path(detail)},
                item_processor=inner,
                **_items(language),
                next=after,
            )
            states.append(wrapped)
        else:
            states.append(Wait(name, seconds=path("$.pause"), next=after))
    return StateMachine([*states, Succeed("Done")], query_language=language)


def _items(language: Language) -> dict[str, Any]:
    """The items: the one field that each language has its own for; the result goes beside them."""
    if language == "JSONPath":
        return {"items_path": path("$.list"), "result_path": path("$.each")}
    merged = "{% $merge([$states.input, {'each': $states.result}]) %}"
    return {"items": "{% $states.input.list %}", "output": merged}


def echo(call: TaskCall) -> Any:
    return {**call.input, "said": call.parameters}


def run(plan: list[tuple[str, Any]], language: Language, data: Any) -> Execution:
    return simulate(built(plan, language), data, tasks={"*": echo})


@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(PLANS, INPUTS)
def test_one_source_gives_the_same_in_both_query_languages(
    plan: list[tuple[str, Any]], data: Any
) -> None:
    jsonpath, jsonata = run(plan, "JSONPath", data), run(plan, "JSONata", data)
    assert (jsonpath.status, jsonpath.cause) == ("SUCCEEDED", None)
    assert jsonata.cause is None
    assert jsonata.output == jsonpath.output
    assert jsonata.path == jsonpath.path
    assert jsonata.variables == jsonpath.variables
    assert jsonata.elapsed == jsonpath.elapsed


def test_variables_are_read_the_same_in_both() -> None:
    for language in ("JSONPath", "JSONata"):
        first = sns.publish(
            "First",
            topic_arn="arn:aws:sns:us-east-1:123456789012:told",
            message="x",
            assign={"kept": path("$.n")},
            next="Second",
        )
        second = sns.publish(
            "Second",
            topic_arn="arn:aws:sns:us-east-1:123456789012:told",
            message={"was": variable("kept")},
            end=True,
        )
        machine = StateMachine([first, second], query_language=language)
        done = simulate(machine, {"n": 3}, tasks={"*": echo})
        assert done.output["said"]["Message"] == {"was": 3}
