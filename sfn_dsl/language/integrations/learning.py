"""Machine learning: Bedrock, Bedrock AgentCore, SageMaker."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations.rows import Action, action

ACTIONS: Final[tuple[Action, ...]] = (
    action(
        "bedrock:invokeModel",
        "*ModelId Body +Input Accept ContentType GuardrailIdentifier GuardrailVersion Trace"
        " +Output",
        does="Have a model answer, with the request in ``body`` or in S3 (``input``).",
        gives="Its result holds the answer in ``Body``, or where it is in S3 when"
        " ``model_output`` says so.",
        waits="task_token",
        operation="bedrock-runtime:InvokeModel",
        one_of="Body Input",
        arguments={"Output": "model_output"},
    ),
    action(
        "bedrock:createModelCustomizationJob",
        "*BaseModelIdentifier *CustomModelName *JobName *OutputDataConfig{} *RoleArn"
        " *TrainingDataConfig{} ClientRequestToken CustomizationType CustomModelKmsKeyId"
        " CustomModelTags{} HyperParameters JobTags{} ValidationDataConfig{} VpcConfig{}",
        does="Start a job that makes a custom model of a base model.",
        gives="Its result holds ``JobArn``.",
        when_done="is the finished job's description",
        waits="sync",
        operation="bedrock:CreateModelCustomizationJob",
    ),
    action(
        "bedrockagentcore:invokeHarness",
        "*HarnessArn *RuntimeSessionId *Messages{} SystemPrompt{} Model{} Tools{} MaxIterations"
        " TimeoutSeconds ?Qualifier ?RuntimeUserId ?AllowedTools ?Skills{} ?MaxTokens ?ActorId"
        " ?TraceId ?TraceParent ?TraceState ?Baggage",
        does="Have an agent answer messages, for at most 15 minutes.",
        gives="Its result is the whole answer, in the shape of the Converse API's.",
        operation="bedrock-agentcore:InvokeHarness",
        arguments={"TimeoutSeconds": "harness_timeout_seconds"},
    ),
    action(
        "sagemaker:createEndpoint",
        "*EndpointName *EndpointConfigName Tags{} ?DeploymentConfig{}",
        does="Create an endpoint that serves models.",
        gives="Its result holds ``EndpointArn``.",
        operation="sagemaker:CreateEndpoint",
    ),
    action(
        "sagemaker:updateEndpoint",
        "*EndpointName *EndpointConfigName ?RetainAllVariantProperties"
        " ?ExcludeRetainedVariantProperties{} ?DeploymentConfig{} ?RetainDeploymentConfig",
        does="Have an endpoint serve by another configuration.",
        gives="Its result holds ``EndpointArn``.",
        operation="sagemaker:UpdateEndpoint",
    ),
    action(
        "sagemaker:createEndpointConfig",
        "*EndpointConfigName *ProductionVariants{} KmsKeyId Tags{} ?DataCaptureConfig{}"
        " ?AsyncInferenceConfig{} ?ExplainerConfig{} ?ShadowProductionVariants{} ?ExecutionRoleArn"
        " ?VpcConfig{} ?EnableNetworkIsolation",
        does="Create a configuration for endpoints.",
        gives="Its result holds ``EndpointConfigArn``.",
        operation="sagemaker:CreateEndpointConfig",
    ),
    action(
        "sagemaker:createModel",
        "*ModelName ExecutionRoleArn PrimaryContainer{} Containers{} VpcConfig{}"
        " EnableNetworkIsolation Tags{} ?InferenceExecutionConfig{}",
        does="Create a model of one or more containers.",
        gives="Its result holds ``ModelArn``.",
        operation="sagemaker:CreateModel",
    ),
    action(
        "sagemaker:createHyperParameterTuningJob",
        "*HyperParameterTuningJobName *HyperParameterTuningJobConfig{} TrainingJobDefinition{}"
        " ?TrainingJobDefinitions{} WarmStartConfig{} Tags{} ?Autotune{}",
        does="Start a job that tries hyperparameters.",
        gives="Its result holds ``HyperParameterTuningJobArn``.",
        when_done="is the finished job's description",
        waits="sync",
        operation="sagemaker:CreateHyperParameterTuningJob",
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
    ),
    action(
        "sagemaker:createTransformJob",
        "*TransformJobName *ModelName *TransformInput{} *TransformOutput{} *TransformResources{}"
        " BatchStrategy Environment MaxConcurrentTransforms MaxPayloadInMB Tags{}"
        " ?ModelClientConfig{} ?DataCaptureConfig{} ?DataProcessing{} ?ExperimentConfig{}",
        does="Start a job that runs a model over a set of data.",
        gives="Its result holds ``TransformJobArn``.",
        when_done="is the finished job's description",
        waits="sync",
        operation="sagemaker:CreateTransformJob",
    ),
)
