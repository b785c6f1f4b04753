"""Amazon Bedrock (the optimized integration ``bedrock``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.bedrock.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, exactly_one, service_task


def invoke_model(
    name: str,
    *,
    model_id: Template,
    body: Template | Unset = UNSET,
    input: Template | Unset = UNSET,  # noqa: A002  # as the service calls it
    accept: Template | Unset = UNSET,
    content_type: Template | Unset = UNSET,
    guardrail_identifier: Template | Unset = UNSET,
    guardrail_version: Template | Unset = UNSET,
    trace: Template | Unset = UNSET,
    model_output: Template | Unset = UNSET,
    wait: Literal["task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Invoke a model, with the request in ``body`` or in S3 (``input``).

    Its result holds the response in ``Body``, or its location in S3 if ``model_output`` says so.
    With ``wait="task_token"`` an argument must pass on ``context("Task.Token")``, and the result is
    what is sent back with that token. See
    https://docs.aws.amazon.com/goto/WebAPI/bedrock-runtime-2023-09-30/InvokeModel.

    Args:
        name: The name of the state, 1 to 80 characters.
        model_id: ``ModelId``, a string.
        body: ``Body``: the request to the model, as JSON. Give exactly one of this, ``input``.
        input: ``Input``: an object whose ``S3Uri`` is where the request is read from. Give exactly
            one of this, ``body``.
        accept: ``Accept``, a string.
        content_type: ``ContentType``, a string.
        guardrail_identifier: ``GuardrailIdentifier``, a string.
        guardrail_version: ``GuardrailVersion``, a string.
        trace: ``Trace``, a string.
        model_output: ``Output``: an object whose ``S3Uri`` is where the answer is written to.
        wait: ``"task_token"`` waits for the token to be sent back. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: Not exactly one of ``body`` and ``input`` is given, or a value is not valid.
    """
    exactly_one(name, options, body=body, input=input)
    given: dict[str, Template | Unset] = {
        "ModelId": model_id,
        "Body": body,
        "Input": input,
        "Accept": accept,
        "ContentType": content_type,
        "GuardrailIdentifier": guardrail_identifier,
        "GuardrailVersion": guardrail_version,
        "Trace": trace,
        "Output": model_output,
    }
    return service_task(name, "bedrock:invokeModel", given, options, wait=wait)


def create_model_customization_job(
    name: str,
    *,
    base_model_identifier: Template,
    custom_model_name: Template,
    job_name: Template,
    output_data_config: Template,
    role_arn: Template,
    training_data_config: Template,
    client_request_token: Template | Unset = UNSET,
    customization_type: Template | Unset = UNSET,
    custom_model_kms_key_id: Template | Unset = UNSET,
    custom_model_tags: Elements | Unset = UNSET,
    hyper_parameters: Template | Unset = UNSET,
    job_tags: Elements | Unset = UNSET,
    validation_data_config: Template | Unset = UNSET,
    vpc_config: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Start a job that creates a custom model from a base model.

    Its result holds ``JobArn``. With ``wait="sync"`` it is the finished job's description. See
    https://docs.aws.amazon.com/goto/WebAPI/bedrock-2023-04-20/CreateModelCustomizationJob.

    Args:
        name: The name of the state, 1 to 80 characters.
        base_model_identifier: ``BaseModelIdentifier``, a string.
        custom_model_name: ``CustomModelName``, a string.
        job_name: ``JobName``, a string.
        output_data_config: ``OutputDataConfig``, an object.
        role_arn: ``RoleArn``, a string.
        training_data_config: ``TrainingDataConfig``, an object.
        client_request_token: ``ClientRequestToken``, a string.
        customization_type: ``CustomizationType``, a string.
        custom_model_kms_key_id: ``CustomModelKmsKeyId``, a string.
        custom_model_tags: ``CustomModelTags``, a list of objects.
        hyper_parameters: ``HyperParameters``, an object.
        job_tags: ``JobTags``, a list of objects.
        validation_data_config: ``ValidationDataConfig``, an object.
        vpc_config: ``VpcConfig``, an object.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Elements | Unset] = {
        "BaseModelIdentifier": base_model_identifier,
        "CustomModelName": custom_model_name,
        "JobName": job_name,
        "OutputDataConfig": output_data_config,
        "RoleArn": role_arn,
        "TrainingDataConfig": training_data_config,
        "ClientRequestToken": client_request_token,
        "CustomizationType": customization_type,
        "CustomModelKmsKeyId": custom_model_kms_key_id,
        "CustomModelTags": custom_model_tags,
        "HyperParameters": hyper_parameters,
        "JobTags": job_tags,
        "ValidationDataConfig": validation_data_config,
        "VpcConfig": vpc_config,
    }
    return service_task(
        name,
        "bedrock:createModelCustomizationJob",
        given,
        options,
        wait=wait,
        nested=(
            "OutputDataConfig",
            "TrainingDataConfig",
            "CustomModelTags",
            "JobTags",
            "ValidationDataConfig",
            "VpcConfig",
        ),
        lists=("CustomModelTags", "JobTags"),
    )
