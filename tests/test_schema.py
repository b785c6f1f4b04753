"""The schema's rules, each by what it accepts and by what it refuses with which words."""

# ruff: noqa: E501 -- a refused definition and what is said of it read best as one line each

from __future__ import annotations

import copy
import json
import subprocess
import sys
from functools import cache
from typing import Any

import attrs
import jsonschema
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfn_dsl import schema
from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.diagnostics import Severity
from sfn_dsl.origin import Position
from sfn_dsl.schema.rule_book import rule_book

Json = Any

PASS = {"Type": "Pass", "End": True}
FUNCTION = "arn:aws:lambda:us-east-1:111111111111:function:f"
TASK = {"Type": "Task", "Resource": FUNCTION, "End": True}
ONE_PASS = {"StartAt": "P", "States": {"P": PASS}}
DISTRIBUTED = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
MAP = {"Type": "Map", "ItemProcessor": ONE_PASS, "End": True}
BIG_MAP = {**MAP, "ItemProcessor": {**ONE_PASS, "ProcessorConfig": DISTRIBUTED}}
PARALLEL = {"Type": "Parallel", "Branches": [ONE_PASS], "End": True}
WAIT = {"Type": "Wait", "Next": "B"}
CATCH_ALL = {"ErrorEquals": ["States.ALL"], "Next": "B"}


def jsonpath(state: Json, **top: Json) -> Json:
    return {"StartAt": "A", "States": {"A": state}, **top}


def jsonata(state: Json, **top: Json) -> Json:
    return {"QueryLanguage": "JSONata", **jsonpath(state), **top}


def choice(*rules: Json) -> Json:
    return jsonpath({"Type": "Choice", "Choices": list(rules)})


def test(**fields: Json) -> Json:
    return {"Variable": "$.a", **fields}


test.__test__ = False  # type: ignore[attr-defined]  # a Choice rule's test, not one of pytest's


def found(document: Json) -> list[str]:
    """The findings, each as its place, code and message."""
    return [
        f"{finding.pointer or '(root)'} {finding.code} {finding.message}"
        for finding in schema.check(Definition(document))
    ]


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
            "MaxConcurrencyPath": "$$.Execution.Input.n",
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

