"""What executions themselves need: a Map's items and results, child executions, logs, traces, keys.

Here ``{Machine}`` is the machine's own name, and ``{Label}`` that of a distributed Map.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sfn_dsl.language.permissions.rows import ALL, Grant, arn, bucket, grant

ITEMS: Final[Mapping[str, tuple[Grant, ...]]] = {
    "s3:getObject": (
        grant("s3:GetObject", bucket("{Bucket}/{Key}")),
        grant("s3:GetObjectVersion", bucket("{Bucket}/{Key}"), when="VersionId"),
    ),
    "s3:listObjectsV2": (grant("s3:ListBucket", bucket("{Bucket}")),),
}
MANIFEST: Final = grant(
    "s3:GetObject", bucket("{Bucket}/*"), unseen="the manifest says which objects hold the items"
)
RESULTS: Final[Mapping[str, tuple[Grant, ...]]] = {
    "s3:putObject": (
        grant(
            "s3:PutObject s3:GetObject s3:ListMultipartUploadParts s3:AbortMultipartUpload",
            bucket("{Bucket}/{Prefix|folder=}"),
        ),
    ),
}

_CHILD: Final = arn("states", "execution:{Machine}:*")
CHILDREN: Final = (
    grant("states:StartExecution", arn("states", "stateMachine:{Machine}")),
    grant("states:DescribeExecution states:StopExecution", _CHILD),
    grant("states:RedriveExecution", arn("states", "execution:{Machine}/{Label}:*")),
)

LOGGING: Final = grant(
    "logs:CreateLogDelivery logs:GetLogDelivery logs:UpdateLogDelivery logs:DeleteLogDelivery"
    " logs:ListLogDeliveries logs:PutResourcePolicy logs:DescribeResourcePolicies"
    " logs:DescribeLogGroups",
    ALL,
)
TRACING: Final = grant(
    "xray:PutTraceSegments xray:PutTelemetryRecords xray:GetSamplingRules xray:GetSamplingTargets",
    ALL,
)

KEY: Final = ("kms:Decrypt", "kms:GenerateDataKey")
KEY_CONTEXT: Final = "kms:EncryptionContext:aws:states:stateMachineArn"
LOG_KEY_CONTEXT: Final = "kms:EncryptionContext:SourceArn"
ASSUME_ROLE: Final = "sts:AssumeRole"
