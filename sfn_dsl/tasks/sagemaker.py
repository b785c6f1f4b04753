"""Amazon SageMaker (the optimized integration ``sagemaker``)."""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.sagemaker.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def create_endpoint(
    name: str,
    *,
    endpoint_name: Template,
    endpoint_config_name: Template,
    tags: Elements | Unset = UNSET,
    deployment_config: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Create an endpoint that serves models.

    Its result holds ``EndpointArn``. Raises AuthoringError for an object with a member that the
    service does not have or without one that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "EndpointName": endpoint_name,
        "EndpointConfigName": endpoint_config_name,
        "Tags": tags,
        "DeploymentConfig": deployment_config,
    }
    return service_task(
        name,
        "sagemaker:createEndpoint",
        given,
        options,
        nested=("Tags", "DeploymentConfig"),
        lists=("Tags",),
    )


def update_endpoint(
    name: str,
    *,
    endpoint_name: Template,
    endpoint_config_name: Template,
    retain_all_variant_properties: Template | Unset = UNSET,
    exclude_retained_variant_properties: Elements | Unset = UNSET,
    deployment_config: Template | Unset = UNSET,
    retain_deployment_config: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Switch an endpoint to another configuration.

    Its result holds ``EndpointArn``. Raises AuthoringError for an object with a member that the
    service does not have or without one that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "EndpointName": endpoint_name,
        "EndpointConfigName": endpoint_config_name,
        "RetainAllVariantProperties": retain_all_variant_properties,
        "ExcludeRetainedVariantProperties": exclude_retained_variant_properties,
        "DeploymentConfig": deployment_config,
        "RetainDeploymentConfig": retain_deployment_config,
    }
    return service_task(
        name,
        "sagemaker:updateEndpoint",
        given,
        options,
        nested=("ExcludeRetainedVariantProperties", "DeploymentConfig"),
        lists=("ExcludeRetainedVariantProperties",),
    )


def create_endpoint_config(
    name: str,
    *,
    endpoint_config_name: Template,
    production_variants: Elements,
    kms_key_id: Template | Unset = UNSET,
    tags: Elements | Unset = UNSET,
    data_capture_config: Template | Unset = UNSET,
    async_inference_config: Template | Unset = UNSET,
    explainer_config: Template | Unset = UNSET,
    shadow_production_variants: Elements | Unset = UNSET,
    execution_role_arn: Template | Unset = UNSET,
    vpc_config: Template | Unset = UNSET,
    enable_network_isolation: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Create a configuration for endpoints.

    Its result holds ``EndpointConfigArn``. Raises AuthoringError for an object with a member that
    the service does not have or without one that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "EndpointConfigName": endpoint_config_name,
        "ProductionVariants": production_variants,
        "KmsKeyId": kms_key_id,
        "Tags": tags,
        "DataCaptureConfig": data_capture_config,
        "AsyncInferenceConfig": async_inference_config,
        "ExplainerConfig": explainer_config,
        "ShadowProductionVariants": shadow_production_variants,
        "ExecutionRoleArn": execution_role_arn,
        "VpcConfig": vpc_config,
        "EnableNetworkIsolation": enable_network_isolation,
    }
    return service_task(
        name,
        "sagemaker:createEndpointConfig",
        given,
        options,
        nested=(
            "ProductionVariants",
            "Tags",
            "DataCaptureConfig",
            "AsyncInferenceConfig",
            "ExplainerConfig",
            "ShadowProductionVariants",
            "VpcConfig",
        ),
        lists=("ProductionVariants", "Tags", "ShadowProductionVariants"),
    )


def create_model(
    name: str,
    *,
    model_name: Template,
    execution_role_arn: Template | Unset = UNSET,
    primary_container: Template | Unset = UNSET,
    containers: Elements | Unset = UNSET,
    vpc_config: Template | Unset = UNSET,
    enable_network_isolation: Template | Unset = UNSET,
    tags: Elements | Unset = UNSET,
    inference_execution_config: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Create a model from one or more containers.

    Its result holds ``ModelArn``. Raises AuthoringError for an object with a member that the
    service does not have or without one that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "ModelName": model_name,
        "ExecutionRoleArn": execution_role_arn,
        "PrimaryContainer": primary_container,
        "Containers": containers,
        "VpcConfig": vpc_config,
        "EnableNetworkIsolation": enable_network_isolation,
        "Tags": tags,
        "InferenceExecutionConfig": inference_execution_config,
    }
    return service_task(
        name,
        "sagemaker:createModel",
        given,
        options,
        nested=("PrimaryContainer", "Containers", "VpcConfig", "Tags", "InferenceExecutionConfig"),
        lists=("Containers", "Tags"),
    )


