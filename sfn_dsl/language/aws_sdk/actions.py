"""The IAM action of a call where it is not that of its own name, and calls that are unsupported.

An operation that is in none of these tables and has no namesake in IAM is not guessed at.
(Integrations reference, section "AWS SDK".)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

UNSUPPORTED: Final = frozenset(
    f"{service}:{action}"
    for service, actions in {
        "bedrockagentruntime": "invokeAgent invokeFlow invokeInlineAgent optimizePrompt"
        " retrieveAndGenerateStream",
        "bedrockruntime": "invokeModelWithResponseStream converseStream",
        "cloudwatchlogs": "startLiveTail",
        "kinesis": "subscribeToShard",
        "lambda": "invokeAsync invokeWithResponseStream",
        "lexruntimev2": "startConversation",
        "qbusiness": "chat",
        "s3": "selectObjectContent",
        "sagemakerruntime": "invokeEndpointWithResponseStream",
        "sts": "assumeRole assumeRoleWithSAML assumeRoleWithWebIdentity",
    }.items()
    for action in actions.split()
)
"""The operations that exist and that no task can call; most of them answer with a stream."""

# The IAM prefix of services for which it differs from their signing name.
PREFIXES: Final[Mapping[str, str]] = {
    "cloudcontrol": "cloudformation",
    "cloudwatch": "cloudwatch",
    "iotdataplane": "iot",
    "iotjobsdataplane": "iotjobsdata",
    "iotsecuretunneling": "iot",
    "mturk": "mechanicalturk",
    "partnercentralaccount": "partnercentral",
    "partnercentralbenefits": "partnercentral",
    "partnercentralchannel": "partnercentral",
    "partnercentralselling": "partnercentral",
    "resourcegroupstaggingapi": "tag",
    "sso": "sso",
}

# Services that authorize an operation by the verb of its request.
BY_VERB: Final = frozenset(("apigateway", "apigatewayv2"))

_S3: Final[Mapping[str, str]] = {
    "completeMultipartUpload": "PutObject",
    "deleteBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
    "deleteBucketCors": "PutBucketCORS",
    "deleteBucketEncryption": "PutEncryptionConfiguration",
    "deleteBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
    "deleteBucketInventoryConfiguration": "PutInventoryConfiguration",
    "deleteBucketLifecycle": "PutLifecycleConfiguration",
    "deleteBucketMetricsConfiguration": "PutMetricsConfiguration",
    "deleteBucketOwnershipControls": "PutBucketOwnershipControls",
    "deleteBucketReplication": "PutReplicationConfiguration",
    "deleteBucketTagging": "PutBucketTagging",
    "deletePublicAccessBlock": "PutBucketPublicAccessBlock",
    "getBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "getBucketAnalyticsConfiguration": "GetAnalyticsConfiguration",
    "getBucketEncryption": "GetEncryptionConfiguration",
    "getBucketIntelligentTieringConfiguration": "GetIntelligentTieringConfiguration",
    "getBucketInventoryConfiguration": "GetInventoryConfiguration",
    "getBucketLifecycle": "GetLifecycleConfiguration",
    "getBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "getBucketMetricsConfiguration": "GetMetricsConfiguration",
    "getBucketNotificationConfiguration": "GetBucketNotification",
    "getBucketReplication": "GetReplicationConfiguration",
    "getObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "getPublicAccessBlock": "GetBucketPublicAccessBlock",
    "headBucket": "ListBucket",
    "listBucketAnalyticsConfigurations": "GetAnalyticsConfiguration",
    "listBucketIntelligentTieringConfigurations": "GetIntelligentTieringConfiguration",
    "listBucketInventoryConfigurations": "GetInventoryConfiguration",
    "listBucketMetricsConfigurations": "GetMetricsConfiguration",
    "listBuckets": "ListAllMyBuckets",
    "listMultipartUploads": "ListBucketMultipartUploads",
    "listObjects": "ListBucket",
    "listObjectsV2": "ListBucket",
    "listObjectVersions": "ListBucketVersions",
    "listParts": "ListMultipartUploadParts",
    "putBucketAccelerateConfiguration": "PutAccelerateConfiguration",
    "putBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
    "putBucketEncryption": "PutEncryptionConfiguration",
    "putBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
    "putBucketInventoryConfiguration": "PutInventoryConfiguration",
    "putBucketLifecycle": "PutLifecycleConfiguration",
    "putBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "putBucketMetricsConfiguration": "PutMetricsConfiguration",
    "putBucketNotificationConfiguration": "PutBucketNotification",
    "putBucketReplication": "PutReplicationConfiguration",
    "putObjectLockConfiguration": "PutBucketObjectLockConfiguration",
    "putPublicAccessBlock": "PutBucketPublicAccessBlock",
    "uploadPart": "PutObject",
}

# The action of an operation that needs just one, of another name.
RENAMED: Final[Mapping[str, str]] = {
    "cloudfront:createDistributionWithTags": "CreateDistribution",
    "lambda:getLayerVersionByArn": "GetLayerVersion",
    "sqs:changeMessageVisibilityBatch": "ChangeMessageVisibility",
    "sqs:deleteMessageBatch": "DeleteMessage",
    "sqs:sendMessageBatch": "SendMessage",
    # The bucket operations of this service are those of S3 on Outposts.
    "s3control:deletePublicAccessBlock": "PutAccountPublicAccessBlock",
    "s3control:getPublicAccessBlock": "GetAccountPublicAccessBlock",
    "s3control:putPublicAccessBlock": "PutAccountPublicAccessBlock",
    "s3control:deleteBucketLifecycleConfiguration": "s3-outposts:PutLifecycleConfiguration",
    "s3control:getBucketLifecycleConfiguration": "s3-outposts:GetLifecycleConfiguration",
    "s3control:putBucketLifecycleConfiguration": "s3-outposts:PutLifecycleConfiguration",
    "s3control:deleteBucketReplication": "s3-outposts:PutReplicationConfiguration",
    "s3control:getBucketReplication": "s3-outposts:GetReplicationConfiguration",
    "s3control:putBucketReplication": "s3-outposts:PutReplicationConfiguration",
    "s3control:deleteBucketTagging": "s3-outposts:PutBucketTagging",
    **{
        f"s3control:{operation[:1].lower()}{operation[1:]}": f"s3-outposts:{operation}"
        for operation in (
            *("CreateBucket", "DeleteBucket", "DeleteBucketPolicy", "GetBucket"),
            *("GetBucketPolicy", "GetBucketTagging", "GetBucketVersioning", "ListRegionalBuckets"),
            *("PutBucketPolicy", "PutBucketTagging", "PutBucketVersioning"),
        )
    },
    **{
        f"s3control:{operation[:1].lower()}{operation[1:]}": f"s3express:{operation}"
        for operation in (
            *("DeleteAccessPointScope", "GetAccessPointScope", "PutAccessPointScope"),
            "ListAccessPointsForDirectoryBuckets",
        )
    },
    "timestreamquery:query": "Select",
    **{f"s3:{operation}": action for operation, action in _S3.items()},
}
