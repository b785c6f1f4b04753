"""Dependent permissions of databases: DynamoDB, RDS, Redshift and Timestream."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.aws_sdk.dependent.model import NOT_CONFIRMED, SAR, Dependent
from sfn_dsl.language.permissions import ALL, Grant, arn, bucket, grant, role

_RESTORED: Final = (
    "dynamodb:BatchWriteItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query"
    " dynamodb:Scan dynamodb:UpdateItem"
)


def _secret(path: str = "SecretArn") -> Grant:
    resource = arn("secretsmanager", f"secret:{{{path}|secret}}")
    return grant("secretsmanager:GetSecretValue", resource, when=path)


DATABASES: Final[tuple[Dependent, ...]] = (
    Dependent(
        "rdsdata:*",
        (_secret(),),
        "it gets the database's credentials",
        'Aurora user guide, "Authorizing access to the Amazon RDS Data API"; AWS CDK',
    ),
    Dependent(
        "redshiftdata:batchExecuteStatement redshiftdata:executeStatement"
        " redshiftdata:describeTable redshiftdata:listDatabases redshiftdata:listSchemas"
        " redshiftdata:listTables",
        (
            _secret(),
            grant(
                "redshift:GetClusterCredentials",
                arn("redshift", "dbuser:{ClusterIdentifier}/{DbUser=*}"),
                arn("redshift", "dbname:{ClusterIdentifier}/{Database=*}"),
                when="ClusterIdentifier -SecretArn",
                unseen="the user of the database is not in the call",
            ),
            grant(
                "redshift:GetClusterCredentialsWithIAM",
                arn("redshift", "dbname:{ClusterIdentifier}/{Database=*}"),
                when="ClusterIdentifier -SecretArn -DbUser",
            ),
            grant(
                "redshift-serverless:GetCredentials",
                arn("redshift-serverless", "workgroup/*"),
                when="WorkgroupName -SecretArn",
                unseen="a workgroup's ARN has its ID, which its name does not tell",
            ),
        ),
        "it gets the database's credentials",
        'Redshift management guide, "Authorizing access to the Amazon Redshift Data API"; AWS'
        " samples",
    ),
    Dependent(
        "dynamodb:exportTableToPointInTime",
        (
            grant(
                "s3:PutObject s3:PutObjectAcl s3:AbortMultipartUpload",
                bucket("{S3Bucket}/{S3Prefix|prefixed=}"),
            ),
        ),
        "it writes the export",
        'DynamoDB developer guide, "Requesting a table export in DynamoDB"',
    ),
    Dependent(
        "dynamodb:createTable",
        (
            grant(
                "dynamodb:PutResourcePolicy",
                arn("dynamodb", "table/{TableName}"),
                when="ResourcePolicy",
            ),
        ),
        "attaching a policy is an action of its own",
        "DynamoDB API reference, CreateTable",
    ),
    Dependent(
        "dynamodb:updateTable",
        (
            grant(
                f"{_RESTORED} dynamodb:CreateTable dynamodb:CreateTableReplica"
                " dynamodb:DeleteTable dynamodb:DeleteTableReplica dynamodb:DescribeTable"
                " dynamodb:UpdateTable",
                "arn:{partition}:dynamodb:*:{account}:table/{TableName}",
                when="ReplicaUpdates",
                unseen="a replica is a table of another region",
            ),
            grant(
                "iam:CreateServiceLinkedRole",
                role(
                    "aws-service-role/replication.dynamodb.amazonaws.com"
                    "/AWSServiceRoleForDynamoDBReplication"
                ),
                when="ReplicaUpdates",
                condition={
                    "StringLike": {"iam:AWSServiceName": "replication.dynamodb.amazonaws.com"}
                },
            ),
        ),
        "it makes the replica and copies the items",
        'DynamoDB developer guide, "Using IAM with global tables"',
    ),
    Dependent(
        "dynamodb:enableKinesisStreamingDestination dynamodb:updateKinesisStreamingDestination",
        (
            grant(
                "kinesis:DescribeStream kinesis:PutRecords",
                arn("kinesis", "{StreamArn}"),
                when="StreamArn",
            ),
            grant("kinesis:ListStreams", ALL),
        ),
        "it looks at the stream and writes to it",
        'DynamoDB developer guide, "Using IAM policies for Amazon Kinesis Data Streams and'
        ' Amazon DynamoDB"',
    ),
    Dependent(
        "rds:copyDBSnapshot rds:copyDBClusterSnapshot",
        (
            grant(
                "rds:CopyDBSnapshot",
                arn("rds", "snapshot:{SourceDBSnapshotIdentifier}"),
                when="SourceDBSnapshotIdentifier",
            ),
            grant(
                "rds:CopyDBClusterSnapshot",
                arn("rds", "cluster-snapshot:{SourceDBClusterSnapshotIdentifier}"),
                when="SourceDBClusterSnapshotIdentifier",
            ),
        ),
        "it works on the copy and on its source",
        "Service authorization reference, resource types of RDS",
    ),
    Dependent(
        "dynamodb:importTable",
        (
            grant(
                "s3:GetObject",
                bucket("{S3BucketSource.S3Bucket}/{S3BucketSource.S3KeyPrefix|prefixed=}"),
            ),
            grant("s3:ListBucket", bucket("{S3BucketSource.S3Bucket}")),
            grant(
                "logs:CreateLogGroup logs:CreateLogStream logs:DescribeLogGroups"
                " logs:DescribeLogStreams logs:PutLogEvents logs:PutRetentionPolicy",
                arn("logs", "log-group:/aws-dynamodb/*"),
                unseen="only the import says which log it writes",
            ),
        ),
        "it reads the items, and logs what it cannot read",
        'DynamoDB developer guide, "Requesting a table import in DynamoDB"',
    ),
    Dependent(
        "dynamodb:restoreTableFromBackup dynamodb:restoreTableToPointInTime",
        (grant(_RESTORED, arn("dynamodb", "table/{TargetTableName}")),),
        "it writes the items of the new table",
        SAR.format("DynamoDB"),
    ),
    Dependent(
        "timestreamquery:* timestreamwrite:*",
        (grant("timestream:DescribeEndpoints", ALL),),
        "the SDK asks for the endpoint first",
        f"{NOT_CONFIRMED}; public policies grant it",
    ),
)