def create_hyper_parameter_tuning_job(
    name: str,
    *,
    hyper_parameter_tuning_job_name: Template,
    hyper_parameter_tuning_job_config: Template,
    training_job_definition: Template | Unset = UNSET,
    training_job_definitions: Elements | Unset = UNSET,
    warm_start_config: Template | Unset = UNSET,
    tags: Elements | Unset = UNSET,
    autotune: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Start a hyperparameter tuning job.

    Its result holds ``HyperParameterTuningJobArn``. With ``wait="sync"`` it is the finished job's
    description. Raises AuthoringError for an object with a member that the service does not have or
    without one that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "HyperParameterTuningJobName": hyper_parameter_tuning_job_name,
        "HyperParameterTuningJobConfig": hyper_parameter_tuning_job_config,
        "TrainingJobDefinition": training_job_definition,
        "TrainingJobDefinitions": training_job_definitions,
        "WarmStartConfig": warm_start_config,
        "Tags": tags,
        "Autotune": autotune,
    }
    return service_task(
        name,
        "sagemaker:createHyperParameterTuningJob",
        given,
        options,
        wait=wait,
        nested=(
            "HyperParameterTuningJobConfig",
            "TrainingJobDefinition",
            "TrainingJobDefinitions",
            "WarmStartConfig",
            "Tags",
            "Autotune",
        ),
        lists=("TrainingJobDefinitions", "Tags"),
    )


def create_labeling_job(
    name: str,
    *,
    labeling_job_name: Template,
    label_attribute_name: Template,
    input_config: Template,
    output_config: Template,
    role_arn: Template,
    human_task_config: Template,
    label_category_config_s3_uri: Template | Unset = UNSET,
    stopping_conditions: Template | Unset = UNSET,
    labeling_job_algorithms_config: Template | Unset = UNSET,
    tags: Elements | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Start a job in which people label data.

    Its result holds ``LabelingJobArn``. With ``wait="sync"`` it is the finished job's description.
    Raises AuthoringError for an object with a member that the service does not have or without one
    that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "LabelingJobName": labeling_job_name,
        "LabelAttributeName": label_attribute_name,
        "InputConfig": input_config,
        "OutputConfig": output_config,
        "RoleArn": role_arn,
        "HumanTaskConfig": human_task_config,
        "LabelCategoryConfigS3Uri": label_category_config_s3_uri,
        "StoppingConditions": stopping_conditions,
        "LabelingJobAlgorithmsConfig": labeling_job_algorithms_config,
        "Tags": tags,
    }
    return service_task(
        name,
        "sagemaker:createLabelingJob",
        given,
        options,
        wait=wait,
        nested=(
            "InputConfig",
            "OutputConfig",
            "HumanTaskConfig",
            "StoppingConditions",
            "LabelingJobAlgorithmsConfig",
            "Tags",
        ),
        lists=("Tags",),
    )


def create_processing_job(
    name: str,
    *,
    processing_job_name: Template,
    processing_resources: Template,
    app_specification: Template,
    role_arn: Template,
    processing_inputs: Elements | Unset = UNSET,
    processing_output_config: Template | Unset = UNSET,
    stopping_condition: Template | Unset = UNSET,
    environment: Template | Unset = UNSET,
    network_config: Template | Unset = UNSET,
    tags: Elements | Unset = UNSET,
    experiment_config: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Start a processing job.

    Its result holds ``ProcessingJobArn``. With ``wait="sync"`` it is the finished job's
    description. Raises AuthoringError for an object with a member that the service does not have or
    without one that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "ProcessingJobName": processing_job_name,
        "ProcessingResources": processing_resources,
        "AppSpecification": app_specification,
        "RoleArn": role_arn,
        "ProcessingInputs": processing_inputs,
        "ProcessingOutputConfig": processing_output_config,
        "StoppingCondition": stopping_condition,
        "Environment": environment,
        "NetworkConfig": network_config,
        "Tags": tags,
        "ExperimentConfig": experiment_config,
    }
    return service_task(
        name,
        "sagemaker:createProcessingJob",
        given,
        options,
        wait=wait,
        nested=(
            "ProcessingResources",
            "AppSpecification",
            "ProcessingInputs",
            "ProcessingOutputConfig",
            "StoppingCondition",
            "NetworkConfig",
            "Tags",
            "ExperimentConfig",
        ),
        lists=("ProcessingInputs", "Tags"),
    )


