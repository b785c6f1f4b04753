"""Sound machines with variables, distributed Maps, Choice rules and handlers."""

from __future__ import annotations

from typing import Any

from .defects import END, machine
from .sound import TASK, calling, catching, choosing, distributed, passing

EVERY_FIELD = {
    "Type": "Map",
    "Label": "Orders",
    "ItemReader": {
        "Resource": f"{TASK}s3:getObject",
        "ReaderConfig": {
            "InputType": "CSV",
            "CSVHeaderLocation": "GIVEN",
            "CSVHeaders": ["id", "total"],
            "CSVDelimiter": "SEMICOLON",
            "MaxItemsPath": "$.limits.items",
        },
        "Parameters": {"Bucket.$": "$.bucket", "Key.$": "States.Format('{}.csv', $.name)"},
    },
    "ItemSelector": {
        "id.$": "$$.Map.Item.Value.id",
        "row.$": "$$.Map.Item.Index",
        "from.$": "$$.Map.Item.Source",
        "run.$": "$$.Execution.Name",
        "rate.$": "$rate",
    },
    "ItemBatcher": {
        "MaxItemsPerBatchPath": "$.limits.batch",
        "MaxInputBytesPerBatch": 262144,
        "BatchInput": {"rate.$": "$rate", "bucket.$": "$.bucket"},
    },
    "ItemProcessor": distributed(
        I=passing("J", InputPath="$.Items[0].id", ResultPath="$.first"),
        J=passing(Parameters={"rate.$": "$.BatchInput.rate", "first.$": "$.first"}),
    ),
    "MaxConcurrencyPath": "$.limits.concurrency",
    "ToleratedFailurePercentagePath": "$.limits.percentage",
    "ToleratedFailureCount": 7,
    "ResultWriter": {
        "Resource": f"{TASK}s3:putObject",
        "Parameters": {"Bucket.$": "$.bucket", "Prefix": "results"},
        "WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSONL"},
    },
    "ResultSelector": {"run.$": "$.MapRunArn", "key.$": "$.ResultWriterDetails.Key"},
    "ResultPath": "$.written",
    "Retry": [{"ErrorEquals": ["States.ItemReaderFailed"], "MaxAttempts": 1}],
    "Catch": [
        {"ErrorEquals": ["States.ExceedToleratedFailureThreshold"], "Next": "C"},
        {"ErrorEquals": ["States.ResultWriterFailed"], "Next": "C"},
    ],
    "Next": "B",
}

