"""Service tasks: one module for each service, one function for each of its actions.

Each is loaded when it is first used, so a workflow loads only the services that it calls.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sfn_dsl.tasks import (
        apigateway,
        athena,
        batch,
        bedrock,
        bedrockagentcore,
        codebuild,
        databrew,
        dynamodb,
        ecs,
        eks,
        emr,
        emr_containers,
        emr_serverless,
        events,
        glue,
        http,
        lambda_,
        mediaconvert,
        sagemaker,
        sns,
        sqs,
        stepfunctions,
    )
    from sfn_dsl.tasks.direct import activity, aws_sdk

__all__ = [
    "activity",
    "apigateway",
    "athena",
    "aws_sdk",
    "batch",
    "bedrock",
    "bedrockagentcore",
    "codebuild",
    "databrew",
    "dynamodb",
    "ecs",
    "eks",
    "emr",
    "emr_containers",
    "emr_serverless",
    "events",
    "glue",
    "http",
    "lambda_",
    "mediaconvert",
    "sagemaker",
    "sns",
    "sqs",
    "stepfunctions",
]

# The functions that no service's module holds.
_DIRECT = ("activity", "aws_sdk")


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'sfn_dsl.tasks' has no attribute '{name}'")
    if name in _DIRECT:
        value = globals()[name] = getattr(import_module("sfn_dsl.tasks.direct"), name)
        return value
    return import_module(f"sfn_dsl.tasks.{name}")


def __dir__() -> list[str]:
    return __all__
