"""The outer shape of what a task gives back, where that was seen (ASL reference, 8.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sfn_dsl.arns import read_arn
from sfn_dsl.lint.dataflow.shapes import UNKNOWN, Record, Shape, answer

_SDK: Final = "SdkHttpMetadata SdkResponseMetadata"
_HTTP: Final = answer("Headers ResponseBody StatusCode StatusText")
_ITEM: Final = answer(f"Attributes ConsumedCapacity ItemCollectionMetrics {_SDK}")
_EXECUTION: Final = answer(
    "Cause Error ExecutionArn Input InputDetails MapRunArn Name Output OutputDetails RedriveCount "
    "RedriveDate RedriveStatus RedriveStatusReason StartDate StateMachineAliasArn StateMachineArn "
    f"StateMachineVersionArn Status StopDate TraceHeader {_SDK}"
)

# What is there only sometimes is listed too: nothing is said of reading it.
_RESULTS: Final[Mapping[str, Record]] = {
    "lambda:invoke": answer(f"ExecutedVersion FunctionError LogResult Payload StatusCode {_SDK}"),
    "dynamodb:getItem": answer(f"ConsumedCapacity Item {_SDK}"),
    "dynamodb:putItem": _ITEM,
    "dynamodb:updateItem": _ITEM,
    "dynamodb:deleteItem": _ITEM,
    "sqs:sendMessage": answer(
        "MD5OfMessageAttributes MD5OfMessageBody MD5OfMessageSystemAttributes MessageId "
        f"SequenceNumber {_SDK}"
    ),
    "sns:publish": answer(f"MessageId SequenceNumber {_SDK}"),
    "events:putEvents": answer(f"Entries FailedEntryCount {_SDK}"),
    "states:startExecution": answer(f"ExecutionArn StartDate {_SDK}"),
    "states:startExecution.sync": _EXECUTION,
    "states:startExecution.sync:2": _EXECUTION,
    "ecs:runTask": answer(f"Failures Tasks {_SDK}"),
    "apigateway:invoke": _HTTP,
    "http:invoke": _HTTP,
}


def result_of(state: dict[str, Any]) -> Shape:
    """The shape of a task's raw result."""
    resource = state.get("Resource")
    arn = read_arn(resource if isinstance(resource, str) else "")
    return _RESULTS.get(arn.resource, UNKNOWN) if arn.service == "states" else UNKNOWN
