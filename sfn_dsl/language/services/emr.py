"""Amazon EMR."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import (
    ALL,
    NO_ID_YET,
    SYNC,
    arn,
    grant,
    pass_profile,
    pass_role,
    rule,
    service_linked_role,
)

_CLUSTER: Final = arn("elasticmapreduce", "cluster/{ClusterId}")
_NEW_CLUSTER: Final = arn("elasticmapreduce", "cluster/*")

SERVICE: Final = service(
    "elasticmapreduce",
    "Amazon EMR",
    action(
        "elasticmapreduce:createCluster",
        "*Name *Instances{} ReleaseLabel Applications{} Configurations{} ServiceRole JobFlowRole"
        " LogUri VisibleToAllUsers Tags{} BootstrapActions{} AdditionalInfo AmiVersion"
        " AutoScalingRole CustomAmiId EbsRootVolumeSize KerberosAttributes{}"
        " ManagedScalingPolicy{} NewSupportedProducts{} RepoUpgradeOnBoot ScaleDownBehavior"
        " SecurityConfiguration StepConcurrencyLevel SupportedProducts ?AutoTerminationPolicy{}"
        " ?EbsRootVolumeIops ?EbsRootVolumeThroughput ?LogEncryptionKmsKeyId ?OsReleaseLabel"
        " ?PlacementGroupConfigs{} ?StepExecutionRoleArn",
        does="Create a cluster that keeps running; add its steps by tasks of their own.",
        gives="Its result holds ``ClusterId``.",
        when_done="also holds the description, in ``Cluster``, once the cluster waits for steps",
        waits="sync",
        operation="emr:RunJobFlow",
        arguments={"Name": "cluster_name"},
        permissions=(
            grant("elasticmapreduce:RunJobFlow", ALL),
            grant("elasticmapreduce:AddTags", _NEW_CLUSTER, when="Tags", unseen=NO_ID_YET),
            pass_role("ServiceRole", "elasticmapreduce.amazonaws.com", when="ServiceRole"),
            pass_profile("JobFlowRole"),
            pass_role(
                "AutoScalingRole", "application-autoscaling.amazonaws.com", when="AutoScalingRole"
            ),
            service_linked_role("elasticmapreduce.amazonaws.com", "AWSServiceRoleForEMRCleanup*"),
            grant(
                "elasticmapreduce:DescribeCluster elasticmapreduce:TerminateJobFlows",
                _NEW_CLUSTER,
                wait=SYNC,
                unseen=NO_ID_YET,
            ),
            rule("StepFunctionsGetEventForEMRRunJobFlowRule"),
        ),
    ),
    action(
        "elasticmapreduce:setClusterTerminationProtection",
        "*+ClusterId *TerminationProtected",
        does="Protect a cluster from being terminated, or remove the protection.",
        gives="Its result is empty.",
        operation="emr:SetTerminationProtection",
        wrapper=True,
        permissions=(grant("elasticmapreduce:SetTerminationProtection", _CLUSTER),),
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
        permissions=(
            grant("elasticmapreduce:TerminateJobFlows", _CLUSTER),
            grant("elasticmapreduce:DescribeCluster", _CLUSTER, wait=SYNC),
            rule("StepFunctionsGetEventForEMRTerminateJobFlowsRule"),
        ),
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
        permissions=(
            grant("elasticmapreduce:AddJobFlowSteps", _CLUSTER),
            pass_role(
                "ExecutionRoleArn", "elasticmapreduce.amazonaws.com", when="ExecutionRoleArn"
            ),
            grant(
                "elasticmapreduce:DescribeStep elasticmapreduce:CancelSteps",
                _CLUSTER,
                wait=SYNC,
            ),
            rule("StepFunctionsGetEventForEMRAddJobFlowStepsRule"),
        ),
    ),
    action(
        "elasticmapreduce:cancelStep",
        "*ClusterId *+StepId",
        does="Cancel a step that has not started.",
        gives="Its result holds ``CancelStepsInfo``.",
        operation="emr:CancelSteps",
        wrapper=True,
        permissions=(grant("elasticmapreduce:CancelSteps", _CLUSTER),),
    ),
    action(
        "elasticmapreduce:modifyInstanceFleetByName",
        "*ClusterId *+InstanceFleetName *InstanceFleet",
        does="Change the target capacities of a cluster's instance fleet.",
        gives="Its result is empty.",
        operation="emr:ModifyInstanceFleet",
        wrapper=True,
        permissions=(
            grant(
                "elasticmapreduce:ModifyInstanceFleet elasticmapreduce:ListInstanceFleets",
                _CLUSTER,
            ),
        ),
    ),
    action(
        "elasticmapreduce:modifyInstanceGroupByName",
        "*ClusterId *+InstanceGroupName *+InstanceGroup",
        does="Change the size or the settings of a cluster's instance group.",
        gives="Its result is empty.",
        operation="emr:ModifyInstanceGroups",
        wrapper=True,
        permissions=(
            grant(
                "elasticmapreduce:ModifyInstanceGroups elasticmapreduce:ListInstanceGroups",
                _CLUSTER,
            ),
        ),
    ),
)
