"""The optimized integrations: each action once, with its patterns and parameters.

This table is what the typed tasks are generated from, what the importer looks tasks up in, and
what service calls are checked by. (Integrations reference, sections 1 and 2.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sfn_dsl.language.integrations import applications, builds, compute, data, learning, messages
from sfn_dsl.language.integrations.rows import Action, Parameter, Service

__all__ = ["ACTIONS", "MAP_ACTIONS", "SERVICES", "Action", "Parameter", "Service"]

SERVICES: Final[Mapping[str, Service]] = {
    service.prefix: service
    for service in (
        Service("apigateway", "apigateway", "Amazon API Gateway"),
        Service("athena", "athena", "Amazon Athena"),
        Service("batch", "batch", "AWS Batch"),
        Service("bedrock", "bedrock", "Amazon Bedrock"),
        Service("bedrockagentcore", "bedrockagentcore", "Amazon Bedrock AgentCore"),
        Service("codebuild", "codebuild", "AWS CodeBuild"),
        Service("databrew", "databrew", "AWS Glue DataBrew"),
        Service("dynamodb", "dynamodb", "Amazon DynamoDB"),
        Service("ecs", "ecs", "Amazon ECS and AWS Fargate"),
        Service("eks", "eks", "Amazon EKS"),
        Service("elasticmapreduce", "emr", "Amazon EMR"),
        Service("emr-containers", "emr_containers", "Amazon EMR on EKS"),
        Service("emr-serverless", "emr_serverless", "Amazon EMR Serverless"),
        Service("events", "events", "Amazon EventBridge"),
        Service("glue", "glue", "AWS Glue"),
        Service("http", "http", "HTTPS endpoints"),
        Service("lambda", "lambda_", "AWS Lambda"),
        Service("mediaconvert", "mediaconvert", "AWS Elemental MediaConvert"),
        Service("sagemaker", "sagemaker", "Amazon SageMaker"),
        Service("sns", "sns", "Amazon SNS"),
        Service("sqs", "sqs", "Amazon SQS"),
        Service("states", "stepfunctions", "AWS Step Functions"),
    )
}

_ROWS: Final = (
    *applications.ACTIONS,
    *builds.ACTIONS,
    *compute.ACTIONS,
    *data.ACTIONS,
    *learning.ACTIONS,
    *messages.ACTIONS,
)

ACTIONS: Final[Mapping[str, Action]] = {row.id: row for row in _ROWS if not row.in_map_only}
MAP_ACTIONS: Final[Mapping[str, Action]] = {row.id: row for row in _ROWS if row.in_map_only}
