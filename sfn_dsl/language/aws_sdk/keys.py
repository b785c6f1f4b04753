"""Keys of encryption: what a call needs on a key of KMS that it names.

Services use a customer managed key with the caller's rights, or let the caller grant them its use.
Each row has its source; ``docs/reference/policy.md`` shows the table. For other parameters that
name a key it is not known whose rights are used, which is said.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from sfn_dsl.language.aws_sdk.calls import is_among


class KeyUse(NamedTuple):
    """The actions of KMS on the key in a parameter; ``calls`` are separated by spaces.

    ``members`` are the parameters, or the last steps of the paths to members of objects.
    """

    calls: str
    members: str
    actions: str
    source: str


_DATA: Final = "kms:GenerateDataKey kms:Decrypt"
_VOLUME: Final = (
    "kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKeyWithoutPlaintext"
    " kms:ReEncryptFrom kms:ReEncryptTo"
)

KEYS: Final[tuple[KeyUse, ...]] = (
    KeyUse(
        "s3:putObject s3:copyObject s3:createMultipartUpload",
        "SsekmsKeyId SSEKMSKeyId",
        _DATA,
        'S3 user guide, "Using server-side encryption with AWS KMS keys (SSE-KMS)"',
    ),
    KeyUse(
        "ssm:putParameter",
        "KeyId",
        "kms:Encrypt kms:GenerateDataKey",
        'Systems Manager user guide, "AWS KMS encryption for AWS Systems Manager Parameter'
        ' Store SecureString parameters"',
    ),
    KeyUse(
        "secretsmanager:createSecret secretsmanager:replicateSecretToRegions",
        "KmsKeyId",
        _DATA,
        "Secrets Manager API reference, CreateSecret",
    ),
    KeyUse(
        "secretsmanager:updateSecret",
        "KmsKeyId",
        f"{_DATA} kms:Encrypt",
        "Secrets Manager API reference, UpdateSecret",
    ),
    KeyUse(
        "athena:startQueryExecution",
        "KmsKey",
        _DATA,
        'Athena user guide, "Permissions to encrypted data in Amazon S3"',
    ),
    KeyUse(
        "dynamodb:exportTableToPointInTime",
        "S3SseKmsKeyId",
        _DATA,
        'DynamoDB developer guide, "Requesting a table export in DynamoDB"',
    ),
    KeyUse(
        "dynamodb:*",
        "KMSMasterKeyId KmsMasterKeyId",
        "kms:CreateGrant kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey"
        " kms:ReEncryptFrom kms:ReEncryptTo",
        'KMS developer guide, "How Amazon DynamoDB uses AWS KMS"',
    ),
    KeyUse(
        "ec2:*",
        "KmsKeyId",
        _VOLUME,
        'EBS user guide, "Requirements for Amazon EBS encryption"',
    ),
    KeyUse(
        "rds:startExportTask",
        "KmsKeyId",
        f"{_VOLUME} kms:Encrypt kms:GenerateDataKey kms:RetireGrant",
        'RDS user guide, "Setting up access to an Amazon S3 bucket" of snapshot exports',
    ),
    KeyUse(
        "rds:*",
        "KmsKeyId MasterUserSecretKmsKeyId PerformanceInsightsKMSKeyId",
        "kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey"
        " kms:GenerateDataKeyWithoutPlaintext",
        'RDS user guide, "AWS KMS key management"',
    ),
    KeyUse(
        "eks:*",
        "KeyArn",
        "kms:CreateGrant kms:DescribeKey",
        'EKS user guide, "Encrypt Kubernetes secrets with AWS KMS on existing clusters"',
    ),
    KeyUse(
        "sagemaker:*",
        "KmsKeyId VolumeKmsKeyId",
        "kms:CreateGrant kms:DescribeKey",
        'SageMaker developer guide, "Amazon SageMaker API Permissions: Actions, Permissions,'
        ' and Resources Reference"',
    ),
    KeyUse(
        "lambda:createFunction lambda:updateFunctionConfiguration",
        "KMSKeyArn KmsKeyArn",
        "kms:CreateGrant kms:Decrypt kms:DescribeKey kms:Encrypt",
        'Lambda developer guide, "Securing Lambda environment variables"',
    ),
    KeyUse(
        "backup:createBackupVault",
        "EncryptionKeyArn",
        "kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey kms:RetireGrant",
        'AWS Backup developer guide, "Backup vault creation and deletion"',
    ),
)
"""The first row of a call and a parameter is the one that counts."""


@lru_cache(maxsize=256)
def key_actions(call: str, member: str) -> tuple[str, ...]:
    """The actions that a call needs on the key in a member; none if that is not known."""
    for row in KEYS:
        if is_among(call, row.calls) and member in row.members.split():
            return tuple(row.actions.split())
    return ()
