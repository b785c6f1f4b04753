"""What the schema accepts: a definition under what it shows."""

from __future__ import annotations

from .definitions import (
    BIG_MAP,
    CATCH_ALL,
    FUNCTION,
    MAP,
    ONE_PASS,
    PARALLEL,
    PASS,
    TASK,
    WAIT,
    Json,
    choice,
    jsonata,
    jsonpath,
    test,
)

ACCEPTED: dict[str, Json] = {
    "a machine with every field": jsonpath(
        PASS, Comment="c", QueryLanguage="JSONPath", Version="1.0", TimeoutSeconds=99999999
    ),
    "a state name of 80 characters": {"StartAt": "é" * 80, "States": {"é" * 80: PASS}},
    "a longer name whose substitution is still to be made": {
        "StartAt": "x",
        "States": {"x${Suffix}" + "y" * 80: PASS},
    },
    "a JSONata state in a JSONPath machine": jsonpath(
        {**PASS, "QueryLanguage": "JSONata", "Output": "{% 1 %}"}
    ),
    "a JSONPath state inside a JSONata Map of a JSONPath machine": jsonpath(
        {
            **MAP,
            "QueryLanguage": "JSONata",
            "Items": [1],
            "ItemProcessor": {"StartAt": "P", "States": {"P": {**PASS, "ResultPath": "$.x"}}},
        }
    ),
    "JSONata in the states of a branch where the machine says so": jsonata(
        {
            **PARALLEL,
            "Branches": [{"StartAt": "P", "States": {"P": {**PASS, "Output": "{% 1 %}"}}}],
        }
    ),
    "a Task with every JSONPath field": jsonpath(
        {
            "Type": "Task",
            "Comment": "c",
            "QueryLanguage": "JSONPath",
            "Resource": FUNCTION,
            "Credentials": {"RoleArn": "arn:aws:iam::111111111111:role/r"},
            "InputPath": "$$.Execution.Input",
            "Parameters": {"a.$": "States.UUID()", "b": [{"c.$": "$name.d"}, 1], "e.$": "$$"},
            "TimeoutSeconds": 1,
            "HeartbeatSecondsPath": "$.h",
            "ResultSelector": {"a.$": "$.b[0]"},
            "ResultPath": "$.r['a b'].c",
            "OutputPath": "$..x[?(@.a > 1)]",
            "Assign": {"x": 1, "naïve_2.$": "$.a", "_": None},
            "Retry": [
                {
                    "ErrorEquals": ["A", "B"],
                    "IntervalSeconds": 1,
                    "MaxAttempts": 0,
                    "BackoffRate": 1,
                    "MaxDelaySeconds": 31622400,
                    "JitterStrategy": "FULL",
                    "Comment": "c",
                }
            ],
            "Catch": [{**CATCH_ALL, "ResultPath": None, "Assign": {"e.$": "$"}, "Comment": "c"}],
            "Next": "B",
        }
    ),
    "a Task with every JSONata field": jsonata(
        {
            "Type": "Task",
            "Resource": FUNCTION,
            "Credentials": {"RoleArn": "{% $role %}"},
            "Arguments": {"a": ["{% 1 %}", "$.not.a.path", "a.$"], "a.$": "plain"},
            "TimeoutSeconds": "{% $t %}",
            "HeartbeatSeconds": 5,
            "Output": None,
            "Assign": {"x": "{%1%}"},
            "Retry": [],
            "Catch": [{**CATCH_ALL, "Output": "{% $states.errorOutput %}", "Assign": {"e": 1}}],
            "End": True,
        }
    ),
    "an expression over several lines": jsonata({**PASS, "Output": "{%\n  1 +\n  2\n%}"}),
    "an expression as Arguments": jsonata({**TASK, "Arguments": "{% $states.input %}"}),
    "what looks like an expression in a JSONPath state": jsonpath(
        {**PASS, "Parameters": {"a": "{% 1"}, "Result": "{% 1"}
    ),
    "null for the fields where it has a meaning": jsonpath(
        {**TASK, "InputPath": None, "OutputPath": None, "ResultPath": None}
    ),
    "keys that end in .$ inside Result": jsonpath({**PASS, "Result": {"a.$": 1}}),
    "an array or a scalar as a payload template": jsonpath({**PASS, "Parameters": [1, "$.a"]}),
    "a role from a path": jsonpath({**TASK, "Credentials": {"RoleArn.$": "$.role"}}),
    "a Parallel with every JSONPath field": jsonpath(
        {
            **PARALLEL,
            "InputPath": "$",
            "Parameters": {},
            "ResultSelector": {},
            "ResultPath": "$",
            "OutputPath": "$",
            "Assign": {},
            "Retry": [],
            "Catch": [],
            "Comment": "",
        }
    ),
    "an inline Map with tolerances and a label": jsonpath(
        {**MAP, "Label": "L", "ToleratedFailurePercentage": 0.5, "ToleratedFailureCount": 10**12}
    ),
    "a Map by its old names": jsonpath(
        {
            "Type": "Map",
            "Iterator": {**ONE_PASS, "ProcessorConfig": {"Mode": "INLINE"}},
            "Parameters": {"a.$": "$$.Map.Item.Value"},
            "ItemsPath": "$.items",
            "MaxConcurrency": 0,
            "End": True,
        }
    ),
    "a distributed Map with every JSONPath field": jsonpath(
        {
            **BIG_MAP,
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "Parameters": {"Bucket": "b", "Key.$": "$.key"},
                "ReaderConfig": {
                    "InputType": "CSV",
                    "CSVHeaderLocation": "GIVEN",
                    "CSVHeaders": ["a"],
                    "CSVDelimiter": "TAB",
                    "Transformation": "NONE",
                    "ManifestType": "ATHENA_DATA",
                    "MaxItemsPath": "$.n",
                    "ItemsPointer": "/a/b",
                },
            },
            "ItemSelector": {"v.$": "$$.Map.Item.Value"},
            "ItemBatcher": {
                "MaxItemsPerBatchPath": "$n",
                "MaxInputBytesPerBatch": 262144,
                "BatchInput": {"a.$": "$.a"},
            },
            "MaxConcurrencyPath": "$.limits.n",
            "ToleratedFailurePercentagePath": "$.p",
            "ToleratedFailureCountPath": "$.items[0]",
            "Label": "l" * 40,
            "ResultWriter": {
                "Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": "b"},
                "WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSONL"},
            },
        }
    ),
    "a distributed Map with every JSONata field": jsonata(
        {
            **BIG_MAP,
            "Items": {"a": "{% 1 %}"},
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:listObjectsV2",
                "Arguments": "{% $a %}",
                "ReaderConfig": {"MaxItems": "{% 5 %}"},
            },
            "ItemSelector": "{% $states.context.Map.Item.Value %}",
            "ItemBatcher": {"MaxInputBytesPerBatch": "{% 1 %}", "BatchInput": 1},
            "MaxConcurrency": "{% 1 %}",
            "ToleratedFailurePercentage": 100,
            "ToleratedFailureCount": "{% 1 %}",
            "ResultWriter": {"WriterConfig": {"OutputType": "JSON"}},
            "Output": [1],
            "Assign": {},
            "Retry": [],
            "Catch": [],
        }
    ),
    "a Wait until a time with a fraction and an offset": jsonpath(
        {**WAIT, "Timestamp": "2016-03-05T21:29:29.243167252-08:00"}
    ),
    "a Wait of no time at all": jsonpath({**WAIT, "Seconds": 0}),
    "a Wait by a path": jsonpath({**WAIT, "TimestampPath": "$.t", "InputPath": "$.a"}),
    "a Wait by an expression": jsonata({**WAIT, "Timestamp": "{% $t %}", "Output": {}}),
    "a Wait by a literal in JSONata": jsonata({**WAIT, "Seconds": 99999999}),
    "every literal comparison": choice(
        test(StringEquals="", Next="B"),
        test(StringMatches="*", Next="B", Comment="c", Assign={"x": 1}),
        test(NumericLessThan=-1.5e3, Next="B"),
        test(BooleanEquals=False, Next="B"),
        test(TimestampGreaterThanEquals="2012-10-09T19:00:55Z", Next="B"),
        test(IsPresent=True, Next="B"),
    ),
    "comparisons with paths": choice(
        {"Variable": "$$.Execution.Name", "StringLessThanPath": "$name", "Next": "B"},
        {"Variable": "$x.y", "TimestampEqualsPath": "$$.State.EnteredTime", "Next": "B"},
    ),
    "joined rules, nested": choice(
        {
            "And": [{"Not": {"Or": [test(IsNull=True, Comment="c")]}}, test(IsString=True)],
            "Next": "B",
        }
    ),
    "a Choice with every JSONata field": jsonata(
        {
            "Type": "Choice",
            "Choices": [
                {"Condition": "{% $a = 1 %}", "Next": "B", "Output": 1, "Assign": {}},
                {"Condition": True, "Next": "B", "Comment": "c"},
            ],
            "Default": "B",
            "Output": {"a": "{% 1 %}"},
            "Assign": {"x": None},
        }
    ),
    "a bare Succeed": jsonpath({"Type": "Succeed"}),
    "a Succeed with an output": jsonata({"Type": "Succeed", "Output": "{% 1 %}"}),
    "a bare Fail": jsonpath({"Type": "Fail"}),
    "a Fail that forms its texts": jsonpath(
        {"Type": "Fail", "ErrorPath": "States.Format('{}', $.e)", "CausePath": "$$.State.Name"}
    ),
    "a Fail with expressions": jsonata({"Type": "Fail", "Error": "{% $e %}", "Cause": "plain"}),
    "substitutions wherever a format is asked for": jsonpath(
        {
            **BIG_MAP,
            "InputPath": "${Input}",
            "ItemsPath": "${A:B}",
            "ResultPath": "${Prefix}.x",
            "MaxConcurrency": "${N}",
            "ToleratedFailurePercentage": "${P}",
            "Label": "${Label}-x",
            "Retry": [{"ErrorEquals": ["E"], "BackoffRate": "${R}", "JitterStrategy": "${J}"}],
            "ItemProcessor": {
                **ONE_PASS,
                "ProcessorConfig": {"Mode": "${Mode}", "ExecutionType": "${Kind}"},
            },
        },
        TimeoutSeconds="${Timeout}",
    ),
    "substitutions in JSONata": jsonata({**WAIT, "Seconds": "${Seconds}"}),
    "reference paths with escapes": choice(test(IsNull=True, Next="B"))
    | jsonpath({**PASS, "ResultPath": r"$.foo\@bar.baz\[\[.\?pretty.&Ж中['a]\'*b'][0]"}),
}
