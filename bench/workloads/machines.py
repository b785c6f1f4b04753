"""Machines whose running is measured."""

from __future__ import annotations

from typing import Any

Machine = dict[str, Any]

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:work"


def chain(states: int) -> Machine:
    """Pass states in a row that only pass their input on."""
    passing: Machine = {
        f"Pass{n}": {"Type": "Pass", "Next": f"Pass{n + 1}"} for n in range(states - 1)
    }
    last: Machine = {f"Pass{states - 1}": {"Type": "Pass", "End": True}}
    return {"QueryLanguage": "JSONata", "StartAt": "Pass0", "States": {**passing, **last}}


def loop(start: str, *, jsonata: bool) -> Machine:
    """A Pass that counts ``n`` down and a Choice that goes round until it is 0."""
    rule: Machine
    if jsonata:
        counting = {"Output": {"n": "{% $states.input.n - 1 %}", "id": "{% $states.input.id %}"}}
        rule = {"Condition": "{% $states.input.n > 0 %}"}
    else:
        counting = {"Parameters": {"n.$": "States.MathAdd($.n, -1)", "id.$": "$.id"}}
        rule = {"Variable": "$.n", "NumericGreaterThan": 0}
    return {
        "QueryLanguage": "JSONata" if jsonata else "JSONPath",
        "StartAt": start,
        "States": {
            start: {"Type": "Pass", **counting, "Next": "More"},
            "More": {"Type": "Choice", "Choices": [{**rule, "Next": start}], "Default": "Done"},
            "Done": {"Type": "Succeed"},
        },
    }


def plain_loop() -> Machine:
    """A Pass that changes nothing and a Choice that goes round until a limit ends it."""
    rule = {"Variable": "$.n", "NumericGreaterThan": 0, "Next": "Again"}
    return {
        "StartAt": "Again",
        "States": {
            "Again": {"Type": "Pass", "Next": "More"},
            "More": {"Type": "Choice", "Choices": [rule], "Default": "Done"},
            "Done": {"Type": "Succeed"},
        },
    }


def waiting(seconds: int) -> Machine:
    """A Wait."""
    return {
        "StartAt": "Wait",
        "States": {"Wait": {"Type": "Wait", "Seconds": seconds, "End": True}},
    }


def backing_off(attempts: int) -> Machine:
    """A Task that is tried again after one minute, two, four, and so on."""
    retrier = {
        "ErrorEquals": ["States.ALL"],
        "IntervalSeconds": 60,
        "BackoffRate": 2,
        "MaxAttempts": attempts,
    }
    work = {"Type": "Task", "Resource": LAMBDA, "Retry": [retrier], "End": True}
    return {"StartAt": "Work", "States": {"Work": work}}


def rows() -> Machine:
    """A distributed Map over the lines of an object, its results written to a bucket."""
    writer = {
        "Resource": "arn:aws:states:::s3:putObject",
        "Parameters": {"Bucket": "results", "Prefix": "run"},
    }
    processor = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Keep",
        "States": {"Keep": {"Type": "Pass", "End": True}},
    }
    each = {
        "Type": "Map",
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "JSONL"},
            "Parameters": {"Bucket": "data", "Key": "rows.jsonl"},
        },
        "ItemProcessor": processor,
        "MaxConcurrency": 100,
        "ResultWriter": writer,
        "End": True,
    }
    return {"StartAt": "EachRow", "States": {"EachRow": each}}


def expression(text: str) -> Machine:
    """A Pass in JSONata with one expression."""
    state = {"Type": "Pass", "Output": f"{{% {text} %}}", "End": True}
    return {"QueryLanguage": "JSONata", "StartAt": "Evaluate", "States": {"Evaluate": state}}
