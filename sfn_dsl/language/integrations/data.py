"""Data: Athena, DynamoDB, EMR, Glue, DataBrew, and what a Map reads and writes in S3."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations.rows import Action, action

ACTIONS: Final[tuple[Action, ...]] = (
    action(
        "athena:startQueryExecution",
        "*QueryString ClientRequestToken ExecutionParameters QueryExecutionContext{}"
        " ResultConfiguration{} ResultReuseConfiguration{} WorkGroup",
        does="Start a query.",
        gives="Its result holds ``QueryExecutionId``.",
        when_done="holds the finished query's description in ``QueryExecution``",
        waits="sync",
        operation="athena:StartQueryExecution",
    ),
    action(
        "athena:stopQueryExecution",
        "*QueryExecutionId",
        does="Stop a running query.",
        gives="Its result is empty.",
        operation="athena:StopQueryExecution",
    ),
    action(
        "athena:getQueryExecution",
        "*QueryExecutionId",
        does="Describe one run of a query.",
        gives="Its result holds ``QueryExecution``.",
        operation="athena:GetQueryExecution",
    ),
    action(
        "athena:getQueryResults",
        "*QueryExecutionId MaxResults NextToken",
        does="Get a page of a query's rows.",
        gives="Its result holds ``ResultSet`` and, where more follows, ``NextToken``.",
        operation="athena:GetQueryResults",
    ),
    action(
        "databrew:startJobRun",
        "*Name",
        does="Run a DataBrew job.",
        gives="Its result holds ``RunId``.",
        when_done="is the finished run's description",
        waits="sync",
        operation="databrew:StartJobRun",
        arguments={"Name": "job_name"},
    ),
    action(
        "dynamodb:getItem",
        "*TableName *Key{} AttributesToGet ConsistentRead ExpressionAttributeNames"
        " ProjectionExpression ReturnConsumedCapacity",
        does="Read one item of a table by its key.",
        gives="Its result holds ``Item`` where there is one.",
        operation="dynamodb:GetItem",
    ),
    action(
        "dynamodb:putItem",
        "*TableName *Item{} ConditionalOperator ConditionExpression Expected{}"
        " ExpressionAttributeNames ExpressionAttributeValues{} ReturnConsumedCapacity"
        " ReturnItemCollectionMetrics ReturnValues",
        does="Write one item of a table, in place of the one with its key.",
        gives="Its result holds ``Attributes`` where ``return_values`` asks for them.",
        operation="dynamodb:PutItem",
    ),
    action(
        "dynamodb:deleteItem",
        "*TableName *Key{} ConditionalOperator ConditionExpression Expected{}"
        " ExpressionAttributeNames ExpressionAttributeValues{} ReturnConsumedCapacity"
        " ReturnItemCollectionMetrics ReturnValues",
        does="Delete one item of a table by its key.",
        gives="Its result holds ``Attributes`` where ``return_values`` asks for them.",
        operation="dynamodb:DeleteItem",
    ),
    action(
        "dynamodb:updateItem",
        "*TableName *Key{} AttributeUpdates{} UpdateExpression ConditionalOperator"
        " ConditionExpression Expected{} ExpressionAttributeNames ExpressionAttributeValues{}"
        " ReturnConsumedCapacity ReturnItemCollectionMetrics ReturnValues",
        does="Change attributes of one item of a table, or make the item.",
        gives="Its result holds ``Attributes`` where ``return_values`` asks for them.",
        operation="dynamodb:UpdateItem",
    ),
    action(
        "elasticmapreduce:createCluster",
        "*Name *Instances{} ReleaseLabel Applications{} Configurations{} ServiceRole JobFlowRole"
        " LogUri VisibleToAllUsers Tags{} BootstrapActions{} AdditionalInfo AmiVersion"
        " AutoScalingRole CustomAmiId EbsRootVolumeSize KerberosAttributes{}"
        " ManagedScalingPolicy{} NewSupportedProducts{} RepoUpgradeOnBoot ScaleDownBehavior"
        " SecurityConfiguration StepConcurrencyLevel SupportedProducts ?AutoTerminationPolicy{}"
        " ?EbsRootVolumeIops ?EbsRootVolumeThroughput ?LogEncryptionKmsKeyId ?OsReleaseLabel"
        " ?PlacementGroupConfigs{} ?StepExecutionRoleArn",
        does="Create a cluster that stays up; its steps are added by tasks of their own.",
        gives="Its result holds ``ClusterId``.",
        when_done="holds the description too, in ``Cluster``, once the cluster waits for steps",
        waits="sync",
        operation="emr:RunJobFlow",
        arguments={"Name": "cluster_name"},
    ),
    action(
        "elasticmapreduce:setClusterTerminationProtection",
        "*+ClusterId *TerminationProtected",
        does="Protect a cluster from being terminated, or take the protection away.",
        gives="Its result is empty.",
        operation="emr:SetTerminationProtection",
        wrapper=True,
    ),
    action(
        "elasticmapreduce:terminateCluster",
        "*+ClusterId",
        does="Terminate a cluster.",
        gives="Its result is empty.",
        when_done="is the description of the terminated cluster",
        waits="sync",
        operation="emr:TerminateJobFlows",
        wrapper=True,
    ),
    action(
        "elasticmapreduce:addStep",
        "*+ClusterId *+Step{} ExecutionRoleArn",
        does="Add one step to a running cluster.",
        gives="Its result holds ``StepId``.",
        when_done="holds the finished step's description",
        waits="sync",
        operation="emr:AddJobFlowSteps",
        wrapper=True,
        shapes={"Step": "StepConfig"},
    ),
    action(
        "elasticmapreduce:cancelStep",
        "*ClusterId *+StepId",
        does="Cancel a step that has not started.",
        gives="Its result holds ``CancelStepsInfo``.",
        operation="emr:CancelSteps",
        wrapper=True,
    ),
    action(
        "elasticmapreduce:modifyInstanceFleetByName",
        "*ClusterId *+InstanceFleetName *InstanceFleet",
        does="Change the target capacities of a cluster's instance fleet.",
        gives="Its result is empty.",
        operation="emr:ModifyInstanceFleet",
        wrapper=True,
    ),
    action(
        "elasticmapreduce:modifyInstanceGroupByName",
        "*ClusterId *+InstanceGroupName *+InstanceGroup",
        does="Change the size or the settings of a cluster's instance group.",
        gives="Its result is empty.",
        operation="emr:ModifyInstanceGroups",
        wrapper=True,
    ),
    action(
        "emr-containers:createVirtualCluster",
        "*Name *ContainerProvider{} ClientToken Tags ?SecurityConfigurationId",
        does="Register a namespace of an EKS cluster as a virtual cluster.",
        gives="Its result holds ``Id``, ``Name`` and ``Arn``.",
        operation="emr-containers:CreateVirtualCluster",
        arguments={"Name": "virtual_cluster_name"},
    ),
    action(
        "emr-containers:deleteVirtualCluster",
        "*Id",
        does="Delete a virtual cluster.",
        gives="Its result holds ``Id``.",
        when_done="is the description of the deleted virtual cluster",
        waits="sync",
        operation="emr-containers:DeleteVirtualCluster",
    ),
    action(
        "emr-containers:startJobRun",
        "*VirtualClusterId ClientToken Name ExecutionRoleArn ReleaseLabel JobDriver{}"
        " ConfigurationOverrides{} Tags ?JobTemplateId ?JobTemplateParameters"
        " ?RetryPolicyConfiguration{}",
        does="Run a job on a virtual cluster.",
        gives="Its result holds ``Id`` and ``VirtualClusterId``.",
        when_done="is the finished run's description",
        waits="sync",
        operation="emr-containers:StartJobRun",
        arguments={"Name": "job_run_name"},
    ),
    action(
        "emr-serverless:createApplication",
        "*ReleaseLabel *Type ClientToken Name InitialCapacity{} MaximumCapacity{} Tags"
        " AutoStartConfiguration{} AutoStopConfiguration{} NetworkConfiguration{} Architecture"
        " ImageConfiguration{} WorkerTypeSpecifications{} ?RuntimeConfiguration{}"
        " ?MonitoringConfiguration{} ?InteractiveConfiguration{} ?SchedulerConfiguration{}",
        does="Create an application.",
        gives="Its result holds ``ApplicationId``.",
        when_done="is the application's description once it is created",
        waits="sync",
        operation="emr-serverless:CreateApplication",
        arguments={"Name": "application_name"},
    ),
    action(
        "emr-serverless:startApplication",
        "*ApplicationId",
        does="Start an application.",
        gives="Its result is empty.",
        when_done="is the application's description once it is started",
        waits="sync",
        operation="emr-serverless:StartApplication",
    ),
    action(
        "emr-serverless:stopApplication",
        "*ApplicationId",
        does="Stop an application.",
        gives="Its result is empty.",
        when_done="is the application's description once it is stopped",
        waits="sync",
        operation="emr-serverless:StopApplication",
    ),
    action(
        "emr-serverless:deleteApplication",
        "*ApplicationId",
        does="Delete an application that is stopped.",
        gives="Its result is empty.",
        when_done="is the application's description once it is deleted",
        waits="sync",
        operation="emr-serverless:DeleteApplication",
    ),
    action(
        "emr-serverless:startJobRun",
        "*ApplicationId *ExecutionRoleArn ClientToken Name JobDriver{} ConfigurationOverrides{}"
        " Tags ExecutionTimeoutMinutes ?Mode ?RetryPolicy{} ?ExecutionIamPolicy{}",
        does="Run a job in an application.",
        gives="Its result holds ``JobRunId``.",
        when_done="is the finished run's description",
        waits="sync",
        operation="emr-serverless:StartJobRun",
        arguments={"Name": "job_run_name"},
    ),
    action(
        "emr-serverless:cancelJobRun",
        "*ApplicationId *JobRunId ?ShutdownGracePeriodInSeconds",
        does="Cancel a job that is running in an application.",
        gives="Its result holds ``JobRunId``.",
        when_done="is the cancelled run's description",
        waits="sync",
        operation="emr-serverless:CancelJobRun",
    ),
    action(
        "glue:startJobRun",
        "*JobName JobRunId Arguments AllocatedCapacity Timeout MaxCapacity SecurityConfiguration"
        " NotificationProperty{} WorkerType NumberOfWorkers ExecutionClass JobRunQueuingEnabled",
        does="Run a Glue job.",
        gives="Its result holds ``JobRunId``.",
        when_done="is the finished run's description",
        waits="sync",
        operation="glue:StartJobRun",
    ),
    action(
        "s3:getObject",
        "*Bucket *Key VersionId ExpectedBucketOwner",
        does="Read a Map's items from one object.",
        gives="Its items are what the object holds.",
        operation="s3:GetObject",
        in_map_only=True,
    ),
    action(
        "s3:listObjectsV2",
        "*Bucket Prefix ExpectedBucketOwner",
        does="Make a Map's items of the objects under a prefix.",
        gives="Its items are the objects' keys, sizes and dates.",
        operation="s3:ListObjectsV2",
        in_map_only=True,
    ),
    action(
        "s3:putObject",
        "*Bucket +Prefix",
        does="Write the results of a Map as objects under a prefix.",
        gives="Its result holds ``ResultWriterDetails``.",
        operation="s3:PutObject",
        wrapper=True,
        in_map_only=True,
    ),
)