def create_training_job(
    name: str,
    *,
    training_job_name: Template,
    output_data_config: Template,
    role_arn: Template,
    algorithm_specification: Template | Unset = UNSET,
    hyper_parameters: Template | Unset = UNSET,
    input_data_config: Elements | Unset = UNSET,
    resource_config: Template | Unset = UNSET,
    stopping_condition: Template | Unset = UNSET,
    vpc_config: Template | Unset = UNSET,
    tags: Elements | Unset = UNSET,
    enable_network_isolation: Template | Unset = UNSET,
    enable_inter_container_traffic_encryption: Template | Unset = UNSET,
    enable_managed_spot_training: Template | Unset = UNSET,
    checkpoint_config: Template | Unset = UNSET,
    debug_hook_config: Template | Unset = UNSET,
    debug_rule_configurations: Elements | Unset = UNSET,
    tensor_board_output_config: Template | Unset = UNSET,
    experiment_config: Template | Unset = UNSET,
    profiler_config: Template | Unset = UNSET,
    profiler_rule_configurations: Elements | Unset = UNSET,
    environment: Template | Unset = UNSET,
    retry_strategy: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Start a training job.

    Its result holds ``TrainingJobArn``. With ``wait="sync"`` it is the finished job's description.
    Raises AuthoringError for an object with a member that the service does not have or without one
    that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "TrainingJobName": training_job_name,
        "OutputDataConfig": output_data_config,
        "RoleArn": role_arn,
        "AlgorithmSpecification": algorithm_specification,
        "HyperParameters": hyper_parameters,
        "InputDataConfig": input_data_config,
        "ResourceConfig": resource_config,
        "StoppingCondition": stopping_condition,
        "VpcConfig": vpc_config,
        "Tags": tags,
        "EnableNetworkIsolation": enable_network_isolation,
        "EnableInterContainerTrafficEncryption": enable_inter_container_traffic_encryption,
        "EnableManagedSpotTraining": enable_managed_spot_training,
        "CheckpointConfig": checkpoint_config,
        "DebugHookConfig": debug_hook_config,
        "DebugRuleConfigurations": debug_rule_configurations,
        "TensorBoardOutputConfig": tensor_board_output_config,
        "ExperimentConfig": experiment_config,
        "ProfilerConfig": profiler_config,
        "ProfilerRuleConfigurations": profiler_rule_configurations,
        "Environment": environment,
        "RetryStrategy": retry_strategy,
    }
    return service_task(
        name,
        "sagemaker:createTrainingJob",
        given,
        options,
        wait=wait,
        nested=(
            "OutputDataConfig",
            "AlgorithmSpecification",
            "InputDataConfig",
            "ResourceConfig",
            "StoppingCondition",
            "VpcConfig",
            "Tags",
            "CheckpointConfig",
            "DebugHookConfig",
            "DebugRuleConfigurations",
            "TensorBoardOutputConfig",
            "ExperimentConfig",
            "ProfilerConfig",
            "ProfilerRuleConfigurations",
            "RetryStrategy",
        ),
        lists=("InputDataConfig", "Tags", "DebugRuleConfigurations", "ProfilerRuleConfigurations"),
    )


def create_transform_job(
    name: str,
    *,
    transform_job_name: Template,
    model_name: Template,
    transform_input: Template,
    transform_output: Template,
    transform_resources: Template,
    batch_strategy: Template | Unset = UNSET,
    environment: Template | Unset = UNSET,
    max_concurrent_transforms: Template | Unset = UNSET,
    max_payload_in_mb: Template | Unset = UNSET,
    tags: Elements | Unset = UNSET,
    model_client_config: Template | Unset = UNSET,
    data_capture_config: Template | Unset = UNSET,
    data_processing: Template | Unset = UNSET,
    experiment_config: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Start a batch transform job.

    Its result holds ``TransformJobArn``. With ``wait="sync"`` it is the finished job's description.
    Raises AuthoringError for an object with a member that the service does not have or without one
    that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "TransformJobName": transform_job_name,
        "ModelName": model_name,
        "TransformInput": transform_input,
        "TransformOutput": transform_output,
        "TransformResources": transform_resources,
        "BatchStrategy": batch_strategy,
        "Environment": environment,
        "MaxConcurrentTransforms": max_concurrent_transforms,
        "MaxPayloadInMB": max_payload_in_mb,
        "Tags": tags,
        "ModelClientConfig": model_client_config,
        "DataCaptureConfig": data_capture_config,
        "DataProcessing": data_processing,
        "ExperimentConfig": experiment_config,
    }
    return service_task(
        name,
        "sagemaker:createTransformJob",
        given,
        options,
        wait=wait,
        nested=(
            "TransformInput",
            "TransformOutput",
            "TransformResources",
            "Tags",
            "ModelClientConfig",
            "DataCaptureConfig",
            "DataProcessing",
            "ExperimentConfig",
        ),
        lists=("Tags",),
    )
