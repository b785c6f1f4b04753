from __future__ import annotations

import json
import tracemalloc
from datetime import timedelta
from typing import Any

import pytest

from sfn_dsl.simulation.effects import TaskCall
from sfn_dsl.testing import Limits, after, fails, hangs

from .histories import PASS, distributed, machine, run, task, types_of

END = {"End": True}
INLINE = machine({"Pack": task()})
DISTRIBUTED = distributed({"Pack": task()})
EVERY = [INLINE, DISTRIBUTED]


def mapped(processor: dict[str, Any] = INLINE, **fields: Any) -> dict[str, Any]:
    return {"Each": {"Type": "Map", "ItemProcessor": processor, **fields, "End": True}}


def most_at_once(processor: dict[str, Any], items: int, **fields: Any) -> int:
    """How many tasks ran beside each other."""
    starts: list[float] = []

    def pack(call: TaskCall) -> Any:
        starts.append(call.time)
        return after(1, call.input)

    execution = run(mapped(processor, **fields), list(range(items)), tasks={"Pack": pack})
    assert execution.output == list(range(items))
    return max(starts.count(time) for time in starts)


@pytest.mark.parametrize("processor", EVERY)
@pytest.mark.parametrize(
    "fields",
    [
        {"MaxConcurrency": 3},
        {"MaxConcurrencyPath": "$$.Execution.Name"},
        {"QueryLanguage": "JSONata", "MaxConcurrency": "{% 1 + 2 %}"},
    ],
)
def test_so_many_iterations_run_at_once(processor: Any, fields: dict[str, Any]) -> None:
    if "MaxConcurrencyPath" in fields:
        fields = {"MaxConcurrencyPath": "$[3]"}
    assert most_at_once(processor, 10, **fields) == 3


@pytest.mark.parametrize("fields", [{}, {"MaxConcurrency": 0}, {"MaxConcurrency": 100}])
def test_an_inline_map_runs_forty_iterations_at_once_and_no_more(fields: dict[str, Any]) -> None:
    assert most_at_once(INLINE, 100, **fields) == 40


def test_a_distributed_map_runs_as_many_children_as_the_limit_says() -> None:
    assert most_at_once(DISTRIBUTED, 100) == 100


@pytest.mark.parametrize("processor", EVERY)
def test_a_map_over_nothing_gives_nothing(processor: Any) -> None:
    execution = run(mapped(processor), [], tasks={"Pack": 1})
    assert execution.output == []
    assert execution.calls() == []


@pytest.mark.parametrize("processor", EVERY)
def test_the_item_is_shown_to_the_item_selector_alone(processor: Any) -> None:
    selector = {"item.$": "$$.Map.Item", "from.$": "$.name"}
    states = mapped(processor, ItemsPath="$.items", ItemSelector=selector)
    data = {"items": ["a", "b"], "name": "n"}
    execution = run(states, data, tasks={"Pack": lambda call: "Map" in call.context})
    assert execution.output == [False, False]
    assert [call.input for call in execution.calls()] == [
        {"item": {"Index": i, "Value": v, "Source": "STATE_DATA"}, "from": "n"}
        for i, v in enumerate("ab")
    ]


@pytest.mark.parametrize("processor", EVERY)
@pytest.mark.parametrize("language", ["JSONPath", "JSONata"])
def test_an_item_selector_that_fails_stops_what_runs(processor: Any, language: str) -> None:
    selector: Any = {"x.$": "$$.Map.Item.Value.x"}
    if language == "JSONata":
        selector = {"x": "{% $states.context.Map.Item.Value.x %}"}
    states = mapped(
        processor,
        QueryLanguage=language,
        ItemSelector=selector,
        MaxConcurrency=1,
        Catch=[{"ErrorEquals": ["States.ALL"], "Next": "Tell"}],
    )
    states["Tell"] = {"Type": "Wait", "Seconds": 100, "End": True}
    execution = run(states, [{"x": 1}, {}], tasks={"Pack": after(5, 1)})
    assert len(execution.calls()) == 1
    if language == "JSONata":
        assert execution.path[-1] == "Tell"
    else:
        assert execution.error == "States.Runtime"


def test_what_is_cut_off_never_goes_on() -> None:
    catch = [{"ErrorEquals": ["Torn"], "Next": "Tell"}]
    states = mapped(Catch=catch)
    states["Tell"] = {"Type": "Wait", "Seconds": 100, "End": True}
    answer = {"Pack": lambda call: fails("Torn") if call.input == 1 else after(50, "packed")}
    execution = run(states, [0, 1, 2], tasks=answer)
    assert execution.status == "SUCCEEDED"
    assert "LambdaFunctionSucceeded" not in types_of(execution)
    assert execution.elapsed == timedelta(seconds=100)


