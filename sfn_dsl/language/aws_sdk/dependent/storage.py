"""Dependent permissions of S3: versions of objects, locks, and what is set on a bucket."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.aws_sdk.dependent.model import Dependent
from sfn_dsl.language.permissions import Grant, bucket, grant


def _of_version(action: str) -> Dependent:
    """A call of S3 that has an action of its own for a version of an object."""
    name = action[0].lower() + action[1:]
    kind = action.replace("Object", "ObjectVersion")
    named = (grant(f"s3:{kind}", bucket("{Bucket}/{Key}"), when="VersionId"),)
    return Dependent(
        f"s3:{name}",
        named,
        "a version has an action of its own",
        f"S3 API reference, {action}; service authorization reference",
    )


def _bypass(resource: str) -> tuple[Grant, ...]:
    return (
        grant("s3:BypassGovernanceRetention", bucket(resource), when="BypassGovernanceRetention"),
    )


STORAGE: Final[tuple[Dependent, ...]] = (
    Dependent(
        "s3:getObjectAttributes",
        (
            grant("s3:GetObject", bucket("{Bucket}/{Key}")),
            grant(
                "s3:GetObjectVersion s3:GetObjectVersionAttributes",
                bucket("{Bucket}/{Key}"),
                when="VersionId",
            ),
        ),
        "the call is also authorized as reading the object",
        "S3 API reference, GetObjectAttributes",
    ),
    *map(
        _of_version,
        (
            *("GetObjectTagging", "PutObjectTagging", "DeleteObjectTagging"),
            *("GetObjectAcl", "PutObjectAcl", "GetObjectTorrent"),
        ),
    ),
    Dependent(
        "s3:deleteObject s3:putObjectRetention",
        _bypass("{Bucket}/{Key}"),
        "going round governance mode is an action of its own",
        'S3 user guide, "Locking objects with Object Lock"',
    ),
    Dependent(
        "s3:deleteObjects",
        (
            *_bypass("{Bucket}/{Delete.Objects.Key}"),
            grant(
                "s3:DeleteObjectVersion",
                bucket("{Bucket}/{Delete.Objects.Key}"),
                when="Delete.Objects.VersionId",
            ),
        ),
        "a version has an action of its own, and so has going round governance mode",
        "S3 API reference, DeleteObjects",
    ),
    Dependent(
        "s3:copyObject s3:uploadPartCopy",
        (
            grant(
                "s3:GetObjectVersion", bucket("{CopySource|copied}"), when="CopySource~versionid="
            ),
        ),
        "a version has an action of its own",
        "S3 API reference, CopyObject",
    ),
    Dependent(
        "s3:createBucket",
        (
            *(
                grant("s3:PutBucketAcl", bucket("{Bucket}"), when=name)
                for name in (
                    *("Acl", "GrantFullControl", "GrantRead", "GrantReadAcp", "GrantWrite"),
                    "GrantWriteAcp",
                )
            ),
            grant(
                "s3:PutBucketObjectLockConfiguration s3:PutBucketVersioning",
                bucket("{Bucket}"),
                when="ObjectLockEnabledForBucket",
            ),
            grant("s3:PutBucketOwnershipControls", bucket("{Bucket}"), when="ObjectOwnership"),
            grant("s3:TagResource", bucket("{Bucket}"), when="CreateBucketConfiguration.Tags"),
        ),
        "what it sets on the bucket has actions of its own",
        "S3 API reference, CreateBucket",
    ),
)
