"""Machines with one defect each: a name, the machine, and where in it the defect is."""

from __future__ import annotations

from typing import Any

ARN = "arn:aws:lambda:eu-west-1:123456789012:function:f"
SNS = "arn:aws:states:::sns:publish"
PUBLISHED = {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:t", "Message": "m"}
END: dict[str, Any] = {"Type": "Succeed"}


def machine(*, top: dict[str, Any] | None = None, **states: Any) -> dict[str, Any]:
    return {**(top or {}), "StartAt": next(iter(states)), "States": states}


def task(**fields: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": ARN, "End": True, **fields}


def retried(**fields: Any) -> dict[str, Any]:
    return machine(A=task(Retry=[{"ErrorEquals": ["States.Timeout"], **fields}]))


def passing(**fields: Any) -> dict[str, Any]:
    return machine(A={"Type": "Pass", "End": True, **fields})


def choosing(*rules: dict[str, Any], **fields: Any) -> dict[str, Any]:
    state = {"Type": "Choice", "Choices": [*rules], "Default": "B", **fields}
    return machine(A=state, B=END)


def rule(**fields: Any) -> dict[str, Any]:
    return {"Variable": "$.n", "Next": "B", **fields}


def jsonata(**fields: Any) -> dict[str, Any]:
    return machine(top={"QueryLanguage": "JSONata"}, A=task(**fields))


def mapped(processor: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    inner = {**machine(I={"Type": "Pass", "End": True}), **(processor or {})}
    return machine(A={"Type": "Map", "End": True, "ItemProcessor": inner, **fields})


def distributed(inner: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}
    states = machine(I=inner) if inner else {}
    return mapped({"ProcessorConfig": config, **states}, **fields)


def branching(state: dict[str, Any], name: str = "I", **fields: Any) -> dict[str, Any]:
    parallel = {"Type": "Parallel", "Branches": [machine(**{name: state})], "End": True, **fields}
    return machine(A=parallel)


def caught(*catchers: list[str]) -> dict[str, Any]:
    listed = [{"ErrorEquals": names, "Next": "B"} for names in catchers]
    return machine(A=task(Catch=listed), B=END)


SINCE = {"Assign": {"total.$": "$.total"}, "Type": "Pass"}

DEFECTS: dict[str, tuple[Any, str]] = {
    # flow
    "start at no state": ({**passing(), "StartAt": "B"}, "/StartAt"),
    "next is no state": (machine(A={"Type": "Pass", "Next": "B"}), "/States/A/Next"),
    "catch leads to no state": (
        machine(A=task(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "B"}])),
        "/States/A/Catch/0/Next",
    ),
    "nothing leads to a state": (machine(A=END, B=END), "/States/B"),
    "next beside end": (
        machine(A={"Type": "Pass", "Next": "B", "End": True}, B=END),
        "/States/A/End",
    ),
    "neither next nor end": (machine(A={"Type": "Pass"}), "/States/A"),
    "no end": (
        machine(A={"Type": "Pass", "Next": "B"}, B={"Type": "Pass", "Next": "A"}),
        "/States",
    ),
    "a branch leads outside": (
        machine(
            A={
                "Type": "Parallel",
                "Branches": [machine(I={"Type": "Pass", "Next": "B"})],
                "Next": "B",
            },
            B=END,
        ),
        "/States/A/Branches/0/States/I/Next",
    ),
    "two states of one name": (
        branching({"Type": "Pass", "End": True}, "A"),
        "/States/A/Branches/0/States/A",
    ),
    "no states": ({"StartAt": "A", "States": {}}, "/States"),
    # fields
    "a misspelt field": (machine(A=task(Paramters={})), "/States/A/Paramters"),
    "a misspelt type": (machine(A=task(Type="task")), "/States/A/Type"),
    "no resource": (machine(A={"Type": "Task", "End": True}), "/States/A"),
    "a long name": (machine(**{"A" * 81: END}), f"/States/{'A' * 81}"),
    "fail goes on": (machine(A={"Type": "Fail", "Next": "B"}, B=END), "/States/A/Next"),
    "succeed goes on": (machine(A={"Type": "Succeed", "Next": "B"}, B=END), "/States/A/Next"),
    "pass catches": (
        machine(
            A={
                "Type": "Pass",
                "End": True,
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}],
            },
            B=END,
        ),
        "/States/A/Catch",
    ),
    "wait selects a result": (
        machine(A={"Type": "Wait", "Seconds": 1, "End": True, "ResultSelector": {}}),
        "/States/A/ResultSelector",
    ),
    "wait for two things": (
        machine(A={"Type": "Wait", "Seconds": 1, "Timestamp": "2030-01-01T00:00:00Z", "End": True}),
        "/States/A",
    ),
    "wait until no time": (
        machine(A={"Type": "Wait", "Timestamp": "2030-01-01 00:00", "End": True}),
        "/States/A/Timestamp",
    ),
    "an error and its path": (
        machine(A={"Type": "Fail", "Error": "e", "ErrorPath": "$.e"}),
        "/States/A/ErrorPath",
    ),
    "a timeout and its path": (
        machine(A=task(TimeoutSeconds=9, TimeoutSecondsPath="$.t")),
        "/States/A/TimeoutSecondsPath",
    ),
    "credentials without a role": (machine(A=task(Credentials={})), "/States/A/Credentials"),
    # retriers and catchers
    "all is not last": (caught(["States.ALL"], ["E"]), "/States/A/Catch/0/ErrorEquals/0"),
    "all among others": (caught(["States.ALL", "E"]), "/States/A/Catch/0/ErrorEquals/0"),
    "a slow rate": (retried(BackoffRate=0.5), "/States/A/Retry/0/BackoffRate"),
    "a delay that is less": (
        retried(IntervalSeconds=10, MaxDelaySeconds=5),
        "/States/A/Retry/0/MaxDelaySeconds",
    ),
    "some jitter": (retried(JitterStrategy="SOME"), "/States/A/Retry/0/JitterStrategy"),
    "fewer than no attempts": (retried(MaxAttempts=-1), "/States/A/Retry/0/MaxAttempts"),
    "a retrier too many": (
        machine(A=task(Retry=[{"ErrorEquals": ["E"]}, {"ErrorEquals": ["E"]}])),
        "/States/A/Retry/1",
    ),
    "a misspelt error": (caught(["States.Timout"]), "/States/A/Catch/0/ErrorEquals/0"),
    "a late heartbeat": (
        machine(A=task(TimeoutSeconds=5, HeartbeatSeconds=9)),
        "/States/A/HeartbeatSeconds",
    ),
    # paths and payloads
    "a broken path": (passing(InputPath="$.a["), "/States/A/InputPath"),
    "no path": (passing(Parameters={"x.$": "notapath"}), "/States/A/Parameters/x.$"),
    "a path left literal": (passing(Parameters={"x": "$.a"}), "/States/A/Parameters/x"),
    "no such function": (
        passing(Parameters={"x.$": "States.Foo($.a)"}),
        "/States/A/Parameters/x.$",
    ),
    "an argument too few": (
        passing(Parameters={"x.$": "States.ArrayContains($.a)"}),
        "/States/A/Parameters/x.$",
    ),
    "a placeholder too many": (
        passing(Parameters={"x.$": "States.Format('{} {}', $.a)"}),
        "/States/A/Parameters/x.$",
    ),
    "a result in several places": (passing(ResultPath="$.a[*]"), "/States/A/ResultPath"),
    # choice
    "no rules": (choosing(), "/States/A/Choices"),
    "two operators": (
        choosing(rule(NumericEquals=1, NumericLessThan=2)),
        "/States/A/Choices/0",
    ),
    "next inside": (
        choosing({"And": [rule(NumericEquals=1)], "Next": "B"}),
        "/States/A/Choices/0/And/0/Next",
    ),
    "a number in quotes": (
        choosing(rule(NumericEquals="1")),
        "/States/A/Choices/0/NumericEquals",
    ),
    "no default": (
        machine(A={"Type": "Choice", "Choices": [rule(NumericEquals=1)]}, B=END),
        "/States/A",
    ),
    "a rule twice": (
        choosing(rule(NumericEquals=1), rule(NumericEquals=1)),
        "/States/A/Choices/1",
    ),
    "no such month": (
        choosing(rule(TimestampEquals="2024-13-01")),
        "/States/A/Choices/0/TimestampEquals",
    ),
    # query languages
    "arguments in JSONPath": (machine(A=task(Arguments={})), "/States/A/Arguments"),
    "parameters in JSONata": (jsonata(Parameters={}), "/States/A/Parameters"),
    "JSONPath in JSONata": (jsonata(QueryLanguage="JSONPath"), "/States/A/QueryLanguage"),
    "broken JSONata": (jsonata(Arguments={"x": "{% 1 + %}"}), "/States/A/Arguments/x"),
    "JSONata without an end": (jsonata(Arguments={"x": "{% $x"}), "/States/A/Arguments/x"),
    "a result too early": (
        jsonata(Arguments={"x": "{% $states.result %}"}),
        "/States/A/Arguments/x",
    ),
    "a variable of nobody": (jsonata(Arguments={"x": "{% $foo %}"}), "/States/A/Arguments/x"),
    "a function of nobody": (
        jsonata(Arguments={"x": "{% $notAFunction() %}"}),
        "/States/A/Arguments/x",
    ),
    "an outer variable assigned": (
        machine(
            A={**SINCE, "Next": "B"},
            B={
                "Type": "Parallel",
                "End": True,
                "Branches": [machine(I={**SINCE, "End": True})],
            },
        ),
        "/States/B/Branches/0/States/I/Assign/total.$",
    ),
    "an inner variable read outside": (
        machine(
            A={"Type": "Parallel", "Next": "B", "Branches": [machine(I={**SINCE, "End": True})]},
            B={"Type": "Pass", "End": True, "Parameters": {"x.$": "$total"}},
        ),
        "/States/B/Parameters/x.$",
    ),
    # maps
    "no processor": (machine(A={"Type": "Map", "End": True}), "/States/A"),
    "two processors": (mapped(Iterator=machine(J=END)), "/States/A/Iterator"),
    "a reader of an inline map": (
        mapped(ItemReader={"Resource": "arn:aws:states:::s3:getObject"}),
        "/States/A/ItemReader",
    ),
    "no type of execution": (
        mapped({"ProcessorConfig": {"Mode": "DISTRIBUTED"}}),
        "/States/A/ItemProcessor/ProcessorConfig",
    ),
    "more than all may fail": (
        distributed(ToleratedFailurePercentage=150),
        "/States/A/ToleratedFailurePercentage",
    ),
    "a long label": (distributed(Label="l" * 50), "/States/A/Label"),
    "fewer than none at once": (mapped(MaxConcurrency=-1), "/States/A/MaxConcurrency"),
    "a job in an express child": (
        distributed(
            task(Resource="arn:aws:states:::glue:startJobRun.sync", Parameters={"JobName": "j"})
        ),
        "/States/A/ItemProcessor/States/I/Resource",
    ),
    # services
    "a token for nobody": (
        machine(A=task(Resource=f"{SNS}.waitForTaskToken", Parameters=PUBLISHED)),
        "/States/A/Parameters",
    ),
    "no such integration": (
        machine(A=task(Resource="arn:aws:states:::sns:publsh", Parameters=PUBLISHED)),
        "/States/A/Resource",
    ),
    "no such operation": (
        machine(
            A=task(
                Resource="arn:aws:states:::aws-sdk:s3:getObjekt",
                Parameters={"Bucket": "b", "Key": "k"},
            )
        ),
        "/States/A/Resource",
    ),
    "a parameter is missing": (
        machine(A=task(Resource="arn:aws:states:::lambda:invoke", Parameters={"Payload": {}})),
        "/States/A/Parameters",
    ),
    "a misspelt parameter": (
        machine(A=task(Resource=SNS, Parameters={"TopicARN": "t", **PUBLISHED})),
        "/States/A/Parameters/TopicARN",
    ),
    "a pattern that is not there": (
        machine(A=task(Resource=f"{SNS}.sync", Parameters=PUBLISHED)),
        "/States/A/Resource",
    ),
    # data flow
    "the error replaces what is read": (
        machine(
            A=task(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "B"}]),
            B={"Type": "Pass", "End": True, "Parameters": {"id.$": "$.id"}},
        ),
        "/States/B/Parameters/id.$",
    ),
    "the result replaces what is read": (
        machine(
            A={"Type": "Pass", "Result": {"a": 1}, "Next": "B"},
            B={"Type": "Pass", "End": True, "InputPath": "$.b"},
        ),
        "/States/B/InputPath",
    ),
    "a catcher assigns what an error has not": (
        machine(
            A=task(
                Catch=[
                    {"ErrorEquals": ["States.ALL"], "Assign": {"why.$": "$.message"}, "Next": "B"}
                ]
            ),
            B=END,
        ),
        "/States/A/Catch/0/Assign/why.$",
    ),
    "a rule assigns what is nowhere": (
        machine(
            A={"Type": "Pass", "Result": {"n": 1}, "Next": "B"},
            B={
                "Type": "Choice",
                "Choices": [rule(NumericEquals=1, Assign={"x.$": "$.m"}, Next="C")],
                "Default": "C",
            },
            C=END,
        ),
        "/States/B/Choices/0/Assign/x.$",
    ),
    "a batch without what is read": (
        distributed(
            {"Type": "Pass", "InputPath": "$.BatchInput.day", "End": True},
            ItemBatcher={"MaxItemsPerBatch": 9},
        ),
        "/States/A/ItemProcessor/States/I/InputPath",
    ),
    "a literal beside a path of its name": (
        passing(Parameters={"all": [{"id": 1, "id.$": "$.id"}]}),
        "/States/A/Parameters/all/0/id.$",
    ),
}
