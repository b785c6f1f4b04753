"""Odd definitions, odd answers, deep nesting, and simulations inside and beside each other."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

import pytest

from sfn_dsl import read_json
from sfn_dsl.errors import AuthoringError
from sfn_dsl.simulation.data.json_text import compact
from sfn_dsl.simulation.effects import TaskCall
from sfn_dsl.simulation.failures import Failure
from sfn_dsl.simulation.program import prepare
from sfn_dsl.testing import Execution, hangs, simulate

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:pack"
PACK = {"Type": "Task", "Resource": FUNCTION, "End": True}


def machine(states: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


def run(document: dict[str, Any], data: Any = None, **options: Any) -> Execution:
    return simulate(read_json(compact(document)), data, **options)


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"States": {}}, "StartAt"),
        ({"StartAt": "A"}, "States"),
        ({"StartAt": "A", "States": {"A": 1}}, "/States/A"),
        ({"StartAt": "A", "States": {"A": {}}}, "/States/A/Type"),
        ({"StartAt": "A", "States": {"A": {"Type": "Odd"}}}, "/States/A/Type"),
        ({"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}, "/StartAt"),
        ({"StartAt": ["A"], "States": {"A": {"Type": "Succeed"}}}, "StartAt"),
        (machine({"A": {"Type": "Pass", "Next": "B"}}), "/States/A/Next"),
        (machine({"A": {"Type": "Pass", "Next": 1}}), "/States/A/Next"),
        (machine({"A": {"Type": "Task"}}), "/States/A has no 'Resource'"),
        (machine({"A": {"Type": "Choice", "Choices": [{}]}}), "/States/A"),
        (machine({"A": {"Type": "Choice", "Choices": 1}}), "/States/A"),
        (machine({"A": {"Type": "Map", "ItemProcessor": 1}}), "/States/A/ItemProcessor"),
        (machine({"A": {"Type": "Parallel", "Branches": [{}]}}), "/States/A/Branches/0"),
        (machine({"A": {"Type": "Wait"}}), "/States/A"),
        (machine({"A": {"Type": "Wait", "Timestamp": "soon"}}), "/States/A"),
        (machine({"A": {**PACK, "Retry": [{}]}}), "/States/A"),
        (machine({"A": {**PACK, "Catch": [{"ErrorEquals": ["a"], "Next": "B"}]}}), "/Catch/0"),
        (machine({"A": {"Type": "Pass", "ResultPath": 1}}), "/States/A"),
        (machine({"A": {"Type": "Pass", "Assign": "x"}}), "/States/A/Assign"),
        (machine({"A": {"Type": "Wait", "Seconds": "5"}}), "/States/A/Seconds"),
        (machine({"A": {**PACK, "TimeoutSeconds": "{% 5 %}"}}), "/States/A/TimeoutSeconds"),
        ({**machine({"A": {"Type": "Succeed"}}), "TimeoutSeconds": "5"}, "/TimeoutSeconds"),
        (machine({"A": {"Type": "Pass", "InputPath": "nothing"}}), "/States/A"),
    ],
)
def test_what_cannot_run_is_a_mistake_with_its_place(document: dict[str, Any], place: str) -> None:
    with pytest.raises(AuthoringError) as raised:
        prepare(read_json(compact(document)))
    notes = getattr(raised.value, "__notes__", [])
    assert place in "\n".join([str(raised.value), *notes])


class OddError(BaseException):
    pass


@pytest.mark.parametrize(
    "error",
    [
        ValueError("v"),
        StopIteration(1),
        KeyError("k"),
        Failure("Torn", "inside"),
        RecursionError(),
        OddError(),
        KeyboardInterrupt(),
        GeneratorExit(),
    ],
)
def test_what_an_answer_raises_comes_through_as_it_is(error: BaseException) -> None:
    def raising(call: TaskCall) -> Any:
        raise error

    catch = [{"ErrorEquals": ["States.ALL"], "Next": "B"}]
    branch = machine({"A": {**PACK, "Catch": catch}, "B": {"Type": "Succeed"}})
    document = machine({"All": {"Type": "Parallel", "Branches": [branch], "End": True}})
    with pytest.raises(type(error)) as raised:
        run(document, tasks={"A": raising})
    assert raised.value is error


def test_a_simulation_may_run_inside_an_answer() -> None:
    inner = machine({"In": PACK})

    def outer(call: TaskCall) -> Any:
        return run(inner, call.parameters, tasks={"In": lambda call: call.parameters + 1}).output

    assert run(machine({"Out": PACK}), 1, tasks={"Out": outer}).output == 2


def test_simulations_beside_each_other_share_nothing() -> None:
    document = {
        "QueryLanguage": "JSONata",
        **machine(
            {
                "Set": {
                    "Type": "Pass",
                    "Assign": {"n": "{% $states.input.n %}", "id": "{% $uuid() %}"},
                    "Next": "Each",
                },
                "Each": {
                    "Type": "Map",
                    "Items": "{% [1..20] %}",
                    "ItemProcessor": machine({"In": {**PACK, "Arguments": "{% $n * 1 %}"}}),
                    "Output": {"all": "{% $states.result %}", "id": "{% $id %}"},
                    "End": True,
                },
            }
        ),
    }

    def once(n: int) -> Any:
        return run(document, {"n": n}, seed=n, tasks={"In": lambda call: call.parameters}).output

    alone = {n: once(n) for n in range(4)}
    together: list[tuple[int, Any]] = []

    def many(n: int) -> None:
        together.extend((n, once(n)) for _ in range(10))

    threads = [threading.Thread(target=many, args=(n,)) for n in alone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(n for n, _ in together) == dict.fromkeys(alone, 10)
    assert all(output == alone[n] for n, output in together)


@pytest.mark.parametrize("kind", ["Parallel", "Map"])
def test_nesting_as_deep_as_a_definition_may_be_runs_and_is_cut_off(kind: str) -> None:
    document = machine({"Stop": {"Type": "Fail", "Error": "Deep"}})
    hanging = machine({"Hang": PACK})
    for level in range(60):
        fields = {"ItemProcessor": document}
        if kind == "Parallel":
            fields = {"Branches": [document] if level else [document, hanging]}
        else:
            fields["ItemsPath"] = "$$.Execution.Input"
        document = machine({f"Level {level}": {"Type": kind, **fields, "End": True}})
    tasks = {"Hang": hangs()} if kind == "Parallel" else None
    assert run(document, [1], tasks=tasks).error == "Deep"


def test_an_input_nested_too_deeply_is_a_mistake_of_the_call() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(AuthoringError, match="nested too deeply"):
        run(machine({"Done": {"Type": "Succeed"}}), deep)
