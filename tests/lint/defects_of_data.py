"""Machines with one defect each in what they read: a name, the machine, and where the defect is."""

from __future__ import annotations

from typing import Any

from .defects import ARN, END, PUBLISHED, SNS, machine, passing, task
from .sound import calling, catching, choosing, distributed, expression, jsonata
from .sound import passing as step

MADE = step("B", Result={"id": 1})
BATCHED = {"ItemBatcher": {"MaxItemsPerBatch": 5}}


def reading(path: str, made: dict[str, Any]) -> dict[str, Any]:
    """A machine whose second state reads a path in what the first one makes."""
    return machine(A=made, B=step(InputPath=path))


def iterating(processor: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"Type": "Map", "ItemProcessor": processor, "End": True, **fields}


DATA_DEFECTS: dict[str, tuple[Any, str]] = {
    # members
    "a member of a nested template": (
        reading("$.a.c", step("B", Parameters={"a": {"b.$": "$.x"}})),
        "/States/B/InputPath",
    ),
    "a member of a number": (reading("$.id.x", MADE), "/States/B/InputPath"),
    "a member that OutputPath leaves out": (
        reading("$.m", step("B", Result={"n": {"k": 1}, "m": 2}, OutputPath="$.n")),
        "/States/B/InputPath",
    ),
    "a member of nothing": (reading("$.x", step("B", OutputPath=None)), "/States/B/InputPath"),
    "a member of a variable": (
        reading("$o.b", step("B", Assign={"o": {"a": 1}})),
        "/States/B/InputPath",
    ),
    "a member of what JSONata puts out": (
        reading("$.b", step("B", QueryLanguage="JSONata", Output={"a": "{% 1 %}"})),
        "/States/B/InputPath",
    ),
    "a member of the array that branches give": (
        reading(
            "$.first",
            {"Type": "Parallel", "Branches": [machine(I=step())], "Next": "B"},
        ),
        "/States/B/InputPath",
    ),
    "a member deep in a call": (
        machine(
            A=MADE,
            B=step(Parameters={"x.$": "States.Array(States.MathAdd($.n, 1))"}),
        ),
        "/States/B/Parameters/x.$",
    ),
    "the input where the result is selected from": (
        machine(A=task(Resource=SNS, Parameters=PUBLISHED, ResultSelector={"id.$": "$.id"})),
        "/States/A/ResultSelector/id.$",
    ),
    "a member that no branch is given": (
        machine(
            A={
                "Type": "Parallel",
                "Parameters": {"a": 1},
                "Branches": [machine(I=step(InputPath="$.b"))],
                "End": True,
            }
        ),
        "/States/A/Branches/0/States/I/InputPath",
    ),
    "a member that no item has": (
        machine(A=iterating(machine(I=step(InputPath="$.b")), ItemSelector={"a": 1})),
        "/States/A/ItemProcessor/States/I/InputPath",
    ),
    "an item where there are batches": (
        machine(A=iterating(distributed(I=step(InputPath="$.id")), **BATCHED)),
        "/States/A/ItemProcessor/States/I/InputPath",
    ),
    "a first test of what is nowhere": (
        machine(
            A=MADE,
            B=choosing({"Variable": "$.kind", "StringEquals": "x", "Next": "C"}, default="C"),
            C=END,
        ),
        "/States/B/Choices/0/Variable",
    ),
    "a role that is nowhere": (
        machine(A=MADE, B=calling(Credentials={"RoleArn.$": "$.role"})),
        "/States/B/Credentials/RoleArn.$",
    ),
    "an error that one route has not": (
        machine(
            A=calling("B", Catch=catching("B", ResultPath="$.error")),
            B=step(InputPath="$.error"),
        ),
        "/States/B/InputPath",
    ),
    # variables
    "a variable of the same state": (
        passing(Assign={"x": 1}, OutputPath="$x"),
        "/States/A/OutputPath",
    ),
    "a variable in a distributed Map": (
        machine(A=step("B", Assign={"x": 1}), B=iterating(distributed(I=step(InputPath="$x")))),
        "/States/B/ItemProcessor/States/I/InputPath",
    ),
    "a variable that a branch kept": (
        machine(
            A={"Type": "Parallel", "Branches": [machine(I=step(Assign={"x": 1}))], "Next": "B"},
            B=step(InputPath="$x"),
        ),
        "/States/B/InputPath",
    ),
    "a variable in a function": (
        expression("$map([1, 2], function($v) { $v + $rate })"),
        "/States/A/Output",
    ),
    "a variable in a predicate": (expression("$states.input.rows[n > $least]"), "/States/A/Output"),
    "a variable beside a placeholder": (
        expression("'s3://${Bucket}/' & $key"),
        "/States/A/Output",
    ),
    "a misspelt root": (expression("$state.input.x"), "/States/A/Output"),
    "a variable without its dollar sign": (
        jsonata(A=step("B", Assign={"rate": 1}), B=step(Output="{% $states.input.n * rate %}")),
        "/States/B/Output",
    ),
    "a variable on one route": (
        jsonata(
            A=calling("B", Assign={"x": "{% $states.result %}"}, Catch=catching("B")),
            B=step(Output="{% $x %}"),
        ),
        "/States/B/Output",
    ),
    # expressions
    "a bare name in an object": (expression("{ 'a': name }"), "/States/A/Output"),
    "a bare name for an argument": (expression("$uppercase(name)"), "/States/A/Output"),
    "the whole document": (expression("$map([1], function($v) { $$.x })"), "/States/A/Output"),
    "the result before there is one": (
        jsonata(A=task(Resource=ARN, Arguments="{% $states.result %}")),
        "/States/A/Arguments",
    ),
    "the error where there is none": (
        jsonata(A=task(Output="{% $states.errorOutput.Cause %}")),
        "/States/A/Output",
    ),
    "a function of another library": (
        expression("$toUpper($states.input.s)"),
        "/States/A/Output",
    ),
}
