"""Amazon SageMaker (the optimized integration ``sagemaker``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html.
"""

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

    Its result holds ``EndpointArn``. See
    https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateEndpoint.

    Args:
        name: The name of the state, 1 to 80 characters.
        endpoint_name: ``EndpointName``, a string.
        endpoint_config_name: ``EndpointConfigName``, a string.
        tags: ``Tags``, a list of objects.
        deployment_config: ``DeploymentConfig``, an object. AWS's guide does not list it.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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

    Its result holds ``EndpointArn``. See
    https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/UpdateEndpoint.

    Args:
        name: The name of the state, 1 to 80 characters.
        endpoint_name: ``EndpointName``, a string.
        endpoint_config_name: ``EndpointConfigName``, a string.
        retain_all_variant_properties: ``RetainAllVariantProperties``, true or false. AWS's guide
            does not list it.
        exclude_retained_variant_properties: ``ExcludeRetainedVariantProperties``, a list of
            objects. AWS's guide does not list it.
        deployment_config: ``DeploymentConfig``, an object. AWS's guide does not list it.
        retain_deployment_config: ``RetainDeploymentConfig``, true or false. AWS's guide does not
            list it.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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

    Its result holds ``EndpointConfigArn``. See
    https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateEndpointConfig.

    Args:
        name: The name of the state, 1 to 80 characters.
        endpoint_config_name: ``EndpointConfigName``, a string.
        production_variants: ``ProductionVariants``, a list of objects.
        kms_key_id: ``KmsKeyId``, a string.
        tags: ``Tags``, a list of objects.
        data_capture_config: ``DataCaptureConfig``, an object. AWS's guide does not list it.
        async_inference_config: ``AsyncInferenceConfig``, an object. AWS's guide does not list it.
        explainer_config: ``ExplainerConfig``, an object. AWS's guide does not list it.
        shadow_production_variants: ``ShadowProductionVariants``, a list of objects. AWS's guide
            does not list it.
        execution_role_arn: ``ExecutionRoleArn``, a string. AWS's guide does not list it.
        vpc_config: ``VpcConfig``, an object. AWS's guide does not list it.
        enable_network_isolation: ``EnableNetworkIsolation``, true or false. AWS's guide does not
            list it.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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

    Its result holds ``ModelArn``. See
    https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateModel.

    Args:
        name: The name of the state, 1 to 80 characters.
        model_name: ``ModelName``, a string.
        execution_role_arn: ``ExecutionRoleArn``, a string.
        primary_container: ``PrimaryContainer``, an object.
        containers: ``Containers``, a list of objects.
        vpc_config: ``VpcConfig``, an object.
        enable_network_isolation: ``EnableNetworkIsolation``, true or false.
        tags: ``Tags``, a list of objects.
        inference_execution_config: ``InferenceExecutionConfig``, an object. AWS's guide does not
            list it.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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
    description. See
    https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateHyperParameterTuningJob.

    Args:
        name: The name of the state, 1 to 80 characters.
        hyper_parameter_tuning_job_name: ``HyperParameterTuningJobName``, a string.
        hyper_parameter_tuning_job_config: ``HyperParameterTuningJobConfig``, an object.
        training_job_definition: ``TrainingJobDefinition``, an object.
        training_job_definitions: ``TrainingJobDefinitions``, a list of objects. AWS's guide does
            not list it.
        warm_start_config: ``WarmStartConfig``, an object.
        tags: ``Tags``, a list of objects.
        autotune: ``Autotune``, an object. AWS's guide does not list it.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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
    See https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateLabelingJob.

    Args:
        name: The name of the state, 1 to 80 characters.
        labeling_job_name: ``LabelingJobName``, a string.
        label_attribute_name: ``LabelAttributeName``, a string.
        input_config: ``InputConfig``, an object.
        output_config: ``OutputConfig``, an object.
        role_arn: ``RoleArn``, a string.
        human_task_config: ``HumanTaskConfig``, an object.
        label_category_config_s3_uri: ``LabelCategoryConfigS3Uri``, a string.
        stopping_conditions: ``StoppingConditions``, an object.
        labeling_job_algorithms_config: ``LabelingJobAlgorithmsConfig``, an object.
        tags: ``Tags``, a list of objects.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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
    description. See
    https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateProcessingJob.

    Args:
        name: The name of the state, 1 to 80 characters.
        processing_job_name: ``ProcessingJobName``, a string.
        processing_resources: ``ProcessingResources``, an object.
        app_specification: ``AppSpecification``, an object.
        role_arn: ``RoleArn``, a string.
        processing_inputs: ``ProcessingInputs``, a list of objects.
        processing_output_config: ``ProcessingOutputConfig``, an object.
        stopping_condition: ``StoppingCondition``, an object.
        environment: ``Environment``, an object.
        network_config: ``NetworkConfig``, an object.
        tags: ``Tags``, a list of objects.
        experiment_config: ``ExperimentConfig``, an object.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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
    See https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateTrainingJob.

    Args:
        name: The name of the state, 1 to 80 characters.
        training_job_name: ``TrainingJobName``, a string.
        output_data_config: ``OutputDataConfig``, an object.
        role_arn: ``RoleArn``, a string.
        algorithm_specification: ``AlgorithmSpecification``, an object.
        hyper_parameters: ``HyperParameters``, an object.
        input_data_config: ``InputDataConfig``, a list of objects.
        resource_config: ``ResourceConfig``, an object.
        stopping_condition: ``StoppingCondition``, an object.
        vpc_config: ``VpcConfig``, an object.
        tags: ``Tags``, a list of objects.
        enable_network_isolation: ``EnableNetworkIsolation``, true or false. AWS's guide does not
            list it.
        enable_inter_container_traffic_encryption: ``EnableInterContainerTrafficEncryption``, true
            or false. AWS's guide does not list it.
        enable_managed_spot_training: ``EnableManagedSpotTraining``, true or false. AWS's guide does
            not list it.
        checkpoint_config: ``CheckpointConfig``, an object. AWS's guide does not list it.
        debug_hook_config: ``DebugHookConfig``, an object. AWS's guide does not list it.
        debug_rule_configurations: ``DebugRuleConfigurations``, a list of objects. AWS's guide does
            not list it.
        tensor_board_output_config: ``TensorBoardOutputConfig``, an object. AWS's guide does not
            list it.
        experiment_config: ``ExperimentConfig``, an object. AWS's guide does not list it.
        profiler_config: ``ProfilerConfig``, an object. AWS's guide does not list it.
        profiler_rule_configurations: ``ProfilerRuleConfigurations``, a list of objects. AWS's guide
            does not list it.
        environment: ``Environment``, an object. AWS's guide does not list it.
        retry_strategy: ``RetryStrategy``, an object. AWS's guide does not list it.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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
    See https://docs.aws.amazon.com/goto/WebAPI/sagemaker-2017-07-24/CreateTransformJob.

    Args:
        name: The name of the state, 1 to 80 characters.
        transform_job_name: ``TransformJobName``, a string.
        model_name: ``ModelName``, a string.
        transform_input: ``TransformInput``, an object.
        transform_output: ``TransformOutput``, an object.
        transform_resources: ``TransformResources``, an object.
        batch_strategy: ``BatchStrategy``, a string.
        environment: ``Environment``, an object.
        max_concurrent_transforms: ``MaxConcurrentTransforms``, a whole number.
        max_payload_in_mb: ``MaxPayloadInMB``, a whole number.
        tags: ``Tags``, a list of objects.
        model_client_config: ``ModelClientConfig``, an object. AWS's guide does not list it.
        data_capture_config: ``DataCaptureConfig``, an object. AWS's guide does not list it.
        data_processing: ``DataProcessing``, an object. AWS's guide does not list it.
        experiment_config: ``ExperimentConfig``, an object. AWS's guide does not list it.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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
