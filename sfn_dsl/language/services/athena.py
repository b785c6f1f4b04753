"""Amazon Athena."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import ALL, SYNC, arn, bucket, grant

_WHICH_GROUP: Final = "a query's ID does not say which workgroup it ran in"
_WHICH_DATA: Final = "only the tables of a query say where its data is stored"
_WORKGROUPS: Final = arn("athena", "workgroup/*")
_OUTPUT: Final = "{ResultConfiguration.OutputLocation|"
# ``Query`` is what the text of the query says, as far as it can be read.
_READS: Final = (
    "glue:BatchGetPartition glue:GetDatabase glue:GetDatabases glue:GetPartition"
    " glue:GetPartitions glue:GetTable glue:GetTables"
)
_CHANGES: Final = (
    "glue:BatchCreatePartition glue:BatchDeletePartition glue:BatchDeleteTable glue:CreateDatabase"
    " glue:CreatePartition glue:CreateTable glue:DeleteDatabase glue:DeletePartition"
    " glue:DeleteTable glue:UpdateDatabase glue:UpdatePartition glue:UpdateTable"
)

SERVICE: Final = service(
    "athena",
    "Amazon Athena",
    action(
        "athena:startQueryExecution",
        "*QueryString ClientRequestToken ExecutionParameters QueryExecutionContext{}"
        " ResultConfiguration{} ResultReuseConfiguration{} WorkGroup",
        does="Start a query.",
        gives="Its result holds ``QueryExecutionId``.",
        when_done="holds the finished query's description in ``QueryExecution``",
        waits="sync",
        operation="athena:StartQueryExecution",
        permissions=(
            grant("athena:StartQueryExecution", arn("athena", "workgroup/{WorkGroup=primary}")),
            grant(
                "athena:GetDataCatalog",
                arn("athena", "datacatalog/{Query.Catalogs}"),
            ),
            grant(
                "athena:GetPreparedStatement",
                arn("athena", "workgroup/{WorkGroup=primary}"),
                when="QueryString~execute",
            ),
            grant(
                "athena:CreatePreparedStatement athena:UpdatePreparedStatement",
                arn("athena", "workgroup/{WorkGroup=primary}"),
                when="Query.Prepared",
            ),
            grant(
                "athena:DeletePreparedStatement",
                arn("athena", "workgroup/{WorkGroup=primary}"),
                when="QueryString~deallocate",
            ),
            grant(
                "athena:StopQueryExecution athena:GetQueryExecution",
                arn("athena", "workgroup/{WorkGroup=primary}"),
                wait=SYNC,
            ),
            grant("s3:GetBucketLocation s3:ListBucket", bucket("*"), unseen=_WHICH_DATA),
            grant("s3:GetObject", bucket("*/*"), unseen=_WHICH_DATA),
            grant("s3:ListBucketMultipartUploads", bucket(f"{_OUTPUT}bucket}}")),
            grant(
                "s3:PutObject s3:AbortMultipartUpload s3:ListMultipartUploadParts",
                bucket(f"{_OUTPUT}objects}}"),
            ),
            grant(
                "s3:PutObject s3:DeleteObject",
                bucket("{Query.Written}/*"),
                when="Query.Written",
            ),
            grant(
                "s3:PutObject s3:DeleteObject",
                bucket("*/*"),
                when="Query.Elsewhere",
                unseen="the query does not say where the tables that it writes are stored",
            ),
            grant(_READS, arn("glue", "catalog")),
            grant(_CHANGES, arn("glue", "catalog"), when="Query.Changed"),
            grant(
                "glue:GetDatabase glue:GetDatabases",
                arn("glue", "database/default"),
                when="QueryString",
                doubt="Athena looks into the database 'default' at times, whatever the query is",
            ),
            grant(_READS, arn("glue", "database/{Query.Databases}"), when="Query.Databases"),
            grant(_READS, arn("glue", "table/{Query.Tables}"), when="Query.Tables"),
            grant(
                _CHANGES,
                arn("glue", "database/{Query.Databases}"),
                when="Query.Databases Query.Changed",
            ),
            grant(_CHANGES, arn("glue", "table/{Query.Tables}"), when="Query.Tables Query.Changed"),
            grant(
                "glue:DeleteDatabase",
                arn("glue", "userDefinedFunction/{Query.Databases}/*"),
                when="Query.Databases Query.Changed",
                unseen="a database is deleted with its functions",
            ),
            grant(
                "lambda:InvokeFunction",
                arn("lambda", "function:{Query.Functions|function}"),
                when="Query.Functions",
            ),
            grant(
                "sagemaker:InvokeEndpoint",
                arn("sagemaker", "endpoint/{Query.Endpoints}"),
                when="Query.Endpoints",
            ),
            grant("lakeformation:GetDataAccess", ALL),
        ),
    ),
    action(
        "athena:stopQueryExecution",
        "*QueryExecutionId",
        does="Stop a running query.",
        gives="Its result is empty.",
        operation="athena:StopQueryExecution",
        permissions=(grant("athena:StopQueryExecution", _WORKGROUPS, unseen=_WHICH_GROUP),),
    ),
    action(
        "athena:getQueryExecution",
        "*QueryExecutionId",
        does="Describe one run of a query.",
        gives="Its result holds ``QueryExecution``.",
        operation="athena:GetQueryExecution",
        permissions=(grant("athena:GetQueryExecution", _WORKGROUPS, unseen=_WHICH_GROUP),),
    ),
    action(
        "athena:getQueryResults",
        "*QueryExecutionId MaxResults NextToken",
        does="Get one page of a query's rows.",
        gives="Its result holds ``ResultSet`` and, if more follows, ``NextToken``.",
        operation="athena:GetQueryResults",
        permissions=(
            grant("athena:GetQueryResults", _WORKGROUPS, unseen=_WHICH_GROUP),
            grant(
                "s3:GetObject",
                bucket("*/*"),
                unseen="a query's ID does not say where its results are stored",
            ),
        ),
    ),
)