STATES: dict[str, dict[str, Any]] = {
    # variables in JSONPath states
    "variables are read in every path": machine(
        A=passing("B", Assign={"n": 1, "list": [1], "deep": {"a": {"b": 2}}}),
        B={
            "Type": "Map",
            "ItemsPath": "$list",
            "MaxConcurrencyPath": "$n",
            "ItemProcessor": machine(
                I=passing("J", Assign={"inner.$": "$", "sum.$": "States.MathAdd($n, $deep.a.b)"}),
                J=passing(InputPath="$inner", OutputPath="$sum"),
            ),
            "Assign": {"done.$": "$", "count.$": "States.ArrayLength($)"},
            "ResultPath": None,
            "Next": "C",
        },
        C=choosing(
            {"Variable": "$count", "NumericEqualsPath": "$n", "Next": "D", "Assign": {"ok": True}},
            default="D",
            Assign={"ok": False},
        ),
        D={"Type": "Wait", "SecondsPath": "$count", "Assign": {"again.$": "$ok"}, "Next": "E"},
        E=passing(InputPath="$done[0]", OutputPath="$again"),
    ),
    "a catcher assigns what the other way assigns": machine(
        A=calling(
            "B",
            Assign={"total.$": "$.total", "error": None},
            Catch=catching("B", Assign={"total": 0, "error.$": "$.Cause"}),
        ),
        B=passing(Parameters={"t.$": "$total", "e.$": "$error"}),
    ),
    "branches assign the same name, each its own": machine(
        A={
            "Type": "Parallel",
            "Branches": [
                machine(I=passing("J", Assign={"x": 1}), J=passing(InputPath="$x")),
                machine(K=passing("L", Assign={"x": 2}), L=passing(InputPath="$x")),
            ],
            "End": True,
        }
    ),
    "a distributed iteration keeps what it is given under a name of its own": machine(
        A=passing("B", Assign={"x": 1}),
        B={
            "Type": "Map",
            "ItemSelector": {"x.$": "$x"},
            "ItemProcessor": distributed(
                I=passing("J", Assign={"own.$": "$.x"}), J=passing(InputPath="$own")
            ),
            "End": True,
        },
    ),
    "a distributed Map has every field": machine(
        A=passing("M", Assign={"rate": 2}),
        M=EVERY_FIELD,
        B=passing(Parameters={"run.$": "$.written.run", "bucket.$": "$.bucket"}),
        C=passing(InputPath="$.Cause"),
    ),
    "a distributed Map stands in an inline one": machine(
        A=passing("B", Assign={"x": 1}),
        B={
            "Type": "Map",
            "ItemProcessor": machine(
                I=passing("J", Assign={"y.$": "$x"}),
                J={
                    "Type": "Map",
                    "ItemSelector": {"y.$": "$y", "x.$": "$x"},
                    "ItemProcessor": distributed(
                        K=passing("L", Assign={"v.$": "$.x", "w.$": "$.y"}),
                        L={
                            "Type": "Parallel",
                            "Branches": [
                                machine(M=passing(Parameters={"n.$": "States.MathAdd($v, $w)"}))
                            ],
                            "End": True,
                        },
                    ),
                    "End": True,
                },
            ),
            "End": True,
        },
    ),
    "a handler leads back": machine(
        A=calling("B", ResultPath="$.a", Catch=catching("W", ResultPath="$.error")),
        W={"Type": "Wait", "Seconds": 5, "Next": "X"},
        X=passing("A", InputPath="$.error.Cause", ResultPath="$.last"),
        B=passing(InputPath="$.a"),
    ),
    "names look like paths": machine(
        **{
            "$.x is there?": choosing(
                {"Variable": "$.x", "IsPresent": True, "Next": "A/B~C"}, default="A/B~C"
            ),
            "A/B~C": {
                "Type": "Parallel",
                "Branches": [machine(**{"~1": passing(InputPath="$.x")})],
                "End": True,
            },
        }
    ),
    # Choice, errors
    "numbers are ordered from strict to loose": machine(
        A=choosing(
            {"Variable": "$.n", "NumericLessThan": 0, "Next": "B"},
            {"Variable": "$.n", "NumericLessThanEquals": 10, "Next": "B"},
            {
                "And": [
                    {"Variable": "$.n", "NumericGreaterThan": 10},
                    {"Variable": "$.n", "NumericLessThan": 20},
                ],
                "Next": "B",
            },
            {
                "Not": {
                    "Or": [
                        {"Variable": "$.n", "NumericEquals": 30},
                        {"Variable": "$.s", "StringEquals": "x"},
                    ]
                },
                "Next": "B",
            },
            {"Variable": "$.s", "StringMatches": "*\\*a\\\\b*", "Next": "B"},
            {"Variable": "$.t", "TimestampGreaterThanEquals": "2024-02-29T23:59:59Z", "Next": "B"},
            default="B",
        ),
        B=END,
    ),
    "the same test on different data": machine(
        A=choosing(
            {"Variable": "$.a[0].x", "StringEquals": "1", "Next": "B"},
            {"Variable": "$.a[1].x", "StringEquals": "1", "Next": "B"},
            {"Variable": "$$.Execution.Input.x", "StringEquals": "1", "Next": "B"},
            {"Variable": "$.a[0].x", "NumericEquals": 1, "Next": "B"},
            default="B",
        ),
        B=END,
    ),
    "both values of a truth have a rule": machine(
        A={
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.b", "BooleanEquals": True, "Next": "B"},
                {"Not": {"Variable": "$.b", "BooleanEquals": True}, "Next": "B"},
            ],
        },
        B=END,
    ),
    "names are unicode and as long as may be": machine(
        **{
            "ü" * 80: passing("naïve 😀"),
            "naïve 😀": passing(Result={"ключ": "значение"}, ResultPath="$.ключ"),
        }
    ),
    "a retrier for each error before one for all": machine(
        A=calling(
            "B",
            Retry=[
                {
                    "ErrorEquals": ["Lambda.TooManyRequestsException", "CustomError"],
                    "MaxAttempts": 10,
                    "MaxDelaySeconds": 30,
                },
                {"ErrorEquals": ["States.Timeout", "States.HeartbeatTimeout"], "MaxAttempts": 0},
                {"ErrorEquals": ["States.TaskFailed"], "BackoffRate": 1.5},
                {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 10, "JitterStrategy": "FULL"},
            ],
            Catch=[
                {"ErrorEquals": ["CustomError"], "ResultPath": None, "Next": "B"},
                *catching("B", ResultPath="$.error"),
            ],
            TimeoutSeconds=10,
            HeartbeatSeconds=9,
        ),
        B=END,
    ),
}
