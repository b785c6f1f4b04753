"""Amazon SageMaker."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import SYNC, Grant, arn, grant, pass_role, rule


def _job(made: str, kind: str, name: str, event: str, role: str = "") -> tuple[Grant, ...]:
    """The permissions for one kind of job."""
    resource = _named(kind, name)
    return (
        grant(f"sagemaker:Create{made} sagemaker:ListTags", resource),
        *((pass_role(role, "sagemaker.amazonaws.com"),) if role else ()),
        grant("sagemaker:AddTags", resource, when="Tags"),
        grant(
            # Step Functions tags the jobs that it waits for.
            f"sagemaker:Describe{made} sagemaker:Stop{made} sagemaker:AddTags",
            resource,
            wait=SYNC,
        ),
        _rule(event),
    )


def _rule(event: str) -> Grant:
    if event:
        return rule(f"StepFunctionsGetEventsForSageMaker{event}JobsRule")
    return rule("StepFunctionsGetEventsForSageMaker*")._replace(
        unseen="the name of this job's rule is not documented"
    )


def _named(kind: str, name: str) -> str:
    # SageMaker writes names in lower case in ARNs.
    return arn("sagemaker", f"{kind}/{{{name}|lower}}")


def _made(operation: str, kind: str, name: str, *more: Grant) -> tuple[Grant, ...]:
    """The permissions for what SageMaker creates without a job."""
    resource = _named(kind, name)
    return (
        grant(f"sagemaker:{operation} sagemaker:ListTags", resource),
        grant("sagemaker:AddTags", resource, when="Tags"),
        *more,
    )


_BY_CONFIGURATION: Final = _named("endpoint-config", "EndpointConfigName")

SERVICE: Final = service(
    "sagemaker",
    "Amazon SageMaker",
    action(
        "sagemaker:createEndpoint",
        "*EndpointName *EndpointConfigName Tags{} ?DeploymentConfig{}",
        does="Create an endpoint that serves models.",
        gives="Its result holds ``EndpointArn``.",
        operation="sagemaker:CreateEndpoint",
        permissions=_made(
            "CreateEndpoint",
            "endpoint",
            "EndpointName",
            grant("sagemaker:CreateEndpoint", _BY_CONFIGURATION),
        ),
    ),
    action(
        "sagemaker:updateEndpoint",
        "*EndpointName *EndpointConfigName ?RetainAllVariantProperties"
        " ?ExcludeRetainedVariantProperties{} ?DeploymentConfig{} ?RetainDeploymentConfig",
        does="Switch an endpoint to another configuration.",
        gives="Its result holds ``EndpointArn``.",
        operation="sagemaker:UpdateEndpoint",
        permissions=_made(
            "UpdateEndpoint",
            "endpoint",
            "EndpointName",
            grant("sagemaker:UpdateEndpoint", _BY_CONFIGURATION),
        ),
    ),
    action(
        "sagemaker:createEndpointConfig",
        "*EndpointConfigName *ProductionVariants{} KmsKeyId Tags{} ?DataCaptureConfig{}"
        " ?AsyncInferenceConfig{} ?ExplainerConfig{} ?ShadowProductionVariants{} ?ExecutionRoleArn"
        " ?VpcConfig{} ?EnableNetworkIsolation",
        does="Create a configuration for endpoints.",
        gives="Its result holds ``EndpointConfigArn``.",
        operation="sagemaker:CreateEndpointConfig",
        permissions=_made("CreateEndpointConfig", "endpoint-config", "EndpointConfigName"),
    ),
    action(
        "sagemaker:createModel",
        "*ModelName ExecutionRoleArn PrimaryContainer{} Containers{} VpcConfig{}"
        " EnableNetworkIsolation Tags{} ?InferenceExecutionConfig{}",
        does="Create a model from one or more containers.",
        gives="Its result holds ``ModelArn``.",
        operation="sagemaker:CreateModel",
        permissions=_made(
            "CreateModel",
            "model",
            "ModelName",
            pass_role("ExecutionRoleArn", "sagemaker.amazonaws.com", when="ExecutionRoleArn"),
        ),
    ),
    action(
        "sagemaker:createHyperParameterTuningJob",
        "*HyperParameterTuningJobName *HyperParameterTuningJobConfig{} TrainingJobDefinition{}"
        " ?TrainingJobDefinitions{} WarmStartConfig{} Tags{} ?Autotune{}",
        does="Start a hyperparameter tuning job.",
        gives="Its result holds ``HyperParameterTuningJobArn``.",
        when_done="is the finished job's description",
        waits="sync",
        operation="sagemaker:CreateHyperParameterTuningJob",
        permissions=(
            *_job(
                "HyperParameterTuningJob",
                "hyper-parameter-tuning-job",
                "HyperParameterTuningJobName",
                "Tuning",
            ),
            pass_role(
                "TrainingJobDefinition.RoleArn",
                "sagemaker.amazonaws.com",
                when="TrainingJobDefinition",
            ),
            pass_role(
                "TrainingJobDefinitions.RoleArn",
                "sagemaker.amazonaws.com",
                when="TrainingJobDefinitions",
            ),
        ),
    ),
    action(
        "sagemaker:createLabelingJob",
        "*LabelingJobName *LabelAttributeName *InputConfig{} *OutputConfig{} *RoleArn"
        " *HumanTaskConfig{} LabelCategoryConfigS3Uri StoppingConditions{}"
        " LabelingJobAlgorithmsConfig{} Tags{}",
        does="Start a job in which people label data.",
        gives="Its result holds ``LabelingJobArn``.",
        when_done="is the finished job's description",
        waits="sync",
        operation="sagemaker:CreateLabelingJob",
        arguments={"LabelCategoryConfigS3Uri": "label_category_config_s3_uri"},
        permissions=_job("LabelingJob", "labeling-job", "LabelingJobName", "", "RoleArn"),
    ),
    action(
        "sagemaker:createProcessingJob",
        "*ProcessingJobName *ProcessingResources{} *AppSpecification{} *RoleArn"
        " ProcessingInputs{} ProcessingOutputConfig{} StoppingCondition{} Environment"
        " NetworkConfig{} Tags{} ExperimentConfig{}",
        does="Start a processing job.",
        gives="Its result holds ``ProcessingJobArn``.",
        when_done="is the finished job's description",
        waits="sync",
        operation="sagemaker:CreateProcessingJob",
        permissions=_job(
            "ProcessingJob", "processing-job", "ProcessingJobName", "Processing", "RoleArn"
        ),
    ),
    action(
        "sagemaker:createTrainingJob",
        "*TrainingJobName *OutputDataConfig{} *RoleArn AlgorithmSpecification{} HyperParameters"
        " InputDataConfig{} ResourceConfig{} StoppingCondition{} VpcConfig{} Tags{}"
        " ?EnableNetworkIsolation ?EnableInterContainerTrafficEncryption"
        " ?EnableManagedSpotTraining ?CheckpointConfig{} ?DebugHookConfig{}"
        " ?DebugRuleConfigurations{} ?TensorBoardOutputConfig{} ?ExperimentConfig{}"
        " ?ProfilerConfig{} ?ProfilerRuleConfigurations{} ?Environment ?RetryStrategy{}",
        does="Start a training job.",
        gives="Its result holds ``TrainingJobArn``.",
        when_done="is the finished job's description",
        waits="sync",
        operation="sagemaker:CreateTrainingJob",
        permissions=_job("TrainingJob", "training-job", "TrainingJobName", "Training", "RoleArn"),
    ),
    action(
        "sagemaker:createTransformJob",
        "*TransformJobName *ModelName *TransformInput{} *TransformOutput{} *TransformResources{}"
        " BatchStrategy Environment MaxConcurrentTransforms MaxPayloadInMB Tags{}"
        " ?ModelClientConfig{} ?DataCaptureConfig{} ?DataProcessing{} ?ExperimentConfig{}",
        does="Start a batch transform job.",
        gives="Its result holds ``TransformJobArn``.",
        when_done="is the finished job's description",
        waits="sync",
        operation="sagemaker:CreateTransformJob",
        permissions=_job("TransformJob", "transform-job", "TransformJobName", "Transform"),
    ),
)