# fmt: off
REFUSED: dict[str, tuple[Json, *tuple[str, ...]]] = {
    "a definition that is no object": (
        [],
        "(root) SFN113 the definition is an empty array; write an object with 'StartAt' and 'States'",
    ),
    "an empty definition": (
        {},
        "(root) SFN112 the state machine lacks 'StartAt'; add it",
        "(root) SFN112 the state machine lacks 'States'; add it",
    ),
    "no states": (
        {"StartAt": "A", "States": {}},
        "/States SFN115 'States' is an empty object; write an object with one state or more",
    ),
    "an unknown version": (
        jsonpath(PASS, Version="2.0"),
        "/Version SFN114 'Version' is '2.0'; write '1.0'",
    ),
    "a timeout of nothing": (
        jsonpath(PASS, TimeoutSeconds=0),
        "/TimeoutSeconds SFN115 'TimeoutSeconds' is 0; write an integer from 1 to 99999999",
    ),
    "a misspelt top-level field": (
        jsonpath(PASS, Coment="c"),
        "/Coment SFN110 unknown field 'Coment' in the state machine; did you mean 'Comment'?",
    ),
    "a misspelt query language": (
        jsonpath({**PASS, "Output": 1}, QueryLanguage="JSONATA"),
        "/QueryLanguage SFN114 'QueryLanguage' is 'JSONATA'; did you mean 'JSONata'?",
    ),
    "a state name of 81 characters": (
        {"StartAt": "A", "States": {"n" * 81: PASS}},
        "/States/nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn SFN115 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…' cannot be a name here; write a name of 1 to 80 characters",
    ),
    "a state that is no object": (
        jsonpath("Pass"),
        "/States/A SFN113 'A' is 'Pass'; write an object with 'Type'",
    ),
    "a state without a type": (
        jsonpath({"End": True}),
        "/States/A SFN112 a state lacks 'Type'; add it",
    ),
    "a misspelt state type": (
        jsonpath({"Type": "task", "Resource": FUNCTION}),
        "/States/A/Type SFN118 'task' is no state type; did you mean 'Task'?",
    ),
    "a substitution in place of a state's type": (
        jsonpath({"Type": "${Type}", "Foo": 1}),
        "/States/A/Type SFN118 '${Type}' is no state type; write 'Task', 'Parallel', 'Map', 'Pass', 'Wait', 'Choice', 'Succeed' or 'Fail'",
    ),
    "an intrinsic function that does not exist": (
        jsonpath({**PASS, "Parameters": {"a.$": "States.Nope($.a)"}}),
        "/States/A/Parameters/a.$ SFN116 'a.$' is 'States.Nope($.a)'; write a path such as '$.order.id' or an intrinsic function such as 'States.UUID()'",
    ),
    "an unknown state type": (
        jsonpath({"Type": "Goto"}),
        "/States/A/Type SFN118 'Goto' is no state type; write 'Task', 'Parallel', 'Map', 'Pass', 'Wait', 'Choice', 'Succeed' or 'Fail'",
    ),
    "a JSONPath state in a JSONata machine": (
        jsonata({**PASS, "QueryLanguage": "JSONPath", "ResultPath": "$.a", "Output": 1}),
        "/States/A/QueryLanguage SFN119 'QueryLanguage' cannot be 'JSONPath' where the whole state machine is 'JSONata'; remove it",
    ),
    "a JSONata field in a JSONPath state": (
        jsonpath({**TASK, "Arguments": {}}),
        "/States/A/Arguments SFN111 'Arguments' belongs to JSONata states; write 'Parameters', or set 'QueryLanguage' to 'JSONata'",
    ),
    "JSONPath fields in a JSONata state": (
        jsonata({**TASK, "InputPath": "$", "ResultSelector": {}, "ResultPath": "x", "Parameters": 1}),
        "/States/A/InputPath SFN111 'InputPath' belongs to JSONPath states; remove it",
        "/States/A/ResultSelector SFN111 'ResultSelector' and 'ResultPath' belong to JSONPath states; write 'Output'",
        "/States/A/Parameters SFN111 'Parameters' belongs to JSONPath states; write 'Arguments'",
    ),
    "a path where JSONata has an expression": (
        jsonata({**WAIT, "SecondsPath": "$.s"}),
        "/States/A/SecondsPath SFN111 'SecondsPath' belongs to JSONPath states; write 'Seconds'",
    ),
    "a JSONata state does not make the states inside it JSONata": (
        jsonpath({**PARALLEL, "QueryLanguage": "JSONata", "Branches": [{"StartAt": "P", "States": {"P": {**PASS, "Output": 1}}}]}),
        "/States/A/Branches/0/States/P/Output SFN111 'Output' belongs to JSONata states; write 'Parameters', or set 'QueryLanguage' to 'JSONata'",
    ),
    "a misspelt field": (
        jsonpath({**TASK, "Paramaters": {}}),
        "/States/A/Paramaters SFN110 unknown field 'Paramaters' in a Task state; did you mean 'Parameters'?",
    ),
    "a misspelt field that is required": (
        jsonpath({"Type": "Task", "resource": FUNCTION, "End": True}),
        "/States/A/resource SFN110 unknown field 'resource' in a Task state; did you mean 'Resource'?",
    ),
    "a field of other state types, and what is inside it": (
        jsonpath({**PASS, "Catch": [{"ErrorEquals": 1}], "Branches": [{"States": {"B": 1}}]}),
        "/States/A/Catch SFN110 'Catch' belongs to Task, Parallel and Map states; remove it",
        "/States/A/Branches SFN110 'Branches' belongs to Parallel states; remove it",
    ),
    "a field of nothing": (
        jsonpath({**PASS, "Zzz": 1}),
        "/States/A/Zzz SFN110 unknown field 'Zzz' in a Pass state; remove it",
    ),
    "neither Next nor End": (
        jsonpath({"Type": "Pass"}),
        "/States/A SFN112 a Pass state lacks 'Next'; add 'Next' with the name of a state, or 'End': true",
    ),
    "both Next and End": (
        jsonpath({**PASS, "Next": "B"}),
        "/States/A/End SFN117 'End' stands beside 'Next'; keep one of the two",
    ),
    "an End that is not true": (
        jsonpath({"Type": "Pass", "End": False}),
        "/States/A/End SFN114 'End' is false; write true, or remove it and write 'Next'",
    ),
    "a Succeed that leads on": (
        jsonpath({"Type": "Succeed", "Next": "B"}),
        "/States/A/Next SFN110 'Next' belongs to Task, Parallel, Map, Pass and Wait states; remove it",
    ),
    "a Task without a Resource": (
        jsonpath({"Type": "Task", "End": True}),
        "/States/A SFN112 a Task state lacks 'Resource'; add it",
    ),
    "a CloudFormation object in place of a string": (
        jsonpath({**TASK, "Resource": {"Ref": "Function"}}),
        "/States/A/Resource SFN113 'Resource' is an object; write the ARN of what does the work",
    ),
    "a field and its path": (
        jsonpath({**TASK, "TimeoutSeconds": 1, "TimeoutSecondsPath": "$.t"}),
        "/States/A/TimeoutSecondsPath SFN117 'TimeoutSecondsPath' stands beside 'TimeoutSeconds'; keep one of the two",
    ),
    "a number in quotes": (
        jsonpath({**TASK, "TimeoutSeconds": "5"}),
        "/States/A/TimeoutSeconds SFN113 'TimeoutSeconds' is '5'; write an integer from 1 to 99999999",
    ),
    "a number in quotes where an expression may stand": (
        jsonata({**TASK, "TimeoutSeconds": "5"}),
        "/States/A/TimeoutSeconds SFN116 'TimeoutSeconds' is '5'; write an expression '{% … %}', or a literal that is not a string",
    ),
    "credentials without a role": (
        jsonpath({**TASK, "Credentials": {}}),
        "/States/A/Credentials SFN112 'Credentials' lacks 'RoleArn'; add 'RoleArn', or 'RoleArn.$' with a path",
    ),
    "a path without a dollar": (
        jsonpath({**PASS, "InputPath": "a.b"}),
        "/States/A/InputPath SFN116 'InputPath' is 'a.b'; write a path such as '$.order.id', or null",
    ),
    "a ResultPath to many places": (
        jsonpath({**PASS, "ResultPath": "$.a[*]"}),
        "/States/A/ResultPath SFN116 'ResultPath' is '$.a[*]'; write a path to one place of the input, such as '$.result', or null",
    ),
    "null for a path where it has no meaning": (
        jsonpath({**WAIT, "SecondsPath": None}),
        "/States/A/SecondsPath SFN113 'SecondsPath' is null; write a path to one place, such as '$.order.id' or '$.items[0]'",
    ),
    "template values that are no paths": (
        jsonpath({**PASS, "Parameters": {"a.$": 1, "b": [{"c.$": "hello"}]}}),
        "/States/A/Parameters/a.$ SFN113 'a.$' is 1; write a path such as '$.order.id' or an intrinsic function such as 'States.UUID()'",
        "/States/A/Parameters/b/0/c.$ SFN116 'c.$' is 'hello'; write a path such as '$.order.id' or an intrinsic function such as 'States.UUID()'",
    ),
    "half an expression": (
        jsonata({**PASS, "Output": {"a": ["{% 1", "1 %}"]}}),
        "/States/A/Output/a/0 SFN116 element 0 of 'a' is '{% 1'; write an expression that ends with '%}', nothing after it",
        "/States/A/Output/a/1 SFN116 element 1 of 'a' is '1 %}'; write an expression that begins with '{%', nothing before it",
    ),
    "variables with names that cannot be": (
        jsonpath({**PASS, "Assign": {"1st": 1, "a.b.$": "$.a", "states": 1, "v" * 81: 1}}),
        "/States/A/Assign/1st SFN116 '1st' cannot be a name here; write a variable's name: up to 80 letters, digits and '_', no digit first",
        "/States/A/Assign/a.b.$ SFN116 'a.b.$' cannot be a name here; write a variable's name: up to 80 letters, digits and '_', no digit first",
        "/States/A/Assign/states SFN117 'states' is taken by Step Functions; choose another variable name",
        "/States/A/Assign/vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv SFN116 'vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv…' cannot be a name here; write a variable's name: up to 80 letters, digits and '_', no digit first",
    ),
    "a Parallel without branches": (
        jsonpath({**PARALLEL, "Branches": []}),
        "/States/A/Branches SFN115 'Branches' is an empty array; write a list of one branch or more",
    ),
    "a branch with a timeout": (
        jsonpath({**PARALLEL, "Branches": [{**ONE_PASS, "TimeoutSeconds": 1}]}),
        "/States/A/Branches/0/TimeoutSeconds SFN110 unknown field 'TimeoutSeconds' in a branch; remove it",
    ),
    "a Map without a processor": (
        jsonpath({"Type": "Map", "End": True}),
        "/States/A SFN112 a Map state lacks 'ItemProcessor'; add it",
    ),
    "a Map with both names of its processor": (
        jsonpath({**MAP, "Iterator": ONE_PASS}),
        "/States/A/Iterator SFN117 'Iterator' stands beside 'ItemProcessor', which is its new name; keep 'ItemProcessor'",
    ),
    "a Map with both names of its selector": (
        jsonpath({**MAP, "ItemSelector": {}, "Parameters": {}}),
        "/States/A/Parameters SFN117 'Parameters' stands beside 'ItemSelector', which is its new name; keep 'ItemSelector'",
    ),
    "an inline Map that reads items": (
        jsonpath({**MAP, "ItemReader": {"Resource": "arn:aws:states:::s3:getObject"}}),
        "/States/A/ItemReader SFN117 'ItemReader' needs a distributed Map; set 'Mode' in 'ProcessorConfig' to 'DISTRIBUTED'",
    ),
    "a distributed Map without a kind of children": (
        jsonpath({**MAP, "ItemProcessor": {**ONE_PASS, "ProcessorConfig": {"Mode": "DISTRIBUTED"}}}),
        "/States/A/ItemProcessor/ProcessorConfig SFN112 'ProcessorConfig' lacks 'ExecutionType'; add 'STANDARD' or 'EXPRESS', the kind of child executions",
    ),
    "a tolerance above all": (
        jsonpath({**MAP, "ToleratedFailurePercentage": 100.5}),
        "/States/A/ToleratedFailurePercentage SFN115 'ToleratedFailurePercentage' is 100.5; write a number from 0 to 100",
    ),
    "a label with a blank": (
        jsonpath({**MAP, "Label": "a b"}),
        "/States/A/Label SFN116 'Label' is 'a b'; write 1 to 40 characters, none of them blank or any of ? * < > { } [ ] : ; , \\ | ^ ~ $ # % & ` \"",
    ),
    "a batcher without a limit": (
        jsonpath({**BIG_MAP, "ItemBatcher": {"BatchInput": {}}}),
        "/States/A/ItemBatcher SFN112 'ItemBatcher' is incomplete; write 'MaxItemsPerBatch', 'MaxInputBytesPerBatch' or both",
    ),
    "a writer that writes nothing": (
        jsonpath({**BIG_MAP, "ResultWriter": {}}),
        "/States/A/ResultWriter SFN115 'ResultWriter' is an empty object; write an object with 'Resource' and 'Parameters', 'WriterConfig' or all three",
    ),
    "a writer that does not know where to": (
        jsonata({**BIG_MAP, "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject"}}),
        "/States/A/ResultWriter SFN112 'ResultWriter' lacks 'Arguments'; add 'Arguments' with the bucket to write to",
    ),
    "an unknown way of reading": (
        jsonpath({**BIG_MAP, "ItemReader": {"Resource": "r", "ReaderConfig": {"InputType": "XML"}}}),
        "/States/A/ItemReader/ReaderConfig/InputType SFN114 'InputType' is 'XML'; write 'CSV', 'JSON', 'JSONL', 'PARQUET' or 'MANIFEST'",
    ),
    "a Wait for nothing": (
        jsonata(WAIT),
        "/States/A SFN112 a Wait state is incomplete; write exactly one of 'Seconds' and 'Timestamp'",
    ),
    "a Wait for two things": (
        jsonpath({**WAIT, "Seconds": 1, "TimestampPath": "$.t"}),
        "/States/A SFN117 a Wait state has 'Seconds' and 'TimestampPath'; write exactly one of 'Seconds', 'SecondsPath', 'Timestamp' and 'TimestampPath'",
    ),
    "a timestamp without a T": (
        jsonpath({**WAIT, "Timestamp": "2016-12-05 21:29:29Z"}),
        "/States/A/Timestamp SFN116 'Timestamp' is '2016-12-05 21:29:29Z'; write a timestamp such as '2030-01-31T09:00:00Z'",
    ),
    "a thirteenth month, and a final newline": (
        choice(test(TimestampEquals="2016-13-05T21:29:29Z", Next="B"), test(TimestampEquals="2016-12-05T21:29:29Z\n", Next="B")),
        "/States/A/Choices/0/TimestampEquals SFN116 'TimestampEquals' is '2016-13-05T21:29:29Z'; write a timestamp such as '2030-01-31T09:00:00Z'",
        "/States/A/Choices/1/TimestampEquals SFN116 'TimestampEquals' is '2016-12-05T21:29:29Z\\n'; write a timestamp such as '2030-01-31T09:00:00Z'",
    ),
    "a Choice without rules": (
        choice(),
        "/States/A/Choices SFN115 'Choices' is an empty array; write a list of one Choice rule or more",
    ),
    "a rule with two operators": (
        choice(test(StringEquals="a", IsPresent=True, Next="B")),
        "/States/A/Choices/0 SFN117 a Choice rule has 'StringEquals' and 'IsPresent'; write exactly one comparison operator with its 'Variable', or join rules by one of 'And', 'Or' and 'Not'",
    ),
    "a rule without an operator": (
        choice(test(Next="B")),
        "/States/A/Choices/0 SFN112 a Choice rule is incomplete; write exactly one comparison operator with its 'Variable', or join rules by one of 'And', 'Or' and 'Not'",
    ),
    "a rule with a misspelt operator": (
        choice(test(StringEqual="a", Next="B")),
        "/States/A/Choices/0/StringEqual SFN110 unknown field 'StringEqual' in a Choice rule; did you mean 'StringEquals'?",
    ),
    "a rule with a made-up operator": (
        choice(test(Sounds="a", Next="B")),
        "/States/A/Choices/0/Sounds SFN110 unknown field 'Sounds' in a Choice rule; remove it",
    ),
    "a rule without a variable": (
        choice({"IsNull": True, "Next": "B"}),
        "/States/A/Choices/0 SFN112 a Choice rule lacks 'Variable'; add 'Variable' with the path of the value to test",
    ),
    "a variable beside joined rules": (
        choice(test(And=[test(IsNull=True)], Next="B")),
        "/States/A/Choices/0/Variable SFN117 'Variable' stands beside 'And'; write it in the rules that 'And' joins",
    ),
    "a rule that leads nowhere": (
        choice(test(IsNull=True)),
        "/States/A/Choices/0 SFN112 a Choice rule lacks 'Next'; add it",
    ),
    "a nested rule that leads on": (
        choice({"Not": test(IsNull=True, Next="B"), "Next": "B"}),
        "/States/A/Choices/0/Not/Next SFN117 'Next' belongs to the top rule, not to a rule inside 'And', 'Or' or 'Not'; move it there",
    ),
    "an operand of the wrong kind": (
        choice(test(NumericEquals="1", Next="B"), test(IsNumeric="True", Next="B")),
        "/States/A/Choices/0/NumericEquals SFN113 'NumericEquals' is '1'; write a number",
        "/States/A/Choices/1/IsNumeric SFN113 'IsNumeric' is 'True'; write true or false",
    ),
    "a JSONPath rule in a JSONata state": (
        jsonata({"Type": "Choice", "Choices": [test(StringEquals="a", Next="B")]}),
        "/States/A/Choices/0/Variable SFN111 'Variable' and 'StringEquals' belong to JSONPath states; write 'Condition'",
    ),
    "a JSONata rule in a JSONPath state": (
        choice({"Condition": "{% true %}", "Next": "B"}),
        "/States/A/Choices/0/Condition SFN111 'Condition' belongs to JSONata states; write 'Variable', or set 'QueryLanguage' to 'JSONata'",
    ),
    "a condition that is no expression": (
        jsonata({"Type": "Choice", "Choices": [{"Condition": "$a", "Next": "B"}]}),
        "/States/A/Choices/0/Condition SFN116 'Condition' is '$a'; write an expression '{% … %}', or a literal that is not a string",
    ),
    "no errors to retry": (
        jsonpath({**TASK, "Retry": [{"ErrorEquals": []}]}),
        "/States/A/Retry/0/ErrorEquals SFN115 'ErrorEquals' is an empty array; write a list of one error name or more",
    ),
    "every error, and another": (
        jsonpath({**TASK, "Catch": [{"ErrorEquals": ["States.ALL", "E"], "Next": "B"}]}),
        "/States/A/Catch/0/ErrorEquals SFN115 'ErrorEquals' is an array; write 'States.ALL' alone, as it stands for every error",
    ),
    "a backoff that shrinks": (
        jsonpath({**TASK, "Retry": [{"ErrorEquals": ["E"], "BackoffRate": 0.5}]}),
        "/States/A/Retry/0/BackoffRate SFN115 'BackoffRate' is 0.5; write a number from 1 up",
    ),
    "an unknown jitter": (
        jsonpath({**TASK, "Retry": [{"ErrorEquals": ["E"], "JitterStrategy": "SOME"}]}),
        "/States/A/Retry/0/JitterStrategy SFN114 'JitterStrategy' is 'SOME'; write 'FULL' or 'NONE'",
    ),
    "a catcher that leads nowhere": (
        jsonpath({**TASK, "Catch": [{"ErrorEquals": ["E"]}]}),
        "/States/A/Catch/0 SFN112 a catcher lacks 'Next'; add it",
    ),
    "retriers that are no list": (
        jsonpath({**TASK, "Retry": {"ErrorEquals": ["E"]}}),
        "/States/A/Retry SFN113 'Retry' is an object; write a list of retriers",
    ),
    "a Fail with a text twice": (
        jsonpath({"Type": "Fail", "Cause": "c", "CausePath": "$.c"}),
        "/States/A/CausePath SFN117 'CausePath' stands beside 'Cause'; keep one of the two",
    ),
}
# fmt: on


