"""The API operation behind a call, and the job that a task with ``.sync`` waits for.

(Integrations reference, sections 3 and 4.)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import attrs

from sfn_dsl.arns import AWS_SDK
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.service_models import ServiceModel, find_service, load
from sfn_dsl.service_models.models import folder_of, parameter_name

ATTRIBUTE: Final = frozenset(("S", "N", "B", "M", "L"))
"""Members that only a value of DynamoDB has all of."""


def capital(name: str) -> str:
    """A name with a capital first, as the optimized integrations spell it."""
    return name[:1].upper() + name[1:]


@attrs.frozen
class Operation:
    """An operation of a service, whose model is in ``folder``: what boto3 calls the service.

    ``is_sdk`` is true where names are spelled as in the AWS SDK.
    """

    folder: str
    model: ServiceModel
    name: str
    is_sdk: bool

    def named(self, member: str) -> str:
        """A member's name in parameters and outputs: a capital first, or as the AWS SDK has it."""
        return parameter_name(member) if self.is_sdk else capital(member)


@attrs.frozen
class Job:
    """What a finished task with ``.sync`` gives: part of what describes its job.

    ``describe`` is an operation of the service's model in ``folder``; ``path`` leads to the job in
    its output, by the names there.
    """

    folder: str
    describe: str
    path: tuple[str | int, ...] = ()


JOBS: Final[Mapping[str, Job]] = {
    "athena:startQueryExecution": Job("athena", "GetQueryExecution"),
    "batch:submitJob": Job("batch", "DescribeJobs", ("jobs", 0)),
    "bedrock:createModelCustomizationJob": Job("bedrock", "GetModelCustomizationJob"),
    "codebuild:startBuild": Job("codebuild", "StartBuild"),
    "codebuild:startBuildBatch": Job("codebuild", "StartBuildBatch"),
    "codebuild:retryBuildBatch": Job("codebuild", "RetryBuildBatch"),
    "databrew:startJobRun": Job("databrew", "DescribeJobRun"),
    "ecs:runTask": Job("ecs", "DescribeTasks", ("tasks", 0)),
    "eks:createCluster": Job("eks", "DescribeCluster"),
    "eks:deleteCluster": Job("eks", "DeleteCluster"),
    "eks:createNodegroup": Job("eks", "DescribeNodegroup"),
    "eks:deleteNodegroup": Job("eks", "DeleteNodegroup"),
    "eks:createFargateProfile": Job("eks", "DescribeFargateProfile"),
    "eks:deleteFargateProfile": Job("eks", "DeleteFargateProfile"),
    "elasticmapreduce:createCluster": Job("emr", "DescribeCluster"),
    "elasticmapreduce:terminateCluster": Job("emr", "DescribeCluster"),
    "elasticmapreduce:addStep": Job("emr", "DescribeStep"),
    "emr-containers:deleteVirtualCluster": Job(
        "emr-containers", "DescribeVirtualCluster", ("virtualCluster",)
    ),
    "emr-containers:startJobRun": Job("emr-containers", "DescribeJobRun", ("jobRun",)),
    "emr-serverless:createApplication": Job("emr-serverless", "GetApplication", ("application",)),
    "emr-serverless:startApplication": Job("emr-serverless", "GetApplication", ("application",)),
    "emr-serverless:stopApplication": Job("emr-serverless", "GetApplication", ("application",)),
    "emr-serverless:deleteApplication": Job("emr-serverless", "GetApplication", ("application",)),
    "emr-serverless:startJobRun": Job("emr-serverless", "GetJobRun", ("jobRun",)),
    "emr-serverless:cancelJobRun": Job("emr-serverless", "GetJobRun", ("jobRun",)),
    "glue:startJobRun": Job("glue", "GetJobRun", ("JobRun",)),
    "mediaconvert:createJob": Job("mediaconvert", "GetJob"),
    "sagemaker:createHyperParameterTuningJob": Job("sagemaker", "DescribeHyperParameterTuningJob"),
    "sagemaker:createLabelingJob": Job("sagemaker", "DescribeLabelingJob"),
    "sagemaker:createProcessingJob": Job("sagemaker", "DescribeProcessingJob"),
    "sagemaker:createTrainingJob": Job("sagemaker", "DescribeTrainingJob"),
    "sagemaker:createTransformJob": Job("sagemaker", "DescribeTransformJob"),
}


def find_operation(action: str) -> Operation | None:
    """The operation behind an action, ``sns:publish`` or ``aws-sdk:s3:getObject``, without suffix.

    None for what is no call of an API, and for what the installed models do not have.
    """
    if action.startswith(AWS_SDK):
        service, _, name = action.removeprefix(AWS_SDK).partition(":")
        folder = folder_of(service) or ""
        model = find_service(service)
        operation = model.operation_of(name) if model else None
        return Operation(folder, model, operation, True) if model and operation else None
    row = ACTIONS.get(action)
    folder, _, operation = row.operation.partition(":") if row else ("", "", "")
    return _operation(folder, operation) if folder else None


def describing(job: Job) -> Operation | None:
    """The operation that describes a job."""
    return _operation(job.folder, job.describe)


@lru_cache(maxsize=128)
def _operation(folder: str, name: str) -> Operation | None:
    model = load(folder)
    return Operation(folder, model, name, False) if model and name in model.operations else None
