"""Machine learning: Bedrock, Bedrock AgentCore, SageMaker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sfn_dsl.language.permissions.rows import (
    SYNC,
    Grant,
    arn,
    bucket,
    grant,
    pass_role,
    rule,
)

_CUSTOM_MODEL: Final = arn("bedrock", "custom-model/*")
_CUSTOMIZATION: Final = arn("bedrock", "model-customization-job/*")
_NO_ID_YET: Final = "it has its id only once it is made"


def _job(action: str, kind: str, name: str, event: str, role: str = "") -> tuple[Grant, ...]:
    """The grants of one kind of SageMaker job."""
    resource = _named(kind, name)
    return (
        grant(f"sagemaker:Create{action} sagemaker:ListTags", resource),
        *((pass_role(role, "sagemaker.amazonaws.com"),) if role else ()),
        grant("sagemaker:AddTags", resource, when="Tags"),
        grant(
            # Step Functions tags the jobs that it waits for.
            f"sagemaker:Describe{action} sagemaker:Stop{action} sagemaker:AddTags",
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
    # However a name is written, SageMaker spells it in lower case in the ARN.
    return arn("sagemaker", f"{kind}/{{{name}|lower}}")


def _made(action: str, kind: str, name: str, *more: Grant) -> tuple[Grant, ...]:
    """The grants of what SageMaker makes without a job."""
    resource = _named(kind, name)
    return (
        grant(f"sagemaker:{action} sagemaker:ListTags", resource),
        grant("sagemaker:AddTags", resource, when="Tags"),
        *more,
    )


_BY_CONFIGURATION: Final = _named("endpoint-config", "EndpointConfigName")

GRANTS: Final[Mapping[str, tuple[Grant, ...]]] = {
    "bedrock:invokeModel": (
        grant("bedrock:InvokeModel", "arn:{partition}:bedrock:{region}::{ModelId|model}"),
        grant(
            "bedrock:ApplyGuardrail",
            arn("bedrock", "guardrail/{GuardrailIdentifier}"),
            when="GuardrailIdentifier",
        ),
        grant("s3:GetObject", bucket("{Input.S3Uri|object}"), when="Input"),
        grant("s3:PutObject", bucket("{Output.S3Uri|object}"), when="Output"),
    ),
    "bedrock:createModelCustomizationJob": (
        grant(
            "bedrock:CreateModelCustomizationJob",
            "arn:{partition}:bedrock:{region}::{BaseModelIdentifier|model}",
        ),
        grant("bedrock:CreateModelCustomizationJob", _CUSTOM_MODEL, unseen=_NO_ID_YET),
        grant("bedrock:TagResource", _CUSTOM_MODEL, when="CustomModelTags", unseen=_NO_ID_YET),
        grant("bedrock:TagResource", _CUSTOMIZATION, when="JobTags", unseen=_NO_ID_YET),
        pass_role("RoleArn", "bedrock.amazonaws.com"),
        grant(
            "bedrock:GetModelCustomizationJob bedrock:StopModelCustomizationJob",
            _CUSTOMIZATION,
            wait=SYNC,
            unseen=_NO_ID_YET,
        ),
    ),
    "bedrockagentcore:invokeHarness": (
        grant("bedrock-agentcore:InvokeHarness", arn("bedrock-agentcore", "harness/{HarnessArn}")),
        grant(
            "bedrock-agentcore:InvokeHarness",
            arn("bedrock-agentcore", "harness/{HarnessArn|harness}/harness-endpoint/{Qualifier=*}"),
        ),
    ),
    "sagemaker:createEndpoint": _made(
        "CreateEndpoint",
        "endpoint",
        "EndpointName",
        grant("sagemaker:CreateEndpoint", _BY_CONFIGURATION),
    ),
    "sagemaker:updateEndpoint": _made(
        "UpdateEndpoint",
        "endpoint",
        "EndpointName",
        grant("sagemaker:UpdateEndpoint", _BY_CONFIGURATION),
    ),
    "sagemaker:createEndpointConfig": _made(
        "CreateEndpointConfig", "endpoint-config", "EndpointConfigName"
    ),
    "sagemaker:createModel": _made(
        "CreateModel",
        "model",
        "ModelName",
        pass_role("ExecutionRoleArn", "sagemaker.amazonaws.com", when="ExecutionRoleArn"),
    ),
    "sagemaker:createHyperParameterTuningJob": (
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
    "sagemaker:createLabelingJob": _job(
        "LabelingJob", "labeling-job", "LabelingJobName", "", "RoleArn"
    ),
    "sagemaker:createProcessingJob": _job(
        "ProcessingJob", "processing-job", "ProcessingJobName", "Processing", "RoleArn"
    ),
    "sagemaker:createTrainingJob": _job(
        "TrainingJob", "training-job", "TrainingJobName", "Training", "RoleArn"
    ),
    "sagemaker:createTransformJob": _job(
        "TransformJob", "transform-job", "TransformJobName", "Transform"
    ),
}