@pytest.mark.parametrize("document", ACCEPTED.values(), ids=ACCEPTED)
def test_the_schema_accepts(document: Json) -> None:
    assert found(document) == []


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_the_schema_refuses(case: tuple[Json, *tuple[str, ...]]) -> None:
    document, *findings = case

    assert found(document) == findings


def test_findings_come_in_the_order_of_the_document() -> None:
    document = {
        "States": {"B": {"Type": "Pass", "Zzz": 1, "End": 1}, "A": {"Type": "Fail", "Error": 1}},
        "StartAt": 1,
    }

    pointers = [finding.pointer for finding in schema.check(Definition(document))]

    assert pointers == ["/States/B/Zzz", "/States/B/End", "/States/A/Error", "/StartAt"]


def test_findings_stop_at_a_hundred_and_say_so() -> None:
    document = {"StartAt": "0", "States": {str(i): {"Type": "Nope"} for i in range(200)}}

    *errors, note = schema.check(Definition(document))

    assert len(errors) == schema.REPORTED == 100
    assert errors[-1].pointer == "/States/99/Type"
    assert (note.code, note.severity, note.message) == (
        "SFN109",
        Severity.INFO,
        "there are more than 100 findings; mend these, then check again",
    )


def test_a_finding_has_its_place_in_the_authors_source() -> None:
    @attrs.frozen
    class Located:
        name: str = "x.asl.json"

        def locate(self, pointer: str) -> Position | None:
            return Position(self.name, 7, 3) if pointer == "/States/A~1B/Type" else None

    document = {"StartAt": "A/B", "States": {"A/B": {"Type": "Nope"}}}

    [diagnostic] = schema.check(Definition(document, Located()))

    assert diagnostic.position == Position("x.asl.json", 7, 3)
    assert diagnostic.severity is Severity.ERROR


