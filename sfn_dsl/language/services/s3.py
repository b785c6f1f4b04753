"""Amazon S3: what a Map reads its items from and writes its results to, never a Task's resource."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, by_id
from sfn_dsl.language.permissions import bucket, grant

_OBJECT: Final = bucket("{Bucket}/{Key}")

ITEM_READERS: Final = by_id(
    action(
        "s3:getObject",
        "*Bucket *Key VersionId ExpectedBucketOwner",
        does="Read a Map's items from one object.",
        gives="Its items are what the object holds.",
        operation="s3:GetObject",
        permissions=(
            grant("s3:GetObject", _OBJECT),
            grant("s3:GetObjectVersion", _OBJECT, when="VersionId"),
        ),
    ),
    action(
        "s3:listObjectsV2",
        "*Bucket Prefix ExpectedBucketOwner",
        does="Iterate over the objects under a prefix.",
        gives="Its items are the objects' keys, sizes and dates.",
        operation="s3:ListObjectsV2",
        permissions=(grant("s3:ListBucket", bucket("{Bucket}")),),
    ),
)
LISTED: Final = grant("s3:GetObject", bucket("{Bucket}/{Prefix|prefixed=}"))
"""What a Map needs as well if it reads the objects that it lists."""

MANIFEST: Final = grant(
    "s3:GetObject",
    bucket("{Bucket}/*"),
    unseen="only the manifest says which objects hold the items",
)
"""What a Map needs as well if the object that it reads is a manifest."""

RESULT_WRITERS: Final = by_id(
    action(
        "s3:putObject",
        "*Bucket +Prefix",
        does="Write the results of a Map as objects under a prefix.",
        gives="Its result holds ``ResultWriterDetails``.",
        operation="s3:PutObject",
        wrapper=True,
        permissions=(
            grant(
                "s3:PutObject s3:GetObject s3:ListMultipartUploadParts s3:AbortMultipartUpload",
                bucket("{Bucket}/{Prefix|folder=}"),
            ),
        ),
    ),
)
