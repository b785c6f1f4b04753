"""Parts of machines without a defect that look as if they had one."""

from __future__ import annotations

from typing import Any

from .defects import ARN, PUBLISHED, machine

TASK = "arn:aws:states:::"
SQS_TOKEN = f"{TASK}sqs:sendMessage.waitForTaskToken"
TOPIC = PUBLISHED["TopicArn"]


def passing(following: str | None = None, **fields: Any) -> dict[str, Any]:
    way = {"Next": following} if following else {"End": True}
    return {"Type": "Pass", **way, **fields}


def calling(following: str | None = None, **fields: Any) -> dict[str, Any]:
    way = {"Next": following} if following else {"End": True}
    return {"Type": "Task", "Resource": ARN, **way, **fields}


def choosing(*rules: dict[str, Any], default: str, **fields: Any) -> dict[str, Any]:
    return {"Type": "Choice", "Choices": [*rules], "Default": default, **fields}


def catching(following: str, **fields: Any) -> list[dict[str, Any]]:
    return [{"ErrorEquals": ["States.ALL"], "Next": following, **fields}]


def jsonata(**states: Any) -> dict[str, Any]:
    return machine(top={"QueryLanguage": "JSONata"}, **states)


def expression(text: str, **fields: Any) -> dict[str, Any]:
    return jsonata(A=passing(Output=f"{{% {text} %}}", **fields))


def distributed(**states: Any) -> dict[str, Any]:
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}
    return {"ProcessorConfig": config, **machine(**states)}


def telling_apart(choice: dict[str, Any]) -> dict[str, Any]:
    """Two kinds of data, one with a member and a variable that the other lacks, and a Choice."""
    return machine(
        A=choosing({"Variable": "$.kind", "StringEquals": "b", "Next": "B"}, default="C"),
        B=passing("D", Result={"kind": "b", "x": 1}, Assign={"v": 1}),
        C=passing("D", Result={"kind": "c", "y": 1}),
        D=choice,
        E=passing(),
        F=passing(),
    )