@pytest.mark.parametrize("levels", [schema.DEPTH + 1, 100_000])
def test_nesting_beyond_the_limit_is_a_finding(levels: int) -> None:
    value: Json = {}
    for _ in range(levels):
        value = {"a": [value]}

    assert found(jsonpath({**PASS, "Parameters": value})) == [
        "(root) SFN801 nested too deeply; keep arrays and objects within 250 levels"
    ]


def test_nesting_up_to_the_limit_is_explained() -> None:
    value: Json = {"a.$": 1}
    for _ in range(schema.DEPTH - 4):
        value = [value]
    deepest = jsonpath({**PASS, "Parameters": value})

    [finding] = found(deepest)
    [refusal] = found(jsonpath({**PASS, "Parameters": [value]}))

    assert "/0/0/a.$ SFN113 " in finding
    assert "SFN801" in refusal


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (10**400, f"'TimeoutSeconds' is 1{'0' * 39}…; write an integer from 1 to 99999999"),
        (float("nan"), "'TimeoutSeconds' is NaN; write an integer from 1 to 99999999"),
        (float("-inf"), "'TimeoutSeconds' is -Infinity; write an integer from 1 to 99999999"),
        (
            10**5000,
            "not a JSON document; write objects, arrays, strings, finite numbers, true, false, null",
        ),
        (True, "'TimeoutSeconds' is true; write an integer from 1 to 99999999"),
        (
            "\ud800",
            r"text holds '\ud800', half of a character; write the whole character",
        ),
        (
            {1, 2},
            "not a JSON document; write objects, arrays, strings, finite numbers, true, false, null",
        ),
    ],
    ids=[
        "a great integer",
        "NaN",
        "an infinity",
        "a greater one",
        "a boolean",
        "half a character",
        "a set",
    ],
)
def test_odd_values_are_findings(value: Json, message: str) -> None:
    [finding] = schema.check(Definition({**ONE_PASS, "TimeoutSeconds": value}))

    assert finding.message == message


