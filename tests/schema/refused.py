"""What the schema refuses: a definition and, one by one, what is said of it and where."""

# ruff: noqa: E501 -- a refused definition and what is said of it read best as one line each

from __future__ import annotations

from .definitions import (
    BIG_MAP,
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
    reading,
    test,
)

# fmt: off
REFUSED: dict[str, tuple[Json, *tuple[str, ...]]] = {
    "a definition that is no object": (
        [],
        "(root) SFN113 the definition is an empty array; write an object with 'StartAt' and 'States'",
    ),
    "an empty definition": (
        {},
        "(root) SFN112 the state machine has no 'StartAt'; add it",
        "(root) SFN112 the state machine has no 'States'; add it",
    ),
    "no states": (
        {"StartAt": "A", "States": {}},
        "/States SFN115 'States' is an empty object; write an object with one or more states",
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
        "/States/nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn SFN115 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…' is not a valid name here; write a name of 1 to 80 characters",
    ),
    "a state that is no object": (
        jsonpath("Pass"),
        "/States/A SFN113 'A' is 'Pass'; write an object with 'Type'",
    ),
    "a state of a JSONata machine that is no object": (
        jsonata(True),
        "/States/A SFN113 'A' is true; write an object with 'Type'",
    ),
    "a state without a type": (
        jsonpath({"End": True}),
        "/States/A SFN112 a state has no 'Type'; add it",
    ),
    "a misspelt state type": (
        jsonpath({"Type": "task", "Resource": FUNCTION}),
        "/States/A/Type SFN118 'task' is not a valid state type; did you mean 'Task'?",
    ),
    "a substitution in place of a state's type": (
        jsonpath({"Type": "${Type}", "Foo": 1}),
        "/States/A/Type SFN118 '${Type}' is not a valid state type; write 'Task', 'Parallel', 'Map', 'Pass', 'Wait', 'Choice', 'Succeed' or 'Fail'",
    ),
    "an intrinsic function that does not exist": (
        jsonpath({**PASS, "Parameters": {"a.$": "States.Nope($.a)"}}),
        "/States/A/Parameters/a.$ SFN116 'a.$' is 'States.Nope($.a)'; write a path such as '$.order.id' or an intrinsic function such as 'States.UUID()'",
    ),
    "an unknown state type": (
        jsonpath({"Type": "Goto"}),
        "/States/A/Type SFN118 'Goto' is not a valid state type; write 'Task', 'Parallel', 'Map', 'Pass', 'Wait', 'Choice', 'Succeed' or 'Fail'",
    ),
    "a JSONPath state in a JSONata machine": (
        jsonata({**PASS, "QueryLanguage": "JSONPath", "ResultPath": "$.a", "Output": 1}),
        "/States/A/QueryLanguage SFN119 'QueryLanguage' cannot be 'JSONPath' where the whole state machine is 'JSONata'; remove it",
    ),
    "a JSONata field in a JSONPath state": (
        jsonpath({**TASK, "Arguments": {}}),
        "/States/A/Arguments SFN111 'Arguments' belongs to JSONata states; write 'Parameters', or write \"QueryLanguage\": \"JSONata\"",
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
        "/States/A/Branches/0/States/P/Output SFN111 'Output' belongs to JSONata states; write 'Parameters', or write \"QueryLanguage\": \"JSONata\"",
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
        "/States/A SFN112 a Pass state has no 'Next'; add 'Next' with the name of a state, or 'End': true",
    ),
    "both Next and End": (
        jsonpath({**PASS, "Next": "B"}),
        "/States/A/End SFN117 'End' cannot be used together with 'Next'; keep one of the two",
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
        "/States/A SFN112 a Task state has no 'Resource'; add it",
    ),
    "a CloudFormation object in place of a string": (
        jsonpath({**TASK, "Resource": {"Ref": "Function"}}),
        "/States/A/Resource SFN113 'Resource' is an object; write the ARN of what does the work",
    ),
    "a field and its path": (
        jsonpath({**TASK, "TimeoutSeconds": 1, "TimeoutSecondsPath": "$.t"}),
        "/States/A/TimeoutSecondsPath SFN117 'TimeoutSecondsPath' cannot be used together with 'TimeoutSeconds'; keep one of the two",
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
        "/States/A/Credentials SFN112 'Credentials' has no 'RoleArn'; add 'RoleArn', or 'RoleArn.$' with a path",
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
        "/States/A/Assign/1st SFN116 '1st' is not a valid name here; write a variable's name: up to 80 letters, digits and '_', no digit first",
        "/States/A/Assign/a.b.$ SFN116 'a.b.$' is not a valid name here; write a variable's name: up to 80 letters, digits and '_', no digit first",
        "/States/A/Assign/states SFN117 'states' is reserved for Step Functions; choose another variable name",
        "/States/A/Assign/vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv SFN116 'vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv…' is not a valid name here; write a variable's name: up to 80 letters, digits and '_', no digit first",
    ),
    "a Parallel without branches": (
        jsonpath({**PARALLEL, "Branches": []}),
        "/States/A/Branches SFN115 'Branches' is an empty array; write a list of one or more branches",
    ),
    "a branch with a timeout": (
        jsonpath({**PARALLEL, "Branches": [{**ONE_PASS, "TimeoutSeconds": 1}]}),
        "/States/A/Branches/0/TimeoutSeconds SFN110 unknown field 'TimeoutSeconds' in a branch; remove it",
    ),
    "a Map without a processor": (
        jsonpath({"Type": "Map", "End": True}),
        "/States/A SFN112 a Map state has no 'ItemProcessor'; add it",
    ),
    "a Map with both names of its processor": (
        jsonpath({**MAP, "Iterator": ONE_PASS}),
        "/States/A/Iterator SFN117 'Iterator' cannot be used together with 'ItemProcessor', which is its new name; keep 'ItemProcessor'",
    ),
    "a Map with both names of its selector": (
        jsonpath({**MAP, "ItemSelector": {}, "Parameters": {}}),
        "/States/A/Parameters SFN117 'Parameters' cannot be used together with 'ItemSelector', which is its new name; keep 'ItemSelector'",
    ),
    "an inline Map that reads items": (
        jsonpath({**MAP, "ItemReader": {"Resource": "arn:aws:states:::s3:getObject"}}),
        "/States/A/ItemReader SFN117 'ItemReader' needs a distributed Map; set 'Mode' in 'ProcessorConfig' to 'DISTRIBUTED'",
    ),
    "a query language of a processor": (
        jsonpath({**MAP, "ItemProcessor": {**ONE_PASS, "QueryLanguage": "JSONPath"}}),
        "/States/A/ItemProcessor/QueryLanguage SFN110 unknown field 'QueryLanguage' in an item processor; remove it",
    ),
    "a query language of an iterator": (
        jsonata({"Type": "Map", "Iterator": {**ONE_PASS, "QueryLanguage": "JSONata"}, "End": True}),
        "/States/A/Iterator/QueryLanguage SFN110 unknown field 'QueryLanguage' in an item processor; remove it",
    ),
    **{
        f"{field} from the context object": (
            jsonpath({**BIG_MAP, field: "$$.Execution.Input.n"}),
            f"/States/A/{field} SFN116 '{field}' is '$$.Execution.Input.n'; write a path to one place of the input or of a variable, such as '$.order.id'; the context object is not available here",
        )
        for field in ("MaxConcurrencyPath", "ToleratedFailureCountPath", "ToleratedFailurePercentagePath")
    },
    **{
        f"{field} of a part of a Map from the context object": (
            jsonpath({**BIG_MAP, part: {**given, field: "$$"}}),
            f"/States/A/{part}{within}/{field} SFN116 '{field}' is '$$'; write a path to one place of the input or of a variable, such as '$.order.id'; the context object is not available here",
        )
        for part, given, within, field in (
            ("ItemBatcher", {}, "", "MaxItemsPerBatchPath"),
            ("ItemBatcher", {}, "", "MaxInputBytesPerBatchPath"),
        )
    },
    "a number of items from the context object": (
        reading(InputType="JSON", MaxItemsPath="$$.n"),
        "/States/A/ItemReader/ReaderConfig/MaxItemsPath SFN116 'MaxItemsPath' is '$$.n'; write a path to one place of the input or of a variable, such as '$.order.id'; the context object is not available here",
    ),
    "CSV without the place of its headers": (
        reading(InputType="CSV"),
        "/States/A/ItemReader/ReaderConfig SFN112 'ReaderConfig' has no 'CSVHeaderLocation'; add 'FIRST_ROW' or 'GIVEN', where the names of the columns are",
    ),
    "an inventory in CSV": (
        reading(InputType="CSV", ManifestType="S3_INVENTORY"),
        "/States/A/ItemReader/ReaderConfig SFN112 'ReaderConfig' has no 'CSVHeaderLocation'; add 'FIRST_ROW' or 'GIVEN', where the names of the columns are",
    ),
    "headers that are to be given": (
        reading(InputType="CSV", CSVHeaderLocation="GIVEN"),
        "/States/A/ItemReader/ReaderConfig SFN112 'ReaderConfig' has no 'CSVHeaders'; add the names of the columns",
    ),
    "headers of JSON": (
        reading(InputType="JSONL", CSVHeaderLocation="GIVEN", CSVHeaders=["a"]),
        "/States/A/ItemReader/ReaderConfig/CSVHeaderLocation SFN117 'CSVHeaderLocation' belongs to the 'InputType' of 'CSV'; remove it",
        "/States/A/ItemReader/ReaderConfig/CSVHeaders SFN117 'CSVHeaders' belongs to the 'InputType' of 'CSV'; remove it",
    ),
    "objects to load of no format": (
        reading(Transformation="LOAD_AND_FLATTEN"),
        "/States/A/ItemReader/ReaderConfig SFN112 'ReaderConfig' has no 'InputType'; add the format of the objects that are read",
    ),
    "an Athena manifest of JSON": (
        reading(InputType="JSON", ManifestType="ATHENA_DATA"),
        "/States/A/ItemReader/ReaderConfig/ManifestType SFN117 'ManifestType' cannot be used together with the 'InputType' of 'JSON'; write 'CSV', 'JSONL' or 'PARQUET' as the format",
    ),
    "a pointer that is none": (
        reading(InputType="JSON", ItemsPointer="data/items"),
        "/States/A/ItemReader/ReaderConfig/ItemsPointer SFN116 'ItemsPointer' is 'data/items'; write a JSON pointer such as '/data/items'",
    ),
    "a distributed Map without a kind of children": (
        jsonpath({**MAP, "ItemProcessor": {**ONE_PASS, "ProcessorConfig": {"Mode": "DISTRIBUTED"}}}),
        "/States/A/ItemProcessor/ProcessorConfig SFN112 'ProcessorConfig' has no 'ExecutionType'; add 'STANDARD' or 'EXPRESS', the kind of child executions",
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
        "/States/A/ResultWriter SFN112 'ResultWriter' has no 'Arguments'; add 'Arguments' with the bucket to write to",
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
        "/States/A/Choices SFN115 'Choices' is an empty array; write a list of one or more Choice rules",
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
        "/States/A/Choices/0 SFN112 a Choice rule has no 'Variable'; add 'Variable' with the path of the value to test",
    ),
    "a variable beside joined rules": (
        choice(test(And=[test(IsNull=True)], Next="B")),
        "/States/A/Choices/0/Variable SFN117 'Variable' cannot be used together with 'And'; write it in the rules that 'And' joins",
    ),
    "a rule that leads nowhere": (
        choice(test(IsNull=True)),
        "/States/A/Choices/0 SFN112 a Choice rule has no 'Next'; add it",
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
        "/States/A/Choices/0/Condition SFN111 'Condition' belongs to JSONata states; write 'Variable', or write \"QueryLanguage\": \"JSONata\"",
    ),
    "a condition that is no expression": (
        jsonata({"Type": "Choice", "Choices": [{"Condition": "$a", "Next": "B"}]}),
        "/States/A/Choices/0/Condition SFN116 'Condition' is '$a'; write an expression '{% … %}', or a literal that is not a string",
    ),
    "no errors to retry": (
        jsonpath({**TASK, "Retry": [{"ErrorEquals": []}]}),
        "/States/A/Retry/0/ErrorEquals SFN115 'ErrorEquals' is an empty array; write a list of one or more error names",
    ),
    "every error, and another": (
        jsonpath({**TASK, "Catch": [{"ErrorEquals": ["States.ALL", "E"], "Next": "B"}]}),
        "/States/A/Catch/0/ErrorEquals/0 SFN115 'ErrorEquals' is an array; write 'States.ALL' alone, as it stands for every error",
    ),
    "a backoff that shrinks": (
        jsonpath({**TASK, "Retry": [{"ErrorEquals": ["E"], "BackoffRate": 0.5}]}),
        "/States/A/Retry/0/BackoffRate SFN115 'BackoffRate' is 0.5; write a number of at least 1",
    ),
    "an unknown jitter": (
        jsonpath({**TASK, "Retry": [{"ErrorEquals": ["E"], "JitterStrategy": "SOME"}]}),
        "/States/A/Retry/0/JitterStrategy SFN114 'JitterStrategy' is 'SOME'; write 'FULL' or 'NONE'",
    ),
    "a catcher that leads nowhere": (
        jsonpath({**TASK, "Catch": [{"ErrorEquals": ["E"]}]}),
        "/States/A/Catch/0 SFN112 a catcher has no 'Next'; add it",
    ),
    "retriers that are no list": (
        jsonpath({**TASK, "Retry": {"ErrorEquals": ["E"]}}),
        "/States/A/Retry SFN113 'Retry' is an object; write a list of retriers",
    ),
    "a Fail with a text twice": (
        jsonpath({"Type": "Fail", "Cause": "c", "CausePath": "$.c"}),
        "/States/A/CausePath SFN117 'CausePath' cannot be used together with 'Cause'; keep one of the two",
    ),
}
# fmt: on