@pytest.mark.parametrize(
    ("data", "error", "cause"),
    [
        ({"items": {"a": 1}}, "States.Runtime", 'Reference path "$.items" must point to array.'),
        ({}, "States.ReferencePathConflict", 'Unable to apply step "items" to input {}'),
    ],
)
def test_an_items_path_without_an_array_is_never_caught(data: Any, error: str, cause: str) -> None:
    states = mapped(ItemsPath="$.items", Catch=[{"ErrorEquals": ["States.ALL"], "Next": "Tell"}])
    states["Tell"] = {"Type": "Succeed"}
    execution = run(states, data, tasks={"Pack": 1})
    assert (execution.error, execution.cause) == (error, cause)


def test_iterations_share_what_is_outside_and_keep_what_is_inside_apart() -> None:
    inner = machine(
        {
            "Set": {"Type": "Pass", "Assign": {"own.$": "$"}, "Next": "Sleep"},
            "Sleep": {"Type": "Wait", "Seconds": 1, "Next": "Get"},
            "Get": {"Type": "Pass", "Parameters": {"o.$": "$own", "s.$": "$shared"}, "End": True},
        }
    )
    states = {
        "Share": {"Type": "Pass", "Assign": {"shared": "s"}, "Next": "Each"},
        **mapped(inner),
    }
    execution = run(states, [1, 2])
    assert execution.output == [{"o": 1, "s": "s"}, {"o": 2, "s": "s"}]
    assert execution.variables == {"shared": "s"}


# Distributed Maps.


def test_a_child_sees_no_variables_and_its_own_execution() -> None:
    states = {
        "Share": {"Type": "Pass", "Assign": {"shared": "s"}, "Next": "Each"},
        **mapped(distributed({"Get": {"Type": "Pass", "Parameters": {"s.$": "$shared"}, **END}})),
    }
    execution = run(states, [1])
    assert execution.error == "States.ExceedToleratedFailureThreshold"
    states = mapped(distributed({"Get": {"Type": "Pass", "Parameters": {"c.$": "$$"}, **END}}))
    context = run(states, [{"n": 1}], machine_name="Main").output[0]["c"]
    assert context["Execution"]["Input"] == {"n": 1}
    assert ":execution:Main/" in context["Execution"]["Id"]
    assert context["StateMachine"]["Id"].startswith(
        "arn:aws:states:us-east-1:123456789012:stateMachine:Main/"
    )


@pytest.mark.parametrize(
    ("tolerance", "failing", "is_tolerated"),
    [
        ({}, 1, False),
        ({"ToleratedFailureCount": 2}, 2, True),
        ({"ToleratedFailureCount": 2}, 3, False),
        ({"ToleratedFailurePercentage": 50}, 5, True),
        ({"ToleratedFailurePercentage": 50}, 6, False),
        ({"ToleratedFailurePercentage": 100}, 10, True),
        ({"ToleratedFailureCount": 0, "ToleratedFailurePercentage": 30}, 3, True),
        ({"ToleratedFailureCount": 2, "ToleratedFailurePercentage": 80}, 3, False),
        ({"ToleratedFailureCountPath": "$[2]"}, 2, True),
        ({"ToleratedFailurePercentagePath": "$[2]"}, 1, False),
    ],
)
def test_so_many_children_may_fail(
    tolerance: dict[str, Any], failing: int, is_tolerated: bool
) -> None:
    answer = {"Pack": lambda call: fails("Torn", "c") if call.input < failing else call.input}
    execution = run(mapped(DISTRIBUTED, **tolerance), list(range(10)), tasks=answer)
    if is_tolerated:
        torn = {"Status": "FAILED", "Error": "Torn", "Cause": "c"}
        assert execution.output == [torn] * failing + list(range(failing, 10))
    else:
        assert execution.error == "States.ExceedToleratedFailureThreshold"
        assert types_of(execution)[-3:] == ["MapRunFailed", "MapStateFailed", "ExecutionFailed"]


def test_a_run_fails_as_soon_as_its_share_cannot_be_kept() -> None:
    states = mapped(DISTRIBUTED, ToleratedFailurePercentage=20, MaxConcurrency=1)
    execution = run(states, list(range(10)), tasks={"Pack": fails("Torn")})
    assert len(execution.calls()) == 3