def test_a_mistake_in_a_large_definition_is_explained_alone() -> None:
    states = {f"S{index}": {**TASK, "Parameters": {"a.$": "$.b"}} for index in range(5_000)}
    states["S4321"] = {**TASK, "Paramaters": {}}

    assert found({"StartAt": "S0", "States": states}) == [
        "/States/S4321/Paramaters SFN110 unknown field 'Paramaters' in a Task state; did you mean 'Parameters'?"
    ]


def test_importing_the_module_loads_no_validator() -> None:
    program = (
        "import sys, sfn_dsl.schema; "
        "print([name for name in sys.modules if name.startswith('jsonschema')])"
    )

    done = subprocess.run(  # our own interpreter, our own text
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


# The schema itself -------------------------------------------------------------------------------

SCHEMA = rule_book()


@cache
def validators() -> tuple[Json, Json]:
    return jsonschema_rs.Draft202012Validator(SCHEMA), jsonschema.Draft202012Validator(SCHEMA)


def agree(document: Json) -> bool:
    fast, exact = validators()
    return bool(fast.is_valid(document) == exact.is_valid(document))


def test_the_metaschema_accepts_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema_rs.meta.validate(SCHEMA)


def test_every_definition_of_the_schema_is_used() -> None:
    text = json.dumps(SCHEMA)

    assert [name for name in SCHEMA["$defs"] if f'"#/$defs/{name}"' not in text] == []


def test_the_fields_of_a_state_are_one_flat_list_for_each_type_and_language() -> None:
    for kind in SCHEMA["$defs"]["StateType"]["enum"]:
        for language in ("Jsonpath", "Jsonata"):
            definition = SCHEMA["$defs"][f"{language}{kind}"]
            assert definition["additionalProperties"] is False
            assert {"Type", "Comment", "QueryLanguage"} <= set(definition["properties"])


def test_every_comparison_operator_is_one_choice_of_a_rule() -> None:
    rule = SCHEMA["$defs"]["JsonpathChoiceRule"]
    choices = [option["required"][0] for option in rule["allOf"][0]["oneOf"]]

    assert len(choices) == len(set(choices)) == 39 + 3
    assert set(rule["properties"]) == {*choices, "Variable", "Next", "Assign", "Comment"}


@pytest.mark.parametrize(
    "document",
    [*ACCEPTED.values(), *(document for document, *_ in REFUSED.values())],
    ids=[*ACCEPTED, *REFUSED],
)
def test_both_validators_agree_on_every_case(document: Json) -> None:
    assert agree(document)


FIELDS = sorted(
    {
        name
        for definition in SCHEMA["$defs"].values()
        for name in definition.get("properties", {})
        if name != "Type"
    }
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(["$", "$.a", "$$.b", "$v", "{% 1 %}", "{% 1", "${X}", "States.UUID()", "x\n"]),
    st.sampled_from(["JSONPath", "JSONata", "DISTRIBUTED", "Task", "Map", "Choice", "States.ALL"]),
    st.text(),
)
KEYS = st.one_of(st.sampled_from(FIELDS), st.just("Type"), st.text(), st.text().map("{}.$".format))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(KEYS, inner)),
    max_leaves=12,
)


