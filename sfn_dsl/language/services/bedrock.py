"""Amazon Bedrock."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import NO_ID_YET, SYNC, arn, bucket, grant, pass_role

_CUSTOM_MODEL: Final = arn("bedrock", "custom-model/*")
_CUSTOMIZATION: Final = arn("bedrock", "model-customization-job/*")

SERVICE: Final = service(
    "bedrock",
    "Amazon Bedrock",
    action(
        "bedrock:invokeModel",
        "*ModelId Body +Input Accept ContentType GuardrailIdentifier GuardrailVersion Trace"
        " +Output",
        does="Invoke a model, with the request in ``body`` or in S3 (``input``).",
        gives="Its result holds the response in ``Body``, or its location in S3 if"
        " ``model_output`` says so.",
        waits="task_token",
        operation="bedrock-runtime:InvokeModel",
        one_of="Body Input",
        arguments={"Output": "model_output"},
        permissions=(
            grant("bedrock:InvokeModel", "arn:{partition}:bedrock:{region}::{ModelId|model}"),
            grant(
                "bedrock:ApplyGuardrail",
                arn("bedrock", "guardrail/{GuardrailIdentifier}"),
                when="GuardrailIdentifier",
            ),
            grant("s3:GetObject", bucket("{Input.S3Uri|object}"), when="Input"),
            grant("s3:PutObject", bucket("{Output.S3Uri|object}"), when="Output"),
        ),
    ),
    action(
        "bedrock:createModelCustomizationJob",
        "*BaseModelIdentifier *CustomModelName *JobName *OutputDataConfig{} *RoleArn"
        " *TrainingDataConfig{} ClientRequestToken CustomizationType CustomModelKmsKeyId"
        " CustomModelTags{} HyperParameters JobTags{} ValidationDataConfig{} VpcConfig{}",
        does="Start a job that creates a custom model from a base model.",
        gives="Its result holds ``JobArn``.",
        when_done="is the finished job's description",
        waits="sync",
        operation="bedrock:CreateModelCustomizationJob",
        permissions=(
            grant(
                "bedrock:CreateModelCustomizationJob",
                "arn:{partition}:bedrock:{region}::{BaseModelIdentifier|model}",
            ),
            grant("bedrock:CreateModelCustomizationJob", _CUSTOM_MODEL, unseen=NO_ID_YET),
            grant("bedrock:TagResource", _CUSTOM_MODEL, when="CustomModelTags", unseen=NO_ID_YET),
            grant("bedrock:TagResource", _CUSTOMIZATION, when="JobTags", unseen=NO_ID_YET),
            pass_role("RoleArn", "bedrock.amazonaws.com"),
            grant(
                "bedrock:GetModelCustomizationJob bedrock:StopModelCustomizationJob",
                _CUSTOMIZATION,
                wait=SYNC,
                unseen=NO_ID_YET,
            ),
        ),
    ),
)