def test_a_failed_batch_counts_all_its_items() -> None:
    batcher = {"MaxItemsPerBatch": 4, "BatchInput": {"of.$": "$$.Execution.Name"}}
    states = mapped(DISTRIBUTED, ItemBatcher=batcher, ToleratedFailureCount=4)
    tasks = {"Pack": lambda call: fails("Torn") if 0 in call.input["Items"] else len(call.input)}
    execution = run(states, list(range(10)), tasks=tasks, name="e")
    assert execution.output == [{"Status": "FAILED", "Error": "Torn"}, 2, 2]
    assert execution.calls()[2].input == {"BatchInput": {"of": "e"}, "Items": [8, 9]}
    stricter = mapped(DISTRIBUTED, ItemBatcher=batcher, ToleratedFailureCount=3)
    failed = run(stricter, list(range(10)), tasks=tasks)
    assert failed.error == "States.ExceedToleratedFailureThreshold"


def test_a_run_that_fails_still_writes_what_became_of_its_children() -> None:
    files: dict[str, Any] = {}

    class Bucket:
        def read(self, bucket: str, key: str, version: str | None = None) -> bytes:
            raise AssertionError(key)

        def list(self, bucket: str, prefix: str) -> list[Any]:
            return []

        def write(self, bucket: str, key: str, content: bytes) -> None:
            files[key.rpartition("/")[2]] = json.loads(content)

    writer = {
        "Resource": "arn:aws:states:::s3:putObject",
        "Parameters": {"Bucket": "b", "Prefix": "out"},
    }
    states = mapped(DISTRIBUTED, ResultWriter=writer, MaxConcurrency=3)
    answers = {0: "packed", 1: after(5, fails("Torn")), 2: hangs()}
    tasks = {"Pack": lambda call: answers.get(call.input, hangs())}
    execution = run(states, [0, 1, 2, 3, 4, 5], tasks=tasks, objects=Bucket())
    assert execution.error == "States.ExceedToleratedFailureThreshold"
    statuses = {
        name: [child["Status"] for child in content]
        for name, content in files.items()
        if name != "manifest.json"
    }
    assert statuses == {
        "SUCCEEDED_0.json": ["SUCCEEDED"],
        "FAILED_0.json": ["FAILED", "ABORTED", "ABORTED"],
        "PENDING_0.json": ["PENDING", "PENDING"],
    }


def test_a_map_run_in_a_branch_that_is_cut_off_is_aborted() -> None:
    branches = [
        machine(mapped(distributed({"Sleep": {"Type": "Wait", "Seconds": 99, **END}}))),
        machine({"Pack": task()}),
    ]
    states = {"Both": {"Type": "Parallel", "Branches": branches, **END}}
    execution = run(states, [1], tasks={"Pack": after(1, fails("Torn"))})
    assert types_of(execution)[-5:] == [
        "TaskStateAborted",
        "MapRunAborted",
        "MapStateAborted",
        "ParallelStateFailed",
        "ExecutionFailed",
    ]
    assert execution.elapsed == timedelta(seconds=1)


@pytest.mark.parametrize(("kind", "status"), [("STANDARD", "SUCCEEDED"), ("EXPRESS", "FAILED")])
def test_express_children_have_five_minutes(kind: str, status: str) -> None:
    config = {"Mode": "DISTRIBUTED", "ExecutionType": kind}
    inner = {
        **machine({"Sleep": {"Type": "Wait", "Seconds": 301, **END}}),
        "ProcessorConfig": config,
    }
    execution = run(mapped(inner), [1])
    assert execution.status == status


@pytest.mark.slow
def test_many_children_leave_little_behind() -> None:
    inner = distributed({"Keep": {"Type": "Pass", "Result": 0, **END}})
    lines = b"{}\n" * 5_000
    reader = {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "JSONL"},
        "Parameters": {"Bucket": "b", "Key": "k"},
    }
    states = mapped(inner, ItemReader=reader, MaxConcurrency=100)
    tracemalloc.start()
    try:
        execution = run(
            states,
            {},
            objects={"b": {"k": lines}},
            history=False,
            limits=Limits(payload=10**6),
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(execution.output) == 5_000
    assert peak < 8_000_000


def test_nested_maps_give_nested_results() -> None:
    inner = machine({"Inner": {**mapped(machine({"Keep": PASS}))["Each"]}})
    assert run(mapped(inner), [[1, 2], [], [3]]).output == [[1, 2], [], [3]]