def containers(value: Json) -> list[Json]:
    if not isinstance(value, (dict, list)):
        return []
    members = value.values() if isinstance(value, dict) else value
    return [value, *(inner for member in members for inner in containers(member))]


def exists(document: Json, pointer: str) -> bool:
    for token in tokens(pointer):
        document = document[int(token) if isinstance(document, list) else token]
    return True


@st.composite
def mutated(draw: st.DrawFn) -> Json:
    """A definition that was right or nearly so, with up to three changes at random places."""
    documents = [*ACCEPTED.values(), *(document for document, *_ in REFUSED.values())]
    document = copy.deepcopy(draw(st.sampled_from(documents)))
    for _ in range(draw(st.integers(1, 3))):
        places = containers(document)
        if not places:
            return document
        place = draw(st.sampled_from(places))
        if isinstance(place, list):
            place.insert(draw(st.integers(0, len(place))), draw(VALUES))
        elif place and draw(st.booleans()):
            name = draw(st.sampled_from(sorted(place)))
            value = place.pop(name)
            if draw(st.booleans()):
                place[draw(KEYS)] = value
        else:
            place[draw(KEYS)] = draw(VALUES)
    return document


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_both_validators_agree_on_changed_definitions(document: Json) -> None:
    assert agree(document)
    assert bool(found(document)) is not validators()[0].is_valid(document)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_findings_are_words_at_places_that_exist(document: Json) -> None:
    before = copy.deepcopy(document)

    for finding in schema.check(Definition(document)):
        assert finding.code in {f"SFN1{number}" for number in range(10, 20)}
        assert exists(document, finding.pointer)
        assert "; " in finding.message or finding.message.endswith("?")
        assert not finding.message.endswith(("None", "None?"))
    # A float that is not a number is not equal to itself, its text is.
    assert repr(document) == repr(before)
    assert found(document) == found(before)


ODD_TEXT = st.text(st.characters(exclude_categories=()))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.recursive(
        SCALARS | ODD_TEXT,
        lambda inner: st.one_of(st.lists(inner), st.dictionaries(KEYS | ODD_TEXT, inner)),
        max_leaves=30,
    )
)
def test_checking_never_raises_whatever_the_json(document: Json) -> None:
    assert found(document)
    found({"StartAt": "A", "States": document})
    found(jsonpath(document))
    found(jsonata({**PASS, "Output": document}))
