"""Data: Athena, DynamoDB, EMR, Glue, DataBrew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sfn_dsl.language.permissions.rows import (
    ALL,
    SYNC,
    Grant,
    arn,
    bucket,
    grant,
    pass_role,
    rule,
    service_linked_role,
)

_NO_ID_YET: Final = "it has its id only once it is made"
_WHICH_GROUP: Final = "the id of a query does not say which workgroup it ran in"
_WHICH_DATA: Final = "where the data of a query lies is said by its tables"

_WORKGROUPS: Final = arn("athena", "workgroup/*")
_OUTPUT: Final = "{ResultConfiguration.OutputLocation|"
_DATABASE: Final = "{QueryExecutionContext.Database=default}"
_CATALOG: Final = (
    arn("glue", "catalog"),
    arn("glue", f"database/{_DATABASE}"),
    arn("glue", f"table/{_DATABASE}/*"),
    arn("glue", f"userDefinedFunction/{_DATABASE}/*"),
)
_GLUE: Final = (
    "glue:BatchCreatePartition glue:BatchDeletePartition glue:BatchDeleteTable"
    " glue:BatchGetPartition glue:CreateDatabase glue:CreatePartition glue:CreateTable"
    " glue:DeleteDatabase glue:DeletePartition glue:DeleteTable glue:GetDatabase"
    " glue:GetDatabases glue:GetPartition glue:GetPartitions glue:GetTable glue:GetTables"
    " glue:UpdateDatabase glue:UpdatePartition glue:UpdateTable"
)
_ATHENA: Final[Mapping[str, tuple[Grant, ...]]] = {
    "athena:startQueryExecution": (
        grant("athena:StartQueryExecution", arn("athena", "workgroup/{WorkGroup=primary}")),
        grant(
            "athena:GetDataCatalog",
            arn("athena", "datacatalog/{QueryExecutionContext.Catalog=AwsDataCatalog}"),
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
        grant(_GLUE, *_CATALOG, unseen="which tables a query names is said by its text"),
        grant("lakeformation:GetDataAccess", ALL),
    ),
    "athena:stopQueryExecution": (
        grant("athena:StopQueryExecution", _WORKGROUPS, unseen=_WHICH_GROUP),
    ),
    "athena:getQueryExecution": (
        grant("athena:GetQueryExecution", _WORKGROUPS, unseen=_WHICH_GROUP),
    ),
    "athena:getQueryResults": (
        grant("athena:GetQueryResults", _WORKGROUPS, unseen=_WHICH_GROUP),
        grant(
            "s3:GetObject",
            bucket("*/*"),
            unseen="the id of a query does not say where its results are",
        ),
    ),
}

_EMR_CLUSTER: Final = arn("elasticmapreduce", "cluster/{ClusterId}")
_NEW_CLUSTER: Final = arn("elasticmapreduce", "cluster/*")
_EMR: Final[Mapping[str, tuple[Grant, ...]]] = {
    "elasticmapreduce:createCluster": (
        grant("elasticmapreduce:RunJobFlow", ALL),
        grant("elasticmapreduce:AddTags", _NEW_CLUSTER, when="Tags", unseen=_NO_ID_YET),
        pass_role("ServiceRole", "elasticmapreduce.amazonaws.com", when="ServiceRole"),
        # What the instances assume is an instance profile, most often of its role's name.
        pass_role("JobFlowRole", "ec2.amazonaws.com", when="JobFlowRole"),
        pass_role(
            "AutoScalingRole", "application-autoscaling.amazonaws.com", when="AutoScalingRole"
        ),
        service_linked_role("elasticmapreduce.amazonaws.com", "AWSServiceRoleForEMRCleanup*"),
        grant(
            "elasticmapreduce:DescribeCluster elasticmapreduce:TerminateJobFlows",
            _NEW_CLUSTER,
            wait=SYNC,
            unseen=_NO_ID_YET,
        ),
        rule("StepFunctionsGetEventForEMRRunJobFlowRule"),
    ),
    "elasticmapreduce:setClusterTerminationProtection": (
        grant("elasticmapreduce:SetTerminationProtection", _EMR_CLUSTER),
    ),
    "elasticmapreduce:terminateCluster": (
        grant("elasticmapreduce:TerminateJobFlows", _EMR_CLUSTER),
        grant("elasticmapreduce:DescribeCluster", _EMR_CLUSTER, wait=SYNC),
        rule("StepFunctionsGetEventForEMRTerminateJobFlowsRule"),
    ),
    "elasticmapreduce:addStep": (
        grant("elasticmapreduce:AddJobFlowSteps", _EMR_CLUSTER),
        pass_role("ExecutionRoleArn", "elasticmapreduce.amazonaws.com", when="ExecutionRoleArn"),
        grant(
            "elasticmapreduce:DescribeStep elasticmapreduce:CancelSteps", _EMR_CLUSTER, wait=SYNC
        ),
        rule("StepFunctionsGetEventForEMRAddJobFlowStepsRule"),
    ),
    "elasticmapreduce:cancelStep": (grant("elasticmapreduce:CancelSteps", _EMR_CLUSTER),),
    "elasticmapreduce:modifyInstanceFleetByName": (
        grant(
            "elasticmapreduce:ModifyInstanceFleet elasticmapreduce:ListInstanceFleets",
            _EMR_CLUSTER,
        ),
    ),
    "elasticmapreduce:modifyInstanceGroupByName": (
        grant(
            "elasticmapreduce:ModifyInstanceGroups elasticmapreduce:ListInstanceGroups",
            _EMR_CLUSTER,
        ),
    ),
}

_VIRTUAL: Final = arn("emr-containers", "/virtualclusters/{Id}")
_JOBS: Final = arn("emr-containers", "/virtualclusters/{VirtualClusterId}/jobruns/*")
_EMR_CONTAINERS: Final[Mapping[str, tuple[Grant, ...]]] = {
    "emr-containers:createVirtualCluster": (
        grant("emr-containers:CreateVirtualCluster", ALL),
        service_linked_role("emr-containers.amazonaws.com", "AWSServiceRoleForAmazonEMRContainers"),
    ),
    "emr-containers:deleteVirtualCluster": (
        grant("emr-containers:DeleteVirtualCluster", _VIRTUAL),
        grant("emr-containers:DescribeVirtualCluster", _VIRTUAL, wait=SYNC),
    ),
    "emr-containers:startJobRun": (
        grant(
            "emr-containers:StartJobRun",
            arn("emr-containers", "/virtualclusters/{VirtualClusterId}"),
            condition={"StringEquals": {"emr-containers:ExecutionRoleArn": "{ExecutionRoleArn}"}},
        ),
        grant(
            "emr-containers:DescribeJobRun emr-containers:CancelJobRun",
            _JOBS,
            wait=SYNC,
            unseen=_NO_ID_YET,
        ),
    ),
}

_APPLICATION: Final = arn("emr-serverless", "/applications/{ApplicationId}")
_ANY_APPLICATION: Final = arn("emr-serverless", "/applications/*")
_APPLICATION_RULE: Final = rule("StepFunctionsGetEventsForEMRServerlessApplicationRule")
_JOB_RULE: Final = rule("StepFunctionsGetEventsForEMRServerlessJobRule")
_GET_APPLICATION: Final = grant("emr-serverless:GetApplication", _APPLICATION, wait=SYNC)
_JOB: Final = arn("emr-serverless", "/applications/{ApplicationId}/jobruns/{JobRunId}")
_EMR_SERVERLESS: Final[Mapping[str, tuple[Grant, ...]]] = {
    "emr-serverless:createApplication": (
        grant("emr-serverless:CreateApplication", ALL),
        grant("emr-serverless:TagResource", _ANY_APPLICATION, when="Tags", unseen=_NO_ID_YET),
        service_linked_role(
            "ops.emr-serverless.amazonaws.com", "AWSServiceRoleForAmazonEMRServerless*"
        ),
        grant(
            "emr-serverless:GetApplication emr-serverless:DeleteApplication",
            _ANY_APPLICATION,
            wait=SYNC,
            unseen=_NO_ID_YET,
        ),
        _APPLICATION_RULE,
    ),
    "emr-serverless:startApplication": (
        grant("emr-serverless:StartApplication", _APPLICATION),
        grant(
            "emr-serverless:GetApplication emr-serverless:StopApplication", _APPLICATION, wait=SYNC
        ),
        _APPLICATION_RULE,
    ),
    "emr-serverless:stopApplication": (
        grant("emr-serverless:StopApplication", _APPLICATION),
        _GET_APPLICATION,
        _APPLICATION_RULE,
    ),
    "emr-serverless:deleteApplication": (
        grant("emr-serverless:DeleteApplication", _APPLICATION),
        _GET_APPLICATION,
        _APPLICATION_RULE,
    ),
    "emr-serverless:startJobRun": (
        grant("emr-serverless:StartJobRun", _APPLICATION),
        grant(
            "emr-serverless:TagResource",
            arn("emr-serverless", "/applications/{ApplicationId}/jobruns/*"),
            when="Tags",
            unseen=_NO_ID_YET,
        ),
        pass_role("ExecutionRoleArn", "emr-serverless.amazonaws.com"),
        grant(
            "emr-serverless:GetJobRun emr-serverless:CancelJobRun",
            arn("emr-serverless", "/applications/{ApplicationId}/jobruns/*"),
            wait=SYNC,
            unseen=_NO_ID_YET,
        ),
        _JOB_RULE,
    ),
    "emr-serverless:cancelJobRun": (
        grant("emr-serverless:CancelJobRun", _JOB),
        grant("emr-serverless:GetJobRun", _JOB, wait=SYNC),
        _JOB_RULE,
    ),
}

GRANTS: Final[Mapping[str, tuple[Grant, ...]]] = {
    **_ATHENA,
    "databrew:startJobRun": (
        grant("databrew:StartJobRun", arn("databrew", "job/{Name}")),
        grant("databrew:ListJobRuns databrew:StopJobRun", arn("databrew", "job/{Name}"), wait=SYNC),
    ),
    **{
        f"dynamodb:{name[0].lower()}{name[1:]}": (
            grant(f"dynamodb:{name}", arn("dynamodb", "table/{TableName}")),
        )
        for name in ("GetItem", "PutItem", "DeleteItem", "UpdateItem")
    },
    **_EMR,
    **_EMR_CONTAINERS,
    **_EMR_SERVERLESS,
    "glue:startJobRun": (
        grant("glue:StartJobRun", arn("glue", "job/{JobName}")),
        grant(
            "glue:GetJobRun glue:GetJobRuns glue:BatchStopJobRun",
            arn("glue", "job/{JobName}"),
            wait=SYNC,
        ),
    ),
}
