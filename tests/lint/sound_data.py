"""Sound machines that write data in one place and read it in another."""

from __future__ import annotations

from typing import Any

from sfn_dsl.expressions.placeholders import Unquoted

from .defects import END, machine, task
from .sound import TASK, calling, catching, choosing, passing, telling_apart

DATA: dict[str, dict[str, Any]] = {
    # data that is written in one place and read in another
    "a member is written into what a function returned": machine(
        A=calling("B", ResultPath="$.a.b.c"),
        B=passing("C", Parameters={"x.$": "$.a.b.c.d", "old.$": "$.a.z"}, ResultPath="$.a.b.e"),
        C={"Type": "Wait", "SecondsPath": "$.a.b.e.x", "End": True},
    ),
    "a deep member is written into a literal": machine(
        A=passing("B", Result={"a": {"k": 1}}),
        B=passing("C", Result=5, ResultPath="$.a.b.c"),
        C=passing(Parameters={"k.$": "$.a.k", "c.$": "$.a.b.c"}),
    ),
    "brackets name the same members as dots": machine(
        A=passing("B", Result={"my-key": {"ä ö": 1}}),
        B=passing(Parameters={"x.$": "$['my-key']['ä ö']", "y.$": "$.my-key"}),
    ),
    "wildcards, slices and filters find nothing without failing": machine(
        A=passing("B", Result={"a": 1}),
        B=passing(
            Parameters={
                "all.$": "$.gone[*]",
                "deep.$": "$..gone",
                "some.$": "$.gone[?(@.n > 3 && @.s == 'x')]",
                "few.$": "$.gone[0:2]",
            }
        ),
    ),
    "a dropped result leaves the input": machine(
        A=passing("B", Result={"n": 1}),
        B=calling("C", ResultPath=None),
        C={"Type": "Wait", "SecondsPath": "$.n", "End": True},
    ),
    "an output path picks what a result path wrote": machine(
        A=calling("B", ResultPath="$.r", OutputPath="$.r"),
        B=passing(InputPath="$.anything", OutputPath="$"),
    ),
    "a Choice tells the routes apart on which a member is there": machine(
        A=choosing({"Variable": "$.kind", "StringEquals": "x", "Next": "B"}, default="C"),
        B=passing("D", Result={"x": 1}),
        C=passing("D", Result={"y": 1}),
        D=choosing({"Variable": "$.x", "IsPresent": True, "Next": "E"}, default="F"),
        E=passing(InputPath="$.x"),
        F=passing(InputPath="$.y"),
    ),
    "tests behind a guard read what may be missing": machine(
        A=passing("B", Result={"kind": "x"}),
        B=choosing(
            {
                "And": [
                    {"Variable": "$.n", "IsPresent": True},
                    {"Variable": "$.n", "NumericGreaterThanPath": "$.least"},
                ],
                "Next": "C",
            },
            default="C",
        ),
        C=END,
    ),
    "a Default assigns what a rule asked for": telling_apart(
        choosing(
            {"Variable": "$.x", "IsPresent": False, "Next": "E"},
            default="F",
            Assign={"x.$": "$.x"},
        )
    ),
    "a rule assigns what it asks for": telling_apart(
        choosing(
            {"Variable": "$.x", "IsPresent": True, "Assign": {"x.$": "$.x"}, "Next": "E"},
            default="F",
        )
    ),
    "a Default assigns what only its kind of data has": telling_apart(
        choosing(
            {"Variable": "$.kind", "StringEquals": "c", "Next": "E"},
            default="F",
            Assign={"x.$": "$.x", "v.$": "$v"},
        )
    ),
    "a Default assigns from a variable that a rule asked for": telling_apart(
        choosing(
            {"Variable": "$v", "IsPresent": False, "Next": "E"}, default="F", Assign={"w.$": "$v"}
        )
    ),
    "a Choice asks for a part of the data and assigns from it": machine(
        A=choosing({"Variable": "$.kind", "StringEquals": "b", "Next": "B"}, default="C"),
        B=passing("D", Result={"x": 1}, ResultPath="$.p"),
        C=passing("D", Result={"y": 1}, ResultPath="$.p"),
        D=choosing(
            {"Variable": "$.x", "IsPresent": True, "Assign": {"x.$": "$.x"}, "Next": "E"},
            default="F",
            InputPath="$.p",
            Assign={"y.$": "$.y"},
        ),
        E=passing(InputPath="$.x"),
        F=passing(),
    ),
    "a loop counts up what it set before": machine(
        A=passing("B", Result=0, ResultPath="$.n"),
        B=passing("C", Parameters={"n.$": "States.MathAdd($.n, 1)"}, ResultPath="$.next"),
        C=passing("D", InputPath="$.next.n", ResultPath="$.n"),
        D=choosing({"Variable": "$.n", "NumericLessThan": 3, "Next": "B"}, default="E"),
        E=passing(InputPath="$.next"),
    ),
    "each catcher and the way without one leave the same member": machine(
        A=calling("B", ResultPath="$.r", Catch=catching("B", ResultPath="$.r")),
        B=passing(InputPath="$.r"),
    ),
    "a handler reads what every catcher writes": machine(
        A=calling("B", Catch=catching("C", ResultPath="$.error")),
        B=calling("D", ResultPath=None, Catch=catching("C", ResultPath="$.error")),
        C={"Type": "Fail", "CausePath": "$.error.Cause", "ErrorPath": "$.error.Error"},
        D=END,
    ),
    "a handler parses the cause that it was given": machine(
        A=calling("B", Catch=catching("C")),
        B=END,
        C=passing("D", Parameters={"cause.$": "States.StringToJson($.Cause)"}),
        D=passing(InputPath="$.cause.errorMessage"),
    ),
    "branches read what the state gives them, and what follows reads the array": machine(
        A={
            "Type": "Parallel",
            "Parameters": {"n.$": "$.n", "all.$": "$"},
            "Branches": [machine(I=passing(InputPath="$.n")), machine(J=passing())],
            "ResultSelector": {"first.$": "$[0]", "second.$": "$[1].all"},
            "Next": "B",
        },
        B=passing(Parameters={"a.$": "$.first", "b.$": "$.second.x"}),
    ),
    "an iteration reads its item": machine(
        A=passing("B", Result={"rows": [{"id": 1}], "rate": 2}),
        B={
            "Type": "Map",
            "ItemsPath": "$.rows",
            "ItemProcessor": machine(I=passing(InputPath="$.id")),
            "ResultPath": "$.done",
            "Next": "C",
        },
        C=passing(Parameters={"rate.$": "$.rate", "first.$": "$.done[0]", "row.$": "$.rows[0].id"}),
    ),
    "the context object is read everywhere": machine(
        A={
            "Type": "Map",
            "ItemsPath": "$$.Execution.Input.rows",
            "ItemSelector": {"k.$": "$$.Map.Item.Value.k", "all.$": "$$"},
            "ItemProcessor": machine(I=passing(InputPath="$$.Execution.Input", OutputPath="$$")),
            "ResultSelector": {"name.$": "$$.StateMachine.Name", "again.$": "$$.State.RetryCount"},
            "Next": "B",
        },
        B={
            "Type": "Fail",
            "ErrorPath": "$$.State.Name",
            "CausePath": "States.Format('{}', $$.State.Name)",
        },
    ),
    "what a service answers is read": machine(
        A=task(
            Resource=f"{TASK}lambda:invoke",
            Parameters={"FunctionName": "${Function}", "Payload.$": "$", "Qualifier": "live"},
            OutputPath="$.Payload.body",
            ResultSelector={
                "Payload.$": "$.Payload",
                "code.$": "$.StatusCode",
                "id.$": "$.SdkResponseMetadata.RequestId",
            },
        )
    ),
    # placeholders
    "placeholders stand for anything": machine(
        A=calling(
            "B",
            Resource="${Function.Arn}",
            Parameters={"a.$": "${Path}", "${Key}": "$.x-${Stage}", "b": "${AWS::Region}"},
            TimeoutSeconds=Unquoted("${Timeout}"),
            ResultPath="${Place}",
            Retry=[{"ErrorEquals": ["${Error}"], "IntervalSeconds": Unquoted("${Interval}")}],
        ),
        B=choosing(
            {"Variable": "$.${Member}", "StringMatches": "${Pattern}\\", "Next": "C"}, default="C"
        ),
        C={"Type": "Wait", "Timestamp": "${When}", "End": True},
    ),
    "a partition and a service are put in later": machine(
        A=calling(
            "B",
            Resource="arn:${AWS::Partition}:states:::dynamodb:getItem",
            Parameters={"TableName": "${Table}", "Key": {"id": {"S.$": "$.id"}}},
        ),
        B=calling(Resource="arn:aws:states:::aws-sdk:${Service}:${Action}", Parameters={"Any": 1}),
    ),
    "a placeholder names what is written": machine(
        A=passing("B", Parameters={"${Key}": 1, "b": 2}),
        B=passing("C", InputPath="$.anything", ResultPath="$.${Place}"),
        C=passing("D", InputPath="$.whatever", Parameters={"a": {"Fn::GetAtt": ["b", "c"]}}),
        D=passing(InputPath="$.a.d"),
    ),
    # intrinsic functions
    "intrinsic functions hold quotes, braces and each other": machine(
        A=passing(
            Parameters={
                "a.$": r"States.Format('it\'s \{{}\} of {}', $.n, States.ArrayGetItem($.all, 0))",
                "b.$": "States.StringToJson('{\"k\": [1, 2]}')",
                "c.$": "States.JsonMerge($.x, States.StringToJson('{}'), false)",
                "d.$": "States.Array('$.literal', 'a, b', null, -1.5, true, $$.State.Name, $)",
                "e.$": "States.ArrayPartition(States.ArrayRange(0, 10, 2), 3)",
                "f.$": "States.MathRandom(1, 10, 42)",
                "g.$": "States.Format('keine Klammern: ä€😀')",
            }
        )
    ),
}
